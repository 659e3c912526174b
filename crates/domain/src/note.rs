//! Notes about a person, each in one section of the record.

use crate::{
    ids::{NoteId, PersonId},
    section::Section,
    stamp::Stamp,
    text::Prose,
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
