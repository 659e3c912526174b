//! Orders as the API sends them.

mod failure;
mod late;

pub(super) use failure::FailureOut;
pub(super) use late::{EligibilityOut, LateStartsOut, SchemeOut};

use crate::api::wire::{AgencyOut, Coded, WithheldOut, coded, names_withheld};
use app::{
    orders::{DutyLine, LeadLine, NoticeLine, OrderTab, OrderView},
    people::Names,
};
use domain::{
    failure::Failure,
    order::{Requirement, Unit},
    order_course::OrderMove,
    order_end::Outcome,
    order_record::{OrderRecord, RequirementRecord},
    requirement::{Condition, RequirementMove, RequirementRule},
};
use failure::FailureBrief;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// What was shown for a condition of treatment.
#[derive(Serialize, ToSchema)]
struct ConditionOut {
    condition: Coded,
    evidence: String,
    assessor: String,
    #[schema(format = Date)]
    day: String,
}

impl ConditionOut {
    fn of(shown: &Condition) -> Self {
        Self {
            condition: coded!(shown.kind),
            evidence: shown.evidence.to_string(),
            assessor: shown.assessor.to_string(),
            day: shown.day.to_string(),
        }
    }
}

/// A requirement with its course.
#[derive(Serialize, ToSchema)]
struct RequirementCourseOut {
    id: Uuid,
    kind: String,
    name: String,
    amount: u32,
    unit: Coded,
    done: u32,
    state: Coded,
    version: i64,
    provider: Option<AgencyOut>,
    #[schema(format = Date)]
    began: Option<String>,
    #[schema(format = Date)]
    ended: Option<String>,
    conditions: Vec<ConditionOut>,
    /// Steps that its state allows, as codes.
    moves: Vec<&'static str>,
}

impl RequirementCourseOut {
    fn of(one: &Requirement, kept: &RequirementRecord, names: &Names) -> Self {
        Self {
            id: one.id.0,
            kind: one.kind.clone(),
            name: one.name.clone(),
            amount: one.amount,
            unit: coded!(one.unit),
            done: one.done,
            state: coded!(kept.course.state()),
            version: kept.course.version(),
            provider: kept.provider.map(|id| AgencyOut { id: id.0, name: names.agency(id) }),
            began: day(one.began),
            ended: day(one.ended),
            conditions: kept.conditions.iter().map(ConditionOut::of).collect(),
            moves: kept.course.state().moves().map(RequirementMove::code).collect(),
        }
    }
}

/// Who leads on an activity.
#[derive(Serialize, ToSchema)]
struct LeadOut {
    activity: Coded,
    /// The agency or body.
    body: String,
    agency: Option<Uuid>,
    /// Who there.
    person: Option<String>,
    /// Why it is not the delivery model's.
    reason: Option<String>,
}

impl LeadOut {
    fn of(line: &LeadLine) -> Self {
        Self {
            activity: coded!(line.activity),
            body: line.body.clone(),
            agency: line.lead.agency.map(|id| id.0),
            person: line.account.clone(),
            reason: line.lead.reason.as_ref().map(ToString::to_string),
        }
    }
}

/// Something that is due.
#[derive(Serialize, ToSchema)]
struct OrderDueOut {
    kind: Coded,
    #[schema(format = Date)]
    due: String,
    owner: String,
    why: Option<String>,
    /// The order, requirement or failure that it follows from.
    subject: Uuid,
}

impl OrderDueOut {
    fn of(line: &DutyLine) -> Self {
        Self {
            kind: coded!(line.duty.kind),
            due: line.duty.due.to_string(),
            owner: line.owner.clone(),
            why: line.duty.why.as_ref().map(ToString::to_string),
            subject: line.duty.subject,
        }
    }
}

/// What raises the cadence of joint meetings.
#[derive(Serialize, ToSchema)]
struct RaisedOut {
    trigger: Coded,
    #[schema(format = Date)]
    since: String,
    words: String,
    #[schema(format = Date)]
    until: Option<String>,
}

