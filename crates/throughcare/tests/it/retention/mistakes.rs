//! Mistaken disclosures: from the report to the closing, the hours, and who sees what.

use super::NAME;
use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};

const REGISTER: &str = "/api/v1/mistaken-disclosures";

async fn step(lead: &mut Seat, one: &str, body: Value) -> (StatusCode, Value) {
    let tag = lead.get(one).await.header("etag").to_owned();
    let seen =
        lead.json(Method::POST, &format!("{one}/steps"), &[("if-match", &tag)], &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

/// Through the pages: anybody reports, the lead's desk counts the hours, both decisions, what came back, the person told.
#[tokio::test]
async fn a_mistake_goes_from_the_report_to_its_closing_and_the_person_is_told() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Zebulon", NAME).await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let receipts = seat.get(&format!("/people/{person}/receipts")).await.page();
    let form = receipts.attribute("main a[href*='mistaken-disclosures']", "href").expect("a way to the form");
    let empty = seat.fill_at(&form, "/mistaken-disclosures/new", &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = [
        ("what", "A letter about the plan."),
        ("recipient", "The house next door"),
        ("people", "1"),
        ("sections", "plan"),
        ("happened-day", "23"),
        ("happened-month", "11"),
        ("happened-year", "2026"),
    ];
    let sent = seat.fill_at(&form, "/mistaken-disclosures/new", &typed).await;
    assert_eq!(sent.location(), "/my-work", "{}", sent.page().main_text());
    assert_eq!(
        seat.get("/mistaken-disclosures").await.status,
        StatusCode::FORBIDDEN,
        "the register is the lead's"
    );

    let mut lead = town.signed_in(Part::Lead).await;
    let desk = lead.get("/my-work").await.page();
    assert!(desk.main_text().contains("is the commissioner told?"), "{}", desk.main_text());
    assert!(desk.main_text().contains("72 hours left") || desk.main_text().contains("71 hours left"));
    let one = desk.attribute("main a[href^='/mistaken-disclosures/']", "href").expect("the report");
    let action = format!("{one}/step");
    for (step, fields) in [
        ("assess", &[("danger", "some"), ("words", "The address is in it.")][..]),
        ("spare_commissioner", &[("words", "It came back unopened.")]),
        ("recover", &[("recovery", "unopened"), ("words", "The neighbour brought it.")]),
        ("tell_people", &[("words", "He should know.")]),
    ] {
        let early = lead.get(&format!("{action}?step=close")).await;
        assert_eq!(early.location(), one, "not to be closed before: {step}");
        let sent = lead.fill_at(&format!("{action}?step={step}"), &action, fields).await;
        assert_eq!(sent.location(), one, "{step}: {}", sent.page().main_text());
    }
    let desk = seat.get(&format!("/people/{person}/receipts")).await.page().main_text();
    assert!(desk.contains("something about you reached somebody who should not have had it"), "{desk}");
    assert!(!desk.contains("next door"), "who had it is not told: {desk}");
    let letter = seat.get(&format!("/people/{person}/receipts/letter")).await.page().main_text();
    assert!(letter.contains("What went to somebody by mistake"), "{letter}");
    let closed = lead
        .fill_at(&format!("{action}?step=close"), &action, &[("words", "Envelopes are read by two.")])
        .await;
    assert_eq!(closed.location(), one);
    let page = lead.get(&one).await.page().main_text();
    assert!(
        page.contains("Do not tell the commissioner") && page.contains("It came back unopened."),
        "{page}"
    );
    assert!(!lead.get("/my-work").await.page().main_text().contains("is the commissioner told?"));
}

/// After 72 hours a reason is asked for, and it stays late; another agency's register and an old version are out of reach.
#[tokio::test]
async fn after_seventy_two_hours_it_is_late_and_says_why() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Worker).await;
    let body = json!({
        "what": "A list of appointments.", "people": 40, "sections": ["identity", "compliance"],
        "recipient": "A wrong address", "happened": "2026-11-24",
    });
    let made = seat.json(Method::POST, REGISTER, &[], &body.to_string()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let one = format!("{REGISTER}/{}", made.json()["id"].as_str().expect("an id"));
    let mut lead = program(&town, Part::TreatmentLead).await;
    assert_eq!(lead.get(&one).await.json()["late"], false);
    let mut other = program(&town, Part::Lead).await;
    assert_eq!(other.get(&one).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(REGISTER).await.json()["items"], json!([]));
    town.clock.on(SignedDuration::from_hours(73));
    let mut lead = program(&town, Part::TreatmentLead).await;
    assert_eq!(lead.get(&one).await.json()["late"], true);
    let told = json!({ "step": "tell_commissioner", "words": "Forty people." });
    let (status, said) = step(&mut lead, &one, told.clone()).await;
    assert_eq!(
        (status, &said["fields"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("late")),
        "{said}"
    );
    let mut late = told.clone();
    late["late"] = json!("It was found on Friday night.");
    let (status, said) = step(&mut lead, &one, late).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    assert_eq!(
        (&said["late"], &said["facts"][0]["late"]),
        (&json!(true), &json!("It was found on Friday night."))
    );
    let (early, _) = step(&mut lead, &one, json!({ "step": "close", "words": "Done." })).await;
    assert_eq!(early, StatusCode::CONFLICT);
    let stale =
        lead.json(Method::POST, &format!("{one}/steps"), &[("if-match", "\"0\"")], &told.to_string()).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let mut hidden = body.clone();
    hidden["person"] = json!(town.person_of(Part::Officer, "Zebulon", NAME).await.0);
    let seen = seat_again(&town).await.json(Method::POST, REGISTER, &[], &hidden.to_string()).await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND, "somebody out of reach is as absent");
}

async fn seat_again(town: &Town) -> Seat {
    program(town, Part::Worker).await
}
