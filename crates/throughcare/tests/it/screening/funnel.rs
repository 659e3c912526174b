//! The funnel: the row's numbers and others; persons and attendances apart; refusals apart from who was not asked.

use super::{agrees, audit, found, joins, recommends};
use crate::town::{Part, Town};
use app::ports::Tx;
use domain::{
    ids::{FirstContactId, PersonId, RecommendationId, ScreeningId},
    involvement::InvolvementRole,
    pathway::{NeedLevel, Pathway},
    person::{Gender, Identity, Name},
    recommendation::{HearingOutcome, Outcome, Proposal, Recommendation, ReportForm},
    screening::{
        AlcoholScreen, ContactState, FirstContact, Found, RiskToSelf, Screening, Setting, SevenNeeds,
        Suitability,
    },
    stamp::Stamp,
    text::{Line, Prose},
};
use uuid::Uuid;

/// How many there were of each.
struct Year {
    screened: usize,
    persons: usize,
    known: usize,
    recommended: usize,
    made: usize,
}

fn contact(town: &Town, person: PersonId, known: bool) -> FirstContact {
    let agency = Part::Liaison.agency().id();
    FirstContact {
        id: town.app.id(),
        agency,
        setting: Setting::Court,
        place: Line::new("Northmoor Magistrates").unwrap(),
        day: town.app.today(),
        entry: None,
        person: Some(person),
        state: ContactState::Screened,
        why_not: None,
        alcohol: AlcoholScreen::Screened,
        known_to_mental_health: Some(known),
        stamp: Stamp { at: town.app.now(), by: Part::Liaison.account(), agency },
    }
}

async fn recommended(town: &Town, tx: &mut Box<dyn Tx>, contact: &FirstContact, made: bool) {
    let person = contact.person.unwrap();
    let identity = Identity {
        person,
        reference: format!("F{}", person.0.simple()),
        holder: contact.agency,
        legal: Name { given: None, middle: None, family: Line::new("Somebody").unwrap() },
        known_as: None,
        aliases: vec![],
        born: None,
        gender: Gender::Unknown,
        identifiers: vec![],
        version: 1,
    };
    tx.create_person(&identity, contact.stamp.at).await.unwrap();
    let none = |pathway: &Pathway| Found { pathway: *pathway, level: NeedLevel::None, detail: None };
    let screening = Screening {
        id: town.app.id::<ScreeningId>(),
        person,
        contact: contact.id,
        day: contact.day,
        place: contact.place.clone(),
        suitability: Suitability::Suitable,
        why: None,
        needs: SevenNeeds::new(Pathway::ALL.iter().map(none).collect()).unwrap(),
        risk_to_self: RiskToSelf::NoneFound,
        known: vec![],
        audit: None,
        stamp: contact.stamp,
    };
    tx.add_screening(&screening).await.unwrap();
    let one = Recommendation {
        id: town.app.id::<RecommendationId>(),
        person,
        screening: screening.id,
        form: ReportForm::Oral,
        proposal: Proposal::HealthActivity,
        suggested: None,
        text: Some(Prose::new("Recommended.").unwrap()),
        outcome: None,
        stamp: contact.stamp,
    };
    tx.add_recommendation(&one).await.unwrap();
    if made {
        let outcome = Outcome::new(HearingOutcome::ProbationSentence, true, contact.day).unwrap();
        tx.add_outcome(person, one.id, &outcome, &contact.stamp).await.unwrap();
    }
    tx.count_recommendations(contact.id).await.unwrap();
}

