//! The life of a version: draft, under review, signed, in force, and how it ends.
//!
//! What holds: what was submitted is never changed, a change is the next version; it is in force only when every party's
//! signatory has signed; what was suspended, superseded or ended shows nobody anything. The state is derived from facts and the
//! day; nobody writes it down.

use crate::{
    agreement::terms::{Parties, Terms},
    codes,
    ids::{AgencyId, AgreementId},
    stamp::Stamp,
    text::Line,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

codes! {
    /// Where a version stands.
    State {
        Draft = "draft", "Draft";
        UnderReview = "under_review", "Under review";
        Returned = "returned", "Sent back for changes";
        Signed = "signed", "Signed, not yet begun";
        InForce = "in_force", "In force";
        Suspended = "suspended", "Suspended";
        Superseded = "superseded", "Superseded";
        Ended = "ended", "Ended";
    }
}

codes! {
    /// What may happen to a version.
    Move {
        Submit = "submit", "Send for review";
        Return = "return", "Send back for changes";
        Sign = "sign", "Sign";
        Suspend = "suspend", "Suspend";
        Resume = "resume", "Resume";
        Supersede = "supersede", "Supersede";
        Review = "review", "Record a review";
        End = "end", "End";
    }
}

/// A dated fact about a version: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Sent to the parties. From here on its terms stand still.
    Submitted,
    /// A party wants something else; the next version answers it.
    Returned(Line),
    /// The named signatory of this party signed.
    Signed(AgencyId),
    /// Nothing is seen under it until it is resumed.
    Suspended(Line),
    /// It holds again.
    Resumed(Line),
    /// A later version took its place.
    Superseded(u16),
    /// The parties reviewed it and keep it; the next review is due by that day.
    Reviewed(Date, Line),
    /// It is over.
    Ended(Line),
}

impl Fact {
    /// The move that it records.
    pub const fn as_move(&self) -> Move {
        match self {
            Self::Submitted => Move::Submit,
            Self::Returned(_) => Move::Return,
            Self::Signed(_) => Move::Sign,
            Self::Suspended(_) => Move::Suspend,
            Self::Resumed(_) => Move::Resume,
            Self::Superseded(_) => Move::Supersede,
            Self::Reviewed(..) => Move::Review,
            Self::Ended(_) => Move::End,
        }
    }
}

/// A step that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoveRefused {
    /// Not from here.
    #[error("an agreement that is {from:?} cannot take the step {step:?}")]
    State {
        /// Where it stands.
        from: State,
        /// What was tried.
        step: Move,
    },
    /// That agency does not sign this version, or has signed.
    #[error("this agency has no signature to give")]
    NotToSign,
    /// It was sent for review, and stands still: a change is the next version.
    #[error("what was sent for review is not changed")]
    Settled,
}

/// How far the facts alone have brought it; days decide the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Draft,
    UnderReview,
    Returned,
    Signed,
    Suspended,
    Superseded,
    Ended,
}

/// One version of an agreement, with its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The agreement.
    pub agreement: AgreementId,
    /// Which version, from 1.
    pub number: u16,
    /// What it says.
    pub terms: Terms,
    /// Written when, by whom.
    pub drafted: Stamp,
    edits: i64,
    facts: Vec<(Stamp, Fact)>, // INVARIANT: replaying them gives `stage`
    stage: Stage,
}

impl Version {
    /// A draft.
    pub const fn new(agreement: AgreementId, number: u16, terms: Terms, drafted: Stamp) -> Self {
        Self { agreement, number, terms, drafted, edits: 0, facts: Vec::new(), stage: Stage::Draft }
    }

    /// A draft that was changed so many times before.
    #[must_use]
    pub const fn after_edits(mut self, edits: i64) -> Self {
        self.edits = edits;
        self
    }

    /// The draft with other terms.
    ///
    /// # Errors
    /// [`MoveRefused::Settled`] once it was sent for review.
    pub fn edited(mut self, terms: Terms) -> Result<Self, MoveRefused> {
        if self.stage != Stage::Draft {
            return Err(MoveRefused::Settled);
        }
        self.terms = terms;
        self.edits = self.edits.saturating_add(1);
        Ok(self)
    }

