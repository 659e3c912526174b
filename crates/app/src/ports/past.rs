//! Reads of the past, for whoever asks what another agreement would have made of them.

use super::Stored;
use crate::agreements::Dated;
use async_trait::async_trait;
use domain::{
    agency::AgencyKind,
    ids::{AccountId, AgencyId, LedgerId, PersonId},
    role::Roles,
    section::Purpose,
};
use gate::Entry;
use jiff::Timestamp;
use std::collections::HashMap;

/// Which reads.
#[derive(Debug, Clone, Copy)]
pub struct PastQuery<'a> {
    /// By people of these agencies.
    pub agencies: &'a [AgencyId],
    /// Only those that concern this agency: by its own staff, or of people whom it works or worked with, referred, was asked to take
    /// on, or was shown. Without one, all.
    pub concerning: Option<AgencyId>,
    /// From that instant on.
    pub from: Timestamp,
    /// Before that instant.
    pub until: Timestamp,
    /// Past this one: person by person, the oldest read first.
    pub after: Option<AfterRead>,
    /// At most so many.
    pub limit: u32,
}

/// Where a page of past reads ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterRead {
    /// Whose record.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// The row of the ledger.
    pub id: LedgerId,
}

/// One read of one person's record, as the ledger kept it; and its reader as the account is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastRead {
    /// Whose record, when, in which row.
    pub place: AfterRead,
    /// Who read.
    pub by: AccountId,
    /// Their name; none where the account is no longer there.
    pub name: Option<String>,
    /// For which agency.
    pub agency: AgencyId,
    /// What kind of agency that is.
    pub kind: AgencyKind,
    /// The roles that they have now.
    pub roles: Roles,
    /// What for.
    pub purpose: Purpose,
    /// What was answered.
    pub entries: Vec<Entry>,
}

/// Ports for past reads.
#[async_trait]
pub trait Past {
    /// A page of past reads, person by person.
    async fn past_reads(&mut self, query: &PastQuery<'_>) -> Stored<Vec<PastRead>>;

    /// What is kept, with its dates, of each of these people that clauses may ask for. One statement.
    async fn dated(&mut self, people: &[PersonId]) -> Stored<HashMap<PersonId, Dated>>;

    /// The person with this short reference.
    async fn person_by_reference(&mut self, reference: &str) -> Stored<Option<PersonId>>;
}
