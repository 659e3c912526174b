//! Referrals down their pathway, appointments, feedback and reviews, by public addresses only.

mod answered;
mod appointments;
mod attacks;
mod corrected;
mod feedback;
mod review;
mod steps;
mod summary;

use crate::{
    api::program,
    town::{ALCOHOL_SERVICE, Part, Seat, Town},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A town with somebody on probation, the practitioner's program and the worker's.
pub(crate) async fn begun() -> (Town, PersonId, Seat, Seat) {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let referrer = program(&town, Part::Practitioner).await;
    let provider = program(&town, Part::Worker).await;
    (town, person, referrer, provider)
}

/// What a referral asks, with both of its parts.
pub(crate) fn asks(person: PersonId) -> Value {
    json!({
        "person": person.to_string(), "service": ALCOHOL_SERVICE.to_string(), "asks": "Please assess.",
        "risk_to_staff": "See in pairs", "delivery_needs": "Reads little: ring, do not write.",
        "delivery_kinds": ["literacy", "safe_contact"],
    })
}

async fn post(seat: &mut Seat, path: &str, headers: &[(&str, &str)], body: &Value) -> (StatusCode, Value) {
    let seen = seat.json(Method::POST, path, headers, &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

/// Makes something; gives its address below `/api/v1`.
pub(crate) async fn made(seat: &mut Seat, path: &str, body: &Value) -> String {
    let seen = seat.json(Method::POST, path, &[], &body.to_string()).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    seen.header("location").to_owned()
}

/// The version that a record is in.
async fn version(seat: &mut Seat, path: &str) -> String {
    let seen = seat.get(path).await;
    assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.body);
    seen.header("etag").to_owned()
}

/// Takes a step on a record as it is now.
async fn step(seat: &mut Seat, path: &str, step: &str, body: &Value) -> (StatusCode, Value) {
    let tag = version(seat, path).await;
    post(seat, &format!("{path}/{step}"), &[("if-match", &tag)], body).await
}

/// Takes a step that must succeed.
pub(crate) async fn takes(seat: &mut Seat, path: &str, name: &str, body: &Value) -> Value {
    let (status, answer) = step(seat, path, name, body).await;
    assert!(status.is_success(), "{name}: {status} {answer}");
    answer
}

/// A referral that the worker has taken on and whose warning they have read.
pub(crate) async fn taken_on(referrer: &mut Seat, provider: &mut Seat, body: &Value) -> String {
    let referral = made(referrer, "/api/v1/referrals", body).await;
    takes(provider, &referral, "accept", &json!({})).await;
    takes(provider, &referral, "warning", &json!({})).await;
    referral
}

/// Moves the record's clock on by days.
pub(crate) fn days(town: &Town, days: i64) {
    town.clock.on(SignedDuration::from_hours(24 * days));
}

/// The kinds and days of what is due or overdue on a desk.
async fn desk(seat: &mut Seat, box_: &str) -> Vec<(String, String)> {
    let work = seat.get("/api/v1/my-work").await.json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = work[box_].as_array().unwrap();
    rows.iter().map(|row| (text(&row["what"]["code"]), text(&row["due"]))).collect()
}

/// The kinds of what is new on a desk.
async fn new(seat: &mut Seat) -> Vec<String> {
    let work = seat.get("/api/v1/my-work").await.json();
    let rows = work["new"].as_array().unwrap();
    rows.iter().map(|row| row["kind"]["code"].as_str().unwrap_or_default().to_owned()).collect()
}
