//! Recording an order: what may be chosen, and the act itself, with all that is due because of it.

use super::{Calendar, check::field_error, told};
use crate::{
    App, Cx, Once,
    duties::NewDuty,
    events::{EventKind, body},
    ports::AgencyLine,
    refusal::{FieldError, Refusal},
};
use domain::{
    agency::AgencyKind,
    cadence::{MeetingPoint, Raised, Trigger, next_joint_meeting, three_way_meetings},
    duty::{DutyKind, Owner},
    ids::{AccountId, AgencyId, OrderId, PersonId},
    involvement::{Involvement, InvolvementRole},
    lead::{LeadRole, LeadSet, Nation},
    order::{Order, OrderKind, OrderState, Requirement},
    order_course::{Making, OrderCourse, OrderFact},
    order_end::looks,
    order_record::{OrderRecord, RequirementRecord, Willingness},
    person::Identity,
    requirement::{
        Catalogue, Condition, ConditionKind, LawDates, Proposed, ProposedOrder, RequirementCourse,
        RequirementFact, RequirementMove, RequirementRule,
    },
    section::{Purpose, Section},
    text::Line,
    timing::TimingCode,
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;

/// Agencies and accounts offered at most on one page.
const OFFERED: u32 = 200;

/// A requirement as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequirement {
    /// Its kind.
    pub code: String,
    /// How much.
    pub amount: u32,
    /// What was shown for it.
    pub conditions: Vec<Condition>,
    /// The agency that gives it, where it is known.
    pub provider: Option<AgencyId>,
}

/// An order as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakeOrder {
    /// Whose.
    pub person: PersonId,
    /// What it is.
    pub kind: OrderKind,
    /// The court that made it.
    pub court: Option<Line>,
    /// For what, in plain words.
    pub offence: Option<Line>,
    /// The dates by which law applies.
    pub dates: LawDates,
    /// The day it is to end.
    pub ends: Date,
    /// Until when a suspended sentence can be activated.
    pub operational_ends: Option<Date>,
    /// The variant of the delivery model.
    pub nation: Nation,
    /// What it requires.
    pub requirements: Vec<NewRequirement>,
    /// Whether the first appointment is due sooner: high risk of serious harm.
    pub high_risk: bool,
    /// What raises the cadence of joint meetings from the start.
    pub triggers: Vec<Trigger>,
    /// To whom it is allocated at once, if to anybody.
    pub allocate_to: Option<AccountId>,
}

/// What a form for an order offers.
#[derive(Debug, Clone)]
pub struct Choices {
    /// For whom.
    pub person: Identity,
    /// The law, of every day: what may be picked follows from the dates.
    pub catalogue: Catalogue,
    /// Agencies that may give a requirement.
    pub agencies: Vec<(AgencyId, String)>,
    /// Other probation agencies.
    pub probation: Vec<(AgencyId, String)>,
    /// Staff of the viewer's agency.
    pub staff: Vec<(AccountId, String)>,
}

/// The dates by which law applies, from those typed.
pub const fn dates_of(offence: Option<Date>, convicted: Option<Date>, made: Date) -> LawDates {
    LawDates { offence, convicted, made }
}

/// What may be chosen for an order of `person`.
pub async fn choices(app: &App, viewer: &Viewer, person: PersonId) -> Result<Choices, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "order form").await?;
    cx.permit_role(Action::RecordOrder)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::RecordOrder, &standing, None)?;
    let person = cx.identity(&standing).await?;
    let catalogue = cx.tx.catalogue().await?;
    let own = cx.agency();
    let others: Vec<AgencyLine> =
        cx.tx.agencies(OFFERED).await?.into_iter().filter(|one| one.id != own).collect();
    let probation = others
        .iter()
        .filter(|one| one.kind == AgencyKind::Probation)
        .map(|one| (one.id, one.name.clone()))
        .collect();
    let agencies = others.into_iter().map(|one| (one.id, one.name)).collect();
    let staff = cx.colleagues().await?;
    cx.answer(Choices { person, catalogue, agencies, probation, staff }).await
}

/// The requirements that the law allows in an order of this kind on these dates.
pub async fn requirement_kinds(
    app: &App,
    viewer: &Viewer,
    kind: OrderKind,
    dates: LawDates,
) -> Result<Vec<RequirementRule>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "list kinds of requirement").await?;
    cx.permit_role(Action::RecordOrder)?;
    let catalogue = cx.tx.catalogue().await?;
    let rules = catalogue.on(kind, &dates).into_iter().cloned().collect();
    cx.answer(rules).await
}

