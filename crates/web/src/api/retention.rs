//! Retention through the API: what may be disposed of, holds, proposals, certificates and schedules. A disposal is carried out by a
//! person at a page, with the second factor, and by no program.

use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::{Json, created, json, read},
        wire::{Coded, Made, coded},
    },
    form::{Asked, Check, Query, Typed, cursor},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    retention::{self, Due, HoldStep, Kept, Place, SetSchedule, Which},
};
use domain::{
    ids::{AgencyId, DisposalId, PersonId},
    retention::{AfterPeriod, Assessment, CountsFrom, Disposal, Hold, Holding, RecordKind, Schedule},
};
use gate::Action;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::AgreementsRead), Need::Scope(Scope::AgreementsWrite));
    let sees = Access::May(Action::SeeRetention);
    let (holds, proposes) = (Access::May(Action::HoldRecord), Access::May(Action::ProposeDisposal));
    vec![
        Route::api(Get, paths::RETENTION, reads, sees, list_retention),
        Route::api(Get, paths::RETENTION_RECORD, reads, sees, open_held_record),
        Route::api(Post, paths::RETENTION_HOLD, writes, holds, hold_record),
        Route::api(Post, paths::RETENTION_END, writes, proposes, end_work),
        Route::api(Post, paths::RETENTION_DISPOSALS, writes, proposes, propose_disposal),
        Route::api(Get, paths::DISPOSAL, reads, sees, open_disposal),
        Route::api(Get, paths::RETENTION_SCHEDULES, reads, sees, list_schedules),
        Route::api(Post, paths::RETENTION_SCHEDULES, writes, Access::May(Action::SetRetention), set_schedule),
    ]
}

/// Where the list begins.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct After {
    /// Where the page before ended.
    #[param(required = false, value_type = String)]
    cursor: Option<Place>,
}

impl Asked for After {
    const KNOWN: &'static [&'static str] = &["cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let place = |check: &mut Check| {
            check.cursor("cursor", typed.get("cursor"), |cursor| Some((cursor.part(0)?, cursor.part(1)?)))
        };
        Self { cursor: place(check) }
    }
}

/// Whose record of somebody is meant.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Whose {
    /// The agency that recorded it, where that one has left and the caller's keeps its records; left out for the caller's own.
    #[param(required = false, value_type = Uuid)]
    agency: Option<AgencyId>,
}

impl Asked for Whose {
    const KNOWN: &'static [&'static str] = &["agency"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self { agency: check.optional_id("agency", typed.get("agency"), "Give the id of an agency") }
    }
}

/// An agency that has left, and whose records the caller's keeps.
#[derive(Serialize, ToSchema)]
struct LeftOut {
    agency: Uuid,
    name: String,
    #[schema(format = Date)]
    last_day: String,
}

fn left(kept: &Kept) -> Option<LeftOut> {
    let left = kept.left.as_ref()?;
    Some(LeftOut { agency: left.agency.0, name: left.name.clone(), last_day: left.last_day.to_string() })
}

/// A row of the schedules.
#[derive(Serialize, ToSchema)]
pub(super) struct ScheduleOut {
    code: String,
    record: Coded,
    counts_from: Coded,
    months: u16,
    action: Coded,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: Option<String>,
    source: String,
    /// Whether it is a default from memory, to be confirmed.
    from_memory: bool,
    /// Whether it is the agency's own.
    own: bool,
}

fn schedule(one: &Schedule) -> ScheduleOut {
    ScheduleOut {
        code: one.code.to_string(),
        record: coded!(one.record),
        counts_from: coded!(one.counts_from),
        months: one.months,
        action: coded!(one.action),
        from: one.from.to_string(),
        until: one.until.map(|day| day.to_string()),
        source: one.source.to_string(),
        from_memory: one.from_memory,
        own: one.agency.is_some(),
    }
}

