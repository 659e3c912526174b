//! What a party says of an agreement while it is under review: of a part of it, or of one clause. Kept as it was said; the
//! next version answers it.

use crate::{
    codes,
    ids::{AgreementId, RemarkId},
    stamp::Stamp,
    text::Prose,
};

codes! {
    /// The parts in which an agreement is written and talked about.
    Part {
        Whole = "whole", "The agreement as a whole";
        Days = "days", "Title and days";
        Parties = "parties", "Parties";
        Purposes = "purposes", "Purposes";
        Consent = "consent", "Necessity, consent and telling people";
        Handling = "handling", "Handling";
        Oversight = "oversight", "Audit and funding";
    }
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A part.
    Part(Part),
    /// The clause with this number.
    Clause(u16),
}

impl About {
    /// As it is kept and sent: a part's code, or `clause-3`.
    pub fn code(self) -> String {
        match self {
            Self::Part(part) => part.code().to_owned(),
            Self::Clause(number) => format!("clause-{number}"),
        }
    }

    /// What [`About::code`] says; nothing for anything else.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.strip_prefix("clause-") {
            Some(number) => number.parse().ok().map(Self::Clause),
            None => Part::from_code(code).ok().map(Self::Part),
        }
    }

    /// As a page says it.
    pub fn words(self) -> String {
        match self {
            Self::Part(part) => part.words().to_owned(),
            Self::Clause(number) => format!("Clause {number}"),
        }
    }
}

/// One remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its id.
    pub id: RemarkId,
    /// Of which agreement.
    pub agreement: AgreementId,
    /// Of which version.
    pub number: u16,
    /// About what.
    pub about: About,
    /// In words.
    pub words: Prose,
    /// Said when, by whom, for which party.
    pub stamp: Stamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_is_about_is_read_back_from_its_code() {
        for about in [About::Part(Part::Whole), About::Part(Part::Handling), About::Clause(12)] {
            assert_eq!(About::from_code(&about.code()), Some(about));
        }
        assert_eq!(About::from_code("clause-"), None);
        assert_eq!(About::from_code("something"), None);
    }
}
