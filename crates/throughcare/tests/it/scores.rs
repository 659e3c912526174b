//! Scores of reoffending by public addresses: the sums of the notes, wrong input, and who is given a score.
//!
//! What an attacker could try: a direct address, a list, the timeline, a header, an agency that knows the person and not their
//! risks, recording where one may only read. The person was born on 14 February 1991, and today is 24 November 2026.

use crate::{
    api::program,
    town::{ALCOHOL_SERVICE, Part, Seat, Town},
};
use app::referrals::{self, MakeReferral};
use domain::{
    ids::PersonId,
    referral::{Summary, Told},
    text::Prose,
};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const MEANING: &str = "A score says how many of a hundred people with such a history were reconvicted. It does not say what this person will do, decides nothing, and is no diagnosis.";

async fn post(seat: &mut Seat, person: PersonId, body: &Value) -> (StatusCode, Value) {
    let path = format!("/api/v1/people/{person}/scores");
    let seen = seat.json(Method::POST, &path, &[], &body.to_string()).await;
    (seen.status, seen.json())
}

/// What is sent for somebody convicted, at risk and assessed on one day.
fn history(predictor: &str, day: &str, sex: &str, sanctions: u32, first_age: u32) -> Value {
    json!({
        "predictor": predictor, "assessed_on": day, "convicted": day, "counted_from": day, "sex": sex,
        "first_age": first_age, "sanctions": sanctions,
    })
}

fn with(mut body: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    body
}

fn by_ogrs3(day: &str, sex: &str, sanctions: u32, first_age: u32, code: &str) -> Value {
    with(history("ogrs3", day, sex, sanctions, first_age), &json!({ "offence_code": code }))
}

fn by_arp(day: &str, sanctions: u32, first_age: u32, more: &Value) -> Value {
    with(history("arp", day, "male", sanctions, first_age), more)
}

/// Records it, and answers what is read back.
async fn recorded(seat: &mut Seat, person: PersonId, body: &Value) -> Value {
    let (status, made) = post(seat, person, body).await;
    assert_eq!(status, StatusCode::CREATED, "{body}: {made}");
    let id = made["id"].as_str().expect("an id");
    seat.get(&format!("/api/v1/scores/{id}")).await.json()
}

#[tokio::test]
async fn ogrs3_gives_the_sums_of_the_notes_through_the_api() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    for (body, sum, one, two, band) in [
        (by_ogrs3("2021-03-01", "male", 2, 21, "116/18"), -3.74028, "9", "17", "low"),
        (by_ogrs3("2021-03-01", "male", 2, 21, "05300"), -3.51968, "11", "20", "low"),
        (by_ogrs3("2016-03-01", "male", 10, 14, "039/00"), -0.97069, "61", "76", "high"),
        (by_ogrs3("2023-03-01", "female", 1, 32, "046/00"), -3.22257, "14", "25", "low"),
        (by_ogrs3("2010-03-01", "male", 1, 19, "008/01"), -3.37977, "12", "22", "low"),
    ] {
        let out = recorded(&mut seat, person, &body).await;
        let said = out["working"]["sum"].as_f64().expect("a sum");
        assert!((said - sum).abs() < 0.000_01, "{out}");
        let terms = out["working"]["terms"].as_array().expect("terms");
        let added: f64 = terms.iter().filter_map(|term| term["adds"].as_f64()).sum();
        assert!((added - said).abs() < 0.000_000_001, "{out}");
        assert_eq!((&out["one_year"], &out["two_years"]), (&one.into(), &two.into()), "{body}");
        assert_eq!((&out["band"]["code"], &out["meaning"]), (&band.into(), &MEANING.into()));
        assert_eq!((&out["suggested_tier"], &out["answers"]), (&Value::Null, &Value::Null));
    }
    let list = seat.get(&format!("/api/v1/people/{person}/scores?limit=2")).await.json();
    let days: Vec<&str> = list["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|one| one["assessed_on"].as_str())
        .collect();
    assert_eq!(days, ["2023-03-01", "2021-03-01"], "newest first, and two at a time");
}

#[tokio::test]
async fn the_predictor_of_the_next_generation_gives_the_sums_of_the_notes_and_falls_back() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let answers = json!({
        "accommodation": "some", "unemployed": false, "live_in_partner": true, "relationship": "some",
        "domestic_abuse": true, "activities": "some", "chronic_drinking": "some", "binge_drinking": "some",
        "impulsivity": "some", "attitude": "some", "drug_motivation": "partial", "drugs": [],
    });
    let mut missing = answers.clone();
    missing["attitude"] = Value::Null;
    let fixture = |more: &Value| {
        with(by_arp("2021-03-01", 2, 21, &json!({ "offence": "other", "assessed_on": "2025-03-01" })), more)
    };
    for (body, two, tier, remark) in [
        (fixture(&json!({})), "4.27", Value::Null, Some("static facts alone")),
        (fixture(&json!({ "answers": answers, "serious": "0.5" })), "8.81", "F".into(), None),
        (
            fixture(&json!({ "answers": missing, "serious": "6.90" })),
            "4.27",
            "B".into(),
            Some("missing: attitudes"),
        ),
        (by_arp("2016-03-01", 10, 14, &json!({ "offence": "theft" })), "72.31", Value::Null, Some("static")),
        (by_arp("2010-03-01", 1, 19, &json!({ "offence": "violence" })), "22.3", Value::Null, Some("static")),
    ] {
        let out = recorded(&mut seat, person, &body).await;
        assert_eq!((&out["one_year"], &out["two_years"]), (&Value::Null, &two.into()), "{body}: {out}");
        assert_eq!(out["suggested_tier"]["words"], tier, "{body}: {out}");
        let remarks = out["working"]["remarks"].to_string();
        assert_eq!(remark.is_some(), remarks != "[]", "{remarks}");
        assert!(remark.is_none_or(|said| remarks.contains(said)), "{remarks}");
    }
}

