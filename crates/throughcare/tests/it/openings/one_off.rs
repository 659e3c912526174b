//! One-off disclosures: four factors or a duty, a second person for health, an end.

use super::{note, post, risk, shared};
use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::{ids::PersonId, risk::RiskKind};
use http::StatusCode;
use jiff::SignedDuration;
use serde_json::{Value, json};

pub(super) fn factors(consent: &str, why: Option<&str>) -> Value {
    json!({
        "power": "Crime and Disorder Act 1998, section 115",
        "proportionality": "Nothing less lets them plan the visit.",
        "consent": consent,
        "consent_words": why,
        "transparency": "Told on Monday.",
        "vital": "Nobody’s.",
    })
}

pub(super) fn disclosure(to: Part, sections: &[&str], until: &str) -> Value {
    json!({ "agency": to.agency().id().to_string(), "sections": sections, "aims": ["manage_risk"],
        "factors": factors("given", None), "until": until })
}

async fn decide(seat: &mut Seat, person: PersonId, body: &Value) -> (StatusCode, Value) {
    post(seat, &format!("/api/v1/people/{person}/disclosures"), None, body).await
}

#[tokio::test]
async fn s2_03_the_form_closes_only_when_the_four_factors_are_answered_or_explained() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let whole = disclosure(Part::Officer, &["risk"], "2026-12-01");
    for factor in ["power", "proportionality", "transparency", "vital"] {
        let mut body = whole.clone();
        body["factors"][factor] = "".into();
        let (status, told) = decide(&mut practitioner, person, &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "without {factor}: {told}");
    }
    for (consent, why, status) in [
        ("not_asked", None, StatusCode::UNPROCESSABLE_ENTITY),
        ("refused", None, StatusCode::UNPROCESSABLE_ENTITY),
        ("refused", Some("Said no, and the visit is tomorrow"), StatusCode::CREATED),
        ("given", None, StatusCode::CREATED),
    ] {
        let mut body = whole.clone();
        body["factors"] = factors(consent, why);
        let (told, answer) = decide(&mut practitioner, person, &body).await;
        assert_eq!(told, status, "{consent}: {answer}");
    }
    // Under a statutory duty: the duty, the recipient and the method, and no consent.
    let mut duty = whole.clone();
    duty.as_object_mut().unwrap().remove("factors");
    let (status, _) = decide(&mut practitioner, person, &duty).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "neither a duty nor the factors");
    duty["duty"] = json!({ "duty": "Care Act 2014, section 45", "method": "" });
    assert_eq!(decide(&mut practitioner, person, &duty).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    duty["duty"]["method"] = "In writing".into();
    let (status, made) = decide(&mut practitioner, person, &duty).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let seen =
        practitioner.get(&format!("/api/v1/disclosures/{}", made["id"].as_str().unwrap())).await.json();
    assert_eq!(
        (&seen["duty"]["duty"], &seen["factors"], &seen["state"]["code"]),
        (&"Care Act 2014, section 45".into(), &Value::Null, &"made".into())
    );
}

