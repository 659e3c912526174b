//! What others may not see or do, and what two at once may not both do.

use super::{ALL, Case, id, minutes, post, step, treats};
use crate::{api::program, town::Part};
use http::StatusCode;
use jiff::civil::date;
use serde_json::json;

#[tokio::test]
async fn another_agency_finds_no_meeting_and_a_role_without_people_may_not_ask() {
    let mut case = Case::new().await;
    let more = json!({
        "goals": ["Dry until spring"],
        "actions": [{ "words": "Ring", "who": "manager", "due": "2026-12-09" }],
    });
    let answer = case.held(&case.three_way("start", date(2026, 12, 1)), ALL, &more).await;
    let held = format!("/api/v1/meetings/{}", id(&answer["meeting"]));
    let ahead = case.arranged(&case.other("joint", date(2026, 12, 9))).await;
    let action = format!("/api/v1/actions/{}", id(&answer["actions"][0]));
    let to = json!({ "starts": "2026-12-20T10:00:00Z", "place": "Elsewhere", "asked_by": "person" });
    let writes = [
        (format!("{ahead}/hold"), minutes(ALL, &json!({}))),
        (format!("{ahead}/move"), to),
        (format!("{ahead}/cancel"), json!({ "why": "x" })),
        (format!("{action}/end"), json!({ "end": "done" })),
        (case.meetings(), case.other("joint", date(2026, 12, 10))),
    ];
    for (part, status) in [
        (Part::Officer, StatusCode::NOT_FOUND),
        (Part::TreatmentManager, StatusCode::NOT_FOUND),
        (Part::Analyst, StatusCode::FORBIDDEN),
        (Part::Administrator, StatusCode::FORBIDDEN),
        (Part::Coordinator, StatusCode::FORBIDDEN),
    ] {
        let mut other = program(&case.town, part).await;
        for path in [&held, &ahead] {
            assert_eq!(other.get(path).await.status, status, "{part:?} reads {path}");
        }
        let list = other.get(&case.meetings()).await;
        // The agency of the worker is at work with the person; its manager, who is not on the team, finds an empty list.
        let expected = if part == Part::TreatmentManager { StatusCode::OK } else { status };
        assert_eq!(list.status, expected, "{part:?}");
        assert!(
            list.status != StatusCode::OK || list.json()["meetings"] == json!([]),
            "{part:?}: {}",
            list.body
        );
        for (path, body) in &writes {
            let (seen, problem) = post(&mut other, path, &[("if-match", "\"1\"")], body).await;
            assert_eq!(seen, status, "{part:?} writes {path}: {problem}");
        }
        let mut seat = case.town.signed_in(part).await;
        for path in ["", "/record", "/move", "/cancel", "/calendar.ics"] {
            let page = format!("{}{path}", ahead.strip_prefix("/api/v1").unwrap());
            let seen = seat.get(&page).await;
            assert!(
                [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&seen.status),
                "{part:?} {page}: {}",
                seen.status
            );
            assert!(!seen.body.contains("Crane") && !seen.body.contains("telephone"), "{part:?} {page}");
        }
    }
    let now = case.manager.get(&ahead).await.json();
    assert_eq!(now["meeting"]["version"], 1, "nothing was changed");
    assert_eq!(now["actions"][0]["state"]["code"], "open");
}

