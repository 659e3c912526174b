//! Orders and failures as the API sends them.

use crate::api::wire::{AgencyOut, Coded, StampOut, WithheldOut, coded, names_withheld};
use app::{
    enforcement::{FailureView, OpenedFailure},
    orders::{DutyLine, LateRow, LateStarts, LeadLine, NoticeLine, OrderTab, OrderView},
    people::Names,
};
use domain::{
    eligibility::{Eligibility, Scheme},
    failure::{Failure, FailureFact},
    order::{Requirement, Unit},
    order_end::Outcome,
    order_record::{OrderRecord, RequirementRecord},
    requirement::{Condition, RequirementRule},
};
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
            moves: kept.course.state().moves().map(|step| step.code()).collect(),
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
struct DueOut {
    kind: Coded,
    #[schema(format = Date)]
    due: String,
    owner: String,
    why: Option<String>,
    /// The order, requirement or failure that it follows from.
    subject: Uuid,
}

impl DueOut {
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

/// A failure in a list.
#[derive(Serialize, ToSchema)]
struct FailureBrief {
    id: Uuid,
    version: i64,
    #[schema(format = Date)]
    day: String,
    what: String,
    offered: Option<String>,
    source: String,
    state: Coded,
}

impl FailureBrief {
    fn of(failure: &Failure, source: String) -> Self {
        Self {
            id: failure.failed.id.0,
            version: failure.version(),
            day: failure.failed.day.to_string(),
            what: failure.failed.what.to_string(),
            offered: failure.failed.offered.as_ref().map(ToString::to_string),
            source,
            state: coded!(failure.state()),
        }
    }
}

/// What an agency was told of the end.
#[derive(Serialize, ToSchema)]
struct NoticeOut {
    agency: AgencyOut,
    #[schema(format = Date)]
    told: String,
    #[schema(format = Date)]
    ends: String,
    contact: String,
    #[schema(format = Date)]
    acknowledged: Option<String>,
}

impl NoticeOut {
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
struct OutcomeOut {
    kind: Coded,
    answer: Coded,
    score: Option<u32>,
    #[schema(format = Date)]
    day: String,
}

impl OutcomeOut {
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
    due: Vec<DueOut>,
    raised: Vec<RaisedOut>,
    failures: Vec<FailureBrief>,
    notices: Vec<NoticeOut>,
    outcomes: Vec<OutcomeOut>,
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
            due: view.due.iter().map(DueOut::of).collect(),
            raised: raised(record),
            failures: view.failures.iter().map(failure).collect(),
            notices: view.notices.iter().map(NoticeOut::of).collect(),
            outcomes: record.outcomes.iter().map(OutcomeOut::of).collect(),
            handover: record.handover.as_ref().map(|words| HandoverOut {
                going_well: words.going_well.to_string(),
                goes_on: words.goes_on.to_string(),
                if_hard: words.if_hard.to_string(),
                contact: words.contact.to_string(),
            }),
            moves: record.course.stage().moves().map(|step| step.code()).collect(),
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

/// A warning as it was given.
#[derive(Serialize, ToSchema)]
struct WarningOut {
    circumstances: String,
    unacceptable: String,
    liability: String,
}

/// A step of a failure's history.
#[derive(Serialize, ToSchema)]
struct FailureStepOut {
    step: Coded,
    #[schema(format = Date)]
    day: String,
    words: Option<String>,
    warning: Option<WarningOut>,
    finding: Option<Coded>,
    taken: StampOut,
}

/// A failure with its history.
#[derive(Serialize, ToSchema)]
pub(super) struct FailureOut {
    id: Uuid,
    version: i64,
    order: Uuid,
    #[schema(format = Date)]
    day: String,
    what: String,
    offered: Option<String>,
    /// Who recorded it.
    source: StampOut,
    state: Coded,
    /// Hours from the record to the decision.
    hours_to_decide: Option<i64>,
    /// Whether a warning of the same order within the period means that it must be referred.
    must_refer: bool,
    /// The last day on which that warning counts.
    #[schema(format = Date)]
    warning_counts_until: Option<String>,
    #[schema(format = Date)]
    evidence_by: String,
    #[schema(format = Date)]
    breach_by: String,
    steps: Vec<FailureStepOut>,
    /// Other failures of the order.
    others: Vec<FailureBrief>,
    /// Steps that the caller may take, as codes.
    moves: Vec<&'static str>,
}

impl FailureOut {
    pub(super) fn of(opened: &OpenedFailure) -> Self {
        let (view, names) = (&opened.this, &opened.names);
        let failure = &view.failure;
        let failed = &failure.failed;
        let other = |one: &&FailureView| one.failure.failed.id != failed.id;
        let brief = |one: &FailureView| FailureBrief::of(&one.failure, one.source.clone());
        Self {
            id: failed.id.0,
            version: failure.version(),
            order: failed.order.0,
            day: failed.day.to_string(),
            what: failed.what.to_string(),
            offered: failed.offered.as_ref().map(ToString::to_string),
            source: StampOut::new(failed.source.at, &view.by, &view.source),
            state: coded!(failure.state()),
            hours_to_decide: failure.hours_to_decide(),
            must_refer: view.window.because.is_some(),
            warning_counts_until: view.window.because.map(|(_, last)| last.to_string()),
            evidence_by: opened.evidence_by.to_string(),
            breach_by: opened.breach_by.to_string(),
            steps: view.steps.iter().map(|line| step(line, names)).collect(),
            others: opened.all.iter().filter(other).map(brief).collect(),
            moves: opened.moves.iter().map(|step| step.code()).collect(),
        }
    }
}

fn step(line: &app::enforcement::StepLine, names: &Names) -> FailureStepOut {
    let words = match &line.fact {
        FailureFact::Accepted(words)
        | FailureFact::Rejected(words)
        | FailureFact::Referred(words)
        | FailureFact::Voided(words)
        | FailureFact::Dropped(words) => Some(words.to_string()),
        FailureFact::Heard(_, words) => words.as_ref().map(ToString::to_string),
        FailureFact::Awaited | FailureFact::Warned(_) | FailureFact::Begun => None,
    };
    let warning = if let FailureFact::Warned(given) = &line.fact {
        Some(WarningOut {
            circumstances: given.circumstances.to_string(),
            unacceptable: given.unacceptable.to_string(),
            liability: given.liability.to_string(),
        })
    } else {
        None
    };
    let finding = if let FailureFact::Heard(found, _) = &line.fact { Some(coded!(found)) } else { None };
    FailureStepOut {
        step: coded!(line.fact.as_move()),
        day: line.day.to_string(),
        words,
        warning,
        finding,
        taken: StampOut::new(line.stamp.at, &line.by, names.agency(line.stamp.agency)),
    }
}

/// A requirement that has not begun.
#[derive(Serialize, ToSchema)]
pub(super) struct LateStartOut {
    person: Uuid,
    called: String,
    order: Uuid,
    requirement: Uuid,
    kind: String,
    name: String,
    #[schema(format = Date)]
    supervision_began: String,
    band: Coded,
    allocated_to: Option<String>,
}

/// What has not begun, and the area's share of it.
#[derive(Serialize, ToSchema)]
pub(super) struct LateStartsOut {
    #[schema(format = Date)]
    day: String,
    items: Vec<LateStartOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// Not begun, late.
    late: u64,
    /// Not begun, very late.
    very_late: u64,
    /// Of how many that have been under supervision for as long.
    of: u64,
    /// Late and very late of all, in tenths of a per cent.
    per_mille: Option<u64>,
    /// The share of the study, in per cent.
    benchmark_per_cent: u16,
}

impl LateStartsOut {
    pub(super) fn of(list: &LateStarts, next_cursor: Option<String>, next: Option<String>) -> Self {
        let row = |row: &LateRow| LateStartOut {
            person: row.late.person.0,
            called: row.person.called(),
            order: row.late.order.0,
            requirement: row.late.requirement.0,
            kind: row.late.kind.clone(),
            name: row.late.name.clone(),
            supervision_began: row.late.supervision_began.to_string(),
            band: coded!(row.band),
            allocated_to: row.late.allocated.map(|account| list.names.account(account)),
        };
        Self {
            day: list.day.to_string(),
            items: list.rows.iter().map(row).collect(),
            next_cursor,
            next,
            late: list.share.late,
            very_late: list.share.very_late,
            of: list.share.of,
            per_mille: list.share.per_mille(),
            benchmark_per_cent: list.benchmark,
        }
    }
}

/// A question of a scheme.
#[derive(Serialize, ToSchema)]
struct CriterionOut {
    fact: String,
    question: String,
    wanted: bool,
}

/// A scheme.
#[derive(Serialize, ToSchema)]
pub(super) struct SchemeOut {
    code: String,
    name: String,
    requirement: String,
    beside: Option<String>,
    order: Coded,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    starts_until: Option<String>,
    source: String,
    questions: Vec<CriterionOut>,
}

impl SchemeOut {
    pub(super) fn of(scheme: &Scheme) -> Self {
        Self {
            code: scheme.code.clone(),
            name: scheme.name.clone(),
            requirement: scheme.requirement.clone(),
            beside: scheme.beside.clone(),
            order: coded!(scheme.order),
            from: scheme.from.to_string(),
            starts_until: day(scheme.starts_until),
            source: scheme.source.clone(),
            questions: scheme
                .criteria
                .iter()
                .map(|one| CriterionOut {
                    fact: one.fact.clone(),
                    question: one.question.clone(),
                    wanted: one.wanted,
                })
                .collect(),
        }
    }
}

/// What a scheme answers.
#[derive(Serialize, ToSchema)]
pub(super) struct EligibilityOut {
    scheme: String,
    eligible: bool,
    /// Why not.
    refused: Vec<String>,
    /// Questions that nobody has answered and that decide.
    asked: Vec<String>,
}

impl EligibilityOut {
    pub(super) fn of(scheme: &Scheme, answer: &Eligibility) -> Self {
        Self {
            scheme: scheme.code.clone(),
            eligible: answer.is_eligible(),
            refused: answer.refused.clone(),
            asked: answer.asked.clone(),
        }
    }
}
