//! Steps of an order between its making and its end.

use super::{
    make::{not_ahead, said},
    told,
};
use crate::{
    App, Cx,
    duties::NewDuty,
    events::{EventKind, body},
    ports::OrderBrief,
    refusal::Refusal,
};
use domain::{
    cadence::{MeetingPoint, three_way_meetings},
    duty::{Closing, DutyKind, Owner},
    ids::{AccountId, AgencyId, OrderId, PersonId},
    lead::{Activity, LeadSet},
    order::OrderState,
    order_course::{OrderCourse, OrderFact, OrderMove, Recipient},
    order_end::looks,
    order_record::OrderRecord,
    requirement::{NotAllowed, ProposedOrder},
    section::{Purpose, Section},
    text::Line,
    timing::TimingCode,
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use uuid::Uuid;

/// A step that somebody takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderStep {
    /// A copy was given out.
    Serve(Recipient),
    /// It is allocated to a practitioner.
    Allocate(AccountId),
    /// The person was inducted: the first appointment was kept.
    Induct,
    /// It is under way.
    Commence,
    /// The plan was made.
    Plan,
    /// It was reviewed, with its plan.
    Review(Option<Line>),
    /// The court gave it another end.
    Vary {
        /// The new end.
        ends: Date,
        /// Why.
        reason: Line,
    },
    /// Another probation agency takes it over.
    Transfer(AgencyId),
    /// It stands still.
    Suspend(Line),
    /// It goes on.
    Resume,
}

impl OrderStep {
    fn fact(self) -> OrderFact {
        match self {
            Self::Serve(recipient) => OrderFact::Served(recipient),
            Self::Allocate(account) => OrderFact::Allocated(account),
            Self::Induct => OrderFact::Inducted,
            Self::Commence => OrderFact::Commenced,
            Self::Plan => OrderFact::Planned,
            Self::Review(words) => OrderFact::Reviewed(words),
            Self::Vary { ends, reason } => OrderFact::Varied { ends, reason },
            Self::Transfer(agency) => OrderFact::Transferred(agency),
            Self::Suspend(reason) => OrderFact::Suspended(reason),
            Self::Resume => OrderFact::Resumed,
        }
    }

    const fn action(&self) -> Action {
        match self {
            Self::Allocate(_) => Action::AllocateOrder,
            Self::Vary { .. } => Action::VaryOrder,
            Self::Transfer(_) => Action::TransferOrder,
            _ => Action::CarryOutOrder,
        }
    }
}

/// The event behind a step.
const fn kind_of(step: OrderMove) -> EventKind {
    match step {
        OrderMove::Serve => EventKind::CopyServed,
        OrderMove::Allocate => EventKind::OrderAllocated,
        OrderMove::Induct => EventKind::OrderInducted,
        OrderMove::Commence => EventKind::OrderCommenced,
        OrderMove::Plan => EventKind::OrderPlanned,
        OrderMove::Review => EventKind::OrderReviewed,
        OrderMove::Vary => EventKind::OrderVaried,
        OrderMove::Transfer => EventKind::OrderTransferred,
        OrderMove::Suspend => EventKind::OrderSuspended,
        OrderMove::Resume => EventKind::OrderResumed,
        OrderMove::End => EventKind::OrderEnded,
    }
}

