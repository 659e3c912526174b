//! Whether two records are of one person: what somebody decided about the two, and why.
//!
//! A decision is kept with its reason and what spoke for and against it then, and is taken back by another fact, never
//! deleted. Nothing is merged by it: both records stay as they are, and both show what was decided.
//!
//! Where the two contradict each other ([`contradict`]), one person's decision does not settle it. Somebody else decides too,
//! without seeing what the first decided ([`IdentityReview::seen_by`]); where the two disagree, a third settles it.

use crate::{
    codes,
    hearing::Evidence,
    ids::{AccountId, PersonId},
    stamp::Stamp,
    text::Line,
};

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
        Second = "second", "A second person is asked";
        Disagreed = "disagreed", "Two people decided differently";
        Same = "same", "The same person";
        Different = "different", "Different people";
    }
}

impl Verdict {
    /// How two records stand after this, where nobody else is asked.
    pub const fn alone(self) -> ReviewState {
        match self {
            Self::Same => ReviewState::Same,
            Self::Different => ReviewState::Different,
            Self::Undone => ReviewState::Open,
        }
    }
}

impl ReviewState {
    /// Whether this state allows the decision: what was decided is taken back before something else is.
    pub const fn allows(self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Same | Verdict::Different => !self.settled(),
            Verdict::Undone => !matches!(self, Self::Open),
        }
    }

    /// Whether nobody is to decide any more.
    pub const fn settled(self) -> bool {
        matches!(self, Self::Same | Self::Different)
    }
}

/// Whether what was found about two records contradicts itself: a number, a day of birth or a name that is another. One person's
/// decision does not settle such a pair.
///
/// It does not depend on what that person decided: that a second is asked would else tell the second what it was.
pub fn contradict(evidence: &[Evidence]) -> bool {
    let other = [Evidence::OtherNumber, Evidence::OtherBirth, Evidence::OtherName];
    evidence.iter().any(|one| other.contains(one))
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

/// A decision that the pair does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefused {
    /// It does not follow from how the two stand.
    #[error("two records that stand at {from} cannot be decided {verdict:?}")]
    State {
        /// How they stand.
        from: ReviewState,
        /// What was tried.
        verdict: Verdict,
    },
    /// Somebody else is asked.
    #[error("{0} has decided already, and somebody else is asked")]
    Again(AccountId),
}

/// Two records with what was decided about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityReview {
    /// Which two.
    pub pair: Pair,
    decisions: Vec<Decided>,
    left: Vec<ReviewState>, // INVARIANT: as many as `decisions`: how the two stood after each
    state: ReviewState,     // INVARIANT: what the last decision left, also where it is not among those shown
    version: i64, // INVARIANT: how many decisions were ever kept; a disposal may have taken some away
}

impl IdentityReview {
    /// Two records about which nobody has decided.
    pub const fn open(pair: Pair) -> Self {
        Self { pair, decisions: Vec::new(), left: Vec::new(), state: ReviewState::Open, version: 0 }
    }

    /// # Errors
    /// [`ReviewRefused`] when the present state does not allow it, or not to this account.
    pub fn append(mut self, decided: Decided) -> Result<Self, ReviewRefused> {
        let (from, verdict) = (self.state(), decided.verdict);
        if !from.allows(verdict) {
            return Err(ReviewRefused::State { from, verdict });
        }
        if verdict != Verdict::Undone && self.has_decided(decided.stamp.by) {
            return Err(ReviewRefused::Again(decided.stamp.by));
        }
        let left = self.after(&decided);
        self.keep(decided, left);
        Ok(self)
    }

    /// One from before a second person was asked for: it settled the two by itself.
    ///
    /// # Errors
    /// [`ReviewRefused`] when the present state does not allow it.
    pub fn append_alone(mut self, decided: Decided) -> Result<Self, ReviewRefused> {
        let (from, verdict) = (self.state, decided.verdict);
        if !from.allows(verdict) {
            return Err(ReviewRefused::State { from, verdict });
        }
        self.keep(decided, verdict.alone());
        Ok(self)
    }

