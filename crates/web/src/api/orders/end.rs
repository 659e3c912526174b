//! The end of an order.

use super::{make::current, or_current, steps::VersionOut};
use crate::{
    answer::{Answer, Id, WebCx},
    api::json::{Json, Key, Seen, json, read, versioned},
    form::{Check, Query},
    paths::api as paths,
};
use app::orders::{self, Early, EndOrder, HandoverWords};
use domain::{
    ids::OrderId,
    order_course::EndType,
    order_end::{Outcome, OutcomeAnswer, OutcomeKind},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whom agencies that go on may turn to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct NoticesIn {
    #[schema(min_length = 1, max_length = 200)]
    contact: String,
}

/// How many agencies were told.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct EndToldOut {
    /// Now, not before.
    told: usize,
}

/// Tell every agency that goes on that probation's part ends. Nobody is told twice.
#[utoipa::path(post, path = paths::ORDER_NOTICES, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = NoticesIn,
    responses((status = 200, description = "How many were told", body = EndToldOut)))]
pub(in crate::api) async fn tell_agencies(
    cx: WebCx,
    Id(id): Id<OrderId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<NoticesIn>,
) -> Answer {
    let mut check = Check::exact();
    let contact = check.line("contact", &body.value.contact, "whom they may turn to");
    let contact = read(check, || contact)?;
    let done = orders::tell_agencies(cx.app(), cx.viewer(), id, seen, contact).await;
    let told = or_current(done, current(&cx, id)).await?;
    json(StatusCode::OK, &EndToldOut { told })
}

/// Nothing to say.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct AcknowledgedOut {
    acknowledged: bool,
}

/// Say that one's agency knows that probation's part ends.
#[utoipa::path(post, path = paths::ORDER_ACKNOWLEDGE, tag = "orders", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "Acknowledged", body = AcknowledgedOut)))]
pub(in crate::api) async fn acknowledge_end(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    orders::acknowledge(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &AcknowledgedOut { acknowledged: true })
}

/// What was reached.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OutcomeIn {
    #[schema(pattern = "^(audit|accommodation|employment)$")]
    kind: String,
    #[schema(pattern = "^(yes|no|unknown|score)$")]
    answer: String,
    #[serde(default)]
    score: Option<u32>,
    #[schema(format = Date)]
    day: String,
}

/// Record an outcome at the end of an order.
#[utoipa::path(post, path = paths::ORDER_OUTCOMES, operation_id = "record_order_outcome", tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = OutcomeIn,
    responses((status = 200, description = "Recorded", body = AcknowledgedOut)))]
pub(in crate::api) async fn record_outcome(
    cx: WebCx,
    Id(id): Id<OrderId>,
    Query(()): Query<()>,
    body: Json<OutcomeIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let kind = check.code("kind", &sent.kind, OutcomeKind::from_code, "Select what was measured");
    let answer = check.code("answer", &sent.answer, OutcomeAnswer::from_code, "Select what was found");
    let day = check.iso_date("day", &sent.day);
    let score = sent.score;
    let outcome = read(check, || Some(Outcome { kind: kind?, answer: answer?, score, day: day? }))?;
    orders::record_outcome(cx.app(), cx.viewer(), id, outcome).await?;
    json(StatusCode::OK, &AcknowledgedOut { acknowledged: true })
}

/// What the person keeps, in their words.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct HandoverIn {
    #[schema(min_length = 1, max_length = 12_000)]
    going_well: String,
    #[schema(min_length = 1, max_length = 12_000)]
    goes_on: String,
    #[schema(min_length = 1, max_length = 12_000)]
    if_hard: String,
    #[schema(min_length = 1, max_length = 200)]
    contact: String,
}

/// Write the page that the person keeps.
#[utoipa::path(post, path = paths::ORDER_HANDOVER, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = HandoverIn,
    responses((status = 200, description = "Written", body = AcknowledgedOut)))]
pub(in crate::api) async fn write_handover(
    cx: WebCx,
    Id(id): Id<OrderId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<HandoverIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let going_well = check.prose("going_well", &sent.going_well, "what is going well");
    let goes_on = check.prose("goes_on", &sent.goes_on, "what goes on");
    let if_hard = check.prose("if_hard", &sent.if_hard, "what to do when it gets hard");
    let contact = check.line("contact", &sent.contact, "whom to turn to");
    let words = read(check, || {
        Some(HandoverWords {
            going_well: going_well?,
            goes_on: goes_on?,
            if_hard: if_hard?,
            contact: contact?,
        })
    })?;
    let once = key.once(&body.text)?;
    orders::write_handover(cx.app(), cx.viewer(), id, words, once.as_ref()).await?;
    json(StatusCode::OK, &AcknowledgedOut { acknowledged: true })
}

/// What the responsible officer finds, for an early end.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EarlyIn {
    court_reviews: bool,
    /// Left out without a rehabilitation or probation requirement.
    #[serde(default)]
    instructions_needed: Option<bool>,
    /// Left out without a plan.
    #[serde(default)]
    plan_met: Option<bool>,
}

/// How an order ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct EndIn {
    #[schema(
        pattern = "^(expired|completed_early|revoked_progress|revoked_health|revoked_breach|revoked_conviction|activated|transferred_out|died|quashed)$"
    )]
    end: String,
    #[serde(default)]
    #[schema(format = Date)]
    day: Option<String>,
    #[schema(min_length = 1, max_length = 200)]
    contact: String,
    #[serde(default)]
    early: Option<EarlyIn>,
}

/// End an order; agencies that go on are told with it.
#[utoipa::path(post, path = paths::ORDER_END, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = EndIn,
    responses((status = 200, description = "Its version now", body = VersionOut)))]
pub(in crate::api) async fn end_order(
    cx: WebCx,
    Id(order): Id<OrderId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<EndIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let end = check.code("end", &sent.end, EndType::from_code, "Select how it ends");
    let day = check.iso_date("day", sent.day.as_deref().unwrap_or_default());
    let contact = check.line("contact", &sent.contact, "whom agencies may turn to");
    let early = sent.early.as_ref().map(|early| Early {
        court_reviews: early.court_reviews,
        instructions_needed: early.instructions_needed,
        plan_met: early.plan_met,
    });
    let command = read(check, || Some(EndOrder { order, seen, end: end?, day, contact: contact?, early }))?;
    let done = orders::end(cx.app(), cx.viewer(), command).await;
    let version = or_current(done, current(&cx, order)).await?;
    versioned(version, &VersionOut { version })
}
