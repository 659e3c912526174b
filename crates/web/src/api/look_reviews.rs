//! Looks watched over, through the API: what waits for review, drawing a share, and one look with its review.

use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::{Json, json, read},
        wire::{Coded, coded},
    },
    form::{Asked, Check, Query, Typed},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    look_reviews::{self, OneLook},
    ports::ReviewedRecord,
};
use domain::{
    ids::{AgreementId, LedgerId},
    look_review::{Sample, Verdict},
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
    let review = Access::May(Action::ReviewLooks);
    vec![
        Route::api(Get, paths::LOOK_REVIEWS, reads, review, list_look_reviews),
        Route::api(Post, paths::LOOK_SAMPLES, writes, review, draw_looks),
        Route::api(Get, paths::LOOK_REVIEW, reads, review, open_look),
        Route::api(Post, paths::LOOK_REVIEW, writes, review, review_look),
    ]
}

/// The week that ends with this day.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Until {
    /// The last day of the week; today unless said.
    #[param(required = false, value_type = String, format = Date)]
    until: Option<Date>,
}

impl Asked for Until {
    const KNOWN: &'static [&'static str] = &["until"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self { until: check.iso_date("until", typed.get("until")) }
    }
}

/// A look with signs of being unusual.
#[derive(Serialize, ToSchema)]
struct UnusualOut {
    id: Uuid,
    at: String,
    by: String,
    /// The short reference of the record.
    reference: String,
    signs: Vec<Coded>,
}

/// A look that was drawn and waits for review.
#[derive(Serialize, ToSchema)]
struct DrawnOut {
    id: Uuid,
    at: String,
    by: String,
    agreement: Uuid,
    title: String,
}

/// A share that was drawn.
#[derive(Serialize, ToSchema)]
pub(super) struct SampleOut {
    agreement: Uuid,
    #[schema(format = Date)]
    month: String,
    per_cent: u8,
    looks: u32,
    drawn: u32,
}

/// A sign that an alert took.
#[derive(Serialize, ToSchema)]
struct SignalOut {
    /// When the alert was raised.
    #[schema(format = Date)]
    raised: String,
    /// The short reference of the record.
    reference: String,
    section: Coded,
    /// The agency that was alerted.
    to: String,
    agreement: Uuid,
    version: u16,
    clause: u16,
}

/// What waits for review.
#[derive(Serialize, ToSchema)]
pub(super) struct LookListOut {
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: String,
    unusual: Vec<UnusualOut>,
    /// Whether there are more than are told.
    cut: bool,
    drawn: Vec<DrawnOut>,
    samples: Vec<SampleOut>,
    /// What alerts of that week took from the records of the agency, the latest first. Who was alerted is not told from whom.
    signals: Vec<SignalOut>,
}

fn sample(one: &Sample) -> SampleOut {
    SampleOut {
        agreement: one.agreement.0,
        month: one.month.to_string(),
        per_cent: one.per_cent,
        looks: one.looks,
        drawn: one.drawn,
    }
}

/// Looks of the caller's own agency that wait for review.
#[utoipa::path(get, path = paths::LOOK_REVIEWS, tag = "rights", params(Until),
    responses((status = 200, description = "Unusual looks of a week, and looks that were drawn", body = LookListOut)))]
pub(super) async fn list_look_reviews(cx: WebCx, Query(asked): Query<Until>) -> Answer {
    let model = look_reviews::look_list(cx.app(), cx.viewer(), asked.until).await?;
    let unusual = model.unusual.iter().map(|one| UnusualOut {
        id: one.look.id.0,
        at: one.look.opened.at.to_string(),
        by: one.look.by.clone(),
        reference: one.look.reference.clone(),
        signs: one.signs.iter().map(|sign| coded!(sign)).collect(),
    });
    let drawn = model.drawn.iter().map(|(one, title)| DrawnOut {
        id: one.id.0,
        at: one.at.to_string(),
        by: one.by.clone(),
        agreement: one.agreement.0,
        title: title.clone(),
    });
    let signals = model.signals.iter().map(|(one, _)| SignalOut {
        raised: one.raised.to_string(),
        reference: one.reference.clone(),
        section: coded!(one.signal.section),
        to: model.names.agency(one.signal.to),
        agreement: one.signal.agreement.0,
        version: one.signal.version,
        clause: one.signal.clause,
    });
    let out = LookListOut {
        from: model.from.to_string(),
        until: model.until.to_string(),
        unusual: unusual.collect(),
        cut: model.cut,
        signals: signals.collect(),
        drawn: drawn.collect(),
        samples: model.samples.iter().map(|(one, _)| sample(one)).collect(),
    };
    json(StatusCode::OK, &out)
}

