//! A raised cadence: after each joint meeting of all three the next falls due within six weeks, and the desk says why.

use super::{ALL, Case, TWO, step};
use crate::town::Part;
use jiff::civil::{Date, date};
use serde_json::json;

/// Six weeks after a joint meeting is the next; one of two parties, or a case conference, leaves it as it was.
async fn raised(trigger: &str, words: &str) {
    let mut case = Case::with("2026-11-20", "2027-11-20", json!([trigger])).await;
    assert_eq!(case.due("joint_meeting").await.as_deref(), Some("2027-01-01"), "six weeks from the start");
    for (kind, came) in [("joint", TWO), ("case_conference", ALL), ("case_conference", TWO)] {
        let body = case.other(kind, case.town.app.today().tomorrow().unwrap());
        case.held(&body, came, &json!({})).await;
        assert_eq!(case.due("joint_meeting").await.as_deref(), Some("2027-01-01"), "{kind} {came:?}");
    }
    let mut last = String::new();
    for (body, next) in [
        (case.other("joint", date(2026, 12, 10)), "2027-01-21"),
        (case.three_way("start", date(2026, 12, 17)), "2027-01-28"),
        (case.other("joint", date(2027, 1, 25)), "2027-03-08"),
    ] {
        case.held(&body, ALL, &json!({})).await;
        last = case.due("joint_meeting").await.unwrap();
        assert_eq!(last, next, "{body}");
    }
    let order = case.manager.get(&case.order).await.json();
    let open: Vec<_> = order["due"].as_array().unwrap().iter().collect();
    let joint: Vec<_> = open.iter().filter(|one| one["kind"]["code"] == "joint_meeting").collect();
    assert_eq!(joint.len(), 1, "one is due at a time");
    assert!(joint[0]["why"].as_str().unwrap().contains(words), "{}", joint[0]);
    case.until(last.parse::<Date>().unwrap().yesterday().unwrap());
    let mut seat = case.town.signed_in(Part::Practitioner).await;
    let page = seat.get("/my-work").await.page().main_text();
    assert!(page.contains(words), "the desk says why: {page}");
}

#[tokio::test]
async fn seriousness_brings_the_next_meeting_within_six_weeks() {
    raised("seriousness", "Medium or high seriousness").await;
}

#[tokio::test]
async fn complex_needs_do_the_same() {
    raised("complex_needs", "Complex needs").await;
}

#[tokio::test]
async fn non_compliance_does_the_same() {
    raised("non_compliance", "Non-compliance").await;
}

#[tokio::test]
async fn a_significant_change_does_the_same() {
    raised("change", "A significant change").await;
}

#[tokio::test]
async fn an_order_whose_cadence_is_not_raised_has_no_next_joint_meeting() {
    let mut case = Case::new().await;
    let body = case.other("joint", date(2026, 12, 1));
    case.held(&body, ALL, &json!({})).await;
    assert_eq!(case.due("joint_meeting").await, None);
    let meeting = case.arranged(&case.other("joint", date(2026, 12, 8))).await;
    case.until(date(2026, 12, 7));
    let (status, problem) = step(&mut case.manager, &meeting, "hold", &super::minutes(ALL, &json!({}))).await;
    assert_eq!(status.as_u16(), 422, "it lies ahead: {problem}");
    assert_eq!(problem["fields"][0]["code"], "ahead");
}
