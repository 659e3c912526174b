//! Pairs of records that may be of one person, as the matcher found them.

use super::Stored;
use async_trait::async_trait;
use domain::{
    identity_review::Pair,
    ids::{AgencyId, PersonId},
};
use gate::ListFilter;
use jiff::civil::Date;

/// A pair as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingPair {
    /// Which two.
    pub pair: Pair,
    /// A thousand times log₂ of the odds that they are one person.
    pub weight: i64,
    /// The agencies in whose search both are.
    pub agencies: Vec<AgencyId>,
}

/// Ports for pairs that wait for somebody to decide.
#[async_trait]
pub trait Likenesses {
    /// How far the log had come when pairs were looked for last; `None` before that was ever done.
    async fn likeness_mark(&mut self) -> Stored<Option<i64>>;

    /// Remembers how far it had come, unless it is remembered to have come further.
    async fn set_likeness_mark(&mut self, sequence: i64) -> Stored<()>;

    /// What was found of these people takes the place of what had been, whichever of a pair they are.
    async fn put_likenesses(&mut self, people: &[PersonId], found: &[WaitingPair]) -> Stored<()>;

    /// Pairs about which nobody has decided, both of whom the filter shows, the likeliest first, each with its weight;
    /// `after` is the last one seen. One statement.
    async fn waiting_pairs(
        &mut self,
        filter: &ListFilter,
        after: Option<(i64, PersonId, PersonId)>,
        most: u32,
        today: Date,
    ) -> Stored<Vec<(i64, Pair)>>;

    /// The pair of those that stands right before a place of the list. One statement.
    async fn waiting_pair_before(
        &mut self,
        filter: &ListFilter,
        before: (i64, PersonId, PersonId),
        today: Date,
    ) -> Stored<Option<(i64, Pair)>>;

    /// Forgets how far the log had come, so that pairs are looked for among everybody again.
    async fn forget_likeness_mark(&mut self) -> Stored<()>;

    /// How many there are, counted as far as `most`. One statement.
    async fn count_waiting_pairs(&mut self, filter: &ListFilter, most: u32, today: Date) -> Stored<u64>;
}
