//! Disclosures that were mistakes, through the API: reporting, the register, and steps.

use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::{Json, Key, Seen, created, json, read, versioned},
        wire::{Coded, Made, coded},
    },
    form::{Check, Query},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    mistakes::{self, Report},
};
use domain::{
    ids::{MistakeId, PersonId},
    mistake::{Danger, Mistake, MistakeFact, MistakeMove, Recovery},
    section::Section,
};
use gate::Action;
use http::StatusCode;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::AgreementsRead), Need::Scope(Scope::AgreementsWrite));
    let (report, handle) = (Access::May(Action::ReportMistake), Access::May(Action::HandleMistake));
    vec![
        Route::api(Get, paths::MISTAKES, reads, handle, list_mistakes),
        Route::api(Post, paths::MISTAKES, Need::Scope(Scope::PeopleWrite), report, report_mistake),
        Route::api(Get, paths::MISTAKE, reads, handle, open_mistake),
        Route::api(Post, paths::MISTAKE_STEPS, writes, handle, step_mistake),
    ]
}

/// A step that was taken.
#[derive(Serialize, ToSchema)]
struct MistakeFactOut {
    at: String,
    step: Coded,
    words: String,
    danger: Option<Coded>,
    recovery: Option<Coded>,
    late: Option<String>,
}

/// One report.
#[derive(Serialize, ToSchema)]
pub(super) struct MistakeOut {
    id: Uuid,
    person: Option<Uuid>,
    what: String,
    people: u32,
    sections: Vec<Coded>,
    recipient: String,
    #[schema(format = Date)]
    happened: String,
    aware: String,
    /// By when the commissioner is told, if at all.
    tell_by: String,
    /// Whether the hours were over when that was decided, or are now.
    late: bool,
    state: Coded,
    /// Which agency reported it: the caller's, or one that has left and whose records the caller's keeps.
    agency: Uuid,
    version: i64,
    facts: Vec<MistakeFactOut>,
    /// Steps that may be taken.
    moves: Vec<&'static str>,
}

fn out(one: &Mistake, now: Timestamp) -> MistakeOut {
    let facts = one.facts().iter().map(|(stamp, fact)| MistakeFactOut {
        at: stamp.at.to_string(),
        step: coded!(fact.step),
        words: fact.words.to_string(),
        danger: fact.danger.map(|danger| coded!(danger)),
        recovery: fact.recovery.map(|recovery| coded!(recovery)),
        late: fact.late.as_ref().map(ToString::to_string),
    });
    MistakeOut {
        id: one.id.0,
        person: one.person.map(|id| id.0),
        what: one.what.to_string(),
        people: one.people,
        sections: one.sections.iter().map(|section| coded!(section)).collect(),
        recipient: one.recipient.to_string(),
        happened: one.happened.to_string(),
        aware: one.aware.to_string(),
        tell_by: one.tell_by.to_string(),
        late: one.is_late(now),
        state: coded!(one.state()),
        agency: one.agency().0,
        version: one.version(),
        facts: facts.collect(),
        moves: one.moves().iter().map(|step| step.code()).collect(),
    }
}

/// The register.
#[derive(Serialize, ToSchema)]
pub(super) struct MistakesOut {
    items: Vec<MistakeOut>,
}

/// The register that the caller's agency keeps, with those of each agency that has left and whose records it keeps: open reports
/// first, by their hours.
#[utoipa::path(get, path = paths::MISTAKES, tag = "rights",
    responses((status = 200, description = "The register", body = MistakesOut)))]
pub(super) async fn list_mistakes(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = mistakes::register(cx.app(), cx.viewer()).await?;
    json(
        StatusCode::OK,
        &MistakesOut { items: model.mistakes.iter().map(|one| out(one, model.now)).collect() },
    )
}

/// What somebody noticed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MistakeIn {
    /// Whose record, where it is one person's and known.
    #[serde(default)]
    person: Option<Uuid>,
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    what: String,
    #[schema(minimum = 1, maximum = 10_000_000)]
    people: u32,
    /// Sections of a record.
    #[schema(min_items = 1, max_items = 30)]
    sections: Vec<String>,
    #[schema(min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    recipient: String,
    #[schema(format = Date)]
    happened: String,
    /// When somebody became aware; now, where it is left out.
    #[serde(default)]
    #[schema(format = DateTime)]
    aware: Option<String>,
}

