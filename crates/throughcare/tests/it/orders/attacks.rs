//! What others may not do or see.

use super::{begun, community, post, recorded};
use crate::{api::program, town::Part};
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn nobody_but_probation_records_or_carries_out_an_order() {
    let (town, person, mut seat) = begun().await;
    let body = community("2026-11-20", "2027-11-20");
    let path = format!("/api/v1/people/{person}/orders");
    for part in [Part::Officer, Part::Worker] {
        let mut other = program(&town, part).await;
        let (status, _) = post(&mut other, &path, &[], &body).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{part:?} records no order");
    }
    let order = recorded(&mut seat, person, &body).await;
    for part in [Part::Officer, Part::Worker] {
        let mut other = program(&town, part).await;
        assert_eq!(other.get(&order).await.status, StatusCode::NOT_FOUND, "{part:?}");
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{part:?}");
    }
}

#[tokio::test]
async fn another_agency_sees_no_failure_and_decides_none() {
    let (town, person, mut seat) = begun().await;
    let order = recorded(&mut seat, person, &community("2026-11-20", "2027-11-20")).await;
    let body = json!({ "day": "2026-11-24", "what": "Did not attend" });
    let (_, made) = post(&mut seat, &format!("{order}/failures"), &[], &body).await;
    let failure = format!("/api/v1/failures/{}", made["id"].as_str().unwrap());
    let absent = format!("/api/v1/failures/{}", uuid::Uuid::from_u128(9));
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    crate::journeys::refer(&mut practitioner, person, "Please assess.").await;
    for part in [Part::Officer, Part::Worker] {
        let mut other = program(&town, part).await;
        let (hidden, missing) = (other.get(&failure).await, other.get(&absent).await);
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{part:?}");
        assert_eq!(hidden.json()["detail"], missing.json()["detail"], "as if absent");
        let tag = [("if-match", "\"0\"")];
        let step = json!({ "step": "accept", "words": "He is fine." });
        let (status, _) = post(&mut other, &format!("{failure}/steps"), &tag, &step).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{part:?}");
        let seen = other.get(&order).await;
        assert!(
            seen.status == StatusCode::NOT_FOUND || seen.json()["failures"] == json!([]),
            "{part:?} {}",
            seen.body
        );
    }
}

#[tokio::test]
async fn the_same_key_records_one_order_and_a_stale_or_missing_version_changes_nothing() {
    let (_town, person, mut seat) = begun().await;
    let body = community("2026-11-20", "2027-11-20");
    let path = format!("/api/v1/people/{person}/orders");
    let key = [("idempotency-key", "order-1")];
    let first = post(&mut seat, &path, &key, &body).await;
    let second = post(&mut seat, &path, &key, &body).await;
    assert_eq!(first, second);
    assert_eq!(seat.get(&path).await.json()["items"].as_array().unwrap().len(), 1);
    let order = format!("/api/v1/orders/{}", first.1["id"].as_str().unwrap());
    let steps = format!("{order}/steps");
    let serve = json!({ "step": "serve", "recipient": "person" });
    let (status, _) = post(&mut seat, &steps, &[], &serve).await;
    assert_eq!(status, StatusCode::PRECONDITION_REQUIRED);
    let (status, answer) = post(&mut seat, &steps, &[("if-match", "\"7\"")], &serve).await;
    assert_eq!((status, &answer["current_version"]), (StatusCode::PRECONDITION_FAILED, &0.into()));
    for refused in [json!({ "step": "resume" }), json!({ "step": "review" }), json!({ "step": "induct" })] {
        let (status, answer) = post(&mut seat, &steps, &[("if-match", "\"0\"")], &refused).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}: {answer}");
    }
}
