//! Reviews of looks: what is drawn, what shows signs of being unusual, and who may review what.

use super::seen_by_two;
use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use http::{Method, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

const REVIEWS: &str = "/api/v1/access-reviews";

async fn unusual(lead: &mut Seat) -> Vec<Value> {
    lead.get(REVIEWS).await.json()["unusual"].as_array().expect("looks").clone()
}

fn signs(look: &Value) -> Vec<&str> {
    look["signs"].as_array().expect("signs").iter().filter_map(|sign| sign["code"].as_str()).collect()
}

/// Moves the clock of the record to an instant.
fn at(town: &Town, instant: &str) {
    let wanted: Timestamp = instant.parse().expect("an instant");
    town.clock.on(wanted.duration_since(town.app.now()));
}

async fn look(town: &Town, part: Part, person: domain::ids::PersonId) {
    app::people::overview(&town.app, &Town::viewer(part), person).await.expect("a look");
}

#[tokio::test]
async fn a_look_at_night_and_at_a_namesake_is_asked_about_and_by_day_on_the_team_is_not() {
    let town = Town::new().await;
    at(&town, "2026-11-25T10:00:00Z");
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let namesake = town.person_of(Part::Practitioner, "Ada", "Colleague").await;
    look(&town, Part::Practitioner, person).await;
    let mut lead = program(&town, Part::Lead).await;
    assert_eq!(unusual(&mut lead).await, [] as [Value; 0]);
    look(&town, Part::Colleague, namesake).await;
    let found = unusual(&mut lead).await;
    assert_eq!(found.iter().map(signs).collect::<Vec<_>>(), [["same_family_name", "not_on_team"]]);
    assert_eq!(found[0]["by"], "Colin Colleague");
    at(&town, "2026-11-25T23:30:00Z");
    look(&town, Part::Practitioner, person).await;
    assert_eq!(signs(&unusual(&mut lead).await[0]), ["out_of_hours"], "the latest first");
}

#[tokio::test]
async fn a_lead_sees_looks_of_their_own_agency_alone_and_no_name_of_anybody_on_a_record() {
    let (town, person) = seen_by_two().await;
    at(&town, "2026-11-25T23:30:00Z");
    look(&town, Part::Officer, person).await;
    look(&town, Part::Practitioner, person).await;
    let mut lead = program(&town, Part::Lead).await;
    let seen = lead.get(REVIEWS).await;
    let found = seen.json()["unusual"].as_array().expect("looks").clone();
    assert!(found.iter().all(|one| one["by"] == "Priya Practitioner"), "{found:?}");
    assert!(!seen.body.contains("Crane") && !seen.body.contains(&person.to_string()), "{}", seen.body);
    let path = format!("{REVIEWS}/{}", found[0]["id"].as_str().expect("an id"));
    let one = lead.get(&path).await;
    let reference = one.json()["records"][0]["reference"].as_str().expect("a reference").to_owned();
    assert!(!reference.is_empty() && !one.body.contains("Crane"), "{}", one.body);
    let mut theirs = program(&town, Part::TreatmentLead).await;
    assert_eq!(theirs.get(&path).await.status, StatusCode::NOT_FOUND, "another agency's");
    let mut practitioner = program(&town, Part::Practitioner).await;
    assert_eq!(practitioner.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(practitioner.get(REVIEWS).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_review_is_kept_once_and_takes_the_look_off_the_list() {
    let (town, person) = seen_by_two().await;
    at(&town, "2026-11-25T23:30:00Z");
    look(&town, Part::Practitioner, person).await;
    let mut lead = town.signed_in(Part::Lead).await;
    let page = lead.get("/access-reviews").await.page();
    assert!(page.main_text().contains("Outside working hours"), "{}", page.main_text());
    let path = page.attribute("main tbody a[href^='/access-reviews/']", "href").expect("a look");
    let empty = lead.fill(&path, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "words are asked for");
    let said = [("verdict", "not_fine"), ("words", "Nobody had asked her to. Spoken to her manager.")];
    let sent = lead.filled(&path, &path, &said).await;
    assert_eq!(lead.post(&path, &sent).await.location(), "/access-reviews");
    let kept = lead.get(&path).await.page().main_text();
    assert!(kept.contains("Not fine. Nobody had asked her to."), "{kept}");
    assert_eq!(lead.post(&path, &sent).await.status, StatusCode::CONFLICT, "once");
    let page = lead.get("/access-reviews").await.page().main_text();
    assert!(!page.contains("Outside working hours"), "{page}");
}

#[tokio::test]
async fn nobody_reviews_a_look_of_their_own() {
    let (town, person) = seen_by_two().await;
    let row = app::ledger::LedgerRow {
        id: town.app.id(),
        at: town.app.now(),
        by: Part::Lead.account(),
        agency: Part::Lead.agency().id(),
        purpose: domain::section::Purpose::Oversight,
        asked: "open a person",
        people: [(person, vec![])].into(),
    };
    let id = row.id;
    town.app.store.record_look(row).await.expect("a look");
    let mut lead = program(&town, Part::Lead).await;
    let path = format!("{REVIEWS}/{id}");
    assert_eq!(lead.get(&path).await.json()["may_review"], false);
    let body = json!({ "verdict": "fine", "words": "It was me." }).to_string();
    assert_eq!(lead.json(Method::POST, &path, &[], &body).await.status, StatusCode::CONFLICT);
}

/// With every look of October drawn, or none: as many as the agreement says, once a month, and none before the month is over.
#[tokio::test]
async fn the_share_that_an_agreement_says_is_drawn_once_for_each_month() {
    let town = Town::new().await;
    at(&town, "2026-12-02T10:00:00Z");
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    for _ in 0..150 {
        look(&town, Part::Practitioner, person).await;
    }
    let mut lead = program(&town, Part::Lead).await;
    let draw = json!({ "agreement": gate::INTERIM_1.to_string(), "month": "2026-12-01" }).to_string();
    let early = lead.json(Method::POST, "/api/v1/access-samples", &[], &draw).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.body);
    at(&town, "2027-01-04T10:00:00Z");
    let drawn = lead.json(Method::POST, "/api/v1/access-samples", &[], &draw).await;
    assert_eq!(drawn.status, StatusCode::OK, "{}", drawn.body);
    let drawn = drawn.json();
    assert!(drawn["looks"].as_u64() >= Some(150) && drawn["per_cent"] == 2, "{drawn}");
    let waits = lead.get(REVIEWS).await.json()["drawn"].as_array().expect("looks").len();
    assert_eq!(Some(waits as u64), drawn["drawn"].as_u64());
    assert!((1..=12).contains(&waits), "two of a hundred, give or take: {waits}");
    let twice = lead.json(Method::POST, "/api/v1/access-samples", &[], &draw).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let unknown = json!({ "agreement": "00000000-0000-7000-8000-00000000abcd", "month": "2026-12-01" });
    let unknown = lead.json(Method::POST, "/api/v1/access-samples", &[], &unknown.to_string()).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn many_records_within_an_hour_are_asked_about() {
    let town = Town::new().await;
    at(&town, "2026-11-25T10:00:00Z");
    for number in 0..32 {
        let person = town.person_of(Part::Practitioner, "Ada", &format!("Crane{number:02}")).await;
        town.clock.on(SignedDuration::from_mins(1));
        look(&town, Part::Practitioner, person).await;
    }
    let mut lead = program(&town, Part::Lead).await;
    let found = unusual(&mut lead).await;
    assert!(!found.is_empty() && found.iter().all(|one| signs(one) == ["many_people"]), "{found:?}");
}
