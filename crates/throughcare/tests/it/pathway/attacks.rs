//! What others may not do to a referral or an appointment.

use super::*;

#[tokio::test]
async fn a_third_agency_finds_nothing_and_changes_nothing() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let referral = taken_on(&mut referrer, &mut provider, &asks(person)).await;
    let slot =
        json!({ "day": "2026-12-01", "time": "10:00", "minutes": 45, "place": "Castle Street office" });
    takes(&mut provider, &referral, "book", &slot).await;
    let rows = provider.get(&format!("/api/v1/people/{person}/appointments")).await.json();
    let session = format!("/api/v1/appointments/{}", rows["items"][0]["id"].as_str().unwrap());
    let mut officer = program(&town, Part::Officer).await;
    for path in [&referral, &session, &format!("/api/v1/people/{person}/appointments")] {
        assert_eq!(officer.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let day = officer.get("/api/v1/day?day=2026-12-01").await.json();
    assert_eq!(day["items"], json!([]));
    for (path, body) in [
        (format!("{referral}/amend"), json!({ "part": "asks", "new": "Nothing.", "why": "x" })),
        (format!("{session}/attendance"), json!({ "attendance": "yes" })),
        (format!("{session}/call-off"), json!({ "asked_by": "person", "why": "x" })),
    ] {
        let (status, _) = post(&mut officer, &path, &[("if-match", "\"1\"")], &body).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_provider_does_not_amend_the_referrers_words_nor_the_referrer_answer_for_the_provider() {
    let (_town, person, mut referrer, mut provider) = begun().await;
    let referral = taken_on(&mut referrer, &mut provider, &asks(person)).await;
    let amend = json!({ "part": "asks", "new": "Nothing at all.", "why": "x" });
    let (status, _) = step(&mut provider, &referral, "amend", &amend).await;
    assert!(status == StatusCode::NOT_FOUND || status == StatusCode::FORBIDDEN, "{status}");
    let (status, _) = step(&mut provider, &referral, "withdraw", &json!({ "reason": "MIS" })).await;
    assert!(status == StatusCode::NOT_FOUND || status == StatusCode::FORBIDDEN, "{status}");
    for (name, body) in
        [("begin", json!({})), ("warning", json!({})), ("waitlist", json!({ "day": "2027-01-04" }))]
    {
        let (status, _) = step(&mut referrer, &referral, name, &body).await;
        assert!(status == StatusCode::NOT_FOUND || status == StatusCode::FORBIDDEN, "{name}: {status}");
    }
    assert_eq!(referrer.get(&referral).await.json()["asks"], "Please assess.");
}

#[tokio::test]
async fn nothing_is_booked_or_begun_before_the_warning_is_read_by_whoever_does_it() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let referral = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    takes(&mut provider, &referral, "accept", &json!({})).await;
    let slot =
        json!({ "day": "2026-12-01", "time": "10:00", "minutes": 45, "place": "Castle Street office" });
    for (name, body) in [("book", &slot), ("begin", &json!({}))] {
        let (status, problem) = step(&mut provider, &referral, name, body).await;
        assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &"warning-unread".into()), "{name}");
    }
    let session = json!({ "slot": slot, "referral": referral.rsplit('/').next().unwrap() });
    let appointments = format!("/api/v1/people/{person}/appointments");
    let (status, _) = post(&mut provider, &appointments, &[], &session).await;
    assert_eq!(status, StatusCode::CONFLICT, "nor by way of an ordinary appointment");
    assert_eq!(provider.get(&appointments).await.json()["items"], json!([]), "nothing was booked");
    takes(&mut provider, &referral, "warning", &json!({})).await;
    let mut other = program(&town, Part::TreatmentManager).await;
    let (status, problem) = step(&mut other, &referral, "book", &slot).await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::CONFLICT, &"warning-unread".into()),
        "each for themselves"
    );
    takes(&mut provider, &referral, "book", &slot).await;
}

#[tokio::test]
async fn of_two_who_accept_at_once_one_is_told_that_the_other_was_first() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let mut other = program(&town, Part::TreatmentManager).await;
    let referral = made(&mut referrer, "/api/v1/referrals", &asks(person)).await;
    let accept = format!("{referral}/accept");
    let (headers, empty) = ([("if-match", "\"1\"")], json!({}));
    let (one, two) = tokio::join!(
        post(&mut provider, &accept, &headers, &empty),
        post(&mut other, &accept, &headers, &empty)
    );
    let mut statuses = [one.0, two.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::PRECONDITION_FAILED], "{} {}", one.1, two.1);
    let history = referrer.get(&referral).await.json()["history"].clone();
    assert_eq!(history.as_array().unwrap().len(), 2, "one acceptance");
}

#[tokio::test]
async fn of_two_outcomes_at_once_one_is_kept() {
    let (town, person, mut referrer, _) = begun().await;
    let body = json!({ "slot": { "day": "2026-11-24", "time": "16:00", "minutes": 30, "place": "Castle Street office" } });
    let one = made(&mut referrer, &format!("/api/v1/people/{person}/appointments"), &body).await;
    let mut again = program(&town, Part::Practitioner).await;
    let record = format!("{one}/attendance");
    let headers = [("if-match", "\"1\"")];
    let (yes, no) = (json!({ "attendance": "yes" }), json!({ "attendance": "no" }));
    let (first, second) =
        tokio::join!(post(&mut referrer, &record, &headers, &yes), post(&mut again, &record, &headers, &no));
    assert!(first.0.is_success() != second.0.is_success(), "{} {}", first.0, second.0);
}
