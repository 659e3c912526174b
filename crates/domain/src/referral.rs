//! A referral: its dated facts, the state derived from them, and the moves that state allows.
//!
//! `append` is the only door. Pages and API offer what [`State::moves`] gives; nobody writes that table a second time.

use crate::{
    codes,
    ids::{AccountId, AgencyId, PersonId, ReferralId, RequirementId, ServiceId},
    stamp::Stamp,
    text::Prose,
};

codes! {
    /// Why a provider declines.
    DeclineReason {
        NoCapacity = "no_capacity", "We have no capacity within the time limit";
        OutOfArea = "out_of_area", "The person lives outside the area we serve";
        NeedNotMet = "need_not_met", "Our service does not meet this need";
        ThresholdNotMet = "threshold_not_met", "The need is below our threshold";
        NeedsMore = "needs_more", "The need is greater than we can meet safely";
        AlreadyWithUs = "already_with_us", "The person is already with our service";
        PersonSaidNo = "person_said_no", "The person does not want this service";
        InformationMissing = "information_missing", "We need information that we were not given";
    }
}

codes! {
    /// Why a referrer withdraws (orders.md, section 5).
    WithdrawReason {
        Ineligible = "INE", "Not eligible";
        Mistaken = "MIS", "Mistaken or duplicate referral";
        NotEngaged = "NOT", "The person did not engage";
        MetElsewhere = "NEE", "The need is met elsewhere";
        Moved = "MOV", "The person moved out of the area";
        Custody = "RET", "The person returned to custody";
        SentenceEnded = "SEE", "The sentence has ended";
        Died = "USE", "The person has died";
        Other = "ANO", "Another reason";
    }
}

codes! {
    /// Where a referral stands.
    State {
        Draft = "draft", "Draft";
        Sent = "sent", "Sent";
        Received = "received", "Received";
        Accepted = "accepted", "Accepted";
        Declined = "declined", "Declined";
        Withdrawn = "withdrawn", "Withdrawn";
        Begun = "begun", "Begun";
        Concluded = "concluded", "Concluded";
    }
}

codes! {
    /// A step somebody may take next.
    Move {
        Send = "send", "Send";
        Receive = "receive", "Mark as received";
        Accept = "accept", "Accept";
        Decline = "decline", "Decline";
        Withdraw = "withdraw", "Withdraw";
        Begin = "begin", "Record that it has begun";
        Conclude = "conclude", "Conclude";
    }
}

/// Which end of a referral somebody is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The agency that refers.
    Referrer,
    /// The agency that is asked.
    Provider,
}

impl Move {
    /// Whose move it is.
    pub const fn side(self) -> Side {
        match self {
            Self::Send | Self::Withdraw => Side::Referrer,
            Self::Receive | Self::Accept | Self::Decline | Self::Begin | Self::Conclude => Side::Provider,
        }
    }
}

impl Move {
    /// The state that this move leads to, from wherever it is allowed.
    pub const fn leads_to(self) -> State {
        match self {
            Self::Send => State::Sent,
            Self::Receive => State::Received,
            Self::Accept => State::Accepted,
            Self::Decline => State::Declined,
            Self::Withdraw => State::Withdrawn,
            Self::Begin => State::Begun,
            Self::Conclude => State::Concluded,
        }
    }
}

/// A dated fact about a referral: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The referrer sent it.
    Sent,
    /// The provider opened it.
    Received,
    /// The provider took it on.
    Accepted,
    /// The provider declined, with a coded reason and perhaps words.
    Declined(DeclineReason, Option<Prose>),
    /// The referrer took it back.
    Withdrawn(WithdrawReason, Option<Prose>),
    /// The service has begun.
    Begun,
    /// The service has ended.
    Concluded,
}

impl Fact {
    /// The move that this fact records.
    pub const fn as_move(&self) -> Move {
        match self {
            Self::Sent => Move::Send,
            Self::Received => Move::Receive,
            Self::Accepted => Move::Accept,
            Self::Declined(..) => Move::Decline,
            Self::Withdrawn(..) => Move::Withdraw,
            Self::Begun => Move::Begin,
            Self::Concluded => Move::Conclude,
        }
    }

    /// The code of the reason given, where the fact has one.
    pub const fn reason_code(&self) -> Option<&'static str> {
        match self {
            Self::Declined(reason, _) => Some(reason.code()),
            Self::Withdrawn(reason, _) => Some(reason.code()),
            _ => None,
        }
    }

    /// The words given with the reason.
    pub const fn words(&self) -> Option<&Prose> {
        match self {
            Self::Declined(_, words) | Self::Withdrawn(_, words) => words.as_ref(),
            _ => None,
        }
    }
}

impl State {
    /// The state after `step`; `None` when that move is not allowed.
    pub const fn after(self, step: Move) -> Option<Self> {
        match (self, step) {
            (Self::Draft, Move::Send)
            | (Self::Sent, Move::Receive)
            | (Self::Sent | Self::Received, Move::Accept | Move::Decline)
            | (Self::Sent | Self::Received | Self::Accepted, Move::Withdraw)
            | (Self::Accepted, Move::Begin)
            | (Self::Begun, Move::Conclude) => Some(step.leads_to()),
            _ => None,
        }
    }

