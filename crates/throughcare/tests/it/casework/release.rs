//! S1-19: through the gate, with short sentences apart; S4-08: the pathway from a screen to a plan.

use super::{begin, begun, due, refused, scene, stage, taken, warns, wrong};
use crate::{
    api::program,
    screening::joins,
    town::{AgencyOf, Part},
};
use domain::{ids::PersonId, involvement::InvolvementRole};
use http::StatusCode;
use serde_json::{Value, json};

const NOT_BOOKED: &str = "No appointment in the community is booked";

fn release(day: &str, length: &str) -> Value {
    json!({ "release": day, "prison": "HMP Northmoor", "length": length, "lead": AgencyOf::Probation.id().to_string() })
}

fn appointment(when: &str) -> Value {
    json!({ "when": when, "with": "Ana Moss", "where": "12 Quay Street" })
}

#[tokio::test]
async fn s1_19_a_release_without_an_appointment_in_the_community_is_flagged_until_it_has_one() {
    let (town, person, mut seat) = scene().await;
    let piece = begun(&mut seat, person, "release", &release("2026-12-18", "short")).await;
    let shown = seat.get(&piece).await.json();
    assert!(warns(&shown, NOT_BOOKED), "{shown}");
    assert_eq!(due(&shown), [("release_appointment", "2026-12-04"), ("release_bed", "2026-12-04")]);
    let mut page = town.signed_in(Part::Practitioner).await;
    let desk = page.get("/casework?kind=release").await.page().main_text();
    assert!(desk.contains("Ada Crane") && desk.contains(NOT_BOOKED), "{desk}");
    // Before the release is no appointment in the community.
    let early = refused(&mut seat, &piece, "release_book", &appointment("2026-12-17T10:00")).await;
    assert_eq!(early.0, "when");
    let booked = taken(&mut seat, &piece, "release_book", &appointment("2026-12-18T14:00")).await;
    assert!(!warns(&booked, NOT_BOOKED), "{booked}");
    assert_eq!(due(&booked), [("release_bed", "2026-12-04")]);
    // A release that moves past its appointment has none.
    let later = json!({ "release": "2026-12-22", "why_moved": "Days were added" });
    let moved = taken(&mut seat, &piece, "release_move", &later).await;
    assert!(warns(&moved, NOT_BOOKED), "{moved}");
    assert_eq!(due(&moved), [("release_appointment", "2026-12-08"), ("release_bed", "2026-12-08")]);
    let days = json!({ "when": "2026-12-28T09:30", "with": "Ana Moss", "where": "12 Quay Street" });
    let late = taken(&mut seat, &piece, "release_book", &days).await;
    assert!(warns(&late, "first 48 hours"), "{late}");
}

/// Of short and long sentences: how many are booked of how many; on the page and through the API.
async fn report(short: (usize, usize), long: (usize, usize), expected: [&str; 2]) {
    let (town, first, mut seat) = scene().await;
    let mut people = vec![first];
    for number in 1..(short.0 + short.1 + long.0 + long.1) {
        people.push(town.person_of(Part::Practitioner, "Free", &format!("Number{number}")).await);
    }
    let mut people = people.into_iter();
    let mut stays = 0;
    for (length, booked, unbooked) in [("short", short.0, short.1), ("long", long.0, long.1)] {
        let some: Vec<PersonId> = people.by_ref().take(booked + unbooked).collect();
        for (number, person) in some.into_iter().enumerate() {
            let piece = begun(&mut seat, person, "release", &release("2026-12-20", length)).await;
            if number < booked {
                taken(&mut seat, &piece, "release_book", &appointment("2026-12-20T15:00")).await;
            }
            stays += 1;
        }
    }
    let desk = seat.get("/api/v1/casework?kind=release").await.json();
    let year = &desk["years"][0];
    assert_eq!(year["all"], stays, "{desk}");
    let at = |stage: &str| year["stages"][stage].as_u64().unwrap_or_default();
    let counted = [at("short_booked"), at("short_unbooked"), at("long_booked"), at("long_unbooked")];
    assert_eq!(
        counted.map(|one| usize::try_from(one).expect("a number")),
        [short.0, short.1, long.0, long.1]
    );
    let mut page = town.signed_in(Part::Practitioner).await;
    let text = page.get("/casework?kind=release").await.page().main_text();
    for words in expected {
        assert!(text.contains(words), "{words}: {text}");
    }
    // Another agency counts its own, and there is none.
    let mut officer = town.signed_in(Part::Officer).await;
    let other = officer.get("/casework?kind=release").await.page().main_text();
    assert!(
        !other.contains("Crane") && other.contains("0 with an appointment in the community, 0 without"),
        "{other}"
    );
}