    /// Rebuilt from its kept facts.
    ///
    /// # Errors
    /// [`MoveRefused`] when they contradict each other.
    pub fn replay(self, facts: impl IntoIterator<Item = (Stamp, Fact)>) -> Result<Self, MoveRefused> {
        facts.into_iter().try_fold(self, |version, (stamp, fact)| version.append(stamp, fact))
    }

    /// # Errors
    /// [`MoveRefused`] when the present stage does not allow `fact`.
    pub fn append(mut self, stamp: Stamp, fact: Fact) -> Result<Self, MoveRefused> {
        let step = fact.as_move();
        let refused = MoveRefused::State { from: self.by_facts(), step };
        self.stage = match (self.stage, &fact) {
            (Stage::Draft, Fact::Submitted) => Stage::UnderReview,
            (Stage::UnderReview, Fact::Returned(_)) => Stage::Returned,
            (Stage::UnderReview, Fact::Signed(by)) => {
                let mut missing = self.unsigned();
                if !self.binds_everybody() && !missing.remove(by) {
                    return Err(MoveRefused::NotToSign);
                }
                if missing.is_empty() { Stage::Signed } else { Stage::UnderReview }
            }
            (Stage::Signed, Fact::Suspended(_)) => Stage::Suspended,
            (Stage::Suspended, Fact::Resumed(_)) | (Stage::Signed, Fact::Reviewed(..)) => Stage::Signed,
            (Stage::Signed | Stage::Suspended, Fact::Superseded(_)) => Stage::Superseded,
            // What binds everybody nobody ends alone: a later version takes its place, or its last day comes.
            (Stage::Signed | Stage::Suspended, Fact::Ended(_)) if !self.binds_everybody() => Stage::Ended,
            _ => return Err(refused),
        };
        self.facts.push((stamp, fact));
        Ok(self)
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, Fact)] {
        &self.facts
    }

    /// How many changes of the draft and facts there are: the version of the row that a writer must have seen.
    pub fn seen(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX).saturating_add(self.edits)
    }

    /// How often the draft was changed.
    pub const fn edits(&self) -> i64 {
        self.edits
    }

    /// Who signed for which agency, in the order of signing.
    pub fn signatures(&self) -> impl Iterator<Item = (&Stamp, AgencyId)> {
        self.facts.iter().filter_map(|(stamp, fact)| match fact {
            Fact::Signed(agency) => Some((stamp, *agency)),
            _ => None,
        })
    }

    /// The agencies whose signature is missing.
    pub fn unsigned(&self) -> BTreeSet<AgencyId> {
        let mut missing: BTreeSet<AgencyId> = self.terms.signing().iter().map(|party| party.agency).collect();
        for (_, fact) in &self.facts {
            if let Fact::Signed(by) = fact {
                missing.remove(by);
            }
        }
        missing
    }

    /// The day by which it is to be reviewed: as last reviewed, or as its terms say.
    pub fn review_by(&self) -> Date {
        let reviewed = self.facts.iter().rev().find_map(|(_, fact)| match fact {
            Fact::Reviewed(next, _) => Some(*next),
            _ => None,
        });
        reviewed.unwrap_or(self.terms.review)
    }

    /// The last day on which it can hold.
    pub fn last_day(&self) -> Option<Date> {
        let review = self.terms.stops_unreviewed.then(|| self.review_by());
        [self.terms.ends, review].into_iter().flatten().min()
    }

    /// Where it stands on `day`.
    pub fn state(&self, day: Date) -> State {
        match self.stage {
            Stage::Signed if self.terms.starts > day => State::Signed,
            Stage::Signed | Stage::Suspended if self.last_day().is_some_and(|last| last < day) => {
                State::Ended
            }
            Stage::Signed => State::InForce,
            _ => self.by_facts(),
        }
    }

    /// Whether its clauses bind every agency of the partnership.
    pub const fn binds_everybody(&self) -> bool {
        matches!(self.terms.parties, Parties::Everyone)
    }

    /// Whether `agency` wrote it or sent it for review: then it may not be the one that signs for everybody;
    /// the use-case of signing asks.
    pub fn wrote(&self, agency: AgencyId) -> bool {
        self.drafted.agency == agency || self.facts.first().is_some_and(|(stamp, _)| stamp.agency == agency)
    }

    /// What may be done with it on `day`, in the order of its life.
    pub fn moves(&self, day: Date) -> Vec<Move> {
        let mut moves = match self.state(day) {
            State::Draft => vec![Move::Submit],
            State::UnderReview => vec![Move::Sign, Move::Return],
            State::Signed | State::InForce => vec![Move::Review, Move::Suspend, Move::End],
            State::Suspended => vec![Move::Resume, Move::End],
            State::Returned | State::Superseded | State::Ended => vec![],
        };
        moves.retain(|step| *step != Move::End || !self.binds_everybody());
        moves
    }

    const fn by_facts(&self) -> State {
        match self.stage {
            Stage::Draft => State::Draft,
            Stage::UnderReview => State::UnderReview,
            Stage::Returned => State::Returned,
            Stage::Signed => State::InForce,
            Stage::Suspended => State::Suspended,
            Stage::Superseded => State::Superseded,
            Stage::Ended => State::Ended,
        }
    }
}

