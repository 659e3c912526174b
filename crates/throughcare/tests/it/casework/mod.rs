//! Casework by public addresses: the rows of the practice catalogue, each by its example and again with other numbers.
//! Today is 24 November 2026.

mod attacks;
mod compact;
mod meetings;
mod release;
mod schemes;

use crate::{
    api::program,
    plans::{post, told},
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::StatusCode;
use serde_json::{Value, json};

/// A town, somebody with whom probation works, and the practitioner's program.
async fn scene() -> (Town, PersonId, Seat) {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let seat = program(&town, Part::Practitioner).await;
    (town, person, seat)
}

async fn begin(seat: &mut Seat, person: PersonId, kind: &str, answers: &Value) -> (StatusCode, Value) {
    let body = json!({ "kind": kind, "answers": answers });
    post(seat, &format!("/api/v1/people/{person}/casework"), &[], &body).await
}

/// Begins a piece; its address.
async fn begun(seat: &mut Seat, person: PersonId, kind: &str, answers: &Value) -> String {
    let (status, made) = begin(seat, person, kind, answers).await;
    assert_eq!(status, StatusCode::CREATED, "{kind}: {made}");
    format!("/api/v1/casework/{}", made["id"].as_str().expect("an id"))
}

async fn take(seat: &mut Seat, piece: &str, step: &str, answers: &Value) -> (StatusCode, Value) {
    told(seat, piece, &json!({ "step": step, "answers": answers })).await
}

/// Takes a step; the piece after it.
async fn taken(seat: &mut Seat, piece: &str, step: &str, answers: &Value) -> Value {
    let (status, answer) = take(seat, piece, step, answers).await;
    assert_eq!(status, StatusCode::OK, "{step}: {answer}");
    answer
}

/// Tries a step that the rules refuse; which field is wrong, and why.
async fn refused(seat: &mut Seat, piece: &str, step: &str, answers: &Value) -> (String, String) {
    let before = seat.get(piece).await.json();
    let (status, problem) = take(seat, piece, step, answers).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{step}: {problem}");
    assert_eq!(seat.get(piece).await.json(), before, "nothing is half-written");
    wrong(&problem)
}

/// The first field that is wrong, and the sentence about it.
fn wrong(problem: &Value) -> (String, String) {
    let said = |what: &str| problem["fields"][0][what].as_str().unwrap_or_default().to_owned();
    (said("field"), said("sentence"))
}

fn stage(piece: &Value) -> &str {
    piece["stage"]["code"].as_str().expect("a stage")
}

/// What is due because of a piece: kind and day.
fn due(piece: &Value) -> Vec<(&str, &str)> {
    let all = piece["due"].as_array().expect("a list");
    all.iter().filter_map(|one| Some((one["kind"]["code"].as_str()?, one["by"].as_str()?))).collect()
}

fn warns(piece: &Value, words: &str) -> bool {
    piece["warnings"]
        .as_array()
        .expect("a list")
        .iter()
        .any(|one| one.as_str().is_some_and(|one| one.contains(words)))
}
