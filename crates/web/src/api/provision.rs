//! Bodies with seats, and what services do, through the API: all of them, one, beginning one, its next step, what each step asks, and
//! which stages services cover.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    steps::{FieldOut, TakenOut},
    wire::{Coded, Made, StampOut, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Query},
    pages::{
        fields::{self, Sent},
        provision::{SELECT_KIND, SELECT_STEP},
    },
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    people::Names,
    provision::{self, OpenedProvision, ProvisionLine},
};
use domain::{
    ids::ProvisionId,
    provision::{Body, Choice, Course, INTERVENTIONS, Offer, POINTS, ProvisionKind, ProvisionStep, STAGES},
};
use gate::Action;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let (see, keep) = (Access::May(Action::SeeProvision), Access::May(Action::KeepProvision));
    vec![
        Route::api(Get, paths::PROVISION, reads, see, list_provision),
        Route::api(Post, paths::PROVISION, writes, keep, begin_provision),
        Route::api(Get, paths::PROVISION_STEPS, reads, see, list_provision_steps),
        Route::api(Get, paths::COVERAGE, reads, see, see_coverage),
        Route::api(Get, paths::PROVISION_ONE, reads, see, open_provision),
        Route::api(Post, paths::PROVISION_FACTS, writes, keep, step_provision),
    ]
}

/// A body, or what a service does, as it begins.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProvisionIn {
    /// `body` or `offer`.
    kind: String,
    /// The answers to its first step, by the names that the list of steps gives.
    answers: BTreeMap<String, String>,
}

/// Its next step.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProvisionFactIn {
    /// One of the steps that it takes next, by its code.
    step: String,
    /// The answers, by the names that the list of steps gives.
    answers: BTreeMap<String, String>,
}

/// A step.
#[derive(Serialize, ToSchema)]
struct ProvisionStepOut {
    step: Coded,
    kind: Coded,
    /// Whether it begins one.
    begins: bool,
    fields: Vec<FieldOut>,
}

/// All steps.
#[derive(Serialize, ToSchema)]
pub(super) struct ProvisionStepsOut {
    items: Vec<ProvisionStepOut>,
}

/// A seat of a body.
#[derive(Serialize, ToSchema)]
struct SeatOut {
    /// Its number, from 1 on.
    number: usize,
    seat: Coded,
    area: Option<String>,
    /// Who holds it; empty where nobody does.
    held: Option<SeatHeldOut>,
}

/// Who holds a seat.
#[derive(Serialize, ToSchema)]
struct SeatHeldOut {
    who: String,
    agency: Option<Uuid>,
    #[schema(format = Date)]
    since: String,
}

/// A row of a training plan.
#[derive(Serialize, ToSchema)]
struct TrainingOut {
    number: usize,
    what: String,
    whom: String,
    #[schema(format = Date)]
    due: String,
    #[schema(format = Date)]
    given: Option<String>,
}

/// A body.
#[derive(Serialize, ToSchema)]
struct BodyOut {
    areas: Vec<String>,
    seats: Vec<SeatOut>,
    /// Seats that nobody holds.
    empty: usize,
    /// Seats of those who commission together.
    commissioners: usize,
    training: Vec<TrainingOut>,
}

/// What a service does at which stages.
#[derive(Serialize, ToSchema)]
struct DoesOut {
    intervention: Coded,
    stages: Vec<Coded>,
}

/// How people who use a service take part at one point.
#[derive(Serialize, ToSchema)]
struct OfferPartOut {
    point: Coded,
    /// Empty where nothing is recorded.
    takes_part: Option<bool>,
    /// How, or why not.
    how: Option<String>,
}

/// What a service does, and with whom.
#[derive(Serialize, ToSchema)]
struct OfferOut {
    service: Uuid,
    does: Vec<DoesOut>,
    parts: Vec<OfferPartOut>,
}

/// A body, or what a service does.
#[derive(Serialize, ToSchema)]
pub(super) struct ProvisionOut {
    id: Uuid,
    kind: Coded,
    state: Coded,
    name: String,
    /// The agency that keeps it.
    agency: String,
    /// What is missing.
    warnings: Vec<String>,
    body: Option<BodyOut>,
    offer: Option<OfferOut>,
    /// The steps that it takes next.
    next: Vec<Coded>,
    begun: StampOut,
    /// What happened, oldest first; in a list nothing of it.
    facts: Vec<TakenOut>,
}

