//! Casework through the API: what there is with one person, beginning a piece, its next step, the casework of the agency, and what
//! each step asks.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    steps::{FieldOut, TakenOut},
    wire::{Coded, Made, StampOut, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed},
    pages::{
        casework::{DeskAsked, SELECT_KIND, SELECT_STEP},
        fields::{self, Sent},
    },
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    casework::{self, DeskOf, PieceLine},
    people::Names,
};
use domain::{
    casework::{PieceKind, PieceStep},
    ids::{PersonId, PieceId},
};
use gate::Action;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let (see, keep) = (Access::May(Action::SearchPeople), Access::May(Action::KeepCasework));
    vec![
        Route::api(Get, paths::CASEWORK, reads, keep, list_agency_casework),
        Route::api(Get, paths::CASEWORK_STEPS, reads, see, list_casework_steps),
        Route::api(Get, paths::PERSON_CASEWORK, reads, see, list_casework),
        Route::api(Post, paths::PERSON_CASEWORK, writes, keep, begin_casework),
        Route::api(Get, paths::PIECE, reads, see, open_casework),
        Route::api(Post, paths::PIECE_FACTS, writes, keep, step_casework),
    ]
}

/// A piece as it begins.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseworkIn {
    /// Its kind, by its code.
    kind: String,
    /// The answers to its first step, by the names that the list of steps gives.
    answers: BTreeMap<String, String>,
}

/// The next step of a piece.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseworkFactIn {
    /// One of the steps that it takes next, by its code.
    step: String,
    /// The answers, by the names that the list of steps gives.
    answers: BTreeMap<String, String>,
}

/// A step of casework.
#[derive(Serialize, ToSchema)]
struct CaseworkStepOut {
    step: Coded,
    kind: Coded,
    /// Whether it begins a piece.
    begins: bool,
    fields: Vec<FieldOut>,
}

/// All steps of casework.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseworkStepsOut {
    items: Vec<CaseworkStepOut>,
}

/// A piece of casework.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseworkOut {
    id: Uuid,
    kind: Coded,
    state: Coded,
    /// Where it stands within its kind.
    stage: Coded,
    /// What to know of it.
    note: &'static str,
    /// What is to be seen to.
    warnings: Vec<&'static str>,
    /// How it stands: the last answer to each field that says so.
    answers: BTreeMap<&'static str, String>,
    /// Actions or strands, one sentence each.
    listed: Vec<String>,
    /// The steps that it takes next.
    next: Vec<Coded>,
    /// What is due because of it.
    due: Vec<CaseworkDueOut>,
    begun: StampOut,
    /// What happened, oldest first.
    facts: Vec<TakenOut>,
    /// Orders in force that the caller may read, which stand above an agreement.
    orders: Vec<Coded>,
}

/// Something that is due.
#[derive(Serialize, ToSchema)]
struct CaseworkDueOut {
    kind: Coded,
    #[schema(format = Date)]
    by: String,
}

/// A person's casework.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseworkListOut {
    /// What goes on first, newest first.
    items: Vec<CaseworkOut>,
}

/// A piece of the agency.
#[derive(Serialize, ToSchema)]
struct AgencyCaseworkOut {
    person: Uuid,
    name: String,
    piece: Uuid,
    stage: Coded,
    #[schema(format = Date)]
    day: Option<String>,
    warnings: Vec<&'static str>,
}

/// What there was in a year.
#[derive(Serialize, ToSchema)]
struct CaseworkYearOut {
    /// Its first day.
    #[schema(format = Date)]
    from: String,
    all: u32,
    /// How many at which stage.
    stages: BTreeMap<String, u32>,
}

/// The casework of the agency, of one kind.
#[derive(Serialize, ToSchema)]
pub(super) struct AgencyCaseworkListOut {
    kind: Coded,
    /// What goes on, by its day.
    items: Vec<AgencyCaseworkOut>,
    /// Where the next page begins.
    next: Option<u32>,
    /// This year and the one before.
    years: Vec<CaseworkYearOut>,
    /// How many are meant to begin in a year, for a scheme that says so.
    meant: Option<u16>,
}

/// Which casework of the agency.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by name; here for the description")]
pub(super) struct AgencyCaseworkAsked {
    /// Of which kind, by its code; releases where it is left out.
    kind: Option<String>,
    /// How many rows are passed over.
    from: Option<u32>,
}

/// The same, read strictly.
pub(super) struct Exactly(DeskOf);

impl Asked for Exactly {
    const KNOWN: &'static [&'static str] = DeskAsked::KNOWN;
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(DeskAsked::read(typed, check).0)
    }
}

fn stage(stage: domain::casework::Stage) -> Coded {
    Coded { code: stage.code, words: stage.words }
}

impl CaseworkOut {
    fn of(line: &PieceLine, names: &Names, today: Date, orders: Vec<Coded>) -> Self {
        let piece = &line.piece;
        Self {
            id: piece.id.0,
            kind: coded!(piece.kind()),
            state: coded!(piece.state()),
            stage: stage(piece.stage()),
            note: piece.kind().note(),
            warnings: piece.warnings(today),
            answers: piece.stands().into_iter().map(|(field, answer)| (field.name, answer.text())).collect(),
            listed: piece.listed(),
            next: piece.moves().into_iter().map(|step| coded!(step)).collect(),
            due: piece
                .dues()
                .into_iter()
                .map(|due| CaseworkDueOut { kind: coded!(due.kind), by: due.by.to_string() })
                .collect(),
            begun: StampOut::new(piece.begun().at, &line.by, &line.agency),
            facts: piece
                .facts()
                .iter()
                .map(|fact| TakenOut::of(fact, names.account(fact.0.by), &line.agency))
                .collect(),
            orders,
        }
    }
}

