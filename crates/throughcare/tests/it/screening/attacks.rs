//! What a stranger, a colleague of another agency, or whoever describes somebody tries in order to see or infer.

use super::{TWENTY, agrees, audit, found, joins, recommends};
use crate::{
    api::program,
    town::{Part, Town},
};
use app::fill::{Batch, LimitedAccess};
use domain::{ids::PersonId, involvement::InvolvementRole};
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// Somebody as a door's form describes them.
fn described(postcode: &str) -> Value {
    json!({ "identity": { "legal_name": { "given": "Ada", "family": "Crane" }, "born": "1991-02-14", "gender": "unknown" }, "postcode": postcode })
}

fn entry(agrees: bool) -> Value {
    json!({
        "door": "police", "place": "Harbour Street", "agrees": agrees,
        "taken": { "manner": "spoken", "language": "English" },
        "person": described("NQ1 1AA"),
        "asks": "Unrepeatable request", "risk": "Unrepeatable risk", "needs": "Unrepeatable needs"
    })
}

#[tokio::test]
async fn a_refusal_at_a_door_leaves_nothing_of_the_person_in_the_database() {
    let town = Town::new().await;
    let mut officer = program(&town, Part::Officer).await;
    let seen = officer.json(Method::POST, "/api/v1/ways-in", &[], &entry(false).to_string()).await;
    assert_eq!((seen.status, &seen.json()["refused"]), (StatusCode::CREATED, &true.into()), "{}", seen.body);
    let mut seat = town.signed_in(Part::Officer).await;
    let typed = [
        ("consent", "no"),
        ("place", "Harbour Street"),
        ("family", "Unrepeatable-Crane"),
        ("asks", "Unrepeatable request"),
        ("risk_known", "known"),
        ("risk", "Unrepeatable risk"),
    ];
    let seen = seat.fill("/ways-in/police", &typed).await;
    assert_eq!(seen.location(), "/ways-in", "{}", seen.page().main_text());
    for words in ["Crane", "Unrepeatable", "1991-02-14"] {
        assert!(!town.keeps(words), "{words} is kept");
    }
    assert!(town.keeps("Harbour Street"), "the place is, for the count");
    let mut manager = town.signed_in(Part::Manager).await;
    assert_eq!(manager.get("/api/v1/funnel").await.json()["total"]["contacts"], 0, "of another agency");
}

#[tokio::test]
async fn another_agency_sees_no_screening_and_no_consent_to_it_even_on_the_team() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    for (part, role) in [
        (Part::Practitioner, InvolvementRole::Supervision),
        (Part::Worker, InvolvementRole::Treatment),
        (Part::Officer, InvolvementRole::Policing),
    ] {
        joins(&town, person, part, role, true).await;
    }
    let mut liaison = town.signed_in(Part::Liaison).await;
    let contact = agrees(&mut liaison, person).await;
    audit(&mut liaison, person, TWENTY).await;
    let more = [("alcohol", "screened"), ("why", "Unrepeatable judgement"), ("known", "mental_health")];
    let screening = found(&mut liaison, &contact, &more).await;
    let recommendation = recommends(&mut liaison, &screening, "oral").await;
    for part in [Part::Practitioner, Part::Worker, Part::Officer] {
        let mut seat = town.signed_in(part).await;
        assert_eq!(seat.get(&screening).await.status, StatusCode::NOT_FOUND, "{part:?}");
        let api = format!("/api/v1{screening}");
        assert_eq!(seat.get(&api).await.status, StatusCode::NOT_FOUND, "{part:?}");
        for tab in ["", "/assessments", "/consents", "/timeline"] {
            let body = seat.get(&format!("/people/{person}{tab}")).await.body;
            for words in ["Unrepeatable", "Agreed to be screened", "Being screened", "Screened by"] {
                assert!(!body.contains(words), "{part:?} {tab}: {words}");
            }
        }
        assert_eq!(
            seat.get(&recommendation).await.status,
            StatusCode::OK,
            "{part:?}: the team reads what is proposed"
        );
    }
}