/// A service that nobody has described.
#[derive(Serialize, ToSchema)]
struct BareOut {
    service: Uuid,
    name: String,
}

/// What the partnership has.
#[derive(Serialize, ToSchema)]
pub(super) struct ProvisionListOut {
    /// What is in being: bodies first, by name.
    items: Vec<ProvisionOut>,
    /// Services that nobody has described.
    undescribed: Vec<BareOut>,
}

/// One field of the matrix.
#[derive(Serialize, ToSchema)]
struct CoverageCellOut {
    stage: Coded,
    services: Vec<Uuid>,
}

/// One intervention of the matrix.
#[derive(Serialize, ToSchema)]
struct CoverageRowOut {
    intervention: Coded,
    cells: Vec<CoverageCellOut>,
}

/// Which stages services cover.
#[derive(Serialize, ToSchema)]
pub(super) struct CoverageOut {
    rows: Vec<CoverageRowOut>,
    /// Fields that no service covers.
    empty: usize,
    /// All fields.
    all: usize,
    /// Stages at which nothing is done.
    bare: Vec<Coded>,
}

const fn of((code, words): Choice) -> Coded {
    Coded { code, words }
}

impl BodyOut {
    fn of(body: &Body) -> Self {
        let seat = |(at, seat): (usize, &domain::provision::Seat)| SeatOut {
            number: at + 1,
            seat: of(seat.kind),
            area: seat.area.clone(),
            held: seat.held.as_ref().map(|held| SeatHeldOut {
                who: held.who.clone(),
                agency: held.agency.map(|agency| agency.0),
                since: held.since.to_string(),
            }),
        };
        let training = |(at, row): (usize, &domain::provision::Training)| TrainingOut {
            number: at + 1,
            what: row.what.clone(),
            whom: row.whom.clone(),
            due: body.train_by().to_string(),
            given: row.given.map(|day| day.to_string()),
        };
        Self {
            areas: body.areas().to_vec(),
            seats: body.seats().iter().enumerate().map(seat).collect(),
            empty: body.empty(),
            commissioners: body.commissioners(),
            training: body.training().iter().enumerate().map(training).collect(),
        }
    }
}

impl OfferOut {
    fn of(offer: &Offer) -> Self {
        let does = INTERVENTIONS.iter().filter_map(|one| {
            let stages: Vec<Coded> = offer.stages(one.0).iter().copied().map(of).collect();
            (!stages.is_empty()).then(|| DoesOut { intervention: of(*one), stages })
        });
        let parts = POINTS.iter().map(|point| {
            let part = offer.part(point.0);
            OfferPartOut {
                point: of(*point),
                takes_part: part.map(|part| part.takes_part),
                how: part.map(|part| part.how.clone()),
            }
        });
        Self { service: offer.service().0, does: does.collect(), parts: parts.collect() }
    }
}

impl ProvisionOut {
    /// One; with its history where there are names to tell it with.
    fn of(line: &ProvisionLine, names: Option<&Names>, today: Date) -> Self {
        let one = &line.one;
        let (body, offer) = match one.course() {
            Course::Body(body) => (Some(BodyOut::of(body)), None),
            Course::Offer(offer) => (None, Some(OfferOut::of(offer))),
        };
        let by = |account| names.map(|names| names.account(account)).unwrap_or_default();
        let facts = one.facts().iter().map(|fact| TakenOut::of(fact, by(fact.0.by), &line.agency));
        Self {
            id: one.id.0,
            kind: coded!(one.kind()),
            state: coded!(one.state()),
            name: line.name.clone(),
            agency: line.agency.clone(),
            warnings: one.warnings(today),
            body,
            offer,
            next: one.moves().into_iter().map(|step| coded!(step)).collect(),
            begun: StampOut::new(one.begun().at, by(one.begun().by), &line.agency),
            facts: if names.is_some() { facts.collect() } else { Vec::new() },
        }
    }
}

/// What each step of bodies and services asks, by kind.
#[utoipa::path(get, path = paths::PROVISION_STEPS, tag = "provision",
    responses((status = 200, description = "The steps", body = ProvisionStepsOut)))]
pub(super) async fn list_provision_steps(_: WebCx, Query(()): Query<()>) -> Answer {
    let item = |step: &ProvisionStep| ProvisionStepOut {
        step: coded!(step),
        kind: coded!(step.kind()),
        begins: *step == step.kind().first(),
        fields: FieldOut::of(*step),
    };
    json(StatusCode::OK, &ProvisionStepsOut { items: ProvisionStep::ALL.iter().map(item).collect() })
}

