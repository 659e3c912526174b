//! A member of staff who works for another agency for a while: proposed by one of the two agencies, agreed by the other, ended on
//! its day or before.
//!
//! What holds: nothing opens before both agencies have said yes, and nothing is open after the last day or an earlier end. A
//! secondee acts for one of the two at a time; nothing here joins what the two may see.

use crate::{
    codes,
    ids::{AccountId, AgencyId, SecondmentId},
    role::Roles,
    stamp::Stamp,
    text::Line,
};
use jiff::civil::Date;

codes! {
    /// Where it stands.
    SecondmentState {
        Proposed = "proposed", "Proposed: waits for the other agency";
        Agreed = "agreed", "Agreed by both agencies";
        Declined = "declined", "Declined";
        Withdrawn = "withdrawn", "Withdrawn";
        Ended = "ended", "Ended early";
    }
}

codes! {
    /// A step that may be taken.
    SecondmentMove {
        Agree = "agree", "Agree to it";
        Decline = "decline", "Decline it";
        Withdraw = "withdraw", "Withdraw the proposal";
        End = "end", "End it today";
    }
}

impl SecondmentState {
    /// The state after `step`; `None` when that step is not allowed.
    pub const fn after(self, step: SecondmentMove) -> Option<Self> {
        match (self, step) {
            (Self::Proposed, SecondmentMove::Agree) => Some(Self::Agreed),
            (Self::Proposed, SecondmentMove::Decline) => Some(Self::Declined),
            (Self::Proposed, SecondmentMove::Withdraw) => Some(Self::Withdrawn),
            (Self::Agreed, SecondmentMove::End) => Some(Self::Ended),
            _ => None,
        }
    }
}

/// A dated fact: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondmentFact {
    /// The other agency says yes.
    Agreed,
    /// The other agency says no.
    Declined(Line),
    /// Whoever proposed it takes it back.
    Withdrawn(Line),
    /// One of the two ends it before its day.
    Ended(Line),
}

impl SecondmentFact {
    /// The step that this fact records.
    pub const fn as_move(&self) -> SecondmentMove {
        match self {
            Self::Agreed => SecondmentMove::Agree,
            Self::Declined(_) => SecondmentMove::Decline,
            Self::Withdrawn(_) => SecondmentMove::Withdraw,
            Self::Ended(_) => SecondmentMove::End,
        }
    }

    /// Why, where a reason is given.
    pub const fn reason(&self) -> Option<&Line> {
        match self {
            Self::Agreed => None,
            Self::Declined(reason) | Self::Withdrawn(reason) | Self::Ended(reason) => Some(reason),
        }
    }
}

/// What was proposed: never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: SecondmentId,
    /// Who goes.
    pub account: AccountId,
    /// From which agency.
    pub home: AgencyId,
    /// To which agency.
    pub host: AgencyId,
    /// The roles there.
    pub roles: Roles,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Who proposed it, for which of the two, and when.
    pub stamp: Stamp,
}

/// A step that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a secondment that is {from:?} cannot take the step {step:?}")]
pub struct SecondmentRefused {
    /// Where it stands.
    pub from: SecondmentState,
    /// What was tried.
    pub step: SecondmentMove,
}

/// One secondment, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secondment {
    /// What was proposed.
    pub proposal: Proposal,
    facts: Vec<(Stamp, SecondmentFact)>, // INVARIANT: replaying them from `Proposed` gives `state`
    state: SecondmentState,
}

impl Secondment {
    /// One that nobody has answered.
    pub const fn proposed(proposal: Proposal) -> Self {
        Self { proposal, facts: Vec::new(), state: SecondmentState::Proposed }
    }

    /// Rebuilds one from its kept facts.
    ///
    /// # Errors
    /// [`SecondmentRefused`] when the facts contradict each other.
    pub fn replay(
        proposal: Proposal,
        facts: impl IntoIterator<Item = (Stamp, SecondmentFact)>,
    ) -> Result<Self, SecondmentRefused> {
        facts.into_iter().try_fold(Self::proposed(proposal), |one, (stamp, fact)| one.append(stamp, fact))
    }

    /// Takes the step that `fact` records.
    ///
    /// # Errors
    /// [`SecondmentRefused`] when the present state does not allow it.
    pub fn append(mut self, stamp: Stamp, fact: SecondmentFact) -> Result<Self, SecondmentRefused> {
        let step = fact.as_move();
        let Some(next) = self.state.after(step) else {
            return Err(SecondmentRefused { from: self.state, step });
        };
        self.facts.push((stamp, fact));
        self.state = next;
        Ok(self)
    }

