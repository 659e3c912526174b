//! Who else a person may be, and what is decided about it, through the API.

use super::{
    json::{Json, json, read},
    paging::{Listed, Page},
    same_person::TakenForOneOut,
    wire::{Coded, IdentityOut, StampOut, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    identity::{
        self, AgreementView, DecideIdentity, IdentityReviewView, JoinedView, LikeView, WaitingView, Weighing,
    },
    people::Names,
};
use domain::{
    hearing::Evidence,
    identity_review::{Decided, Verdict},
    ids::PersonId,
    reviewer_agreement::per_thousand,
};
use gate::Action;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let may = Access::May(Action::ReviewIdentity);
    vec![
        Route::api(Get, paths::POSSIBLE_DUPLICATES, reads, may, list_possible_duplicates),
        Route::api(Get, paths::JOINED_PAIRS, reads, may, list_joined_pairs),
        Route::api(Get, paths::REVIEWER_AGREEMENT, reads, may, read_reviewer_agreement),
        Route::api(Get, paths::IDENTITY_REVIEW, reads, may, review_identity),
        Route::api(Post, paths::IDENTITY_REVIEW, writes, may, decide_identity),
    ]
}

/// Something that speaks for two records being of one person, or against it.
#[derive(Serialize, ToSchema)]
struct SpeaksOut {
    what: Coded,
    against: bool,
}

fn speaks(evidence: &[Evidence]) -> Vec<SpeaksOut> {
    evidence.iter().map(|one| SpeaksOut { what: coded!(*one), against: one.against() }).collect()
}

/// What one comparison of two records says.
#[derive(Serialize, ToSchema)]
struct WeighedStepOut {
    /// What was compared.
    code: String,
    compared: &'static str,
    /// What was found, in words.
    found: &'static str,
    /// log2 of how much likelier that is of one person than of two.
    weight: f64,
}

/// How two records weigh: `start`, the weights of the steps and `together` add up to `weight`. Logarithms (base 2) of odds, in
/// hundredths. Only what stands in the two records is weighed.
#[derive(Serialize, ToSchema)]
struct WeighingOut {
    /// Before anything is compared.
    start: f64,
    steps: Vec<WeighedStepOut>,
    /// What it changes that the comparisons are not independent.
    together: f64,
    weight: f64,
    /// The probability that they are one person, in hundredths.
    #[schema(minimum = 0, maximum = 1)]
    probability: f64,
}

impl WeighingOut {
    fn of(weighing: &Weighing) -> Self {
        let hundredths = |number: f64| (number * 100.0).round() / 100.0;
        let steps = weighing.steps.iter().map(|step| WeighedStepOut {
            code: step.code.clone(),
            compared: step.compared,
            found: step.found,
            weight: hundredths(step.weight),
        });
        Self {
            start: hundredths(weighing.start),
            steps: steps.collect(),
            together: hundredths(weighing.together),
            weight: hundredths(weighing.weight),
            probability: hundredths(weighing.probability),
        }
    }
}

/// A decision about two records.
#[derive(Serialize, ToSchema)]
pub(super) struct IdentityDecisionOut {
    verdict: Coded,
    reason: String,
    /// What spoke for it and against when it was decided.
    evidence: Vec<SpeaksOut>,
    decided: StampOut,
}

impl IdentityDecisionOut {
    pub(super) fn of(one: &Decided, names: &Names) -> Self {
        Self {
            verdict: coded!(one.verdict),
            reason: one.reason.to_string(),
            evidence: speaks(&one.evidence),
            decided: StampOut::new(one.stamp.at, names.account(one.stamp.by), names.agency(one.stamp.agency)),
        }
    }
}

/// Somebody who may be the same person, or about whom somebody decided.
#[derive(Serialize, ToSchema)]
struct LikeOut {
    person: IdentityOut,
    evidence: Vec<SpeaksOut>,
    /// How the matcher weighs the two.
    weighing: Option<WeighingOut>,
    /// Why they may be alike and yet two people.
    cautions: Vec<Coded>,
    /// Agencies that work with them, as far as the caller may know.
    known_to: Vec<String>,
    state: Coded,
    /// How many decisions are kept: a new one names it.
    version: i64,
    /// What the caller may decide now.
    may: Vec<Coded>,
    /// What was decided. Where a second person is asked, they see nothing of what the first decided before they have decided too.
    decisions: Vec<IdentityDecisionOut>,
}

