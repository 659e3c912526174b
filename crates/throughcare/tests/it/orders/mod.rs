//! Orders from their making to their end, through the API and the pages, as named members of staff.

mod attacks;
mod end;
mod enforcement;
mod late;
mod make;
mod pages;
mod transfer;

use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A town with somebody on probation, and the practitioner's program.
async fn begun() -> (Town, PersonId, Seat) {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let seat = program(&town, Part::Practitioner).await;
    (town, person, seat)
}

/// What was shown for each of the four conditions.
fn shown(day: &str) -> Value {
    ["dependent", "treatable", "arranged", "willing"]
        .map(|condition| json!({ "condition": condition, "evidence": "AUDIT 28", "assessor": "Court nurse", "day": day }))
        .to_vec()
        .into()
}

/// A community order of twelve months with alcohol treatment.
pub(crate) fn community(made: &str, ends: &str) -> Value {
    json!({
        "kind": "community", "court": "Harrowmere Magistrates’ Court", "offence": "Assault", "made": made, "ends": ends,
        "requirements": [{ "code": "ATR", "amount": 6, "conditions": shown(made) }],
    })
}

async fn post(seat: &mut Seat, path: &str, headers: &[(&str, &str)], body: &Value) -> (StatusCode, Value) {
    let seen = seat.json(Method::POST, path, headers, &body.to_string()).await;
    let value = serde_json::from_str(&seen.body).unwrap_or(Value::Null);
    (seen.status, value)
}

/// Records an order; gives its address.
pub(crate) async fn recorded(seat: &mut Seat, person: PersonId, body: &Value) -> String {
    let (status, made) = post(seat, &format!("/api/v1/people/{person}/orders"), &[], body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    format!("/api/v1/orders/{}", made["id"].as_str().unwrap())
}

/// A write that names the version seen; gives the answer.
async fn write(seat: &mut Seat, path: &str, version: &Value, body: &Value) -> Value {
    let tag = format!("\"{version}\"");
    let (status, answer) = post(seat, path, &[("if-match", &tag)], body).await;
    assert_eq!(status, StatusCode::OK, "{path}: {answer}");
    answer
}

/// What is due on an order, as (kind, day).
fn due(order: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    order["due"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["kind"]["code"]), text(&one["due"])))
        .collect()
}

/// The day on which one kind is due.
fn day_of(order: &Value, kind: &str) -> Option<String> {
    due(order).into_iter().find(|(found, _)| found == kind).map(|(_, day)| day)
}

/// Moves the record's clock on by days.
fn days(town: &Town, days: i64) {
    town.clock.on(SignedDuration::from_hours(24 * days));
}

/// The first sentence that a refusal says of a field.
fn sentence(problem: &Value) -> &str {
    problem["fields"][0]["sentence"].as_str().unwrap_or_default()
}