/// Takes a step on a day that is not ahead; answers the order's version after it.
///
/// Invariant: the fact, what follows from it and its event commit together.
pub async fn carry_out(
    app: &App,
    viewer: &Viewer,
    id: OrderId,
    seen: i64,
    day: Option<Date>,
    step: OrderStep,
) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "take a step of an order").await?;
    let (_, record) = cx.order_to(id, Some(seen), step.action()).await?;
    let day = not_ahead(day.unwrap_or_else(|| cx.today()), cx.today())?;
    let fact = step.fact();
    let course = record.course.clone().append(cx.stamp(), day, fact.clone())?;
    match &fact {
        OrderFact::Allocated(account) => cx.colleague(*account).await?,
        OrderFact::Transferred(agency) => cx.probation_agency(*agency).await?,
        OrderFact::Varied { ends, .. } => cx.may_last(&record, *ends).await?,
        _ => {}
    }
    let leads = cx.leads_with(&fact)?;
    cx.take_step(record.order.person, &course, seen, &leads).await?;
    for lead in &leads {
        cx.tx.set_lead(record.order.person, id, lead).await?;
    }
    cx.follow(&record, &course, day, &fact).await?;
    cx.answer(course.version()).await
}

/// An order whose plan was made or reviewed.
struct Planned {
    order: OrderId,
    ends: Date,
    owner: Owner,
}

