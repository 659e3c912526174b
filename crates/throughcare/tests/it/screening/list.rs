//! From the court's list: consent before there is a record, the paper assessment of a daily entry, and who was never met.

use super::found;
use crate::{
    court::{decide, entries, libra, load, person, program, row},
    town::{Part, Seat, Town},
};
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// The day of the town's clock, as lists and as addresses write it.
const TODAY: (&str, &str) = ("24/11/2026", "2026-11-24");

/// Loads a list of today and answers the ids of its entries by name.
async fn listed(program: &mut Seat, trigger: &str, people: &[(&str, &str)]) -> Vec<(String, String)> {
    let rows: Vec<_> = (1..).zip(people).map(|(case, (name, born))| row(case, name, born)).collect();
    load(program, trigger, &libra(TODAY.0, &rows)).await;
    entries(program, TODAY.1)
        .await
        .iter()
        .map(|one| {
            let id = one["id"].as_str().unwrap().to_owned();
            (serde_json::to_string(&one["name"]).unwrap(), id)
        })
        .collect()
}

fn of<'a>(entries: &'a [(String, String)], family: &str) -> &'a str {
    let found = entries.iter().find(|(name, _)| name.contains(family));
    found.map_or_else(|| panic!("{family} in {entries:?}"), |(_, id)| id.as_str())
}

async fn meets(program: &mut Seat, entry: &str, body: &Value) -> (StatusCode, Value) {
    let path = format!("/api/v1/court-entries/{entry}/first-contact");
    let seen = program.json(Method::POST, &path, &[], &body.to_string()).await;
    (seen.status, seen.json())
}

#[tokio::test]
async fn s4_18_who_refuses_at_court_stays_an_entry_of_the_list_and_nothing_more() {
    let town = Town::new().await;
    let mut program = program(&town, Part::Liaison).await;
    let all =
        listed(&mut program, "weekly", &[("Ada CRANE", "14/02/1991"), ("Bo HERON", "01/01/1980")]).await;
    let entry = of(&all, "CRANE").to_owned();
    let (status, body) = meets(&mut program, &entry, &json!({ "consent": "no" })).await;
    assert_eq!(status, StatusCode::CREATED, "{body}");
    let found = program.get("/api/v1/people?q=crane").await.json();
    assert_eq!(found["items"].as_array().map(Vec::len), Some(0), "no record was made");
    let (status, _) = meets(&mut program, &entry, &json!({ "consent": "no" })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "answered once");
    let taken = json!({ "consent": "yes", "taken": { "manner": "spoken", "language": "English" } });
    let (status, _) = meets(&mut program, &entry, &taken).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "and not asked again at the same hearing");
    let mut manager = town.signed_in(Part::LiaisonManager).await;
    let funnel = manager.get("/api/v1/funnel").await.json();
    let total = &funnel["total"];
    assert_eq!(
        (&total["contacts"], &total["refused"], &total["not_asked"]),
        (&2.into(), &1.into(), &1.into()),
        "whoever was listed and not met was not asked: {funnel}"
    );
    assert_eq!(funnel["places"].as_array().map(Vec::len), Some(1), "one court, one line: {funnel}");
}

#[tokio::test]
async fn with_consent_the_entry_becomes_a_record_that_is_screened_through_the_pages() {
    let town = Town::new().await;
    let mut program = program(&town, Part::Liaison).await;
    let all = listed(&mut program, "weekly", &[("Ada CRANE", "14/02/1991")]).await;
    let screen = format!("/court/entries/{}/screen", of(&all, "CRANE"));
    let mut liaison = town.signed_in(Part::Liaison).await;
    let page = liaison.get(&screen).await.page().main_text();
    assert!(page.contains("Theft") && page.contains("agree to be screened?"), "{page}");
    let seen = liaison.fill(&screen, &[]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let seen = liaison.fill(&screen, &[("consent", "yes"), ("manner", "spoken")]).await;
    let contact = seen.location().to_owned();
    assert!(contact.starts_with("/first-contacts/"), "{}: {}", seen.status, seen.page().main_text());
    assert_eq!(liaison.get(&screen).await.location(), contact, "goes on where it stands");
    let screening = found(&mut liaison, &contact, &[("alcohol", "not_asked")]).await;
    let page = liaison.get(&screening).await.page().main_text();
    assert!(page.contains("Screening at B10JQ") && page.contains("Great need"), "{page}");
    let people = program.get("/api/v1/people?q=crane").await.json();
    assert_eq!(people["items"].as_array().map(Vec::len), Some(1), "{people}");
}

#[tokio::test]
async fn s4_17_a_daily_entry_is_assessed_on_paper_and_says_known_only_of_a_matched_identity() {
    let town = Town::new().await;
    let mut program = program(&town, Part::Liaison).await;
    let known = person(&mut program, "Ada", "Crane", "1991-02-14", &[]).await;
    let all = listed(&mut program, "daily", &[("Ada CRANE", "14/02/1991"), ("Bo HERON", "01/01/1980")]).await;
    let (ada, bo) = (of(&all, "CRANE").to_owned(), of(&all, "HERON").to_owned());
    let paper = |entry: &str| format!("/api/v1/court-entries/{entry}/paper");
    assert_eq!(program.get(&paper(&ada)).await.json(), Value::Null, "due, and not made yet");
    let body =
        json!({ "offence": "Theft", "deposition": "Seen on camera.", "known_to_mental_health": "yes" });
    for entry in [&ada, &bo] {
        let seen = program.json(Method::PUT, &paper(entry), &[], &body.to_string()).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
        let kept = program.get(&paper(entry)).await.json();
        assert_eq!(kept["known_to_mental_health"], "unconfirmed", "nobody has decided who it is");
    }
    let taken = json!({ "consent": "yes", "taken": { "manner": "spoken", "language": "English" } });
    let (status, body_of) = meets(&mut program, &ada, &taken).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a possible match waits for a person: {body_of}");
    let seen = decide(&mut program, &ada, 0, "attach", Some(&known)).await;
    assert!(seen.status.is_success(), "{}: {}", seen.status, seen.body);
    let mut liaison = town.signed_in(Part::Liaison).await;
    let due = async || {
        let mut tx = town.app.store.read().await.unwrap();
        tx.duties_about(known.parse().unwrap(), 9).await.unwrap().len()
    };
    assert_eq!(due().await, 1, "due from the day it is known whose it is");
    let seen = program.json(Method::PUT, &paper(&ada), &[], &body.to_string()).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert_eq!(program.get(&paper(&ada)).await.json()["known_to_mental_health"], "yes");
    assert_eq!(due().await, 0, "done");
    let form = liaison.get(&format!("/court/entries/{bo}/paper")).await.page().main_text();
    assert!(
        form.contains("It has not been decided who this is") && form.contains("Seen on camera."),
        "{form}"
    );
    let mut practitioner = crate::court::program(&town, Part::Practitioner).await;
    assert_ne!(practitioner.get(&paper(&ada)).await.status, StatusCode::OK, "of the liaison team alone");
}
