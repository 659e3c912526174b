//! Ways in other than court: one short form each, the same check for who is known, then the same track.

use crate::{
    api::program,
    town::{ALCOHOL_SERVICE, Part, Seat, Town},
};
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// What a police officer types of somebody who has committed nothing.
const ADA: [(&str, &str); 17] = [
    ("consent", "yes"),
    ("manner", "spoken"),
    ("place", "Harbour Street, by the bridge"),
    ("given", "Ada"),
    ("family", "Crane"),
    ("born-day", "14"),
    ("born-month", "2"),
    ("born-year", "1991"),
    ("telephone", "01632 960001"),
    ("asks", "In distress; wants help with drink."),
    ("risk_known", "none"),
    ("needs_known", "known"),
    ("needs", "Polish; text only, never call."),
    ("kind-language", "yes"),
    ("alcohol", "not_asked"),
    ("postcode", "NQ1 1AA"),
    ("service", "SERVICE"),
];

/// Fills a door's form, and answers where it leads.
async fn typed(seat: &mut Seat, door: &str, more: &[(&str, &str)]) -> crate::town::Seen {
    let service = ALCOHOL_SERVICE.to_string();
    let mut fields: Vec<(&str, &str)> = ADA
        .iter()
        .map(|(name, value)| (*name, if *value == "SERVICE" { service.as_str() } else { *value }))
        .collect();
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend(more);
    seat.fill(&format!("/ways-in/{door}"), &fields).await
}

/// Enters somebody through the pages, and answers where the record is.
async fn enters(seat: &mut Seat, door: &str, more: &[(&str, &str)], choice: &[(&str, &str)]) -> String {
    let seen = typed(seat, door, more).await;
    let known = format!("/ways-in/{door}/known");
    assert_eq!(seen.location(), known, "{}", seen.page().main_text());
    let seen = seat.fill(&known, choice).await;
    assert!(seen.location().starts_with("/people/"), "{}: {}", seen.status, seen.page().main_text());
    seen.location().to_owned()
}

async fn let_jobs_run(town: &Town) {
    while app::jobs::run_one(&town.app).await.expect("a queue") {}
}

#[tokio::test]
async fn a_police_officer_brings_somebody_in_and_hears_what_became_of_it() {
    let town = Town::new().await;
    let mut officer = town.signed_in(Part::Officer).await;
    assert!(officer.get("/ways-in").await.page().main_text().contains("A police officer met somebody"));
    let person = enters(&mut officer, "police", &[], &[]).await;
    let page = officer.get(&person).await.page().main_text();
    assert!(page.contains("You will hear what becomes of it.") && page.contains("Ada Crane"), "{page}");
    let again = officer.get("/ways-in/police/known").await;
    assert_eq!(again.location(), "/ways-in/police", "the form is ready for the next");

    let mut worker = town.signed_in(Part::Worker).await;
    let inbox = worker.get("/api/v1/inbox").await.json();
    let referral = format!("/referrals/{}", inbox["items"][0]["id"].as_str().unwrap());
    let seen = worker.fill(&format!("{referral}/decline"), &[("reason", "out_of_area")]).await;
    assert_eq!(seen.location(), "/inbox", "{}", seen.page().main_text());
    let_jobs_run(&town).await;
    let new = officer.get("/my-work").await.page().text("#new");
    assert!(new.contains("Your referral was declined") && new.contains("Ada Crane"), "{new}");
}