/// Report a disclosure that was a mistake.
#[utoipa::path(post, path = paths::MISTAKES, tag = "rights", request_body = MistakeIn,
    responses((status = 201, description = "Reported", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn report_mistake(
    cx: WebCx,
    Query(()): Query<()>,
    key: Key,
    body: Json<MistakeIn>,
) -> Answer {
    let mut check = Check::exact();
    let sent = &body.value;
    let what = check.prose("what", &sent.what, "what went out, and how");
    let recipient = check.line("recipient", &sent.recipient, "who had it");
    let happened = check.code("happened", &sent.happened, str::parse::<Date>, "Give the day it happened");
    let codes = sent.sections.join(" ");
    let each = |codes: &str| codes.split(' ').map(Section::from_code).collect::<Result<Vec<_>, _>>();
    let sections = check.code("sections", &codes, each, "Give sections of the list");
    let aware = match &sent.aware {
        None => None,
        Some(at) => check.code("aware", at, str::parse::<Timestamp>, "Give an instant"),
    };
    let (person, people) = (sent.person.map(PersonId), sent.people);
    let command = read(check, || {
        Some(Report {
            person,
            what: what?,
            people,
            sections: sections?,
            recipient: recipient?,
            happened: happened?,
            aware,
        })
    })?;
    let once = key.once(&body.text)?;
    let id = mistakes::report(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::mistake(id), &Made { id: id.0 })
}

/// One report of the caller's own agency.
#[utoipa::path(get, path = paths::MISTAKE, tag = "rights", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The report", body = MistakeOut, headers(("ETag" = String, description = "Its version")))))]
pub(super) async fn open_mistake(cx: WebCx, Id(id): Id<MistakeId>, Query(()): Query<()>) -> Answer {
    let model = mistakes::mistake(cx.app(), cx.viewer(), id).await?;
    versioned(model.mistake.version(), &out(&model.mistake, model.now))
}

/// A step of a report.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MistakeStepIn {
    #[schema(
        pattern = "^(assess|tell_commissioner|spare_commissioner|tell_people|spare_people|tell_recipient|recover|close)$"
    )]
    step: String,
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    words: String,
    /// For `assess`.
    #[serde(default)]
    #[schema(pattern = "^(unlikely|some|high)$")]
    danger: Option<String>,
    /// For `recover`.
    #[serde(default)]
    #[schema(pattern = "^(returned|destroyed|unopened|lost)$")]
    recovery: Option<String>,
    /// Why the commissioner is decided about late, where the hours are over.
    #[serde(default)]
    #[schema(max_length = 200)]
    late: Option<String>,
}

/// Take a step of a report, from the version that was seen.
#[utoipa::path(post, path = paths::MISTAKE_STEPS, tag = "rights", params(("id" = uuid::Uuid, Path)), request_body = MistakeStepIn,
    responses((status = 200, description = "As it is now", body = MistakeOut, headers(("ETag" = String, description = "The new version")))))]
pub(super) async fn step_mistake(
    cx: WebCx,
    Id(id): Id<MistakeId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<MistakeStepIn>,
) -> Answer {
    let mut check = Check::exact();
    let sent = &body.value;
    let step = check.code("step", &sent.step, MistakeMove::from_code, "Give a step of the list");
    let words = check.prose("words", &sent.words, "it in words");
    let danger = sent.danger.as_deref();
    let danger = danger.map(|code| check.code("danger", code, Danger::from_code, "Give a risk of the list"));
    let recovery = sent.recovery.as_deref();
    let recovery =
        recovery.map(|code| check.code("recovery", code, Recovery::from_code, "Give an end of the list"));
    let late = check.optional_line("late", sent.late.as_deref().unwrap_or_default(), "why it is late");
    let fact = read(check, || {
        Some(MistakeFact {
            step: step?,
            words: words?,
            danger: danger.flatten(),
            recovery: recovery.flatten(),
            late,
        })
    })?;
    let after = mistakes::step(cx.app(), cx.viewer(), id, seen, fact).await?;
    versioned(after.version(), &out(&after, cx.app().now()))
}