fn step_out(step: PieceStep) -> CaseworkStepOut {
    let begins = step == step.kind().first();
    CaseworkStepOut { step: coded!(step), kind: coded!(step.kind()), begins, fields: FieldOut::of(step) }
}

/// What each step of casework asks, by kind.
#[utoipa::path(get, path = paths::CASEWORK_STEPS, tag = "people",
    responses((status = 200, description = "The steps", body = CaseworkStepsOut)))]
pub(super) async fn list_casework_steps(_: WebCx, Query(()): Query<()>) -> Answer {
    let items = PieceStep::ALL.iter().map(|step| step_out(*step)).collect();
    json(StatusCode::OK, &CaseworkStepsOut { items })
}

/// The casework of the caller's agency, of one kind.
#[utoipa::path(get, path = paths::CASEWORK, tag = "people", params(AgencyCaseworkAsked),
    responses((status = 200, description = "What goes on, by its day", body = AgencyCaseworkListOut)))]
pub(super) async fn list_agency_casework(cx: WebCx, Query(Exactly(of)): Query<Exactly>) -> Answer {
    let model = casework::desk(cx.app(), cx.viewer(), of).await?;
    let items = model.rows.iter().map(|row| AgencyCaseworkOut {
        person: row.person.person.0,
        name: row.person.called(),
        piece: row.line.piece.id.0,
        stage: stage(row.line.piece.stage()),
        day: row.line.piece.day().map(|day| day.to_string()),
        warnings: row.line.piece.warnings(model.today),
    });
    let years = model.years.iter().map(|year| CaseworkYearOut {
        from: year.from.to_string(),
        all: year.all(),
        stages: year.counts.clone(),
    });
    let out = AgencyCaseworkListOut {
        kind: coded!(of.kind),
        items: items.collect(),
        next: model.next,
        years: years.collect(),
        meant: model.meant,
    };
    json(StatusCode::OK, &out)
}

/// A person's casework, as far as agreements show it.
#[utoipa::path(get, path = paths::PERSON_CASEWORK, tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The casework", body = CaseworkListOut)))]
pub(super) async fn list_casework(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let part = casework::casework(cx.app(), cx.viewer(), person).await?;
    let out = |line| CaseworkOut::of(line, &part.names, part.glance.today, Vec::new());
    json(StatusCode::OK, &CaseworkListOut { items: part.pieces.iter().map(out).collect() })
}

/// Begin a piece of casework, which the caller's agency holds.
#[utoipa::path(post, path = paths::PERSON_CASEWORK, tag = "people", params(("id" = Uuid, Path)), request_body = CaseworkIn,
    responses((status = 201, description = "Begun", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn begin_casework(
    cx: WebCx,
    Id(person): Id<PersonId>,
    key: Key,
    body: Json<CaseworkIn>,
) -> Answer {
    let mut check = Check::exact();
    let kind = check.code("kind", &body.value.kind, PieceKind::from_code, SELECT_KIND);
    let fact = kind.map(|kind| fields::read(&mut check, kind.first(), Sent::Json(&body.value.answers)));
    let fact = read(check, || fact)?;
    let once = key.once(&body.text)?;
    let id = casework::begin(cx.app(), cx.viewer(), person, fact, once.as_ref()).await?;
    created(&paths::piece(id), &Made { id: id.0 })
}

async fn opened(cx: &WebCx, id: PieceId) -> Answer {
    let model = casework::piece(cx.app(), cx.viewer(), id).await?;
    let orders = model.orders.iter().map(|order| coded!(order.kind)).collect();
    let out = CaseworkOut::of(&model.line, &model.names, model.glance.today, orders);
    versioned(model.line.piece.version(), &out)
}

/// One piece of casework, with its version.
#[utoipa::path(get, path = paths::PIECE, tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The piece", body = CaseworkOut)))]
pub(super) async fn open_casework(cx: WebCx, Id(id): Id<PieceId>, Query(()): Query<()>) -> Answer {
    opened(&cx, id).await
}

/// Record the next step of a piece of the caller's agency.
#[utoipa::path(post, path = paths::PIECE_FACTS, tag = "people", params(("id" = Uuid, Path),
    ("If-Match" = String, Header, description = "The version that was read")), request_body = CaseworkFactIn,
    responses((status = 200, description = "The piece as it is now", body = CaseworkOut)))]
pub(super) async fn step_casework(
    cx: WebCx,
    Id(id): Id<PieceId>,
    Seen(seen): Seen,
    body: Json<CaseworkFactIn>,
) -> Answer {
    let mut check = Check::exact();
    let step = check.code("step", &body.value.step, PieceStep::from_code, SELECT_STEP);
    let fact = step.map(|step| fields::read(&mut check, step, Sent::Json(&body.value.answers)));
    let fact = read(check, || fact)?;
    casework::step(cx.app(), cx.viewer(), id, seen, fact).await?;
    opened(&cx, id).await
}
