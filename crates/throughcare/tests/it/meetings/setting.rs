//! Arranging, moving and calling off: what stands on whose desk, what is kept, and the file for a calendar.

use super::{ALL, Case, holds, minutes, step};
use crate::town::{Part, Seat};
use http::StatusCode;
use jiff::civil::date;
use serde_json::json;

/// Arranges the start meeting through its page; gives its address.
async fn arranged_on_the_page(case: &Case, seat: &mut Seat) -> String {
    let form = format!("/people/{}/meetings/new", case.person);
    let typed = [
        ("kind", "three_way"),
        ("order", case.order_id()),
        ("point", "start"),
        ("day-day", "15"),
        ("day-month", "12"),
        ("day-year", "2026"),
        ("time", "2:30pm"),
        ("place", "Castle Street office"),
    ];
    let seen = seat.fill(&form, &typed).await;
    assert!(seen.location().starts_with("/meetings/"), "{}: {}", seen.status, seen.page().main_text());
    seen.location().to_owned()
}

#[tokio::test]
async fn a_meeting_is_arranged_moved_and_called_off_on_pages() {
    let mut case = Case::new().await;
    let mut seat = case.town.signed_in(Part::Practitioner).await;
    let form = format!("/people/{}/meetings/new", case.person);
    let invited = seat.get(&form).await.page().main_text();
    for asked in
        ["Ada Crane", "Priya Practitioner, Northmoor Probation", "Wanda Worker, Northmoor Alcohol Service"]
    {
        assert!(invited.contains(asked), "{asked} in {invited}");
    }
    let seen = seat.fill(&form, &[("day-day", "1"), ("day-month", "11"), ("place", "Kept?")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seen.page().attribute("#place", "value").as_deref(), Some("Kept?"));

    let meeting = arranged_on_the_page(&case, &mut seat).await;
    for desk in [&mut case.manager, &mut case.worker] {
        assert!(
            !holds(desk, "due", "meeting", "2026-12-15").await,
            "three weeks ahead: not yet in two weeks"
        );
    }
    case.until(date(2026, 12, 3));
    for desk in [&mut case.manager, &mut case.worker] {
        let rows = super::desk(desk, "due").await;
        assert!(
            rows.contains(&("meeting".into(), "2026-12-15".into())),
            "on the desks of those who were asked: {rows:?}"
        );
    }
    let page = case.town.signed_in(Part::Worker).await.get(&meeting).await.page().main_text();
    assert!(page.contains("Tue 15 Dec 2026") && page.contains("14:30"), "{page}");

    let moved = [
        ("day-day", "16"),
        ("day-month", "12"),
        ("day-year", "2026"),
        ("time", "9.15"),
        ("asked_by", "person"),
        ("why", "Starts a job"),
    ];
    let seen = seat.fill(&format!("{meeting}/move"), &moved).await;
    assert_eq!(seen.location(), meeting, "{}", seen.page().main_text());
    let page = seat.get(&meeting).await.page().main_text();
    assert!(page.contains("Wed 16 Dec 2026") && page.contains("09:15"), "{page}");
    assert!(page.contains("Arranged for Tue 15 Dec 2026"), "the former day is kept: {page}");
    assert!(page.contains("(Starts a job)") && page.contains("the person"), "{page}");
    for desk in [&mut case.manager, &mut case.worker] {
        assert!(holds(desk, "due", "meeting", "2026-12-16").await);
        assert!(!holds(desk, "due", "meeting", "2026-12-15").await);
    }

    let seen = seat.fill(&format!("{meeting}/cancel"), &[("why", "")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "why is asked for");
    let seen = seat.fill(&format!("{meeting}/cancel"), &[("why", "The worker is ill")]).await;
    assert_eq!(seen.location(), meeting, "{}", seen.page().main_text());
    let page = seat.get(&meeting).await.page().main_text();
    assert!(page.contains("Called off: The worker is ill"), "{page}");
    for desk in [&mut case.manager, &mut case.worker] {
        assert!(!holds(desk, "due", "meeting", "2026-12-16").await);
    }
    assert_eq!(case.due("three_way_start").await.as_deref(), Some("2026-12-18"), "what was due stays due");
    assert!(seat.get(&format!("{meeting}/record")).await.page().main_text().len() > 10);
}

#[tokio::test]
async fn a_meeting_that_is_over_takes_no_further_step() {
    let mut case = Case::new().await;
    let setting = json!({ "starts": "2027-01-12T10:00:00Z", "place": "By telephone", "asked_by": "worker" });
    let steps = [("hold", minutes(ALL, &json!({}))), ("move", setting), ("cancel", json!({ "why": "Snow" }))];
    let held = case.arranged(&case.three_way("start", date(2026, 12, 1))).await;
    let off = case.arranged(&case.three_way("start", date(2026, 12, 1))).await;
    case.until(date(2026, 12, 2));
    step(&mut case.manager, &held, "hold", &steps[0].1).await;
    step(&mut case.manager, &off, "cancel", &steps[2].1).await;
    for meeting in [&held, &off] {
        for (name, body) in &steps {
            let (status, problem) = step(&mut case.manager, meeting, name, body).await;
            assert_eq!(status, StatusCode::CONFLICT, "{name}: {problem}");
        }
    }
    assert_eq!(case.manager.get(&held).await.json()["meeting"]["version"], 2);
}

#[tokio::test]
async fn what_cannot_be_arranged_says_why() {
    let mut case = Case::new().await;
    let other = Case::new().await;
    let path = case.meetings();
    for (change, field, code) in [
        (json!({ "starts": "2026-11-23T10:00:00Z" }), "day", "past"),
        (json!({ "order": null }), "order", "missing"),
        (json!({ "point": null }), "order", "missing"),
        (json!({ "kind": "joint" }), "point", "not-here"),
        (json!({ "order": other.order_id(), "point": "start" }), "order", "unknown"),
        (json!({ "kind": "tea" }), "kind", "unknown"),
        (json!({ "starts": "tomorrow" }), "starts", "unknown"),
        (json!({ "place": "" }), "place", "required"),
    ] {
        let mut body = case.three_way("start", date(2026, 12, 1));
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        // The same ids are drawn in every town: one that is nobody's stands for another person's order.
        if change["order"].is_string() {
            body["order"] = json!("00000000-0000-7000-8000-000000000009");
        }
        let (status, problem) = super::post(&mut case.manager, &path, &[], &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{change}: {problem}");
        let first = &problem["fields"][0];
        assert_eq!((&first["field"], &first["code"]), (&field.into(), &code.into()), "{change}");
    }
    assert_eq!(case.manager.get(&path).await.json()["meetings"], json!([]));
}

#[tokio::test]
async fn the_calendar_file_names_nobody_and_counts_the_moves() {
    let mut case = Case::new().await;
    let meeting = case.arranged(&case.three_way("start", date(2026, 12, 1))).await;
    let page = meeting.strip_prefix("/api/v1").unwrap().to_owned();
    let mut worker = case.town.signed_in(Part::Worker).await;
    let file = worker.get(&format!("{page}/calendar.ics")).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/calendar; charset=utf-8"));
    for said in [
        "BEGIN:VCALENDAR\r\n",
        "DTSTART:20261201T100000Z\r\n",
        "DTEND:20261201T110000Z\r\n",
        "SUMMARY:Three-way meeting\r\n",
        "LOCATION:Castle Street office\r\n",
        "SEQUENCE:0\r\n",
        "STATUS:CONFIRMED\r\n",
    ] {
        assert!(file.body.contains(said), "{said} in {}", file.body);
    }
    let unfolded = file.body.replace("\r\n ", "");
    assert!(unfolded.contains(&page), "it leads back: {unfolded}");
    for name in ["Ada", "Crane", "Priya", "Wanda", "Alcohol", "Probation"] {
        assert!(!unfolded.contains(name), "{name} in {unfolded}");
    }
    let to = json!({ "starts": "2026-12-02T15:00:00Z", "place": "Room 2, floor 1", "asked_by": "manager" });
    step(&mut case.manager, &meeting, "move", &to).await;
    let file = worker.get(&format!("{page}/calendar.ics")).await.body;
    assert!(file.contains("SEQUENCE:1\r\n") && file.contains("DTSTART:20261202T150000Z"), "{file}");
    assert!(file.contains("LOCATION:Room 2\\, floor 1\r\n"), "{file}");
    step(&mut case.manager, &meeting, "cancel", &json!({ "why": "Snow" })).await;
    let file = worker.get(&format!("{page}/calendar.ics")).await.body;
    assert!(file.contains("STATUS:CANCELLED\r\n") && !file.contains("Snow"), "{file}");
}
