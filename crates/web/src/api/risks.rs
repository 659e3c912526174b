//! Risk flags through the API.

use super::{
    json::{Json, Key, created, json, read},
    paging::{Listed, Page},
    people::place,
    wire::RiskOut,
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query, cursor},
    pages::risks::new::{SELECT_KIND, SELECT_SOURCE},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    risks::{self, Found, RaiseRisk, ReviewRisk},
};
use axum::{body::Body, response::Response};
use domain::{
    ids::{PersonId, RiskFlagId},
    risk::{RiskKind, RiskSource},
};
use gate::Action;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let (see, raises) = (Access::May(Action::SearchPeople), Access::May(Action::RaiseRisk));
    vec![
        Route::api(Get, paths::PERSON_RISKS, reads, see, list_risks),
        Route::api(Post, paths::PERSON_RISKS, writes, raises, raise_risk),
        Route::api(Post, paths::RISK_REVIEWS, writes, Access::May(Action::ReviewRisk), review_risk),
    ]
}

/// A risk that others must know of before they meet the person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RiskIn {
    #[schema(pattern = "^(self|staff|public|known_adult|children|from_others)$")]
    kind: String,
    /// What others must know.
    #[schema(min_length = 1, max_length = 10_000)]
    detail: String,
    #[schema(pattern = "^(assessment|own_work|the_person|family|police|court|other_agency)$")]
    source: String,
    /// Whether it is a rise in the risk of serious harm: joint meetings of the caller's own orders become more frequent.
    rises: bool,
    /// By which day it is looked at again; the longest time that the rules allow where none is given.
    #[serde(default)]
    #[schema(format = Date)]
    review: Option<String>,
}

/// A flag that was raised.
#[derive(Serialize, ToSchema)]
pub(super) struct RiskMade {
    id: Uuid,
    /// For a rise in the risk of serious harm: how many orders of the caller's agency have joint meetings more often from now on.
    orders_raised: Option<usize>,
}

/// A review of a flag that the caller's agency has to look at again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RiskReviewIn {
    /// Whether it still holds, or is over.
    #[schema(pattern = "^(holds|over)$")]
    found: String,
    /// Why.
    #[schema(min_length = 1, max_length = 10_000)]
    words: String,
    /// How often the flag had been looked at again when it was read: its `reviews`.
    #[serde(default)]
    seen: u32,
    /// By which day it is looked at again, where it still holds.
    #[serde(default)]
    #[schema(format = Date)]
    review: Option<String>,
}

impl RiskIn {
    fn check(&self, person: PersonId, check: &mut Check) -> Option<RaiseRisk> {
        let kind = check.code("kind", &self.kind, RiskKind::from_code, SELECT_KIND);
        let detail = check.prose("detail", &self.detail, "What others must know");
        let source = check.code("source", &self.source, RiskSource::from_code, SELECT_SOURCE);
        let review = self.review.as_deref().and_then(|day| check.iso_date("review", day));
        Some(RaiseRisk { person, kind: kind?, detail: detail?, source: source?, review, rises: self.rises })
    }
}

impl RiskReviewIn {
    fn check(&self, flag: RiskFlagId, check: &mut Check) -> Option<ReviewRisk> {
        let review = self.review.as_deref().and_then(|day| check.iso_date("review", day));
        let words = check.prose("words", &self.words, "Why");
        let found = match (self.found.as_str(), &self.review) {
            ("holds", _) => Some(Found::Holds(review)),
            ("over", None) => Some(Found::Over),
            ("over", Some(_)) => check.wrong("review", "too-much", "A flag that is over is reviewed no more"),
            _ => check.wrong("found", "unknown", "Give holds or over"),
        };
        Some(ReviewRisk { flag, seen: self.seen, found: found?, words: words? })
    }
}

/// A person's risk flags in force as far as agreements show them, newest first; the newest 50 at most.
#[utoipa::path(get, path = paths::PERSON_RISKS, tag = "people", params(("id" = Uuid, Path), Page),
    responses((status = 200, description = "Flags, newest first", body = Listed<RiskOut>)))]
pub(super) async fn list_risks(cx: WebCx, Id(person): Id<PersonId>, Query(page): Query<Page>) -> Answer {
    let after = place(&page, |cursor| cursor.part::<Uuid>(0))?;
    let part = risks::risks(cx.app(), cx.viewer(), person).await?;
    let (rows, next) = page.of(part.flags, after.as_ref(), |line| line.flag.id.0);
    let items = rows.iter().map(|line| RiskOut::of(&line.flag, &part.names)).collect();
    let (next, limit) = (next.map(|id| cursor([id])), page.limit.to_string());
    json(StatusCode::OK, &Listed::new(items, next, &paths::person_risks(person), &[("limit", &limit)]))
}

/// Raise a risk flag. Of a risk to self everybody who works with the person is alerted at once, of any other risk the own agency.
#[utoipa::path(post, path = paths::PERSON_RISKS, tag = "people", params(("id" = Uuid, Path)), request_body = RiskIn,
    responses((status = 201, description = "Raised", body = RiskMade, headers(("Location" = String, description = "Where flags are")))))]
pub(super) async fn raise_risk(cx: WebCx, Id(person): Id<PersonId>, key: Key, body: Json<RiskIn>) -> Answer {
    let mut check = Check::exact();
    let command = body.value.check(person, &mut check);
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    let raised = risks::raise(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    let made = RiskMade { id: raised.id.0, orders_raised: raised.orders };
    created(&paths::person_risks(person), &made)
}

/// Look at a risk flag of the own agency again: it still holds until another day, or it is over.
#[utoipa::path(post, path = paths::RISK_REVIEWS, tag = "people", params(("id" = Uuid, Path)), request_body = RiskReviewIn,
    responses((status = 204, description = "Recorded")))]
pub(super) async fn review_risk(
    cx: WebCx,
    Id(flag): Id<RiskFlagId>,
    key: Key,
    body: Json<RiskReviewIn>,
) -> Answer {
    let mut check = Check::exact();
    let command = body.value.check(flag, &mut check);
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    risks::review(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}
