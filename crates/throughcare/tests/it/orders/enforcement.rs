//! Failures to comply: recorded, decided in time, and enforced by the statutory rule.

use super::{begun, community, day_of, days, post, recorded, write};
use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use app::enforcement::Absence;
use domain::{ids::PersonId, section::Purpose, text::Line};
use http::StatusCode;
use jiff::civil::Date;
use serde_json::{Value, json};

/// Records an order and gives its address.
async fn ordered(seat: &mut Seat, person: PersonId) -> String {
    recorded(seat, person, &community("2026-11-20", "2028-11-20")).await
}

/// Records a failure today by hand; gives its address.
async fn failed(seat: &mut Seat, order: &str, day: &str) -> String {
    let body = json!({ "day": day, "what": "Did not attend", "offered": "Overslept" });
    let (status, made) = post(seat, &format!("{order}/failures"), &[], &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    format!("/api/v1/failures/{}", made["id"].as_str().unwrap())
}

async fn step(seat: &mut Seat, failure: &str, version: i64, body: &Value) -> (StatusCode, Value) {
    post(seat, &format!("{failure}/steps"), &[("if-match", &format!("\"{version}\""))], body).await
}

async fn stepped(seat: &mut Seat, failure: &str, version: i64, body: &Value) -> String {
    let (status, answer) = step(seat, failure, version, body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer["state"]["code"].as_str().unwrap().to_owned()
}

fn warning() -> Value {
    json!({ "step": "warn", "warning": {
        "circumstances": "You did not come on 24 November.",
        "unacceptable": "There was no reasonable excuse.",
        "liability": "Another breach within twelve months makes you liable to be brought to court.",
    } })
}

fn words(step: &str) -> Value {
    json!({ "step": step, "words": "As recorded." })
}

/// What a provider's own use-case does when it records an absence.
async fn absent(town: &Town, part: Part, person: PersonId, day: Date, offered: &str) {
    let mut cx = town
        .app
        .write(&Town::viewer(part), Purpose::Treatment, "record attendance")
        .await
        .expect("a use-case");
    let absence = Absence {
        person,
        order: None,
        appointment: Some(domain::ids::AppointmentId(uuid::Uuid::from_u128(77))),
        day,
        what: Line::new("Did not attend treatment").unwrap(),
        offered: Line::new(offered).ok(),
    };
    let made = app::enforcement::failure_recorded(&mut cx, absence).await.expect("a failure");
    cx.answer(made).await.expect("an answer");
}

#[tokio::test]
async fn s0_15_an_absence_recorded_by_a_provider_waits_for_the_offender_managers_decision_which_is_timed() {
    for (offered, hours) in [("Was ill", 26), ("Missed the bus", 49)] {
        let (town, person, mut seat) = begun().await;
        let order = ordered(&mut seat, person).await;
        absent(&town, Part::Worker, person, "2026-11-24".parse().unwrap(), offered).await;
        absent(&town, Part::Worker, person, "2026-11-24".parse().unwrap(), offered).await;
        let now = seat.get(&order).await.json();
        assert_eq!(now["failures"].as_array().unwrap().len(), 1, "the same appointment is told once");
        assert_eq!(day_of(&now, "decide_absence").as_deref(), Some("2026-11-26"), "two working days");
        let id = now["failures"][0]["id"].as_str().unwrap().to_owned();
        let failure = format!("/api/v1/failures/{id}");
        let seen = seat.get(&failure).await.json();
        assert_eq!(
            (&seen["day"], &seen["source"]["agency"], &seen["offered"], &seen["state"]["code"]),
            (&"2026-11-24".into(), &"Northmoor Alcohol Service".into(), &offered.into(), &"undecided".into())
        );
        assert_eq!(seen["evidence_by"], "2026-12-03", "seven working days");
        assert_eq!(seen["moves"], json!(["await", "accept", "reject"]));
        assert_eq!(seen["hours_to_decide"], Value::Null);
        town.clock.on(jiff::SignedDuration::from_hours(hours));
        assert_eq!(stepped(&mut seat, &failure, 0, &words("accept")).await, "acceptable");
        let seen = seat.get(&failure).await.json();
        assert_eq!((&seen["hours_to_decide"], &seen["moves"]), (&hours.into(), &json!([])));
        assert_eq!(day_of(&seat.get(&order).await.json(), "decide_absence"), None);
    }
}

#[tokio::test]
async fn waiting_for_evidence_moves_the_day_and_rejecting_opens_ten_working_days() {
    let (_town, person, mut seat) = begun().await;
    let order = ordered(&mut seat, person).await;
    let failure = failed(&mut seat, &order, "2026-11-24").await;
    stepped(&mut seat, &failure, 0, &json!({ "step": "await" })).await;
    let now = seat.get(&order).await.json();
    assert_eq!(day_of(&now, "evidence_due").as_deref(), Some("2026-12-03"));
    assert_eq!(day_of(&now, "decide_absence"), None);
    stepped(&mut seat, &failure, 1, &words("reject")).await;
    let now = seat.get(&order).await.json();
    assert_eq!(day_of(&now, "give_warning").as_deref(), Some("2026-12-08"));
    assert_eq!(
        day_of(&now, "joint_meeting").as_deref(),
        Some("2027-01-05"),
        "non-compliance raises the cadence"
    );
    assert_eq!(now["raised"][0]["trigger"]["code"], "non_compliance");
    assert_eq!(stepped(&mut seat, &failure, 2, &warning()).await, "warned");
    let seen = seat.get(&failure).await.json();
    assert_eq!(seen["steps"][2]["warning"]["unacceptable"], "There was no reasonable excuse.");
    assert_eq!(day_of(&seat.get(&order).await.json(), "give_warning"), None);
}

#[tokio::test]
async fn within_twelve_months_of_a_warning_the_next_failure_must_be_referred_and_after_them_it_may_be_warned()
{
    for (later, must) in [(100, true), (364, true), (365, false), (400, false)] {
        let (town, person, mut seat) = begun().await;
        let order = ordered(&mut seat, person).await;
        let first = failed(&mut seat, &order, "2026-11-24").await;
        stepped(&mut seat, &first, 0, &words("reject")).await;
        stepped(&mut seat, &first, 1, &warning()).await;
        days(&town, later);
        let today = town.app.today().to_string();
        let second = failed(&mut seat, &order, &today).await;
        stepped(&mut seat, &second, 0, &words("reject")).await;
        let seen = seat.get(&second).await.json();
        assert_eq!(seen["must_refer"], must, "{later} days: {seen}");
        let (status, answer) = step(&mut seat, &second, 1, &warning()).await;
        let kind = if must { "enforce" } else { "give_warning" };
        if must {
            assert_eq!(status, StatusCode::CONFLICT, "{answer}");
            assert_eq!(seen["warning_counts_until"], "2027-11-23");
            assert!(day_of(&seat.get(&order).await.json(), kind).is_some());
        } else {
            assert_eq!(status, StatusCode::OK, "{answer}");
        }
    }
}

#[tokio::test]
async fn a_warning_on_another_order_does_not_count() {
    let (_town, person, mut seat) = begun().await;
    let (one, other) = (ordered(&mut seat, person).await, {
        let body = json!({ "kind": "community", "made": "2026-11-20", "ends": "2028-11-20",
            "requirements": [{ "code": "UPW", "amount": 60 }] });
        recorded(&mut seat, person, &body).await
    });
    let first = failed(&mut seat, &one, "2026-11-24").await;
    stepped(&mut seat, &first, 0, &words("reject")).await;
    stepped(&mut seat, &first, 1, &warning()).await;
    let second = failed(&mut seat, &other, "2026-11-24").await;
    stepped(&mut seat, &second, 0, &words("reject")).await;
    assert_eq!(stepped(&mut seat, &second, 1, &warning()).await, "warned");
}

#[tokio::test]
async fn late_evidence_makes_the_warning_void_and_the_next_failure_may_be_warned_again() {
    let (_town, person, mut seat) = begun().await;
    let order = ordered(&mut seat, person).await;
    let first = failed(&mut seat, &order, "2026-11-23").await;
    stepped(&mut seat, &first, 0, &words("reject")).await;
    stepped(&mut seat, &first, 1, &warning()).await;
    let second = failed(&mut seat, &order, "2026-11-24").await;
    stepped(&mut seat, &second, 0, &words("reject")).await;
    assert!(day_of(&seat.get(&order).await.json(), "enforce").is_some());
    assert_eq!(stepped(&mut seat, &first, 2, &words("void")).await, "acceptable");
    let seen = seat.get(&first).await.json();
    assert_eq!(seen["steps"][1]["step"]["code"], "warn", "the warning is still there");
    let now = seat.get(&order).await.json();
    assert_eq!(day_of(&now, "enforce"), None);
    assert_eq!(day_of(&now, "give_warning").as_deref(), Some("2026-12-08"), "the choice is open again");
    assert_eq!(stepped(&mut seat, &second, 1, &warning()).await, "warned");
}

#[tokio::test]
async fn what_was_referred_goes_to_the_enforcement_officer_and_to_court() {
    let (town, person, mut seat) = begun().await;
    let order = ordered(&mut seat, person).await;
    let failure = failed(&mut seat, &order, "2026-11-24").await;
    stepped(&mut seat, &failure, 0, &words("reject")).await;
    assert_eq!(stepped(&mut seat, &failure, 1, &words("refer")).await, "referred");
    let now = seat.get(&order).await.json();
    let duty = now["due"].as_array().unwrap().iter().find(|one| one["kind"]["code"] == "enforce").unwrap();
    assert_eq!((&duty["due"], &duty["owner"]), (&"2026-12-08".into(), &"Northmoor Probation, team".into()));
    let (status, _) = step(&mut seat, &failure, 2, &json!({ "step": "begin" })).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "not whoever supervises");
    let mut manager = program(&town, Part::Manager).await;
    assert_eq!(stepped(&mut manager, &failure, 2, &json!({ "step": "begin" })).await, "begun");
    let hear = |finding: &str| json!({ "step": "hear", "finding": finding });
    assert_eq!(stepped(&mut manager, &failure, 3, &hear("adjourned")).await, "begun");
    assert_eq!(stepped(&mut seat, &failure, 4, &hear("proved")).await, "heard");
    assert_eq!(day_of(&seat.get(&order).await.json(), "enforce"), None);
}

#[tokio::test]
async fn of_two_who_decide_one_absence_the_second_is_told_what_the_first_decided() {
    let (town, person, mut seat) = begun().await;
    let order = ordered(&mut seat, person).await;
    let failure = failed(&mut seat, &order, "2026-11-24").await;
    let mut manager = program(&town, Part::Manager).await;
    stepped(&mut seat, &failure, 0, &words("accept")).await;
    let (status, answer) = step(&mut manager, &failure, 0, &words("reject")).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(
        (&answer["seen_version"], &answer["current_version"], &answer["current"]["state"]["code"]),
        (&0.into(), &1.into(), &"acceptable".into())
    );
    assert_eq!(
        stepped(&mut seat, &failure, 0, &words("accept")).await,
        "acceptable",
        "sent twice it is one step"
    );
    let (status, _) = step(&mut seat, &failure, 1, &words("reject")).await;
    assert_eq!(status, StatusCode::CONFLICT, "decided is decided");
    let version = seat.get(&order).await.json()["version"].clone();
    write(&mut seat, &format!("{order}/steps"), &version, &json!({ "step": "serve", "recipient": "person" }))
        .await;
}
