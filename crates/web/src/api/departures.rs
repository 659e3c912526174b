//! Departures through the API: whose last day it is, how much is open, and who takes over.

use super::{
    json::{Json, Key, created, json, read},
    wire::{Coded, Made, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    departures::{self, DepartureView, RecordDeparture, WhichItem},
};
use domain::{
    departure::{DepartureReason, OpenWork, TakesOver},
    ids::{AgencyId, DepartureId, PersonId, ScopeId, ServiceId},
    pathway::Pathway,
};
use gate::Action;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::AgreementsRead), Need::Scope(Scope::AgreementsWrite));
    let (people, keeps) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::AgreementsWrite));
    let prepares = Access::May(Action::PrepareDeparture);
    let (sees, records) = (Access::May(Action::SeeDeparture), Access::May(Action::RecordDeparture));
    vec![
        Route::api(Get, paths::DEPARTURES, reads, sees, list_departures),
        Route::api(Post, paths::DEPARTURES, writes, records, record_departure),
        Route::api(Get, paths::DEPARTURE_NEW, reads, records, try_departure),
        Route::api(Get, paths::DEPARTURE, reads, sees, open_departure),
        Route::api(Get, paths::DEPARTURE_CHECKLIST, people, prepares, departure_checklist),
        Route::api(Post, paths::DEPARTURE_CHECKLIST, keeps, prepares, departure_item_ready),
        Route::api(Post, paths::DEPARTURE_CALL_OFF, writes, records, call_off_departure),
    ]
}

/// How much of a kind is open.
#[derive(Serialize, ToSchema)]
struct OpenOut {
    what: Coded,
    count: u64,
}

fn open(open: &[(OpenWork, u64)]) -> Vec<OpenOut> {
    open.iter().map(|(kind, count)| OpenOut { what: coded!(*kind), count: *count }).collect()
}

/// A departure.
#[derive(Serialize, ToSchema)]
pub(super) struct DepartureOut {
    id: Uuid,
    agency: String,
    /// One service of it only.
    service: Option<String>,
    #[schema(format = Date)]
    last_day: String,
    reason: Coded,
    words: Option<String>,
    /// Who takes over all other open work.
    heir: String,
    /// Who keeps the records.
    keeper: String,
    state: Coded,
    why_called_off: Option<String>,
    may_call_off: bool,
    /// Whether the caller may go through its checklist.
    may_prepare: bool,
}

/// One departure, and how much is open.
#[derive(Serialize, ToSchema)]
pub(super) struct OneDepartureOut {
    departure: DepartureOut,
    /// How much is open now, for a coordinator; nobody is named.
    open: Vec<OpenOut>,
}

impl DepartureOut {
    fn of(view: &DepartureView) -> Self {
        let one = &view.record.departure;
        Self {
            id: one.id.0,
            agency: view.agency.clone(),
            service: view.service.clone(),
            last_day: one.last_day.to_string(),
            reason: coded!(one.reason),
            words: one.words.as_ref().map(ToString::to_string),
            heir: view.heir.clone(),
            keeper: view.keeper.clone(),
            state: coded!(view.record.state),
            why_called_off: view.record.why.as_ref().map(ToString::to_string),
            may_call_off: view.may_call_off,
            may_prepare: view.may_prepare,
        }
    }
}

/// Departures.
#[derive(Serialize, ToSchema)]
pub(super) struct DeparturesOut {
    items: Vec<DepartureOut>,
}

/// Last days that are recorded: all for a coordinator, otherwise those of the caller's own agency; the newest 500 at most.
#[utoipa::path(get, path = paths::DEPARTURES, tag = "agreements",
    responses((status = 200, description = "Departures", body = DeparturesOut)))]
pub(super) async fn list_departures(cx: WebCx, Query(()): Query<()>) -> Answer {
    let found = departures::departures(cx.app(), cx.viewer()).await?;
    json(StatusCode::OK, &DeparturesOut { items: found.iter().map(DepartureOut::of).collect() })
}