#[tokio::test]
async fn wrong_input_names_the_field_and_says_what_to_do() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let good = by_ogrs3("2021-03-01", "male", 2, 21, "116/18");
    let but = |more: Value| with(good.clone(), &more);
    for (body, field, said) in [
        (but(json!({ "convicted": "1991-02-14" })), "convicted", "date of birth"),
        (but(json!({ "convicted": "2001-02-13", "first_age": 9 })), "convicted", "under 10"),
        (but(json!({ "convicted": "2026-11-25", "counted_from": "2026-11-25" })), "convicted", "in the past"),
        (but(json!({ "assessed_on": "2026-11-25" })), "assessed_on", "in the past"),
        (but(json!({ "counted_from": "2021-02-28" })), "counted_from", "before the day of conviction"),
        (but(json!({ "first_age": 31 })), "first_age", "check both"),
        (but(json!({ "sanctions": 0 })), "sanctions", "from 1 to 999"),
        (but(json!({ "offence_code": "088/00" })), "offence_code", "exact offence"),
        (but(json!({ "offence_code": "999/55" })), "offence_code", "not scored"),
        (but(json!({ "offence_code": "010/00" })), "offence_code", "not in the table"),
        (but(json!({ "offence_code": "theft" })), "offence_code", "like 116/18"),
        (but(json!({ "serious": "3.12" })), "predictor", "alone"),
        (but(json!({ "predictor": "ogrs4" })), "predictor", "ogrs3 or arp"),
        (by_arp("2021-03-01", 2, 21, &json!({})), "offence", "of the list"),
        (
            by_arp("2021-03-01", 2, 21, &json!({ "offence": "theft", "serious": "101" })),
            "serious",
            "0 to 100",
        ),
        (
            by_arp("2021-03-01", 2, 21, &json!({ "offence": "theft", "answers": { "drugs": ["tea"] } })),
            "answers",
            "drugs",
        ),
    ] {
        let (status, problem) = post(&mut seat, person, &body).await;
        assert_eq!(
            (status, &problem["fields"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &field.into()),
            "{body}: {problem}"
        );
        assert!(problem.to_string().contains(said), "{said}: {problem}");
    }
    let list = seat.get(&format!("/api/v1/people/{person}/scores")).await.json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(0), "nothing was recorded");
    let nobody = json!({ "identity": { "legal_name": { "family": "Quill" }, "gender": "unknown" } });
    let seen = seat.json(Method::POST, "/api/v1/people", &[], &nobody.to_string()).await;
    let unborn: PersonId = seen.json()["id"].as_str().expect("an id").parse().expect("a person");
    let (status, problem) = post(&mut seat, unborn, &good).await;
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
    assert!(problem.to_string().contains("Add it to the record"), "{problem}");
}

const TYPED: [(&str, &str); 12] = [
    ("assessed_on-day", "1"),
    ("assessed_on-month", "3"),
    ("assessed_on-year", "2021"),
    ("convicted-day", "1"),
    ("convicted-month", "3"),
    ("convicted-year", "2021"),
    ("counted_from-day", "1"),
    ("counted_from-month", "3"),
    ("counted_from-year", "2021"),
    ("sex", "male"),
    ("first_age", "21"),
    ("sanctions", "2"),
];

