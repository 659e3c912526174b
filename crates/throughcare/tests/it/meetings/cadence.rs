//! S0-14: a raised cadence. After each joint meeting of all three the next falls due within six weeks, and the desk says why.

use super::{ALL, Case, TWO, post, step};
use crate::town::Part;
use jiff::{
    Span,
    civil::{Date, date},
};
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
async fn s0_14_seriousness_brings_the_next_meeting_within_six_weeks() {
    raised("seriousness", "Medium or high seriousness").await;
}

#[tokio::test]
async fn s0_14_complex_needs_do_the_same() {
    raised("complex_needs", "Complex needs").await;
}

#[tokio::test]
async fn s0_14_non_compliance_does_the_same() {
    raised("non_compliance", "Non-compliance").await;
}

#[tokio::test]
async fn s0_14_a_significant_change_does_the_same() {
    raised("change", "A significant change").await;
}

/// Where nothing about the order is serious, a rise in risk brings the next meeting between a month and six weeks from that day.
#[tokio::test]
async fn s0_14_a_rise_in_the_risk_of_serious_harm_does_the_same_on_an_order_of_low_seriousness() {
    for (made, ends, waited, month, six_weeks) in [
        ("2026-11-20", "2027-11-20", 0, "2026-12-24", "2027-01-05"),
        ("2026-11-02", "2028-05-01", 55, "2027-02-18", "2027-03-01"),
    ] {
        let mut case = Case::with(made, ends, json!([])).await;
        assert_eq!(case.due("joint_meeting").await, None, "nothing raises it");
        let today = case.town.app.today();
        case.until(today.saturating_add(Span::new().days(waited)));
        let path = format!("{}/cadence", case.order);
        let tag = case.manager.get(&case.order).await.header("etag").to_owned();
        let body = json!({ "trigger": "change", "words": "Risk of serious harm increased" });
        let (status, answer) = post(&mut case.manager, &path, &[("if-match", &tag)], &body).await;
        assert_eq!(status.as_u16(), 200, "{answer}");
        let due = case.due("joint_meeting").await.unwrap();
        assert_eq!(due, six_weeks);
        assert!(due.as_str() > month, "not within the month");
        let order = case.manager.get(&case.order).await.json();
        assert_eq!(order["raised"][0]["words"], "Risk of serious harm increased");
        let (status, problem) = post(&mut case.manager, &path, &[("if-match", &tag)], &body).await;
        assert!(status.is_client_error(), "raised once: {problem}");
    }
}

/// The flag itself does it, on the orders of the agency that raises it; one that is no such rise does nothing, and neither does
/// another agency's.
#[tokio::test]
async fn s0_14_a_flag_of_a_rise_in_the_risk_of_serious_harm_raises_the_cadence_by_itself() {
    for (made, ends, waited, six_weeks) in
        [("2026-11-20", "2027-11-20", 0, "2027-01-05"), ("2026-11-02", "2028-05-01", 55, "2027-03-01")]
    {
        let mut case = Case::with(made, ends, json!([])).await;
        let today = case.town.app.today();
        case.until(today.saturating_add(Span::new().days(waited)));
        let path = format!("/api/v1/people/{}/risks", case.person);
        let flag = |rises: bool| json!({ "kind": "public", "detail": "Carries a knife again.", "source": "own_work", "rises": rises });
        let (status, answer) = post(&mut case.manager, &path, &[], &flag(false)).await;
        assert_eq!(status.as_u16(), 201, "{answer}");
        let (status, answer) = post(&mut case.worker, &path, &[], &flag(true)).await;
        assert_eq!(status.as_u16(), 201, "{answer}");
        assert_eq!(case.due("joint_meeting").await, None, "neither of them raises it");
        for _ in 0..2 {
            let (status, answer) = post(&mut case.manager, &path, &[], &flag(true)).await;
            assert_eq!(status.as_u16(), 201, "{answer}");
        }
        assert_eq!(case.due("joint_meeting").await.as_deref(), Some(six_weeks));
        let order = case.manager.get(&case.order).await.json();
        let raised = order["raised"].as_array().unwrap();
        assert_eq!(raised.len(), 1, "once: {order}");
        assert_eq!(raised[0]["trigger"]["code"], "change");
        let words = raised[0]["words"].as_str().unwrap();
        // Whoever reads of the order is told that something changed, and not what.
        assert!(
            words.contains("significant change") && !words.contains("isk") && !words.contains("knife"),
            "{words}"
        );
    }
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