/// Bodies with seats, and what services do, as far as they go on.
#[utoipa::path(get, path = paths::PROVISION, tag = "provision",
    responses((status = 200, description = "Bodies first, by name", body = ProvisionListOut)))]
pub(super) async fn list_provision(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = provision::provision(cx.app(), cx.viewer()).await?;
    let items = model.lines.iter().map(|line| ProvisionOut::of(line, None, model.today));
    let bare = model
        .bare
        .iter()
        .map(|one| BareOut { service: one.id.0, name: format!("{}, {}", one.name, one.agency_name) });
    json(StatusCode::OK, &ProvisionListOut { items: items.collect(), undescribed: bare.collect() })
}

/// Which stages of somebody’s way services cover, intervention by intervention.
#[utoipa::path(get, path = paths::COVERAGE, tag = "provision",
    responses((status = 200, description = "The matrix, with its empty fields", body = CoverageOut)))]
pub(super) async fn see_coverage(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = provision::provision(cx.app(), cx.viewer()).await?;
    let coverage = &model.coverage;
    let rows = INTERVENTIONS.iter().zip(&coverage.cells).map(|(intervention, cells)| CoverageRowOut {
        intervention: of(*intervention),
        cells: STAGES
            .iter()
            .zip(cells)
            .map(|(stage, services)| CoverageCellOut {
                stage: of(*stage),
                services: services.iter().map(|id| id.0).collect(),
            })
            .collect(),
    });
    let bare = coverage.bare().iter().filter_map(|at| STAGES.get(*at)).copied().map(of).collect();
    let out = CoverageOut { rows: rows.collect(), empty: coverage.empty(), all: coverage.all(), bare };
    json(StatusCode::OK, &out)
}

/// Record a body, or describe a service of the caller's agency.
#[utoipa::path(post, path = paths::PROVISION, tag = "provision", request_body = ProvisionIn,
    responses((status = 201, description = "Begun", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn begin_provision(cx: WebCx, key: Key, body: Json<ProvisionIn>) -> Answer {
    let mut check = Check::exact();
    let kind = check.code("kind", &body.value.kind, ProvisionKind::from_code, SELECT_KIND);
    let fact = kind.map(|kind| fields::read(&mut check, kind.first(), Sent::Json(&body.value.answers)));
    let fact = read(check, || fact)?;
    let once = key.once(&body.text)?;
    let id = provision::begin(cx.app(), cx.viewer(), fact, once.as_ref()).await?;
    created(&paths::provision_one(id), &Made { id: id.0 })
}

async fn opened(cx: &WebCx, id: ProvisionId) -> Answer {
    let OpenedProvision { line, names, today, .. } = provision::one(cx.app(), cx.viewer(), id).await?;
    versioned(line.one.version(), &ProvisionOut::of(&line, Some(&names), today))
}

/// One body, or what one service does, with its version.
#[utoipa::path(get, path = paths::PROVISION_ONE, tag = "provision", params(("id" = Uuid, Path)),
    responses((status = 200, description = "It, with its history", body = ProvisionOut)))]
pub(super) async fn open_provision(cx: WebCx, Id(id): Id<ProvisionId>, Query(()): Query<()>) -> Answer {
    opened(&cx, id).await
}

/// Record the next step of one that the caller's agency keeps.
#[utoipa::path(post, path = paths::PROVISION_FACTS, tag = "provision", params(("id" = Uuid, Path),
    ("If-Match" = String, Header, description = "The version that was read")), request_body = ProvisionFactIn,
    responses((status = 200, description = "As it is now", body = ProvisionOut)))]
pub(super) async fn step_provision(
    cx: WebCx,
    Id(id): Id<ProvisionId>,
    Seen(seen): Seen,
    body: Json<ProvisionFactIn>,
) -> Answer {
    let mut check = Check::exact();
    let step = check.code("step", &body.value.step, ProvisionStep::from_code, SELECT_STEP);
    let fact = step.map(|step| fields::read(&mut check, step, Sent::Json(&body.value.answers)));
    let fact = read(check, || fact)?;
    provision::step(cx.app(), cx.viewer(), id, seen, fact).await?;
    opened(&cx, id).await
}