/// What an agency was told of the end.
#[derive(Serialize, ToSchema)]
struct OrderNoticeOut {
    agency: AgencyOut,
    #[schema(format = Date)]
    told: String,
    #[schema(format = Date)]
    ends: String,
    contact: String,
    #[schema(format = Date)]
    acknowledged: Option<String>,
}

impl OrderNoticeOut {
    fn of(line: &NoticeLine) -> Self {
        Self {
            agency: AgencyOut { id: line.notice.agency.0, name: line.agency.clone() },
            told: line.notice.told.to_string(),
            ends: line.notice.ends.to_string(),
            contact: line.notice.contact.to_string(),
            acknowledged: day(line.notice.acknowledged),
        }
    }
}

/// What was reached.
#[derive(Serialize, ToSchema)]
struct OrderOutcomeOut {
    kind: Coded,
    answer: Coded,
    score: Option<u32>,
    #[schema(format = Date)]
    day: String,
}

impl OrderOutcomeOut {
    fn of(outcome: &Outcome) -> Self {
        Self {
            kind: coded!(outcome.kind),
            answer: coded!(outcome.answer),
            score: outcome.score,
            day: outcome.day.to_string(),
        }
    }
}

/// What the person keeps.
#[derive(Serialize, ToSchema)]
struct HandoverOut {
    going_well: String,
    goes_on: String,
    if_hard: String,
    contact: String,
}

/// An order with all that is kept about it and all that is due on it.
#[derive(Serialize, ToSchema)]
pub(super) struct OrderRecordOut {
    id: Uuid,
    version: i64,
    kind: Coded,
    state: Coded,
    stage: Coded,
    holder: AgencyOut,
    allocated_to: Option<String>,
    court: Option<String>,
    offence: Option<String>,
    #[schema(format = Date)]
    offence_day: Option<String>,
    #[schema(format = Date)]
    convicted: Option<String>,
    #[schema(format = Date)]
    made: String,
    #[schema(format = Date)]
    ends: String,
    #[schema(format = Date)]
    operational_ends: Option<String>,
    #[schema(format = Date)]
    ended: Option<String>,
    end: Option<Coded>,
    nation: Coded,
    #[schema(format = Date)]
    supervision_began: String,
    requirements: Vec<RequirementCourseOut>,
    leads: Vec<LeadOut>,
    /// Who has not been given a copy, as codes.
    copies_owed: Vec<&'static str>,
    due: Vec<OrderDueOut>,
    raised: Vec<RaisedOut>,
    failures: Vec<FailureBrief>,
    notices: Vec<OrderNoticeOut>,
    outcomes: Vec<OrderOutcomeOut>,
    handover: Option<HandoverOut>,
    /// Steps that its stage allows, as codes.
    moves: Vec<&'static str>,
    /// What the caller may do with it, as codes.
    may: Vec<&'static str>,
}

impl OrderRecordOut {
    pub(super) fn of(view: &OrderView, names: &Names, today: Date) -> Self {
        let record = &view.record;
        let order = &record.order;
        let pairs = order.requirements.iter().zip(&record.requirements);
        let failure = |one: &Failure| FailureBrief::of(one, names.agency(one.failed.source.agency));
        Self {
            id: order.id.0,
            version: record.course.version(),
            kind: coded!(order.kind),
            state: coded!(order.state_on(today)),
            stage: coded!(record.course.stage()),
            holder: AgencyOut { id: order.holder.0, name: names.agency(order.holder) },
            allocated_to: record.course.owner().account.map(|account| names.account(account)),
            court: order.court.as_ref().map(ToString::to_string),
            offence: order.offence.as_ref().map(ToString::to_string),
            offence_day: day(record.dates.offence),
            convicted: day(record.dates.convicted),
            made: order.made.to_string(),
            ends: order.ends.to_string(),
            operational_ends: day(record.operational_ends),
            ended: day(order.ended),
            end: record.course.end().map(|(_, end)| coded!(end)),
            nation: coded!(record.nation),
            supervision_began: record.supervision_began().to_string(),
            requirements: pairs.map(|(one, kept)| RequirementCourseOut::of(one, kept, names)).collect(),
            leads: view.leads.iter().map(LeadOut::of).collect(),
            copies_owed: copies_owed(record),
            due: view.due.iter().map(OrderDueOut::of).collect(),
            raised: raised(record),
            failures: view.failures.iter().map(failure).collect(),
            notices: view.notices.iter().map(OrderNoticeOut::of).collect(),
            outcomes: record.outcomes.iter().map(OrderOutcomeOut::of).collect(),
            handover: record.handover.as_ref().map(|words| HandoverOut {
                going_well: words.going_well.to_string(),
                goes_on: words.goes_on.to_string(),
                if_hard: words.if_hard.to_string(),
                contact: words.contact.to_string(),
            }),
            moves: record.course.stage().moves().map(OrderMove::code).collect(),
            may: view.may.iter().map(|action| action.code()).collect(),
        }
    }
}

