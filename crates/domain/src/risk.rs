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
    /// The day it ended, if it has.
    pub ended: Option<Date>,
    /// Raised when, by whom, for which agency.
    pub stamp: Stamp,
}