/// Writes a year of screening: the first persons come once, the rest are attendances of them again.
async fn written(town: &Town, year: &Year) {
    let mut tx = town.app.store.write().await.unwrap();
    for number in 0..year.screened {
        let person = PersonId(Uuid::from_u128(0xF000 + (number % year.persons) as u128));
        let contact = contact(town, person, number < year.known);
        assert!(tx.add_first_contact(&contact).await.unwrap());
        if number < year.recommended {
            recommended(town, &mut tx, &contact, number < year.made).await;
        }
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn s4_16_the_screening_funnel_of_1993_people() {
    let town = Town::new().await;
    written(&town, &Year { screened: 1993, persons: 1534, known: 688, recommended: 33, made: 26 }).await;
    let mut manager = town.signed_in(Part::LiaisonManager).await;
    let page = manager.get("/funnel").await.page().main_text();
    for said in [
        "Screened: attendances 1,993",
        "Screened: persons 1,534",
        "Came again 23.0 % 459 of 1,993 attendances screened",
        "Known to a mental health service 34.5 % 688 of 1,993 attendances screened (assumed)",
        "Requirement recommended 1.7 % 33 of 1,993 attendances screened",
        "Requirement made 78.8 % 26 of 33 recommendations",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let total = &manager.get("/api/v1/funnel").await.json()["total"];
    let percents: Vec<&str> =
        total["stages"].as_array().unwrap().iter().map(|one| one["percent"].as_str().unwrap()).collect();
    assert_eq!(percents, ["23.0", "34.5", "1.7", "78.8"]);
    assert_eq!(total["stages"][1]["assumed"], true);
}

#[tokio::test]
async fn s4_16_the_funnel_with_other_numbers_and_another_team() {
    let town = Town::new().await;
    written(&town, &Year { screened: 240, persons: 200, known: 81, recommended: 9, made: 3 }).await;
    let mut manager = town.signed_in(Part::LiaisonManager).await;
    let total = &manager.get("/api/v1/funnel").await.json()["total"];
    let read: Vec<_> = total["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (one["count"].as_u64().unwrap(), one["denominator"].as_u64().unwrap(), one["percent"].clone())
        })
        .collect();
    assert_eq!(
        read,
        [(40, 240, "16.7".into()), (81, 240, "33.8".into()), (9, 240, "3.8".into()), (3, 9, "33.3".into())]
    );
    let before = manager.get("/api/v1/funnel?from=2026-01-01&until=2026-01-31").await.json();
    assert_eq!(before["total"]["contacts"], 0, "another period");
    assert_eq!(before["total"]["stages"][0]["percent"], serde_json::Value::Null, "nothing of nothing");
    let mut other = town.signed_in(Part::Manager).await;
    let theirs = other.get("/api/v1/funnel").await.json();
    assert_eq!(theirs["total"]["contacts"], 0, "another agency’s team sees its own counts alone");
    assert_eq!(manager.get("/funnel?from=2026-02-01&until=2026-01-01").await.status, 422);
}

#[tokio::test]
async fn s1_10_completeness_by_court_and_custody_with_refusals_apart_from_not_asked() {
    let town = Town::new().await;
    let mut liaison = town.signed_in(Part::Liaison).await;
    let screened = town.person_of(Part::Liaison, "Ada", "Crane").await;
    joins(&town, screened, Part::Practitioner, InvolvementRole::Supervision, true).await;
    let contact = agrees(&mut liaison, screened).await;
    audit(&mut liaison, screened, [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]).await;
    let known = [("alcohol", "screened"), ("known", "mental_health")];
    let screening = found(&mut liaison, &contact, &known).await;
    recommends(&mut liaison, &screening, "oral").await;
    let refuser = town.person_of(Part::Liaison, "Bo", "Heron").await;
    let contact = agrees(&mut liaison, refuser).await;
    found(&mut liaison, &contact, &[("alcohol", "refused")]).await;
    for (place, consent) in [
        ("Northmoor Magistrates", "not_asked"),
        ("Northmoor Magistrates", "not_asked"),
        ("Harbour suite", "no"),
    ] {
        let setting = if place == "Harbour suite" { "custody" } else { "court" };
        let typed = [("setting", setting), ("place", place), ("consent", consent), ("why", "no_time")];
        let seen = liaison.fill(&format!("/people/{refuser}/screen"), &typed).await;
        assert_eq!(seen.location(), format!("/people/{refuser}"), "{}", seen.page().main_text());
    }
    let mut manager = town.signed_in(Part::LiaisonManager).await;
    let funnel = manager.get("/api/v1/funnel").await.json();
    let of = |place: &str| {
        let places = funnel["places"].as_array().unwrap();
        let line = places.iter().find(|one| one["place"] == place).unwrap().clone();
        let stages = line["counts"]["alcohol_screen"].as_array().unwrap().clone();
        stages
            .iter()
            .map(|one| (one["count"].as_u64().unwrap(), one["denominator"].as_u64().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(of("Northmoor Magistrates"), [(1, 4), (1, 4), (2, 4)], "screened, refused, not asked");
    assert_eq!(of("Harbour suite"), [(0, 1), (1, 1), (0, 1)]);
    let total = &funnel["total"];
    assert_eq!(total["alcohol_screen"][0]["percent"], "20.0");
    assert_eq!(total["alcohol_screen"][1]["percent"], "40.0");
    assert_eq!(total["alcohol_screen"][2]["percent"], "40.0");
    assert_eq!(
        (&total["refused"], &total["not_asked"], &total["contacts"]),
        (&1.into(), &2.into(), &5.into())
    );
    assert_eq!(total["stages"][1]["count"], 1, "one of two screened is known to mental health");
    assert_eq!(total["stages"][2]["count"], 0, "advice is no requirement");
    let _: FirstContactId = town.app.id();
}
