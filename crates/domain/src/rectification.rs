//! Corrections of what was recorded wrongly, carried to everybody who had read it (information-sharing.md, section 8).
//!
//! What holds: what was recorded is never changed; a correction stands beside it. Each agency that read the old words is told
//! once of each correction, and is waited for until it says that it has put its own records right. Deliberately not here: which
//! agencies had read them, which the ledger tells.

use crate::{
    codes,
    ids::{AgencyId, CorrectionId, NoteId, PersonId},
    person::Identity,
    section::Section,
    stamp::Stamp,
    text::Prose,
};

codes! {
    /// What was put right.
    Corrected {
        Identity = "identity", "Names, date of birth, gender or numbers";
        Note = "note", "A note";
    }
}

/// A correction. Appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its id.
    pub id: CorrectionId,
    /// On whose record.
    pub person: PersonId,
    /// What was put right.
    pub corrected: Corrected,
    /// Which note, where it is one.
    pub note: Option<NoteId>,
    /// The section of the record in which it lies.
    pub section: Section,
    /// What is right, in words.
    pub words: Prose,
    /// Who put it right, when, for which agency.
    pub stamp: Stamp,
}

/// That an agency which had read the old words was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionNotice {
    /// Of which correction.
    pub correction: CorrectionId,
    /// Which agency.
    pub to: AgencyId,
    /// Who there said that its own records are right, and when.
    pub acknowledged: Option<Stamp>,
}

/// Which parts of an identity differ, in words; nothing for none. Says which, never what: whoever is told reads the record.
pub fn parts_that_differ(before: &Identity, after: &Identity) -> Option<String> {
    let parts = [
        ("legal name", before.legal != after.legal),
        ("name they wish to be called", before.known_as != after.known_as),
        ("date of birth", before.born != after.born),
        ("gender", before.gender != after.gender),
        ("numbers of other systems", before.identifiers != after.identifiers),
    ];
    let said: Vec<&str> = parts.into_iter().filter_map(|(words, differs)| differs.then_some(words)).collect();
    (!said.is_empty()).then(|| format!("Corrected: {}.", said.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        person::{Gender, Name},
        text::Line,
    };
    use jiff::civil::date;
    use uuid::Uuid;

    fn ada() -> Identity {
        Identity {
            person: PersonId(Uuid::from_u128(7)),
            reference: "TC-2K7-9QF-4".to_owned(),
            holder: AgencyId(Uuid::from_u128(1)),
            legal: Name { given: Line::new("Ada").ok(), middle: None, family: Line::new("Crane").unwrap() },
            known_as: None,
            aliases: vec![],
            born: Some(date(1991, 2, 14)),
            gender: Gender::Female,
            identifiers: vec![],
            version: 1,
        }
    }

    #[test]
    fn a_notice_says_which_parts_differ_and_never_what_they_say() {
        assert_eq!(parts_that_differ(&ada(), &Identity { version: 2, ..ada() }), None);
        let after = Identity { known_as: Line::new("Addy").ok(), born: Some(date(1992, 2, 14)), ..ada() };
        let said = parts_that_differ(&ada(), &after);
        assert_eq!(said.as_deref(), Some("Corrected: name they wish to be called, date of birth."));
    }
}
