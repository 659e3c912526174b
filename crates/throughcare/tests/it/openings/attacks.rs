//! What somebody might try: learn who is there, open another's part, open to oneself, answer one's own question.

use super::{asked, note, one_off::disclosure, post, shared};
use crate::{
    api::program,
    town::{Part, Town},
};
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn who_may_not_know_of_somebody_learns_nothing_by_asking_disclosing_or_an_emergency() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let absent = uuid::Uuid::from_u128(9);
    let mut practitioner = program(&town, Part::Practitioner).await;
    let question = asked(&mut practitioner, person, "Is there a risk to staff?").await;
    let mut officer = program(&town, Part::Officer).await;
    let ask =
        json!({ "agency": Part::Worker.agency().id().to_string(), "section": "risk", "words": "Known?" });
    let disclose = disclosure(Part::Worker, &["risk"], "2026-12-01");
    for (path, body) in [("questions", &ask), ("disclosures", &disclose)] {
        let there = post(&mut officer, &format!("/api/v1/people/{person}/{path}"), None, body).await;
        let nobody = post(&mut officer, &format!("/api/v1/people/{absent}/{path}"), None, body).await;
        assert_eq!((there.0, there.1), (StatusCode::NOT_FOUND, nobody.1), "{path}");
    }
    let (hidden, missing) =
        (officer.get(&question).await, officer.get(&format!("/api/v1/questions/{absent}")).await);
    assert_eq!((hidden.status, hidden.body), (StatusCode::NOT_FOUND, missing.body));
    let reply = json!({ "reply": "decline", "reason": "x" });
    let there = post(&mut officer, &format!("{question}/answer"), Some(0), &reply).await;
    let nobody = post(&mut officer, &format!("/api/v1/questions/{absent}/answer"), Some(0), &reply).await;
    assert_eq!((there.0, there.1), (StatusCode::NOT_FOUND, nobody.1));
    let mut seat = town.signed_in(Part::Officer).await;
    let csrf = seat.csrf().await;
    let code = town.code(Part::Officer);
    let body = json!({ "reason": "medical", "words": "x", "sections": ["risk"], "code": code }).to_string();
    let headers = [("x-csrf-token", csrf.as_str())];
    let mut answers = Vec::new();
    for id in [person.0, absent] {
        let path = format!("/api/v1/people/{id}/emergency");
        let seen = seat.json(http::Method::POST, &path, &headers, &body).await;
        answers.push((seen.status, seen.body));
    }
    assert_eq!(answers[0], answers[1], "and the code is not used up for one of them alone");
    assert_eq!(answers[0].0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_agency_of_which_one_may_not_know_cannot_be_asked_be_it_there_or_not() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let mut practitioner = program(&town, Part::Practitioner).await;
    let path = format!("/api/v1/people/{person}/questions");
    let mut told = Vec::new();
    for agency in [Part::Officer.agency().id().to_string(), uuid::Uuid::from_u128(9).to_string()] {
        let body = json!({ "agency": agency, "section": "risk", "words": "Known to you?" });
        let (status, answer) = post(&mut practitioner, &path, None, &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        told.push(answer);
    }
    assert_eq!(told[0], told[1]);
    let mut officer = program(&town, Part::Officer).await;
    assert_eq!(officer.get(&format!("/api/v1/people/{person}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_answers_their_own_question_or_opens_another_agencys_part_or_to_themselves() {
    let town = Town::new().await;
    let person = shared(&town).await;
    note(&town, person, Part::Worker, "Said in treatment.").await;
    let (mut practitioner, mut worker) =
        (program(&town, Part::Practitioner).await, program(&town, Part::Worker).await);
    let question = asked(&mut practitioner, person, "Is there a risk to staff?").await;
    let reply = json!({ "reply": "decline", "reason": "x" });
    let (status, _) = post(&mut practitioner, &format!("{question}/answer"), Some(0), &reply).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let path = format!("/api/v1/people/{person}/disclosures");
    let own = disclosure(Part::Practitioner, &["risk"], "2026-12-01");
    let (status, told) = post(&mut practitioner, &path, None, &own).await;
    assert_eq!((status, &told["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"agency".into()));
    for section in ["treatment", "identity", "privilege", "third_party", "nonsense"] {
        let body = disclosure(Part::Officer, &[section], "2026-12-01");
        let (status, told) = post(&mut practitioner, &path, None, &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{section}: {told}");
    }
    for until in ["2026-11-23", "2027-11-25"] {
        let body = disclosure(Part::Officer, &["risk"], until);
        assert_eq!(post(&mut practitioner, &path, None, &body).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    }
    // A friend elsewhere cannot be made to open it: what probation discloses to treatment is probation's, and back again too.
    let (status, made) =
        post(&mut practitioner, &path, None, &disclosure(Part::Worker, &["notes"], "2026-12-01")).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert!(!practitioner.get(&format!("/api/v1/people/{person}")).await.body.contains("Said in treatment."));
    let one = format!("/api/v1/disclosures/{}", made["id"].as_str().unwrap());
    assert_eq!(worker.get(&one).await.status, StatusCode::NOT_FOUND, "the decision is the holder’s");
    let end = json!({ "step": "end", "reason": "x" });
    assert_eq!(post(&mut worker, &format!("{one}/step"), Some(0), &end).await.0, StatusCode::NOT_FOUND);
}

/// The row of the catalogue as far as openings go: whatever is opened for a while, a victim's part never is.
#[tokio::test]
async fn s3_19_nothing_opens_what_is_about_a_victim_or_a_third_party() {
    let town = Town::new().await;
    let person = shared(&town).await;
    let mut seat = town.signed_in(Part::Worker).await;
    for section in ["third_party", "privilege", "identity"] {
        let status = super::emergency::opens(&town, &mut seat, Part::Worker, person, section).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{section}");
    }
}
