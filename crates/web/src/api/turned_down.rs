//! Applications that were turned down, and the counts of them and of what came of summaries, through the API.

use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::{Json, Key, created, json, read},
        wire::{Coded, Made, coded},
    },
    form::{Check, Query},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    summaries::{self, RecordTurnedDown, SummaryFigures},
};
use domain::{
    application::{TurnedDown, TurnedDownWhy},
    disclosure_summary::{CameOfIt, NOT_ASKED, RecipientKind},
    ids::PersonId,
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
    let (down, figures) = (Access::May(Action::RecordTurnedDown), Access::May(Action::SeeSummaryFigures));
    vec![
        Route::api(Get, paths::PERSON_TURNED_DOWN, reads, down, list_turned_down),
        Route::api(Post, paths::PERSON_TURNED_DOWN, writes, down, record_turned_down),
        Route::api(Get, paths::SUMMARY_FIGURES, reads, figures, read_summary_figures),
    ]
}

/// An application that was turned down.
#[derive(Serialize, ToSchema)]
struct TurnedDownOut {
    id: Uuid,
    kind: Coded,
    body: String,
    opportunity: String,
    #[schema(format = Date)]
    day: String,
    why: Coded,
}

/// Applications that were turned down.
#[derive(Serialize, ToSchema)]
pub(super) struct TurnedDownsOut {
    items: Vec<TurnedDownOut>,
}

/// An application that was turned down, to be recorded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TurnedDownIn {
    #[schema(pattern = "^(employer|landlord|college|volunteering)$")]
    kind: String,
    #[schema(min_length = 1, max_length = 200)]
    body: String,
    #[schema(min_length = 1, max_length = 200)]
    opportunity: String,
    #[schema(format = Date)]
    day: String,
    #[schema(pattern = "^(binned|risk_overstated|no_progress)$")]
    why: String,
}

/// A person's applications that were turned down.
#[utoipa::path(get, path = paths::PERSON_TURNED_DOWN, tag = "summaries", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The applications, newest first", body = TurnedDownsOut)))]
pub(super) async fn list_turned_down(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = summaries::turned_down(cx.app(), cx.viewer(), person).await?;
    let out = |one: &TurnedDown| TurnedDownOut {
        id: one.id.0,
        kind: coded!(one.kind),
        body: one.body.to_string(),
        opportunity: one.opportunity.to_string(),
        day: one.day.to_string(),
        why: coded!(one.why),
    };
    json(StatusCode::OK, &TurnedDownsOut { items: model.applications.iter().map(out).collect() })
}

/// Record that an application was turned down.
#[utoipa::path(post, path = paths::PERSON_TURNED_DOWN, tag = "summaries", params(("id" = uuid::Uuid, Path)), request_body = TurnedDownIn,
    responses((status = 201, description = "Recorded", body = Made, headers(("Location" = String, description = "Where they are listed")))))]
pub(super) async fn record_turned_down(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<TurnedDownIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let kind = check.code("kind", &sent.kind, RecipientKind::from_code, "Select who turned it down");
    let name = check.line("body", &sent.body, "their name");
    let opportunity = check.line("opportunity", &sent.opportunity, "what it was for");
    let day = check.iso_date("day", &sent.day);
    let why = check.code("why", &sent.why, TurnedDownWhy::from_code, "Select why");
    let command = read(check, || {
        Some(RecordTurnedDown {
            person,
            kind: kind?,
            body: name?,
            opportunity: opportunity?,
            day: day?,
            why: why?,
        })
    })?;
    let once = key.once(&body.text)?;
    let id = summaries::record_turned_down(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::person_turned_down(person), &Made { id: id.0 })
}

/// How many applications to one kind of body were turned down for one reason.
#[derive(Serialize, ToSchema)]
struct TallyOut {
    kind: Coded,
    why: Coded,
    count: u64,
}

/// How many summaries came to what.
#[derive(Serialize, ToSchema)]
struct HeardOut {
    kind: Coded,
    /// What came of them, or that nobody asked or was told.
    came_of_it: &'static str,
    count: u64,
}

/// Counts of a year.
#[derive(Serialize, ToSchema)]
pub(super) struct SummaryFiguresOut {
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: String,
    turned_down: Vec<TallyOut>,
    came_of_it: Vec<HeardOut>,
}

/// How often applications were turned down, and what came of summaries: counts of the caller's agency.
#[utoipa::path(get, path = paths::SUMMARY_FIGURES, tag = "summaries",
    responses((status = 200, description = "The counts", body = SummaryFiguresOut)))]
pub(super) async fn read_summary_figures(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model: SummaryFigures = summaries::figures(cx.app(), cx.viewer()).await?;
    let turned_down = model.turned_down.iter().map(|one| TallyOut {
        kind: coded!(one.kind),
        why: coded!(one.why),
        count: one.count,
    });
    let heard = model.heard.iter().map(|one| HeardOut {
        kind: coded!(one.kind),
        came_of_it: one.answer.map_or(NOT_ASKED, CameOfIt::words),
        count: one.count,
    });
    let out = SummaryFiguresOut {
        from: model.from.to_string(),
        until: model.until.to_string(),
        turned_down: turned_down.collect(),
        came_of_it: heard.collect(),
    };
    json(StatusCode::OK, &out)
}
