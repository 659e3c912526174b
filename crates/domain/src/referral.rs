//! A referral: its dated facts, the state derived from them, and the moves that state allows.
//!
//! `append` is the only door. Pages and API offer what [`Referral::moves`] gives; nobody writes that table a second time.
//! What the referrer said may be amended after sending: the old words stay in the fact. Limits between steps are the
//! pathway's ([`crate::protocol`]).

mod answered;
mod reason;
mod state;
#[cfg(test)]
pub(crate) mod tests;

pub use answered::OwnAnswer;
pub use reason::{Amendment, DeclineReason, DeliveryNeed, EndReason, Part, Summary, Told, WithdrawReason};
pub use state::{Move, Side, State};

use crate::{
    codes,
    ids::{AccountId, AgencyId, AppointmentId, PersonId, ProtocolId, ReferralId, RequirementId, ServiceId},
    stamp::Stamp,
    text::Prose,
};
use jiff::civil::Date;

/// A dated fact about a referral: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The referrer sent it.
    Sent,
    /// The provider opened it.
    Received,
    /// The provider asked for more.
    Asked(Prose),
    /// The referrer gave what was asked for.
    Answered(Prose),
    /// The provider will take it on later.
    Waitlisted {
        /// When a place is expected.
        expected: Date,
        /// In words.
        words: Option<Prose>,
    },
    /// The provider took it on.
    Accepted,
    /// The provider declined, with a coded reason and perhaps words.
    Declined(DeclineReason, Option<Prose>),
    /// A first appointment was offered.
    Offered {
        /// For which day.
        on: Date,
        /// How, and what was said.
        words: Option<Prose>,
    },
    /// The first appointment was booked.
    Booked {
        /// Which.
        appointment: AppointmentId,
        /// For which day.
        on: Date,
    },
    /// Somebody of the provider read the warning about risk.
    WarningRead,
    /// The referrer amended what it said.
    Amended(Box<Amendment>),
    /// The referrer took it back.
    Withdrawn(WithdrawReason, Option<Prose>),
    /// The service has begun.
    Begun,
    /// The service has ended; those of before reasons were asked for have none.
    Concluded(Option<EndReason>, Option<Prose>),
}

impl Fact {
    /// The move that this fact records.
    pub const fn as_move(&self) -> Move {
        match self {
            Self::Sent => Move::Send,
            Self::Received => Move::Receive,
            Self::Asked(_) => Move::Ask,
            Self::Answered(_) => Move::Give,
            Self::Waitlisted { .. } => Move::Waitlist,
            Self::Accepted => Move::Accept,
            Self::Declined(..) => Move::Decline,
            Self::Offered { .. } => Move::Offer,
            Self::Booked { .. } => Move::Book,
            Self::WarningRead => Move::ReadWarning,
            Self::Amended(_) => Move::Amend,
            Self::Withdrawn(..) => Move::Withdraw,
            Self::Begun => Move::Begin,
            Self::Concluded(..) => Move::Conclude,
        }
    }

    /// The code of the reason given, or of the part amended, where the fact has one.
    pub fn reason_code(&self) -> Option<&'static str> {
        match self {
            Self::Declined(reason, _) => Some(reason.code()),
            Self::Withdrawn(reason, _) => Some(reason.code()),
            Self::Concluded(reason, _) => reason.map(EndReason::code),
            Self::Amended(amendment) => Some(amendment.part.code()),
            _ => None,
        }
    }

    /// The words given with it: a question, an answer, what goes with a reason.
    pub const fn words(&self) -> Option<&Prose> {
        match self {
            Self::Asked(words) | Self::Answered(words) => Some(words),
            Self::Declined(_, words)
            | Self::Withdrawn(_, words)
            | Self::Concluded(_, words)
            | Self::Waitlisted { words, .. }
            | Self::Offered { words, .. } => words.as_ref(),
            Self::Amended(amendment) => Some(&amendment.why),
            Self::Sent
            | Self::Received
            | Self::Accepted
            | Self::Booked { .. }
            | Self::WarningRead
            | Self::Begun => None,
        }
    }

    /// The day that it names: when a place is expected, when the first appointment is.
    pub const fn day(&self) -> Option<Date> {
        match self {
            Self::Waitlisted { expected: day, .. }
            | Self::Offered { on: day, .. }
            | Self::Booked { on: day, .. } => Some(*day),
            _ => None,
        }
    }

    /// Whether after this the need is still there, and the referrer owes the person another way.
    pub const fn hands_back(&self) -> bool {
        match self {
            Self::Declined(reason, _) => reason.leaves_the_need(),
            Self::Withdrawn(reason, _) => reason.leaves_the_need(),
            Self::Concluded(Some(reason), _) => reason.leaves_the_need(),
            _ => false,
        }
    }
}

codes! {
    /// Why a move is refused.
    Because {
        NotNow = "not_now", "the state does not allow it";
        WarningUnread = "warning_unread", "the warning about risk has to be read first";
        Unchanged = "unchanged", "nothing would change";
        Outdated = "outdated", "the words have changed since";
        NotUsed = "not_used", "the pathway does not use this step";
    }
}

/// A move that is not allowed as things are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a referral that is {from} cannot take the step {step:?}: {because}")]
pub struct MoveRefused {
    /// Where it stands.
    pub from: State,
    /// What was tried.
    pub step: Move,
    /// Why not.
    pub because: Because,
}

