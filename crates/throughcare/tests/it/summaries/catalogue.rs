//! The rows of the practice catalogue about summaries, through public paths, and again with other numbers.

use super::{begun, body, convicted, custody, days, issued, made, show, step, steps, words, written};
use crate::{
    api::program,
    town::{Part, Town},
};
use http::StatusCode;
use serde_json::{Value, json};

/// All words of a text.
fn said(text: &Value) -> String {
    text.to_string()
}

#[tokio::test]
async fn s2_05_the_summary_names_only_what_is_not_spent_and_its_saved_text_is_the_previewed_one() {
    let (town, person, mut seat, employer) = begun("employer").await;
    // Ten months that ended on 1 Mar 2025: spent on 1 Mar 2026. Three years that ended on 1 Jun 2024: not before 2028.
    convicted(&mut seat, person, "theft from a shop", "2014-05-02", custody(10, "2015-03-01")).await;
    convicted(&mut seat, person, "burglary of a shed", "2021-06-02", custody(36, "2024-06-01")).await;
    convicted(&mut seat, person, "criminal damage", "2026-01-05", json!({ "kind": "fine" })).await;
    let (looked, summary) = issued(&town, &mut seat, person, &words(&employer)).await;
    assert!(
        said(&looked).contains("burglary of a shed") && said(&looked).contains("criminal damage"),
        "{looked}"
    );
    assert!(!said(&looked).contains("theft from a shop"), "spent: {looked}");
    assert!(said(&looked).contains("to be told until 1 June 2028"), "{looked}");
    let kept = seat.get(&summary).await.json();
    assert_eq!(kept["text"], looked, "what is kept is what was looked at");
    let letter = seat.get(&format!("{summary}/letter")).await.json();
    assert_eq!(letter["text"], looked, "and what is issued");
    let page = seat.get(&summary).await.json();
    assert_eq!(
        (&page["state"]["code"], &page["last"]),
        (&"issued".into(), &"2027-05-24".into()),
        "six months"
    );

    // Taking consent back stops the letter, and every further issue.
    steps(&mut seat, &summary, &[json!({ "step": "withdraw" })]).await;
    for end in ["letter", "letter.pdf"] {
        assert_eq!(seat.get(&format!("{summary}/{end}")).await.status, StatusCode::CONFLICT);
    }
    assert_eq!(step(&mut seat, &summary, &json!({ "step": "issue" })).await.0, StatusCode::CONFLICT);
    assert_eq!(seat.get(&summary).await.json()["text"], Value::Null);
    let consents = seat.get(&format!("/api/v1/people/{person}/consents")).await.json();
    assert_eq!(consents["items"][0]["state"]["code"], "withdrawn", "{consents}");
}

#[tokio::test]
async fn s2_05_with_other_numbers_a_landlord_and_a_fine_that_is_spent_while_the_letter_counts() {
    let (town, person, mut seat, landlord) = begun("landlord").await;
    // A fine of 20 Jan 2026 is spent on 20 Jan 2027, before six months are over; an order ended on 15 Oct 2025 is spent.
    convicted(&mut seat, person, "criminal damage", "2026-01-20", json!({ "kind": "fine" })).await;
    let order = json!({ "kind": "community_order", "ends": "2025-10-15" });
    convicted(&mut seat, person, "affray in a pub", "2024-10-16", order).await;
    let (looked, summary) = issued(&town, &mut seat, person, &words(&landlord)).await;
    assert!(said(&looked).contains("criminal damage") && !said(&looked).contains("affray"), "{looked}");
    assert!(said(&looked).contains("Tenancy support"), "the landlord's words: {looked}");
    assert_eq!(
        seat.get(&summary).await.json()["last"],
        "2027-01-19",
        "the eve of the day on which the fine is spent"
    );
    days(&town, 56);
    assert_eq!(seat.get(&format!("{summary}/letter")).await.status, StatusCode::OK, "19 January");
    days(&town, 1);
    let after = seat.get(&summary).await;
    assert!(!after.body.contains("criminal damage"), "spent: {}", after.body);
    let letter = seat.get(&format!("{summary}/letter")).await;
    assert_eq!(letter.status, StatusCode::CONFLICT);
    assert!(!letter.body.contains("criminal damage"));
    let (none, _) = written(&mut seat, person, &words(&landlord)).await;
    assert!(said(&none).contains("Ada Crane has no conviction that has to be told to you."), "{none}");
}

