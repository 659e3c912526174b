//! Steps of an order and its requirements, leads and cadence.

use super::{make::current, or_current};
use crate::{
    answer::{Answer, Id, WebCx},
    api::json::{Json, Seen, json, read, versioned},
    form::{Check, Query},
    paths::api as paths,
};
use app::orders::{self, OrderStep, RequirementStep, SetLead};
use domain::{
    cadence::Trigger,
    ids::OrderId,
    lead::Activity,
    order_course::{OrderMove, Recipient},
    requirement::RequirementMove,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where something stands after a step.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct VersionOut {
    /// Its version now.
    pub(super) version: i64,
}

/// A step of an order. Which of the others is needed follows from the step.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OrderStepIn {
    #[schema(pattern = "^(serve|allocate|induct|commence|plan|review|vary|transfer|suspend|resume)$")]
    step: String,
    /// On which day; today, where none is given.
    #[serde(default)]
    #[schema(format = Date)]
    day: Option<String>,
    /// To whom a copy was given.
    #[serde(default)]
    #[schema(pattern = "^(person|responsible_officer|court_officer|provider)$")]
    recipient: Option<String>,
    /// To whom it is allocated.
    #[serde(default)]
    #[schema(format = Uuid)]
    account: Option<String>,
    /// To which probation agency it is transferred.
    #[serde(default)]
    #[schema(format = Uuid)]
    agency: Option<String>,
    /// The new end.
    #[serde(default)]
    #[schema(format = Date)]
    ends: Option<String>,
    /// Why, or what was found.
    #[serde(default)]
    #[schema(max_length = 200)]
    words: Option<String>,
}

fn step(check: &mut Check, sent: &OrderStepIn) -> Option<OrderStep> {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let step = check.code("step", &sent.step, OrderMove::from_code, "Select a step")?;
    match step {
        OrderMove::Serve => check
            .code("recipient", &text(&sent.recipient), Recipient::from_code, "Select who was given a copy")
            .map(OrderStep::Serve),
        OrderMove::Allocate => {
            check.id("account", &text(&sent.account), "Give the id of an account").map(OrderStep::Allocate)
        }
        OrderMove::Induct => Some(OrderStep::Induct),
        OrderMove::Commence => Some(OrderStep::Commence),
        OrderMove::Plan => Some(OrderStep::Plan),
        OrderMove::Review => {
            Some(OrderStep::Review(check.optional_line("words", &text(&sent.words), "what was found")))
        }
        OrderMove::Vary => {
            let ends = check.iso_date("ends", &text(&sent.ends));
            if ends.is_none() && text(&sent.ends).is_empty() {
                check.wrong::<()>("ends", "required", "Give the new end");
            }
            let reason = check.line("words", &text(&sent.words), "why the court varied it");
            Some(OrderStep::Vary { ends: ends?, reason: reason? })
        }
        OrderMove::Transfer => {
            check.id("agency", &text(&sent.agency), "Give the id of an agency").map(OrderStep::Transfer)
        }
        OrderMove::Suspend => {
            check.line("words", &text(&sent.words), "why it stands still").map(OrderStep::Suspend)
        }
        OrderMove::Resume => Some(OrderStep::Resume),
        OrderMove::End => check.wrong("step", "elsewhere", "End an order at its own address"),
    }
}

/// Take a step of an order.
#[utoipa::path(post, path = paths::ORDER_STEPS, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = OrderStepIn,
    responses((status = 200, description = "Its version now", body = VersionOut)))]
pub(in crate::api) async fn step_order(
    cx: WebCx,
    Id(id): Id<OrderId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<OrderStepIn>,
) -> Answer {
    let mut check = Check::exact();
    let day = check.iso_date("day", body.value.day.as_deref().unwrap_or_default());
    let step = step(&mut check, &body.value);
    let step = read(check, || step)?;
    let done = orders::carry_out(cx.app(), cx.viewer(), id, seen, day, step).await;
    let version = or_current(done, current(&cx, id)).await?;
    versioned(version, &VersionOut { version })
}

