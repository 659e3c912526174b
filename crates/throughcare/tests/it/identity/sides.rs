//! Two records are judged by what is in the two: from whichever side somebody begins, and whoever else is known. What an attacker could
//! try: choosing the record to begin with, so that nobody looks after them; waiting until nothing speaks for the pair any more; and
//! learning, by what a pair is said to be, that others are alike, or what was decided about two with whom they do not work.

use super::{
    matcher::{look_again, made, waiting},
    review::{decision, numbered, post, review_of},
    same_person::rewritten,
};
use crate::{
    api::program,
    journeys::team::limit,
    pathway::{asks, made as sent},
    town::{Part, Seat, Town},
};
use domain::ids::PersonId;
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// How two stand after a decision.
async fn decided(seat: &mut Seat, on: PersonId, other: PersonId, version: i64, verdict: &str) -> String {
    let (status, now) = post(seat, &review_of(on), &decision(other, version, verdict)).await;
    assert_eq!(status, StatusCode::OK, "{now}");
    now["state"]["code"].as_str().unwrap().to_owned()
}

/// What speaks for somebody's being the other, as somebody is told.
async fn evidence(seat: &mut Seat, on: PersonId, other: PersonId) -> Vec<String> {
    let view = seat.get(&review_of(on)).await.json();
    let mut likes = view["likes"].as_array().unwrap().iter();
    let like = likes.find(|like| like["person"]["id"] == other.to_string()).expect("listed");
    let codes = like["evidence"].as_array().unwrap().iter();
    codes.map(|one| one["what"]["code"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn whichever_record_the_decision_begins_with_a_second_person_is_asked() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    // All that the one says the other says too; what the other says besides, the one contradicts.
    let one = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let numbers = ["X320741", "X111111"].map(|crn| json!({ "kind": "crn", "value": crn }));
    let who = json!({ "legal_name": { "given": "Ada", "family": "Crane" }, "gender": "unknown", "born": "1984-07-03",
        "identifiers": numbers });
    let (status, made) = post(&mut seat, "/api/v1/people", &json!({ "identity": who })).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let other = PersonId(made["id"].as_str().unwrap().parse().unwrap());
    let said = evidence(&mut seat, one, other).await;
    assert_eq!(said, ["crn", "name_and_birth", "other_number"]);
    assert_eq!(evidence(&mut seat, other, one).await, said);
    let mut version = 0;
    for (on, beside) in [(one, other), (other, one)] {
        assert_eq!(decided(&mut seat, on, beside, version, "same").await, "second");
        assert_eq!(decided(&mut seat, on, beside, version + 1, "undone").await, "open");
        version += 2;
    }
}

#[tokio::test]
async fn where_nothing_speaks_for_a_pair_any_more_one_person_does_not_settle_it() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut manager = program(&town, Part::Manager).await;
    let one = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let other = numbered(&mut seat, "Ada", "Crane", "X111111").await;
    assert_eq!(decided(&mut seat, one, other, 0, "same").await, "second");
    assert_eq!(decided(&mut seat, one, other, 1, "undone").await, "open");
    for (given, family) in [("Bo", "Heron"), ("Cy", "Quill")] {
        // Twice, so that no former name is the other’s.
        rewritten(&mut seat, other, given, family, "1951-01-30", "X111111").await;
    }
    assert_eq!(decided(&mut seat, other, one, 2, "same").await, "second");
    assert_eq!(decided(&mut manager, one, other, 3, "same").await, "same", "two do");
    let stranger = numbered(&mut seat, "Di", "Marsh", "X222222").await;
    rewritten(&mut seat, stranger, "Di", "Marsh", "1960-06-06", "X222222").await;
    let (status, _) = post(&mut seat, &review_of(one), &decision(stranger, 0, "same")).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "nobody is compared with just anybody");
    let mut pages = town.signed_in(Part::Practitioner).await;
    let alone = pages.get(&format!("/people/{one}/identity-review?with={stranger}")).await;
    assert_eq!(alone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_one_person_decided_of_records_that_contradict_each_other_later_is_shown_to_be_looked_at() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut manager = program(&town, Part::Manager).await;
    let one = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let other = numbered(&mut seat, "Ada", "Crane", "X111111").await;
    // The number is taken away, the two are decided by one person, and the number is written back.
    rewritten(&mut seat, other, "Ada", "Crane", "1984-07-03", "").await;
    assert_eq!(decided(&mut seat, one, other, 0, "same").await, "same");
    look_again(&town).await;
    let path = format!("/api/v1/same-person/{}", one.min(other));
    assert_eq!(manager.get(&path).await.json()["state"]["code"], "confirmed");
    rewritten(&mut seat, other, "Ada", "Crane", "1984-07-03", "X111111").await;
    look_again(&town).await;
    assert_eq!(manager.get(&path).await.json()["state"]["code"], "contradicted");
    // Two people who decide so nevertheless settle it.
    assert_eq!(decided(&mut manager, one, other, 1, "undone").await, "open");
    assert_eq!(decided(&mut seat, one, other, 2, "same").await, "second");
    assert_eq!(decided(&mut manager, one, other, 3, "same").await, "same");
    assert_eq!(manager.get(&path).await.json()["state"]["code"], "confirmed");
}

#[tokio::test]
async fn however_many_are_hidden_what_is_said_of_two_and_who_is_asked_stay_the_same() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let one = made(&mut seat, "William", "Okafor", "1984-03-12").await;
    let other = made(&mut seat, "Bill", "Okafro", "1984-03-12").await;
    let before = evidence(&mut seat, one, other).await;
    assert_eq!(before, ["birth", "near_name"]);
    // Likelier ones than the other, in the agency’s own search: nobody but the manager may know of them.
    for _ in 0..17 {
        let hidden = made(&mut seat, "William", "Okafor", "1984-03-12").await;
        limit(&town, hidden, Part::Manager).await;
    }
    assert_eq!(evidence(&mut seat, one, other).await, before);
    let mut pages = town.signed_in(Part::Practitioner).await;
    let shown = pages.get(&format!("/people/{one}/identity-review?with={other}")).await.page().main_text();
    assert!(shown.contains("nearly the same name"), "{shown}");
    assert_eq!(decided(&mut seat, one, other, 0, "different").await, "different", "nobody else is asked");
}

