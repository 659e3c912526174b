//! The disclosure ledger: one row a request, listing people, sections, clauses and outcome.

use crate::ports::Place;
use domain::{
    agency::AgencyKind,
    ids::{AccountId, AgencyId, AgreementId, LedgerId, PersonId},
    section::{Purpose, Section},
};
use gate::{Entry, Reading};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A row of the ledger, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// Its id.
    pub id: LedgerId,
    /// When.
    pub at: Timestamp,
    /// Who read.
    pub by: AccountId,
    /// For which agency.
    pub agency: AgencyId,
    /// What for.
    pub purpose: Purpose,
    /// What was asked: the use-case's name.
    pub asked: &'static str,
    /// What was answered, person by person.
    pub people: BTreeMap<PersonId, Vec<Entry>>,
}

/// One look at one person's record, as the Sharing page tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The row of the ledger.
    pub id: LedgerId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub account: AccountId,
    /// Who, by name.
    pub by: String,
    /// For which agency.
    pub agency_id: AgencyId,
    /// For which agency, by name.
    pub agency: String,
    /// Which kind of agency that is, where it is known.
    pub agency_kind: Option<AgencyKind>,
    /// What for.
    pub purpose: Purpose,
    /// What was shown.
    pub shown: Vec<Section>,
    /// What was withheld.
    pub withheld: Vec<Section>,
    /// The agreements, with their versions, under which something was shown.
    pub under: Vec<(AgreementId, u16)>,
}

impl Look {
    /// Where a page that ends with this look goes on.
    pub const fn place(&self) -> Place {
        Place { at: self.at, id: self.id.0 }
    }
}

impl LedgerRow {
    /// The row for what `reading` answered; `None` when the gate was asked for nothing.
    pub fn of(reading: &Reading, id: LedgerId, at: Timestamp, asked: &'static str) -> Option<Self> {
        if reading.is_empty() {
            return None;
        }
        let mut people: BTreeMap<PersonId, Vec<Entry>> = BTreeMap::new();
        for entry in reading.entries() {
            people.entry(entry.person).or_default().push(entry);
        }
        let viewer = reading.viewer();
        Some(Self {
            id,
            at,
            by: viewer.account,
            agency: viewer.agency,
            purpose: reading.purpose(),
            asked,
            people,
        })
    }
}
