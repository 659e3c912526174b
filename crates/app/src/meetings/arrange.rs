//! Arranging a meeting of the three, moving it, and calling it off.

use super::told;
use crate::{
    App, Cx, Once, duties::NewDuty, events::EventKind, people::Glance, ports::Invited, refusal::Refusal,
};
use domain::{
    cadence::MeetingPoint,
    duty::{Closing, DutyKind, Owner},
    ids::{MeetingId, OrderId, PersonId},
    involvement::InvolvementRole,
    meeting::{Meeting, MeetingFact, MeetingKind, Occasion, Party, Setting},
    order::{Order, OrderState},
    person::Identity,
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Sealed, Standing, Viewer};

/// Involvements read to find out who meets.
const INVOLVED: u32 = 50;

/// A meeting to be arranged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrangeMeeting {
    /// About whom.
    pub person: PersonId,
    /// Under which order, if one.
    pub order: Option<OrderId>,
    /// What kind.
    pub kind: MeetingKind,
    /// Which of the order's three it is, if one of them.
    pub point: Option<MeetingPoint>,
    /// When and where.
    pub setting: Setting,
}

/// What the form needs.
#[derive(Debug, Clone)]
pub struct Arranging {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Orders in force, as far as the viewer may see them.
    pub orders: Vec<Order>,
    /// Who would be asked, with names.
    pub invited: Vec<super::InvitedLine>,
}

/// The choices for a meeting about `person`.
pub async fn arranging(app: &App, viewer: &Viewer, person: PersonId) -> Result<Arranging, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "arrange a meeting").await?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::ArrangeMeeting, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let orders = cx.orders_in_force(&standing).await?;
    let invited = cx.who_meets(&standing).await?;
    let invited = cx.named_invited(&invited).await?;
    cx.answer(Arranging { person: identity, glance, orders, invited }).await
}

/// Arranges a meeting and asks the three to come: each member of staff has it on their desk from now on.
///
/// Invariant: the meeting, who is asked, its event and the duties commit together; the same `once` makes one meeting.
pub async fn arrange(
    app: &App,
    viewer: &Viewer,
    command: ArrangeMeeting,
    once: Option<&Once>,
) -> Result<MeetingId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "arrange a meeting").await?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::ArrangeMeeting, &standing, None)?;
    cx.check(&standing, &command).await?;
    let occasion = Occasion {
        id: cx.id(),
        person: command.person,
        order: command.order,
        kind: command.kind,
        point: command.point,
    };
    let (id, stamp) = (occasion.id, cx.stamp());
    let meeting = Meeting::arrange(occasion, stamp, command.setting);
    let invited = cx.who_meets(&standing).await?;
    cx.tx.insert_meeting(&meeting, &invited, &stamp).await?;
    cx.told(&meeting, EventKind::MeetingArranged, told::arranged(&meeting, &invited));
    let duties = invited.iter().filter_map(|one| one.whom).map(|whom| cx.to_attend(&meeting, whom)).collect();
    cx.open_duties(duties).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}

/// Gives a meeting another day or place. The former one stays in its history.
pub async fn shift(
    app: &App,
    viewer: &Viewer,
    id: MeetingId,
    seen: i64,
    to: Setting,
    asked_by: Party,
    why: Option<Line>,
) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "move a meeting").await?;
    cx.permit_role(Action::ArrangeMeeting)?;
    let (_, meeting) = cx.meeting_to(id, seen, Action::ArrangeMeeting).await?;
    if to.at < cx.at {
        return Err(Refusal::field("day", "past", "Enter a day that lies ahead"));
    }
    let said = told::shifted(meeting.setting(), &to, asked_by, why.as_ref());
    let due = cx.app.day_of(to.at);
    let after = cx.step(meeting, seen, MeetingFact::Shifted { to, asked_by, why }).await?;
    cx.told(&after, EventKind::MeetingShifted, said);
    cx.move_duties(after.occasion.person, id.0, &[DutyKind::Meeting], due).await?;
    cx.answer(after.version()).await
}

/// Calls a meeting off, and says why. What was due stays due.
pub async fn cancel(app: &App, viewer: &Viewer, id: MeetingId, seen: i64, why: Line) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "call off a meeting").await?;
    cx.permit_role(Action::ArrangeMeeting)?;
    let (_, meeting) = cx.meeting_to(id, seen, Action::ArrangeMeeting).await?;
    let after = cx.call_meeting_off(meeting, why).await?;
    cx.answer(after.version()).await
}

