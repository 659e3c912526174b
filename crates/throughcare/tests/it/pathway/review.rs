//! S0-06: pathways are reviewed each quarter; an amendment there is a new version; open referrals keep theirs.

use super::*;
use app::pathways::lay_down_reviews;

fn pathway() -> String {
    format!("/api/v1/pathways/{ALCOHOL_SERVICE}")
}

/// All limits as they are at the start, but for the answer.
fn amendment(answer: u16, from: &str) -> Value {
    let limits: Vec<Value> = [
        ("answer", "provider", answer),
        ("information", "referrer", 3),
        ("book", "provider", 5),
        ("begin", "provider", 10),
        ("feedback", "provider", 2),
        ("elsewhere", "referrer", 5),
    ]
    .map(|(stage, owner, days)| json!({ "stage": stage, "owner": owner, "working_days": days }))
    .to_vec();
    json!({
        "limits": limits, "asking_stops_clock": false, "waiting_list": true, "offers": true, "from": from,
        "why": "Answers take too long.",
    })
}

/// `later` days from Tue 24 Nov 2026 lead to `today`; a referral that is made then has to be answered by `by`.
async fn s0_06(due: &str, later: i64, today: &str, answer: u16, by: &str) {
    let (town, person, mut referrer, mut provider) = begun().await;
    lay_down_reviews(&town.app).await.expect("meetings");
    assert_eq!(lay_down_reviews(&town.app).await.expect("none twice"), 0);
    let seen = referrer.get(&pathway()).await.json();
    let days_of: Vec<&str> =
        seen["reviews"].as_array().unwrap().iter().rev().map(|one| one["due"].as_str().unwrap()).collect();
    assert_eq!(days_of, ["2027-01-01", "2027-04-01", "2027-07-01", "2027-10-01"], "four a year");

    let open = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    let declined = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    takes(&mut provider, &declined, "decline", &json!({ "reason": "no_capacity" })).await;
    days(&town, later);
    let mut manager = program(&town, Part::TreatmentManager).await;
    let body =
        json!({ "due": due, "on": today, "words": "Answers are late.", "amend": amendment(answer, today) });
    let (status, held) = post(&mut manager, &format!("{}/reviews", pathway()), &[], &body).await;
    assert_eq!((status, &held["version"]), (StatusCode::CREATED, &2.into()), "{held}");
    let seen = manager.get(&pathway()).await.json();
    assert_eq!((&seen["in_force"], &seen["versions"][1]["agreed_at"]), (&2.into(), &due.into()));
    let review = seen["reviews"].as_array().unwrap().iter().find(|one| one["due"] == due).unwrap().clone();
    assert_eq!((&review["held_on"], &review["agreed"]), (&today.into(), &2.into()));
    let figures = &review["figures"];
    assert_eq!(
        (&figures["sent"], &figures["by_state"]["sent"], &figures["by_state"]["declined"]),
        (&2.into(), &1.into(), &1.into())
    );
    assert_eq!((&figures["late"]["answer"], &figures["declined"]["no_capacity"]), (&1.into(), &1.into()));
    let (status, _) = post(&mut manager, &format!("{}/reviews", pathway()), &[], &body).await;
    assert_eq!(status, StatusCode::CONFLICT, "a meeting is held once");

    let kept = referrer.get(&open).await.json();
    assert_eq!((&kept["pathway_version"], &kept["answer_by"]), (&1.into(), &"2026-12-08".into()));
    let fresh = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    let fresh = referrer.get(&fresh).await.json();
    assert_eq!((&fresh["pathway_version"], &fresh["answer_by"]), (&2.into(), &by.into()));
}

/// Fri 1 Jan 2027 (the town knows no bank holidays) and five working days: Fri 8 Jan.
#[tokio::test]
async fn s0_06_a_review_makes_a_new_version_and_open_referrals_keep_theirs() {
    s0_06("2027-01-01", 38, "2027-01-01", 5, "2027-01-08").await;
}

/// Mon 12 Apr 2027 and three working days: Thu 15 Apr.
#[tokio::test]
async fn s0_06_a_later_review_with_another_limit() {
    s0_06("2027-04-01", 139, "2027-04-12", 3, "2027-04-15").await;
}

#[tokio::test]
async fn a_review_is_recorded_on_its_page_and_only_by_the_partners() {
    let town = Town::new().await;
    lay_down_reviews(&town.app).await.expect("meetings");
    days(&town, 40);
    let page = format!("/pathways/{ALCOHOL_SERVICE}");
    let mut coordinator = town.signed_in(Part::Coordinator).await;
    let text = coordinator.get(&page).await.page().main_text();
    assert!(
        text.contains("Overdue") && text.contains("Answer the referral The service 10 working days"),
        "{text}"
    );
    let form = format!("{page}/review");
    let mut typed = vec![
        ("due", "2027-01-01"),
        ("on-day", "3"),
        ("on-month", "1"),
        ("on-year", "2027"),
        ("words", "We agreed on shorter answers."),
        ("amend", "yes"),
        ("answer", "0"),
        ("from-day", "3"),
        ("from-month", "1"),
        ("from-year", "2027"),
        ("why", "People wait."),
    ];
    let seen = coordinator.fill(&form, &typed).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.page().text(".govuk-error-summary").contains("Must be a whole number from 1 to 250"));
    typed[6] = ("answer", "7");
    let seen = coordinator.fill(&form, &typed).await;
    assert_eq!(seen.location(), page, "{}", seen.page().main_text());
    let text = coordinator.get(&page).await.page().main_text();
    assert!(text.contains("Version 2") && text.contains("Review of Fri 1 Jan 2027"), "{text}");
    assert!(text.contains("What is agreed: version 2") && text.contains("7 working days"), "{text}");

    let mut practitioner = town.signed_in(Part::Practitioner).await;
    assert_eq!(practitioner.get(&page).await.status, StatusCode::OK, "everybody may read what is agreed");
    assert_eq!(practitioner.get(&form).await.status, StatusCode::FORBIDDEN);
}
