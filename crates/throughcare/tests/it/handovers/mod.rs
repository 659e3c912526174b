//! From court to probation: nobody lies between two agencies without an owner, through the API and the pages.

mod attacks;

use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};

async fn post(seat: &mut Seat, path: &str, version: Option<i64>, body: &Value) -> (StatusCode, Value) {
    let tag = version.map(|version| format!("\"{version}\""));
    let headers: Vec<(&str, &str)> = tag.iter().map(|tag| ("if-match", tag.as_str())).collect();
    let seen = seat.json(Method::POST, path, &headers, &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

fn to_probation() -> Value {
    json!({ "agency": Part::Manager.agency().id().to_string(), "words": "Ring after four." })
}

/// Hands somebody over; gives the handover's address.
async fn handed(liaison: &mut Seat, person: PersonId) -> String {
    let (status, made) =
        post(liaison, &format!("/api/v1/people/{person}/handovers"), None, &to_probation()).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    format!("/api/v1/handovers/{}", made["id"].as_str().unwrap())
}

/// Recommends on an assessment; gives the recommendation's address.
async fn recommended(liaison: &mut Seat, screening: &str) -> String {
    let body = json!({ "form": "oral", "proposal": "MHTR" });
    let (status, made) = post(liaison, &format!("/api/v1{screening}/recommendations"), None, &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    format!("/api/v1/recommendations/{}", made["id"].as_str().unwrap())
}

/// What is due on a desk, by its codes, with who owes it.
async fn due(seat: &mut Seat) -> Vec<String> {
    let work = seat.get("/api/v1/my-work").await.json();
    work["due"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["what"]["code"].as_str().unwrap().to_owned())
        .collect()
}

/// What the team has to do that nobody is named for.
async fn unnamed(manager: &mut Seat) -> Vec<String> {
    let team = manager.get("/api/v1/team/duties?member=nobody").await.json();
    team["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["what"]["code"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn until_probation_answers_both_ends_owe_something_and_then_one_of_them_does() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    let (mut liaison, mut manager) =
        (program(&town, Part::Liaison).await, program(&town, Part::Manager).await);
    assert_eq!(manager.get(&format!("/api/v1/people/{person}")).await.status, StatusCode::NOT_FOUND);
    let handover = handed(&mut liaison, person).await;
    assert_eq!(
        (due(&mut liaison).await, unnamed(&mut manager).await),
        (vec!["handover_answer".to_owned()], vec!["take_on".to_owned()])
    );
    let seen = manager.get(&handover).await.json();
    assert_eq!(
        (&seen["state"]["code"], &seen["words"], &seen["answer_by"]),
        (&"waiting".into(), &"Ring after four.".into(), &"2026-11-26".into())
    );

    let no = json!({ "answer": "decline", "reason": "Lives in Harrowmere" });
    let (status, answer) = post(&mut manager, &format!("{handover}/answer"), Some(0), &no).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(
        (due(&mut liaison).await, unnamed(&mut manager).await),
        (vec!["hand_over".to_owned()], vec![]),
        "it is back with whoever gave it"
    );
    let back = liaison.get("/api/v1/my-work").await.json();
    assert_eq!(back["due"][0]["why"], "Declined: Lives in Harrowmere");

    let again = handed(&mut liaison, person).await;
    assert_eq!(due(&mut liaison).await, ["handover_answer"], "what was owed is done by handing over again");
    let yes = json!({ "answer": "take_on", "account": Part::Practitioner.account().to_string() });
    let (status, answer) = post(&mut manager, &format!("{again}/answer"), Some(0), &yes).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!((due(&mut liaison).await, unnamed(&mut manager).await), (vec![], vec![]));
    let mut practitioner = program(&town, Part::Practitioner).await;
    let caseload = practitioner.get("/api/v1/caseload").await.json();
    assert_eq!(caseload["items"][0]["identity"]["id"], person.to_string(), "{caseload}");
    let kinds = practitioner.get(&format!("/api/v1/people/{person}/timeline")).await.body;
    for kind in ["case.handed_over", "case.declined", "case.taken_on", "involvement.ended"] {
        assert!(kinds.contains(kind), "{kind}");
    }
    town.clock.on(SignedDuration::from_hours(24));
    assert_eq!(liaison.get(&again).await.status, StatusCode::NOT_FOUND, "the part of the court team is over");
    assert_eq!(practitioner.get(&again).await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_has_still_something_to_do_at_court_keeps_the_person_in_sight_until_it_is_done() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    let mut pages = town.signed_in(Part::Liaison).await;
    let contact = crate::screening::agrees(&mut pages, person).await;
    let screening = crate::screening::found(&mut pages, &contact, &[("alcohol", "refused")]).await;
    let (mut liaison, mut manager) =
        (program(&town, Part::Liaison).await, program(&town, Part::Manager).await);
    let recommendation = recommended(&mut liaison, &screening).await;
    let handover = handed(&mut liaison, person).await;
    let yes = json!({ "answer": "take_on", "account": Part::Practitioner.account().to_string() });
    post(&mut manager, &format!("{handover}/answer"), Some(0), &yes).await;
    town.clock.on(SignedDuration::from_hours(24));
    assert_eq!(liaison.get(&handover).await.status, StatusCode::OK, "nobody has said what the court did");
    let outcome = json!({ "outcome": "probation_sentence", "made": false, "day": "2026-11-24" });
    let (status, answer) = post(&mut liaison, &format!("{recommendation}/outcome"), None, &outcome).await;
    assert!(status.is_success(), "{answer}");
    assert_eq!(due(&mut liaison).await, Vec::<String>::new(), "they were handed over already");
    town.clock.on(SignedDuration::from_hours(24));
    assert_eq!(liaison.get(&handover).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_probation_sentence_puts_the_handover_on_the_desk_and_another_outcome_takes_it_off() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Bo", "Quill").await;
    let mut pages = town.signed_in(Part::Liaison).await;
    let contact = crate::screening::agrees(&mut pages, person).await;
    let screening = crate::screening::found(&mut pages, &contact, &[("alcohol", "refused")]).await;
    let mut liaison = program(&town, Part::Liaison).await;
    let path = format!("{}/outcome", recommended(&mut liaison, &screening).await);
    for (outcome, owed) in
        [("adjourned", 0), ("probation_sentence", 1), ("probation_sentence", 1), ("fine", 0)]
    {
        let body = json!({ "outcome": outcome, "made": false, "day": "2026-11-24" });
        let (status, answer) = post(&mut liaison, &path, None, &body).await;
        assert!(status.is_success(), "{answer}");
        assert_eq!(due(&mut liaison).await.len(), owed, "after {outcome}");
    }
}

#[tokio::test]
async fn an_order_that_is_recorded_takes_the_person_on() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    let (mut liaison, mut manager) =
        (program(&town, Part::Liaison).await, program(&town, Part::Manager).await);
    let handover = handed(&mut liaison, person).await;
    let order = json!({ "kind": "community", "court": "North Court", "offence": "Theft", "made": "2026-11-24", "ends": "2027-11-23",
        "requirements": [{ "code": "RAR", "amount": 20 }] });
    let (status, made) = post(&mut manager, &format!("/api/v1/people/{person}/orders"), None, &order).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(manager.get(&handover).await.json()["state"]["code"], "taken_on");
    assert_eq!(due(&mut liaison).await, Vec::<String>::new());
    let left = unnamed(&mut manager).await;
    assert!(left.contains(&"allocate".to_owned()) && !left.contains(&"take_on".to_owned()), "{left:?}");
}

#[tokio::test]
async fn the_pages_lead_from_the_desk_of_the_court_team_to_the_caseload_of_probation() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    let mut liaison = town.signed_in(Part::Liaison).await;
    let page = liaison.get(&format!("/people/{person}")).await.page();
    assert!(
        page.main_text().contains("Ada")
            && page.attribute(&format!("a[href='/people/{person}/hand-over']"), "href").is_some()
    );
    let empty = liaison.fill(&format!("/people/{person}/hand-over"), &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let probation = Part::Manager.agency().id().to_string();
    let seen = liaison
        .fill(
            &format!("/people/{person}/hand-over"),
            &[("agency", &probation), ("words", "Ring after four.")],
        )
        .await;
    let handover = seen.location().to_owned();
    assert!(handover.starts_with("/handovers/"), "{}", seen.page().main_text());
    let text = liaison.get(&handover).await.page().main_text();
    assert!(text.contains("The person is handed over") && text.contains("Waits for an answer"), "{text}");
    let mut manager = town.signed_in(Part::Manager).await;
    let team = manager.get("/team?member=nobody").await.page();
    assert_eq!(team.attribute("a[href$='/answer']", "href"), Some(format!("{handover}/answer")));
    let form = manager.get(&format!("{handover}/answer")).await.page().main_text();
    assert!(form.contains("Ring after four.") && form.contains("Who owns what follows?"), "{form}");
    let nobody = manager.fill(&format!("{handover}/answer"), &[("step", "take_on")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY, "an owner has to be named");
    let owner = Part::Practitioner.account().to_string();
    let taken =
        manager.fill(&format!("{handover}/answer"), &[("step", "take_on"), ("account", &owner)]).await;
    assert_eq!(taken.location(), "/my-work", "{}", taken.page().main_text());
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    assert!(practitioner.get("/my-work").await.page().main_text().contains("Ada Crane"));
}