#[tokio::test]
async fn while_somebody_else_is_asked_the_matcher_joins_nobody() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut manager = program(&town, Part::Manager).await;
    let one = numbered(&mut seat, "Ada", "Crane", "X320741").await;
    let other = numbered(&mut seat, "Ada", "Crane", "X111111").await;
    assert_eq!(decided(&mut seat, one, other, 0, "different").await, "second");
    rewritten(&mut seat, other, "Ada", "Crane", "1984-07-03", "X320741").await;
    look_again(&town).await;
    let group = format!("/api/v1/same-person/{one}");
    assert_eq!(manager.get(&group).await.status, StatusCode::NOT_FOUND, "sure enough, and somebody is asked");
    let figures = manager.get("/api/v1/possible-duplicates/agreement").await.json();
    assert_eq!(figures["waiting"], 2, "{figures}");
    assert_eq!(decided(&mut manager, one, other, 1, "undone").await, "open");
    assert_ne!(manager.get(&group).await.status, StatusCode::NOT_FOUND, "nobody is asked any more");
    let figures = manager.get("/api/v1/possible-duplicates/agreement").await.json();
    assert_eq!(figures["waiting"], 0, "{figures}");
}

/// Three records of one person with a number that all have, of whom the alcohol service works with the first alone.
async fn referred(town: &Town, numbers: [&str; 3]) -> (Seat, [PersonId; 3]) {
    let mut seat = program(town, Part::Practitioner).await;
    let mut worker = program(town, Part::Worker).await;
    let mut people = Vec::new();
    for number in numbers {
        let person = numbered(&mut seat, "Ada", "Crane", number).await;
        let referral = sent(&mut seat, "/api/v1/referrals", &asks(person)).await;
        if people.is_empty() {
            let accept = format!("{referral}/accept");
            let seen = worker.json(Method::POST, &accept, &[("if-match", "\"1\"")], "{}").await;
            assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
        }
        people.push(person);
    }
    (seat, people.try_into().unwrap())
}

