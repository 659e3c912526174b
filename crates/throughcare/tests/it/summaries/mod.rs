//! Convictions, summaries for employers and landlords, and applications that were turned down: through the pages and the
//! API, as named members of staff.

mod attacks;
mod catalogue;
mod convictions;
mod pages;

use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// A town with somebody on probation, the practitioner's program, and a body of this kind.
async fn begun(kind: &str) -> (Town, PersonId, Seat, String) {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let body = body(&mut seat, kind, "Harbour Foods").await;
    (town, person, seat, body)
}

async fn post(seat: &mut Seat, path: &str, headers: &[(&str, &str)], body: &Value) -> (StatusCode, Value) {
    let seen = seat.json(Method::POST, path, headers, &body.to_string()).await;
    let value = serde_json::from_str(&seen.body).unwrap_or(Value::Null);
    (seen.status, value)
}

/// Makes something, and gives its id.
async fn made(seat: &mut Seat, path: &str, body: &Value) -> String {
    let (status, answer) = post(seat, path, &[], body).await;
    assert_eq!(status, StatusCode::CREATED, "{path}: {answer}");
    answer["id"].as_str().expect("an id").to_owned()
}

/// A body with which the agency has a relationship.
async fn body(seat: &mut Seat, kind: &str, name: &str) -> String {
    let sent = json!({
        "kind": kind, "name": name, "contact": "Robin Hand", "address": "1 Quay Street\nHarbour",
        "agreed_on": "2026-11-01", "agreed_by": "Robin Hand",
    });
    made(seat, "/api/v1/recipients", &sent).await
}

/// A conviction with one sentence.
async fn convicted(seat: &mut Seat, person: PersonId, offence: &str, day: &str, sentence: Value) -> String {
    let sent = json!({ "offence": offence, "day": day, "age": "adult", "sentences": [sentence] });
    made(seat, &format!("/api/v1/people/{person}/convictions"), &sent).await
}

fn custody(months: u32, ends: &str) -> Value {
    json!({ "kind": "custody", "months": months, "ends": ends })
}

/// What a summary is made from.
fn words(recipient: &str) -> Value {
    json!({
        "recipient": recipient, "opportunity": "Warehouse operative, nights", "purpose": "To decide on the application",
        "used_for": "ordinary",
        "explanation": "It was one evening in a hard year. Nothing like it has happened since.",
        "risk": "No work alone with cash until March. No other limit.",
        "support": "A mentor comes on the first day and stays in touch every week.",
        "progress": "Passed a forklift course and has not missed a day.",
        "contact": "Priya Practitioner", "reach": "01632 960123",
    })
}

/// Looks at a text and keeps it; gives the text as it was looked at, and where the summary is.
async fn written(seat: &mut Seat, person: PersonId, words: &Value) -> (Value, String) {
    let (status, looked) =
        post(seat, &format!("/api/v1/people/{person}/summaries/preview"), &[], words).await;
    assert_eq!(status, StatusCode::OK, "{looked}");
    let keep = json!({ "summary": words, "fingerprint": looked["fingerprint"] });
    let id = made(seat, &format!("/api/v1/people/{person}/summaries"), &keep).await;
    (looked["text"].clone(), format!("/api/v1/summaries/{id}"))
}

/// A step from the version that is there now.
async fn step(seat: &mut Seat, summary: &str, body: &Value) -> (StatusCode, Value) {
    let seen = seat.get(summary).await;
    let tag = seen.header("etag").to_owned();
    post(seat, &format!("{summary}/steps"), &[("if-match", &tag)], body).await
}

fn show() -> Value {
    json!({ "step": "show", "manner": "paper", "language": "English" })
}

fn consent() -> Value {
    json!({
        "step": "consent", "taken": { "manner": "spoken", "language": "English" },
        "approver": Part::Manager.account().to_string(),
    })
}

/// Takes these steps, each of which must go well.
async fn steps(seat: &mut Seat, summary: &str, bodies: &[Value]) {
    for body in bodies {
        let (status, answer) = step(seat, summary, body).await;
        assert_eq!(status, StatusCode::OK, "{body}: {answer}");
    }
}

/// Written, shown, agreed to, approved and issued; gives the text that was looked at, and where it is.
async fn issued(town: &Town, seat: &mut Seat, person: PersonId, words: &Value) -> (Value, String) {
    let (text, summary) = written(seat, person, words).await;
    steps(seat, &summary, &[show(), consent()]).await;
    let mut manager = program(town, Part::Manager).await;
    steps(&mut manager, &summary, &[json!({ "step": "approve" })]).await;
    steps(seat, &summary, &[json!({ "step": "issue" })]).await;
    (text, summary)
}

/// Moves the record's clock on by days.
fn days(town: &Town, days: i64) {
    town.clock.on(jiff::SignedDuration::from_hours(24 * days));
}
