//! Pathways of services and their reviews through the API.

use super::{
    json::{Json, created, json, read},
    wire::PathwayOut,
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query},
    paths::api as paths,
};
use app::pathways::{self, AmendPathway, HoldReview};
use domain::{
    ids::ServiceId,
    protocol::{Definition, Limit, Stage},
    referral::Side,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The pathway of a service: versions and review meetings.
#[utoipa::path(get, path = paths::PATHWAY, tag = "pathways", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The pathway", body = PathwayOut)))]
pub(super) async fn open_pathway(cx: WebCx, Id(id): Id<ServiceId>, Query(()): Query<()>) -> Answer {
    let model = pathways::pathway(cx.app(), cx.viewer(), id).await?;
    json(StatusCode::OK, &PathwayOut::of(&model))
}

/// The limit of one stage.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PathwayLimitIn {
    #[schema(pattern = "^(answer|information|book|begin|feedback|elsewhere)$")]
    stage: String,
    #[schema(pattern = "^(referrer|provider)$")]
    owner: String,
    #[schema(minimum = 1, maximum = 250)]
    working_days: u16,
}

/// A change of the pathway.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AmendmentIn {
    /// One for each stage.
    #[schema(max_items = 6)]
    limits: Vec<PathwayLimitIn>,
    asking_stops_clock: bool,
    waiting_list: bool,
    offers: bool,
    /// From which day new referrals are under it.
    #[schema(format = Date)]
    from: String,
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    why: String,
}

/// A review that was held.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PathwayReviewIn {
    /// The day on which it was due.
    #[schema(format = Date)]
    due: String,
    /// The day on which it was held.
    #[schema(format = Date)]
    on: String,
    /// What was said and decided; nothing about any person.
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    words: String,
    /// What was changed, if anything.
    #[serde(default)]
    amend: Option<AmendmentIn>,
}

/// What a review left.
#[derive(Serialize, ToSchema)]
pub(super) struct ReviewedOut {
    /// The number of the version that was agreed, if one was.
    version: Option<u16>,
}

fn definition(sent: &AmendmentIn, check: &mut Check) -> Option<Definition> {
    let mut limits = BTreeMap::new();
    for limit in &sent.limits {
        let stage = check.code("stage", &limit.stage, Stage::from_code, "Must be a stage of the pathway");
        let owner = check.code(
            "owner",
            &limit.owner,
            |code| Side::from_code(code).ok_or(()),
            "Must be referrer or provider",
        );
        limits.insert(stage?, Limit { owner: owner?, working_days: limit.working_days });
    }
    match Definition::new(limits, sent.asking_stops_clock, sent.waiting_list, sent.offers) {
        Ok(definition) => Some(definition),
        Err(_) => {
            check.wrong("limits", "incomplete", "Give a limit of 1 to 250 working days for every stage")
        }
    }
}

/// Record a review of a pathway, with the new version that was agreed there.
#[utoipa::path(post, path = paths::PATHWAY_REVIEW, tag = "pathways", params(("id" = uuid::Uuid, Path)), request_body = PathwayReviewIn,
    responses((status = 201, description = "Recorded", body = ReviewedOut, headers(("Location" = String, description = "Where the pathway is")))))]
pub(super) async fn hold_review(
    cx: WebCx,
    Id(id): Id<ServiceId>,
    Query(()): Query<()>,
    body: Json<PathwayReviewIn>,
) -> Answer {
    let sent = body.value;
    let mut check = Check::exact();
    let mut day = |field, text: &str| {
        let found = check.iso_date(field, text);
        if text.is_empty() { check.wrong(field, "required", "Give the day") } else { found }
    };
    let (due, on) = (day("due", &sent.due), day("on", &sent.on));
    let from = sent.amend.as_ref().and_then(|amend| day("from", &amend.from));
    let words = check.prose("words", &sent.words, "what was said and decided");
    let amend = match &sent.amend {
        None => Some(None),
        Some(amend) => {
            let definition = definition(amend, &mut check);
            let why = check.prose("why", &amend.why, "why it is changed");
            definition
                .zip(from)
                .zip(why)
                .map(|((definition, from), why)| Some(AmendPathway { definition, from, why }))
        }
    };
    let command =
        read(check, || Some(HoldReview { service: id, due: due?, on: on?, words: words?, amend: amend? }))?;
    let version = pathways::hold(cx.app(), cx.viewer(), command).await?;
    created(&paths::pathway(id), &ReviewedOut { version })
}
