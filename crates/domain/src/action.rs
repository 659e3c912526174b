//! Actions agreed at a meeting: who does what by when. An open one is carried to the next meeting until it is done or dropped.

use crate::{
    codes,
    duty::Owner,
    ids::{ActionId, MeetingId, PersonId},
    stamp::Stamp,
    text::Line,
};
use jiff::civil::Date;

codes! {
    /// Where an action stands.
    ActionState {
        Open = "open", "To do";
        Done = "done", "Done";
        Dropped = "dropped", "Dropped";
    }
}

/// A dated fact about an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionFact {
    /// A later meeting saw it still open and gave it a day, perhaps the same.
    Carried {
        /// Which meeting.
        meeting: MeetingId,
        /// The day it is now due.
        due: Date,
    },
    /// It is done.
    Done,
    /// Nobody will do it, and why.
    Dropped(Line),
}

impl ActionFact {
    /// Its stored code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Carried { .. } => "carried",
            Self::Done => "done",
            Self::Dropped(_) => "dropped",
        }
    }
}

/// An action that is over takes no further step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an action that is {from} takes no further step")]
pub struct ActionRefused {
    /// Where it stands.
    pub from: ActionState,
}

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// Its id.
    pub id: ActionId,
    /// On whose record.
    pub person: PersonId,
    /// At which meeting.
    pub meeting: MeetingId,
    /// What is to be done.
    pub words: Line,
    /// Who sees to it. What the person does themself is seen to by whoever supervises them.
    pub owner: Owner,
    /// Whether the person does it themself.
    pub by_the_person: bool,
    /// By when, as first agreed.
    pub due: Date,
}

/// An action with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What was agreed.
    pub agreed: Agreed,
    due: Date,
    facts: Vec<(Stamp, ActionFact)>, // INVARIANT: replaying them gives `state` and `due`
    state: ActionState,
}

impl Action {
    /// An action as it was agreed.
    pub const fn new(agreed: Agreed) -> Self {
        let due = agreed.due;
        Self { agreed, due, facts: Vec::new(), state: ActionState::Open }
    }

    /// Rebuilds an action from its kept facts.
    ///
    /// # Errors
    /// [`ActionRefused`] when the facts contradict each other.
    pub fn replay(
        agreed: Agreed,
        facts: impl IntoIterator<Item = (Stamp, ActionFact)>,
    ) -> Result<Self, ActionRefused> {
        facts.into_iter().try_fold(Self::new(agreed), |action, (stamp, fact)| action.append(stamp, fact))
    }

    /// # Errors
    /// [`ActionRefused`] once it is done or dropped.
    pub fn append(mut self, stamp: Stamp, fact: ActionFact) -> Result<Self, ActionRefused> {
        if self.state != ActionState::Open {
            return Err(ActionRefused { from: self.state });
        }
        match &fact {
            ActionFact::Carried { due, .. } => self.due = *due,
            ActionFact::Done => self.state = ActionState::Done,
            ActionFact::Dropped(_) => self.state = ActionState::Dropped,
        }
        self.facts.push((stamp, fact));
        Ok(self)
    }

    /// The day it is due now.
    pub const fn due(&self) -> Date {
        self.due
    }

    /// Where it stands.
    pub const fn state(&self) -> ActionState {
        self.state
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, ActionFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AccountId, AgencyId};
    use jiff::{Timestamp, civil::date};
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    fn agreed() -> Agreed {
        Agreed {
            id: ActionId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            meeting: MeetingId(Uuid::from_u128(3)),
            words: Line::new("Ring the housing office").unwrap(),
            owner: Owner { agency: AgencyId(Uuid::from_u128(4)), account: None },
            by_the_person: false,
            due: date(2026, 3, 2),
        }
    }

    fn any_fact() -> impl Strategy<Value = ActionFact> {
        prop_oneof![
            4 => (1..28_i8).prop_map(|day| ActionFact::Carried { meeting: MeetingId(Uuid::from_u128(5)), due: date(2026, 4, day) }),
            1 => Just(ActionFact::Done),
            1 => Just(ActionFact::Dropped(Line::new("Overtaken").unwrap())),
        ]
    }

    proptest! {
        /// Replay gives the same action; once over it stays over; while open it has the day last given.
        #[test]
        fn an_open_action_always_has_the_day_last_given(facts in vec(any_fact(), 0..10)) {
            let stamp = Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) };
            let played = facts.iter().fold(Action::new(agreed()), |action, fact| action.clone().append(stamp, fact.clone()).unwrap_or(action));
            prop_assert_eq!(Action::replay(agreed(), played.facts().to_vec()), Ok(played.clone()));
            let first_end = facts.iter().position(|fact| !matches!(fact, ActionFact::Carried { .. }));
            let taken = first_end.map_or(facts.len(), |end| end + 1);
            prop_assert_eq!(played.facts().len(), taken);
            let last = facts[..taken].iter().rev().find_map(|fact| match fact {
                ActionFact::Carried { due, .. } => Some(*due),
                _ => None,
            });
            prop_assert_eq!(played.due(), last.unwrap_or(agreed().due));
            prop_assert_eq!(played.state() == ActionState::Open, first_end.is_none());
        }
    }
}
