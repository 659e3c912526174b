//! S0-13: an order's three meetings, who makes one count, and the one in the middle that was missed.

use super::{ALL, Case, TWO, desk, holds};
use crate::town::Part;
use jiff::{ToSpan, civil::Date};
use serde_json::json;

/// A day in the order's first weeks.
const DAY: Date = jiff::civil::date(2026, 12, 1);

/// The order has its three meetings due; one of two parties leaves the duty open and, once its day has passed, overdue; one
/// of three closes it.
async fn s0_13(made: &str, ends: &str, due: [&str; 3]) {
    let mut case = Case::with(made, ends, json!([])).await;
    let kinds = ["three_way_start", "three_way_middle", "three_way_end"];
    for (kind, day) in kinds.iter().zip(due) {
        assert_eq!(case.due(kind).await.as_deref(), Some(day), "{kind}");
    }
    let day = |place: usize| due[place].parse::<Date>().unwrap();

    let start = case.three_way("start", day(0) - 3.days());
    let answer = case.held(&start, ALL, &json!({})).await;
    assert_eq!(
        (&answer["meeting"]["counts"], &answer["meeting"]["state"]["code"]),
        (&true.into(), &"held".into())
    );
    assert_eq!(case.due(kinds[0]).await, None, "the start's is done");
    assert_eq!(case.due(kinds[1]).await.as_deref(), Some(due[1]), "the others are not");

    let middle = case.three_way("middle", day(1) - 9.days());
    let answer = case.held(&middle, TWO, &json!({})).await;
    assert_eq!(
        (&answer["meeting"]["counts"], &answer["meeting"]["state"]["code"]),
        (&false.into(), &"incomplete".into())
    );
    assert_eq!(answer["attendance"][2]["came"]["code"], "apologies");
    assert_eq!(case.due(kinds[1]).await.as_deref(), Some(due[1]), "two do not count");
    case.until(day(1));
    assert!(!holds(&mut case.manager, "overdue", kinds[1], due[1]).await, "not on its last day");
    case.until(day(1).tomorrow().unwrap());
    assert!(holds(&mut case.manager, "overdue", kinds[1], due[1]).await, "a missed one is flagged");
    let page = case.town.signed_in(Part::Practitioner).await.get("/my-work").await.page();
    let overdue = page.text("#overdue");
    assert!(overdue.contains("Ada Crane") && overdue.to_lowercase().contains("middle"), "{overdue}");

    let again = case.three_way("middle", day(1) + 5.days());
    case.held(&again, ALL, &json!({})).await;
    assert_eq!(case.due(kinds[1]).await, None, "held late, it is done");
    assert!(!holds(&mut case.manager, "overdue", kinds[1], due[1]).await);
    let end = case.three_way("end", day(2) - 1.days());
    case.held(&end, ALL, &json!({})).await;
    assert_eq!(case.due(kinds[2]).await, None);
    let meetings = case.manager.get(&case.meetings()).await.json()["meetings"].clone();
    let counted = meetings.as_array().unwrap().iter().filter(|one| one["counts"] == true).count();
    assert_eq!((meetings.as_array().unwrap().len(), counted), (4, 3));
}

#[tokio::test]
async fn goals_that_a_meeting_sets_are_the_first_plan() {
    let mut case = Case::new().await;
    let (first, second) = (case.other("joint", DAY), case.other("joint", DAY + 2.days()));
    case.held(&first, ALL, &json!({})).await;
    assert!(case.due("initial_plan").await.is_some(), "to meet is not to plan");
    case.held(&second, ALL, &json!({ "goals": ["See my daughter again"] })).await;
    assert_eq!(case.due("initial_plan").await, None);
}

#[tokio::test]
async fn s0_13_twelve_months_have_meetings_at_start_month_six_and_end() {
    s0_13("2026-11-20", "2027-11-20", ["2026-12-18", "2027-05-20", "2027-10-23"]).await;
}

#[tokio::test]
async fn s0_13_six_months_have_theirs_nearer() {
    s0_13("2026-11-23", "2027-05-22", ["2026-12-21", "2027-02-23", "2027-04-24"]).await;
}

#[tokio::test]
async fn whichever_two_meet_it_does_not_count() {
    let mut case = Case::new().await;
    for (days, came) in [
        (1, ["absent", "attended", "attended"]),
        (2, ["attended", "absent", "attended"]),
        (3, ["attended", "attended", "absent"]),
        (4, ["apologies", "attended", "absent"]),
    ] {
        let body = case.three_way("start", "2026-11-26".parse::<Date>().unwrap() + (2 * days).days());
        let answer = case.held(&body, came, &json!({})).await;
        assert_eq!(answer["meeting"]["counts"], false, "{came:?}");
        assert_eq!(case.due("three_way_start").await.as_deref(), Some("2026-12-18"), "{came:?}");
    }
    let desk = desk(&mut case.manager, "due").await;
    assert!(!desk.iter().any(|(kind, _)| kind == "meeting"), "none of them is still to attend: {desk:?}");
}
