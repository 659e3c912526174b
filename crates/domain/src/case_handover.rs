//! A person is handed over to probation by the agency that met them first: offered, then taken on, declined or withdrawn.
//!
//! Until somebody takes the person on, both ends owe something: the one that was asked an answer, the one that gave a look
//! after it. So nobody lies between two agencies without an owner. What is due is a [duty](crate::duty) as everywhere else.

use crate::{
    codes,
    ids::{AccountId, AgencyId, CaseHandoverId, InvolvementId, PersonId},
    stamp::Stamp,
    text::Line,
};
use jiff::civil::Date;

codes! {
    /// Where it stands.
    HandoverState {
        Waiting = "waiting", "Waits for an answer";
        TakenOn = "taken_on", "Taken on";
        Declined = "declined", "Declined";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

codes! {
    /// A step that may be taken.
    HandoverMove {
        TakeOn = "take_on", "Take on";
        Decline = "decline", "Decline";
        Withdraw = "withdraw", "Withdraw";
    }
}

impl HandoverMove {
    /// Whether it is for the agency that was asked; the other steps are for the one that gave.
    pub const fn is_an_answer(self) -> bool {
        matches!(self, Self::TakeOn | Self::Decline)
    }
}

impl HandoverState {
    /// The state after `step`; `None` when that step is not allowed.
    pub const fn after(self, step: HandoverMove) -> Option<Self> {
        match (self, step) {
            (Self::Waiting, HandoverMove::TakeOn) => Some(Self::TakenOn),
            (Self::Waiting, HandoverMove::Decline) => Some(Self::Declined),
            // One that was declined may still be found to be needed no longer.
            (Self::Waiting | Self::Declined, HandoverMove::Withdraw) => Some(Self::Withdrawn),
            (Self::TakenOn | Self::Declined | Self::Withdrawn, _) => None,
        }
    }
}

/// A dated fact: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandoverFact {
    /// The agency that was asked has an owner for the person; nobody is named where the team is.
    TakenOn(Option<AccountId>),
    /// It does not take the person on.
    Declined(Line),
    /// It was handed over by mistake, or is needed no longer.
    Withdrawn(Line),
}

impl HandoverFact {
    /// Which step it records.
    pub const fn as_move(&self) -> HandoverMove {
        match self {
            Self::TakenOn(_) => HandoverMove::TakeOn,
            Self::Declined(_) => HandoverMove::Decline,
            Self::Withdrawn(_) => HandoverMove::Withdraw,
        }
    }

    /// The reason given with it.
    pub const fn reason(&self) -> Option<&Line> {
        match self {
            Self::TakenOn(_) => None,
            Self::Declined(reason) | Self::Withdrawn(reason) => Some(reason),
        }
    }
}

/// A step that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a handover that is {from} cannot take the step {step:?}")]
pub struct HandoverRefused {
    /// Where it stands.
    pub from: HandoverState,
    /// What was tried.
    pub step: HandoverMove,
}

/// What was offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its id.
    pub id: CaseHandoverId,
    /// Who is handed over.
    pub person: PersonId,
    /// By which agency.
    pub from: AgencyId,
    /// To which.
    pub to: AgencyId,
    /// The day by which the other is to answer.
    pub answer_by: Date,
    /// What they should know first.
    pub words: Option<Line>,
    /// The involvement of the other agency that began with it; none where it works with the person already.
    pub involvement: Option<InvolvementId>,
    /// Who offered it, when.
    pub stamp: Stamp,
}

/// A handover with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHandover {
    /// What was offered.
    pub offer: Offer,
    facts: Vec<(Stamp, HandoverFact)>, // INVARIANT: replaying them from `Waiting` gives `state`
    state: HandoverState,
}

impl CaseHandover {
    /// One that nobody has answered.
    pub const fn offered(offer: Offer) -> Self {
        Self { offer, facts: Vec::new(), state: HandoverState::Waiting }
    }