#[tokio::test]
async fn direct_addresses_of_what_is_out_of_reach_are_as_absent() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    let mut liaison = town.signed_in(Part::Liaison).await;
    let contact = agrees(&mut liaison, person).await;
    let given = audit(&mut liaison, person, TWENTY).await;
    let screening = found(&mut liaison, &contact, &[("alcohol", "screened")]).await;
    let recommendation = recommends(&mut liaison, &screening, "oral").await;
    let paths = [
        given.clone(),
        screening.clone(),
        recommendation.clone(),
        format!("/people/{person}/assessments"),
        format!("/people/{person}/consents"),
        format!("/api/v1{given}"),
        format!("/api/v1{screening}"),
        format!("/api/v1{recommendation}"),
        format!("/api/v1/people/{person}/audits"),
        format!("/api/v1/people/{person}/consents"),
        format!("/api/v1/people/{person}/ways-in"),
    ];
    for part in [Part::Practitioner, Part::Worker, Part::Officer, Part::Manager] {
        let mut seat = town.signed_in(part).await;
        for path in &paths {
            assert_eq!(seat.get(path).await.status, StatusCode::NOT_FOUND, "{part:?} {path}");
        }
    }
    let mut manager = town.signed_in(Part::LiaisonManager).await;
    assert_eq!(manager.get(&contact).await.status, StatusCode::OK, "a colleague of the same agency may");
    let mut coordinator = town.signed_in(Part::Coordinator).await;
    for path in ["/funnel", "/screenings", "/ways-in", "/api/v1/funnel"] {
        assert_eq!(coordinator.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

/// A person of probation's, with a postcode that a door's form may tell too.
async fn hidden(town: &Town) -> PersonId {
    let mut practitioner = program(town, Part::Practitioner).await;
    let body = described("NQ1 1AA").to_string();
    let seen = practitioner.json(Method::POST, "/api/v1/people", &[], &body).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    seen.json()["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn describing_somebody_tells_nobody_who_is_out_of_reach_and_puts_nobody_on_a_team() {
    let town = Town::new().await;
    let person = hidden(&town).await;
    let mut officer = program(&town, Part::Officer).await;
    let known = officer.json(Method::POST, "/api/v1/known", &[], &described("NQ1 1AA").to_string()).await;
    assert_eq!(
        (known.status, known.json()),
        (StatusCode::OK, json!([])),
        "nobody of whom the officer may know"
    );
    let mut theirs = program(&town, Part::Practitioner).await;
    let known =
        theirs.json(Method::POST, "/api/v1/known", &[], &described("NQ1 1AA").to_string()).await.json();
    assert_eq!((&known[0]["sure"], known.as_array().unwrap().len()), (&true.into(), 1));
    let seen = officer.json(Method::POST, "/api/v1/ways-in", &[], &entry(true).to_string()).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    assert_eq!(seen.json()["person"], person.to_string(), "surely the same, so not made twice");
    let page = officer.get(&format!("/api/v1/people/{person}")).await.json();
    assert_eq!(page["risks"].as_array().map(Vec::len), Some(0));
    assert_eq!(page["orders"].as_array().map(Vec::len), Some(0));
    let caseload = officer.get("/api/v1/caseload").await.json();
    assert_eq!(caseload["items"].as_array().map(Vec::len), Some(0), "not on the team by describing");
    let same = json!({ "same_as": person.to_string() });
    let mut chosen = entry(true);
    chosen["same_as"] = same["same_as"].clone();
    chosen["person"]["identity"]["legal_name"]["given"] = "Somebody".into();
    chosen["person"]["identity"]["legal_name"]["family"] = "Else".into();
    chosen["person"]["identity"]["born"] = "1950-01-01".into();
    let seen = officer.json(Method::POST, "/api/v1/ways-in", &[], &chosen.to_string()).await;
    assert_eq!(
        seen.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nobody is chosen whom nothing fits: {}",
        seen.body
    );
}

#[tokio::test]
async fn a_record_to_which_access_is_limited_is_neither_told_nor_joined() {
    let town = Town::new().await;
    let person = hidden(&town).await;
    let limited = LimitedAccess { person, named: vec![Part::Practitioner.account()], from: town.app.today() };
    town.app.store.fill(Batch { limited: vec![limited], ..Batch::default() }).await.unwrap();
    let mut officer = program(&town, Part::Officer).await;
    let seen = officer.json(Method::POST, "/api/v1/ways-in", &[], &entry(true).to_string()).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    assert_ne!(seen.json()["person"], person.to_string(), "another record, as for somebody unknown");
    assert_eq!(officer.get(&format!("/api/v1/people/{person}")).await.status, StatusCode::NOT_FOUND);
    let colleague = town.signed_in(Part::Colleague).await.get(&format!("/people/{person}/assessments")).await;
    assert_eq!(colleague.status, StatusCode::NOT_FOUND);
}