#[tokio::test]
async fn a_meeting_out_of_reach_is_as_one_that_is_not_there() {
    let mut case = Case::new().await;
    let ahead = case.arranged(&case.other("joint", date(2026, 12, 9))).await;
    let absent = "/api/v1/meetings/00000000-0000-7000-8000-000000000009";
    let mut officer = program(&case.town, Part::Officer).await;
    let (hidden, missing) = (officer.get(&ahead).await, officer.get(absent).await);
    assert_eq!((hidden.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(hidden.json()["detail"], missing.json()["detail"]);
}

#[tokio::test]
async fn a_goal_or_action_of_another_person_is_nobodys_here() {
    let mut case = Case::new().await;
    let other = case.town.person_of(Part::Practitioner, "Bo", "Heron").await;
    treats(&case.town, other).await;
    let joint = json!({ "kind": "joint", "starts": "2026-12-01T10:00:00Z", "place": "By telephone" });
    let (_, made) = post(&mut case.manager, &format!("/api/v1/people/{other}/meetings"), &[], &joint).await;
    let theirs = format!("/api/v1/meetings/{}", id(&made));
    let own = case.arranged(&case.other("joint", date(2026, 12, 1))).await;
    case.until(date(2026, 12, 2));
    let more = json!({
        "goals": ["Dry"], "actions": [{ "words": "Ring", "who": "manager", "due": "2026-12-09" }],
    });
    let (_, answer) = step(&mut case.manager, &theirs, "hold", &minutes(ALL, &more)).await;
    let voices =
        json!({ "voices": [{ "goal": answer["goals"][0]["id"], "party": "person", "progress": "good" }] });
    let (status, problem) = step(&mut case.manager, &own, "hold", &minutes(ALL, &voices)).await;
    assert_eq!(
        (status, &problem["fields"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"unknown".into())
    );
    let carried = json!({ "carried": [{ "action": answer["actions"][0]["id"], "due": "2027-02-01" }] });
    let (status, problem) = step(&mut case.manager, &own, "hold", &minutes(ALL, &carried)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    let there = case.manager.get(&theirs).await.json();
    assert_eq!(there["actions"][0]["due"], "2026-12-09", "another person's action keeps its day");
}

#[tokio::test]
async fn of_two_who_record_at_once_one_is_told_that_the_other_was_first() {
    let mut case = Case::new().await;
    let meeting = case.arranged(&case.three_way("start", date(2026, 12, 1))).await;
    case.until(date(2026, 12, 2));
    let hold = format!("{meeting}/hold");
    let (all, two) =
        (minutes(ALL, &json!({ "goals": ["Dry"] })), minutes(super::TWO, &json!({ "goals": ["Wet"] })));
    let tag = [("if-match", "\"1\"")];
    let (one, other) =
        tokio::join!(post(&mut case.manager, &hold, &tag, &all), post(&mut case.worker, &hold, &tag, &two));
    let mut statuses = [one.0, other.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::PRECONDITION_FAILED], "{} {}", one.1, other.1);
    let lost = if one.0 == StatusCode::OK { &other.1 } else { &one.1 };
    assert_eq!((&lost["seen_version"], &lost["current_version"]), (&1.into(), &2.into()), "{lost}");
    let now = case.manager.get(&meeting).await.json();
    assert_eq!(now["goals"].as_array().unwrap().len(), 1, "one of the two is kept, whole");
    let mut seat = case.town.signed_in(Part::Practitioner).await;
    let fields = [
        ("csrf".to_owned(), seat.csrf().await),
        ("seen".into(), "1".into()),
        ("came-person".into(), "attended".into()),
        ("came-manager".into(), "attended".into()),
        ("came-worker".into(), "attended".into()),
    ];
    let page = format!("{}/record", meeting.strip_prefix("/api/v1").unwrap());
    let seen = seat.post(&page, &fields).await;
    assert!(
        [StatusCode::CONFLICT, StatusCode::PRECONDITION_FAILED].contains(&seen.status),
        "the page says so too: {} {}",
        seen.status,
        seen.page().main_text()
    );
}

#[tokio::test]
async fn the_same_key_arranges_one_meeting_and_a_step_without_a_version_changes_nothing() {
    let mut case = Case::new().await;
    let (path, body) = (case.meetings(), case.three_way("start", date(2026, 12, 1)));
    let key = [("idempotency-key", "meeting-1")];
    let first = post(&mut case.manager, &path, &key, &body).await;
    let second = post(&mut case.manager, &path, &key, &body).await;
    assert_eq!(first, second);
    let other = case.three_way("middle", date(2026, 12, 1));
    let (status, problem) = post(&mut case.manager, &path, &key, &other).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &"key-reused".into()));
    assert_eq!(case.manager.get(&path).await.json()["meetings"].as_array().unwrap().len(), 1);
    let meeting = format!("/api/v1/meetings/{}", id(&first.1));
    let (status, _) =
        post(&mut case.manager, &format!("{meeting}/cancel"), &[], &json!({ "why": "Snow" })).await;
    assert_eq!(status, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(case.manager.get(&meeting).await.json()["meeting"]["version"], 1);
}