fn copies_owed(record: &OrderRecord) -> Vec<&'static str> {
    let provider = record.requirements.iter().any(|one| one.provider.is_some());
    record.course.copies_owed(provider).into_iter().map(domain::order_course::Recipient::code).collect()
}

fn raised(record: &OrderRecord) -> Vec<RaisedOut> {
    record
        .raised
        .iter()
        .map(|one| RaisedOut {
            trigger: coded!(one.trigger),
            since: one.day.to_string(),
            words: one.words.to_string(),
            until: day(one.until),
        })
        .collect()
}

/// What a person said about complying.
#[derive(Serialize, ToSchema)]
struct WillingnessOut {
    kind: String,
    willing: bool,
    #[schema(format = Date)]
    day: String,
    words: Option<String>,
}

/// A person's orders.
#[derive(Serialize, ToSchema)]
pub(super) struct OrdersOut {
    /// Orders, newest first: all of them, since one person has few.
    items: Vec<OrderRecordOut>,
    willingness: Vec<WillingnessOut>,
    withheld: Vec<WithheldOut>,
}

impl OrdersOut {
    pub(super) fn of(tab: &OrderTab) -> Self {
        let today = tab.glance.today;
        Self {
            items: tab.orders.iter().map(|view| OrderRecordOut::of(view, &tab.names, today)).collect(),
            willingness: tab
                .willingness
                .iter()
                .map(|one| WillingnessOut {
                    kind: one.kind.clone(),
                    willing: one.willing,
                    day: one.day.to_string(),
                    words: one.words.as_ref().map(ToString::to_string),
                })
                .collect(),
            withheld: names_withheld(&tab.withheld, &tab.names),
        }
    }
}

/// A kind of requirement with its limits.
#[derive(Serialize, ToSchema)]
pub(super) struct RequirementKindOut {
    code: String,
    name: String,
    unit: Coded,
    least: Option<u32>,
    most: Option<u32>,
    /// Whether the most holds for all concurrent orders together.
    aggregate: bool,
    /// Kinds that cannot stand beside it.
    excludes: Vec<String>,
    /// Kinds one of which must stand beside it.
    beside: Vec<String>,
    /// What must be shown, with evidence.
    conditions: Vec<Coded>,
    checks: String,
    source: String,
    /// Whether a limit is a default from memory, to be confirmed.
    from_memory: bool,
}

impl RequirementKindOut {
    pub(super) fn of(rule: &RequirementRule) -> Self {
        let unit: Unit = rule.unit;
        Self {
            code: rule.code.clone(),
            name: rule.name.clone(),
            unit: coded!(unit),
            least: rule.least,
            most: rule.most,
            aggregate: rule.aggregate,
            excludes: rule.excludes.clone(),
            beside: rule.beside.clone(),
            conditions: rule.conditions.iter().map(|one| coded!(one)).collect(),
            checks: rule.checks.clone(),
            source: rule.source.clone(),
            from_memory: rule.from_memory,
        }
    }
}
