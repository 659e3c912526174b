//! What has not begun months after supervision began.

use super::{days, post, recorded, write};
use crate::{
    api::program,
    town::{Part, Town},
};
use http::StatusCode;
use serde_json::{Value, json};

fn order(made: &str, ends: &str) -> Value {
    json!({ "kind": "community", "made": made, "ends": ends, "requirements": [{ "code": "RAR", "amount": 20 }] })
}

async fn as_of(seat: &mut crate::town::Seat, day: &str) -> Value {
    let seen = seat.get(&format!("/api/v1/late-starts?day={day}")).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    seen.json()
}

fn bands(list: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["called"]), text(&one["band"]["code"])))
        .collect()
}

#[tokio::test]
async fn s2_15_late_from_four_months_worse_from_six_with_the_areas_share_beside_that_of_the_study() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut manager = program(&town, Part::Manager).await;
    let mut orders = Vec::new();
    for given in ["Ada", "Bo", "Cy", "Di", "Ed"] {
        let person = town.person_of(Part::Practitioner, given, "Crane").await;
        orders.push(recorded(&mut seat, person, &order("2026-11-20", "2028-11-20")).await);
    }
    days(&town, 30);
    for (which, done) in [(2, 1), (3, 2), (4, 3)] {
        let path = &orders[which];
        let now = seat.get(path).await.json();
        let body = json!({ "requirement": now["requirements"][0]["id"], "step": "commence", "done": done });
        write(&mut seat, &format!("{path}/requirements"), &now["requirements"][0]["version"], &body).await;
    }
    days(&town, 200);
    for (day, expected, late, very_late) in [
        ("2027-03-19", None, 0, 0),
        ("2027-03-20", Some("late"), 2, 0),
        ("2027-05-19", Some("late"), 2, 0),
        ("2027-05-20", Some("very_late"), 0, 2),
    ] {
        let list = as_of(&mut manager, day).await;
        let names = |band: &str| {
            vec![("Ada Crane".to_owned(), band.to_owned()), ("Bo Crane".to_owned(), band.to_owned())]
        };
        assert_eq!(bands(&list), expected.map(names).unwrap_or_default(), "{day}");
        assert_eq!((&list["late"], &list["very_late"]), (&late.into(), &very_late.into()), "{day}: {list}");
        assert_eq!(list["of"], if expected.is_some() { 5 } else { 0 });
        assert_eq!(list["per_mille"], if expected.is_some() { 400.into() } else { Value::Null });
        assert_eq!(list["benchmark_per_cent"], 40);
    }
    let page = manager.get("/api/v1/late-starts?day=2027-05-20&limit=1").await.json();
    let next = page["next"].as_str().expect("another page").to_owned();
    let second = manager.get(&next).await.json();
    assert_eq!((bands(&page).len(), bands(&second).len(), second["next"].as_str()), (1, 1, None));
    assert_ne!(bands(&page), bands(&second));
}

#[tokio::test]
async fn s2_15_with_other_days_and_as_of_a_day_in_the_past() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut manager = program(&town, Part::Manager).await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let path = recorded(&mut seat, person, &order("2026-10-31", "2028-10-30")).await;
    days(&town, 150);
    let now = seat.get(&path).await.json();
    let body =
        json!({ "requirement": now["requirements"][0]["id"], "step": "commence", "day": "2027-03-15" });
    write(&mut seat, &format!("{path}/requirements"), &now["requirements"][0]["version"], &body).await;
    for (day, listed, of) in
        [("2027-02-27", 0, 0), ("2027-02-28", 1, 1), ("2027-03-14", 1, 1), ("2027-03-15", 0, 1)]
    {
        let list = as_of(&mut manager, day).await;
        assert_eq!((bands(&list).len(), &list["of"]), (listed, &of.into()), "{day}");
    }
    let (status, _) = post(&mut seat, "/api/v1/late-starts", &[], &json!({})).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(seat.get("/api/v1/late-starts").await.status, StatusCode::FORBIDDEN, "the manager's own list");
}