/// A record that the caller's agency keeps, and how long.
#[derive(Serialize, ToSchema)]
struct HeldOut {
    person: Uuid,
    reference: String,
    /// Who recorded it, where that agency has left; null for the caller's own.
    recorded_by: Option<LeftOut>,
    /// The row that decides.
    schedule: Option<ScheduleOut>,
    #[schema(format = Date)]
    counted_from: Option<String>,
    /// The day on which the period is over.
    #[schema(format = Date)]
    over: Option<String>,
    /// What stops its disposal; nothing when it is due.
    stops: Vec<Coded>,
    /// A proposal that waits for a second person.
    proposed: Option<Uuid>,
}

fn held(kept: &Kept, holding: &Holding, assessment: &Assessment) -> HeldOut {
    let rests_on = assessment.rests_on.as_ref();
    HeldOut {
        person: holding.person.0,
        reference: holding.reference.clone(),
        recorded_by: left(kept),
        schedule: rests_on.map(|(row, _, _)| schedule(row)),
        counted_from: rests_on.map(|(_, from, _)| from.to_string()),
        over: rests_on.map(|(_, _, over)| over.to_string()),
        stops: assessment.stops.iter().map(|stop| coded!(stop)).collect(),
        proposed: holding.proposed.map(|id| id.0),
    }
}

/// A disposal as it stands.
#[derive(Serialize, ToSchema)]
struct DisposalOut {
    id: Uuid,
    /// Who recorded what it is about, where that agency has left; null for the caller's own.
    recorded_by: Option<LeftOut>,
    state: Coded,
    /// The row of the schedules, in words.
    schedule: String,
    #[schema(format = Date)]
    counted_from: String,
    #[schema(format = Date)]
    over: String,
    at: String,
    decided_at: Option<String>,
}

fn disposal(one: &Disposal, kept: Option<&Kept>) -> DisposalOut {
    DisposalOut {
        id: one.proposal.id.0,
        recorded_by: kept.and_then(left),
        state: coded!(one.state),
        schedule: one.proposal.schedule.to_string(),
        counted_from: one.proposal.counted_from.to_string(),
        over: one.proposal.due.to_string(),
        at: one.proposal.stamp.at.to_string(),
        decided_at: one.decided.map(|stamp| stamp.at.to_string()),
    }
}

/// What is due, and what became of proposals.
#[derive(Serialize, ToSchema)]
pub(super) struct RetentionOut {
    due: Vec<HeldOut>,
    /// How many records were looked at for this page.
    looked_at: u32,
    /// Where the next page begins.
    next: Option<String>,
    /// Holds that stand, by their day of review.
    holds: Vec<StandingHoldOut>,
    disposals: Vec<DisposalOut>,
}

/// What the caller's agency may dispose of, what it holds, and what it disposed of: its own records, and those of each agency that
/// has left and whose records it keeps.
#[utoipa::path(get, path = paths::RETENTION, tag = "rights", params(After),
    responses((status = 200, description = "Records that are due, and disposals", body = RetentionOut)))]
pub(super) async fn list_retention(cx: WebCx, Query(after): Query<After>) -> Answer {
    let model = retention::list(cx.app(), cx.viewer(), after.cursor).await?;
    let due = |one: &Due| held(&one.kept, &one.holding, &one.assessment);
    let recorded = |one: &Disposal| disposal(one, model.left(one.proposal.of));
    let standing = |(one, reference): &(Hold, String)| StandingHoldOut {
        person: one.person.0,
        reference: reference.clone(),
        recorded_by: model.left(one.of).and_then(left),
        hold: hold(one),
    };
    let out = RetentionOut {
        due: model.due.iter().map(due).collect(),
        looked_at: model.looked_at,
        next: model.next.map(|(of, person)| cursor([of.to_string(), person.to_string()])),
        holds: model.holds.iter().map(standing).collect(),
        disposals: model.disposals.iter().map(recorded).collect(),
    };
    json(StatusCode::OK, &out)
}