    /// The moves that this state allows to one side.
    pub fn moves(self, side: Side) -> impl Iterator<Item = Move> {
        Move::ALL.iter().copied().filter(move |step| step.side() == side && self.after(*step).is_some())
    }

    /// Whether the provider still works on it, or has yet to answer.
    pub const fn in_progress(self) -> bool {
        matches!(self, Self::Sent | Self::Received | Self::Accepted | Self::Begun)
    }

    /// Whether the provider has yet to answer.
    pub const fn waits_for_answer(self) -> bool {
        matches!(self, Self::Sent | Self::Received)
    }
}

/// A move that the present state does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a referral that is {from} cannot take the step {step:?}")]
pub struct MoveRefused {
    /// Where it stands.
    pub from: State,
    /// What was tried.
    pub step: Move,
}

/// What a referral asks, of whom, for whom. Set when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: ReferralId,
    /// The short reference that is read out on the telephone.
    pub reference: String,
    /// For whom.
    pub person: PersonId,
    /// The agency that refers.
    pub from: AgencyId,
    /// Who made it there.
    pub made_by: AccountId,
    /// The agency that is asked.
    pub to: AgencyId,
    /// For which service.
    pub service: ServiceId,
    /// Under which requirement of an order, if one.
    pub requirement: Option<RequirementId>,
    /// What is asked, in words.
    pub asks: Prose,
    /// What staff must know about risk before they meet the person.
    pub risk_to_staff: Option<Prose>,
    /// The day by which the provider is to answer.
    pub answer_by: jiff::civil::Date,
}

/// A referral with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// What was asked.
    pub request: Request,
    facts: Vec<(Stamp, Fact)>, // INVARIANT: replaying them from `Draft` gives `state`
    state: State,
}

impl Referral {
    /// A referral that has not been sent.
    pub const fn draft(request: Request) -> Self {
        Self { request, facts: Vec::new(), state: State::Draft }
    }

    /// Rebuilds a referral from its kept facts.
    ///
    /// # Errors
    /// [`MoveRefused`] when the facts contradict each other.
    pub fn replay(
        request: Request,
        facts: impl IntoIterator<Item = (Stamp, Fact)>,
    ) -> Result<Self, MoveRefused> {
        facts
            .into_iter()
            .try_fold(Self::draft(request), |referral, (stamp, fact)| referral.append(stamp, fact))
    }

    /// # Errors
    /// [`MoveRefused`] when the present state does not allow `fact`.
    pub fn append(mut self, stamp: Stamp, fact: Fact) -> Result<Self, MoveRefused> {
        let step = fact.as_move();
        let Some(next) = self.state.after(step) else {
            return Err(MoveRefused { from: self.state, step });
        };
        self.facts.push((stamp, fact));
        self.state = next;
        Ok(self)
    }

    /// Where it stands.
    pub const fn state(&self) -> State {
        self.state
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, Fact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// Which side `agency` is on, if it is on one.
    pub fn side_of(&self, agency: AgencyId) -> Option<Side> {
        if agency == self.request.to {
            Some(Side::Provider)
        } else if agency == self.request.from {
            Some(Side::Referrer)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    fn stamp() -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) }
    }

    fn draft() -> Referral {
        Referral::draft(Request {
            id: ReferralId(Uuid::nil()),
            reference: "ABC".into(),
            person: PersonId(Uuid::nil()),
            from: AgencyId(Uuid::from_u128(1)),
            made_by: AccountId(Uuid::nil()),
            to: AgencyId(Uuid::from_u128(2)),
            service: ServiceId(Uuid::nil()),
            requirement: None,
            asks: Prose::new("Please assess.").unwrap(),
            risk_to_staff: None,
            answer_by: jiff::civil::date(2026, 11, 26),
        })
    }

    fn any_fact() -> impl Strategy<Value = Fact> {
        prop_oneof![
            Just(Fact::Sent),
            Just(Fact::Received),
            Just(Fact::Accepted),
            Just(Fact::Declined(DeclineReason::NoCapacity, None)),
            Just(Fact::Withdrawn(WithdrawReason::Moved, None)),
            Just(Fact::Begun),
            Just(Fact::Concluded),
        ]
    }

    proptest! {
        /// Replaying the kept facts gives the same referral.
        #[test]
        fn replay_gives_the_same_state(facts in vec(any_fact(), 0..12)) {
            let played = facts.iter().fold(draft(), |r, f| r.clone().append(stamp(), f.clone()).unwrap_or(r));
            prop_assert_eq!(Referral::replay(draft().request, played.facts().to_vec()), Ok(played));
        }

        /// What a state offers is exactly what it allows.
        #[test]
        fn offered_moves_are_the_allowed_ones(facts in vec(any_fact(), 0..12), next in any_fact()) {
            let played = facts.iter().fold(draft(), |r, f| r.clone().append(stamp(), f.clone()).unwrap_or(r));
            let offered = [Side::Referrer, Side::Provider].into_iter().any(|s| played.state().moves(s).any(|m| m == next.as_move()));
            prop_assert_eq!(offered, played.append(stamp(), next).is_ok());
        }
    }

    #[test]
    fn a_declined_referral_takes_no_further_step() {
        for step in Move::ALL {
            assert_eq!(State::Declined.after(*step), None, "{step}");
        }
    }
}
