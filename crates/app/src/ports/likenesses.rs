//! Pairs of records that may be of one person, as the matcher found them.

use super::Stored;
use async_trait::async_trait;
use domain::{
    identity_review::{Pair, ReviewState},
    ids::{AgencyId, PersonId},
    reviewer_agreement::ReviewerAgreement,
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

/// A pair that waits for somebody, and where it stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// Which two.
    pub pair: Pair,
    /// How they stand.
    pub state: ReviewState,
    /// Where: of an open one a thousand times log₂ of the odds, of others more than any such.
    pub weight: i64,
}

/// How much was decided alike, and how much waits, of pairs and records that the filter shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReviewedPairs {
    /// Pairs that two people decided.
    pub agreement: ReviewerAgreement,
    /// Records of the viewer's agency.
    pub records: u64,
    /// Those of them that wait for a person to decide about them and another.
    pub waiting: u64,
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
    ) -> Stored<Vec<Waits>>;

    /// The pair of those, or of [`Self::asked_pairs`], that stands right before a place of the list.
    async fn waiting_pair_before(
        &mut self,
        filter: &ListFilter,
        before: (i64, PersonId, PersonId),
        today: Date,
    ) -> Stored<Option<Waits>>;

    /// Forgets how far the log had come, so that pairs are looked for among everybody again.
    async fn forget_likeness_mark(&mut self) -> Stored<()>;

    /// Pairs about which somebody else is asked than those who have decided, both of whom the filter shows and about whom the viewer
    /// has not decided: those decided differently first. At any agency; listed before all that nobody has decided about. One
    /// statement.
    async fn asked_pairs(
        &mut self,
        filter: &ListFilter,
        after: Option<(i64, PersonId, PersonId)>,
        most: u32,
        today: Date,
    ) -> Stored<Vec<Waits>>;

    /// What two people decided of one pair, the second not knowing, and how many records wait; of those whom the filter shows.
    async fn reviewed(&mut self, filter: &ListFilter, today: Date) -> Stored<ReviewedPairs>;

    /// How many there are of both kinds, each counted as far as `most`.
    async fn count_waiting_pairs(&mut self, filter: &ListFilter, most: u32, today: Date) -> Stored<u64>;
}