/// Records an order that a court has made.
///
/// Invariant: the order, its requirements, leads, duties and event commit together; the same `once` makes one order.
pub async fn make(
    app: &App,
    viewer: &Viewer,
    command: MakeOrder,
    once: Option<&Once>,
) -> Result<OrderId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record an order").await?;
    cx.permit_role(Action::RecordOrder)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let id = record(&mut cx, command).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}

async fn record(cx: &mut Cx<'_>, command: MakeOrder) -> Result<OrderId, Refusal> {
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::RecordOrder, &standing, None)?;
    if command.dates.made > cx.today() {
        return Err(Refusal::field("made", "future", "The day of the order must be today or in the past"));
    }
    let catalogue = cx.tx.catalogue().await?;
    let proposed = cx.proposed(&standing, &command).await?;
    let rules: Vec<RequirementRule> = match catalogue.check(&proposed) {
        Ok(rules) => rules.into_iter().cloned().collect(),
        Err(wrong) => return Err(Refusal::Invalid(wrong.iter().map(field_error).collect())),
    };
    cx.check_people(&command).await?;
    let mut record = cx.new_record(&command, &rules)?;
    record.leads = cx.leads_of(&record, command.allocate_to).await?;
    let calendar = cx.calendar(command.dates.made).await?;
    record.raised = cx.raised_from_start(&command)?;
    cx.tx.insert_order(&record).await?;
    let due = due(&record, &rules, &command, &calendar, cx.today())?;
    let due = cx.open_duties(due).await?;
    let (person, order) = (command.person, record.order.id);
    let mut event = cx.event(person, EventKind::OrderMade, Section::Court, told::made(&record, &due));
    event.subject = Some(order.0);
    cx.append(event);
    cx.say_willing(&record).await?;
    cx.taken_on_by_order(&standing, command.allocate_to).await?;
    if let Some(account) = command.allocate_to {
        let course = record.course.clone().append(cx.stamp(), cx.today(), OrderFact::Allocated(account))?;
        cx.take_step(person, &course, 0, &[]).await?;
        cx.join_team(person, account).await?;
    }
    Ok(order)
}

