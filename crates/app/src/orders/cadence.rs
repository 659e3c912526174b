//! What makes joint meetings more frequent, and the next one that is due because of it.

use super::told;
use crate::{App, Cx, duties::NewDuty, events::EventKind, ports::OrderBrief, refusal::Refusal};
use domain::{
    cadence::{Raised, Trigger, next_joint_meeting},
    duty::{Closing, DutyKind},
    ids::{OrderId, PersonId},
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use serde_json::json;

/// Raises the cadence of an order's joint meetings, and says why.
pub async fn raise_cadence(
    app: &App,
    viewer: &Viewer,
    order: OrderId,
    seen: i64,
    trigger: Trigger,
    words: Line,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "raise the cadence").await?;
    let (_, record) = cx.order_to(order, Some(seen), Action::RaiseCadence).await?;
    if !cx.is_in_force(&record) {
        return Err(Refusal::NotNow("This order is not in force.".to_owned()));
    }
    let today = cx.today();
    if record.raised_on(today).iter().any(|one| one.trigger == trigger) {
        return Err(Refusal::NotNow(format!("The cadence is raised already because of: {trigger}.")));
    }
    let brief = cx.brief(record.order.person, order).await?.ok_or(Refusal::NotFound)?;
    cx.raise(record.order.person, &brief, trigger, words).await?;
    cx.answer(()).await
}

/// Says that one trigger no longer holds. When none does, the joint meeting that was due is due no longer.
pub async fn lower_cadence(
    app: &App,
    viewer: &Viewer,
    order: OrderId,
    seen: i64,
    trigger: Trigger,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "lower the cadence").await?;
    let (_, record) = cx.order_to(order, Some(seen), Action::RaiseCadence).await?;
    let (person, today) = (record.order.person, cx.today());
    let yesterday = today.yesterday().unwrap_or(today);
    if cx.tx.lower_cadence(person, order, trigger, yesterday).await? == 0 {
        return Err(Refusal::NotNow(format!("The cadence is not raised because of: {trigger}.")));
    }
    let body = json!({ "trigger": trigger.code(), "until": yesterday.to_string() });
    let mut event = cx.event(person, EventKind::CadenceLowered, Section::Compliance, body);
    event.subject = Some(order.0);
    cx.append(event);
    let left = cx.brief(person, order).await?.and_then(|brief| brief.raised);
    if left.is_none() {
        cx.close_duties(person, order.0, &[DutyKind::JointMeeting], Closing::Overtaken).await?;
    }
    cx.answer(()).await
}

/// A joint meeting of the order was held on `day`: while the cadence is raised, the next one falls due. For the use-cases of
/// meetings, in their transaction.
///
/// # Errors
/// Only those of storage.
pub async fn joint_meeting_held(
    cx: &mut Cx<'_>,
    person: PersonId,
    order: OrderId,
    day: Date,
) -> Result<(), Refusal> {
    cx.close_duties(person, order.0, &[DutyKind::JointMeeting], Closing::Done).await?;
    let Some(brief) = cx.brief(person, order).await? else { return Ok(()) };
    let Some(words) = brief.raised.clone() else { return Ok(()) };
    cx.next_joint(person, &brief, day, words).await
}

impl Cx<'_> {
    /// What the rules need of one order in force.
    pub(crate) async fn brief(
        &mut self,
        person: PersonId,
        order: OrderId,
    ) -> Result<Option<OrderBrief>, Refusal> {
        let today = self.today();
        let all = self.tx.orders_in_force(person, today).await?;
        Ok(all.into_iter().find(|one| one.id == order))
    }

    /// Notes a trigger and, where nothing raised the cadence before, opens the next joint meeting.
    pub(crate) async fn raise(
        &mut self,
        person: PersonId,
        brief: &OrderBrief,
        trigger: Trigger,
        words: Line,
    ) -> Result<(), Refusal> {
        let (day, stamp) = (self.today(), self.stamp());
        let raised = Raised { trigger, day, words: words.clone(), stamp, until: None };
        self.tx.raise_cadence(person, brief.id, &raised).await?;
        let mut event =
            self.event(person, EventKind::CadenceRaised, Section::Compliance, told::raised(&raised));
        event.subject = Some(brief.id.0);
        self.append(event);
        if brief.raised.is_none() { self.next_joint(person, brief, day, words).await } else { Ok(()) }
    }

    /// The same, unless that trigger raises it already; answers whether it did not.
    pub(crate) async fn raise_once(
        &mut self,
        person: PersonId,
        brief: &OrderBrief,
        trigger: Trigger,
        words: Line,
    ) -> Result<bool, Refusal> {
        let today = self.today();
        if self.tx.is_raised(person, brief.id, trigger, today).await? {
            return Ok(false);
        }
        self.raise(person, brief, trigger, words).await?;
        Ok(true)
    }

    async fn next_joint(
        &mut self,
        person: PersonId,
        brief: &OrderBrief,
        since: Date,
        words: Line,
    ) -> Result<(), Refusal> {
        let calendar = self.calendar(since).await?;
        let next = next_joint_meeting(since, brief.ends, &calendar.timings, &calendar.holidays)?;
        let duty = NewDuty {
            person,
            kind: DutyKind::JointMeeting,
            owner: brief.owner,
            due: next.due,
            subject: brief.id.0,
            why: Some(words),
        };
        self.open_duty(duty).await
    }
}
