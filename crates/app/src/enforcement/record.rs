//! A failure is recorded: by a missed appointment, or by the offender manager's own hand.

use super::told;
use crate::{App, Cx, Once, duties::NewDuty, events::EventKind, ports::OrderBrief, refusal::Refusal};
use domain::{
    duty::DutyKind,
    failure::Failed,
    ids::{AppointmentId, FailureId, OrderId, PersonId},
    section::{Purpose, Section},
    text::Line,
    timing::TimingCode,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// An absence, as whoever held the appointment recorded it. Its source is the use-case's own stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Whose.
    pub person: PersonId,
    /// Of which order; the newest in force on that day, where none is named.
    pub order: Option<OrderId>,
    /// The appointment that was missed.
    pub appointment: Option<AppointmentId>,
    /// The day it happened.
    pub day: Date,
    /// What happened, in a line.
    pub what: Line,
    /// The reason that the person offered.
    pub offered: Option<Line>,
}

/// Records that the person did not comply, in the transaction of whoever recorded the absence. The offender manager has to
/// decide; whoever records needs no leave to read the order.
///
/// `None` when no order is in force on that day, or that appointment was told before: then nothing is to be decided.
///
/// # Errors
/// Only those of storage.
pub async fn failure_recorded(cx: &mut Cx<'_>, absence: Absence) -> Result<Option<FailureId>, Refusal> {
    let in_force = cx.tx.orders_in_force(absence.person, absence.day).await?;
    let named = absence.order;
    let Some(order) = in_force.into_iter().find(|one| named.is_none_or(|named| named == one.id)) else {
        return Ok(None);
    };
    let failed = Failed {
        id: cx.id(),
        person: absence.person,
        order: order.id,
        holder: order.holder,
        appointment: absence.appointment,
        day: absence.day,
        source: cx.stamp(),
        what: absence.what,
        offered: absence.offered,
    };
    if !cx.tx.insert_failure(&failed).await? {
        return Ok(None);
    }
    let due = cx.ask_to_decide(&failed, &order).await?;
    let body = told::recorded(&failed, due);
    let mut event = cx.event(failed.person, EventKind::FailureRecorded, Section::Compliance, body);
    event.subject = Some(failed.id.0);
    if order.holder != cx.agency() {
        event.sent_to = Some(order.holder);
    }
    cx.append(event);
    Ok(Some(failed.id))
}

impl Cx<'_> {
    /// Opens the duty to decide, and gives the day it is due.
    pub(super) async fn ask_to_decide(
        &mut self,
        failed: &Failed,
        order: &OrderBrief,
    ) -> Result<Date, Refusal> {
        let calendar = self.calendar(failed.day).await?;
        let due = calendar.after(TimingCode::Decision, self.today().max(failed.day))?;
        let offered = failed.offered.as_ref().map_or("no reason offered", Line::as_str);
        let words = format!("{}, {}: {offered}", crate::orders::said(failed.day), failed.what);
        let short: String = words.chars().take(Line::MOST).collect();
        let duty = NewDuty {
            person: failed.person,
            kind: DutyKind::DecideAbsence,
            owner: order.owner,
            due,
            subject: failed.id.0,
            why: Line::new(&short).ok(),
        };
        self.open_duty(duty).await?;
        Ok(due)
    }
}

/// A failure that the offender manager records by hand: conduct, or a condition broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFailure {
    /// Of which order.
    pub order: OrderId,
    /// The day it happened.
    pub day: Date,
    /// What happened.
    pub what: Line,
    /// The reason that the person offered.
    pub offered: Option<Line>,
}

/// Records a failure by hand.
pub async fn record(
    app: &App,
    viewer: &Viewer,
    new: NewFailure,
    once: Option<&Once>,
) -> Result<FailureId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a failure to comply").await?;
    cx.permit_role(Action::RecordFailure)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let (_, record) = cx.order_to(new.order, None, Action::RecordFailure).await?;
    if new.day > cx.today() {
        return Err(Refusal::field("day", "future", "The day must be today or in the past"));
    }
    let absence = Absence {
        person: record.order.person,
        order: Some(new.order),
        appointment: None,
        day: new.day,
        what: new.what,
        offered: new.offered,
    };
    let Some(id) = failure_recorded(&mut cx, absence).await? else {
        return Err(Refusal::field("day", "outside", "The order was not in force on that day"));
    };
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}