impl LikeOut {
    fn of(like: &LikeView, names: &Names, today: Date) -> Self {
        Self {
            person: IdentityOut::of(&like.identity, today),
            evidence: speaks(&like.evidence),
            weighing: like.weighing.as_ref().map(WeighingOut::of),
            cautions: like.cautions.iter().map(|one| coded!(*one)).collect(),
            known_to: like.known_to.clone(),
            state: coded!(like.review.state()),
            version: like.review.version(),
            may: like.may.iter().map(|verdict| coded!(*verdict)).collect(),
            decisions: like
                .review
                .decisions()
                .iter()
                .map(|one| IdentityDecisionOut::of(one, names))
                .collect(),
        }
    }
}

/// Who else a person may be, as far as the caller may know of them.
#[derive(Serialize, ToSchema)]
pub(super) struct IdentityReviewOut {
    person: IdentityOut,
    /// That the record is taken for one person's with others, where it is.
    same_person: Option<TakenForOneOut>,
    /// Others, those about whom nobody has decided first.
    likes: Vec<LikeOut>,
}

impl IdentityReviewOut {
    fn of(view: &IdentityReviewView) -> Self {
        let today = view.glance.today;
        Self {
            person: IdentityOut::of(&view.person, today),
            same_person: view.taken.as_ref().map(|own| TakenForOneOut::of(own, today)),
            likes: view.likes.iter().map(|like| LikeOut::of(like, &view.names, today)).collect(),
        }
    }
}

/// What is decided about two records.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentityDecisionIn {
    /// The other record.
    #[schema(format = Uuid)]
    other: String,
    /// The version that the writer saw: how many decisions are kept about the two.
    #[schema(minimum = 0)]
    version: i64,
    #[schema(pattern = "^(same|different|undone)$")]
    verdict: String,
    /// Why.
    #[schema(min_length = 1, max_length = 200)]
    reason: String,
}

/// How two records stand after a decision.
#[derive(Serialize, ToSchema)]
pub(super) struct ReviewedNowOut {
    state: Coded,
    version: i64,
}

/// Two records that may be of one person.
#[derive(Serialize, ToSchema)]
pub(super) struct PossibleDuplicateOut {
    one: IdentityOut,
    other: IdentityOut,
    evidence: Vec<SpeaksOut>,
    /// Nobody has decided, a second person is asked, or two people decided differently.
    state: Coded,
    /// The probability that they are one person, as the matcher has it, in hundredths.
    #[schema(minimum = 0, maximum = 1)]
    probability: f64,
}

impl PossibleDuplicateOut {
    fn of(pair: &WaitingView, today: Date) -> Self {
        Self {
            one: IdentityOut::of(&pair.one, today),
            other: IdentityOut::of(&pair.other, today),
            evidence: speaks(&pair.evidence),
            state: coded!(pair.state),
            probability: (pair.probability * 100.0).round() / 100.0,
        }
    }
}

/// Where a page of the list begins.
pub(super) struct Waiting {
    page: Page,
    after: Option<(i64, PersonId, PersonId)>,
}

impl Asked for Waiting {
    const KNOWN: &'static [&'static str] = &["limit", "cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let page = Page::read_in(typed, check);
        let after = check
            .cursor("cursor", &page.cursor, |place| Some((place.part(0)?, place.part(1)?, place.part(2)?)));
        Self { page, after }
    }
}

/// Pairs of records that may be of one person and wait for somebody: those about which two people decided differently, those that wait
/// for a second person, and then the likeliest first. Not for those who have decided already.
#[utoipa::path(get, path = paths::POSSIBLE_DUPLICATES, tag = "people", params(Page),
    responses((status = 200, description = "Pairs, both records of which the caller may know of", body = Listed<PossibleDuplicateOut>)))]
pub(super) async fn list_possible_duplicates(cx: WebCx, Query(asked): Query<Waiting>) -> Answer {
    let found = identity::waiting(cx.app(), cx.viewer(), asked.after, asked.page.limit).await?;
    let today = cx.app().today();
    let items = found.pairs.iter().map(|pair| PossibleDuplicateOut::of(pair, today)).collect();
    let limit = asked.page.limit.to_string();
    let next = found.next.map(place);
    json(StatusCode::OK, &Listed::new(items, next, paths::POSSIBLE_DUPLICATES, &[("limit", &limit)]))
}

/// Where a page of pairs begins, as a cursor says it.
fn place((weight, one, other): (i64, PersonId, PersonId)) -> String {
    cursor([weight.to_string(), one.to_string(), other.to_string()])
}

/// Two records that the matcher joined and about which nobody has decided.
#[derive(Serialize, ToSchema)]
pub(super) struct JoinedPairOut {
    one: IdentityOut,
    other: IdentityOut,
    evidence: Vec<SpeaksOut>,
    /// The probability that they are one person, as the matcher has it, in hundredths.
    #[schema(minimum = 0, maximum = 1)]
    probability: f64,
    /// The group in which both are; absent where other records speak against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_person: Option<Uuid>,
    /// Whether they, or others beside them, do not agree with the rest, so that somebody has to look.
    contradicted: bool,
}