/// Of these versions, those in force on `day`: of each agreement the latest alone, since it takes the place of those before it
/// on its first day, whoever has written that down yet.
pub fn in_force(versions: &[Version], day: Date) -> Vec<&Version> {
    let live = |version: &&Version| version.state(day) == State::InForce;
    let later = |one: &Version| {
        versions
            .iter()
            .filter(live)
            .any(|other| other.agreement == one.agreement && other.number > one.number)
    };
    versions.iter().filter(live).filter(|one| !later(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::review::tests::{agency, stamp_on, terms};
    use jiff::civil::date;
    use proptest::{collection::vec, prelude::*};

    fn line(words: &str) -> Line {
        Line::new(words).unwrap()
    }

    fn draft(parties: &[u128]) -> Version {
        let drafted = stamp_on(date(2026, 1, 5));
        Version::new(AgreementId(uuid::Uuid::from_u128(9)), 1, terms(parties), drafted)
    }

    #[test]
    fn it_is_in_force_only_when_every_party_has_signed_and_within_its_days() {
        let on = stamp_on(date(2026, 2, 2));
        let one = draft(&[1, 2]).append(on, Fact::Submitted).unwrap();
        let one = one.append(on, Fact::Signed(agency(1))).unwrap();
        assert_eq!(one.state(date(2026, 3, 1)), State::UnderReview);
        assert_eq!(one.clone().append(on, Fact::Signed(agency(1))), Err(MoveRefused::NotToSign));
        assert_eq!(one.clone().append(on, Fact::Signed(agency(3))), Err(MoveRefused::NotToSign));
        let both = one.append(on, Fact::Signed(agency(2))).unwrap();
        let (starts, ends) = (both.terms.starts, both.terms.ends.unwrap());
        assert_eq!(both.state(starts.yesterday().unwrap()), State::Signed);
        assert_eq!(both.state(starts), State::InForce);
        assert_eq!(both.state(ends), State::InForce);
        assert_eq!(both.state(ends.tomorrow().unwrap()), State::Ended);
    }

    #[test]
    fn suspended_and_superseded_are_not_in_force() {
        let on = stamp_on(date(2026, 2, 2));
        let day = date(2026, 6, 1);
        let facts = [Fact::Submitted, Fact::Signed(agency(1))];
        let one = draft(&[1]).replay(facts.map(|fact| (on, fact))).unwrap();
        assert_eq!(one.state(day), State::InForce);
        let held = one.clone().append(on, Fact::Suspended(line("A breach is looked into"))).unwrap();
        assert_eq!(held.state(day), State::Suspended);
        let again = held.append(on, Fact::Resumed(line("Mended"))).unwrap();
        assert_eq!(again.state(day), State::InForce);
        assert_eq!(again.append(on, Fact::Superseded(2)).unwrap().state(day), State::Superseded);
    }

    #[test]
    fn what_binds_everybody_nobody_ends_alone() {
        let on = stamp_on(date(2026, 2, 2));
        let mut one = draft(&[]);
        one.terms.parties = Parties::Everyone;
        let sent = one.append(on, Fact::Submitted).unwrap();
        assert!(sent.wrote(agency(1)) && !sent.wrote(agency(2)));
        let signed = sent.append(on, Fact::Signed(agency(2))).unwrap();
        let day = signed.terms.starts;
        assert_eq!(signed.state(day), State::InForce);
        assert_eq!(signed.moves(day), [Move::Review, Move::Suspend]);
        assert!(signed.clone().append(on, Fact::Ended(line("Over"))).is_err());
        assert_eq!(signed.append(on, Fact::Superseded(2)).unwrap().state(day), State::Superseded);
    }

    #[test]
    fn where_it_stops_unreviewed_a_review_carries_it_on() {
        let on = stamp_on(date(2026, 2, 2));
        let mut one = draft(&[1]);
        one.terms.stops_unreviewed = true;
        one.terms.ends = None;
        let review = one.terms.review;
        let facts = [Fact::Submitted, Fact::Signed(agency(1))];
        let one = one.replay(facts.map(|fact| (on, fact))).unwrap();
        let after = review.tomorrow().unwrap();
        assert_eq!(one.state(review), State::InForce);
        assert_eq!(one.state(after), State::Ended);
        let kept = one.append(on, Fact::Reviewed(date(2029, 1, 1), line("All parties content"))).unwrap();
        assert_eq!(kept.state(after), State::InForce);
    }

    #[test]
    fn a_draft_is_changed_until_it_is_sent_and_each_change_is_counted() {
        let one = draft(&[1, 2]);
        let terms = one.terms.clone();
        let changed = one.edited(terms.clone()).unwrap().edited(terms.clone()).unwrap();
        assert_eq!((changed.seen(), changed.edits()), (2, 2));
        let sent = changed.append(stamp_on(date(2026, 2, 2)), Fact::Submitted).unwrap();
        assert_eq!(sent.seen(), 3);
        assert_eq!(sent.edited(terms), Err(MoveRefused::Settled));
    }

    #[test]
    fn the_later_version_holds_from_its_first_day() {
        let on = stamp_on(date(2026, 2, 2));
        let facts = || [Fact::Submitted, Fact::Signed(agency(1))].map(|fact| (on, fact));
        let first = draft(&[1]).replay(facts()).unwrap();
        let mut second = draft(&[1]);
        second.number = 2;
        second.terms.starts = date(2026, 5, 1);
        let both = [first, second.replay(facts()).unwrap()];
        let holds = |day| in_force(&both, day).iter().map(|one| one.number).collect::<Vec<_>>();
        assert_eq!(holds(date(2026, 4, 30)), [1]);
        assert_eq!(holds(date(2026, 5, 1)), [2]);
        assert_eq!(holds(date(2026, 2, 28)), [0_u16; 0]);
    }

    proptest! {
        /// Whatever is tried in whatever order: what is in force was submitted and signed by all, and is neither suspended, superseded nor ended.
        #[test]
        fn nothing_is_in_force_unsigned(steps in vec((0..8_u8, 1..4_u128), 0..20)) {
            let on = stamp_on(date(2026, 2, 2));
            let fact = |step, by| match step {
                0 => Fact::Submitted,
                1 => Fact::Returned(line("No")),
                2 | 3 => Fact::Signed(agency(by)),
                4 => Fact::Suspended(line("Wait")),
                5 => Fact::Resumed(line("Go on")),
                6 => Fact::Superseded(2),
                _ => Fact::Ended(line("Over")),
            };
            let end = steps.into_iter().fold(draft(&[1, 2]), |version, (step, by)| {
                version.clone().append(on, fact(step, by)).unwrap_or(version)
            });
            let again = draft(&[1, 2]).replay(end.facts().to_vec()).unwrap();
            prop_assert_eq!(&again, &end);
            if end.state(date(2026, 6, 1)) == State::InForce {
                prop_assert!(end.unsigned().is_empty());
                let last = end.facts().iter().rev().find(|(_, fact)| !matches!(fact, Fact::Reviewed(..)));
                prop_assert!(matches!(last, Some((_, Fact::Signed(_) | Fact::Resumed(_)))));
            }
        }
    }
}
