//! The room of a meeting: each brings of their own, reads what the others brought, and it closes with the meeting.

use super::{note, post, shared};
use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::StatusCode;
use jiff::SignedDuration;
use serde_json::json;

async fn arranged(seat: &mut Seat, person: PersonId, starts: &str) -> String {
    let body = json!({ "kind": "case_conference", "starts": starts, "place": "Room 2" });
    let (status, made) = post(seat, &format!("/api/v1/people/{person}/meetings"), None, &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    format!("/api/v1/meetings/{}", made["id"].as_str().unwrap())
}

#[tokio::test]
async fn what_is_brought_to_a_meeting_is_read_by_those_in_the_room_and_closes_with_it() {
    let town = Town::new().await;
    let person = shared(&town).await;
    note(&town, person, Part::Worker, "Missed Monday.").await;
    note(&town, person, Part::Practitioner, "Moves on Friday.").await;
    let (mut practitioner, mut worker) =
        (program(&town, Part::Practitioner).await, program(&town, Part::Worker).await);
    let record = format!("/api/v1/people/{person}");
    let tomorrow = arranged(&mut practitioner, person, "2026-11-25T10:00:00Z").await;
    let bring = json!({ "sections": ["notes"] });
    let (status, _) = post(&mut worker, &format!("{tomorrow}/room"), None, &bring).await;
    assert_eq!(status, StatusCode::CONFLICT, "one signs in on its day");
    let meeting = arranged(&mut practitioner, person, "2026-11-24T10:00:00Z").await;
    let room = format!("{meeting}/room");
    let (status, told) = post(&mut worker, &room, None, &bring).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert!(!practitioner.get(&record).await.body.contains("Missed Monday."), "outside the room");
    let (status, told) = post(&mut practitioner, &room, None, &json!({ "sections": [] })).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert!(practitioner.get(&record).await.body.contains("Missed Monday."), "in the room");
    assert!(!worker.get(&record).await.body.contains("Moves on Friday."), "nothing was brought");
    let mut colleague = program(&town, Part::Colleague).await;
    assert!(!colleague.get(&record).await.body.contains("Missed Monday."), "a colleague is not in the room");
    let present = practitioner.get(&room).await.json();
    assert_eq!(present["present"].as_array().unwrap().len(), 2, "{present}");
    let (status, _) = post(&mut practitioner, &room, None, &bring).await;
    assert_eq!(status, StatusCode::CONFLICT, "signed in already");

    let (status, told) = post(&mut worker, &format!("{meeting}/leave"), None, &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert!(!practitioner.get(&record).await.body.contains("Missed Monday."), "the worker has left");
    let (status, _) = post(&mut worker, &room, None, &bring).await;
    assert_eq!(status, StatusCode::OK);
    assert!(practitioner.get(&record).await.body.contains("Missed Monday."), "and is back");
    let seen = practitioner.get(&meeting).await;
    let version: i64 = seen.header("etag").trim_matches('"').parse().unwrap();
    let (status, told) =
        post(&mut practitioner, &format!("{meeting}/cancel"), Some(version), &json!({ "why": "Snow" })).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert!(!practitioner.get(&record).await.body.contains("Missed Monday."), "it closed with the meeting");
}

#[tokio::test]
async fn what_is_brought_closes_by_itself_and_only_one_s_own_can_be_brought() {
    let town = Town::new().await;
    let person = shared(&town).await;
    note(&town, person, Part::Worker, "Missed Monday.").await;
    let (mut practitioner, mut worker) =
        (program(&town, Part::Practitioner).await, program(&town, Part::Worker).await);
    let record = format!("/api/v1/people/{person}");
    let meeting = arranged(&mut practitioner, person, "2026-11-24T10:00:00Z").await;
    let room = format!("{meeting}/room");
    for section in ["treatment", "identity", "privilege", "third_party", "nonsense"] {
        let (status, told) = post(&mut practitioner, &room, None, &json!({ "sections": [section] })).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{section}: {told}");
    }
    post(&mut worker, &room, None, &json!({ "sections": ["notes"] })).await;
    town.clock.on(SignedDuration::from_mins(170));
    post(&mut practitioner, &room, None, &json!({ "sections": ["notes"] })).await;
    assert!(practitioner.get(&record).await.body.contains("Missed Monday."));
    town.clock.on(SignedDuration::from_mins(10));
    assert!(!practitioner.get(&record).await.body.contains("Missed Monday."), "the worker’s time is over");
}

#[tokio::test]
async fn the_page_of_the_room_signs_in_and_out() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let mut api = program(&town, Part::Practitioner).await;
    let meeting = arranged(&mut api, person, "2026-11-24T10:00:00Z").await.replace("/api/v1", "");
    let room = format!("{meeting}/room");
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let page = practitioner.get(&meeting).await.page();
    assert!(page.attribute(&format!("a[href='{room}']"), "href").is_some(), "{}", page.main_text());
    let entered = practitioner.fill(&room, &[("sections", "plan")]).await;
    assert_eq!(entered.location(), room, "{}", entered.page().main_text());
    let text = practitioner.get(&room).await.page().main_text();
    assert!(text.contains("You are signed in until") && text.contains("Priya Practitioner"), "{text}");
    practitioner.fill(&room, &[]).await;
    assert!(practitioner.get(&room).await.page().main_text().contains("Nobody is signed in"));
}