#[tokio::test]
async fn a_decision_about_two_with_whom_an_agency_does_not_work_is_not_told_to_it() {
    let town = Town::new().await;
    let (mut seat, [own, one, other]) = referred(&town, ["X320741"; 3]).await;
    let mut treatment = program(&town, Part::TreatmentManager).await;
    let told = json!({ "other": other.to_string(), "version": 0, "verdict": "same", "reason": "Zanzibar in the file" });
    let (status, now) = post(&mut seat, &review_of(one), &told).await;
    assert_eq!((status, &now["state"]["code"]), (StatusCode::OK, &"same".into()), "{now}");
    look_again(&town).await;
    let oldest = own.min(one).min(other);
    let path = format!("/api/v1/same-person/{oldest}");
    let (ours, theirs) = (treatment.get(&path).await, seat.get(&path).await);
    assert!(theirs.body.contains("Zanzibar"), "{}", theirs.body);
    assert_eq!(ours.status, StatusCode::OK, "{}", ours.body);
    assert!(!ours.body.contains("Zanzibar") && !ours.body.contains("Priya"), "{}", ours.body);
    let view = ours.json();
    assert_eq!(view["members"].as_array().unwrap().len(), 3, "they may know of all: {view}");
    let joints: &Vec<Value> = view["joined_by"].as_array().unwrap();
    assert_eq!(joints.len(), 3, "that the two are joined is told: {view}");
    assert!(joints.iter().all(|joint| joint["decided"].is_null()), "{view}");
    let mut pages = town.signed_in(Part::TreatmentManager).await;
    let shown = pages.get(&format!("/same-person/{oldest}")).await.page();
    let text = shown.main_text();
    assert!(!text.contains("Zanzibar") && text.contains("Your agency works with neither"), "{text}");
    // Each comparison that the page leads to opens.
    let links = shown.attributes("main table a[href*='identity-review']", "href");
    assert_eq!(links.len(), 2, "{links:?}");
    for link in links {
        assert_eq!(pages.get(&link).await.status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn pairs_are_listed_to_whom_they_open_and_from_the_record_that_opens_them() {
    let town = Town::new().await;
    let (mut seat, [own, one, other]) = referred(&town, ["X320741", "X111111", "X222222"]).await;
    let mut treatment = program(&town, Part::TreatmentManager).await;
    look_again(&town).await;
    assert_eq!(waiting(&mut seat).await.len(), 3, "probation works with all");
    let mut expected = [one, other].map(|beside| [own.to_string(), beside.to_string()]);
    expected.sort();
    let mut listed = waiting(&mut treatment).await;
    listed.sort();
    assert_eq!(listed, expected, "from their own person, whichever is the older");
    // Asked of a second, they are listed to who may decide alone.
    for (version, beside) in [(0, own), (0, other)] {
        assert_eq!(decided(&mut seat, one, beside, version, "different").await, "second");
    }
    let mut listed = waiting(&mut treatment).await;
    listed.sort();
    assert_eq!(listed, expected);
    let mut pages = town.signed_in(Part::TreatmentManager).await;
    let shown = pages.get("/possible-duplicates").await.page();
    assert!(shown.main_text().contains("2 pairs wait"), "{}", shown.main_text());
    let links = shown.attributes("main table a[href*='identity-review']", "href");
    assert_eq!(links.len(), 2, "{links:?}");
    for link in links {
        let page = pages.get(&link).await;
        assert_eq!(page.status, StatusCode::OK, "{link}");
        for next in page.page().attributes(".govuk-pagination a", "href") {
            assert_eq!(pages.get(&next).await.status, StatusCode::OK, "{next}");
        }
    }
}