/// What a referral asks, of whom, for whom. Set when it is made; words change by amendments alone.
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
    /// What is asked.
    pub asks: Prose,
    /// What staff must know about risk before they meet the person. Where `needs` was answered, so was this: nothing here
    /// then says that no risk is known.
    pub risk_to_staff: Option<Prose>,
    /// Needs that affect how the service is delivered; `None` for a referral of before this was asked.
    pub needs: Option<Told>,
    /// Of which kinds those needs are.
    pub need_kinds: Vec<DeliveryNeed>,
    /// The day by which the provider is to answer.
    pub answer_by: Date,
    /// The version of the pathway that it began under, and keeps; `None` for one of before pathways had versions.
    pub protocol: Option<ProtocolId>,
}

impl Request {
    /// The risk that was told; `None` for a referral of before this had to be answered, where no words were given.
    pub fn risk(&self) -> Option<Told> {
        match (&self.risk_to_staff, &self.needs) {
            (Some(words), _) => Some(Told::Known(words.clone())),
            (None, Some(_)) => Some(Told::NoneKnown),
            (None, None) => None,
        }
    }

    /// What a part says now.
    fn part(&self, part: Part) -> Option<&Prose> {
        match part {
            Part::Asks => Some(&self.asks),
            Part::Risk => self.risk_to_staff.as_ref(),
            Part::Needs => self.needs.as_ref().and_then(Told::words),
        }
    }

    fn amend(&mut self, amendment: &Amendment) {
        let new = amendment.new.clone();
        match amendment.part {
            Part::Asks => self.asks = new.unwrap_or_else(|| self.asks.clone()),
            Part::Risk => self.risk_to_staff = new,
            Part::Needs => self.needs = Some(Told::of(new)),
        }
    }
}

/// A referral with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// What it asks, in the words as they are now.
    pub request: Request,
    facts: Vec<(Stamp, Fact)>, // INVARIANT: replaying them from `Draft` gives `state` and the words of `request`
    state: State,
}

impl Referral {
    /// A referral that has not been sent.
    pub const fn draft(request: Request) -> Self {
        Self { request, facts: Vec::new(), state: State::Draft }
    }

    /// Rebuilds a referral from the request as it was made and its kept facts.
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

    /// Takes the step that `fact` records.
    ///
    /// # Errors
    /// [`MoveRefused`] when the present state does not allow `fact`, the first contact would come before its warning was
    /// read, or an amendment does not begin from the words as they are.
    pub fn append(mut self, stamp: Stamp, fact: Fact) -> Result<Self, MoveRefused> {
        let step = fact.as_move();
        let refused = |because| MoveRefused { from: self.state, step, because };
        let Some(next) = self.state.after(step) else { return Err(refused(Because::NotNow)) };
        match &fact {
            Fact::Booked { .. } | Fact::Begun if !self.may_meet(stamp.by) => {
                return Err(refused(Because::WarningUnread));
            }
            Fact::WarningRead if self.request.risk_to_staff.is_none() => {
                return Err(refused(Because::NotNow));
            }
            Fact::Amended(amendment) => {
                if self.request.part(amendment.part) != amendment.old.as_ref() {
                    return Err(refused(Because::Outdated));
                }
                let none_asked = amendment.part == Part::Asks && amendment.new.is_none();
                if amendment.old == amendment.new || none_asked {
                    return Err(refused(Because::Unchanged));
                }
                self.request.amend(amendment);
            }
            _ => {}
        }
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

    /// The moves that are open to `account` on one side: those of the state, less a contact before the warning was read,
    /// and the reading of a warning that there is not or that was read already.
    pub fn moves(&self, side: Side, account: AccountId) -> impl Iterator<Item = Move> {
        let may_meet = self.may_meet(account);
        let unread = self.request.risk_to_staff.is_some() && !self.has_read_warning(account);
        self.state.moves(side).filter(move |step| match step {
            Move::Book | Move::Begin => may_meet,
            Move::ReadWarning => unread,
            _ => true,
        })
    }

    /// Whether `account` may book or record the first contact: there is no warning, or this account has read it as it is
    /// now. Referrals of before pathways had versions were not under this rule.
    pub fn may_meet(&self, account: AccountId) -> bool {
        self.request.protocol.is_none()
            || self.request.risk_to_staff.is_none()
            || self.has_read_warning(account)
    }

    /// Whether `account` has read the warning in its present words.
    pub fn has_read_warning(&self, account: AccountId) -> bool {
        let changed = |fact: &Fact| matches!(fact, Fact::Amended(one) if one.part == Part::Risk);
        self.facts
            .iter()
            .rev()
            .take_while(|(_, fact)| !changed(fact))
            .any(|(stamp, fact)| *fact == Fact::WarningRead && stamp.by == account)
    }

    /// The request in the words in which it was made, before any amendment.
    pub fn as_made(&self) -> Request {
        let mut request = self.request.clone();
        for (_, fact) in self.facts.iter().rev() {
            if let Fact::Amended(one) = fact {
                request.amend(&Amendment { new: one.old.clone(), ..(**one).clone() });
            }
        }
        request
    }

    /// Who took it on at the provider.
    pub fn accepted_by(&self) -> Option<AccountId> {
        self.facts.iter().find(|(_, fact)| *fact == Fact::Accepted).map(|(stamp, _)| stamp.by)
    }

    /// The question that waits for the referrer's answer.
    pub fn open_question(&self) -> Option<&Prose> {
        let asked = self.facts.iter().rev().find_map(|(_, fact)| match fact {
            Fact::Asked(question) => Some(question),
            _ => None,
        });
        asked.filter(|_| self.state == State::Asked)
    }
}