impl Cx<'_> {
    /// Calls a meeting off as it stands. What was due stays due.
    pub(crate) async fn call_meeting_off(&mut self, meeting: Meeting, why: Line) -> Result<Meeting, Refusal> {
        let (seen, id, said) = (meeting.version(), meeting.occasion.id, told::cancelled(&why));
        let after = self.step(meeting, seen, MeetingFact::Cancelled(why)).await?;
        self.told(&after, EventKind::MeetingCancelled, said);
        self.close_duties(after.occasion.person, id.0, &[DutyKind::Meeting], Closing::Overtaken).await?;
        self.close_what_was_opened(after.occasion.person, id.0).await?;
        Ok(after)
    }

    /// One meeting, sealed, and what relates the viewer to its person; as absent when they may not know of the person.
    ///
    /// One that is absent takes the same statements as one that is out of reach, so that time does not tell them apart.
    pub(crate) async fn sealed_meeting(
        &mut self,
        id: MeetingId,
    ) -> Result<(Standing, Sealed<Meeting>), Refusal> {
        let found = self.tx.meeting(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        Ok((standing, found.ok_or(Refusal::NotFound)?))
    }

    /// The meeting as the writer saw it, for somebody who may take `action` there.
    pub(super) async fn meeting_to(
        &mut self,
        id: MeetingId,
        seen: i64,
        action: Action,
    ) -> Result<(Standing, Meeting), Refusal> {
        let (standing, sealed) = self.sealed_meeting(id).await?;
        let meeting = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        self.permit(action, &standing, None)?;
        if meeting.version() != seen {
            return Err(Refusal::Stale { seen, now: meeting.version() });
        }
        Ok((standing, meeting))
    }

    /// Appends a fact to a meeting.
    pub(super) async fn step(
        &mut self,
        meeting: Meeting,
        seen: i64,
        fact: MeetingFact,
    ) -> Result<Meeting, Refusal> {
        let stamp = self.stamp();
        let after = meeting
            .append(stamp, fact.clone())
            .map_err(|refused| Refusal::not_now("meeting", refused.from.words()))?;
        if self.tx.append_meeting_fact(seen, &after, &stamp, &fact).await? {
            Ok(after)
        } else {
            Err(Refusal::Stale { seen, now: after.version() })
        }
    }

    /// Writes the event of a meeting's step.
    pub(super) fn told(&mut self, meeting: &Meeting, kind: EventKind, body: serde_json::Value) {
        let mut event = self.event(meeting.occasion.person, kind, Section::Plan, body);
        event.subject = Some(meeting.occasion.id.0);
        self.append(event);
    }

    /// Orders in force that the viewer may see.
    async fn orders_in_force(&mut self, standing: &Standing) -> Result<Vec<Order>, Refusal> {
        let (sealed, today) =
            (self.tx.orders(&[standing.person], crate::people::NEWEST).await?, self.today());
        let mut orders = self.open_all(standing, sealed);
        orders.retain(|order| order.state_on(today) == OrderState::InForce);
        Ok(orders)
    }

    /// Who is asked: the person, whoever leads supervision, and whoever leads treatment.
    pub(super) async fn who_meets(&mut self, standing: &Standing) -> Result<Vec<Invited>, Refusal> {
        let today = self.today();
        let involved = self.tx.involvements(standing.person, today, INVOLVED).await?;
        // Nobody is asked whom the viewer may not know to be involved: the invitation would tell.
        let mut staff: Vec<(InvolvementRole, bool, Owner)> = Vec::new();
        for one in self.open_all(standing, involved) {
            if one.from <= today && one.to.is_none_or(|to| to >= today) {
                staff.push((one.role, one.leads, Owner { agency: one.agency, account: one.account }));
            }
        }
        staff.sort_by_key(|(_, leads, _)| !leads);
        let first = |role| staff.iter().find(|(is, ..)| *is == role).map(|(.., owner)| *owner);
        Ok(vec![
            Invited { party: Party::Person, whom: None },
            Invited { party: Party::Manager, whom: first(InvolvementRole::Supervision) },
            Invited { party: Party::Worker, whom: first(InvolvementRole::Treatment) },
        ])
    }

    async fn check(&mut self, standing: &Standing, command: &ArrangeMeeting) -> Result<(), Refusal> {
        // One that was held this morning is arranged and recorded this afternoon.
        if self.app.day_of(command.setting.at) < self.today() {
            return Err(Refusal::field("day", "past", "Enter today or a day that lies ahead"));
        }
        if command.kind == MeetingKind::ThreeWay && (command.order.is_none() || command.point.is_none()) {
            return Err(Refusal::field(
                "order",
                "missing",
                "Select the order, and whether this is its start, middle or end",
            ));
        }
        if command.kind != MeetingKind::ThreeWay && command.point.is_some() {
            return Err(Refusal::field(
                "point",
                "not-here",
                "Only a three-way meeting is one of an order’s three",
            ));
        }
        let Some(wanted) = command.order else { return Ok(()) };
        if self.orders_in_force(standing).await?.iter().any(|order| order.id == wanted) {
            Ok(())
        } else {
            Err(Refusal::field("order", "unknown", "Select an order of this person that is in force"))
        }
    }

    /// What a member of staff who is asked has on their desk.
    fn to_attend(&self, meeting: &Meeting, owner: Owner) -> NewDuty {
        let setting = meeting.setting();
        let words = format!("{} at {}", meeting.occasion.kind.words(), setting.place);
        NewDuty {
            person: meeting.occasion.person,
            kind: DutyKind::Meeting,
            owner,
            due: self.app.day_of(setting.at),
            subject: meeting.occasion.id.0,
            why: Line::new(&words.chars().take(Line::MOST).collect::<String>()).ok(),
        }
    }
}
