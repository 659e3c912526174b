//! Failures to comply.

use super::{or_current, wire::FailureOut};
use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::{Json, Key, Seen, created, read, versioned},
        wire::{Coded, Made, coded},
    },
    form::{Check, Query},
    paths::api as paths,
};
use app::{
    Refusal,
    enforcement::{self, NewFailure, Step},
};
use domain::{
    failure::{FailureMove, Finding, Warning},
    ids::{FailureId, OrderId},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A failure that was not a missed appointment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FailureIn {
    #[schema(format = Date)]
    day: String,
    /// What happened.
    #[schema(min_length = 1, max_length = 200)]
    what: String,
    /// The reason that the person offered.
    #[serde(default)]
    #[schema(max_length = 200)]
    offered: Option<String>,
}

/// Record a failure to comply by hand.
#[utoipa::path(post, path = paths::ORDER_FAILURES, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = FailureIn,
    responses((status = 201, description = "Recorded", body = Made, headers(("Location" = String, description = "Where the failure is")))))]
pub(in crate::api) async fn record_failure(
    cx: WebCx,
    Id(order): Id<OrderId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<FailureIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let day = check.iso_date("day", &sent.day);
    let what = check.line("what", &sent.what, "what happened");
    let offered = check.optional_line("offered", sent.offered.as_deref().unwrap_or_default(), "the reason");
    let new = read(check, || Some(NewFailure { order, day: day?, what: what?, offered }))?;
    let once = key.once(&body.text)?;
    let id = enforcement::record(cx.app(), cx.viewer(), new, once.as_ref()).await?;
    created(&paths::failure(id), &Made { id: id.0 })
}

/// One failure with its history and what warnings of the order mean for it.
#[utoipa::path(get, path = paths::FAILURE, tag = "orders", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The failure", body = FailureOut, headers(("ETag" = String, description = "Its version")))))]
pub(in crate::api) async fn open_failure(cx: WebCx, Id(id): Id<FailureId>, Query(()): Query<()>) -> Answer {
    let opened = enforcement::failure(cx.app(), cx.viewer(), id).await?;
    versioned(opened.this.failure.version(), &FailureOut::of(&opened))
}

async fn current(cx: &WebCx, id: FailureId) -> Result<serde_json::Value, Refusal> {
    let opened = enforcement::failure(cx.app(), cx.viewer(), id).await?;
    Ok(serde_json::to_value(FailureOut::of(&opened)).unwrap_or_default())
}

/// The three contents of a warning.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WarningIn {
    /// What happened.
    #[schema(min_length = 1, max_length = 12_000)]
    circumstances: String,
    /// That it is unacceptable.
    #[schema(min_length = 1, max_length = 12_000)]
    unacceptable: String,
    /// That another breach within twelve months makes the person liable to be brought to court.
    #[schema(min_length = 1, max_length = 12_000)]
    liability: String,
}

/// A step on a failure. Which of the others is needed follows from the step.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FailureStepIn {
    #[schema(pattern = "^(await|accept|reject|warn|refer|void|begin|drop|hear)$")]
    step: String,
    #[serde(default)]
    #[schema(format = Date)]
    day: Option<String>,
    /// The reason.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
    #[serde(default)]
    warning: Option<WarningIn>,
    #[serde(default)]
    #[schema(pattern = "^(proved|not_proved|withdrawn|adjourned)$")]
    finding: Option<String>,
}

/// Where a failure stands after a step.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct FailureSteppedOut {
    state: Coded,
    version: i64,
}

fn step(check: &mut Check, sent: &FailureStepIn) -> Option<Step> {
    let step = check.code("step", &sent.step, FailureMove::from_code, "Select a step")?;
    let words = sent.words.as_deref().unwrap_or_default();
    let reason = |check: &mut Check| check.prose("words", words, "the reason");
    match step {
        FailureMove::Await => Some(Step::Await),
        FailureMove::Accept => reason(check).map(Step::Accept),
        FailureMove::Reject => reason(check).map(Step::Reject),
        FailureMove::Warn => {
            let Some(given) = &sent.warning else {
                return check.wrong("warning", "required", "Give the three contents of the warning");
            };
            let circumstances = check.prose("circumstances", &given.circumstances, "what happened");
            let unacceptable = check.prose("unacceptable", &given.unacceptable, "that it is unacceptable");
            let liability = check.prose("liability", &given.liability, "what follows from another breach");
            Some(Step::Warn(Warning {
                circumstances: circumstances?,
                unacceptable: unacceptable?,
                liability: liability?,
            }))
        }
        FailureMove::Refer => reason(check).map(Step::Refer),
        FailureMove::Void => reason(check).map(Step::Void),
        FailureMove::Begin => Some(Step::Begin),
        FailureMove::Drop => reason(check).map(Step::Drop),
        FailureMove::Hear => {
            let finding = sent.finding.as_deref().unwrap_or_default();
            let finding = check.code("finding", finding, Finding::from_code, "Select what the court found");
            Some(Step::Hear(finding?, check.optional_prose("words", words, "your words")))
        }
        FailureMove::Withdraw | FailureMove::Restore => {
            check.wrong("step", "unknown", "It follows from correcting an appointment, and is not chosen")
        }
    }
}

/// Decide, warn, refer, or record what the court found.
#[utoipa::path(post, path = paths::FAILURE_STEPS, tag = "orders", params(("id" = uuid::Uuid, Path)), request_body = FailureStepIn,
    responses((status = 200, description = "Where it stands now", body = FailureSteppedOut)))]
pub(in crate::api) async fn step_failure(
    cx: WebCx,
    Id(id): Id<FailureId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<FailureStepIn>,
) -> Answer {
    let mut check = Check::exact();
    let day = check.iso_date("day", body.value.day.as_deref().unwrap_or_default());
    let step = step(&mut check, &body.value);
    let step = read(check, || step)?;
    let done = enforcement::step(cx.app(), cx.viewer(), id, seen, day, step).await;
    let stepped = or_current(done, current(&cx, id)).await?;
    versioned(stepped.version, &FailureSteppedOut { state: coded!(stepped.state), version: stepped.version })
}
