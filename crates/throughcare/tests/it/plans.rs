//! The plan by public addresses: S4-19 and S3-02, who reads which strand, and what is due.
//!
//! What an attacker could try: a strand about drink, or its words in a duty, a list, the timeline or a count; another agency's
//! strand continued; a step given to somebody of another agency; a fact on a version that is past. Today is 24 November 2026.

use crate::{
    api::program,
    scores::refer,
    town::{Part, Seat, Town},
};
use domain::{ids::PersonId, pathway::Pathway, plan::Topic};
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// Sends JSON.
pub(crate) async fn post(
    seat: &mut Seat,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> (StatusCode, Value) {
    let seen = seat.json(Method::POST, path, headers, &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

/// Begins a strand; its address.
async fn begun(seat: &mut Seat, person: PersonId, body: &Value) -> String {
    let (status, made) = post(seat, &format!("/api/v1/people/{person}/plan/strands"), &[], body).await;
    assert_eq!(status, StatusCode::CREATED, "{body}: {made}");
    format!("/api/v1/strands/{}", made["id"].as_str().expect("an id"))
}

/// Records a fact of what is at an address, on the version that is there.
pub(crate) async fn told(seat: &mut Seat, strand: &str, body: &Value) -> (StatusCode, Value) {
    let tag = seat.get(strand).await.header("etag").to_owned();
    post(seat, &format!("{strand}/facts"), &[("if-match", &tag)], body).await
}

async fn stepped(seat: &mut Seat, strand: &str, body: &Value) -> Value {
    let (status, answer) = told(seat, strand, body).await;
    assert_eq!(status, StatusCode::OK, "{body}: {answer}");
    answer
}

async fn plan(seat: &mut Seat, person: PersonId) -> Value {
    seat.get(&format!("/api/v1/people/{person}/plan")).await.json()
}

fn agreed(words: &str, due: &str) -> Value {
    json!({ "step": "agreed", "words": words, "who": "me", "by_the_person": false, "due": due })
}

/// One strand from its beginning to its end: begun with a quote, one step agreed and done, closed with a quote.
async fn whole(seat: &mut Seat, person: PersonId, topic: &str, aim: &str, came: &str) {
    let start = format!("At the start of {topic}: I do not know how.");
    let strand = begun(seat, person, &json!({ "topic": topic, "aim": aim, "quote": start })).await;
    let one = stepped(seat, &strand, &agreed(&format!("First step of {topic}"), "2026-12-08")).await;
    let step = one["steps"][0]["id"].clone();
    stepped(seat, &strand, &json!({ "step": "done", "id": step })).await;
    let quote = format!("At the end of {topic}: I did that.");
    let end = json!({ "step": "closed", "outcome": "reached", "words": came, "quote": quote });
    let closed = stepped(seat, &strand, &end).await;
    assert_eq!((&closed["state"]["code"], &closed["came"]["words"]), (&"closed".into(), &came.into()));
}

/// Mr X: seven strands, what came of them with his words at start and closure, and a suicide risk that raises an alert.
async fn story(town: &Town, family: &str, strands: &[(&str, &str, &str)]) {
    let person = town.person_of(Part::Practitioner, "Mister", family).await;
    let mut seat = program(town, Part::Practitioner).await;
    for (topic, aim, came) in strands {
        whole(&mut seat, person, topic, aim, came).await;
    }
    let all = plan(&mut seat, person).await;
    let shown = all["strands"].as_array().expect("strands");
    assert_eq!(shown.len(), strands.len());
    for (topic, aim, came) in strands {
        let one =
            shown.iter().find(|one| one["topic"]["code"] == *topic && one["aim"] == *aim).expect("a strand");
        assert_eq!(one["came"]["words"], *came);
        assert!(one["quote"].as_str().expect("words").starts_with("At the start of"), "{one}");
        assert!(one["came"]["quote"].as_str().expect("words").starts_with("At the end of"), "{one}");
    }
    let mut page = town.signed_in(Part::Practitioner).await;
    let text = page.get(&format!("/people/{person}/plan")).await.page().main_text();
    for (_, aim, came) in strands {
        assert!(text.contains(aim) && text.contains(came), "{aim}: {text}");
    }
    // A risk to self reaches every agency at work at once.
    refer(town, person).await;
    let body = json!({
        "kind": "self", "detail": "Low, and thinks of ending it.", "source": "the_person", "rises": false,
    });
    let (status, answer) = post(&mut seat, &format!("/api/v1/people/{person}/risks"), &[], &body).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
}

#[tokio::test]
async fn s4_19_mr_x_has_seven_strands_with_his_words_at_start_and_closure() {
    let town = Town::new().await;
    let strands = [
        ("tenancy", "A home of his own", "He has his own tenancy."),
        ("benefits", "The benefits that are his", "His benefits are in payment."),
        ("children", "To see his children", "He sees his children every week."),
        ("alcohol", "To drink less", "He has cut his drinking."),
        (
            "debt",
            "Debts in order, and a grant for furniture",
            "Debts are paid by the week; a care grant came.",
        ),
        ("mental_health", "To sleep, and not to despair", "He sleeps and has no thoughts of dying."),
        ("employment", "Work", "He was a volunteer, and has a full-time job."),
    ];
    story(&town, "Xavier", &strands).await;
}

#[tokio::test]
async fn s4_19_again_with_other_strands_and_outcomes() {
    let town = Town::new().await;
    let strands = [
        ("skills", "To read the letters that come", "She reads them by herself."),
        ("drugs", "To use on a script alone", "Nothing on top since spring."),
        ("relationships", "Peace with her sister", "They eat together on Sundays."),
    ];
    story(&town, "Yarrow", &strands).await;
}

/// Exactly seven national pathways, and no strand without one.
#[tokio::test]
async fn s3_02_every_strand_and_every_service_has_one_of_seven_pathways_that_cannot_be_removed() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    assert_eq!(Pathway::ALL.len(), 7);
    for topic in Topic::ALL {
        begun(&mut seat, person, &json!({ "topic": topic.code(), "aim": format!("Aim of {topic}") })).await;
    }
    let all = plan(&mut seat, person).await;
    let strands = all["strands"].as_array().expect("strands");
    assert_eq!(strands.len(), Topic::ALL.len());
    let mut met: Vec<&str> = strands.iter().filter_map(|one| one["pathway"]["code"].as_str()).collect();
    met.sort_unstable();
    met.dedup();
    let mut seven: Vec<&str> = Pathway::ALL.iter().map(|one| one.code()).collect();
    seven.sort_unstable();
    assert_eq!(met, seven);
    for topic in ["", "hobbies", "accommodation"] {
        let body = json!({ "topic": topic, "aim": "Something" });
        let (status, problem) =
            post(&mut seat, &format!("/api/v1/people/{person}/plan/strands"), &[], &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert_eq!(problem["fields"][0]["field"], "topic");
    }
    let services = seat.get("/api/v1/services").await.json();
    for service in services["items"].as_array().expect("services") {
        let pathway = service["pathway"]["code"].as_str().expect("a pathway");
        assert!(seven.contains(&pathway), "{service}");
    }
}

/// On the team a home and a debt are read; drink and mind are not, and nothing tells that there is a strand about them.
#[tokio::test]
async fn a_strand_is_read_by_those_who_may_read_its_topic_and_by_nobody_else() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut seat = program(&town, Part::Practitioner).await;
    for (topic, aim) in [("tenancy", "A flat"), ("alcohol", "Dry days"), ("mental_health", "Calm nights")] {
        let strand = begun(&mut seat, person, &json!({ "topic": topic, "aim": aim })).await;
        stepped(&mut seat, &strand, &agreed(&format!("Step towards {aim}"), "2026-12-08")).await;
    }
    let mut page = town.signed_in(Part::Officer).await;
    let mut officer = program(&town, Part::Officer).await;
    let shown = plan(&mut officer, person).await;
    let aims: Vec<&str> =
        shown["strands"].as_array().expect("strands").iter().filter_map(|one| one["aim"].as_str()).collect();
    assert_eq!(aims, ["A flat"]);
    for path in [
        format!("/people/{person}"),
        format!("/people/{person}/plan"),
        format!("/people/{person}/timeline"),
        format!("/api/v1/people/{person}/plan"),
        format!("/api/v1/people/{person}/timeline"),
        "/my-work/due".to_owned(),
    ] {
        let body =
            if path.starts_with("/api") { officer.get(&path).await.body } else { page.get(&path).await.body };
        for words in ["Dry days", "Calm nights", "mental_health", "Step towards Dry", "Step towards Calm"] {
            assert!(!body.contains(words), "{path} says {words}");
        }
    }
    let mine = plan(&mut seat, person).await;
    for one in mine["strands"].as_array().expect("strands") {
        let path = format!("/api/v1/strands/{}", one["id"].as_str().expect("an id"));
        let expected = if one["aim"] == "A flat" { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(officer.get(&path).await.status, expected, "{one}");
        // Whoever reads a strand of another agency does not continue it.
        let body = json!({ "step": "progress", "words": "By the police." });
        let (status, _) = post(&mut officer, &format!("{path}/facts"), &[("if-match", "\"1\"")], &body).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{one}");
    }
    let mut liaison = program(&town, Part::Liaison).await;
    assert_eq!(liaison.get(&format!("/api/v1/people/{person}/plan")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_step_stands_on_its_owners_desk_until_it_is_done_and_its_strand_closes_after_it() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let strand = begun(&mut seat, person, &json!({ "topic": "debt", "aim": "Debts in order" })).await;
    let one = stepped(&mut seat, &strand, &agreed("Write to the lender", "2026-12-08")).await;
    let step = one["steps"][0]["id"].as_str().expect("an id").to_owned();
    let mut page = town.signed_in(Part::Practitioner).await;
    let due = page.get("/my-work/due").await.page().main_text();
    assert!(due.contains("A step of the plan") && !due.contains("lender"), "{due}");
    for (body, status) in [
        (json!({ "step": "closed", "outcome": "reached", "words": "Paid." }), StatusCode::CONFLICT),
        (json!({ "step": "moved", "id": step, "due": "2026-11-23" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "step": "done", "id": "00000000-0000-7000-8000-000000000001" }), StatusCode::CONFLICT),
        (
            json!({ "step": "agreed", "words": "x", "who": Part::Worker.account().to_string(), "by_the_person": true,
                "due": "2026-12-08" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let (seen, problem) = told(&mut seat, &strand, &body).await;
        assert_eq!(seen, status, "{body}: {problem}");
    }
    stepped(&mut seat, &strand, &json!({ "step": "moved", "id": step, "due": "2026-12-15" })).await;
    let old = json!({ "step": "progress", "words": "Late." });
    let (status, _) = post(&mut seat, &format!("{strand}/facts"), &[("if-match", "\"1\"")], &old).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED, "somebody was there before");
    stepped(&mut seat, &strand, &json!({ "step": "done", "id": step, "words": "Sent." })).await;
    let due = page.get("/my-work/due").await.page().main_text();
    assert!(!due.contains("A step of the plan"), "{due}");
    stepped(&mut seat, &strand, &json!({ "step": "closed", "outcome": "partly", "words": "Half is paid." }))
        .await;
    let (status, problem) = told(&mut seat, &strand, &json!({ "step": "progress", "words": "More." })).await;
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
}

#[tokio::test]
async fn what_the_person_says_is_kept_with_why_and_the_next_review_falls_due() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let path = format!("/api/v1/people/{person}/plan/views");
    for (body, field) in [
        (json!({ "view": "not_agreed", "day": "2026-11-24" }), "words"),
        (json!({ "view": "could_not", "day": "2026-11-24" }), "words"),
        (json!({ "view": "agreed", "day": "2026-11-25" }), "day"),
        (json!({ "view": "perhaps", "day": "2026-11-24" }), "view"),
    ] {
        let (status, problem) = post(&mut seat, &path, &[], &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}: {problem}");
        assert_eq!(problem["fields"][0]["field"], field, "{problem}");
    }
    for body in [
        json!({ "view": "not_agreed", "day": "2026-11-20", "words": "It is too much at once." }),
        json!({ "view": "agreed", "day": "2026-11-24" }),
    ] {
        assert_eq!(post(&mut seat, &path, &[], &body).await.0, StatusCode::CREATED, "{body}");
    }
    let all = plan(&mut seat, person).await;
    let said: Vec<&str> = all["views"]
        .as_array()
        .expect("views")
        .iter()
        .filter_map(|one| one["view"]["code"].as_str())
        .collect();
    assert_eq!(said, ["agreed", "not_agreed"], "nothing is overwritten: {all}");
    let mut page = town.signed_in(Part::Practitioner).await;
    let text = page.get(&format!("/people/{person}/plan")).await.page().main_text();
    assert!(text.contains("Does not agree It is too much at once."), "{text}");
}
