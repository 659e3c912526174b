//! Subject access: from the request to the copy, with the clock, what is left out, and the second pair of eyes.

use super::seen_by_two;
use crate::{
    api::program,
    town::{Part, Seat},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use serde_json::{Value, json};

async fn post(seat: &mut Seat, path: &str, headers: &[(&str, &str)], body: &Value) -> (StatusCode, Value) {
    let seen = seat.json(Method::POST, path, headers, &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

/// A request of today, of somebody whom everybody knows.
async fn asked(seat: &mut Seat, person: PersonId, known: bool) -> String {
    let body =
        json!({ "received": "2026-11-24", "words": "By letter, for everything.", "identity_known": known });
    let (status, made) = post(seat, &format!("/api/v1/people/{person}/access-requests"), &[], &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    format!("/api/v1/access-requests/{}", made["id"].as_str().expect("an id"))
}

async fn step(seat: &mut Seat, request: &str, body: Value) -> (StatusCode, Value) {
    let seen = seat.get(request).await;
    let tag = seen.header("etag").to_owned();
    post(seat, &format!("{request}/steps"), &[("if-match", &tag)], &body).await
}

async fn stepped(seat: &mut Seat, request: &str, body: Value) -> Value {
    let (status, answer) = step(seat, request, body.clone()).await;
    assert_eq!(status, StatusCode::OK, "{body}: {answer}");
    answer
}

async fn add_note(seat: &mut Seat, person: PersonId, text: &str) {
    let (status, _) =
        post(seat, &format!("/api/v1/people/{person}/notes"), &[], &json!({ "text": text })).await;
    assert_eq!(status, StatusCode::CREATED);
}

/// The key of the entry that says this.
fn key_of(request: &Value, says: &str) -> String {
    let entries = request["entries"].as_array().expect("entries");
    let found = entries.iter().find(|entry| entry["says"].to_string().contains(says));
    found.unwrap_or_else(|| panic!("no entry says {says}: {request}"))["key"]
        .as_str()
        .expect("a key")
        .to_owned()
}

#[tokio::test]
async fn a_copy_goes_from_the_request_to_the_person_with_a_second_pair_of_eyes() {
    let (town, person) = seen_by_two().await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    add_note(&mut practitioner, person, "She said her neighbour Mr Vale drinks.").await;
    add_note(&mut practitioner, person, "He came on time.").await;
    add_note(&mut practitioner, person, "The police watch the house in Dock Street.").await;
    let request = asked(&mut practitioner, person, true).await;
    let open = practitioner.get(&request).await.json();
    assert_eq!(open["due"], "2026-12-24", "a month");
    for (says, exemption) in [("Mr Vale", "third_party"), ("Dock Street", "crime_and_taxation")] {
        let entry = key_of(&open, says);
        let body = json!({ "step": "redact", "entry": entry, "exemption": exemption, "words": "Asked the manager." });
        stepped(&mut practitioner, &request, body).await;
    }
    let early = practitioner.get(&format!("{request}/bundle")).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nothing is given unchecked: {}", early.body);
    assert_eq!(practitioner.get(&format!("{request}/bundle.pdf")).await.status, StatusCode::CONFLICT);
    stepped(&mut practitioner, &request, json!({ "step": "submit" })).await;
    let (own, _) = step(&mut practitioner, &request, json!({ "step": "check" })).await;
    assert_eq!(own, StatusCode::CONFLICT, "nobody checks their own work");
    let mut manager = program(&town, Part::Manager).await;
    stepped(&mut manager, &request, json!({ "step": "check" })).await;
    let copy = practitioner.get(&format!("{request}/bundle")).await;
    assert_eq!(copy.status, StatusCode::OK, "{}", copy.body);
    for said in ["He came on time.", "Ada Crane", "Please assess.", "Northmoor Alcohol Service"] {
        assert!(copy.body.contains(said), "{said}: {}", copy.body);
    }
    for left in ["Mr Vale", "Dock Street", "crime", "Asked the manager", "By letter, for everything"] {
        assert!(!copy.body.contains(left), "{left}: {}", copy.body);
    }
    assert_eq!(
        copy.json()["left_out"],
        json!([{
            "exemption": { "code": "third_party", "words": "It is about somebody else, who has not agreed" }, "entries": 1,
        }])
    );
    let file = practitioner.get(&format!("{request}/bundle.pdf")).await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"copy-of-your-record.pdf\"");
    let pdf = file.pdf();
    for said in [
        "He came on time.",
        "Ada Crane",
        "Please assess.",
        "Left out here: 1 entry. Reason A.",
        "It is about somebody else",
        "What the words mean",
        "Page 1 of",
    ] {
        assert!(pdf.says(said), "{said}: {}", pdf.words());
    }
    for left in ["Mr Vale", "Dock Street", "crime", "Asked the manager", "By letter, for everything"] {
        assert!(!pdf.says(left), "{left} is nowhere in the file: {}", pdf.words());
    }
    let path = request.replace("/api/v1", "");
    let mut page = town.signed_in(Part::Practitioner).await;
    let same = page.get(&format!("{path}/bundle.pdf")).await;
    assert_eq!(same.bytes, file.bytes, "the same record is the same file");
    let print = page.get(&format!("{path}/bundle")).await.page().main_text();
    assert!(print.contains("Index") && print.contains("What the words mean"), "{print}");
    assert!(print.contains("Left out here: 1 entry. Reason A.") && !print.contains("Mr Vale"), "{print}");
    assert!(print.contains("A It is about somebody else, who has not agreed 1 entry"), "{print}");
    assert!(!print.contains("Dock Street") && !print.contains("investigating crime"), "{print}");
    let desk = page.get("/my-work/due").await.page().main_text();
    assert!(desk.contains("Answer a request for a copy of the record"), "{desk}");
    stepped(&mut practitioner, &request, json!({ "step": "give", "how": "On paper." })).await;
    let desk = page.get("/my-work/due").await.page().main_text();
    assert!(!desk.contains("Answer a request for a copy of the record"), "{desk}");
}

#[tokio::test]
async fn what_is_recorded_after_the_check_stops_the_copy() {
    let (town, person) = seen_by_two().await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let request = asked(&mut practitioner, person, true).await;
    stepped(&mut practitioner, &request, json!({ "step": "submit" })).await;
    let mut manager = program(&town, Part::Manager).await;
    stepped(&mut manager, &request, json!({ "step": "check" })).await;
    add_note(&mut practitioner, person, "One thing more.").await;
    assert_eq!(practitioner.get(&format!("{request}/bundle")).await.status, StatusCode::CONFLICT);
    let (status, _) = step(&mut practitioner, &request, json!({ "step": "give", "how": "On paper." })).await;
    assert_eq!(status, StatusCode::CONFLICT);
    stepped(&mut manager, &request, json!({ "step": "return", "words": "Look at it again." })).await;
    stepped(&mut practitioner, &request, json!({ "step": "submit" })).await;
    stepped(&mut manager, &request, json!({ "step": "check" })).await;
    let copy = practitioner.get(&format!("{request}/bundle")).await;
    assert!(copy.body.contains("One thing more."), "{}", copy.body);
}

#[tokio::test]
async fn the_clock_waits_for_proof_and_is_extended_once_with_a_reason() {
    let (town, person) = seen_by_two().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let request = asked(&mut seat, person, false).await;
    assert_eq!(seat.get(&request).await.json()["due"], Value::Null, "stopped");
    town.clock.on(jiff::SignedDuration::from_hours(24 * 7));
    let now =
        stepped(&mut seat, &request, json!({ "step": "confirm_identity", "how": "Came with a passport." }))
            .await;
    assert_eq!(now["due"], "2027-01-01", "a month from the day of the proof");
    let (empty, _) = step(&mut seat, &request, json!({ "step": "extend" })).await;
    assert_eq!(empty, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked for");
    let now = stepped(&mut seat, &request, json!({ "step": "extend", "words": "Nine volumes." })).await;
    assert_eq!(now["due"], "2027-03-01", "three months from then");
    let (twice, _) = step(&mut seat, &request, json!({ "step": "extend", "words": "More." })).await;
    assert_eq!(twice, StatusCode::CONFLICT);
    let desk = town.signed_in(Part::Practitioner).await.get("/my-work/due").await.page().main_text();
    assert!(desk.contains("Mon 1 Mar 2027"), "the duty goes with the clock: {desk}");
}

/// Somebody else's request by its id, a stale version, an entry that is not there, and a program that reads only.
#[tokio::test]
async fn who_is_out_of_reach_finds_no_request_and_who_is_late_changes_nothing() {
    let (town, person) = seen_by_two().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let request = asked(&mut seat, person, true).await;
    let absent = "/api/v1/access-requests/00000000-0000-7000-8000-00000000abcd";
    for part in [Part::Worker, Part::Officer, Part::Colleague] {
        let mut other = program(&town, part).await;
        for end in ["", "/bundle", "/bundle.pdf"] {
            let hidden = other.get(&format!("{request}{end}")).await;
            let nothing = other.get(&format!("{absent}{end}")).await;
            let expected = match (part, end) {
                // A colleague of the same agency who may handle it finds it, and no copy before it was checked.
                (Part::Colleague, "") => StatusCode::OK,
                (Part::Colleague, _) => StatusCode::CONFLICT,
                _ => StatusCode::NOT_FOUND,
            };
            assert_eq!(hidden.status, expected, "{part:?} {end}: {}", hidden.body);
            assert_eq!(nothing.status, StatusCode::NOT_FOUND);
        }
    }
    let body = json!({ "step": "submit" });
    let (stale, _) = post(&mut seat, &format!("{request}/steps"), &[("if-match", "\"7\"")], &body).await;
    assert_eq!(stale, StatusCode::PRECONDITION_FAILED);
    let body = json!({ "step": "redact", "entry": "note/none", "exemption": "third_party", "words": "x" });
    let (unknown, _) = step(&mut seat, &request, body).await;
    assert_eq!(unknown, StatusCode::UNPROCESSABLE_ENTITY);
    let body = json!({ "received": "2026-11-25", "words": "Tomorrow.", "identity_known": true });
    let (future, _) = post(&mut seat, &format!("/api/v1/people/{person}/access-requests"), &[], &body).await;
    assert_eq!(future, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Another agency's notes, which the one that answers may not see, are in no copy of its.
#[tokio::test]
async fn a_copy_holds_nothing_that_those_who_put_it_together_may_not_see() {
    let (town, person) = seen_by_two().await;
    let mut officer = program(&town, Part::Officer).await;
    add_note(&mut officer, person, "Seen near the harbour.").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let request = asked(&mut seat, person, true).await;
    let open = seat.get(&request).await;
    assert!(!open.body.contains("harbour"), "{}", open.body);
    let theirs = asked(&mut officer, person, true).await;
    let open = officer.get(&theirs).await;
    assert!(open.body.contains("harbour") && !open.body.contains("Please assess."), "{}", open.body);
    assert!(!open.body.contains("Alcohol"), "{}", open.body);
    let list = officer.get(&format!("/api/v1/people/{person}/access-requests")).await.json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "each agency answers for itself: {list}");
}

/// The pages: asked, an entry left out and put back, handed over.
#[tokio::test]
async fn a_request_goes_its_way_through_the_pages() {
    let (town, person) = seen_by_two().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let list = format!("/people/{person}/access-requests");
    let wrong = seat.fill(&list, &[]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("received-day", "24"),
        ("received-month", "11"),
        ("received-year", "2026"),
        ("words", "On the telephone."),
        ("identity", "yes"),
    ];
    let seen = seat.fill(&list, &fields).await;
    let request = seen.location().to_owned();
    assert!(request.starts_with("/access-requests/"), "{}", seen.page().main_text());
    let page = seat.get(&request).await.page();
    let out = page.attribute("main a[href*='step=redact']", "href").expect("an entry");
    let action = format!("{request}/step");
    let sent = seat.filled(&out, &action, &[("exemption", "third_party"), ("words", "Her sister.")]).await;
    assert_eq!(seat.post(&action, &sent).await.location(), request);
    let page = seat.get(&request).await.page();
    assert!(page.main_text().contains("Left out."), "{}", page.main_text());
    let back = page.attribute("main a[href*='step=restore']", "href").expect("the entry");
    let sent = seat.filled(&back, &action, &[]).await;
    assert_eq!(seat.post(&action, &sent).await.location(), request);
    assert!(!seat.get(&request).await.page().main_text().contains("Left out."));
    let over = seat.get(&format!("{action}?step=give")).await;
    assert_eq!(over.location(), request, "a step that cannot be taken leads back");
    let sent = seat.filled(&format!("{action}?step=submit"), &action, &[]).await;
    assert_eq!(seat.post(&action, &sent).await.location(), request);
    assert!(seat.get(&request).await.page().main_text().contains("With the second person"));
}
