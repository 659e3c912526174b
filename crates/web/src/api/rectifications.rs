//! Corrections through the API: a person's, correcting a note, and what the caller's own agency was told.

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
    rectifications::{self, KeptCorrection, NoticeLine},
};
use domain::{
    ids::{CorrectionId, NoteId, PersonId},
    rectification::Corrected,
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
    let (correct, take) = (Access::May(Action::AddNote), Access::May(Action::TakeCorrection));
    vec![
        Route::api(Get, paths::PERSON_CORRECTIONS, reads, correct, list_corrections),
        Route::api(Post, paths::PERSON_CORRECTIONS, writes, correct, correct_note),
        Route::api(Get, paths::CORRECTIONS, reads, take, list_notices),
        Route::api(Post, paths::CORRECTION_ACKNOWLEDGE, writes, take, acknowledge_correction),
    ]
}

/// An agency that had read what was corrected.
#[derive(Serialize, ToSchema)]
struct CorrectionToldOut {
    agency: String,
    /// When it said that its own records are right.
    acknowledged_at: Option<String>,
}

/// A correction.
#[derive(Serialize, ToSchema)]
struct CorrectionOut {
    id: Uuid,
    at: String,
    corrected: Coded,
    note: Option<Uuid>,
    words: String,
    by: String,
    /// Agencies that were told, of the caller's own corrections, as far as the caller may know of them.
    told: Vec<CorrectionToldOut>,
}

/// A person's corrections.
#[derive(Serialize, ToSchema)]
pub(super) struct CorrectionsOut {
    items: Vec<CorrectionOut>,
}

fn correction(one: &KeptCorrection) -> CorrectionOut {
    let told = one.told.iter().map(|(agency, at)| CorrectionToldOut {
        agency: agency.clone(),
        acknowledged_at: at.map(|at| at.to_string()),
    });
    CorrectionOut {
        id: one.correction.id.0,
        at: one.correction.stamp.at.to_string(),
        corrected: coded!(one.correction.corrected),
        note: one.correction.note.map(|id| id.0),
        words: one.correction.words.to_string(),
        by: one.by.clone(),
        told: told.collect(),
    }
}

/// A person's corrections, newest first.
#[utoipa::path(get, path = paths::PERSON_CORRECTIONS, tag = "rights", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The corrections", body = CorrectionsOut)))]
pub(super) async fn list_corrections(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = rectifications::corrections(cx.app(), cx.viewer(), person).await?;
    json(StatusCode::OK, &CorrectionsOut { items: model.corrections.iter().map(correction).collect() })
}

/// What is right.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteCorrectionIn {
    /// A note of the caller's own agency.
    note: Uuid,
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    words: String,
}

/// Correct a note of the caller's own agency: it stays, the correction stands with it, and agencies that had read it are told.
#[utoipa::path(post, path = paths::PERSON_CORRECTIONS, tag = "rights", params(("id" = uuid::Uuid, Path)), request_body = NoteCorrectionIn,
    responses((status = 201, description = "Kept", body = Made, headers(("Location" = String, description = "Where corrections are listed")))))]
pub(super) async fn correct_note(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<NoteCorrectionIn>,
) -> Answer {
    let mut check = Check::exact();
    let words = check.prose("words", &body.value.words, "what is right");
    let words = read(check, || words)?;
    let once = key.once(&body.text)?;
    let said = (NoteId(body.value.note), words);
    let id = rectifications::correct_note(cx.app(), cx.viewer(), person, said, once.as_ref()).await?;
    created(&paths::person_corrections(person), &Made { id: id.0 })
}

/// What the caller's own agency was told.
#[derive(Serialize, ToSchema)]
struct CorrectionNoticeOut {
    id: Uuid,
    at: String,
    corrected: Coded,
    /// The short reference of the record.
    reference: String,
    /// The person, where the caller may know of them now.
    person: Option<Uuid>,
    /// Which parts of the identity were corrected; what a note says is read where it stands.
    words: Option<String>,
    acknowledged_at: Option<String>,
}

/// Notices, what waits first.
#[derive(Serialize, ToSchema)]
pub(super) struct NoticesOut {
    items: Vec<CorrectionNoticeOut>,
}

fn notice(line: &NoticeLine) -> CorrectionNoticeOut {
    let (one, notice) = (&line.notice.correction, &line.notice);
    CorrectionNoticeOut {
        id: one.id.0,
        at: one.stamp.at.to_string(),
        corrected: coded!(one.corrected),
        reference: notice.reference.clone(),
        person: line.person.as_ref().map(|person| person.person.0),
        words: (one.corrected == Corrected::Identity).then(|| one.words.to_string()),
        acknowledged_at: notice.acknowledged.as_ref().map(|(_, at)| at.to_string()),
    }
}

/// Corrections of what somebody at the caller's own agency had read.
#[utoipa::path(get, path = paths::CORRECTIONS, tag = "rights",
    responses((status = 200, description = "The notices", body = NoticesOut)))]
pub(super) async fn list_notices(cx: WebCx, Query(()): Query<()>) -> Answer {
    let lines = rectifications::notices(cx.app(), cx.viewer()).await?;
    json(StatusCode::OK, &NoticesOut { items: lines.iter().map(notice).collect() })
}

/// Say that the caller's own agency has put its records right.
#[utoipa::path(post, path = paths::CORRECTION_ACKNOWLEDGE, tag = "rights", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The notices as they are now", body = NoticesOut)))]
pub(super) async fn acknowledge_correction(
    cx: WebCx,
    Id(id): Id<CorrectionId>,
    Query(()): Query<()>,
) -> Answer {
    rectifications::acknowledge(cx.app(), cx.viewer(), id).await?;
    let lines = rectifications::notices(cx.app(), cx.viewer()).await?;
    json(StatusCode::OK, &NoticesOut { items: lines.iter().map(notice).collect() })
}
