//! Risk flags by public addresses: raised with how they are known, read by those who may, looked at again by their own agency.
//!
//! What an attacker could try: words and sources from an agency that is shown kinds alone; another agency's flag, ended; a review
//! sent twice, or after somebody else's; a day far ahead. Today is 24 November 2026.

use crate::{
    api::program,
    scores::refer,
    screening::joins,
    sight::{agreed, clause},
    town::{Part, Seat, Town},
};
use domain::{
    agreement::{Also, Condition},
    ids::PersonId,
    involvement::InvolvementRole,
    risk::RiskKind,
    role::Role,
    section::Section,
};
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
    let over = json!({ "found": "over", "words": "She is safe.", "seen": flag["reviews"] });
    let path = format!("/api/v1/risks/{}/reviews", flag["id"].as_str().expect("an id"));
    assert_eq!(post(&mut program, &path, &over).await.0, StatusCode::NO_CONTENT);
    let alert = officer.get("/my-work").await.page().text("#alerts");
    assert!(
        alert.contains("Ada Crane"),
        "whoever has not read it must still hear that there was one: {alert}"
    );
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
        let body = json!({ "found": "over", "words": "No.", "seen": 0 });
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
    let over = json!({ "found": "over", "words": "It is over.", "seen": 0 });
    assert_eq!(post(&mut officer, &path, &over).await.0, StatusCode::NOT_FOUND);
    for (body, status) in [
        (json!({ "found": "holds", "words": "Why", "seen": 1 }), StatusCode::CONFLICT),
        (json!({ "found": "gone", "words": "Why", "seen": 0 }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "found": "over", "words": " ", "seen": 0 }), StatusCode::UNPROCESSABLE_ENTITY),
        (
            json!({ "found": "over", "words": "Why", "seen": 0, "review": "2026-12-20" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            json!({ "found": "holds", "words": "Why", "seen": 0, "review": "2027-02-25" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let (seen, problem) = post(&mut seat, &path, &body).await;
        assert_eq!(seen, status, "{body}: {problem}");
    }
    let holds = json!({ "found": "holds", "words": "He said it again.", "seen": 0, "review": "2027-01-15" });
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

/// Whoever takes somebody on from the team at court looks at their risks again; the team that found them keeps no sight of the person.
#[tokio::test]
async fn a_flag_found_at_court_is_looked_at_again_by_whoever_takes_the_person_on() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    let mut liaison = program(&town, Part::Liaison).await;
    let id = raised(&mut liaison, person, &json!({ "kind": "self" })).await;
    let body = json!({ "agency": Part::Practitioner.agency().id().to_string(), "words": "Sentenced today." });
    let (status, made) = post(&mut liaison, &format!("/api/v1/people/{person}/handovers"), &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let handover = format!("/api/v1/handovers/{}", made["id"].as_str().expect("an id"));
    let mut manager = program(&town, Part::Manager).await;
    let tag = manager.get(&handover).await.header("etag").to_owned();
    let taken = json!({ "answer": "take_on", "account": Part::Practitioner.account().to_string() });
    let seen = manager
        .json(Method::POST, &format!("{handover}/answer"), &[("if-match", &tag)], &taken.to_string())
        .await;
    assert!(seen.status.is_success(), "{}", seen.body);
    let review = format!("/api/v1/risks/{id}/reviews");
    let holds = json!({ "found": "holds", "words": "She said so again.", "seen": 0 });
    let (status, problem) = post(&mut manager, &review, &holds).await;
    assert_eq!(status, StatusCode::NO_CONTENT, "{problem}");
    let due = town.signed_in(Part::Manager).await.get("/my-work/due").await.page().main_text();
    assert!(due.contains("Look at a risk flag again"), "whoever reviewed owes the next: {due}");
    town.clock.on(jiff::SignedDuration::from_hours(24));
    let seen = liaison.get(&format!("/api/v1/people/{person}/risks")).await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND, "their part is over: {}", seen.body);
}

/// A flag of an agency that works with the person no more is looked at again by those who read it in full, so that none stays up for ever.
#[tokio::test]
async fn a_flag_that_was_left_behind_is_reviewed_by_those_who_read_it() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut officer = program(&town, Part::Officer).await;
    let id = raised(&mut officer, person, &json!({})).await;
    let review = format!("/api/v1/risks/{id}/reviews");
    let over = json!({ "found": "over", "words": "He has moved away.", "seen": 0 });
    let mut seat = program(&town, Part::Practitioner).await;
    assert_eq!(post(&mut seat, &review, &over).await.0, StatusCode::NOT_FOUND, "the police are at work");
    let mut tx = town.app.store.write().await.expect("a transaction");
    let today = town.app.today();
    let (agency, account) = (Part::Officer.agency().id(), Part::Officer.account());
    tx.leave_team(person, agency, account, today.yesterday().expect("a day")).await.expect("left");
    tx.commit().await.expect("committed");
    town.clock.on(jiff::SignedDuration::from_hours(24));
    let mut seat = program(&town, Part::Practitioner).await;
    let mut page = town.signed_in(Part::Practitioner).await;
    let text = page.get(&format!("/people/{person}/risks")).await.page().main_text();
    assert!(text.contains("Review: Risk to a known adult"), "{text}");
    let (status, problem) = post(&mut seat, &review, &over).await;
    assert_eq!(status, StatusCode::NO_CONTENT, "{problem}");
    assert_eq!(flags(&mut seat, person).await.len(), 0);
}

/// An agreement may open a section while a flag is up. A flag of one's own opens nothing: nobody lets themselves in.
#[tokio::test]
async fn a_flag_opens_what_an_agreement_says_to_others_and_nothing_to_whoever_raised_it() {
    let town = Town::new().await;
    let also = [Also::Risk(vec![RiskKind::Children])];
    let opens = clause(1, Role::PoliceOfficer, Section::Accommodation, Condition::AgencyInvolved, &also);
    agreed(&town, "Children", [Part::Practitioner, Part::Officer], vec![opens]).await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    joins(&town, person, Part::Officer, InvolvementRole::Policing, false).await;
    let mut seat = program(&town, Part::Practitioner).await;
    let strand = json!({ "topic": "tenancy", "aim": "A flat by the harbour" });
    let path = format!("/api/v1/people/{person}/plan");
    assert_eq!(post(&mut seat, &format!("{path}/strands"), &strand).await.0, StatusCode::CREATED);
    let mut officer = program(&town, Part::Officer).await;
    let children = json!({ "kind": "children" });
    raised(&mut officer, person, &children).await;
    assert!(!officer.get(&path).await.body.contains("harbour"), "their own flag opens nothing");
    raised(&mut seat, person, &children).await;
    assert!(officer.get(&path).await.body.contains("harbour"), "another agency's does");
}

/// Two who found that it still holds, on one day and for the same time, do not pass each other over.
#[tokio::test]
async fn of_two_reviews_of_one_state_one_is_kept_and_a_form_sent_twice_is_one() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let id = raised(&mut seat, person, &json!({})).await;
    let review = format!("/api/v1/risks/{id}/reviews");
    let holds = json!({ "found": "holds", "words": "It does.", "seen": 0 });
    for status in [StatusCode::NO_CONTENT, StatusCode::CONFLICT] {
        assert_eq!(post(&mut seat, &review, &holds).await.0, status, "the day of review is the same");
    }
    let form = format!("/risks/{id}/review");
    let mut page = town.signed_in(Part::Practitioner).await;
    let wrong = page.filled(&form, &form, &[("found", "over")]).await;
    let seen = page.post(&form, &wrong).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "why is missing");
    let again = json!({ "found": "holds", "words": "It does.", "seen": 1 });
    assert_eq!(post(&mut seat, &review, &again).await.0, StatusCode::NO_CONTENT);
    let mut whole = wrong.clone();
    whole.retain(|(name, _)| name != "words");
    whole.push(("words".to_owned(), "He has moved away.".to_owned()));
    let seen = page.post(&form, &whole).await;
    assert_eq!(
        seen.status,
        StatusCode::CONFLICT,
        "somebody reviewed it in between: {}",
        seen.page().main_text()
    );
    let fields = page.filled(&form, &form, &[("found", "over"), ("words", "He has moved away.")]).await;
    for _ in 0..2 {
        assert_eq!(page.post(&form, &fields).await.location(), format!("/people/{person}/risks"));
    }
}
