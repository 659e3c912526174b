//! S3-15: restorative and family conferences; S4-09: the person's own statement to a public protection meeting.

use super::{begun, due, refused, scene, stage, taken, warns};
use crate::town::{AgencyOf, Part};
use serde_json::{Value, json};

fn willing(who: &str, said: &str, day: &str) -> Value {
    json!({ "who": who, "said": said, "how": "met", "day": day })
}

async fn conferences(about: &str, when: &str, back: &str) {
    let (_, person, mut seat) = scene().await;
    let begin = json!({ "about": about, "leads": "A trained facilitator" });
    let one = begun(&mut seat, person, "restorative", &begin).await;
    let day = json!({ "when": when, "where": "Quay House" });
    let (field, sentence) = refused(&mut seat, &one, "restorative_set", &day).await;
    assert!(field == "when" && sentence.contains("the person harmed"), "{sentence}");
    taken(&mut seat, &one, "restorative_willing", &willing("person", "willing", "2026-11-20")).await;
    assert!(refused(&mut seat, &one, "restorative_set", &day).await.1.contains("the person harmed"));
    taken(&mut seat, &one, "restorative_willing", &willing("harmed", "not_willing", "2026-11-20")).await;
    assert!(refused(&mut seat, &one, "restorative_set", &day).await.1.contains("the person harmed"));
    taken(&mut seat, &one, "restorative_willing", &willing("harmed", "willing", "2026-11-21")).await;
    assert_eq!(stage(&taken(&mut seat, &one, "restorative_set", &day).await), "set");
    // Whoever takes it back has it called off, and it is set no more.
    let off = taken(&mut seat, &one, "restorative_willing", &willing(back, "withdrawn", "2026-11-23")).await;
    assert_eq!(stage(&off), "called_off");
    refused(&mut seat, &one, "restorative_set", &day).await;
    // A family conference is another piece, to which whoever was harmed is not asked.
    let family = begun(&mut seat, person, "family_conference", &begin).await;
    assert_ne!(family, one);
    let asked =
        refused(&mut seat, &family, "family_willing", &willing("harmed", "willing", "2026-11-20")).await;
    assert_eq!(asked.0, "who");
    refused(&mut seat, &family, "family_set", &day).await;
    taken(&mut seat, &family, "family_willing", &willing("person", "willing", "2026-11-20")).await;
    assert_eq!(stage(&taken(&mut seat, &family, "family_set", &day).await), "set");
    assert_eq!(stage(&seat.get(&one).await.json()), "called_off", "one does not move the other");
}

#[tokio::test]
async fn s3_15_a_restorative_conference_has_no_day_before_the_person_harmed_said_that_they_are_willing() {
    conferences("A burglary in spring", "2026-12-10T14:00", "harmed").await;
}

#[tokio::test]
async fn s3_15_again_when_the_person_takes_it_back() {
    conferences("Three thefts from one shop", "2027-01-15T09:30", "person").await;
}

/// A statement to a meeting comes out byte by byte as it went in, and the action that is agreed has one lead.
async fn statement(meeting: &str, words: &str, given: &str) {
    let (town, person, mut seat) = scene().await;
    let called = json!({ "meeting": meeting, "when": "2026-12-03T10:00", "where": "Room 4", "why": "Risk is to be gone over." });
    let piece = begun(&mut seat, person, "protection", &called).await;
    // Whoever a MARAC is about is not asked, and not told of it.
    assert_eq!(warns(&seat.get(&piece).await.json(), "has not been asked"), meeting != "marac");
    let attached = json!({ "statement": words, "given": given, "day": "2026-11-24" });
    let shown = taken(&mut seat, &piece, "protection_statement", &attached).await;
    let fact = shown["facts"].as_array().expect("facts").last().expect("a fact").clone();
    assert_eq!(fact["answers"]["statement"], words);
    let mut page = town.signed_in(Part::Practitioner).await;
    let id = piece.rsplit('/').next().expect("an id");
    let text = page.get(&format!("/casework/{id}")).await.page().main_text();
    for line in words.lines().filter(|line| !line.is_empty()) {
        let spaced = line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&spaced), "{spaced}: {text}");
    }
    taken(&mut seat, &piece, "protection_held", &json!({ "held": "2026-11-24", "decided": "One action." }))
        .await;
    let lead = AgencyOf::Police.id().to_string();
    let action = json!({ "action": "Ring the landlord", "lead": lead, "by": "2026-12-10" });
    let agreed = taken(&mut seat, &piece, "protection_action", &action).await;
    assert_eq!(due(&agreed), [("protection_action", "2026-12-10")]);
    let done = json!({ "number": "1", "came": "He was told." });
    assert!(due(&taken(&mut seat, &piece, "protection_done", &done).await).is_empty());
    assert_eq!(
        refused(&mut seat, &piece, "protection_done", &json!({ "number": "7", "came": "?" })).await.0,
        "number"
    );
}

#[tokio::test]
async fn s4_09_the_persons_own_statement_is_attached_unedited() {
    statement(
        "mappa_2",
        "I dont agree with the bit about  my brother.\n\nI have kept ALL apointments",
        "written",
    )
    .await;
}

#[tokio::test]
async fn s4_09_again_with_a_statement_word_for_word() {
    statement("mappa_3", "Tell them: I moved out, she knows.\nI want the course – the real one.", "dictated")
        .await;
    statement("marac", "Said by the one who is in danger: ring me before ten.", "spoken").await;
}