/// A hold that stands, and on which record.
#[derive(Serialize, ToSchema)]
struct StandingHoldOut {
    person: Uuid,
    reference: String,
    /// Who recorded it, where that agency has left; null for the caller's own.
    recorded_by: Option<LeftOut>,
    hold: HoldOut,
}

/// A hold.
#[derive(Serialize, ToSchema)]
struct HoldOut {
    id: Uuid,
    why: String,
    #[schema(format = Date)]
    review: String,
    at: String,
    ended_at: Option<String>,
    ended_why: Option<String>,
}

fn hold(one: &Hold) -> HoldOut {
    HoldOut {
        id: one.id.0,
        why: one.why.to_string(),
        review: one.review.to_string(),
        at: one.stamp.at.to_string(),
        ended_at: one.ended.as_ref().map(|(stamp, _)| stamp.at.to_string()),
        ended_why: one.ended.as_ref().map(|(_, why)| why.to_string()),
    }
}

/// One record, and how long it is kept.
#[derive(Serialize, ToSchema)]
pub(super) struct HeldRecordOut {
    record: HeldOut,
    holds: Vec<HoldOut>,
}

async fn held_record(cx: &WebCx, person: PersonId, which: Which) -> Answer {
    let model = retention::record(cx.app(), cx.viewer(), person, which).await?;
    let record = held(&model.kept, &model.holding, &model.assessment);
    json(StatusCode::OK, &HeldRecordOut { record, holds: model.holds.iter().map(hold).collect() })
}

/// One record that the caller's agency keeps, and how long.
#[utoipa::path(get, path = paths::RETENTION_RECORD, tag = "rights", params(("id" = uuid::Uuid, Path), Whose),
    responses((status = 200, description = "The record", body = HeldRecordOut)))]
pub(super) async fn open_held_record(cx: WebCx, Id(person): Id<PersonId>, Query(of): Query<Whose>) -> Answer {
    held_record(&cx, person, of.agency.into()).await
}

/// A hold to place, or to end.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LegalHoldIn {
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    why: String,
    /// The day on which it is looked at again; left out, the hold that stands is ended.
    #[serde(default)]
    #[schema(format = Date)]
    review: Option<String>,
}

/// Place a legal hold on a record that the caller's agency keeps, or end the one that stands.
#[utoipa::path(post, path = paths::RETENTION_HOLD, tag = "rights", params(("id" = uuid::Uuid, Path), Whose), request_body = LegalHoldIn,
    responses((status = 200, description = "As it is now", body = HeldRecordOut)))]
pub(super) async fn hold_record(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(of): Query<Whose>,
    body: Json<LegalHoldIn>,
) -> Answer {
    let mut check = Check::exact();
    let why = check.prose("why", &body.value.why, "why");
    let step = match &body.value.review {
        None => read(check, || Some(HoldStep::End(why?)))?,
        Some(day) => {
            let day = check.code("review", day, str::parse::<Date>, "Give the day of review");
            read(check, || Some(HoldStep::Place(why?, day?)))?
        }
    };
    let which = of.agency.into();
    retention::hold(cx.app(), cx.viewer(), person, which, step).await?;
    held_record(&cx, person, which).await
}

/// Write down that nobody of the agency that recorded it works with the person any more, where nothing else stops the disposal.
#[utoipa::path(post, path = paths::RETENTION_END, tag = "rights", params(("id" = uuid::Uuid, Path), Whose),
    responses((status = 200, description = "As it is now", body = HeldRecordOut)))]
pub(super) async fn end_work(cx: WebCx, Id(person): Id<PersonId>, Query(of): Query<Whose>) -> Answer {
    let which = of.agency.into();
    retention::end_work(cx.app(), cx.viewer(), person, which).await?;
    held_record(&cx, person, which).await
}

