//! Identity review of one person: who else they may be, and what is decided; and what was written on a wrong person’s record
//! and is moved to the right one’s. Through the API and the pages.

use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use serde_json::{Value, json};

pub(super) async fn post(seat: &mut Seat, path: &str, body: &Value) -> (StatusCode, Value) {
    let seen = seat.json(Method::POST, path, &[], &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

/// Makes a record with a CRN.
pub(super) async fn numbered(seat: &mut Seat, given: &str, family: &str, crn: &str) -> PersonId {
    let body = json!({ "identity": {
        "legal_name": { "given": given, "family": family }, "gender": "unknown", "born": "1984-07-03",
        "identifiers": [{ "kind": "crn", "value": crn }],
    } });
    let (status, made) = post(seat, "/api/v1/people", &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    PersonId(made["id"].as_str().unwrap().parse().unwrap())
}

pub(super) fn review_of(person: PersonId) -> String {
    format!("/api/v1/people/{person}/identity-review")
}

/// Whom a review names, with the codes of the evidence.
async fn likes(seat: &mut Seat, person: PersonId) -> Vec<(String, Vec<String>)> {
    let seen = seat.get(&review_of(person)).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let codes = |like: &Value| {
        let all = like["evidence"].as_array().unwrap().iter();
        all.map(|one| text(&one["what"]["code"])).collect::<Vec<_>>()
    };
    let view = seen.json();
    view["likes"].as_array().unwrap().iter().map(|like| (text(&like["person"]["id"]), codes(like))).collect()
}

pub(super) fn decision(other: PersonId, version: i64, verdict: &str) -> Value {
    json!({ "other": other.to_string(), "version": version, "verdict": verdict, "reason": "Compared the files" })
}

#[tokio::test]
async fn whoever_is_like_a_person_is_shown_with_what_speaks_for_it_the_likeliest_first() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut colleague = program(&town, Part::Colleague).await;
    let person = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let renamed = numbered(&mut colleague, "Ada", "Heron", "X111111").await;
    let twice = numbered(&mut colleague, "Ada", "Crane", "X320741").await;
    numbered(&mut colleague, "Bo", "Quill", "X222222").await;
    let found = likes(&mut seat, person).await;
    let named: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(named, [twice.to_string(), renamed.to_string()], "{found:?}");
    assert_eq!(found[0].1, ["crn", "name_and_birth"]);
    assert_eq!(found[1].1, ["part_of_name", "other_number"]);
    // It is the same question from either side.
    assert!(likes(&mut colleague, twice).await.iter().any(|(id, _)| *id == person.to_string()));
}

#[tokio::test]
async fn a_decision_is_kept_with_its_reason_seen_from_both_records_and_taken_back() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let other = town.person_of(Part::Colleague, "Ada", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut manager = program(&town, Part::Manager).await;
    let path = review_of(person);
    let (status, now) = post(&mut seat, &path, &decision(other, 0, "same")).await;
    assert_eq!((status, &now["state"]["code"], &now["version"]), (StatusCode::OK, &"same".into(), &1.into()));
    for (seat, whose, beside) in [(&mut seat, person, other), (&mut manager, other, person)] {
        let like = seat.get(&review_of(whose)).await.json()["likes"][0].clone();
        assert_eq!(like["person"]["id"], beside.to_string());
        let kept = &like["decisions"][0];
        assert_eq!(
            (
                &kept["verdict"]["code"],
                &kept["reason"],
                &kept["decided"]["by"],
                &kept["evidence"][0]["what"]["code"]
            ),
            (
                &"same".into(),
                &"Compared the files".into(),
                &"Priya Practitioner".into(),
                &"name_and_birth".into()
            )
        );
    }
    let (status, _) = post(&mut manager, &path, &decision(other, 0, "different")).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED, "somebody decided since");
    let (status, problem) = post(&mut manager, &path, &decision(other, 1, "different")).await;
    assert_eq!(status, StatusCode::CONFLICT, "taken back first: {problem}");
    let (status, now) = post(&mut manager, &review_of(other), &decision(person, 1, "undone")).await;
    assert_eq!((status, &now["state"]["code"]), (StatusCode::OK, &"open".into()), "{now}");
    let (status, now) = post(&mut seat, &path, &decision(other, 2, "different")).await;
    assert_eq!((status, &now["version"]), (StatusCode::OK, &3.into()), "{now}");
    let verdicts = seat.get(&path).await.json()["likes"][0]["decisions"].clone();
    let codes: Vec<&Value> = verdicts.as_array().unwrap().iter().map(|one| &one["verdict"]["code"]).collect();
    assert_eq!(codes, ["same", "undone", "different"], "nothing is lost");
}

#[tokio::test]
async fn both_chains_tell_it_and_neither_timeline_names_the_other() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let other = town.person_of(Part::Colleague, "Adah", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let (status, now) = post(&mut seat, &review_of(person), &decision(other, 0, "different")).await;
    assert_eq!(status, StatusCode::OK, "{now}");
    for (whose, hidden) in [(person, other), (other, person)] {
        let told = seat.get(&format!("/api/v1/people/{whose}/timeline")).await.json()["items"][0].clone();
        assert_eq!(told["kind"]["code"], "person.identity_reviewed", "{told}");
        let said = told.to_string();
        assert!(!said.contains(&hidden.to_string()) && !said.contains("Compared"), "{said}");
    }
    let checked = town.app.store.verify_chains(&[]).await.expect("verified");
    assert_eq!(checked.broken, None);
}

#[tokio::test]
async fn somebody_out_of_reach_is_neither_shown_nor_counted_nor_decided_about() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut police = program(&town, Part::Officer).await;
    let person = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let hidden = numbered(&mut police, "Ada", "Crane", "X320741").await;
    let stranger = numbered(&mut seat, "Bo", "Quill", "X222222").await;
    assert_eq!(likes(&mut seat, person).await, []);
    let path = review_of(person);
    let (absent, _) = post(&mut seat, &path, &decision(PersonId(uuid::Uuid::from_u128(7)), 0, "same")).await;
    for one in [hidden, stranger, person] {
        let (status, problem) = post(&mut seat, &path, &decision(one, 0, "same")).await;
        assert_eq!((status, absent), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{problem}");
    }
    // Neither the other way round, nor by a role that compares no records.
    assert_eq!(police.get(&review_of(hidden)).await.status, StatusCode::FORBIDDEN);
    let mut worker = program(&town, Part::Worker).await;
    assert_eq!(worker.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(seat.get(&review_of(hidden)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_page_sets_both_beside_each_other_and_keeps_the_decision() {
    let town = Town::new().await;
    let mut api = program(&town, Part::Practitioner).await;
    let mut colleague = program(&town, Part::Colleague).await;
    let person = numbered(&mut api, "Ada", "Crane", "X320741").await;
    let other = numbered(&mut colleague, "Ada", "Heron", "X111111").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let overview = seat.get(&format!("/people/{person}")).await.body;
    assert!(overview.contains("Possible duplicates"), "{overview}");
    let page = format!("/people/{person}/identity-review");
    let shown = seat.get(&page).await.page().main_text();
    for words in ["X320741", "X111111", "Differs", "part of the name", "Nobody has decided"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let chosen = format!("different:{other}:0");
    let refused = seat.fill(&page, &[("decision", chosen.as_str()), ("reason", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = seat.fill(&page, &[("decision", chosen.as_str()), ("reason", "Another mother")]).await;
    assert_eq!(done.location(), page, "{}", done.page().main_text());
    let shown = seat.get(&page).await.page().main_text();
    for words in ["Different people", "Another mother", "Priya Practitioner", "Take back what was decided"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

async fn wrote(seat: &mut Seat, person: PersonId, text: &str) -> String {
    let (status, made) =
        post(seat, &format!("/api/v1/people/{person}/notes"), &json!({ "text": text })).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    made["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_note_on_the_wrong_record_is_moved_and_both_records_tell_it() {
    let town = Town::new().await;
    let wrong = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let right = town.person_of(Part::Colleague, "Ada", "Heron").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let note = wrote(&mut seat, wrong, "Lost the tenancy in May.").await;
    wrote(&mut seat, wrong, "Came on time.").await;
    let body = json!({ "note": note, "to": right.to_string(), "reason": "Same first name" });
    let path = format!("/api/v1/people/{wrong}/note-moves");
    let (status, now) = post(&mut seat, &path, &body).await;
    assert_eq!(status, StatusCode::CREATED, "{now}");

    let mut pages = town.signed_in(Part::Practitioner).await;
    let shown = pages.get(&format!("/people/{wrong}/notes")).await.page().main_text();
    assert!(!shown.contains("tenancy") && shown.contains("Came on time."), "{shown}");
    let shown = pages.get(&format!("/people/{right}/notes")).await.page().main_text();
    assert!(shown.contains("Lost the tenancy in May.") && shown.contains("Priya Practitioner"), "{shown}");
    for (whose, heading, tells) in [
        (wrong, "Note moved to the right person’s record", false),
        (right, "Note moved here from another record", true),
    ] {
        let told = pages.get(&format!("/people/{whose}/timeline")).await.page().main_text();
        assert!(told.contains(heading) && told.contains("Same first name"), "{told}");
        assert_eq!(told.contains("tenancy"), tells, "words about somebody else are shown no more: {told}");
        let told = seat.get(&format!("/api/v1/people/{whose}/timeline")).await.body;
        let other = if whose == wrong { right } else { wrong };
        assert!(!told.contains(&other.to_string()), "neither names the other: {told}");
        assert_eq!(told.contains("tenancy"), tells, "{told}");
    }
    let (status, _) = post(&mut seat, &path, &body).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "it is there no more");
    let back = json!({ "note": now["id"], "to": wrong.to_string(), "reason": "It was theirs after all" });
    let (status, _) = post(&mut seat, &format!("/api/v1/people/{right}/note-moves"), &back).await;
    assert_eq!(status, StatusCode::CREATED, "and can be moved back");
    let shown = pages.get(&format!("/people/{wrong}/notes")).await.page().main_text();
    assert!(shown.contains("tenancy"), "{shown}");
    assert_eq!(town.app.store.verify_chains(&[]).await.expect("verified").broken, None);
}

#[tokio::test]
async fn a_note_is_moved_by_its_own_agency_to_somebody_within_reach() {
    let town = Town::new().await;
    let wrong = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let hidden = town.person_of(Part::Officer, "Bo", "Quill").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let note = wrote(&mut seat, wrong, "Lost the tenancy in May.").await;
    let path = format!("/api/v1/people/{wrong}/note-moves");
    let to = |to: PersonId, note: &str| json!({ "note": note, "to": to.to_string(), "reason": "Same name" });
    let absent = PersonId(uuid::Uuid::from_u128(7));
    for (body, expected) in [
        (to(hidden, &note), StatusCode::NOT_FOUND),
        (to(absent, &note), StatusCode::NOT_FOUND),
        (to(wrong, &note), StatusCode::UNPROCESSABLE_ENTITY),
        (to(hidden, &absent.to_string()), StatusCode::NOT_FOUND),
    ] {
        let (status, answer) = post(&mut seat, &path, &body).await;
        assert_eq!(status, expected, "{answer}");
    }
    let mut police = program(&town, Part::Officer).await;
    let (status, _) = post(&mut police, &path, &to(hidden, &note)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let mut pages = town.signed_in(Part::Practitioner).await;
    let all = pages.get(&format!("/people/{wrong}/notes")).await.page();
    let form = all.attribute("main a[href*='/move-note']", "href").expect("a way to move it");
    let refused = pages.fill(&form, &[("to", "nobody"), ("reason", "Same name")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.page().main_text());
    let right = town.person_of(Part::Colleague, "Ada", "Heron").await;
    let mut colleague = program(&town, Part::Colleague).await;
    let opened = colleague.get(&format!("/api/v1/people/{right}")).await.json();
    let reference = opened["identity"]["reference"].as_str().unwrap_or_else(|| panic!("{opened}")).to_owned();
    let done = pages.fill(&form, &[("to", reference.as_str()), ("reason", "Same name")]).await;
    assert_eq!(done.location(), format!("/people/{wrong}/notes"), "{}", done.page().main_text());
}
