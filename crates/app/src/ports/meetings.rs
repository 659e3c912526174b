//! Meetings, goals, voices and actions.

use super::Stored;
use async_trait::async_trait;
use domain::{
    action::{Action, ActionFact, Agreed},
    duty::Owner,
    ids::{ActionId, MeetingId, PersonId},
    meeting::{Goal, Meeting, MeetingFact, Party, Voice},
    stamp::Stamp,
};
use gate::Sealed;

/// Who is asked to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invited {
    /// As which party.
    pub party: Party,
    /// Which member of staff, or which agency's team; nobody for the person themself.
    pub whom: Option<Owner>,
}

/// Ports for meetings.
#[async_trait]
pub trait Meetings {
    /// Writes a meeting that was just arranged, with who is asked.
    async fn insert_meeting(&mut self, meeting: &Meeting, invited: &[Invited], stamp: &Stamp) -> Stored<()>;

    /// Appends a fact to a meeting that still has `seen` facts; `false` when it has more by now. `after` is the meeting
    /// with the fact.
    async fn append_meeting_fact(
        &mut self,
        seen: i64,
        after: &Meeting,
        stamp: &Stamp,
        fact: &MeetingFact,
    ) -> Stored<bool>;

    /// One meeting.
    async fn meeting(&mut self, id: MeetingId) -> Stored<Option<Sealed<Meeting>>>;

    /// A person's meetings, the latest first.
    async fn meetings_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Meeting>>>;

    /// Who is asked to a meeting.
    async fn invited_to(&mut self, person: PersonId, meeting: MeetingId) -> Stored<Vec<Invited>>;

    /// Writes goals and what was said of goals.
    async fn add_goals(&mut self, goals: &[Goal], voices: &[(PersonId, Voice)], stamp: &Stamp) -> Stored<()>;

    /// A person's goals with what was said of them, the oldest goal first.
    async fn goals_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<(Goal, Vec<Voice>)>>>;

    /// Writes actions as they were agreed.
    async fn add_actions(&mut self, actions: &[Agreed], stamp: &Stamp) -> Stored<()>;

    /// Appends a fact to an action that still has `seen` facts; `false` when it has more by now. `after` is the action
    /// with the fact.
    async fn append_action_fact(
        &mut self,
        seen: i64,
        after: &Action,
        stamp: &Stamp,
        fact: &ActionFact,
    ) -> Stored<bool>;

    /// Appends the fact that a meeting carried them to open actions, all at once; each is given with the fact. `false` when
    /// one of them is over by now.
    async fn carry_actions(&mut self, after: &[Action], stamp: &Stamp) -> Stored<bool>;

    /// One action.
    async fn action(&mut self, id: ActionId) -> Stored<Option<Sealed<Action>>>;

    /// A person's actions, open ones first, then the newest.
    async fn actions_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Action>>>;
}
