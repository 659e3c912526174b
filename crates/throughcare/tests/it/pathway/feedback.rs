//! S0-08: routine feedback on each session.

use super::*;

fn given(words: &str) -> Value {
    json!({ "engagement": "well", "fit": "partly", "progress": "forward", "standard": "met", "words": words })
}

/// A session without feedback by its due date is in both lists; the form is with the offender manager as it is saved.
async fn s0_08(day: &str, until_day: i64, feedback_due: &str, until_late: i64) {
    let (town, person, mut referrer, mut provider) = begun().await;
    let referral = taken_on(&mut referrer, &mut provider, &asks(person)).await;
    let slot = json!({ "day": day, "time": "10:00", "minutes": 45, "place": "Castle Street office" });
    takes(&mut provider, &referral, "book", &slot).await;
    let rows = provider.get(&format!("/api/v1/people/{person}/appointments")).await.json();
    let session = format!("/api/v1/appointments/{}", rows["items"][0]["id"].as_str().unwrap());
    let feedback = format!("{session}/feedback");
    let (status, _) = post(&mut provider, &feedback, &[], &given("x")).await;
    assert_eq!(status, StatusCode::CONFLICT, "not before the session");
    days(&town, until_day);
    takes(&mut provider, &session, "attendance", &json!({ "attendance": "yes" })).await;
    days(&town, until_late);
    let late = ("feedback_due".to_owned(), feedback_due.to_owned());
    assert!(desk(&mut provider, "overdue").await.contains(&late), "the provider's list");
    assert!(desk(&mut referrer, "overdue").await.contains(&late), "the offender manager's list");

    let words = "Drinks to forget the accident.";
    made(&mut provider, &feedback, &given(words)).await;
    assert!(new(&mut referrer).await.contains(&"feedback".to_owned()), "no job has to run first");
    assert!(!desk(&mut provider, "overdue").await.contains(&late));
    assert!(!desk(&mut referrer, "overdue").await.contains(&late));
    let seen = referrer.get(&session).await.json()["feedback"].clone();
    assert_eq!(
        (
            &seen["engagement"]["code"],
            &seen["fit"]["code"],
            &seen["progress"]["code"],
            &seen["standard"]["code"]
        ),
        (&"well".into(), &"partly".into(), &"forward".into(), &"met".into())
    );
    assert_eq!(seen["words"], Value::Null, "words about treatment stay with those who treat");
    assert_eq!(provider.get(&session).await.json()["feedback"]["words"], words);
    let (status, _) = post(&mut provider, &feedback, &[], &given("Again.")).await;
    assert_eq!(status, StatusCode::CONFLICT, "one form for each session");
}

/// Tue 1 Dec 2026 and two working days: Thu 3 Dec.
#[tokio::test]
async fn s0_08_late_feedback_is_in_both_lists_and_a_form_arrives_as_it_is_saved() {
    s0_08("2026-12-01", 7, "2026-12-03", 3).await;
}

/// Fri 22 Jan 2027 and two working days: Tue 26 Jan.
#[tokio::test]
async fn s0_08_over_a_weekend_too() {
    s0_08("2027-01-22", 59, "2027-01-26", 6).await;
}

/// Words about treatment never reach probation: neither on a page, nor through the API, nor in the timeline.
#[tokio::test]
async fn words_about_treatment_never_reach_probation() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let referral = taken_on(&mut referrer, &mut provider, &asks(person)).await;
    let slot =
        json!({ "day": "2026-11-24", "time": "16:00", "minutes": 45, "place": "Castle Street office" });
    takes(&mut provider, &referral, "book", &slot).await;
    let rows = provider.get(&format!("/api/v1/people/{person}/appointments")).await.json();
    let id = rows["items"][0]["id"].as_str().unwrap().to_owned();
    let session = format!("/api/v1/appointments/{id}");
    takes(&mut provider, &session, "attendance", &json!({ "attendance": "yes" })).await;
    let words = "Drinks to forget the accident.";
    made(&mut provider, &format!("{session}/feedback"), &given(words)).await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    for path in [
        format!("/appointments/{id}"),
        format!("/people/{person}/appointments"),
        format!("/people/{person}/timeline"),
        format!("/people/{person}"),
        "/my-work".to_owned(),
        "/day?day=2026-11-24".to_owned(),
        session.clone(),
        format!("/api/v1/people/{person}/timeline"),
        format!("/api/v1/people/{person}/appointments"),
    ] {
        let seat = if path.starts_with("/api") { &mut referrer } else { &mut practitioner };
        let seen = seat.get(&path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        assert!(!seen.body.contains("the accident"), "{path}");
    }
    let told = practitioner.get(&format!("/appointments/{id}")).await.page().main_text();
    assert!(told.contains("Took part well") && told.contains("The service fits in part"), "{told}");
    let mut worker = town.signed_in(Part::Worker).await;
    assert!(worker.get(&format!("/appointments/{id}")).await.body.contains("the accident"));
}
