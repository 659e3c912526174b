//! The end of an order: agencies that go on are told and say that they know, outcomes are recorded, and the person keeps a
//! page of their own.

use super::told;
use crate::{App, Cx, Once, duties::NewDuty, events::EventKind, refusal::Refusal};
use domain::{
    duty::{Closing, DutyKind},
    ids::{OrderId, PersonId},
    order_course::{EndType, OrderFact},
    order_end::{EarlyEnd, EndNotice, Outcome, OutcomeKind, StandsAgainst, to_tell},
    order_record::{Handover, OrderRecord},
    requirement::RequirementState,
    section::{Purpose, Section},
    text::{Line, Prose},
    timing::TimingCode,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// How an order ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndOrder {
    /// Which.
    pub order: OrderId,
    /// The version that the writer saw.
    pub seen: i64,
    /// How.
    pub end: EndType,
    /// On which day; today's, where none is said.
    pub day: Option<Date>,
    /// Whom agencies that go on may turn to.
    pub contact: Line,
    /// What the responsible officer finds, for an early end.
    pub early: Option<Early>,
}

/// The two parts of the early end that only the responsible officer can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Early {
    /// The court reviews this order.
    pub court_reviews: bool,
    /// Further instructions are needed; `None` without a rehabilitation or probation requirement.
    pub instructions_needed: Option<bool>,
    /// The plan's objectives are met; `None` without a plan.
    pub plan_met: Option<bool>,
}

/// What stands against an early end, with the requirements as they are.
pub fn early_end(record: &OrderRecord, said: Early) -> Result<(), Vec<StandsAgainst>> {
    let probation = |kind: &str| matches!(kind, "RAR" | "PROB");
    let others = record.order.requirements.iter().zip(&record.requirements);
    let met = others
        .filter(|(one, _)| !probation(&one.kind))
        .all(|(_, kept)| kept.course.state() == RequirementState::Completed);
    EarlyEnd {
        court_reviews: said.court_reviews,
        instructions_needed: said.instructions_needed,
        requirements_met: met,
        plan_met: said.plan_met,
    }
    .test()
}

/// Tells every agency that goes on that probation's part ends; answers how many were told now. At each look ahead, those who
/// have come since are told too, and nobody twice.
pub async fn tell_agencies(
    app: &App,
    viewer: &Viewer,
    order: OrderId,
    seen: i64,
    contact: Line,
) -> Result<usize, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "tell agencies of the end").await?;
    let (_, record) = cx.order_to(order, Some(seen), Action::EndOrder).await?;
    if !cx.is_in_force(&record) {
        return Err(Refusal::NotNow("This order is not in force.".to_owned()));
    }
    let told = cx.tell_of_end(&record, record.order.ends, &contact).await?;
    let (person, today) = (record.order.person, cx.today());
    if cx.close_duties(person, order.0, &[DutyKind::OrderEnds], Closing::Done).await? > 0 {
        let tomorrow = today.tomorrow().unwrap_or(today);
        cx.look_ahead(&record, record.course.owner(), tomorrow, record.order.ends).await?;
    }
    cx.answer(told).await
}