/// A step of a requirement, or how much of it is done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RequirementStepIn {
    #[schema(format = Uuid)]
    requirement: String,
    #[serde(default)]
    #[schema(pattern = "^(refer|accept|decline|waitlist|commence|change|complete|terminate)$")]
    step: Option<String>,
    #[serde(default)]
    #[schema(format = Date)]
    day: Option<String>,
    #[serde(default)]
    #[schema(max_length = 200)]
    words: Option<String>,
    /// How much is done now.
    #[serde(default)]
    done: Option<u32>,
}

/// Take a step of a requirement; the version is the requirement's.
#[utoipa::path(post, path = paths::ORDER_REQUIREMENTS, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = RequirementStepIn,
    responses((status = 200, description = "The requirement's version now", body = VersionOut)))]
pub(in crate::api) async fn step_requirement(
    cx: WebCx,
    Id(order): Id<OrderId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<RequirementStepIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let requirement = check.id("requirement", &sent.requirement, "Give the id of a requirement");
    let step = sent
        .step
        .as_ref()
        .and_then(|code| check.code("step", code, RequirementMove::from_code, "Select a step"));
    let day = check.iso_date("day", sent.day.as_deref().unwrap_or_default());
    let words = check.optional_line("words", sent.words.as_deref().unwrap_or_default(), "your words");
    let done = sent.done;
    if sent.step.is_none() && done.is_none() {
        check.wrong::<()>("step", "required", "Give a step, or how much is done");
    }
    let command = read(check, || {
        Some(RequirementStep { order, requirement: requirement?, seen, step, day, words, done })
    })?;
    let done = orders::requirement_step(cx.app(), cx.viewer(), command).await;
    let version = or_current(done, current(&cx, order)).await?;
    versioned(version, &VersionOut { version })
}

/// Another lead than the delivery model's.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct LeadIn {
    #[schema(pattern = "^(supervision|programmes|treatment|commissioning|integrity|performance)$")]
    activity: String,
    #[schema(format = Uuid)]
    agency: String,
    #[serde(default)]
    #[schema(format = Uuid)]
    account: Option<String>,
    #[schema(min_length = 1, max_length = 200)]
    reason: String,
}

/// Set who leads on an activity, with the reason.
#[utoipa::path(post, path = paths::ORDER_LEADS, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = LeadIn,
    responses((status = 200, description = "Set", body = VersionOut)))]
pub(in crate::api) async fn set_lead(
    cx: WebCx,
    Id(order): Id<OrderId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<LeadIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let activity = check.code("activity", &sent.activity, Activity::from_code, "Select an activity");
    let agency = check.id("agency", &sent.agency, "Give the id of an agency");
    let account = sent.account.clone().unwrap_or_default();
    let account = check.optional_id("account", &account, "Give the id of an account");
    let reason = check.line("reason", &sent.reason, "why");
    let command = read(check, || {
        Some(SetLead { order, seen, activity: activity?, agency: agency?, account, reason: reason? })
    })?;
    let done = orders::set_lead(cx.app(), cx.viewer(), command).await;
    or_current(done, current(&cx, order)).await?;
    json(StatusCode::OK, &VersionOut { version: seen })
}

/// What raises the cadence, or raises it no longer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct CadenceIn {
    #[schema(pattern = "^(seriousness|complex_needs|non_compliance|change)$")]
    trigger: String,
    /// Why; without it the trigger holds no longer.
    #[serde(default)]
    #[schema(max_length = 200)]
    words: Option<String>,
}

/// Raise the cadence of joint meetings, or lower it.
#[utoipa::path(post, path = paths::ORDER_CADENCE, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = CadenceIn,
    responses((status = 200, description = "Recorded", body = VersionOut)))]
pub(in crate::api) async fn set_cadence(
    cx: WebCx,
    Id(order): Id<OrderId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<CadenceIn>,
) -> Answer {
    let mut check = Check::exact();
    let trigger = check.code("trigger", &body.value.trigger, Trigger::from_code, "Select what raises it");
    let words = body.value.words.as_ref().and_then(|words| check.line("words", words, "why"));
    let trigger = read(check, || trigger)?;
    let done = match words {
        Some(words) => orders::raise_cadence(cx.app(), cx.viewer(), order, seen, trigger, words).await,
        None => orders::lower_cadence(cx.app(), cx.viewer(), order, seen, trigger).await,
    };
    or_current(done, current(&cx, order)).await?;
    json(StatusCode::OK, &VersionOut { version: seen })
}
