//! The four aims of sharing: each disclosure has at least one, and work that two agencies do on the same person is listed.

use super::{
    one_off::{disclosure, factors},
    post, shared,
};
use crate::{
    api::program,
    town::{Part, Town},
};
use app::fill::Batch;
use domain::{
    pathway::{Need, NeedLevel, Pathway},
    stamp::Stamp,
};
use http::StatusCode;
use jiff::SignedDuration;
use serde_json::{Value, json};

const AIMS: [&str; 4] = ["right_services", "manage_risk", "no_duplication", "outcomes"];

/// A finding of an agency so many days ago.
fn found(town: &Town, person: domain::ids::PersonId, part: Part, pathway: Pathway, days: i64) -> Need {
    let at = town.app.now() - SignedDuration::from_hours(24 * days);
    let stamp = Stamp { at, by: part.account(), agency: part.agency().id() };
    Need { id: town.app.id(), person, pathway, level: NeedLevel::Some, detail: None, stamp }
}

/// The row of the catalogue: these aims on a decision, a pathway that two agencies assessed so many days apart, and whether that is
/// within one period.
async fn s2_02(aims: &[&str], pathway: Pathway, apart: i64, listed: bool) {
    let town = Town::new().await;
    let person = shared(&town).await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let decide = format!("/api/v1/people/{person}/disclosures");
    for (chosen, status) in [
        (json!([]), StatusCode::UNPROCESSABLE_ENTITY),
        (json!(["convenience"]), StatusCode::UNPROCESSABLE_ENTITY),
        (json!(aims), StatusCode::CREATED),
    ] {
        let mut body = disclosure(Part::Officer, &["risk"], "2026-12-01");
        body["aims"] = chosen;
        let (told, made) = post(&mut practitioner, &decide, None, &body).await;
        assert_eq!(told, status, "{made}");
        if status == StatusCode::CREATED {
            let one = format!("/api/v1/disclosures/{}", made["id"].as_str().unwrap());
            let seen = practitioner.get(&one).await.json();
            let said: Vec<&str> =
                seen["aims"].as_array().unwrap().iter().map(|aim| aim["code"].as_str().unwrap()).collect();
            assert_eq!(said, aims, "{seen}");
        }
    }
    // What agreements disclose has its aims too: every look at the record, whoever's.
    let record = format!("/api/v1/people/{person}");
    for part in [Part::Practitioner, Part::Worker, Part::Officer] {
        assert_eq!(program(&town, part).await.get(&record).await.status, StatusCode::OK);
    }
    let seen = practitioner.get(&format!("{record}/sharing")).await.json();
    let looks = seen["looks"].as_array().unwrap();
    assert!(looks.len() >= 3, "{seen}");
    for look in looks {
        let served = look["aims"].as_array().unwrap();
        assert!(!served.is_empty(), "{look}");
        assert!(served.iter().all(|aim| AIMS.contains(&aim["code"].as_str().unwrap())), "{look}");
    }

    let once = found(&town, person, Part::Practitioner, pathway, apart);
    town.app.store.fill(Batch { needs: vec![once], ..Batch::default() }).await.unwrap();
    let seen = practitioner.get(&record).await.json();
    assert_eq!(seen["assessed_twice"], json!([]), "one agency alone");
    let again = found(&town, person, Part::Worker, pathway, 0);
    town.app.store.fill(Batch { needs: vec![again], ..Batch::default() }).await.unwrap();
    let seen = practitioner.get(&record).await.json();
    let twice: Vec<(Value, Value)> = seen["assessed_twice"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["pathway"]["code"].clone(), one["agencies"].clone()))
        .collect();
    let both = json!([Part::Practitioner.agency().name(), Part::Worker.agency().name()]);
    let expected = if listed { vec![(json!(pathway.code()), both)] } else { vec![] };
    assert_eq!(twice, expected, "{apart} days apart");
    let page =
        town.signed_in(Part::Practitioner).await.get(&format!("/people/{person}")).await.page().main_text();
    assert_eq!(page.contains("assessed this within one period"), listed, "{page}");
}

#[tokio::test]
async fn s2_02_every_disclosure_has_an_aim_and_the_same_assessment_by_two_agencies_is_listed() {
    s2_02(&["manage_risk"], Pathway::Accommodation, 30, true).await;
    s2_02(&["right_services", "outcomes"], Pathway::Employment, 93, false).await;
}

#[tokio::test]
async fn s2_02_with_other_numbers_the_last_day_of_the_period_counts() {
    s2_02(&["manage_risk", "no_duplication", "outcomes"], Pathway::Finance, 91, true).await;
}

/// Other recipients, sections and words than the first; and not asked is no consent without a word why.
#[tokio::test]
async fn s2_03_with_other_numbers_another_recipient_and_another_duty() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let mut worker = program(&town, Part::Worker).await;
    let decide = format!("/api/v1/people/{person}/disclosures");
    let whole = disclosure(Part::Officer, &["contact"], "2026-11-30");
    for (factor, status) in [
        ("vital", StatusCode::UNPROCESSABLE_ENTITY),
        ("transparency", StatusCode::UNPROCESSABLE_ENTITY),
        ("none of them", StatusCode::CREATED),
    ] {
        let mut body = whole.clone();
        body["factors"] = factors("not_asked", Some("Would warn whoever they hide from"));
        if status != StatusCode::CREATED {
            body["factors"][factor] = " ".into();
        }
        let (told, answer) = post(&mut worker, &decide, None, &body).await;
        assert_eq!(told, status, "without {factor}: {answer}");
    }
    let mut duty = whole;
    duty.as_object_mut().unwrap().remove("factors");
    for (words, method, status) in [
        ("", "By telephone", StatusCode::UNPROCESSABLE_ENTITY),
        ("Children Act 2004, section 11", "", StatusCode::UNPROCESSABLE_ENTITY),
        ("Children Act 2004, section 11", "By telephone", StatusCode::CREATED),
    ] {
        duty["duty"] = json!({ "duty": words, "method": method });
        let (told, answer) = post(&mut worker, &decide, None, &duty).await;
        assert_eq!(told, status, "{answer}");
    }
}
