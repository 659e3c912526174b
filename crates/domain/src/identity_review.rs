//! Whether two records are of one person: what somebody decided about the two, and why.
//!
//! A decision is kept with its reason and what spoke for and against it then, and is taken back by another fact, never
//! deleted. Nothing is merged by it: both records stay as they are, and both show what was decided.

use crate::{codes, hearing::Evidence, ids::PersonId, stamp::Stamp, text::Line};

codes! {
    /// What somebody decided about two records.
    Verdict {
        Same = "same", "The same person";
        Different = "different", "Different people";
        Undone = "undone", "Decision taken back";
    }
}

codes! {
    /// How two records stand to each other.
    ReviewState {
        Open = "open", "Nobody has decided";
        Same = "same", "The same person";
        Different = "different", "Different people";
    }
}

impl ReviewState {
    /// Whether this state allows the decision: what was decided is taken back before something else is.
    pub const fn allows(self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Same | Verdict::Different => matches!(self, Self::Open),
            Verdict::Undone => !matches!(self, Self::Open),
        }
    }
}

/// Two records, in one order whichever is named first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    first: PersonId,
    second: PersonId, // INVARIANT: greater than `first`
}

impl Pair {
    /// Two different records; `None` for one and the same.
    pub fn new(one: PersonId, other: PersonId) -> Option<Self> {
        (one != other).then(|| Self { first: one.min(other), second: one.max(other) })
    }

    /// The one whose id is the smaller.
    pub const fn first(self) -> PersonId {
        self.first
    }

    /// The one whose id is the greater.
    pub const fn second(self) -> PersonId {
        self.second
    }

    /// The other one; `None` when `one` is neither.
    pub fn beside(self, one: PersonId) -> Option<PersonId> {
        if one == self.first {
            Some(self.second)
        } else if one == self.second {
            Some(self.first)
        } else {
            None
        }
    }
}

/// A decision as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Which.
    pub verdict: Verdict,
    /// Why.
    pub reason: Line,
    /// What spoke for it and against when it was decided.
    pub evidence: Vec<Evidence>,
    /// Who, when, for which agency.
    pub stamp: Stamp,
}

/// A decision that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("two records that stand at {from} cannot be decided {verdict:?}")]
pub struct ReviewRefused {
    /// How they stand.
    pub from: ReviewState,
    /// What was tried.
    pub verdict: Verdict,
}

/// Two records with what was decided about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityReview {
    /// Which two.
    pub pair: Pair,
    decisions: Vec<Decided>,
    state: ReviewState, // INVARIANT: what the last decision says
    version: i64,       // INVARIANT: how many decisions were ever kept; a disposal may have taken some away
}

impl IdentityReview {
    /// Two records about which nobody has decided.
    pub const fn open(pair: Pair) -> Self {
        Self { pair, decisions: Vec::new(), state: ReviewState::Open, version: 0 }
    }

    /// # Errors
    /// [`ReviewRefused`] when the present state does not allow it.
    pub fn append(mut self, decided: Decided) -> Result<Self, ReviewRefused> {
        let verdict = decided.verdict;
        if !self.state.allows(verdict) {
            return Err(ReviewRefused { from: self.state, verdict });
        }
        self.keep(decided);
        Ok(self)
    }

    fn keep(&mut self, decided: Decided) {
        self.state = match decided.verdict {
            Verdict::Same => ReviewState::Same,
            Verdict::Different => ReviewState::Different,
            Verdict::Undone => ReviewState::Open,
        };
        self.decisions.push(decided);
        self.version = self.version.saturating_add(1);
    }

    /// What is kept of it: decisions in order, the last of them in place `version`. A disposal takes away what one agency decided, so
    /// that what is left need not alternate; how the two stand is what the last one says.
    pub fn kept(pair: Pair, decisions: impl IntoIterator<Item = Decided>, version: i64) -> Self {
        let mut review = Self::open(pair);
        decisions.into_iter().for_each(|one| review.keep(one));
        Self { version: version.max(review.version), ..review }
    }

    /// Rebuilds it from all its decisions.
    ///
    /// # Errors
    /// [`ReviewRefused`] when they contradict each other.
    pub fn replay(pair: Pair, decisions: impl IntoIterator<Item = Decided>) -> Result<Self, ReviewRefused> {
        decisions.into_iter().try_fold(Self::open(pair), Self::append)
    }

    /// How the two stand.
    pub const fn state(&self) -> ReviewState {
        self.state
    }

    /// What was decided, oldest first.
    pub fn decisions(&self) -> &[Decided] {
        &self.decisions
    }

    /// How many decisions were made: the version that a writer must have seen.
    pub const fn version(&self) -> i64 {
        self.version
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AccountId, AgencyId};
    use proptest::{collection::vec, prelude::*, sample::select};
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn decided(verdict: Verdict) -> Decided {
        let stamp = Stamp {
            at: jiff::Timestamp::UNIX_EPOCH,
            by: AccountId(Uuid::nil()),
            agency: AgencyId(Uuid::nil()),
        };
        Decided { verdict, reason: Line::new("Compared the files").unwrap(), evidence: vec![], stamp }
    }

    #[test]
    fn a_pair_is_one_whichever_is_named_first_and_never_one_with_itself() {
        let pair = Pair::new(person(2), person(1)).unwrap();
        assert_eq!(Some(pair), Pair::new(person(1), person(2)));
        assert_eq!((pair.first(), pair.second()), (person(1), person(2)));
        assert_eq!(pair.beside(person(1)), Some(person(2)));
        assert_eq!(pair.beside(person(2)), Some(person(1)));
        assert_eq!(pair.beside(person(3)), None);
        assert_eq!(Pair::new(person(1), person(1)), None);
    }

    #[test]
    fn what_a_disposal_leaves_is_read_and_decided_about_anew() {
        let pair = Pair::new(person(1), person(2)).unwrap();
        let left = IdentityReview::kept(pair, [decided(Verdict::Undone)], 2);
        assert_eq!((left.state(), left.version()), (ReviewState::Open, 2));
        let again = left.append(decided(Verdict::Different)).unwrap();
        assert_eq!((again.state(), again.version()), (ReviewState::Different, 3));
        let contrary = IdentityReview::kept(pair, [decided(Verdict::Same), decided(Verdict::Different)], 3);
        assert_eq!((contrary.state(), contrary.version()), (ReviewState::Different, 3));
    }

    proptest! {
        /// Each decision is followed by its undoing and by nothing else; replaying gives the same.
        #[test]
        fn decisions_alternate_with_what_takes_them_back(tried in vec(select(Verdict::ALL), 0..12)) {
            let mut review = IdentityReview::open(Pair::new(person(1), person(2)).unwrap());
            for verdict in tried {
                let may = review.state().allows(verdict);
                let after = review.clone().append(decided(verdict));
                prop_assert_eq!(after.is_ok(), may);
                review = after.unwrap_or(review);
            }
            for (number, one) in review.decisions().iter().enumerate() {
                prop_assert_eq!(one.verdict == Verdict::Undone, number % 2 == 1);
            }
            prop_assert_eq!(review.state() == ReviewState::Open, review.version() % 2 == 0);
            let replayed = IdentityReview::replay(review.pair, review.decisions().to_vec());
            prop_assert_eq!(replayed, Ok(review));
        }
    }
}
