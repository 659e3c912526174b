//! A record that only named people may open, staff who are barred from one, and records that are kept apart from a team.
//!
//! Source: information-sharing.md, section 5. Both forbid, whatever any clause or opening allows: to everybody else the record is as
//! absent. Who is on a list or barred is told to nobody but those who keep the list.

use crate::{
    codes,
    ids::{AccountId, AgencyId, PersonId},
    stamp::Stamp,
};
use jiff::civil::Date;

codes! {
    /// Why access to a record is limited.
    LimitReason {
        Victim = "victim", "Victim of an offence that colleagues work on";
        Staff = "staff", "Member of staff, or a relative of one";
        PublicFigure = "public_figure", "Known to the public";
        Protected = "protected", "Protected person";
        Operation = "operation", "Police operation under way";
        Other = "other", "Another reason";
    }
}

codes! {
    /// Why somebody is barred from a record.
    BarReason {
        Conflict = "conflict", "Conflict of interest";
        Related = "related", "Related to the person or a close friend";
        VictimLink = "victim_link", "Connected with a victim";
        AtRequest = "at_request", "At the person’s or the member of staff’s request";
        Other = "other", "Another reason";
    }
}

/// A limit on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// On whose record.
    pub person: PersonId,
    /// Who may still open it, each once, in order.
    pub named: Vec<AccountId>,
    /// Since which day.
    pub from: Date,
    /// Why; unknown of limits from elsewhere.
    pub reason: Option<LimitReason>,
    /// The day by which somebody asks whether it is still needed.
    pub review: Option<Date>,
    /// The agency that keeps the list; unknown of limits from elsewhere.
    pub keeper: Option<AgencyId>,
    /// Who there put it as it is, and is told of each day on which somebody opens the record.
    pub by: Option<AccountId>,
}

/// A member of staff who is barred from a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// From whose record.
    pub person: PersonId,
    /// Who.
    pub account: AccountId,
    /// From which day.
    pub from: Date,
    /// Up to and with which day; without one, until somebody ends it.
    pub to: Option<Date>,
    /// Why.
    pub reason: BarReason,
    /// Who barred them, when, for which agency.
    pub stamp: Stamp,
}

/// That a record is kept apart from whoever works with somebody else, as a victim's is from the perpetrator's. It stands on the record
/// that is kept apart alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptApart {
    /// Whose record.
    pub person: PersonId,
    /// From whose team.
    pub from: PersonId,
    /// The short reference of that person, as whoever keeps the record apart typed it.
    pub reference: String,
    /// Whom that team is told to speak to when risk rises.
    pub contact: AccountId,
    /// Who keeps it apart, since when, for which agency.
    pub stamp: Stamp,
}

impl Exclusion {
    /// Whether it bars on `day`.
    pub fn bars_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}