/// Ends an order. Agencies that go on are told with it; everything else that was due on it is due no longer.
pub async fn end(app: &App, viewer: &Viewer, command: EndOrder) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "end an order").await?;
    let (_, record) = cx.order_to(command.order, Some(command.seen), Action::EndOrder).await?;
    let day = super::make::not_ahead(command.day.unwrap_or_else(|| cx.today()), cx.today())?;
    if command.end == EndType::CompletedEarly {
        let said = command
            .early
            .ok_or_else(|| Refusal::field("early", "required", "Answer the questions about ending early"))?;
        if let Err(against) = early_end(&record, said) {
            let reasons: Vec<&str> = against.into_iter().map(StandsAgainst::words).collect();
            return Err(Refusal::NotNow(format!("It cannot end early: {}.", reasons.join("; "))));
        }
    }
    let (person, id) = (record.order.person, command.order);
    let course = record.course.clone().append(cx.stamp(), day, OrderFact::Ended(command.end))?;
    cx.take_step(person, &course, command.seen, &[]).await?;
    if command.end != EndType::Died {
        cx.tell_of_end(&record, day, &command.contact).await?;
    }
    cx.close_all(&record).await?;
    let wanted = OutcomeKind::ALL.iter().any(|kind| !record.outcomes.iter().any(|one| one.kind == *kind));
    if wanted && command.end != EndType::Died {
        let due = cx.calendar(day).await?.after(TimingCode::Acknowledge, day)?;
        let (kind, owner) = (DutyKind::OutcomeAtEnd, record.course.owner());
        let why = Line::new("The order has ended").ok();
        cx.close_duties(person, id.0, &[kind], Closing::Overtaken).await?;
        cx.open_duty(NewDuty { person, kind, owner, due, subject: id.0, why }).await?;
    }
    cx.answer(course.version()).await
}

/// An agency says that it knows that probation's part ends.
pub async fn acknowledge(app: &App, viewer: &Viewer, order: OrderId) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Treatment, "acknowledge the end of an order").await?;
    cx.permit_role(Action::AcknowledgeEnd)?;
    let found = cx.tx.order_record(order).await?;
    let person = found.as_ref().map_or(PersonId(order.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    cx.permit(Action::AcknowledgeEnd, &standing, None)?;
    let (own, sealed) = (cx.agency(), cx.tx.end_notices(person).await?);
    let told = cx.open_all(&standing, sealed);
    let Some((_, notice)) = told.into_iter().find(|(of, notice)| *of == order && notice.agency == own) else {
        return Err(Refusal::NotFound);
    };
    let (today, by) = (cx.today(), cx.viewer.account);
    if notice.acknowledged.is_some() || !cx.tx.acknowledge_end(person, order, own, today, by).await? {
        return Err(Refusal::NotNow("Your agency has acknowledged this already.".to_owned()));
    }
    cx.close_duties_of(person, order.0, DutyKind::AcknowledgeEnd, own, Closing::Done).await?;
    let body = told::end_notice(&notice);
    let mut event = cx.event(person, EventKind::EndAcknowledged, Section::Court, body);
    event.subject = Some(order.0);
    event.sent_to = found.map(|sealed| sealed.label().holder);
    cx.append(event);
    cx.answer(()).await
}

/// Records what was reached at the end.
pub async fn record_outcome(
    app: &App,
    viewer: &Viewer,
    order: OrderId,
    outcome: Outcome,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record an outcome").await?;
    let (_, record) = cx.order_to(order, None, Action::EndOrder).await?;
    if !outcome.holds() {
        return Err(Refusal::field("answer", "unfit", "Give the answer that fits what was measured"));
    }
    if outcome.day > cx.today() || outcome.day < record.order.made {
        let sentence = "The day must lie between the order and today";
        return Err(Refusal::field("day", "outside", sentence));
    }
    let (person, stamp) = (record.order.person, cx.stamp());
    cx.tx.put_outcome(person, order, &outcome, &stamp).await?;
    let section = match outcome.kind {
        OutcomeKind::Audit => Section::Substance,
        OutcomeKind::Accommodation => Section::Accommodation,
        OutcomeKind::Employment => Section::Employment,
    };
    let mut event = cx.event(person, EventKind::OutcomeRecorded, section, told::outcome(&outcome));
    event.subject = Some(order.0);
    cx.append(event);
    let known =
        |kind: &OutcomeKind| *kind == outcome.kind || record.outcomes.iter().any(|one| one.kind == *kind);
    if OutcomeKind::ALL.iter().all(known) {
        cx.close_duties(person, order.0, &[DutyKind::OutcomeAtEnd], Closing::Done).await?;
    }
    cx.answer(()).await
}

/// What goes on the page that the person keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverWords {
    /// What is going well.
    pub going_well: Prose,
    /// What goes on, and with whom.
    pub goes_on: Prose,
    /// What to do when it gets hard.
    pub if_hard: Prose,
    /// Whom to turn to.
    pub contact: Line,
}

