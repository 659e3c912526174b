//! What opens a record for a while: questions, one-off disclosures, emergencies, the room of a meeting; and what bars it.

mod aims;
mod apart;
mod attacks;
mod emergency;
mod one_off;
mod restrictions;
mod room;

use crate::{
    api::program,
    town::{ALCOHOL_SERVICE, Part, Seat, Town},
};
use app::{
    fill::Batch,
    people,
    referrals::{self, MakeReferral},
};
use domain::{
    ids::PersonId,
    referral::{Summary, Told},
    risk::{RiskFlag, RiskKind},
    stamp::Stamp,
    text::Prose,
};
use http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};

pub(crate) async fn post(
    seat: &mut Seat,
    path: &str,
    version: Option<i64>,
    body: &Value,
) -> (StatusCode, Value) {
    let tag = version.map(|version| format!("\"{version}\""));
    let headers: Vec<(&str, &str)> = tag.iter().map(|tag| ("if-match", tag.as_str())).collect();
    let seen = seat.json(Method::POST, path, &headers, &body.to_string()).await;
    (seen.status, serde_json::from_str(&seen.body).unwrap_or(Value::Null))
}

/// Somebody with whom the practitioner and, after a referral, the worker work.
pub(crate) async fn shared(town: &Town) -> PersonId {
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let command = MakeReferral {
        person,
        service: ALCOHOL_SERVICE,
        requirement: None,
        asks: Prose::new("Please assess.").unwrap(),
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] },
    };
    let practitioner = Town::viewer(Part::Practitioner);
    let id = referrals::make(&town.app, &practitioner, command, None).await.unwrap();
    referrals::accept(&town.app, &Town::viewer(Part::Worker), id, 1).await.unwrap();
    person
}

/// Raises a risk flag as `part`.
pub(crate) async fn risk(town: &Town, person: PersonId, part: Part, kind: RiskKind, words: &str) {
    let stamp = Stamp { at: town.app.now(), by: part.account(), agency: part.agency().id() };
    let flag = RiskFlag {
        id: town.app.id(),
        person,
        kind,
        detail: Some(Prose::new(words).unwrap()),
        upkeep: None,
        ended: None,
        stamp,
    };
    town.app.store.fill(Batch { risk_flags: vec![flag], ..Batch::default() }).await.unwrap();
}

/// A note by `part`.
pub(crate) async fn note(town: &Town, person: PersonId, part: Part, words: &str) {
    let text = Prose::new(words).unwrap();
    people::add_note(&town.app, &Town::viewer(part), person, text, None).await.unwrap();
}

