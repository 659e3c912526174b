//! Risk flags by public addresses: raised with how they are known, read by those who may, looked at again by their own agency.
//!
//! What an attacker could try: words and sources from an agency that is shown kinds alone; another agency's flag, ended; a review
//! sent twice, or after somebody else's; a day far ahead. Today is 24 November 2026.

use crate::{
    api::program,
    scores::refer,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use serde_json::{Value, json};

const DETAIL: &str = "He has said that he knows where his former partner lives.";

async fn post(seat: &mut Seat, path: &str, body: &Value) -> (StatusCode, Value) {
    let seen = seat.json(Method::POST, path, &[], &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

fn flag(more: &Value) -> Value {
    let mut body = json!({ "kind": "known_adult", "detail": DETAIL, "source": "the_person", "rises": false });
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    body
}

async fn raised(seat: &mut Seat, person: PersonId, more: &Value) -> String {
    let (status, made) = post(seat, &format!("/api/v1/people/{person}/risks"), &flag(more)).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    made["id"].as_str().expect("an id").to_owned()
}

async fn flags(seat: &mut Seat, person: PersonId) -> Vec<Value> {
    let list = seat.get(&format!("/api/v1/people/{person}/risks")).await.json();
    list["items"].as_array().expect("items").clone()
}

#[tokio::test]
async fn a_flag_is_raised_through_the_page_and_reaches_those_who_must_hear_of_it() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let form = format!("/people/{person}/risks/new");
    let seen = seat.fill(&form, &[]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let links = seen.page().attributes(".govuk-error-summary a", "href");
    assert_eq!(links, ["#kind", "#detail", "#source", "#rises"]);
    let typed = [("kind", "known_adult"), ("detail", DETAIL), ("source", "the_person"), ("rises", "no")];
    let fields = seat.filled(&form, &form, &typed).await;
    let list = format!("/people/{person}/risks");
    for _ in 0..2 {
        assert_eq!(seat.post(&form, &fields).await.location(), list);
    }
    let page = seat.get(&list).await.page().main_text();
    for said in [
        "Risk to a known adult",
        DETAIL,
        "How it is known The person said so",
        "To be looked at again by Wed 24 Feb 2027",
        "Priya Practitioner, Northmoor Probation",
        "Review: Risk to a known adult",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(page.matches(DETAIL).count(), 1, "sent twice, raised once: {page}");
    let due = seat.get("/my-work/due").await.page().main_text();
    assert!(due.contains("Look at a risk flag again"), "{due}");
    // The officer on the team reads it, and does not review it. An alert to another agency would tell of a risk whoever may not
    // read of it: there is none.
    let mut officer = town.signed_in(Part::Officer).await;
    assert_eq!(officer.get("/my-work").await.page().text("#alerts"), "");
    let page = officer.get(&list).await.page().main_text();
    assert!(page.contains(DETAIL) && !page.contains("Review:"), "{page}");
    assert_eq!(seat.get("/my-work").await.page().text("#alerts"), "", "not whoever raised it");
    // A risk to self may be a matter of life: everybody at work is alerted, in no words of the flag.
    let typed =
        [("kind", "self"), ("detail", "Has a plan for tonight."), ("source", "own_work"), ("rises", "no")];
    assert_eq!(seat.fill(&form, &typed).await.location(), list);
    let alert = officer.get("/my-work").await.page().text("#alerts");
    assert!(alert.contains("Ada Crane") && !alert.contains("tonight"), "{alert}");
    let mut program = program(&town, Part::Practitioner).await;
    let raised = flags(&mut program, person).await;
    let flag = raised.iter().find(|one| one["kind"]["code"] == "self").expect("the flag");
    let over = json!({ "found": "over", "words": "She is safe.", "seen": flag["review"] });
    let path = format!("/api/v1/risks/{}/reviews", flag["id"].as_str().expect("an id"));
    assert_eq!(post(&mut program, &path, &over).await.0, StatusCode::NO_CONTENT);
    assert_eq!(officer.get("/my-work").await.page().text("#alerts"), "", "nothing is left to read");
}

#[tokio::test]
async fn a_summary_tells_the_kind_alone_and_nobody_else_anything() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    refer(&town, person).await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let id = raised(&mut practitioner, person, &json!({})).await;
    let mut worker = program(&town, Part::Worker).await;
    let seen = flags(&mut worker, person).await;
    assert_eq!(seen[0]["kind"]["code"], "known_adult");
    for field in ["detail", "source", "review"] {
        assert_eq!(seen[0][field], Value::Null, "{field}: {seen:?}");
    }
    let mut page = town.signed_in(Part::Worker).await;
    for path in [
        format!("/people/{person}/risks"),
        format!("/people/{person}"),
        format!("/people/{person}/timeline"),
        format!("/api/v1/people/{person}/timeline"),
    ] {
        let body = page.get(&path).await.body;
        for words in ["former partner", "The person said so", "the_person", "24 Feb 2027", "2027-02-24"] {
            assert!(!body.contains(words), "{path} says {words}");
        }
    }
    for part in [Part::Liaison, Part::LiaisonManager] {
        let mut seat = program(&town, part).await;
        let list = seat.get(&format!("/api/v1/people/{person}/risks")).await;
        assert_eq!(list.status, StatusCode::NOT_FOUND, "{part:?}: {}", list.body);
        let (status, _) = post(&mut seat, &format!("/api/v1/people/{person}/risks"), &flag(&json!({}))).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{part:?}");
        let body = json!({ "found": "over", "words": "No.", "seen": "2027-02-24" });
        let (status, _) = post(&mut seat, &format!("/api/v1/risks/{id}/reviews"), &body).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{part:?}");
    }
}

#[tokio::test]
async fn a_flag_is_looked_at_again_by_its_own_agency_once_for_each_state_and_ends() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let id = raised(&mut seat, person, &json!({ "review": "2026-12-08" })).await;
    let path = format!("/api/v1/risks/{id}/reviews");
    // Another agency reads it, and ends nothing.
    let mut officer = program(&town, Part::Officer).await;
    assert_eq!(flags(&mut officer, person).await[0]["review"], "2026-12-08");
    let over = json!({ "found": "over", "words": "It is over.", "seen": "2026-12-08" });
    assert_eq!(post(&mut officer, &path, &over).await.0, StatusCode::NOT_FOUND);
    for (body, status) in [
        (json!({ "found": "holds", "words": "Why", "seen": "2026-12-09" }), StatusCode::CONFLICT),
        (json!({ "found": "holds", "words": "Why" }), StatusCode::CONFLICT),
        (json!({ "found": "gone", "words": "Why", "seen": "2026-12-08" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "found": "over", "words": " ", "seen": "2026-12-08" }), StatusCode::UNPROCESSABLE_ENTITY),
        (
            json!({ "found": "over", "words": "Why", "seen": "2026-12-08", "review": "2026-12-20" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            json!({ "found": "holds", "words": "Why", "seen": "2026-12-08", "review": "2027-02-25" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let (seen, problem) = post(&mut seat, &path, &body).await;
        assert_eq!(seen, status, "{body}: {problem}");
    }
    let holds = json!({ "found": "holds", "words": "He said it again.", "seen": "2026-12-08", "review": "2027-01-15" });
    assert_eq!(post(&mut seat, &path, &holds).await.0, StatusCode::NO_CONTENT);
    assert_eq!(post(&mut seat, &path, &holds).await.0, StatusCode::CONFLICT, "that state is past");
    assert_eq!(flags(&mut officer, person).await[0]["review"], "2027-01-15");
    let mut page = town.signed_in(Part::Practitioner).await;
    let due = page.get("/my-work/due").await.page().main_text();
    assert!(
        due.contains("Look at a risk flag again") && due.contains("1 thing to do"),
        "one at a time: {due}"
    );
    let form = format!("/risks/{id}/review");
    let seen = page.fill(&form, &[]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seen.page().attributes(".govuk-error-summary a", "href"), ["#found", "#words"]);
    let seen = page.fill(&form, &[("found", "over"), ("words", "They have moved away.")]).await;
    assert_eq!(seen.location(), format!("/people/{person}/risks"), "{}", seen.page().main_text());
    assert_eq!(flags(&mut officer, person).await.len(), 0, "over");
    let due = page.get("/my-work/due").await.page().main_text();
    assert!(!due.contains("Look at a risk flag again"), "{due}");
    assert_eq!(page.get(&form).await.status, StatusCode::CONFLICT, "nothing is reviewed twice");
    // What was said stays in the log, for those who read risk in full.
    let log = officer.get(&format!("/api/v1/people/{person}/timeline")).await.body;
    for said in ["He said it again.", "They have moved away.", "risk.reviewed", "risk.ended"] {
        assert!(log.contains(said), "{said}: {log}");
    }
}

#[tokio::test]
async fn wrong_input_names_the_field_and_raises_nothing() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    for (more, field, said) in [
        (json!({ "kind": "tall" }), "kind", "what kind of risk"),
        (json!({ "detail": " " }), "detail", "What others must know"),
        (json!({ "source": "rumour" }), "source", "how it is known"),
        (json!({ "review": "2026-11-24" }), "review", "after today"),
        (json!({ "review": "2027-02-25" }), "review", "by 24 Feb 2027"),
        (json!({ "review": "soon" }), "review", ""),
    ] {
        let (status, problem) =
            post(&mut seat, &format!("/api/v1/people/{person}/risks"), &flag(&more)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{more}: {problem}");
        assert_eq!(problem["fields"][0]["field"], field, "{more}: {problem}");
        assert!(problem.to_string().contains(said), "{said}: {problem}");
    }
    assert_eq!(flags(&mut seat, person).await.len(), 0);
}
