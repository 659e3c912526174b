//! A correction reaches every agency that had read the old words, is waited for, and tells neither side of the other.

use super::seen_by_two;
use crate::{
    api::program,
    town::{Part, Seat},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// Corrects the identity through the page.
async fn corrected(seat: &mut Seat, person: PersonId, known_as: &str) {
    let path = format!("/people/{person}/identity");
    let seen = seat.fill(&path, &[("known_as", known_as)]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.page().main_text());
}

/// What an agency was told.
async fn told(seat: &mut Seat) -> Vec<Value> {
    seat.get("/api/v1/corrections").await.json()["items"].as_array().expect("notices").clone()
}

#[tokio::test]
async fn each_agency_that_read_the_identity_is_told_once_and_waited_for() {
    let (town, person) = seen_by_two().await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    corrected(&mut practitioner, person, "Addy").await;
    let mut worker = program(&town, Part::Worker).await;
    let notices = told(&mut worker).await;
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(notices[0]["words"], "Corrected: name they wish to be called.");
    assert_eq!(
        told(&mut program(&town, Part::Officer).await).await,
        [] as [Value; 0],
        "police had not looked"
    );
    assert_eq!(
        told(&mut program(&town, Part::Practitioner).await).await,
        [] as [Value; 0],
        "nor those who corrected"
    );
    let list = format!("/people/{person}/corrections");
    let page = practitioner.get(&list).await.page().main_text();
    assert!(page.contains("Northmoor Alcohol Service: told, not acknowledged yet"), "{page}");

    let mut desk = town.signed_in(Part::Worker).await;
    let news = desk.get("/my-work").await.page().main_text();
    assert!(news.contains("Something that you had read was corrected"), "{news}");
    let id = notices[0]["id"].as_str().expect("an id");
    let path = format!("/corrections/{id}/acknowledge");
    assert_eq!(desk.press("/corrections", &path).await.location(), "/corrections");
    let again = [("csrf".to_owned(), desk.csrf().await)];
    assert_eq!(desk.post(&path, &again).await.status, StatusCode::CONFLICT, "once");
    let page = practitioner.get(&list).await.page().main_text();
    assert!(page.contains("Northmoor Alcohol Service: acknowledged Tue 24 Nov 2026"), "{page}");
}

#[tokio::test]
async fn a_form_that_changes_nothing_tells_nobody() {
    let (town, person) = seen_by_two().await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let seen = practitioner.fill(&format!("/people/{person}/identity"), &[]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    assert_eq!(told(&mut program(&town, Part::Worker).await).await, [] as [Value; 0]);
}

#[tokio::test]
async fn a_note_stays_and_its_correction_stands_with_it() {
    let (town, person) = seen_by_two().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let notes = format!("/api/v1/people/{person}/notes");
    let body = json!({ "text": "He came on Monday." }).to_string();
    let note = seat.json(Method::POST, &notes, &[], &body).await.json()["id"].clone();
    let path = format!("/api/v1/people/{person}/corrections");
    let body = json!({ "note": note, "words": "He came on Tuesday." }).to_string();
    let headers = [("idempotency-key", "one")];
    let first = seat.json(Method::POST, &path, &headers, &body).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let twice = seat.json(Method::POST, &path, &headers, &body).await;
    assert_eq!(first.json()["id"], twice.json()["id"], "sent twice, kept once");
    let mut page = town.signed_in(Part::Practitioner).await;
    for tab in ["", "/notes"] {
        let text = page.get(&format!("/people/{person}{tab}")).await.page().main_text();
        assert!(text.contains("He came on Monday.") && text.contains("He came on Tuesday."), "{text}");
        assert_eq!(text.matches("Corrected on Tue 24 Nov 2026").count(), 1, "{text}");
    }
    assert_eq!(
        told(&mut program(&town, Part::Worker).await).await,
        [] as [Value; 0],
        "nobody else had read it"
    );
}

#[tokio::test]
async fn nobody_corrects_another_agencys_note_nor_acknowledges_what_their_agency_was_not_told() {
    let (town, person) = seen_by_two().await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let notes = format!("/api/v1/people/{person}/notes");
    let body = json!({ "text": "He came on Monday." }).to_string();
    let note = practitioner.json(Method::POST, &notes, &[], &body).await.json()["id"].clone();
    let mut officer = program(&town, Part::Officer).await;
    let path = format!("/api/v1/people/{person}/corrections");
    let body = json!({ "note": note, "words": "No." }).to_string();
    let foreign = officer.json(Method::POST, &path, &[], &body).await;
    let body = json!({ "note": "00000000-0000-7000-8000-00000000abcd", "words": "No." }).to_string();
    let absent = officer.json(Method::POST, &path, &[], &body).await;
    assert_eq!((foreign.status, &foreign.body), (StatusCode::UNPROCESSABLE_ENTITY, &absent.body), "alike");

    let mut page = town.signed_in(Part::Practitioner).await;
    corrected(&mut page, person, "Addy").await;
    let id = told(&mut program(&town, Part::Worker).await).await[0]["id"].as_str().expect("an id").to_owned();
    let foreign =
        officer.json(Method::POST, &format!("/api/v1/corrections/{id}/acknowledge"), &[], "{}").await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
}

/// The officer corrects a name; the alcohol service, of which the officer may not know, is told. Neither learns of the other:
/// not from lists, the timeline, or the history.
#[tokio::test]
async fn a_correction_tells_neither_side_that_the_other_works_with_the_person() {
    let (town, person) = seen_by_two().await;
    let mut officer = town.signed_in(Part::Officer).await;
    corrected(&mut officer, person, "Addy").await;
    let mut api = program(&town, Part::Officer).await;
    let mut desk = town.signed_in(Part::Worker).await;
    let id = told(&mut program(&town, Part::Worker).await).await[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        desk.press("/corrections", &format!("/corrections/{id}/acknowledge")).await.location(),
        "/corrections"
    );
    for path in ["corrections", "timeline", "sharing"] {
        let seen = officer.get(&format!("/people/{person}/{path}")).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(
            !seen.body.contains("Alcohol Service") && !seen.body.contains("Wanda"),
            "{path}: {}",
            seen.body
        );
        let seen = api.get(&format!("/api/v1/people/{person}/{path}")).await;
        assert!(
            !seen.body.contains("Alcohol Service") && !seen.body.contains("Wanda"),
            "{path}: {}",
            seen.body
        );
        let service = Part::Worker.agency().id().to_string();
        assert!(!seen.body.contains(&service), "{path}: {}", seen.body);
    }
    let seen = desk.get("/corrections").await;
    assert!(!seen.body.contains("Police") && !seen.body.contains("Olu"), "{}", seen.body);
}

/// An agency that no longer works with the person is told by the record's short reference, and cannot open it.
#[tokio::test]
async fn an_agency_that_works_with_the_person_no_longer_is_told_without_a_name() {
    let (town, person) = seen_by_two().await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let referral = program(&town, Part::Practitioner)
        .await
        .get(&format!("/api/v1/people/{person}/referrals"))
        .await
        .json()["items"][0]["id"]
        .as_str()
        .expect("a referral")
        .to_owned();
    let path = format!("/referrals/{referral}/withdraw");
    let seen = practitioner.fill(&path, &[("reason", "MIS")]).await;
    let reasons = seen.page().main_text();
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{reasons}");
    corrected(&mut practitioner, person, "Addy").await;
    let mut desk = town.signed_in(Part::Worker).await;
    let seen = desk.get("/corrections").await;
    let text = seen.page().main_text();
    assert!(text.contains("Record ") && !text.contains("Addy") && !text.contains("Crane"), "{text}");
    assert!(!seen.body.contains(&person.to_string()), "{}", seen.body);
}