/// What is to be drawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DrawIn {
    agreement: Uuid,
    /// Any day of a month that is over.
    #[schema(format = Date)]
    month: String,
}

/// Draw the share of a month's looks that an agreement's terms say.
#[utoipa::path(post, path = paths::LOOK_SAMPLES, tag = "rights", request_body = DrawIn,
    responses((status = 200, description = "Drawn", body = SampleOut)))]
pub(super) async fn draw_looks(cx: WebCx, Query(()): Query<()>, body: Json<DrawIn>) -> Answer {
    let mut check = Check::exact();
    let month = check.code("month", &body.value.month, str::parse::<Date>, "Give a day of the month");
    let month = read(check, || month)?;
    let agreement = AgreementId(body.value.agreement);
    let drawn = look_reviews::draw(cx.app(), cx.viewer(), agreement, month).await?;
    json(StatusCode::OK, &sample(&drawn))
}

/// A record that was looked at.
#[derive(Serialize, ToSchema)]
struct RecordOut {
    reference: String,
    shown: Vec<Coded>,
}

/// One look.
#[derive(Serialize, ToSchema)]
pub(super) struct WatchedLookOut {
    id: Uuid,
    at: String,
    by: String,
    purpose: Coded,
    asked: String,
    /// The agreements that it rests on, with their versions.
    under: Vec<String>,
    records: Vec<RecordOut>,
    verdict: Option<Coded>,
    words: Option<String>,
    may_review: bool,
}

fn out(model: &OneLook) -> WatchedLookOut {
    let one = &model.look;
    let record = |one: &ReviewedRecord| RecordOut {
        reference: one.reference.clone(),
        shown: one.shown.iter().map(|section| coded!(section)).collect(),
    };
    WatchedLookOut {
        id: one.id.0,
        at: one.at.to_string(),
        by: one.by.clone(),
        purpose: coded!(one.purpose),
        asked: one.asked.clone(),
        under: model.under.clone(),
        records: one.people.iter().map(record).collect(),
        verdict: one.review.as_ref().map(|(found, _)| coded!(found.verdict)),
        words: one.review.as_ref().map(|(found, _)| found.words.to_string()),
        may_review: model.may_review,
    }
}

/// One look of the caller's own agency.
#[utoipa::path(get, path = paths::LOOK_REVIEW, tag = "rights", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The look", body = WatchedLookOut)))]
pub(super) async fn open_look(cx: WebCx, Id(id): Id<LedgerId>, Query(()): Query<()>) -> Answer {
    json(StatusCode::OK, &out(&look_reviews::look(cx.app(), cx.viewer(), id).await?))
}

/// What a review found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LookReviewIn {
    #[schema(pattern = "^(fine|not_fine)$")]
    verdict: String,
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    words: String,
}

/// Keep what a review of a look found.
#[utoipa::path(post, path = paths::LOOK_REVIEW, tag = "rights", params(("id" = uuid::Uuid, Path)), request_body = LookReviewIn,
    responses((status = 200, description = "Kept", body = WatchedLookOut)))]
pub(super) async fn review_look(
    cx: WebCx,
    Id(id): Id<LedgerId>,
    Query(()): Query<()>,
    body: Json<LookReviewIn>,
) -> Answer {
    let mut check = Check::exact();
    let verdict = check.code("verdict", &body.value.verdict, Verdict::from_code, "Say what you found");
    let words = check.prose("words", &body.value.words, "what you found, in words");
    let (verdict, words) = read(check, || Some((verdict?, words?)))?;
    look_reviews::review(cx.app(), cx.viewer(), id, verdict, words).await?;
    json(StatusCode::OK, &out(&look_reviews::look(cx.app(), cx.viewer(), id).await?))
}
