//! One order's year through the API: six people at six desks and a clock that is moved, from the court's list to the end of
//! the order. `tests/browser` looks at the pages of the same year.

mod acts;
mod facts;
mod imported;

use crate::town::Town;
use acts::{Year, at_court, desk, ended, failed, handed_to_probation, met, ordered, post, referred, treated};
use http::StatusCode;
use serde_json::json;

/// The year after court, to the end of the order; `between` happens between its parts.
async fn lived(mut year: Year<'_>, between: impl AsyncFn()) -> Year<'_> {
    handed_to_probation(&mut year).await;
    let order = ordered(&mut year).await;
    between().await;
    let referral = referred(&mut year, &order).await;
    between().await;
    failed(&mut year, &order).await;
    between().await;
    let goals = json!({
        "goals": ["See my daughter again"],
        "voices": [{ "new_goal": 0, "party": "person", "progress": "not_begun" }],
        "actions": [{ "words": "Ring the housing office", "who": "manager", "due": "2027-01-11" }],
    });
    let start = met(&mut year, &order, "start", "2026-12-15", "attended", goals).await;
    assert_eq!(start["meeting"]["counts"], true);
    treated(&mut year, &referral).await;
    let two = met(&mut year, &order, "middle", "2027-05-18", "absent", json!({})).await;
    assert_eq!(two["meeting"]["counts"], false, "two do not count");
    between().await;
    year.until("2027-05-25");
    assert!(desk(&mut year.practitioner, "overdue").await.contains(&"three_way_middle".into()));
    let goal = &start["goals"][0]["id"];
    let voices = json!({ "voices": [
        { "goal": goal, "party": "person", "progress": "good" }, { "goal": goal, "party": "worker", "progress": "some" },
    ] });
    let middle = met(&mut year, &order, "middle", "2027-05-27", "attended", voices).await;
    assert_eq!((&middle["meeting"]["counts"], &middle["goals"][0]["differ"]), (&true.into(), &true.into()));
    assert!(!desk(&mut year.practitioner, "overdue").await.contains(&"three_way_middle".into()));
    let action = &middle["actions"][0];
    let (path, tag) = (
        format!("/api/v1/actions/{}/end", action["id"].as_str().unwrap()),
        format!("\"{}\"", action["version"]),
    );
    let (status, answer) =
        post(&mut year.practitioner, &path, &[("if-match", &tag)], &json!({ "end": "done" })).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    met(&mut year, &order, "end", "2027-10-19", "attended", json!({})).await;
    between().await;
    ended(&mut year, &order).await;
    between().await;

    year.left_behind().await;
    let record = year.record();
    year.others_see_nothing(&[&record, &order, &referral]).await;
    year
}

#[tokio::test]
async fn an_orders_year_from_the_courts_list_to_its_end() {
    let town = Town::new().await;
    lived(at_court(&town).await, async || {}).await;
}