impl Cx<'_> {
    /// Colleagues of the viewer who work with people.
    pub(crate) async fn colleagues(&mut self) -> Result<Vec<(AccountId, String)>, Refusal> {
        let (own, today) = (self.agency(), self.today());
        let staff = self.tx.staff(own, today, OFFERED).await?;
        Ok(staff
            .into_iter()
            .filter(|one| one.closed_at.is_none() && works_with_people(one.roles))
            .map(|one| (one.id, one.name.to_string()))
            .collect())
    }

    /// The order as the catalogue is asked about it, with what other orders in force already have.
    async fn proposed(&mut self, standing: &Standing, command: &MakeOrder) -> Result<ProposedOrder, Refusal> {
        let today = self.today();
        let sealed = self.tx.orders(&[command.person], crate::people::NEWEST).await?;
        let elsewhere = self
            .open_all(standing, sealed)
            .into_iter()
            .filter(|order| order.state_on(today) == OrderState::InForce)
            .flat_map(|order| order.requirements)
            .map(|one| (one.kind, one.amount))
            .collect();
        let requirements = command.requirements.iter().map(|one| Proposed {
            code: one.code.clone(),
            amount: one.amount,
            conditions: one.conditions.clone(),
        });
        Ok(ProposedOrder {
            kind: command.kind,
            dates: command.dates,
            ends: command.ends,
            requirements: requirements.collect(),
            elsewhere,
        })
    }

    async fn check_people(&mut self, command: &MakeOrder) -> Result<(), Refusal> {
        if let Some(account) = command.allocate_to {
            self.colleague(account).await?;
        }
        let agencies = self.tx.agencies(OFFERED).await?;
        let unknown = |one: &NewRequirement| {
            one.provider.is_some_and(|provider| !agencies.iter().any(|agency| agency.id == provider))
        };
        if command.requirements.iter().any(unknown) {
            return Err(Refusal::field("provider", "unknown", "Select a provider from the list"));
        }
        Ok(())
    }

    /// Somebody of the viewer's agency who works with people.
    pub(crate) async fn colleague(&mut self, account: AccountId) -> Result<(), Refusal> {
        let found = self.tx.member_of_staff(self.agency(), account, self.today()).await?;
        if found.is_some_and(|one| one.closed_at.is_none() && works_with_people(one.roles)) {
            Ok(())
        } else {
            Err(Refusal::field("account", "unknown", "Select a practitioner of your agency"))
        }
    }

    fn new_record(&self, command: &MakeOrder, rules: &[RequirementRule]) -> Result<OrderRecord, Refusal> {
        let (id, made, stamp): (OrderId, _, _) = (self.id(), command.dates.made, self.stamp());
        let mut requirements = Vec::with_capacity(rules.len());
        let mut kept = Vec::with_capacity(rules.len());
        for (one, rule) in command.requirements.iter().zip(rules) {
            let requirement = Requirement {
                id: self.id(),
                kind: one.code.clone(),
                name: rule.name.clone(),
                amount: one.amount,
                unit: rule.unit,
                done: 0,
                began: None,
                ended: None,
            };
            let fact = RequirementFact { step: RequirementMove::Impose, day: made, words: None };
            let course = RequirementCourse::proposed(requirement.id).append(stamp, fact)?;
            kept.push(RequirementRecord {
                course,
                provider: one.provider,
                conditions: one.conditions.clone(),
            });
            requirements.push(requirement);
        }
        let (kind, holder) = (command.kind, self.agency());
        Ok(OrderRecord {
            order: Order {
                id,
                person: command.person,
                holder,
                kind,
                court: command.court.clone(),
                offence: command.offence.clone(),
                made,
                ends: command.ends,
                ended: None,
                requirements,
            },
            dates: command.dates,
            operational_ends: command.operational_ends,
            nation: command.nation,
            course: OrderCourse::made(Making { order: id, kind, holder, made, over: false }),
            requirements: kept,
            leads: Vec::new(),
            raised: Vec::new(),
            outcomes: Vec::new(),
            handover: None,
        })
    }

    /// The lead for each activity, as the delivery model of that day names it.
    async fn leads_of(
        &mut self,
        record: &OrderRecord,
        practitioner: Option<AccountId>,
    ) -> Result<Vec<LeadSet>, Refusal> {
        let model = self.tx.delivery_model().await?;
        let rules = model.leads(record.nation, record.order.made).map_err(|_| {
            Refusal::field(
                "made",
                "no_model",
                "The delivery model does not say who leads on that day. Check the date",
            )
        })?;
        let agencies = self.tx.agencies(OFFERED).await?;
        let provider = record.requirements.iter().find_map(|one| one.provider);
        let stamp = self.stamp();
        let mut leads = Vec::with_capacity(rules.len());
        for rule in rules {
            let of_kind: Vec<AgencyId> =
                agencies.iter().filter(|one| Some(one.kind) == rule.kind).map(|one| one.id).collect();
            let (agency, account) = match rule.role {
                LeadRole::Holder => (Some(record.order.holder), practitioner),
                LeadRole::Provider => (provider, None),
                // Several of a kind: the model names the body, and nobody guesses which.
                LeadRole::Body => (if let [one] = of_kind[..] { Some(one) } else { None }, None),
            };
            let body = Line::new(&rule.body)
                .map_err(|error| crate::ports::StoreError::unknown("delivery_model: body", error))?;
            leads.push(LeadSet { activity: rule.activity, agency, body, account, reason: None, stamp });
        }
        Ok(leads)
    }

    fn raised_from_start(&self, command: &MakeOrder) -> Result<Vec<Raised>, Refusal> {
        let mut triggers = command.triggers.clone();
        triggers.sort_unstable();
        triggers.dedup();
        triggers
            .into_iter()
            .map(|trigger| {
                let words = Line::new(&format!("{trigger}, from the start of the order"))
                    .map_err(|_| crate::cx::missing("words of a trigger"))?;
                let (day, stamp) = (command.dates.made, self.stamp());
                Ok(Raised { trigger, day, words, stamp, until: None })
            })
            .collect()
    }

    /// Willingness is a record of its own: what the court was shown of it is written there too.
    async fn say_willing(&mut self, record: &OrderRecord) -> Result<(), Refusal> {
        for (one, kept) in record.order.requirements.iter().zip(&record.requirements) {
            let shown = kept.conditions.iter().find(|shown| shown.kind == ConditionKind::Willing);
            let Some(shown) = shown else { continue };
            let willingness = Willingness {
                id: self.id(),
                person: record.order.person,
                order: Some(record.order.id),
                kind: one.kind.clone(),
                willing: true,
                day: shown.day,
                words: domain::text::Prose::new(shown.evidence.as_str()).ok(),
                stamp: self.stamp(),
            };
            self.write_willingness(&willingness).await?;
        }
        Ok(())
    }

    /// Puts a colleague on the person's team, unless they are there.
    pub(crate) async fn join_team(&mut self, person: PersonId, account: AccountId) -> Result<(), Refusal> {
        let viewer = Viewer { account, ..self.viewer };
        let today = self.today();
        let standing = self.tx.standings(&viewer, &[person], today).await?;
        if standing.first().is_some_and(|one| one.relations.has(gate::Condition::OnTeam)) {
            return Ok(());
        }
        let involvement = Involvement {
            id: self.id(),
            person,
            agency: self.agency(),
            account: Some(account),
            role: InvolvementRole::Supervision,
            leads: true,
            from: today,
            to: None,
        };
        self.tx.add_involvement(&involvement).await?;
        let (section, body) = (involvement.role.section(), body::involvement(&involvement));
        let mut event = self.event(person, EventKind::InvolvementBegan, section, body);
        event.subject = Some(involvement.id.0);
        self.append(event);
        Ok(())
    }
}

