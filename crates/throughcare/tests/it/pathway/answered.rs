//! A provider keeps its own answers in sight, and nothing of the person with them.

use super::{asks, begun, made, takes};
use crate::{
    api::program,
    town::{Part, Seat},
};
use http::StatusCode;
use serde_json::{Value, json};

const ANSWERED: &str = "/api/v1/inbox/answered";

async fn answers(seat: &mut Seat) -> Vec<Value> {
    let list = seat.get(ANSWERED).await.json();
    list["items"].as_array().unwrap_or_else(|| panic!("{list}")).clone()
}

#[tokio::test]
async fn a_provider_that_declined_reads_its_own_answer_and_not_the_record() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let referral = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    let reference = provider.get(&referral).await.json()["reference"].clone();
    assert_eq!(answers(&mut provider).await, Vec::<Value>::new(), "not before it is over");
    let no = json!({ "reason": "no_capacity", "words": "Refer again in May." });
    takes(&mut provider, &referral, "decline", &no).await;
    assert_eq!(provider.get(&referral).await.status, StatusCode::NOT_FOUND, "the referral is closed to it");
    assert_eq!(provider.get(&format!("/api/v1/people/{person}")).await.status, StatusCode::NOT_FOUND);
    let seen = provider.get(ANSWERED).await;
    let answer = &seen.json()["items"][0];
    assert_eq!((&answer["reference"], &answer["step"]["code"]), (&reference, &"decline".into()), "{answer}");
    assert_eq!((&answer["words"], &answer["by"]), (&"Refer again in May.".into(), &"Wanda Worker".into()));
    for hidden in ["Crane", "Please assess", "See in pairs", "Reads little", &person.to_string()] {
        assert!(!seen.body.contains(hidden), "{hidden}: {}", seen.body);
    }
    let mut pages = town.signed_in(Part::Worker).await;
    let page = pages.get("/inbox/answered").await;
    assert!(page.page().main_text().contains("Refer again in May.") && !page.body.contains("Crane"));
    for part in [Part::Manager, Part::TreatmentManager] {
        let found = answers(&mut program(&town, part).await).await;
        assert_eq!(
            found.len(),
            usize::from(part == Part::TreatmentManager),
            "{part:?}: its own agency’s alone"
        );
    }
    for part in [Part::Practitioner, Part::Officer, Part::Analyst] {
        let mut other = program(&town, part).await;
        assert_eq!(other.get(ANSWERED).await.status, StatusCode::FORBIDDEN, "{part:?}");
    }
}

#[tokio::test]
async fn what_was_withdrawn_says_so_without_the_referrers_reason_and_who_it_was_shows_while_they_work_together()
 {
    let (_town, person, mut referrer, mut provider) = begun().await;
    let referral = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    let why = json!({ "reason": "MOV", "words": "Went to his sister." });
    takes(&mut referrer, &referral, "withdraw", &why).await;
    let first = answers(&mut provider).await;
    assert_eq!(
        (first.len(), &first[0]["step"]["code"], &first[0]["by"]),
        (1, &"withdraw".into(), &Value::Null)
    );
    assert_eq!((&first[0]["reason"], &first[0]["words"]), (&Value::Null, &Value::Null), "another’s words");
    assert_eq!(first[0].get("person"), None);
    made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    let again = answers(&mut provider).await;
    assert_eq!(again[0]["person"]["called"], "Ada Crane", "asked about them again, it knows who it was");
}

#[tokio::test]
async fn answers_come_page_by_page_each_once() {
    let (_town, person, mut referrer, mut provider) = begun().await;
    for _ in 0..3 {
        let referral = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
        takes(&mut provider, &referral, "decline", &json!({ "reason": "no_capacity" })).await;
    }
    let (mut found, mut next) = (Vec::new(), Some(format!("{ANSWERED}?limit=1")));
    while let Some(path) = next {
        let page = provider.get(&path).await.json();
        found.extend(page["items"].as_array().unwrap().iter().map(|one| one["id"].to_string()));
        next = page["next"].as_str().map(str::to_owned);
    }
    let distinct: std::collections::BTreeSet<&String> = found.iter().collect();
    assert_eq!((found.len(), distinct.len()), (3, 3));
}
