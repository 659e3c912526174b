//! Recording a meeting that was held: who came, what was agreed, each goal in three voices, and actions.

use super::told;
use crate::{App, Cx, duties::NewDuty, events::EventKind, refusal::Refusal};
use domain::{
    action::{ActionFact, ActionState, Agreed},
    cadence::MeetingPoint,
    duty::{Closing, DutyKind, Owner},
    ids::{ActionId, GoalId, MeetingId, PersonId},
    meeting::{Goal, Meeting, MeetingFact, MeetingKind, Minutes, Party, Progress, Voice},
    section::{Purpose, Section},
    stamp::Stamp,
    text::Line,
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The most goals that one person's plan holds.
pub(super) const GOALS: u32 = 50;
/// Actions read to carry the open ones.
pub(super) const ACTIONS: u32 = 200;

/// A goal set at this meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGoal {
    /// In the person's words.
    pub words: Line,
}

/// Which goal something is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichGoal {
    /// One that was set before.
    Former(GoalId),
    /// The one at this place among those set now.
    New(usize),
}

/// What one party says of one goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Of which goal.
    pub goal: WhichGoal,
    /// Who says it.
    pub party: Party,
    /// How far it has come.
    pub progress: Progress,
    /// In their words.
    pub words: Option<Line>,
}

/// An action agreed at this meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAction {
    /// What is to be done.
    pub words: Line,
    /// Who does it.
    pub who: Party,
    /// By when.
    pub due: Date,
}

/// A meeting as it was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldMeeting {
    /// Which.
    pub meeting: MeetingId,
    /// The version that the writer saw.
    pub seen: i64,
    /// Who came, and what was said and decided.
    pub minutes: Minutes,
    /// Goals set.
    pub goals: Vec<NewGoal>,
    /// What was said of goals.
    pub voices: Vec<Said>,
    /// Actions agreed.
    pub actions: Vec<NewAction>,
    /// New days for actions that are still open; the others keep theirs.
    pub carried: BTreeMap<ActionId, Date>,
}

/// What recording a meeting came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// Its version now.
    pub version: i64,
    /// Whether it counts as the meeting that was due.
    pub counts: bool,
}

/// Records a meeting that was held.
///
/// Invariant: minutes, goals, voices, actions, their duties and the event commit together. A meeting of two leaves the
/// duty of a three-way meeting open. Open actions are carried.
pub async fn hold(app: &App, viewer: &Viewer, command: HoldMeeting) -> Result<Recorded, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a meeting").await?;
    cx.permit_role(Action::RecordMeeting)?;
    let (standing, meeting) = cx.meeting_to(command.meeting, command.seen, Action::RecordMeeting).await?;
    if meeting.setting().at > cx.at {
        return Err(Refusal::field(
            "attendance",
            "ahead",
            "This meeting lies ahead. Record it once it has been held",
        ));
    }
    let (stamp, person) = (cx.stamp(), meeting.occasion.person);
    let goals = cx.set_goals(&meeting, &command.goals, &stamp).await?;
    let voices = cx.voices(&standing, &meeting, &goals, command.voices).await?;
    let actions = cx.agree(&standing, &meeting, command.actions).await?;
    let said = told::held(&command.minutes, &goals, &voices, &actions);
    let after = cx.step(meeting, command.seen, MeetingFact::Held(command.minutes)).await?;
    let voices: Vec<(PersonId, Voice)> = voices.into_iter().map(|voice| (person, voice)).collect();
    cx.tx.add_goals(&goals, &voices, &stamp).await?;
    cx.carry(&standing, &after, &command.carried).await?;
    cx.tx.add_actions(&actions, &stamp).await?;
    cx.told(&after, EventKind::MeetingHeld, said);
    cx.open_duties(actions.iter().map(to_do).collect()).await?;
    if let (Some(order), false) = (after.occasion.order, goals.is_empty()) {
        // Goals in the person's words are the plan, and the first of them the first plan.
        cx.close_duties(person, order.0, &[DutyKind::InitialPlan], Closing::Done).await?;
    }
    cx.settle(&after).await?;
    cx.close_what_was_opened(person, after.occasion.id.0).await?;
    cx.answer(Recorded { version: after.version(), counts: after.counts() }).await
}

fn to_do(agreed: &Agreed) -> NewDuty {
    NewDuty {
        person: agreed.person,
        kind: DutyKind::ActionDue,
        owner: agreed.owner,
        due: agreed.due,
        subject: agreed.id.0,
        why: Some(agreed.words.clone()),
    }
}

/// The duty that a meeting at this point of the order fulfils.
pub(super) const fn duty_of(point: MeetingPoint) -> DutyKind {
    match point {
        MeetingPoint::Start => DutyKind::ThreeWayStart,
        MeetingPoint::Middle => DutyKind::ThreeWayMiddle,
        MeetingPoint::End => DutyKind::ThreeWayEnd,
    }
}

