//! What others may not do with a handover.

use super::{handed, post, to_probation};
use crate::{
    api::program,
    town::{Part, Town},
};
use http::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn each_end_takes_its_own_steps_alone_and_others_know_of_nothing() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    let mut liaison = program(&town, Part::Liaison).await;
    let handover = handed(&mut liaison, person).await;
    let absent = format!("/api/v1/handovers/{}", uuid::Uuid::from_u128(9));
    let (yes, why) = (
        json!({ "answer": "take_on", "account": Part::Practitioner.account().to_string() }),
        json!({ "reason": "Wrong team" }),
    );
    for part in [Part::Officer, Part::Worker] {
        let mut other = program(&town, part).await;
        let (hidden, missing) = (other.get(&handover).await, other.get(&absent).await);
        assert_eq!(
            (hidden.status, hidden.json()["detail"].clone()),
            (StatusCode::NOT_FOUND, missing.json()["detail"].clone())
        );
        for (step, body) in [("answer", &yes), ("withdraw", &why)] {
            let (status, _) = post(&mut other, &format!("{handover}/{step}"), Some(0), body).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{part:?} {step}");
        }
        let (status, _) =
            post(&mut other, &format!("/api/v1/people/{person}/handovers"), None, &to_probation()).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{part:?}");
    }
    let mut practitioner = program(&town, Part::Practitioner).await;
    let (status, _) = post(&mut practitioner, &format!("{handover}/answer"), Some(0), &yes).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "who owns the person is for the manager to say");
    let (status, _) = post(&mut liaison, &format!("{handover}/answer"), Some(0), &yes).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "nobody answers their own handover");
    let mut manager = program(&town, Part::Manager).await;
    let (status, _) = post(&mut manager, &format!("{handover}/withdraw"), Some(0), &why).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "nor withdraws another’s");
    let stranger = json!({ "answer": "take_on", "account": Part::Worker.account().to_string() });
    let (status, answer) = post(&mut manager, &format!("{handover}/answer"), Some(0), &stranger).await;
    assert_eq!(
        (status, &answer["fields"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"account".into())
    );
}

#[tokio::test]
async fn it_is_handed_over_and_answered_once() {
    let town = Town::new().await;
    let person = town.person_of(Part::Liaison, "Ada", "Crane").await;
    let mut liaison = program(&town, Part::Liaison).await;
    let path = format!("/api/v1/people/{person}/handovers");
    let key = [("idempotency-key", "h-1")];
    let body = to_probation().to_string();
    let first = liaison.json(Method::POST, &path, &key, &body).await;
    assert_eq!(
        first.body,
        liaison.json(Method::POST, &path, &key, &body).await.body,
        "the same key, the same handover"
    );
    let (status, _) = post(&mut liaison, &path, None, &to_probation()).await;
    assert_eq!(status, StatusCode::CONFLICT, "it waits already");
    let elsewhere = json!({ "agency": Part::Worker.agency().id().to_string() });
    let other = town.person_of(Part::Liaison, "Bo", "Quill").await;
    let (status, _) =
        post(&mut liaison, &format!("/api/v1/people/{other}/handovers"), None, &elsewhere).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "only to probation");
    let handover = format!("/api/v1/handovers/{}", first.json()["id"].as_str().unwrap());
    let mut manager = program(&town, Part::Manager).await;
    let no = json!({ "answer": "decline", "reason": "Lives elsewhere" });
    let (status, _) = post(&mut manager, &format!("{handover}/answer"), None, &no).await;
    assert_eq!(status, StatusCode::PRECONDITION_REQUIRED);
    let (status, _) = post(&mut manager, &format!("{handover}/answer"), Some(4), &no).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    let (status, _) = post(&mut manager, &format!("{handover}/answer"), Some(0), &no).await;
    assert_eq!(status, StatusCode::OK);
    let (status, answer) = post(&mut manager, &format!("{handover}/answer"), Some(1), &no).await;
    assert_eq!(status, StatusCode::CONFLICT, "{answer}");
    let why = json!({ "reason": "No order after all" });
    let (status, _) = post(&mut liaison, &format!("{handover}/withdraw"), Some(1), &why).await;
    assert_eq!(status, StatusCode::OK, "what was declined may be needed no longer");
    assert_eq!(super::due(&mut liaison).await, Vec::<String>::new());
}