impl JoinedPairOut {
    fn of(joined: &JoinedView, today: Date) -> Self {
        let PossibleDuplicateOut { one, other, evidence, probability, .. } =
            PossibleDuplicateOut::of(&joined.pair, today);
        let same_person = joined.group.map(|group| group.0);
        Self { one, other, evidence, probability, same_person, contradicted: joined.contradicted }
    }
}

/// Pairs of records that the matcher joined and about which nobody has decided, the least sure first: a wrong one is found there.
#[utoipa::path(get, path = paths::JOINED_PAIRS, tag = "people", params(Page),
    responses((status = 200, description = "Pairs, both records of which the caller may know of", body = Listed<JoinedPairOut>)))]
pub(super) async fn list_joined_pairs(cx: WebCx, Query(asked): Query<Waiting>) -> Answer {
    let found = identity::joined(cx.app(), cx.viewer(), asked.after, asked.page.limit).await?;
    let today = cx.app().today();
    let items = found.pairs.iter().map(|pair| JoinedPairOut::of(pair, today)).collect();
    let limit = asked.page.limit.to_string();
    let next = found.next.map(place);
    json(StatusCode::OK, &Listed::new(items, next, paths::JOINED_PAIRS, &[("limit", &limit)]))
}

/// How far two people who decide about the same pair agree, and how much waits; of those alone of whom the caller may know.
#[derive(Serialize, ToSchema)]
pub(super) struct ReviewerAgreementOut {
    /// Pairs that two people decided, the second without knowing what the first decided; one that was decided anew counts anew.
    decided_twice: u64,
    decided_alike: u64,
    /// The share decided alike, 0 to 1; absent of fewer than ten.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
    /// Cohen's kappa; absent of fewer than ten, and where chance alone would always agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    kappa: Option<f64>,
    /// Records of the caller's agency.
    records: u64,
    /// Those of them that wait for a person to decide.
    waiting: u64,
    /// Of each thousand; absent of fewer than ten records.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting_per_thousand: Option<f64>,
}

/// How far those who decide about pairs of records agree.
#[utoipa::path(get, path = paths::REVIEWER_AGREEMENT, tag = "people",
    responses((status = 200, description = "Figures of pairs and records of which the caller may know", body = ReviewerAgreementOut)))]
pub(super) async fn read_reviewer_agreement(cx: WebCx, Query(()): Query<()>) -> Answer {
    let AgreementView(seen) = identity::agreement(cx.app(), cx.viewer()).await?;
    let (pairs, exact) = (seen.agreement, |figure: f64| (figure * 1000.0).round() / 1000.0);
    let out = ReviewerAgreementOut {
        decided_twice: pairs.twice(),
        decided_alike: pairs.agreed(),
        share: pairs.share().map(exact),
        kappa: pairs.told_kappa().map(exact),
        records: seen.records,
        waiting: seen.waiting,
        waiting_per_thousand: per_thousand(seen.waiting, seen.records).map(exact),
    };
    json(StatusCode::OK, &out)
}

/// Who else a person may be, with what speaks for it and against, and what was decided.
#[utoipa::path(get, path = paths::IDENTITY_REVIEW, tag = "people", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "Those who are like the person", body = IdentityReviewOut)))]
pub(super) async fn review_identity(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let view = identity::review(cx.app(), cx.viewer(), person).await?;
    json(StatusCode::OK, &IdentityReviewOut::of(&view))
}

/// Decide whether two records are of one person, or take that back. Nothing is merged.
#[utoipa::path(post, path = paths::IDENTITY_REVIEW, tag = "people", params(("id" = uuid::Uuid, Path)), request_body = IdentityDecisionIn,
    responses(
        (status = 200, description = "How the two stand now", body = ReviewedNowOut),
        (status = 409, description = "Something was decided already: take it back first; or the caller decided, and somebody else is asked"),
        (status = 412, description = "Somebody decided since"),
    ))]
pub(super) async fn decide_identity(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    body: Json<IdentityDecisionIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let other: Option<PersonId> = check.id("other", &sent.other, "Give the id of the other record");
    let missing = "Must be same, different or undone";
    let verdict = check.code("verdict", &sent.verdict, Verdict::from_code, missing);
    let reason = check.line("reason", &sent.reason, "why");
    let seen = sent.version;
    let command = read(check, || {
        Some(DecideIdentity { person, other: other?, seen, verdict: verdict?, reason: reason? })
    })?;
    let now = identity::decide(cx.app(), cx.viewer(), command).await?;
    json(StatusCode::OK, &ReviewedNowOut { state: coded!(now.state), version: now.version })
}