    /// How the two stand after a decision that is allowed.
    fn after(&self, decided: &Decided) -> ReviewState {
        if decided.verdict == Verdict::Undone {
            return ReviewState::Open;
        }
        match (self.state, self.decisions.last()) {
            (ReviewState::Open, _) if contradict(&decided.evidence) => ReviewState::Second,
            (ReviewState::Second, Some(first)) if first.verdict != decided.verdict => ReviewState::Disagreed,
            _ => decided.verdict.alone(),
        }
    }

    /// Those who decided and do not decide again: the first while a second is asked, both where they disagree.
    fn deciders(&self) -> &[Decided] {
        let count = self.decisions.len();
        let of = match (self.state(), count.checked_sub(2).and_then(|place| self.left.get(place))) {
            (ReviewState::Disagreed, Some(ReviewState::Second)) => 2,
            // One has decided, or a disposal took away what the other of two had.
            (ReviewState::Second | ReviewState::Disagreed, _) => 1,
            (ReviewState::Open | ReviewState::Same | ReviewState::Different, _) => 0,
        };
        self.decisions.get(count.saturating_sub(of)..).unwrap_or_default()
    }

    /// Whether the account decided already about what somebody else is now asked about.
    pub fn has_decided(&self, account: AccountId) -> bool {
        self.deciders().iter().any(|one| one.stamp.by == account)
    }

    /// Whether the account may take this decision now, as far as the two decisions before it matter.
    pub fn allows(&self, verdict: Verdict, account: AccountId) -> bool {
        self.state().allows(verdict) && (verdict == Verdict::Undone || !self.has_decided(account))
    }

    fn keep(&mut self, decided: Decided, left: ReviewState) {
        self.decisions.push(decided);
        self.left.push(left);
        self.state = left;
        self.version = self.version.saturating_add(1);
    }

    /// What is kept of it: decisions in order, each with how it left the two, the last of them in place `version`. A disposal takes
    /// away what one agency decided, so that what is left need not follow from what is before it; how the two stand is what the last
    /// one left.
    pub fn kept(
        pair: Pair,
        decisions: impl IntoIterator<Item = (Decided, ReviewState)>,
        version: i64,
    ) -> Self {
        let mut review = Self::open(pair);
        decisions.into_iter().for_each(|(one, left)| review.keep(one, left));
        Self { version: version.max(review.version), ..review }
    }

    /// Rebuilds it from all its decisions.
    ///
    /// # Errors
    /// [`ReviewRefused`] when they contradict each other.
    pub fn replay(pair: Pair, decisions: impl IntoIterator<Item = Decided>) -> Result<Self, ReviewRefused> {
        decisions.into_iter().try_fold(Self::open(pair), Self::append)
    }

    /// How the two stand: what the last decision left.
    pub const fn state(&self) -> ReviewState {
        self.state
    }

    /// What was decided, oldest first. Not for showing before [`Self::seen_by`] was asked.
    pub fn decisions(&self) -> &[Decided] {
        &self.decisions
    }

    /// The same with the decisions alone that the account may see: for showing, and not for deciding.
    ///
    /// What somebody decided first, and what took that back, stays with them who did, until a pair of decisions, or a later one that
    /// settled it, stands beside it: by taking a decision back nobody learns what it was, and then decides.
    #[must_use]
    pub fn seen_by(self, account: AccountId) -> Self {
        let told = self.left.iter().rposition(|left| left.settled() || *left == ReviewState::Disagreed);
        let open = |place| told.is_some_and(|told| place <= told) || !self.is_blind(place);
        let seen = |(place, one): &(usize, &Decided)| open(*place) || one.stamp.by == account;
        let shown = self.decisions.iter().enumerate().filter(seen);
        let (decisions, left) =
            shown.filter_map(|(place, one)| Some((one.clone(), *self.left.get(place)?))).unzip();
        Self { decisions, left, ..self }
    }

    /// Whether the decision in this place was one that a second person was to take without seeing it, or took such a one back.
    fn is_blind(&self, place: usize) -> bool {
        let left = |place: usize| self.left.get(place).copied();
        match left(place) {
            Some(ReviewState::Second) => true,
            // Where what it took back is gone, nobody knows any more what it would tell.
            Some(ReviewState::Open) => {
                place.checked_sub(1).is_none_or(|before| left(before) == Some(ReviewState::Second))
            }
            _ => false,
        }
    }

