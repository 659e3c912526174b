//! Reading a person's meetings: the list, and one with its goals in three voices.

use super::hold::{ACTIONS, GOALS};
use crate::{
    App, Cx,
    people::{Glance, Names},
    ports::Invited,
    refusal::Refusal,
};
use domain::{
    action::Action as Agreed,
    duty::Owner,
    ids::{ActionId, MeetingId, PersonId},
    meeting::{Goal, Meeting, Party, Voice},
    person::Identity,
    section::Purpose,
};
use gate::{Action, Viewer};

/// Meetings listed at most.
const MEETINGS: u32 = 50;

/// Who is asked to a meeting, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitedLine {
    /// As which party.
    pub party: Party,
    /// Who, in words; nobody yet for a part that nobody leads.
    pub who: Option<String>,
}

/// A person's meetings, goals and actions.
#[derive(Debug, Clone)]
pub struct MeetingsPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Meetings, the latest first.
    pub meetings: Vec<Meeting>,
    /// Goals with what was said of them, the oldest first.
    pub goals: Vec<(Goal, Vec<Voice>)>,
    /// Actions, open ones first.
    pub actions: Vec<Agreed>,
    /// Names of owners.
    pub names: Names,
    /// Whether the viewer may arrange another.
    pub may_arrange: bool,
    /// Whether the viewer may end actions.
    pub may_close: bool,
}

/// One meeting with what belongs to it.
#[derive(Debug, Clone)]
pub struct OpenedMeeting {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The meeting.
    pub meeting: Meeting,
    /// Who is asked.
    pub invited: Vec<InvitedLine>,
    /// Goals of the plan, with all that was ever said of them: start, middle and end side by side.
    pub goals: Vec<(Goal, Vec<Voice>)>,
    /// The person's meetings, for the columns.
    pub others: Vec<Meeting>,
    /// The person's actions, open ones first.
    pub actions: Vec<Agreed>,
    /// Names of owners and of those who recorded it.
    pub names: Names,
    /// Whether the viewer may move or call it off.
    pub may_arrange: bool,
    /// Whether the viewer may record it.
    pub may_record: bool,
}

/// Reads a person's meetings.
pub async fn meetings(app: &App, viewer: &Viewer, person: PersonId) -> Result<MeetingsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read meetings").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.meetings_of(person, MEETINGS).await?;
    let meetings = cx.open_all(&standing, sealed);
    let sealed = cx.tx.goals_of(person, GOALS).await?;
    let goals = cx.open_all(&standing, sealed);
    let sealed = cx.tx.actions_of(person, ACTIONS).await?;
    let actions = cx.open_all(&standing, sealed);
    let names = cx.names_of_owners(actions.iter().map(|action| action.agreed.owner)).await?;
    let may_arrange = cx.permit(Action::ArrangeMeeting, &standing, None).is_ok();
    let may_close = cx.permit(Action::CloseAction, &standing, None).is_ok();
    cx.answer(MeetingsPart {
        person: identity,
        glance,
        meetings,
        goals,
        actions,
        names,
        may_arrange,
        may_close,
    })
    .await
}

/// Reads one meeting.
pub async fn meeting(app: &App, viewer: &Viewer, id: MeetingId) -> Result<OpenedMeeting, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a meeting").await?;
    let (standing, sealed) = cx.sealed_meeting(id).await?;
    let meeting = cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
    let person = standing.person;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let invited = cx.tx.invited_to(person, id).await?;
    let invited = cx.named_invited(&invited).await?;
    let sealed = cx.tx.goals_of(person, GOALS).await?;
    let goals = cx.open_all(&standing, sealed);
    let sealed = cx.tx.meetings_of(person, MEETINGS).await?;
    let others = cx.open_all(&standing, sealed);
    let sealed = cx.tx.actions_of(person, ACTIONS).await?;
    let actions = cx.open_all(&standing, sealed);
    let recorded =
        meeting.facts().iter().map(|(stamp, _)| Owner { agency: stamp.agency, account: Some(stamp.by) });
    let owners = actions.iter().map(|action| action.agreed.owner).chain(recorded);
    let names = cx.names_of_owners(owners).await?;
    let may_arrange = cx.permit(Action::ArrangeMeeting, &standing, None).is_ok();
    let may_record = cx.permit(Action::RecordMeeting, &standing, None).is_ok();
    cx.answer(OpenedMeeting {
        person: identity,
        glance,
        meeting,
        invited,
        goals,
        others,
        actions,
        names,
        may_arrange,
        may_record,
    })
    .await
}

impl Cx<'_> {
    async fn names_of_owners(&mut self, owners: impl Iterator<Item = Owner>) -> Result<Names, Refusal> {
        let owners: Vec<Owner> = owners.collect();
        let accounts = owners.iter().filter_map(|owner| owner.account);
        self.names(accounts, owners.iter().map(|owner| owner.agency)).await
    }

    /// Who is asked, in words: a member of staff with their agency, or the agency's team.
    pub(super) async fn named_invited(&mut self, invited: &[Invited]) -> Result<Vec<InvitedLine>, Refusal> {
        let names = self.names_of_owners(invited.iter().filter_map(|one| one.whom)).await?;
        let line = |one: &Invited| InvitedLine {
            party: one.party,
            who: one.whom.map(|whom| match whom.account {
                Some(account) => format!("{}, {}", names.account(account), names.agency(whom.agency)),
                None => names.agency(whom.agency),
            }),
        };
        Ok(invited.iter().map(line).collect())
    }
}

/// One action, for the page that ends it.
#[derive(Debug, Clone)]
pub struct OpenedAction {
    /// On whose record.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The action.
    pub action: Agreed,
    /// Who does it, in words.
    pub who: String,
}

/// Reads one action.
pub async fn action(app: &App, viewer: &Viewer, id: ActionId) -> Result<OpenedAction, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read an action").await?;
    let found = cx.tx.action(id).await?;
    let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    let Some(sealed) = found else { return Err(Refusal::NotFound) };
    let action = cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
    cx.permit(Action::CloseAction, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let names = cx.names_of_owners(std::iter::once(action.agreed.owner)).await?;
    let who = owner_in_words(&action, &identity, &names);
    cx.answer(OpenedAction { person: identity, glance, action, who }).await
}

/// Who does it: the person themself, a member of staff, or an agency's team.
pub fn owner_in_words(action: &Agreed, person: &Identity, names: &Names) -> String {
    let owner = action.agreed.owner;
    match owner.account {
        _ if action.agreed.by_the_person => person.called(),
        Some(account) => format!("{}, {}", names.account(account), names.agency(owner.agency)),
        None => names.agency(owner.agency),
    }
}
