//! Everybody as the matcher needs them: who they are, who has to do with them, and what was recorded since it looked last.

use super::Stored;
use async_trait::async_trait;
use domain::{
    ids::{AgencyId, PersonId},
    person::Identity,
};

/// Somebody as the matcher knows them. Never for showing: nobody has asked the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAs {
    /// Who.
    pub identity: Identity,
    /// The agencies in whose search they are: each has, or had, to do with them, or was let know of them.
    pub agencies: Vec<AgencyId>,
}

/// Ports for the index in memory of everybody.
#[async_trait]
pub trait Everybody {
    /// Where the log of events ends, as this transaction sees it.
    async fn log_end(&mut self) -> Stored<i64>;

    /// What the log has after `after`, and at the places `missed` where they are there by now: each place, and the person
    /// whom it is about, in order of place; at most `most` of those after `after`.
    async fn recorded(
        &mut self,
        after: i64,
        missed: &[i64],
        most: u32,
    ) -> Stored<Vec<(i64, Option<PersonId>)>>;

    /// People in order of id after `after`, at most `most`.
    async fn everybody(&mut self, after: PersonId, most: u32) -> Stored<Vec<KnownAs>>;

    /// These people; whoever is not there any more is left out. A constant number of statements.
    async fn known_as(&mut self, people: &[PersonId]) -> Stored<Vec<KnownAs>>;
}