    /// Whether the last decision is one that others are not to see.
    pub fn ends_blind(&self) -> bool {
        self.decisions.len().checked_sub(1).is_some_and(|last| self.is_blind(last))
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

    fn by(account: u128, verdict: Verdict, evidence: &[Evidence]) -> Decided {
        let mut one = decided(verdict);
        one.stamp.by = AccountId(Uuid::from_u128(account));
        one.evidence = evidence.to_vec();
        one
    }

    fn after(steps: &[(u128, Verdict)]) -> Result<IdentityReview, ReviewRefused> {
        let pair = Pair::new(person(1), person(2)).unwrap();
        IdentityReview::replay(
            pair,
            steps.iter().map(|(who, what)| by(*who, *what, &[Evidence::OtherNumber])),
        )
    }

    fn seen_by(review: &IdentityReview, account: u128) -> usize {
        review.clone().seen_by(AccountId(Uuid::from_u128(account))).decisions().len()
    }

    use Verdict::{Different, Same, Undone};

    #[test]
    fn a_second_person_is_asked_where_the_two_contradict_each_other_whatever_the_first_decided() {
        for verdict in [Same, Different] {
            for evidence in Evidence::ALL {
                let open = IdentityReview::open(Pair::new(person(1), person(2)).unwrap());
                let state = open.append(by(1, verdict, &[Evidence::Crn, *evidence])).unwrap().state();
                let other = [Evidence::OtherNumber, Evidence::OtherBirth, Evidence::OtherName];
                assert_eq!(state == ReviewState::Second, other.contains(evidence), "{evidence:?}");
            }
        }
    }

    #[test]
    fn two_who_agree_settle_it_and_a_third_settles_what_they_do_not_agree_about() {
        assert_eq!(after(&[(1, Same), (2, Same)]).unwrap().state(), ReviewState::Same);
        assert_eq!(after(&[(1, Different), (2, Different)]).unwrap().state(), ReviewState::Different);
        let apart = after(&[(1, Same), (2, Different)]).unwrap();
        assert_eq!(apart.state(), ReviewState::Disagreed);
        for who in [1, 2] {
            let account = AccountId(Uuid::from_u128(who));
            assert_eq!(apart.clone().append(by(who, Same, &[])), Err(ReviewRefused::Again(account)));
        }
        assert_eq!(after(&[(1, Same), (2, Different), (3, Same)]).unwrap().state(), ReviewState::Same);
        let again = AccountId(Uuid::from_u128(1));
        assert_eq!(after(&[(1, Same), (1, Different)]), Err(ReviewRefused::Again(again)));
        for steps in [&[(1, Same), (2, Undone)][..], &[(1, Same), (2, Different), (1, Undone)]] {
            assert_eq!(after(steps).unwrap().state(), ReviewState::Open);
        }
    }

    #[test]
    fn what_the_first_decided_is_theirs_until_a_second_has_decided_even_when_it_is_taken_back() {
        let asked = after(&[(1, Same)]).unwrap();
        assert_eq!((seen_by(&asked, 1), seen_by(&asked, 2)), (1, 0));
        assert!(asked.ends_blind());
        let own = after(&[(1, Same), (1, Undone)]).unwrap();
        assert_eq!((seen_by(&own, 1), seen_by(&own, 2)), (2, 0), "nor why it was taken back");
        let pried = after(&[(1, Same), (2, Undone)]).unwrap();
        assert_eq!((seen_by(&pried, 1), seen_by(&pried, 2), seen_by(&pried, 3)), (1, 1, 0));
        let turned = after(&[(1, Same), (2, Undone), (2, Different)]).unwrap();
        assert_eq!((seen_by(&turned, 1), seen_by(&turned, 2), seen_by(&turned, 3)), (1, 2, 0));
        let told = after(&[(1, Same), (2, Undone), (2, Different), (1, Same)]).unwrap();
        assert_eq!((told.state(), seen_by(&told, 3)), (ReviewState::Disagreed, 4));
        let anew = after(&[(1, Same), (2, Same), (1, Undone), (3, Different)]).unwrap();
        assert_eq!((seen_by(&anew, 1), seen_by(&anew, 3)), (3, 4), "what was told stays told");
    }

    #[test]
    fn what_a_disposal_leaves_is_read_and_decided_about_anew() {
        let pair = Pair::new(person(1), person(2)).unwrap();
        let left = IdentityReview::kept(pair, [(decided(Verdict::Undone), ReviewState::Open)], 2);
        assert_eq!((left.state(), left.version()), (ReviewState::Open, 2));
        let again = left.append(decided(Verdict::Different)).unwrap();
        assert_eq!((again.state(), again.version()), (ReviewState::Different, 3));
        let both = [
            (decided(Verdict::Same), ReviewState::Same),
            (decided(Verdict::Different), ReviewState::Different),
        ];
        let contrary = IdentityReview::kept(pair, both, 3);
        assert_eq!((contrary.state(), contrary.version()), (ReviewState::Different, 3));
        // One side of a disagreement is gone: whoever is left does not decide again, and it is not settled.
        let lone = IdentityReview::kept(pair, [(by(2, Same, &[]), ReviewState::Disagreed)], 2);
        assert_eq!(lone.state(), ReviewState::Disagreed);
        assert!(lone.has_decided(AccountId(Uuid::from_u128(2))));
        assert_eq!(lone.append(by(3, Same, &[])).unwrap().state(), ReviewState::Same);
        // What the first decided is gone, and what settled it stays.
        let settled = IdentityReview::kept(pair, [(by(2, Same, &[]), ReviewState::Same)], 2);
        assert_eq!((settled.state(), seen_by(&settled, 9)), (ReviewState::Same, 1));
    }

    proptest! {
        /// However people decide, whatever a disposal takes away: a decision that contradicts is settled by nobody alone, replaying
        /// gives the same, and nobody sees what another decided while a second is asked.
        #[test]
        fn nobody_settles_alone_what_contradicts(
            tried in vec((1_u128..5, select(Verdict::ALL)), 0..14),
            gone in vec(any::<bool>(), 14),
        ) {
            let pair = Pair::new(person(1), person(2)).unwrap();
            let mut review = IdentityReview::open(pair);
            for (who, verdict) in tried {
                let account = AccountId(Uuid::from_u128(who));
                let may = review.allows(verdict, account);
                let next = review.clone().append(by(who, verdict, &[Evidence::OtherName]));
                prop_assert_eq!(next.is_ok(), may);
                let Ok(next) = next else { continue };
                if next.state().settled() {
                    prop_assert!(!review.has_decided(account));
                    prop_assert!(matches!(review.state(), ReviewState::Second | ReviewState::Disagreed));
                }
                if next.state() == ReviewState::Second {
                    let last = next.decisions().last().unwrap();
                    let others = AccountId(Uuid::from_u128(9));
                    let seen = next.clone().seen_by(others);
                    prop_assert!(seen.decisions().len() < next.decisions().len() && next.ends_blind());
                    prop_assert!(seen.decisions().iter().all(|one| one.stamp.by != last.stamp.by || seen.version() > 1));
                    prop_assert_eq!((seen.state(), seen.version()), (next.state(), next.version()));
                }
                review = next;
            }
            let replayed = IdentityReview::replay(pair, review.decisions().to_vec());
            prop_assert_eq!(replayed, Ok(review.clone()));
            let rows = review.decisions.iter().cloned().zip(review.left.iter().copied());
            let left: Vec<_> = rows.zip(gone).filter(|(_, gone)| !gone).map(|(row, _)| row).collect();
            let state = left.last().map_or(ReviewState::Open, |(_, state)| *state);
            let kept = IdentityReview::kept(pair, left, review.version());
            prop_assert_eq!(kept.state(), state);
            let anew = kept.append(by(7, Undone, &[]));
            prop_assert_eq!(anew.is_ok(), state != ReviewState::Open);
        }

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