/// One departure.
#[utoipa::path(get, path = paths::DEPARTURE, tag = "agreements", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The departure", body = OneDepartureOut)))]
pub(super) async fn open_departure(cx: WebCx, Id(id): Id<DepartureId>, Query(()): Query<()>) -> Answer {
    let found = departures::departure(cx.app(), cx.viewer(), id).await?;
    let out = OneDepartureOut { departure: DepartureOut::of(&found.view), open: open(&found.open) };
    json(StatusCode::OK, &out)
}

/// What would pass on today.
#[derive(Serialize, ToSchema)]
pub(super) struct LeavingOut {
    agency: Uuid,
    service: Option<Uuid>,
    open: Vec<OpenOut>,
    /// The needs for which somebody takes over, or referrals go back.
    pathways: Vec<Coded>,
}

/// What would pass on if an agency or a service, by its id, had its last day today. Nobody is named.
#[utoipa::path(get, path = paths::DEPARTURE_NEW, tag = "agreements", params(("id" = Uuid, Path)),
    responses((status = 200, description = "How much is open", body = LeavingOut)))]
pub(super) async fn try_departure(cx: WebCx, Id(scope): Id<ScopeId>, Query(()): Query<()>) -> Answer {
    let model = departures::leaving(cx.app(), cx.viewer(), scope).await?;
    let out = LeavingOut {
        agency: model.agency.id.0,
        service: model.service.as_ref().map(|one| one.id.0),
        open: open(&model.open),
        pathways: model.pathways.iter().map(|one| coded!(*one)).collect(),
    };
    json(StatusCode::OK, &out)
}

/// Who takes over the referrals of one pathway.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TakesOverIn {
    pathway: String,
    /// Absent: they go back to whoever referred.
    #[serde(default)]
    service: Option<Uuid>,
}

/// A last day to be recorded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DepartureIn {
    #[schema(format = Uuid)]
    agency: String,
    /// One service of it only.
    #[serde(default)]
    service: Option<Uuid>,
    #[schema(format = Date)]
    last_day: String,
    #[schema(pattern = "^(contract_ended|contract_moved|withdrew|merged|closed|other)$")]
    reason: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    words: Option<String>,
    #[serde(default)]
    #[schema(max_items = 7)]
    takes_over: Vec<TakesOverIn>,
    /// Who takes over all other open work; not needed for one service.
    #[serde(default)]
    heir: Option<Uuid>,
    /// Who keeps the records; not needed for one service.
    #[serde(default)]
    keeper: Option<Uuid>,
}

/// Record the last day of an agency, or of one service of it.
#[utoipa::path(post, path = paths::DEPARTURES, tag = "agreements", request_body = DepartureIn,
    responses((status = 201, description = "Recorded", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn record_departure(
    cx: WebCx,
    Query(()): Query<()>,
    key: Key,
    body: Json<DepartureIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let agency = check.id::<AgencyId>("agency", &sent.agency, "Give an agency");
    let last_day = check.code("last_day", &sent.last_day, str::parse, "Give the last day");
    let reason = check.code("reason", &sent.reason, DepartureReason::from_code, "Give a reason of the list");
    let words = sent.words.as_deref().and_then(|words| check.line("words", words, "why, in one line"));
    if sent.takes_over.len() > Pathway::ALL.len() {
        check.wrong::<()>("takes_over", "too-many", "Give each pathway once");
    }
    let mut takes_over = Vec::new();
    for one in sent.takes_over.iter().take(Pathway::ALL.len()) {
        let pathway =
            check.code("takes_over", &one.pathway, Pathway::from_code, "Give a pathway of the list");
        takes_over.extend(pathway.map(|pathway| TakesOver { pathway, service: one.service.map(ServiceId) }));
    }
    let command = || {
        Some(RecordDeparture {
            agency: agency?,
            service: sent.service.map(ServiceId),
            last_day: last_day?,
            reason: reason?,
            words,
            takes_over,
            heir: sent.heir.map(AgencyId),
            keeper: sent.keeper.map(AgencyId),
        })
    };
    let command = read(check, command)?;
    let once = key.once(&body.text)?;
    let id = departures::record(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::departure(id), &Made { id: id.0 })
}

/// Why a departure is called off.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CallOffDepartureIn {
    #[schema(min_length = 1, max_length = 200)]
    why: String,
}

/// Call a departure off, while its last day is not over.
#[utoipa::path(post, path = paths::DEPARTURE_CALL_OFF, tag = "agreements", params(("id" = Uuid, Path)), request_body = CallOffDepartureIn,
    responses((status = 200, description = "Called off", body = Made)))]