fn works_with_people(roles: domain::role::Roles) -> bool {
    use domain::role::Role;
    let casework = [Role::ProbationPractitioner, Role::TeamManager, Role::Specialist];
    roles.meets(domain::role::Roles::of(&casework))
}

/// The kind of duty of each meeting.
const fn meeting(point: MeetingPoint) -> DutyKind {
    match point {
        MeetingPoint::Start => DutyKind::ThreeWayStart,
        MeetingPoint::Middle => DutyKind::ThreeWayMiddle,
        MeetingPoint::End => DutyKind::ThreeWayEnd,
    }
}

/// Everything that is due because the order was made. Nothing of one that is over already.
fn due(
    record: &OrderRecord,
    rules: &[RequirementRule],
    command: &MakeOrder,
    calendar: &Calendar,
    today: Date,
) -> Result<Vec<NewDuty>, Refusal> {
    let order = &record.order;
    if order.ends < today {
        return Ok(Vec::new());
    }
    let owner = Owner { agency: order.holder, account: command.allocate_to };
    let new = |kind, due, subject, why: Option<String>| NewDuty {
        person: order.person,
        kind,
        owner,
        due,
        subject,
        why: why.and_then(|words| Line::new(&words).ok()),
    };
    let subject = order.id.0;
    let first =
        if command.high_risk { TimingCode::FirstAppointmentHighRisk } else { TimingCode::FirstAppointment };
    let first_day = calendar.after(first, order.made)?;
    let why = if command.high_risk { "High risk of serious harm" } else { "After sentence" };
    let mut list = vec![
        new(DutyKind::ServeCopies, calendar.after(TimingCode::ServeCopies, order.made)?, subject, None),
        new(DutyKind::FirstAppointment, first_day, subject, Some(why.to_owned())),
        new(DutyKind::InitialPlan, calendar.after(TimingCode::InitialPlan, first_day)?, subject, None),
    ];
    if command.allocate_to.is_none() {
        list.push(new(
            DutyKind::Allocate,
            calendar.after(TimingCode::Allocation, order.made)?,
            subject,
            None,
        ));
    }
    for (point, day) in three_way_meetings(order.made, order.ends, &calendar.timings, &calendar.holidays)? {
        let why = format!("Order made {}, ends {}", said(order.made), said(order.ends));
        list.push(new(meeting(point), day, subject, Some(why)));
    }
    if let Some(raised) = record.raised.last() {
        let next = next_joint_meeting(raised.day, order.ends, &calendar.timings, &calendar.holidays)?;
        list.push(new(DutyKind::JointMeeting, next.due, subject, Some(raised.words.to_string())));
    }
    if let Some((day, left)) = looks(today, order.ends, &calendar.timings)?.first() {
        let why = format!("{left} days before the order ends on {}", said(order.ends));
        list.push(new(DutyKind::OrderEnds, *day, subject, Some(why)));
    }
    for (one, rule) in order.requirements.iter().zip(rules) {
        if rule.referred {
            let day = calendar.after(TimingCode::ReferRequirement, order.made)?;
            list.push(new(DutyKind::ReferRequirement, day, one.id.0, Some(one.name.clone())));
        }
        if rule.sessions {
            let day = calendar.after(TimingCode::StartLate, order.made)?;
            let why = format!("{}: no first session yet", one.name);
            list.push(new(DutyKind::StartLate, day, one.id.0, Some(why)));
        }
    }
    Ok(list)
}

/// A day in words for the owner of a duty.
pub(crate) fn said(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// A step that nobody may take before the order was made, nor ahead of time.
pub(super) fn not_ahead(day: Date, today: Date) -> Result<Date, Refusal> {
    if day > today {
        return Err(Refusal::Invalid(vec![FieldError::new(
            "day",
            "future",
            "The day must be today or in the past",
        )]));
    }
    Ok(day)
}