impl Cx<'_> {
    /// The goals set at this meeting; none above the most that a plan holds.
    async fn set_goals(
        &mut self,
        meeting: &Meeting,
        new: &[NewGoal],
        stamp: &Stamp,
    ) -> Result<Vec<Goal>, Refusal> {
        let person = meeting.occasion.person;
        if !new.is_empty() {
            let before = self.tx.goals_of(person, GOALS).await?.len();
            if before + new.len() > GOALS as usize {
                return Err(Refusal::field("goals", "many", format!("A plan holds {GOALS} goals at most")));
            }
        }
        // They are listed by id, and keep the order in which they were set.
        let mut ids: Vec<GoalId> = new.iter().map(|_| self.id()).collect();
        ids.sort_unstable();
        let goals = new.iter().zip(ids).map(|(goal, id)| Goal {
            id,
            person,
            meeting: meeting.occasion.id,
            words: goal.words.clone(),
            stamp: *stamp,
        });
        Ok(goals.collect())
    }

    /// What was said, of goals that are this person's.
    async fn voices(
        &mut self,
        standing: &Standing,
        meeting: &Meeting,
        new: &[Goal],
        said: Vec<Said>,
    ) -> Result<Vec<Voice>, Refusal> {
        let sealed = self.tx.goals_of(standing.person, GOALS).await?;
        let known: Vec<GoalId> =
            self.open_all(standing, sealed).into_iter().map(|(goal, _)| goal.id).collect();
        let unknown = || Refusal::field("goals", "unknown", "Say it of a goal of this person’s plan");
        let mut voices: Vec<Voice> = Vec::with_capacity(said.len());
        for one in said {
            let goal = match one.goal {
                WhichGoal::Former(id) => known.iter().find(|is| **is == id).copied(),
                WhichGoal::New(place) => new.get(place).map(|goal| goal.id),
            }
            .ok_or_else(unknown)?;
            if voices.iter().any(|voice| voice.goal == goal && voice.party == one.party) {
                return Err(Refusal::field("voices", "twice", "Each of the three speaks of a goal once"));
            }
            let meeting = meeting.occasion.id;
            voices.push(Voice { goal, meeting, party: one.party, progress: one.progress, words: one.words });
        }
        Ok(voices)
    }

    /// Who sees to each action: whoever was asked for that party; what the person does themself, whoever supervises.
    async fn agree(
        &mut self,
        standing: &Standing,
        meeting: &Meeting,
        new: Vec<NewAction>,
    ) -> Result<Vec<Agreed>, Refusal> {
        let Meeting { occasion, .. } = meeting;
        let asked = self.tx.invited_to(standing.person, occasion.id).await?;
        let (mine, today) = (self.myself(), self.today());
        let whom = |party: Party| asked.iter().find(|one| one.party == party).and_then(|one| one.whom);
        if new.iter().any(|action| action.due < today) {
            return Err(Refusal::field("actions", "past", "An action is due today or later"));
        }
        let owner = |party: Party| -> Owner {
            let party = if party == Party::Person { Party::Manager } else { party };
            whom(party).unwrap_or(mine)
        };
        // They are listed by id, the newest first, and keep the order in which they were agreed.
        let mut ids: Vec<ActionId> = new.iter().map(|_| self.id()).collect();
        ids.sort_unstable_by(|one, other| other.cmp(one));
        let agreed = new.into_iter().zip(ids).map(|(action, id)| Agreed {
            id,
            person: occasion.person,
            meeting: occasion.id,
            words: action.words,
            owner: owner(action.who),
            by_the_person: action.who == Party::Person,
            due: action.due,
        });
        Ok(agreed.collect())
    }

    /// Carries every action that is still open, with its new day or the one it has.
    async fn carry(
        &mut self,
        standing: &Standing,
        meeting: &Meeting,
        days: &BTreeMap<ActionId, Date>,
    ) -> Result<(), Refusal> {
        let (stamp, today) = (self.stamp(), self.today());
        if days.values().any(|due| *due < today) {
            return Err(Refusal::field("actions", "past", "An action is due today or later"));
        }
        let sealed = self.tx.actions_of(standing.person, ACTIONS).await?;
        let mut open = self.open_all(standing, sealed);
        open.retain(|action| action.state() == ActionState::Open);
        if days.keys().any(|id| open.iter().all(|action| action.agreed.id != *id)) {
            let sentence = "Give a new day to an action of this person that is still to do";
            return Err(Refusal::field("carried", "unknown", sentence));
        }
        let mut carried = Vec::with_capacity(open.len());
        let mut events = Vec::with_capacity(open.len());
        for action in open {
            let due = days.get(&action.agreed.id).copied().unwrap_or_else(|| action.due());
            let fact = ActionFact::Carried { meeting: meeting.occasion.id, due };
            let after = action
                .append(stamp, fact.clone())
                .map_err(|refused| Refusal::not_now("action", refused.from.words()))?;
            let said = told::action_step(&after, &fact);
            let mut event = self.event(standing.person, EventKind::ActionCarried, Section::Plan, said);
            event.subject = Some(meeting.occasion.id.0);
            events.push(event);
            carried.push(after);
        }
        if !self.tx.carry_actions(&carried, &stamp).await? {
            return Err(Refusal::not_now("action", ActionState::Done.words()));
        }
        self.append_all(events);
        for (id, due) in days {
            self.move_duties(standing.person, id.0, &[DutyKind::ActionDue], *due).await?;
        }
        Ok(())
    }

    /// Takes the meeting off the desks of those who were asked and, where it counts, what was due with it.
    async fn settle(&mut self, meeting: &Meeting) -> Result<(), Refusal> {
        let (person, id) = (meeting.occasion.person, meeting.occasion.id.0);
        self.close_duties(person, id, &[DutyKind::Meeting], Closing::Done).await?;
        // A case conference is neither one of an order's three nor the joint meeting that a raised cadence asks for.
        let joint = matches!(meeting.occasion.kind, MeetingKind::ThreeWay | MeetingKind::Joint);
        let counts = joint && meeting.counts();
        let Some(order) = meeting.occasion.order.filter(|_| counts) else { return Ok(()) };
        let kinds: Vec<DutyKind> = meeting.occasion.point.map(duty_of).into_iter().collect();
        self.close_duties(person, order.0, &kinds, Closing::Done).await?;
        let day = self.app.day_of(meeting.setting().at);
        crate::orders::joint_meeting_held(self, person, order, day).await
    }
}