/// Writes the page that the person keeps, in their words.
pub async fn write_handover(
    app: &App,
    viewer: &Viewer,
    order: OrderId,
    words: HandoverWords,
    once: Option<&Once>,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "write a handover").await?;
    let (_, record) = cx.order_to(order, None, Action::EndOrder).await?;
    if cx.made_before(once).await?.is_some() {
        return cx.answer(()).await;
    }
    let person = record.order.person;
    let handover = Handover {
        going_well: words.going_well,
        goes_on: words.goes_on,
        if_hard: words.if_hard,
        contact: words.contact,
        stamp: cx.stamp(),
    };
    cx.tx.add_handover(person, order, &handover).await?;
    let body = serde_json::json!({
        "going_well": handover.going_well.as_str(), "goes_on": handover.goes_on.as_str(),
        "if_hard": handover.if_hard.as_str(), "contact": handover.contact.as_str(),
    });
    let mut event = cx.event(person, EventKind::HandoverWritten, Section::Court, body);
    event.subject = Some(order.0);
    cx.append(event);
    cx.remember(once, order.0).await?;
    cx.answer(()).await
}

/// What is due on an order and is due no longer once it has ended.
const WHILE_IN_FORCE: [DutyKind; 10] = [
    DutyKind::ServeCopies,
    DutyKind::Allocate,
    DutyKind::FirstAppointment,
    DutyKind::InitialPlan,
    DutyKind::PlanReview,
    DutyKind::ThreeWayStart,
    DutyKind::ThreeWayMiddle,
    DutyKind::ThreeWayEnd,
    DutyKind::JointMeeting,
    DutyKind::OrderEnds,
];

impl Cx<'_> {
    /// Tells each agency that goes on after `ends`, opens its duty to say that it knows, and counts them.
    async fn tell_of_end(
        &mut self,
        record: &OrderRecord,
        ends: Date,
        contact: &Line,
    ) -> Result<usize, Refusal> {
        let (person, order, today) = (record.order.person, record.order.id, self.today());
        let involved = self.tx.involved(person, today).await?;
        let owners = to_tell(&involved, record.order.holder, today);
        let calendar = self.calendar(today).await?;
        let due = calendar.after(TimingCode::Acknowledge, today)?;
        let (mut told, stamp) = (0, self.stamp());
        for owner in owners {
            let agency = owner.agency;
            let notice =
                EndNotice { agency, told: today, ends, contact: contact.clone(), acknowledged: None };
            if !self.tx.tell_end(person, order, &notice, &stamp).await? {
                continue;
            }
            told += 1;
            let words = format!("Probation’s part ends on {}", super::make::said(ends));
            let (kind, subject, why) = (DutyKind::AcknowledgeEnd, order.0, Line::new(&words).ok());
            self.close_duties_of(person, subject, kind, agency, Closing::Overtaken).await?;
            self.open_duty(NewDuty { person, kind, owner, due, subject, why }).await?;
            let mut event = self.event(person, EventKind::EndTold, Section::Court, told::end_notice(&notice));
            event.subject = Some(order.0);
            event.sent_to = Some(agency);
            self.append(event);
        }
        Ok(told)
    }

    /// Closes what was due only while the order was in force. What agencies still have to acknowledge stays.
    async fn close_all(&mut self, record: &OrderRecord) -> Result<(), Refusal> {
        let person = record.order.person;
        self.close_duties(person, record.order.id.0, &WHILE_IN_FORCE, Closing::Overtaken).await?;
        for one in &record.order.requirements {
            let kinds = [DutyKind::ReferRequirement, DutyKind::StartLate];
            self.close_duties(person, one.id.0, &kinds, Closing::Overtaken).await?;
        }
        Ok(())
    }
}