    /// Where it stands.
    pub const fn state(&self) -> SecondmentState {
        self.state
    }

    /// Its history after the proposal, oldest first.
    pub fn facts(&self) -> &[(Stamp, SecondmentFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// Whether the secondee may act for the host on `day`.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.state == SecondmentState::Agreed && self.proposal.from <= day && day <= self.proposal.until
    }

    /// Whether it can open nothing any more on `day`.
    pub fn is_over_on(&self, day: Date) -> bool {
        match self.state {
            SecondmentState::Proposed | SecondmentState::Agreed => self.proposal.until < day,
            SecondmentState::Declined | SecondmentState::Withdrawn | SecondmentState::Ended => true,
        }
    }

    /// The steps that are open to `account`, acting for `agency`, on `day`. Nobody arranges their own secondment, and nobody
    /// speaks for both agencies.
    pub fn moves(&self, account: AccountId, agency: AgencyId, day: Date) -> Vec<SecondmentMove> {
        let proposal = &self.proposal;
        let party = agency == proposal.home || agency == proposal.host;
        if !party || self.is_over_on(day) {
            return Vec::new();
        }
        let proposed_it = agency == proposal.stamp.agency;
        let answers = !proposed_it && account != proposal.stamp.by && account != proposal.account;
        SecondmentMove::ALL
            .iter()
            .copied()
            .filter(|step| self.state.after(*step).is_some())
            .filter(|step| match step {
                SecondmentMove::Agree | SecondmentMove::Decline => answers,
                SecondmentMove::Withdraw => proposed_it,
                SecondmentMove::End => true,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    const fn account(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    const fn agency(number: u128) -> AgencyId {
        AgencyId(Uuid::from_u128(number))
    }

    fn stamp(by: u128, of: u128) -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: account(by), agency: agency(of) }
    }

    fn proposed() -> Secondment {
        Secondment::proposed(Proposal {
            id: SecondmentId(Uuid::nil()),
            account: account(1),
            home: agency(1),
            host: agency(2),
            roles: Roles::NONE,
            from: date(2026, 12, 1),
            until: date(2027, 3, 31),
            stamp: stamp(10, 1),
        })
    }

    #[test]
    fn it_opens_when_both_have_agreed_and_closes_on_its_day_or_before() {
        let agreed = proposed().append(stamp(20, 2), SecondmentFact::Agreed).unwrap();
        for (day, open) in [
            (date(2026, 11, 30), false),
            (date(2026, 12, 1), true),
            (date(2027, 3, 31), true),
            (date(2027, 4, 1), false),
        ] {
            assert_eq!((proposed().in_force_on(day), agreed.in_force_on(day)), (false, open), "{day}");
        }
        let why = Line::new("Back to the court team").unwrap();
        let ended = agreed.clone().append(stamp(10, 1), SecondmentFact::Ended(why)).unwrap();
        assert!(!ended.in_force_on(date(2027, 1, 1)) && ended.is_over_on(date(2027, 1, 1)));
        assert!(ended.append(stamp(20, 2), SecondmentFact::Agreed).is_err());
        assert_eq!(Secondment::replay(agreed.proposal.clone(), agreed.facts().to_vec()), Ok(agreed));
    }

    #[test]
    fn nobody_speaks_for_both_agencies_nor_for_themselves() {
        use SecondmentMove::{Agree, Decline, End, Withdraw};
        let (one, day) = (proposed(), date(2026, 11, 24));
        assert_eq!(one.moves(account(20), agency(2), day), [Agree, Decline]);
        assert_eq!(one.moves(account(10), agency(1), day), [Withdraw]);
        assert_eq!(one.moves(account(10), agency(2), day), [], "who proposed it for one answers for neither");
        assert_eq!(one.moves(account(1), agency(2), day), [], "nor does the secondee");
        assert_eq!(one.moves(account(30), agency(3), day), []);
        assert_eq!(one.moves(account(20), agency(2), date(2027, 4, 1)), [], "its days are over");
        let agreed = one.append(stamp(20, 2), SecondmentFact::Agreed).unwrap();
        assert_eq!(agreed.moves(account(10), agency(1), day), [End]);
        assert_eq!(agreed.moves(account(20), agency(2), day), [End]);
    }
}