#[tokio::test]
async fn s1_19_the_report_splits_sentences_under_12_months() {
    report(
        (1, 2),
        (1, 0),
        [
            "1 with an appointment in the community, 2 without",
            "1 with an appointment in the community, 0 without",
        ],
    )
    .await;
}

#[tokio::test]
async fn s1_19_again_with_other_numbers() {
    report(
        (2, 0),
        (0, 3),
        [
            "2 with an appointment in the community, 0 without",
            "0 with an appointment in the community, 3 without",
        ],
    )
    .await;
}

/// Whether somebody drinks is asked nowhere, and so nobody is left out who cannot use a service that asks them not to; the doctor
/// and the prescription lie with treatment.
#[tokio::test]
async fn s1_19_health_on_release_is_prepared_apart() {
    let (town, person, mut officer) = scene().await;
    let health = json!({ "release": "2026-12-18", "script": "gap" });
    let (status, problem) = begin(&mut officer, person, "release_health", &health).await;
    assert_eq!((status, wrong(&problem).0.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "kind"));
    joins(&town, person, Part::Worker, InvolvementRole::Treatment, true).await;
    let mut seat = program(&town, Part::Worker).await;
    let piece = begun(&mut seat, person, "release_health", &health).await;
    let shown = seat.get(&piece).await.json();
    assert!(warns(&shown, "no doctor outside") && warns(&shown, "gap in a prescription"), "{shown}");
    assert_eq!(due(&shown), [("release_health", "2026-12-18")]);
    let settled = json!({ "settled": "2026-11-24" });
    assert_eq!(refused(&mut seat, &piece, "release_health_settle", &settled).await.0, "settled");
    let mended = json!({ "release": "2026-12-18", "script": "goes_on", "gp": "Quay Surgery" });
    taken(&mut seat, &piece, "release_health_change", &mended).await;
    let done = taken(&mut seat, &piece, "release_health_settle", &settled).await;
    assert_eq!((stage(&done), due(&done)), ("settled", Vec::new()));
}

/// Screened in on a day: a formulation is due three months later, and nothing calls the screen a diagnosis.
async fn pathway(screened: &str, due_by: &str, formulated: &str, too_early: &str) {
    let (town, person, mut seat) = scene().await;
    let screen = json!({ "screened": screened, "result": "in", "basis": "Three items of the screen." });
    let piece = begun(&mut seat, person, "opd_pathway", &screen).await;
    let shown = seat.get(&piece).await.json();
    assert_eq!((stage(&shown), due(&shown)), ("in", vec![("formulation", due_by)]));
    let id = piece.rsplit('/').next().expect("an id");
    let mut page = town.signed_in(Part::Practitioner).await;
    for path in [format!("/casework/{id}"), format!("/people/{person}/casework"), "/my-work".to_owned()] {
        let text = page.get(&path).await.page().main_text().to_lowercase();
        let said = text.matches("diagnos").count();
        assert_eq!(said, text.matches("it is not a diagnosis").count(), "{path}: {text}");
    }
    let timeline = page.get(&format!("/people/{person}/timeline")).await.page().main_text();
    assert!(!timeline.contains("Three items"), "{timeline}");
    let formulation =
        |day: &str| json!({ "formulated": day, "together": "yes", "formulation": "How it came about." });
    assert_eq!(refused(&mut seat, &piece, "opd_formulate", &formulation(too_early)).await.0, "formulated");
    let done = taken(&mut seat, &piece, "opd_formulate", &formulation(formulated)).await;
    assert_eq!((stage(&done), due(&done)), ("formulated", Vec::new()));
    let planned =
        taken(&mut seat, &piece, "opd_plan", &json!({ "plan": "First the group, then one to one." })).await;
    assert_eq!(stage(&planned), "planned");
}

#[tokio::test]
async fn s4_08_a_screen_makes_a_formulation_due_in_three_months_and_is_no_diagnosis() {
    pathway("2026-11-24", "2027-02-24", "2026-11-24", "2026-11-23").await;
}

#[tokio::test]
async fn s4_08_again_from_the_end_of_a_month() {
    pathway("2026-08-31", "2026-11-30", "2026-10-02", "2026-08-30").await;
}

#[tokio::test]
async fn s4_08_whoever_is_screened_out_has_nothing_due() {
    let (_, person, mut seat) = scene().await;
    let screen = json!({ "screened": "2026-11-20", "result": "out", "basis": "One item of the screen." });
    let piece = begun(&mut seat, person, "opd_pathway", &screen).await;
    let shown = seat.get(&piece).await.json();
    assert_eq!((stage(&shown), due(&shown)), ("out", Vec::new()));
}
