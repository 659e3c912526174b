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

const MEANING: &str = "A score says how many of a hundred people with such a history were convicted or cautioned again. It does not say what this person will do, decides nothing, and is no diagnosis.";

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
        (but(json!({ "convicted": "2001-02-13", "first_age": 10 })), "convicted", "under 10"),
        (but(json!({ "convicted": "2026-11-25", "counted_from": "2026-11-25" })), "convicted", "in the past"),
        (but(json!({ "assessed_on": "2026-11-25" })), "assessed_on", "in the past"),
        (but(json!({ "counted_from": "2021-02-28" })), "counted_from", "before the day of conviction"),
        (but(json!({ "counted_from": "2051-03-02" })), "counted_from", "more than 30 years"),
        (but(json!({ "assessed_on": "2021-02-28" })), "assessed_on", "before the day of conviction"),
        (but(json!({ "first_age": 31 })), "first_age", "check both"),
        (but(json!({ "first_age": 9 })), "first_age", "from 10 to 120"),
        (but(json!({ "sanctions": 1 })), "first_age", "the first is the current one"),
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
            "answers.drugs",
            "drugs of the list",
        ),
        (
            by_arp("2021-03-01", 2, 21, &json!({ "offence": "theft", "answers": { "attitude": "bad" } })),
            "answers.attitude",
            "no, some or significant",
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
    let seen = seat.fill(&form, &[]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seen.page().attributes(".govuk-error-summary a", "href"), ["#predictor"]);
    let seen = seat.fill(&form, &[("predictor", "ogrs3")]).await;
    assert_eq!(seen.location(), format!("{form}?predictor=ogrs3"));
    let by = |predictor| format!("{form}?predictor={predictor}");
    let seen = seat.fill_at(&by("ogrs3"), &form, &[("offence_code", "116")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let links = seen.page().attributes(".govuk-error-summary a", "href");
    for field in
        ["#assessed_on-day", "#convicted-day", "#counted_from-day", "#sex", "#first_age", "#sanctions"]
    {
        assert!(links.iter().any(|link| link == field), "{field} in {links:?}");
    }
    assert!(links.iter().any(|link| link == "#offence_code"), "{links:?}");
    let typed = [&TYPED[..], &[("offence_code", "116/18")]].concat();
    let fields = seat.filled(&by("ogrs3"), &form, &typed).await;
    let (one, two) = (seat.post(&form, &fields).await, seat.post(&form, &fields).await);
    assert!(one.location().starts_with("/scores/"), "{}: {}", one.status, one.page().main_text());
    assert_eq!(one.location(), two.location(), "sent twice, recorded once");
    let page = seat.get(one.location()).await.page().main_text();
    for said in [
        MEANING,
        "Within one year 9 of 100",
        "Within two years 17 of 100",
        "Low (below 50 of 100)",
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
    let typed = [&TYPED[..], &[("offence", "other"), ("serious", "3")]].concat();
    let seen = seat.fill_at(&by("arp"), &form, &typed).await;
    let page = seat.get(seen.location()).await.page().main_text();
    assert!(
        page.contains("Suggested tier C, from this score") && page.contains("A named person decides."),
        "{page}"
    );
    assert!(!page.contains("Within one year"), "this predictor does not say: {page}");
}

#[tokio::test]
async fn a_wrong_score_is_corrected_once_and_marked_wherever_it_stands() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut sends = program(&town, Part::Practitioner).await;
    let wrong = recorded(&mut sends, person, &by_ogrs3("2021-03-01", "male", 9, 21, "116/18")).await;
    let (id, figure) = (wrong["id"].as_str().expect("an id").to_owned(), wrong["two_years"].clone());
    let mut seat = town.signed_in(Part::Practitioner).await;
    let page = seat.get(&format!("/scores/{id}")).await.page();
    let links = page.attributes("main a.govuk-button", "href");
    let form = links.iter().find(|link| link.contains("corrects=")).expect("a way to correct it").clone();
    let shown = seat.get(&form).await.page();
    assert_eq!(shown.attributes("#sanctions", "value"), ["9"], "what was put in is there");
    assert_eq!(shown.attributes("#convicted-year", "value"), ["2021"]);
    let seen = seat.fill_at(&form, &format!("/people/{person}/scores/new"), &[("sanctions", "2")]).await;
    assert!(seen.location().starts_with("/scores/"), "{}: {}", seen.status, seen.page().main_text());
    let later = seat.get(seen.location()).await.page().main_text();
    assert!(
        later.contains("Within two years 17 of 100") && later.contains("Corrects An earlier score"),
        "{later}"
    );
    // It stays as it was, and says so to everybody who reads it; nobody corrects it again.
    for part in [Part::Practitioner, Part::Officer] {
        let mut reader = town.signed_in(part).await;
        let former = reader.get(&format!("/scores/{id}")).await.page().main_text();
        assert!(former.contains("A later score corrects this one"), "{part:?}: {former}");
        assert!(!former.contains("Correct this score"), "{part:?}: {former}");
        let list = reader.get(&format!("/people/{person}/scores")).await.page().main_text();
        assert_eq!(list.matches("corrected by a later score").count(), 1, "{part:?}: {list}");
        let mut reader = program(&town, part).await;
        let out = reader.get(&format!("/api/v1/scores/{id}")).await.json();
        assert_eq!((&out["corrected"], &out["two_years"]), (&true.into(), &figure), "{part:?}: {out}");
    }
    assert_eq!(seat.get(&form).await.status, StatusCode::NOT_FOUND, "corrected already");
    let again = with(by_ogrs3("2021-03-01", "male", 3, 21, "116/18"), &json!({ "supersedes": id }));
    let (status, problem) = post(&mut sends, person, &again).await;
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
    assert!(problem.to_string().contains("nobody has corrected yet"), "{problem}");
    let typed = [&TYPED[..], &[("offence_code", "116/18"), ("corrects", id.as_str())]].concat();
    let new = format!("/people/{person}/scores/new");
    let seen = seat.fill_at(&format!("{new}?predictor=ogrs3"), &new, &typed).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.page().main_text().contains("nobody has corrected yet"), "{}", seen.page().main_text());
    // Another predictor measures something else, and makes no score of this one wrong.
    let right = recorded(&mut sends, person, &by_ogrs3("2021-03-01", "male", 2, 21, "116/18")).await;
    let other = json!({ "offence": "other", "supersedes": right["id"] });
    assert_eq!(post(&mut sends, person, &by_arp("2021-03-01", 2, 21, &other)).await.0, StatusCode::CONFLICT);
    // Of another person, or of another agency, there is nothing to correct.
    let other = town.person_of(Part::Practitioner, "Bo", "Heron").await;
    let theirs = recorded(&mut sends, other, &by_ogrs3("2021-03-01", "male", 2, 21, "116/18")).await;
    let elses = with(by_ogrs3("2021-03-01", "male", 3, 21, "116/18"), &json!({ "supersedes": theirs["id"] }));
    assert_eq!(post(&mut sends, person, &elses).await.0, StatusCode::CONFLICT);
    let nothing = json!({ "supersedes": "00000000-0000-7000-8000-000000000001" });
    let nothing = with(by_ogrs3("2021-03-01", "male", 3, 21, "116/18"), &nothing);
    assert_eq!(post(&mut sends, person, &nothing).await.0, StatusCode::CONFLICT);
}

/// Probation asks the alcohol service, which then reads risk in summary.
pub async fn refer(town: &Town, person: PersonId) {
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

/// All that is asked, with drink and drugs.
fn answered() -> Value {
    json!({
        "accommodation": "no", "unemployed": true, "live_in_partner": false, "relationship": "some",
        "domestic_abuse": false, "activities": "some", "chronic_drinking": "significant", "binge_drinking": "some",
        "impulsivity": "some", "attitude": "no", "drug_motivation": "partial", "drugs": ["heroin", "crack"],
    })
}

/// On the person's team risk is read in full, and drink and drugs are not: the answers would say them, and the working, the sum
/// and the figure would give them back.
#[tokio::test]
async fn a_score_that_rests_on_drink_and_drugs_is_given_to_those_alone_who_may_read_of_them() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let whole =
        by_arp("2021-03-01", 2, 21, &json!({ "offence": "theft", "answers": answered(), "serious": "3.5" }));
    let closed = recorded(&mut practitioner, person, &whole).await;
    assert_eq!(closed["answers"]["drugs"], json!(["heroin", "crack"]));
    let id = closed["id"].as_str().expect("an id");
    let figure = closed["two_years"].as_str().expect("a figure");
    // Any answer closes it alike: that no drug is used is one, and looks like none.
    let little = json!({ "offence": "theft", "answers": { "accommodation": "some", "drugs": [] } });
    let small = recorded(&mut practitioner, person, &by_arp("2022-03-01", 2, 21, &little)).await;
    let small = small["id"].as_str().expect("an id");
    let open =
        recorded(&mut practitioner, person, &by_arp("2020-03-01", 2, 21, &json!({ "offence": "fraud" })))
            .await;
    let open = open["id"].as_str().expect("an id");
    let mut page = town.signed_in(Part::Officer).await;
    let mut sends = program(&town, Part::Officer).await;
    for shut in [id, small] {
        assert_eq!(page.get(&format!("/scores/{shut}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(sends.get(&format!("/api/v1/scores/{shut}")).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(page.get(&format!("/scores/{open}")).await.status, StatusCode::OK);
    let list = sends.get(&format!("/api/v1/people/{person}/scores")).await.json();
    let ids: Vec<&str> =
        list["items"].as_array().expect("items").iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids, [open], "{list}");
    for path in [
        format!("/people/{person}"),
        format!("/people/{person}/scores"),
        format!("/people/{person}/timeline"),
        format!("/api/v1/people/{person}/scores"),
        format!("/api/v1/people/{person}/timeline"),
    ] {
        let seen = if path.starts_with("/api") { sends.get(&path).await } else { page.get(&path).await };
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        for words in [
            "eroin",
            "Crack",
            "\"crack",
            "Binge drinking",
            "drinking\":\"",
            "Drugs used",
            figure,
            "Suggested tier",
        ] {
            assert!(!seen.body.contains(words), "{path} says {words}: {}", seen.body);
        }
    }
    // Whoever recorded it reads it with its answers.
    let mut seat = town.signed_in(Part::Practitioner).await;
    let page = seat.get(&format!("/scores/{id}")).await.page().main_text();
    assert!(
        page.contains("Drugs used now Heroin, Crack")
            && page.contains("Chronic drinking A significant problem"),
        "{page}"
    );
}

/// More than are read at once stay closed, and take no place of the one that is open.
#[tokio::test]
async fn scores_that_stay_closed_take_no_other_ones_place() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let open = recorded(&mut practitioner, person, &by_ogrs3("2020-03-01", "male", 2, 21, "116/18")).await;
    let closed = json!({ "offence": "theft", "answers": { "unemployed": true } });
    for _ in 0..51 {
        assert_eq!(
            post(&mut practitioner, person, &by_arp("2021-03-01", 2, 21, &closed)).await.0,
            StatusCode::CREATED
        );
    }
    let mut officer = program(&town, Part::Officer).await;
    let list = officer.get(&format!("/api/v1/people/{person}/scores")).await.json();
    let ids: Vec<&Value> = list["items"].as_array().expect("items").iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, [&open["id"]]);
}

/// What the log tells of a score is that there is one: neither its figures nor its answers without what it does not say.
#[tokio::test]
async fn the_log_tells_that_a_score_was_recorded_and_the_copy_tells_it_with_what_it_does_not_say() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let whole =
        by_arp("2021-03-01", 2, 21, &json!({ "offence": "theft", "answers": answered(), "serious": "3.5" }));
    let score = recorded(&mut seat, person, &whole).await;
    let log = seat.get(&format!("/api/v1/people/{person}/timeline")).await.json();
    let told =
        log["items"].as_array().expect("items").iter().find(|one| one["kind"]["code"] == "score.recorded");
    let told = told.unwrap_or_else(|| panic!("not told: {log}"));
    assert_eq!((&told["body"], &told["subject"]), (&json!({}), &score["id"]), "{told}");
    let asked = json!({ "received": "2026-11-24", "words": "Everything, please.", "identity_known": true });
    let copy = async |seat: &mut Seat| {
        let path = format!("/api/v1/people/{person}/access-requests");
        let seen = seat.json(Method::POST, &path, &[], &asked.to_string()).await;
        let id = seen.json()["id"].as_str().expect("an id").to_owned();
        seat.get(&format!("/api/v1/access-requests/{id}")).await.body
    };
    let own = copy(&mut seat).await;
    let figure = format!("{} of 100", score["two_years"].as_str().expect("a figure"));
    for said in [MEANING, "Score of reoffending: All Reoffending Predictor", "Heroin, Crack", figure.as_str()]
    {
        assert!(own.contains(said), "{said}: {own}");
    }
    for code in ["drug_motivation", "offence_free_months", "of_100", "conviction_age"] {
        assert!(!own.contains(code), "{code}: {own}");
    }
    // Those who may not read of drugs put together a copy without it.
    let mut officer = program(&town, Part::Officer).await;
    let theirs = copy(&mut officer).await;
    for said in ["Heroin", figure.as_str(), "All Reoffending Predictor"] {
        assert!(!theirs.contains(said), "{said}: {theirs}");
    }
    assert!(theirs.contains("Not shown to those who put this copy together"), "{theirs}");
    assert!(!own.contains("Not shown to those"), "{own}");
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
        for words in ["OGRS3", "76 of 100", "61 of 100", "\"high\"", "High (75"] {
            assert!(!seen.body.contains(words), "{path} says {words}");
        }
    }
    let timeline = seat.get(&format!("/people/{person}/timeline")).await.page().main_text();
    assert!(timeline.contains("Score of reoffending recorded"), "that it was recorded is told: {timeline}");
}