/// Neither an agreement nor a decision: nothing is kept, and nothing opens. With a decision: its part, its time, no more.
#[tokio::test]
async fn s0_04_nothing_opens_without_an_agreement_or_a_one_off_decision_and_s2_02_each_has_an_aim() {
    for (sections, until, days) in [(vec!["risk"], "2026-12-01", 7), (vec!["risk", "notes"], "2026-11-25", 1)]
    {
        let town = Town::new().await;
        let person = shared(&town).await;
        risk(&town, person, Part::Practitioner, RiskKind::Staff, "Do not visit alone.").await;
        risk(&town, person, Part::Worker, RiskKind::SelfHarm, "Said in confidence.").await;
        note(&town, person, Part::Practitioner, "Rang on Friday.").await;
        let (mut practitioner, mut officer) =
            (program(&town, Part::Practitioner).await, program(&town, Part::Officer).await);
        let record = format!("/api/v1/people/{person}");
        assert_eq!(officer.get(&record).await.status, StatusCode::NOT_FOUND);
        let mut aimless = disclosure(Part::Officer, &sections, until);
        aimless["aims"] = json!([]);
        assert_eq!(
            decide(&mut practitioner, person, &aimless).await.0,
            StatusCode::UNPROCESSABLE_ENTITY,
            "each disclosure has one of the four aims"
        );
        let mut baseless = disclosure(Part::Officer, &sections, until);
        baseless.as_object_mut().unwrap().remove("factors");
        assert_eq!(decide(&mut practitioner, person, &baseless).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(officer.get(&record).await.status, StatusCode::NOT_FOUND, "nothing was opened");

        let (status, made) =
            decide(&mut practitioner, person, &disclosure(Part::Officer, &sections, until)).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let seen = officer.get(&record).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(seen.body.contains("Do not visit alone."), "{}", seen.body);
        assert!(
            !seen.body.contains("Said in confidence."),
            "another agency’s part stays closed: {}",
            seen.body
        );
        assert_eq!(seen.body.contains("Rang on Friday."), sections.contains(&"notes"), "{}", seen.body);
        assert_eq!(seen.json()["contacts"], json!([]), "what was not decided on stays closed");
        let found = officer.get("/api/v1/people?q=Crane").await.body;
        assert!(found.contains(&person.to_string()), "they may find who they are told about: {found}");

        town.clock.on(SignedDuration::from_hours(24 * days));
        assert_eq!(officer.get(&record).await.status, StatusCode::OK, "on the last day");
        town.clock.on(SignedDuration::from_hours(24));
        assert_eq!(officer.get(&record).await.status, StatusCode::NOT_FOUND, "it ends by itself");
        let found = officer.get("/api/v1/people?q=Crane").await.body;
        assert!(!found.contains(&person.to_string()), "and no list goes on showing them: {found}");
    }
}

#[tokio::test]
async fn health_without_consent_waits_for_a_second_person_who_is_not_the_first() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let (mut practitioner, mut colleague, mut officer) = (
        program(&town, Part::Practitioner).await,
        program(&town, Part::Colleague).await,
        program(&town, Part::Officer).await,
    );
    let record = format!("/api/v1/people/{person}");
    let mut body = disclosure(Part::Officer, &["substance"], "2026-12-01");
    body["factors"] = factors("refused", Some("Said no"));
    let (status, made) = decide(&mut practitioner, person, &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let one = format!("/api/v1/disclosures/{}", made["id"].as_str().unwrap());
    assert_eq!(practitioner.get(&one).await.json()["state"]["code"], "needs_second");
    assert_eq!(officer.get(&record).await.status, StatusCode::NOT_FOUND, "nothing is open yet");
    let yes = json!({ "step": "confirm" });
    let (status, told) = post(&mut practitioner, &format!("{one}/step"), Some(0), &yes).await;
    assert_eq!(
        (status, &told["fields"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"same_person".into())
    );
    assert_eq!(officer.get(&record).await.status, StatusCode::NOT_FOUND);
    let mut manager = program(&town, Part::Manager).await;
    let team = manager.get("/api/v1/team/duties?member=nobody").await.body;
    assert!(team.contains("second_person"), "{team}");
    let (status, told) = post(&mut colleague, &format!("{one}/step"), Some(0), &yes).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(officer.get(&record).await.status, StatusCode::OK);
    let (status, _) = post(&mut colleague, &format!("{one}/step"), Some(1), &yes).await;
    assert_eq!(status, StatusCode::CONFLICT, "it is made once");
    let end = json!({ "step": "end", "reason": "The visit is over" });
    let (status, told) = post(&mut colleague, &format!("{one}/step"), Some(1), &end).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(officer.get(&record).await.status, StatusCode::NOT_FOUND, "ended early");

    let (_, made) = decide(&mut practitioner, person, &body).await;
    let other = format!("/api/v1/disclosures/{}", made["id"].as_str().unwrap());
    let no = json!({ "step": "refuse", "reason": "Ask again first" });
    let (status, told) = post(&mut colleague, &format!("{other}/step"), Some(0), &no).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(officer.get(&record).await.status, StatusCode::NOT_FOUND);
    let news = practitioner.get("/api/v1/my-work").await.body;
    assert!(news.contains("disclosure_refused"), "{news}");
}

#[tokio::test]
async fn the_page_of_a_disclosure_leads_to_its_end() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let agency = Part::Officer.agency().id().to_string();
    let typed = [
        ("agency", agency.as_str()),
        ("sections", "risk"),
        ("aims", "manage_risk"),
        ("ground", "duty"),
        ("duty", "Care Act 2014, section 45"),
        ("method", "In writing"),
        ("until-day", "1"),
        ("until-month", "12"),
        ("until-year", "2026"),
    ];
    let form = format!("/people/{person}/disclose");
    assert_eq!(practitioner.fill(&form, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = practitioner.fill(&form, &typed).await;
    let one = made.location().to_owned();
    assert!(one.starts_with("/disclosures/"), "{}", made.page().main_text());
    let text = practitioner.get(&one).await.page().main_text();
    assert!(text.contains("Care Act 2014, section 45") && text.contains("The disclosure is made"), "{text}");
    let step = format!("{one}/step");
    let ended = practitioner.fill(&step, &[("step", "end"), ("end_reason", "Not needed")]).await;
    assert_eq!(ended.location(), one, "{}", ended.page().main_text());
    assert!(practitioner.get(&one).await.page().main_text().contains("Ended early"));
}
