//! Notes about a person, each in one section of the record. One that was written on a wrong person's record is moved: it
//! stands on the right one's, as it was written, and is shown on the wrong one's no more.

use crate::{
    ids::{NoteId, PersonId},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};

/// A note as written. Notes are appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// About whom.
    pub person: PersonId,
    /// Where it belongs.
    pub section: Section,
    /// What it says.
    pub text: Prose,
    /// When, by whom, for which agency.
    pub stamp: Stamp,
}

/// That a note was written on a wrong person's record, and where it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteMove {
    /// The note as it was written.
    pub note: NoteId,
    /// On whose record it was.
    pub from: PersonId,
    /// On whose it is.
    pub to: PersonId,
    /// The note there.
    pub now: NoteId,
    /// Why.
    pub reason: Line,
    /// Who moved it, when, for which agency.
    pub stamp: Stamp,
}