#[tokio::test]
async fn the_form_shows_the_working_and_what_a_score_does_not_say() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let form = format!("/people/{person}/scores/new");
    let seen = seat.fill(&form, &[("predictor", "ogrs3"), ("offence_code", "116")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let links = seen.page().attributes(".govuk-error-summary a", "href");
    for field in
        ["#assessed_on-day", "#convicted-day", "#counted_from-day", "#sex", "#first_age", "#sanctions"]
    {
        assert!(links.iter().any(|link| link == field), "{field} in {links:?}");
    }
    assert!(links.iter().any(|link| link == "#offence_code"), "{links:?}");
    let typed = [&TYPED[..], &[("predictor", "ogrs3"), ("offence_code", "116/18")]].concat();
    let fields = seat.filled(&form, &form, &typed).await;
    let (one, two) = (seat.post(&form, &fields).await, seat.post(&form, &fields).await);
    assert!(one.location().starts_with("/scores/"), "{}: {}", one.status, one.page().main_text());
    assert_eq!(one.location(), two.location(), "sent twice, recorded once");
    let page = seat.get(one.location()).await.page().main_text();
    for said in [
        MEANING,
        "Reconvicted within one year 9 of 100",
        "Reconvicted within two years 17 of 100",
        "Low (below 50 in 100)",
        "Mon 1 Mar 2021, aged 30",
        "116/18: Other offences",
        "1.25112 × ln(2 ÷ (10 + 30 − 21))",
        "−3.74028",
        "0.16540",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let list = seat.get(&format!("/people/{person}/scores")).await.page().main_text();
    assert!(list.contains(MEANING) && list.contains("9 of 100") && list.contains("17 of 100"), "{list}");
    let typed = [&TYPED[..], &[("predictor", "arp"), ("offence", "other"), ("serious", "3")]].concat();
    let seen = seat.fill(&form, &typed).await;
    let page = seat.get(seen.location()).await.page().main_text();
    assert!(
        page.contains("Suggested tier C, from this score") && page.contains("A named person decides."),
        "{page}"
    );
    assert!(!page.contains("within one year"), "this predictor does not say: {page}");
}

async fn refer(town: &Town, person: PersonId) {
    let command = MakeReferral {
        person,
        service: ALCOHOL_SERVICE,
        requirement: None,
        asks: Prose::new("Please assess.").expect("words"),
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] },
    };
    referrals::make(&town.app, &Town::viewer(Part::Practitioner), command, None).await.expect("a referral");
}

#[tokio::test]
async fn who_sees_risk_in_full_is_given_a_score_and_nobody_else() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    refer(&town, person).await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let body = by_ogrs3("2016-03-01", "male", 10, 14, "039/00");
    let score = recorded(&mut practitioner, person, &body).await;
    let id = score["id"].as_str().expect("an id");
    // An officer on the team reads, and does not record.
    let mut officer = town.signed_in(Part::Officer).await;
    assert!(officer.get(&format!("/scores/{id}")).await.body.contains("76 of 100"));
    assert!(officer.get(&format!("/people/{person}/scores")).await.body.contains("76 of 100"));
    assert!(!officer.get(&format!("/people/{person}/scores")).await.body.contains("Compute a score"));
    assert_eq!(officer.get(&format!("/people/{person}/scores/new")).await.status, StatusCode::FORBIDDEN);
    let mut sends = program(&town, Part::Officer).await;
    assert_eq!(post(&mut sends, person, &body).await.0, StatusCode::FORBIDDEN);
    // A provider with a referral is shown risk in summary: of a score no figure, nothing of what was put in.
    let mut worker = town.signed_in(Part::Worker).await;
    for path in [
        format!("/people/{person}"),
        format!("/people/{person}/scores"),
        format!("/people/{person}/timeline"),
        format!("/api/v1/people/{person}/scores"),
        format!("/api/v1/people/{person}/timeline"),
    ] {
        let seen = worker.get(&path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        for words in ["76 of 100", "\"76\"", "OGRS3", "ogrs3", "039/00", "conviction_age"] {
            assert!(!seen.body.contains(words), "{path} says {words}: {}", seen.body);
        }
    }
    for path in [format!("/scores/{id}"), format!("/api/v1/scores/{id}")] {
        assert_eq!(worker.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Whom nothing relates to the person finds nothing at any address.
    for part in [Part::Liaison, Part::TreatmentManager, Part::LiaisonManager] {
        let mut seat = town.signed_in(part).await;
        for path in [format!("/scores/{id}"), format!("/api/v1/scores/{id}")] {
            let there = seat.get(&path).await.status;
            assert_eq!(there, StatusCode::NOT_FOUND, "{part:?} {path}");
        }
    }
    let mut liaison = program(&town, Part::Liaison).await;
    assert_eq!(post(&mut liaison, person, &body).await.0, StatusCode::NOT_FOUND, "may record, but not here");
}

#[tokio::test]
async fn a_score_stands_in_no_list_and_no_header() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut program = program(&town, Part::Practitioner).await;
    recorded(&mut program, person, &by_ogrs3("2016-03-01", "male", 10, 14, "039/00")).await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    for path in [
        format!("/people/{person}"),
        format!("/people/{person}/assessments"),
        format!("/people/{person}/timeline"),
        format!("/people/{person}/order"),
        "/caseload".to_owned(),
        "/my-work".to_owned(),
        "/people?q=crane".to_owned(),
        format!("/api/v1/people/{person}"),
        "/api/v1/caseload".to_owned(),
    ] {
        let seen = seat.get(&path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.body);
        for words in ["OGRS3", "76 of 100", "very_high", "High (75"] {
            assert!(!seen.body.contains(words), "{path} says {words}");
        }
    }
    let timeline = seat.get(&format!("/people/{person}/timeline")).await.page().main_text();
    assert!(timeline.contains("Score of reoffending recorded"), "that it was recorded is told: {timeline}");
}