    /// Rebuilds one from its kept facts.
    ///
    /// # Errors
    /// [`HandoverRefused`] when the facts contradict each other.
    pub fn replay(
        offer: Offer,
        facts: impl IntoIterator<Item = (Stamp, HandoverFact)>,
    ) -> Result<Self, HandoverRefused> {
        facts.into_iter().try_fold(Self::offered(offer), |one, (stamp, fact)| one.append(stamp, fact))
    }

    /// Takes the step that `fact` records.
    ///
    /// # Errors
    /// [`HandoverRefused`] when the present state does not allow it.
    pub fn append(mut self, stamp: Stamp, fact: HandoverFact) -> Result<Self, HandoverRefused> {
        let step = fact.as_move();
        let Some(next) = self.state.after(step) else {
            return Err(HandoverRefused { from: self.state, step });
        };
        self.facts.push((stamp, fact));
        self.state = next;
        Ok(self)
    }

    /// Where it stands.
    pub const fn state(&self) -> HandoverState {
        self.state
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, HandoverFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// The steps that are open to `agency` now.
    pub fn moves(&self, agency: AgencyId) -> impl Iterator<Item = HandoverMove> {
        let (asked, gave) = (agency == self.offer.to, agency == self.offer.from);
        HandoverMove::ALL
            .iter()
            .copied()
            .filter(move |step| if step.is_an_answer() { asked } else { gave })
            .filter(|step| self.state.after(*step).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;
    use uuid::Uuid;

    const FROM: AgencyId = AgencyId(Uuid::from_u128(1));
    const TO: AgencyId = AgencyId(Uuid::from_u128(2));

    fn stamp() -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: FROM }
    }

    fn offer() -> Offer {
        let (id, person) = (CaseHandoverId(Uuid::from_u128(3)), PersonId(Uuid::from_u128(4)));
        let answer_by = date(2026, 11, 26);
        Offer { id, person, from: FROM, to: TO, answer_by, words: None, involvement: None, stamp: stamp() }
    }

    fn any_fact() -> impl Strategy<Value = HandoverFact> {
        let reason = || Line::new("Lives elsewhere").unwrap();
        prop_oneof![
            Just(HandoverFact::TakenOn(None)),
            Just(HandoverFact::Declined(reason())),
            Just(HandoverFact::Withdrawn(reason())),
        ]
    }

    proptest! {
        /// One answer at most, which may be taken as the end of it, and replaying what was kept gives the same.
        #[test]
        fn it_is_answered_once_and_replay_equals_state(facts in prop::collection::vec(any_fact(), 0..6)) {
            let played = facts.iter().fold(CaseHandover::offered(offer()), |one, fact| {
                one.clone().append(stamp(), fact.clone()).unwrap_or(one)
            });
            let answers = played.facts().iter().filter(|(_, fact)| fact.as_move().is_an_answer()).count();
            prop_assert!(answers <= 1 && played.facts().len() <= 2);
            prop_assert_eq!(played.facts().is_empty(), played.state() == HandoverState::Waiting);
            prop_assert_eq!(CaseHandover::replay(offer(), played.facts().to_vec()), Ok(played));
        }
    }

    #[test]
    fn each_side_has_its_own_steps_and_nobody_else_has_any() {
        let waiting = CaseHandover::offered(offer());
        let moves = |one: &CaseHandover, agency| one.moves(agency).collect::<Vec<_>>();
        assert_eq!(moves(&waiting, TO), [HandoverMove::TakeOn, HandoverMove::Decline]);
        assert_eq!(moves(&waiting, FROM), [HandoverMove::Withdraw]);
        assert_eq!(moves(&waiting, AgencyId(Uuid::from_u128(9))), []);
        let taken = waiting.append(stamp(), HandoverFact::TakenOn(None)).unwrap();
        assert_eq!((moves(&taken, TO), moves(&taken, FROM)), (vec![], vec![]));
    }
}