#[tokio::test]
async fn every_door_has_its_form_and_prison_asks_for_the_day_of_release() {
    let town = Town::new().await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let doors = [
        ("custody", "Heron", "1980"),
        ("partner", "Okafor", "1971"),
        ("self", "Lindqvist", "1962"),
        ("relative", "Prosser", "1953"),
    ];
    for (door, family, year) in doors {
        let more = [("family", family), ("born-year", year), ("service", "none")];
        let person = enters(&mut practitioner, door, &more, &[]).await;
        let entries = practitioner.get(&format!("/api/v1{person}/ways-in")).await.json();
        assert_eq!(entries["items"][0]["door"]["code"], door);
        assert_eq!(entries["items"][0]["risk"]["none_known"], true);
        assert_eq!(entries["items"][0]["needs"]["words"], "Polish; text only, never call.");
        assert_eq!(entries["items"][0]["need_kinds"][0]["code"], "language");
    }
    let seen = typed(&mut practitioner, "prison", &[]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seen.page().attribute(".govuk-error-summary a", "href").as_deref(), Some("#release-day"));
    let release =
        [("release-day", "1"), ("release-month", "12"), ("release-year", "2026"), ("family", "Wren")];
    let person = enters(&mut practitioner, "prison", &release, &[]).await;
    let entries = practitioner.get(&format!("/api/v1{person}/ways-in")).await.json();
    assert_eq!(entries["items"][0]["release"], "2026-12-01");
    assert_eq!(practitioner.get("/ways-in/window").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_is_known_is_shown_with_the_evidence_chosen_and_not_made_twice() {
    let town = Town::new().await;
    let known = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    typed(&mut practitioner, "self", &[]).await;
    let page = practitioner.get("/ways-in/self/known").await.page().main_text();
    assert!(page.contains("Ada Crane") && page.contains("same name and date of birth"), "{page}");
    let seen = practitioner.fill("/ways-in/self/known", &[]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "a choice is needed");
    let chosen = known.to_string();
    let fields =
        practitioner.filled("/ways-in/self/known", "/ways-in/self/known", &[("same_as", &chosen)]).await;
    let one = practitioner.post("/ways-in/self/known", &fields).await;
    let two = practitioner.post("/ways-in/self/known", &fields).await;
    assert_eq!(one.location(), format!("/people/{known}"), "{}", one.page().main_text());
    assert_eq!(two.location(), one.location(), "sent twice, entered once");
    let referrals = practitioner.get(&format!("/people/{known}/referrals")).await.page().texts("tbody tr");
    assert_eq!(referrals.len(), 1, "{referrals:?}");
    let found = practitioner.get("/people?q=crane").await.page().texts("tbody tr");
    assert_eq!(found.len(), 1, "{found:?}");
}

/// What a program sends of somebody whom it refers.
fn body(given: &str) -> Value {
    json!({
        "door": "partner", "place": "Harbour Food Bank", "agrees": true,
        "taken": { "manner": "paper", "language": "English" },
        "person": { "identity": { "legal_name": { "given": given, "family": "Crane" }, "born": "1991-02-14", "gender": "unknown" } },
        "asks": "Somewhere to talk about drinking.",
        "risk_none_known": true, "needs_none_known": true,
        "alcohol": "screened", "audit_c": [3, 2, 2],
        "service": ALCOHOL_SERVICE.to_string()
    })
}

#[tokio::test]
async fn s2_24_a_referral_without_either_part_cannot_be_sent_and_none_known_can() {
    let town = Town::new().await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let mut enter =
        async |body: &Value| practitioner.json(Method::POST, "/api/v1/ways-in", &[], &body.to_string()).await;
    for (part, field) in [("risk_none_known", "risk"), ("needs_none_known", "needs")] {
        let mut without = body("Ada");
        without[part] = false.into();
        let seen = enter(&without).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{part}: {}", seen.body);
        assert_eq!(seen.json()["fields"][0]["field"], field);
        without[field] = " \n ".into();
        assert_eq!(enter(&without).await.status, StatusCode::UNPROCESSABLE_ENTITY, "blank {field}");
        without[field] = "Words.".into();
        without[part] = true.into();
        assert_eq!(enter(&without).await.status, StatusCode::UNPROCESSABLE_ENTITY, "both {field}");
    }
    let seen = enter(&body("Ada")).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    assert!(seen.json()["referral"].is_string() && seen.json()["refused"] == false);
}

#[tokio::test]
async fn s2_24_each_part_reaches_the_receiver_and_no_other_agency() {
    let town = Town::new().await;
    let mut officer = program(&town, Part::Officer).await;
    let mut sent = body("Bo");
    for (none, field, words) in
        [("risk_none_known", "risk", "Do not meet alone."), ("needs_none_known", "needs", "Large print.")]
    {
        sent[none] = false.into();
        sent[field] = words.into();
    }
    sent["need_kinds"] = json!(["literacy", "disability"]);
    let seen = officer.json(Method::POST, "/api/v1/ways-in", &[], &sent.to_string()).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    let person = seen.json()["person"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/people/{person}/ways-in");
    for part in [Part::Officer, Part::Worker] {
        let mut reader = program(&town, part).await;
        let entry = reader.get(&path).await.json()["items"][0].clone();
        assert_eq!(entry["risk"]["words"], "Do not meet alone.", "{part:?}: {entry}");
        assert_eq!(entry["needs"]["words"], "Large print.", "{part:?}");
        assert_eq!(entry["need_kinds"].as_array().unwrap().len(), 2, "{part:?}");
    }
    for part in [Part::Practitioner, Part::Liaison, Part::Manager] {
        let mut stranger = program(&town, part).await;
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND, "{part:?}");
    }
}

#[tokio::test]
async fn the_short_alcohol_screen_at_a_door_is_kept_as_audit_without_a_score_and_counted() {
    let town = Town::new().await;
    let mut manager = program(&town, Part::Manager).await;
    for (given, alcohol) in [("Ada", "screened"), ("Bo", "refused"), ("Cy", "not_asked")] {
        let mut sent = body(given);
        sent["alcohol"] = alcohol.into();
        sent["person"]["identity"]["born"] = format!("199{}-01-01", given.len()).into();
        sent["person"]["identity"]["legal_name"]["family"] = given.into();
        let seen = manager.json(Method::POST, "/api/v1/ways-in", &[], &sent.to_string()).await;
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
        if alcohol == "screened" {
            let person = seen.json()["person"].as_str().unwrap().to_owned();
            let audits = manager.get(&format!("/api/v1/people/{person}/audits")).await.json();
            let one = &audits["items"][0];
            assert_eq!((&one["missing"], &one["score"]), (&7.into(), &Value::Null), "{audits}");
        }
    }
    let mut unfinished = body("Dee");
    unfinished["audit_c"] = json!([3, 2]);
    let seen = manager.json(Method::POST, "/api/v1/ways-in", &[], &unfinished.to_string()).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.body);
    let funnel = manager.get("/api/v1/funnel").await.json();
    let stages = funnel["total"]["alcohol_screen"].as_array().unwrap();
    let counts: Vec<u64> = stages.iter().map(|one| one["count"].as_u64().unwrap()).collect();
    assert_eq!(counts, [1, 1, 1]);
    assert_eq!(funnel["places"][0]["place"], "Harbour Food Bank");
}
