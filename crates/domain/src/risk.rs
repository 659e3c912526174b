//! Risk flags: what staff must know before they meet somebody.

use crate::{
    codes,
    ids::{PersonId, RiskFlagId},
    stamp::Stamp,
    text::Prose,
};
use jiff::civil::Date;

codes! {
    /// What a flag is about.
    RiskKind {
        SelfHarm = "self", "Risk to self";
        Staff = "staff", "Risk to staff";
        Public = "public", "Risk to the public";
        KnownAdult = "known_adult", "Risk to a known adult";
        Children = "children", "Risk to children";
        FromOthers = "from_others", "Risk from others";
    }
}

codes! {
    /// From whom, or from what work, a risk is known.
    RiskSource {
        Assessment = "assessment", "A screening or an assessment";
        OwnWork = "own_work", "Seen or heard in our own work";
        ThePerson = "the_person", "The person said so";
        Family = "family", "A relative or carer said so";
        Police = "police", "Police information";
        Court = "court", "The court, or a report for it";
        OtherAgency = "other_agency", "Another agency said so";
    }
}

/// How a flag is kept true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upkeep {
    /// How it is known. Flags of before this was asked have none.
    pub source: Option<RiskSource>,
    /// By which day it is looked at again.
    pub review: Date,
    /// How often it was looked at again: the version that a reviewer must have seen.
    pub reviews: u32,
}

/// A flag that one agency has raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskFlag {
    /// Its id.
    pub id: RiskFlagId,
    /// Whose.
    pub person: PersonId,
    /// About what.
    pub kind: RiskKind,
    /// In words. A summary has none.
    pub detail: Option<Prose>,
    /// How it is kept true. A summary has none, and neither have flags of before this was asked.
    pub upkeep: Option<Upkeep>,
    /// The day it ended, if it has.
    pub ended: Option<Date>,
    /// Raised when, by whom, for which agency.
    pub stamp: Stamp,
}

impl RiskFlag {
    /// How often it was looked at again.
    pub fn reviews(&self) -> u32 {
        self.upkeep.map_or(0, |one| one.reviews)
    }

    /// Whether it holds on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.ended.is_none_or(|ended| ended > day)
    }
}