impl Cx<'_> {
    /// An order of an agency that has left is transferred to the one that takes over, where it waits to be allocated.
    pub(crate) async fn transfer_from_leaver(
        &mut self,
        record: &OrderRecord,
        to: AgencyId,
    ) -> Result<(), Refusal> {
        let (day, fact) = (self.today(), OrderFact::Transferred(to));
        let course = record.course.clone().append(self.stamp(), day, fact.clone())?;
        self.take_step(record.order.person, &course, record.course.version(), &[]).await?;
        self.follow(record, &course, day, &fact).await
    }

    /// Writes the last fact of a course, with its event, which tells of the leads that are set with it.
    pub(super) async fn take_step(
        &mut self,
        person: PersonId,
        course: &OrderCourse,
        seen: i64,
        leads: &[LeadSet],
    ) -> Result<(), Refusal> {
        if !self.tx.append_order_fact(person, course, seen).await? {
            return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
        }
        let Some((_, day, fact)) = course.facts().last() else { return Ok(()) };
        let said = told::with_leads(body::order_step(*day, fact), leads);
        let mut event = self.event(person, kind_of(fact.as_move()), Section::Court, said);
        event.subject = Some(course.making.order.0);
        if let OrderFact::Transferred(agency) = fact {
            event.sent_to = Some(*agency);
        }
        self.append(event);
        Ok(())
    }

    pub(crate) async fn probation_agency(&mut self, agency: AgencyId) -> Result<(), Refusal> {
        let known = self.tx.agencies(500).await?;
        let fits = |one: &crate::ports::AgencyLine| {
            one.id == agency && one.kind == domain::agency::AgencyKind::Probation
        };
        if agency != self.agency() && known.iter().any(fits) {
            Ok(())
        } else {
            Err(Refusal::field("agency", "unknown", "Select another probation agency"))
        }
    }

    /// Whether the law lets the order last until `ends`.
    async fn may_last(&mut self, record: &OrderRecord, ends: Date) -> Result<(), Refusal> {
        let catalogue = self.tx.catalogue().await?;
        let order = ProposedOrder {
            kind: record.order.kind,
            dates: record.dates,
            ends,
            requirements: Vec::new(),
            elsewhere: Vec::new(),
        };
        let mut wrong = Vec::new();
        catalogue.check_length(&order, &mut wrong);
        wrong.retain(|one| !matches!(one, NotAllowed::NoRequirement { .. }));
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Invalid(wrong.iter().map(super::check::field_error).collect()))
        }
    }

    /// What follows from a step: duties closed, moved, opened or handed over.
    async fn follow(
        &mut self,
        record: &OrderRecord,
        course: &OrderCourse,
        day: Date,
        fact: &OrderFact,
    ) -> Result<(), Refusal> {
        let (person, subject) = (record.order.person, record.order.id.0);
        match fact {
            OrderFact::Served(_) => {
                let provider = record.requirements.iter().any(|one| one.provider.is_some());
                if course.copies_owed(provider).is_empty() {
                    self.close_duties(person, subject, &[DutyKind::ServeCopies], Closing::Done).await?;
                }
            }
            OrderFact::Allocated(account) => self.hand_to(record, *account).await?,
            OrderFact::Inducted => {
                self.close_duties(person, subject, &[DutyKind::FirstAppointment], Closing::Done).await?;
                let calendar = self.calendar(day).await?;
                let plan = calendar.after(TimingCode::InitialPlan, day)?;
                self.move_duties(person, subject, &[DutyKind::InitialPlan], plan).await?;
            }
            OrderFact::Planned | OrderFact::Reviewed(_) => {
                let reviewed = matches!(fact, OrderFact::Reviewed(_));
                let plan = Planned { order: record.order.id, ends: record.order.ends, owner: course.owner() };
                self.planned(person, &[plan], day, reviewed).await?;
            }
            OrderFact::Varied { ends, .. } => self.another_end(record, course.owner(), *ends).await?,
            OrderFact::Transferred(agency) => self.hand_across(record, *agency).await?,
            _ => {}
        }
        Ok(())
    }

    /// The plan was made or reviewed: that is done, and its next review falls due while each order lasts. A plan that is
    /// reviewed has been made.
    async fn planned(
        &mut self,
        person: PersonId,
        plans: &[Planned],
        day: Date,
        reviewed: bool,
    ) -> Result<(), Refusal> {
        let orders: Vec<Uuid> = plans.iter().map(|plan| plan.order.0).collect();
        let (made, review) = (DutyKind::InitialPlan, DutyKind::PlanReview);
        self.close_duties_about(person, &orders, made, Closing::Done).await?;
        let closing = if reviewed { Closing::Done } else { Closing::Overtaken };
        self.close_duties_about(person, &orders, review, closing).await?;
        let due = self.calendar(day).await?.after(TimingCode::PlanReview, day)?;
        let why = Line::new(&format!("The plan is of {}", said(day))).ok();
        let lasts = plans.iter().filter(|plan| due <= plan.ends);
        let next = lasts.map(|plan| NewDuty {
            person,
            kind: review,
            owner: plan.owner,
            due,
            subject: plan.order.0,
            why: why.clone(),
        });
        self.open_duties(next.collect()).await.map(drop)
    }

    /// The person said what they say of the plan on `day`: for these orders it is made, or reviewed.
    pub(crate) async fn plan_is_of(
        &mut self,
        person: PersonId,
        orders: &[OrderBrief],
        day: Date,
    ) -> Result<(), Refusal> {
        let of = |order: &OrderBrief| Planned { order: order.id, ends: order.ends, owner: order.owner };
        let plans: Vec<Planned> = orders.iter().map(of).collect();
        self.planned(person, &plans, day, true).await
    }

    /// Allocation: what the team, or the former practitioner, owed is owed by this one.
    async fn hand_to(&mut self, record: &OrderRecord, account: AccountId) -> Result<(), Refusal> {
        let person = record.order.person;
        self.close_duties(person, record.order.id.0, &[DutyKind::Allocate], Closing::Done).await?;
        let (from, to) = (record.course.owner(), Owner { agency: self.agency(), account: Some(account) });
        if from != to {
            self.hand_on(record, from, to).await?;
            self.hand_on_what_was_left(record, from, to).await?;
        }
        self.join_team(person, account).await
    }

    /// What a practitioner who works here no more had to do lies with the team until the order has another one.
    async fn hand_on_what_was_left(
        &mut self,
        record: &OrderRecord,
        from: Owner,
        to: Owner,
    ) -> Result<(), Refusal> {
        let Some(former) = from.account else { return Ok(()) };
        let today = self.today();
        if self.tx.member_of_staff(from.agency, former, today).await?.is_some() {
            return Ok(());
        }
        self.hand_on(record, Owner { agency: from.agency, account: None }, to).await
    }

    /// Who leads from now on because of a step: with allocation, the practitioner on what is the holder's to lead.
    fn leads_with(&self, fact: &OrderFact) -> Result<Vec<LeadSet>, Refusal> {
        let OrderFact::Allocated(account) = fact else { return Ok(Vec::new()) };
        let (agency, stamp) = (Some(self.agency()), self.stamp());
        [Activity::Supervision, Activity::Programmes]
            .into_iter()
            .map(|activity| {
                let body = Line::new("Probation").map_err(|_| crate::cx::missing("name of a lead"))?;
                Ok(LeadSet { activity, agency, body, account: Some(*account), reason: None, stamp })
            })
            .collect()
    }

    /// A transfer: the receiving team owes what is open because of the order from the same moment, and has to allocate it.
    async fn hand_across(&mut self, record: &OrderRecord, agency: AgencyId) -> Result<(), Refusal> {
        let (person, today) = (record.order.person, self.today());
        let to = Owner { agency, account: None };
        // It waits to be allocated there, and here no longer: once, not twice.
        self.close_duties(person, record.order.id.0, &[DutyKind::Allocate], Closing::Overtaken).await?;
        self.hand_on(record, record.course.owner(), to).await?;
        if record.course.owner().account.is_some() {
            let team = Owner { agency: self.agency(), account: None };
            self.hand_on(record, team, to).await?;
        }
        let involvement = domain::involvement::Involvement {
            id: self.id(),
            person,
            agency,
            account: None,
            role: domain::involvement::InvolvementRole::Supervision,
            leads: true,
            from: today,
            to: None,
        };
        self.tx.add_involvement(&involvement).await?;
        let (section, said) = (involvement.role.section(), body::involvement(&involvement));
        let mut event = self.event(person, EventKind::InvolvementBegan, section, said);
        event.subject = Some(involvement.id.0);
        event.sent_to = Some(agency);
        self.append(event);
        let due = self.calendar(today).await?.after(TimingCode::Allocation, today)?;
        let why = Line::new("Transferred to your agency").ok();
        let (kind, subject) = (DutyKind::Allocate, record.order.id.0);
        self.open_duty(NewDuty { person, kind, owner: to, due, subject, why }).await
    }

    /// Another end: meetings still open and the look ahead move with it.
    async fn another_end(&mut self, record: &OrderRecord, owner: Owner, ends: Date) -> Result<(), Refusal> {
        let (person, subject, made) = (record.order.person, record.order.id.0, record.order.made);
        let (calendar, today) = (self.calendar(made).await?, self.today());
        for (point, day) in three_way_meetings(made, ends, &calendar.timings, &calendar.holidays)? {
            let kind = match point {
                MeetingPoint::Start => continue,
                MeetingPoint::Middle => DutyKind::ThreeWayMiddle,
                MeetingPoint::End => DutyKind::ThreeWayEnd,
            };
            self.move_duties(person, subject, &[kind], day).await?;
        }
        self.close_duties(person, subject, &[DutyKind::OrderEnds], Closing::Overtaken).await?;
        self.look_ahead(record, owner, today, ends).await
    }

    /// Opens the next look at the end after `from`, if there is time for one.
    pub(super) async fn look_ahead(
        &mut self,
        record: &OrderRecord,
        owner: Owner,
        from: Date,
        ends: Date,
    ) -> Result<(), Refusal> {
        let timings = self.tx.timings().await?;
        let next = looks(from, ends, &timings)?;
        let Some((due, left)) = next.first() else { return Ok(()) };
        let why = Line::new(&format!("{left} days before the order ends on {}", said(ends))).ok();
        let (person, subject) = (record.order.person, record.order.id.0);
        let kind = DutyKind::OrderEnds;
        self.open_duty(NewDuty { person, kind, owner, due: *due, subject, why }).await
    }

    /// Whether the order is in force today.
    pub(super) fn is_in_force(&self, record: &OrderRecord) -> bool {
        record.order.state_on(self.today()) == OrderState::InForce
    }
}