async fn asked(seat: &mut Seat, person: PersonId, words: &str) -> String {
    let body = json!({ "agency": Part::Worker.agency().id().to_string(), "section": "risk", "words": words });
    let (status, made) = post(seat, &format!("/api/v1/people/{person}/questions"), None, &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    format!("/api/v1/questions/{}", made["id"].as_str().unwrap())
}

fn answer(words: &str, until: &str) -> Value {
    json!({ "reply": "answer", "words": words, "until": until })
}

fn kinds(work: &Value, list: &str) -> Vec<String> {
    let rows = work[list].as_array().unwrap_or_else(|| panic!("{list} in {work}"));
    rows.iter().filter_map(|one| one["what"]["code"].as_str().map(str::to_owned)).collect()
}

/// The row of the catalogue, and again with other words and another day.
#[tokio::test]
async fn s2_04_a_question_is_answered_expires_on_its_day_and_stands_in_the_disclosure_log() {
    for (words, until, days) in
        [("Is there a risk to staff?", "2026-12-22", 28), ("Has he been seen this week?", "2026-11-30", 6)]
    {
        let town = Town::new().await;
        let person = shared(&town).await;
        let (mut practitioner, mut worker) =
            (program(&town, Part::Practitioner).await, program(&town, Part::Worker).await);
        let question = asked(&mut practitioner, person, words).await;
        let desk = worker.get("/api/v1/my-work").await.json();
        assert!(kinds(&desk, "due").contains(&"answer_question".to_owned()), "{desk}");
        let seen = worker.get(&question).await.json();
        assert_eq!((&seen["words"], &seen["may_answer"]), (&words.into(), &true.into()), "{seen}");
        assert_eq!(seen["answer_by"], "2026-11-27", "three working days");

        let (status, told) =
            post(&mut worker, &format!("{question}/answer"), Some(0), &answer("Not to staff.", until)).await;
        assert_eq!(status, StatusCode::OK, "{told}");
        let desk = worker.get("/api/v1/my-work").await.json();
        assert!(!kinds(&desk, "due").contains(&"answer_question".to_owned()), "{desk}");
        let news = practitioner.get("/api/v1/my-work").await.json();
        assert!(news.to_string().contains("question_answered"), "the asker is told: {news}");
        let read = practitioner.get(&question).await.json();
        assert_eq!((&read["answer"], &read["until"]), (&"Not to staff.".into(), &until.into()));
        let log = practitioner.get(&format!("/api/v1/people/{person}/sharing")).await.json();
        let told =
            |look: &Value| look["shown"].to_string().contains("notes") && look.to_string().contains("Priya");
        assert!(log["looks"].as_array().unwrap().iter().any(told), "the look is a row of the ledger: {log}");

        town.clock.on(SignedDuration::from_hours(24 * days));
        assert_eq!(practitioner.get(&question).await.json()["answer"], "Not to staff.", "on its last day");
        town.clock.on(SignedDuration::from_hours(24));
        let after = practitioner.get(&question).await;
        assert_eq!((after.status, &after.json()["answer"]), (StatusCode::OK, &Value::Null));
        let timeline = practitioner.get(&format!("/api/v1/people/{person}/timeline")).await.body;
        assert!(!timeline.contains("Not to staff."), "nor does the timeline keep telling it: {timeline}");
        assert_eq!(worker.get(&question).await.json()["answer"], "Not to staff.", "whoever gave it keeps it");
    }
}

#[tokio::test]
async fn a_question_is_declined_with_a_reason_and_both_are_kept() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let (mut practitioner, mut worker) =
        (program(&town, Part::Practitioner).await, program(&town, Part::Worker).await);
    let question = asked(&mut practitioner, person, "What was said on Monday?").await;
    let no = json!({ "reply": "decline", "reason": "That stays in treatment" });
    let path = format!("{question}/answer");
    let (status, _) = post(&mut worker, &path, None, &no).await;
    assert_eq!(status, StatusCode::PRECONDITION_REQUIRED);
    let (status, _) = post(&mut worker, &path, Some(0), &json!({ "reply": "decline" })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed");
    let (status, _) = post(&mut worker, &path, Some(0), &answer("x", "2027-11-24")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "no answer counts for a year");
    let (status, told) = post(&mut worker, &path, Some(0), &no).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let read = practitioner.get(&question).await.json();
    assert_eq!(
        (&read["state"]["code"], &read["reason"]),
        (&"declined".into(), &"That stays in treatment".into())
    );
    let (status, _) = post(&mut worker, &path, Some(0), &no).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    let (status, told) = post(&mut worker, &path, Some(1), &no).await;
    assert_eq!((status, &told["code"]), (StatusCode::CONFLICT, &"move-refused".into()), "{told}");
}

#[tokio::test]
async fn the_pages_lead_from_the_record_to_the_answer() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let page = practitioner.get(&format!("/people/{person}")).await.page();
    assert!(page.attribute(&format!("a[href='/people/{person}/openings']"), "href").is_some());
    let ask = format!("/people/{person}/ask");
    let empty = practitioner.fill(&ask, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let agency = Part::Worker.agency().id().to_string();
    let typed = [("agency", agency.as_str()), ("section", "risk"), ("words", "Is there a risk to staff?")];
    let sent = practitioner.fill(&ask, &typed).await;
    let question = sent.location().to_owned();
    assert!(question.starts_with("/questions/"), "{}", sent.page().main_text());
    let mut worker = town.signed_in(Part::Worker).await;
    let desk = worker.get("/my-work").await.page();
    let href = desk.attribute("a[href*='/answer']", "href").unwrap_or_default();
    assert!(href.starts_with(&format!("{question}/answer")), "{href}: {}", desk.main_text());
    let answer = format!("{question}/answer");
    let form = worker.get(&answer).await.page().main_text();
    assert!(form.contains("Is there a risk to staff?"), "{form}");
    let nothing = worker.fill(&answer, &[("step", "answer")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = worker.fill(&answer, &[("step", "answer"), ("answer", "Not to staff.")]).await;
    assert_eq!(said.location(), "/my-work", "{}", said.page().main_text());
    let news = practitioner.get("/my-work").await.page();
    assert!(news.main_text().contains("Your question was answered"), "{}", news.main_text());
    let read = practitioner.get(&question).await.page().main_text();
    assert!(read.contains("Not to staff.") && read.contains("Counts until"), "{read}");
    let list = practitioner.get(&format!("/people/{person}/openings")).await.page().main_text();
    assert!(list.contains("Is there a risk to staff?") && list.contains("Answered"), "{list}");
}