#[tokio::test]
async fn s2_06_refusals_are_counted_under_three_reasons_and_the_summary_explains_and_tells_of_progress() {
    let (town, person, mut seat, employer) = begun("employer").await;
    let path = format!("/api/v1/people/{person}/turned-down");
    let recorded = [
        ("employer", "binned", 3),
        ("landlord", "risk_overstated", 2),
        ("employer", "no_progress", 1),
        ("college", "no_progress", 1),
    ];
    for (kind, why, count) in recorded {
        for _ in 0..count {
            let sent = json!({ "kind": kind, "body": "Body", "opportunity": "Work", "day": "2026-11-20", "why": why });
            made(&mut seat, &path, &sent).await;
        }
    }
    let mut manager = program(&town, Part::Manager).await;
    let figures = manager.get("/api/v1/summary-figures").await.json();
    let mut counted: Vec<(String, String, u64)> = figures["turned_down"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let text = |field: &str| one[field]["code"].as_str().unwrap().to_owned();
            (text("kind"), text("why"), one["count"].as_u64().unwrap())
        })
        .collect();
    counted.sort();
    let mut wanted = recorded.map(|(kind, why, count)| (kind.to_owned(), why.to_owned(), count)).to_vec();
    wanted.sort();
    assert_eq!(counted, wanted);
    let page = town.signed_in(Part::Manager).await.get("/summary-figures").await.page();
    let rows = page.texts("tbody tr");
    assert!(rows[0].ends_with("3 0 0 0 3"), "{rows:?}");
    assert!(rows[1].ends_with("0 2 0 0 2") && rows[2].ends_with("1 0 1 0 2"), "{rows:?}");

    let (text, _) = written(&mut seat, person, &words(&employer)).await;
    let headings: Vec<&str> =
        text.as_array().unwrap().iter().map(|part| part["heading"].as_str().unwrap()).collect();
    let at = |heading: &str| headings.iter().position(|found| *found == heading).expect("a heading");
    let (plain, progress) = (at("What this means in plain words"), at("Progress made"));
    assert_eq!(text[plain]["paragraphs"][0], words(&employer)["explanation"]);
    assert_eq!(text[progress]["paragraphs"][0], words(&employer)["progress"]);
    for missing in ["explanation", "progress"] {
        let mut without = words(&employer);
        without[missing] = " ".into();
        let path = format!("/api/v1/people/{person}/summaries/preview");
        let (status, problem) = super::post(&mut seat, &path, &[], &without).await;
        assert_eq!(
            (status, &problem["fields"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &missing.into())
        );
    }
}

#[tokio::test]
async fn s2_06_with_other_numbers_a_year_later_nothing_is_counted_and_a_reason_is_one_of_three() {
    let (town, person, mut seat, _) = begun("college").await;
    let path = format!("/api/v1/people/{person}/turned-down");
    let sent = |why: &str, day: &str| json!({ "kind": "volunteering", "body": "Body", "opportunity": "Shop", "day": day, "why": why });
    for _ in 0..5 {
        made(&mut seat, &path, &sent("risk_overstated", "2026-11-24")).await;
    }
    for (why, day) in [("bad_luck", "2026-11-24"), ("", "2026-11-24"), ("binned", "2026-11-25")] {
        let (status, _) = super::post(&mut seat, &path, &[], &sent(why, day)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{why} {day}");
    }
    let mut manager = program(&town, Part::Manager).await;
    let counted = manager.get("/api/v1/summary-figures").await.json();
    assert_eq!(counted["turned_down"][0]["count"], 5, "{counted}");
    days(&town, 365);
    let counted = manager.get("/api/v1/summary-figures").await.json();
    assert_eq!(counted["turned_down"], json!([]), "{counted}");
}

/// What is due to a member of staff, as the API says it.
async fn due(town: &Town, part: Part) -> Value {
    program(town, part).await.get("/api/v1/my-work/due").await.json()
}

#[tokio::test]
async fn s2_07_feedback_can_be_skipped_without_a_reminder_and_is_then_not_asked_or_declined() {
    let (town, person, mut seat, employer) = begun("employer").await;
    let (_, summary) = written(&mut seat, person, &words(&employer)).await;
    steps(&mut seat, &summary, &[show(), super::consent()]).await;
    let waiting = due(&town, Part::Manager).await;
    assert!(waiting.to_string().contains("approve_summary"), "the manager's approval is due: {waiting}");
    let mut manager = program(&town, Part::Manager).await;
    steps(&mut manager, &summary, &[json!({ "step": "approve" })]).await;
    steps(&mut seat, &summary, &[json!({ "step": "issue" })]).await;
    for later in [1, 30, 150, 30] {
        for part in [Part::Practitioner, Part::Manager] {
            let waiting = due(&town, part).await;
            assert!(!waiting.to_string().contains("summary"), "{part:?}: {waiting}");
        }
        days(&town, later);
    }
    let figures = manager.get("/api/v1/summary-figures").await.json();
    let heard = figures["came_of_it"].as_array().unwrap();
    assert_eq!(heard.len(), 1);
    assert_eq!((&heard[0]["came_of_it"], &heard[0]["count"]), (&"Not asked or declined".into(), &1.into()));
    let page = town.signed_in(Part::Manager).await.get("/summary-figures").await.page().main_text();
    assert!(page.contains("Not asked or declined 1") && page.contains("Not taken on 0"), "{page}");
}

#[tokio::test]
async fn s2_07_with_other_numbers_what_was_heard_is_counted_apart_from_what_was_not() {
    let (town, person, mut seat, _) = begun("employer").await;
    for (name, answer) in [
        ("One", Some("taken_on")),
        ("Two", Some("taken_on")),
        ("Three", Some("not_taken_on")),
        ("Four", None),
    ] {
        let other = body(&mut seat, "volunteering", name).await;
        let (_, summary) = issued(&town, &mut seat, person, &words(&other)).await;
        if let Some(answer) = answer {
            steps(&mut seat, &summary, &[json!({ "step": "hear", "answer": answer })]).await;
        }
        let shown = seat.get(&summary).await.json();
        assert_eq!(shown["state"]["code"], "issued", "an answer ends nothing");
    }
    let mut manager = program(&town, Part::Manager).await;
    let figures = manager.get("/api/v1/summary-figures").await.json();
    let mut counts: Vec<(String, u64)> = figures["came_of_it"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["came_of_it"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap()))
        .collect();
    counts.sort();
    assert_eq!(
        counts,
        [("Not asked or declined".to_owned(), 1), ("Not taken on".to_owned(), 1), ("Taken on".to_owned(), 2)]
    );
}
