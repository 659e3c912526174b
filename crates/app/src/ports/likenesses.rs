//! Pairs of records that may be of one person, as the matcher found them, and what binds records to one person.

use super::Stored;
use async_trait::async_trait;
use domain::{
    identity_review::{Decided, Pair, ReviewState},
    ids::{AgencyId, PersonId},
    reviewer_agreement::ReviewerAgreement,
};
use gate::ListFilter;
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;

/// A pair as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingPair {
    /// Which two.
    pub pair: Pair,
    /// A thousand times log₂ of the odds that they are one person.
    pub weight: i64,
    /// Whether what the two records say speaks against it: another number of the same kind, name or date of birth.
    pub against: bool,
    /// The agencies in whose search both are, each with the instant since which the two are taken for one person there without
    /// anybody having been asked; nothing where they are not.
    pub agencies: BTreeMap<AgencyId, Option<Timestamp>>,
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

/// How far the log had come when pairs were looked for last, and by which figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LikenessMark {
    /// The last place of the log.
    pub sequence: i64,
    /// Pairs of which at most one might be wrong, by which they were joined; 0 for never.
    pub one_in: u16,
    /// Which figures the matcher worked with; 0 for those that it begins with.
    pub taught: i64,
}

/// What binds two records to one person, or keeps them apart: what the matcher found, and what somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bond {
    /// Which two.
    pub pair: Pair,
    /// What the matcher found for the viewer's agency.
    pub found: Option<Found>,
    /// What is decided, where something is.
    pub decided: Option<Decided>,
}

/// What the matcher found of two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// A thousand times log₂ of the odds that they are one person.
    pub weight: i64,
    /// Since when they are taken for one without anybody having been asked.
    pub held: Option<Timestamp>,
    /// Whether what the records say speaks against it.
    pub against: bool,
}

/// Ports for pairs that wait for somebody to decide, and for those that do not.
#[async_trait]
pub trait Likenesses {
    /// How far the log had come when pairs were looked for last; `None` before that was ever done.
    async fn likeness_mark(&mut self) -> Stored<Option<LikenessMark>>;

    /// Remembers how far it had come, where everybody was looked at before, unless it is remembered to have come further.
    async fn set_likeness_mark(&mut self, sequence: i64) -> Stored<()>;

    /// Remembers that everybody was looked at, by which figure, and how far the log had come when that began.
    async fn looked_at_everybody(&mut self, mark: LikenessMark) -> Stored<()>;

    /// Pairs of these people that are taken for one person, for which agency, and since when.
    async fn held_likenesses(&mut self, people: &[PersonId])
    -> Stored<BTreeMap<(Pair, AgencyId), Timestamp>>;

    /// Pairs of these people that were found before, whichever of a pair they are, with the agency for which.
    async fn likenesses_of(&mut self, people: &[PersonId]) -> Stored<Vec<(Pair, AgencyId)>>;

    /// What was found of these people takes the place of what had been, whichever of a pair they are.
    async fn put_likenesses(&mut self, people: &[PersonId], found: &[WaitingPair]) -> Stored<()>;

    /// Pairs about which nobody has decided and which the matcher did not join, both of whom the filter shows and with one of whom the
    /// viewer's agency works, the likeliest first, each with its weight; `after` is the last one seen. One statement.
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

    /// Pairs about which somebody else is asked than those who have decided, both of whom the filter shows, with one of whom the viewer's
    /// agency works, and about whom the viewer has not decided: those decided differently first. Whichever agency decided; listed
    /// before all that nobody has decided about. One statement.
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

    /// Pairs about which nobody has decided and which the matcher joined, both of whom the filter shows and with one of whom the
    /// viewer's agency works, the least sure first, each with its weight; those after a pair, by its weight and ids. One statement.
    async fn held_pairs(
        &mut self,
        filter: &ListFilter,
        after: Option<(i64, PersonId, PersonId)>,
        most: u32,
        today: Date,
    ) -> Stored<Vec<(i64, Pair)>>;

    /// What binds these people, of whom the viewer may know, to others whom the filter shows: in order of the pairs, each once, at
    /// most `most` rows. One statement.
    async fn bonds(
        &mut self,
        filter: &ListFilter,
        people: &[PersonId],
        most: u32,
        today: Date,
    ) -> Stored<Vec<Bond>>;
}