/// Propose that a record that the caller's agency keeps is disposed of; a second person carries it out at a page.
#[utoipa::path(post, path = paths::RETENTION_DISPOSALS, tag = "rights", params(("id" = uuid::Uuid, Path), Whose),
    responses((status = 201, description = "Proposed", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn propose_disposal(cx: WebCx, Id(person): Id<PersonId>, Query(of): Query<Whose>) -> Answer {
    let id = retention::propose(cx.app(), cx.viewer(), person, of.agency.into()).await?;
    created(&paths::disposal(id), &Made { id: id.0 })
}

/// One disposal, with its certificate.
#[derive(Serialize, ToSchema)]
pub(super) struct CertifiedOut {
    disposal: DisposalOut,
    /// What was taken away, by kind; who decided, when; and where the log stood.
    #[schema(value_type = Object)]
    certificate: Option<serde_json::Value>,
    /// Whether the log tells the same, and its chain has the hash that the certificate names.
    holds: Option<bool>,
}

/// One disposal of what the caller's agency keeps, with its certificate held against the log.
#[utoipa::path(get, path = paths::DISPOSAL, tag = "rights", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The disposal", body = CertifiedOut)))]
pub(super) async fn open_disposal(cx: WebCx, Id(id): Id<DisposalId>, Query(()): Query<()>) -> Answer {
    let model = retention::disposal(cx.app(), cx.viewer(), id).await?;
    let out = CertifiedOut {
        disposal: disposal(&model.disposal, Some(&model.kept)),
        certificate: model.says.clone(),
        holds: model.holds,
    };
    json(StatusCode::OK, &out)
}

/// The rows that count for the caller's agency.
#[derive(Serialize, ToSchema)]
pub(super) struct SchedulesOut {
    items: Vec<ScheduleOut>,
}

/// How long the caller's own agency keeps records.
#[utoipa::path(get, path = paths::RETENTION_SCHEDULES, tag = "rights",
    responses((status = 200, description = "The schedules", body = SchedulesOut)))]
pub(super) async fn list_schedules(cx: WebCx, Query(()): Query<()>) -> Answer {
    let rows = retention::schedules(cx.app(), cx.viewer()).await?;
    json(StatusCode::OK, &SchedulesOut { items: rows.iter().map(schedule).collect() })
}

/// A period of the agency's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScheduleIn {
    #[schema(pattern = "^(case|mental_health|child)$")]
    record: String,
    #[schema(pattern = "^(order_end|last_contact|discharge|birth)$")]
    counts_from: String,
    #[schema(minimum = 1, maximum = 1200)]
    months: u16,
    #[schema(pattern = "^(dispose|review)$")]
    action: String,
    /// Today or a later day.
    #[schema(format = Date)]
    from: String,
    /// Where it is written.
    #[schema(min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    source: String,
}

/// Set a period of the caller's agency's own, from a day on.
#[utoipa::path(post, path = paths::RETENTION_SCHEDULES, tag = "rights", request_body = ScheduleIn,
    responses((status = 200, description = "Set", body = ScheduleOut)))]
pub(super) async fn set_schedule(cx: WebCx, Query(()): Query<()>, body: Json<ScheduleIn>) -> Answer {
    let mut check = Check::exact();
    let sent = &body.value;
    let record = check.code("record", &sent.record, RecordKind::from_code, "Give a kind of the list");
    let counts =
        check.code("counts_from", &sent.counts_from, CountsFrom::from_code, "Give a day of the list");
    let action = check.code("action", &sent.action, AfterPeriod::from_code, "Give an action of the list");
    let from = check.code("from", &sent.from, str::parse::<Date>, "Give the first day");
    let source = check.line("source", &sent.source, "where it is written");
    let months = sent.months;
    let command = read(check, || {
        Some(SetSchedule {
            record: record?,
            counts_from: counts?,
            months,
            action: action?,
            from: from?,
            source: source?,
        })
    })?;
    let one = retention::set_schedule(cx.app(), cx.viewer(), command).await?;
    json(StatusCode::OK, &schedule(&one))
}
