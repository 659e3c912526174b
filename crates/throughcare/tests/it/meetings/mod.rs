//! Meetings from their arranging to their minutes, through the pages and the API, as named members of staff.

mod attacks;
mod cadence;
mod minutes;
mod setting;
mod three;

use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::{
    ids::{InvolvementId, PersonId},
    involvement::{Involvement, InvolvementRole},
};
use http::{Method, StatusCode};
use jiff::{SignedDuration, civil::Date};
use serde_json::{Value, json};

/// All three were there.
const ALL: [&str; 3] = ["attended", "attended", "attended"];
/// The worker sent apologies.
const TWO: [&str; 3] = ["attended", "attended", "apologies"];

/// Somebody on probation whom a practitioner supervises and a worker of the alcohol service treats, with an order.
struct Case {
    town: Town,
    person: PersonId,
    /// The practitioner's program.
    manager: Seat,
    /// The worker's program.
    worker: Seat,
    /// The order's address.
    order: String,
}

impl Case {
    /// An order of twelve months, made on 20 November 2026.
    async fn new() -> Self {
        Self::with("2026-11-20", "2027-11-20", json!([])).await
    }

    async fn with(made: &str, ends: &str, triggers: Value) -> Self {
        let town = Town::new().await;
        let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
        treats(&town, person).await;
        let mut manager = program(&town, Part::Practitioner).await;
        let worker = program(&town, Part::Worker).await;
        let order = json!({
            "kind": "community", "made": made, "ends": ends, "triggers": triggers,
            "allocate_to": Part::Practitioner.account().to_string(),
            "requirements": [{ "code": "RAR", "amount": 20 }],
        });
        let path = format!("/api/v1/people/{person}/orders");
        let (status, answer) = post(&mut manager, &path, &[], &order).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        let order = format!("/api/v1/orders/{}", id(&answer));
        Self { town, person, manager, worker, order }
    }

    /// The id of the order.
    fn order_id(&self) -> &str {
        self.order.rsplit('/').next().unwrap()
    }

    /// Where the person's meetings are.
    fn meetings(&self) -> String {
        format!("/api/v1/people/{}/meetings", self.person)
    }

    /// A three-way meeting of the order.
    fn three_way(&self, point: &str, day: Date) -> Value {
        json!({
            "kind": "three_way", "order": self.order_id(), "point": point, "starts": format!("{day}T10:00:00Z"),
            "place": "Castle Street office",
        })
    }

    /// Another kind of meeting under the order.
    fn other(&self, kind: &str, day: Date) -> Value {
        json!({
            "kind": kind, "order": self.order_id(), "starts": format!("{day}T10:00:00Z"), "place": "By telephone",
        })
    }

    /// Arranges a meeting; gives its address below `/api/v1`.
    async fn arranged(&mut self, body: &Value) -> String {
        let path = self.meetings();
        let (status, answer) = post(&mut self.manager, &path, &[], body).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        format!("/api/v1/meetings/{}", id(&answer))
    }

    /// Moves the record's clock on to nine in the morning of this day, London's winter time.
    fn until(&self, day: Date) {
        let days = self.town.app.today().until(day).unwrap().get_days();
        assert!(days >= 0, "the clock does not go back to {day}");
        self.town.clock.on(SignedDuration::from_hours(24 * i64::from(days)));
    }

    /// Arranges a meeting, lets its day pass and records who came.
    async fn held(&mut self, body: &Value, came: [&str; 3], more: &Value) -> Value {
        let meeting = self.arranged(body).await;
        let day: Date = body["starts"].as_str().unwrap()[..10].parse().unwrap();
        self.until(day.tomorrow().unwrap());
        let (status, answer) = step(&mut self.manager, &meeting, "hold", &minutes(came, more)).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    /// The day on which a kind is due on the order.
    async fn due(&mut self, kind: &str) -> Option<String> {
        let order = self.manager.get(&self.order).await.json();
        let rows = order["due"].as_array().unwrap_or_else(|| panic!("{order}"));
        let found = rows.iter().find(|one| one["kind"]["code"] == kind)?;
        Some(found["due"].as_str().unwrap().to_owned())
    }
}

/// Puts the worker on the person's team, as whoever leads treatment.
async fn treats(town: &Town, person: PersonId) {
    let mut tx = town.app.store.write().await.unwrap();
    let involvement = Involvement {
        id: town.app.id::<InvolvementId>(),
        person,
        agency: Part::Worker.agency().id(),
        account: Some(Part::Worker.account()),
        role: InvolvementRole::Treatment,
        leads: true,
        from: town.app.today(),
        to: None,
    };
    tx.add_involvement(&involvement).await.unwrap();
    tx.commit().await.unwrap();
}

/// Who came, with whatever else was recorded.
fn minutes(came: [&str; 3], more: &Value) -> Value {
    let mut body = json!({ "person": came[0], "manager": came[1], "worker": came[2] });
    for (field, value) in more.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

fn id(made: &Value) -> &str {
    made["id"].as_str().unwrap_or_else(|| panic!("{made}"))
}

async fn post(seat: &mut Seat, path: &str, headers: &[(&str, &str)], body: &Value) -> (StatusCode, Value) {
    let seen = seat.json(Method::POST, path, headers, &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

/// Takes a step on a meeting as it is now.
async fn step(seat: &mut Seat, meeting: &str, name: &str, body: &Value) -> (StatusCode, Value) {
    let tag = seat.get(meeting).await.header("etag").to_owned();
    post(seat, &format!("{meeting}/{name}"), &[("if-match", &tag)], body).await
}

/// What is due or overdue on a desk, as (kind, day).
async fn desk(seat: &mut Seat, list: &str) -> Vec<(String, String)> {
    let work = seat.get("/api/v1/my-work").await.json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = work[list].as_array().unwrap();
    rows.iter().map(|row| (text(&row["what"]["code"]), text(&row["due"]))).collect()
}

/// Whether a desk holds this.
async fn holds(seat: &mut Seat, list: &str, kind: &str, due: &str) -> bool {
    desk(seat, list).await.contains(&(kind.to_owned(), due.to_owned()))
}