pub(super) async fn call_off_departure(
    cx: WebCx,
    Id(id): Id<DepartureId>,
    Query(()): Query<()>,
    body: Json<CallOffDepartureIn>,
) -> Answer {
    let mut check = Check::exact();
    let why = check.line("why", &body.value.why, "why it is called off");
    let why = read(check, || why)?;
    departures::call_off(cx.app(), cx.viewer(), id, why).await?;
    json(StatusCode::OK, &Made { id: id.0 })
}

/// Where a page of the checklist begins.
pub(super) struct ChecklistQuery {
    cursor: Option<WhichItem>,
}

impl Asked for ChecklistQuery {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let read = |at: &str, check: &mut Check| {
            check.cursor("cursor", at, |place| Some((place.part(0)?, place.part(1)?)))
        };
        Self { cursor: read(typed.get("cursor"), check) }
    }
}

/// One thing that is open.
#[derive(Serialize, ToSchema)]
struct OpenItemOut {
    what: Coded,
    /// The referral, order, appointment or duty.
    id: Uuid,
    person: Uuid,
    name: String,
    #[schema(format = Date)]
    day: Option<String>,
    /// Since when it is ready to be passed on, where somebody said so.
    #[schema(format = DateTime)]
    ready_at: Option<String>,
}

/// A page of the checklist.
#[derive(Serialize, ToSchema)]
pub(super) struct ChecklistOut {
    departure: DepartureOut,
    items: Vec<OpenItemOut>,
    /// Where the next page begins.
    next_cursor: Option<String>,
}

/// What the caller's agency has open before its last day, item by item, of those whom the caller may know of; 50 to a page.
#[utoipa::path(get, path = paths::DEPARTURE_CHECKLIST, tag = "agreements",
    params(("id" = Uuid, Path), ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "What is open", body = ChecklistOut)))]
pub(super) async fn departure_checklist(
    cx: WebCx,
    Id(id): Id<DepartureId>,
    Query(after): Query<ChecklistQuery>,
) -> Answer {
    let model = departures::checklist(cx.app(), cx.viewer(), id, after.cursor).await?;
    let items = model.items.iter().map(|(one, identity)| OpenItemOut {
        what: coded!(one.what),
        id: one.subject,
        person: one.person.0,
        name: identity.legal.short(),
        day: one.day.map(|day| day.to_string()),
        ready_at: one.ready.map(|at| at.to_string()),
    });
    let out = ChecklistOut {
        departure: DepartureOut::of(&model.view),
        items: items.collect(),
        next_cursor: model.next.map(|(person, subject)| cursor([person.to_string(), subject.to_string()])),
    };
    json(StatusCode::OK, &out)
}

/// Which item is ready.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemReadyIn {
    /// Whom it is about.
    person: Uuid,
    /// Which item: its `id` in the checklist.
    id: Uuid,
}

/// Note an item of the checklist as ready to be passed on.
#[utoipa::path(post, path = paths::DEPARTURE_CHECKLIST, tag = "agreements", params(("id" = Uuid, Path)), request_body = ItemReadyIn,
    responses((status = 200, description = "Noted", body = Made)))]
pub(super) async fn departure_item_ready(
    cx: WebCx,
    Id(id): Id<DepartureId>,
    Query(()): Query<()>,
    body: Json<ItemReadyIn>,
) -> Answer {
    let item = (PersonId(body.value.person), body.value.id);
    departures::say_ready(cx.app(), cx.viewer(), id, item).await?;
    json(StatusCode::OK, &Made { id: item.1 })
}
