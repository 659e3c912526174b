//! The end of an order: who is told, who has said that they know, and what the person keeps.

use super::{begun, community, day_of, days, post, recorded, write};
use crate::{
    api::program,
    town::{AgencyOf, Part, Town},
};
use domain::{
    ids::{InvolvementId, PersonId},
    involvement::{Involvement, InvolvementRole},
};
use http::StatusCode;
use jiff::civil::Date;
use serde_json::{Value, json};
use uuid::Uuid;

/// An agency works with the person, until `to` if it has closed.
pub(super) async fn works(
    town: &Town,
    person: PersonId,
    agency: AgencyOf,
    part: Option<Part>,
    to: Option<Date>,
) {
    let mut tx = app::ports::Store::write(&*town.app.store).await.expect("a transaction");
    let involvement = Involvement {
        id: InvolvementId(Uuid::from_u128(0x900 + agency as u128)),
        person,
        agency: agency.id(),
        account: part.map(Part::account),
        role: InvolvementRole::Support,
        leads: true,
        from: "2026-11-01".parse().unwrap(),
        to,
    };
    tx.add_involvement(&involvement).await.expect("an involvement");
    tx.commit().await.expect("kept");
}

fn told(order: &Value) -> Vec<(String, Value)> {
    let notices = order["notices"].as_array().unwrap();
    let mut told: Vec<(String, Value)> = notices
        .iter()
        .map(|one| (one["agency"]["name"].as_str().unwrap().to_owned(), one["acknowledged"].clone()))
        .collect();
    told.sort_by(|a, b| a.0.cmp(&b.0));
    told
}

#[tokio::test]
async fn s0_18_two_open_treatments_are_told_with_date_and_contact_and_a_closed_one_is_not() {
    let (town, person, mut seat) = begun().await;
    works(&town, person, AgencyOf::Alcohol, Some(Part::Worker), None).await;
    works(&town, person, AgencyOf::Council, None, None).await;
    works(&town, person, AgencyOf::Police, None, Some("2026-11-10".parse().unwrap())).await;
    let path = recorded(&mut seat, person, &community("2026-11-20", "2027-11-20")).await;
    let order = seat.get(&path).await.json();
    let body = json!({ "contact": "Northmoor duty desk, 01632 960123" });
    let answer = write(&mut seat, &format!("{path}/notices"), &order["version"], &body).await;
    assert_eq!(answer["told"], 2);
    let order = seat.get(&path).await.json();
    assert_eq!(
        told(&order),
        [("Northmoor Alcohol Service".into(), Value::Null), ("Northmoor Council".into(), Value::Null)]
    );
    let notice = &order["notices"][0];
    assert_eq!((&notice["ends"], &notice["contact"]), (&"2027-11-20".into(), &body["contact"]));
    let owed =
        || order["due"].as_array().unwrap().iter().filter(|one| one["kind"]["code"] == "acknowledge_end");
    assert_eq!(owed().count(), 2, "unacknowledged ones are due: {order}");
    assert!(owed().all(|one| one["due"] == "2026-12-01"), "five working days");

    let mut worker = program(&town, Part::Worker).await;
    let desk = worker.get("/api/v1/my-work").await.json();
    assert_eq!(
        desk["due"][0]["what"]["code"], "acknowledge_end",
        "it is on the desk of whoever treats: {desk}"
    );
    let id = path.rsplit('/').next().unwrap();
    let (status, _) = post(&mut worker, &format!("/api/v1/orders/{id}/acknowledge"), &[], &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    let order = seat.get(&path).await.json();
    assert_eq!(told(&order)[0].1, "2026-11-24");
    assert_eq!(told(&order)[1].1, Value::Null);
    let left: Vec<&Value> = order["due"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["kind"]["code"] == "acknowledge_end")
        .collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["owner"], "Northmoor Council, team");
    let (status, _) = post(&mut worker, &format!("/api/v1/orders/{id}/acknowledge"), &[], &json!({})).await;
    assert_eq!(status, StatusCode::CONFLICT, "once");
    let mut officer = program(&town, Part::Officer).await;
    let (status, _) = post(&mut officer, &format!("/api/v1/orders/{id}/acknowledge"), &[], &json!({})).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "who was not told is told nothing");
}

#[tokio::test]
async fn s0_18_with_other_agencies_and_days_and_nobody_told_twice() {
    for (open, closed) in [(1, 2), (3, 0), (0, 3)] {
        let (town, person, mut seat) = begun().await;
        for (place, agency) in
            [AgencyOf::Alcohol, AgencyOf::Council, AgencyOf::Police].into_iter().enumerate()
        {
            let to = (place >= open).then(|| "2026-11-23".parse().unwrap());
            works(&town, person, agency, None, to).await;
        }
        let mut body = community("2026-11-20", "2027-02-20");
        body["requirements"][0]["amount"] = 3.into();
        let path = recorded(&mut seat, person, &body).await;
        let order = seat.get(&path).await.json();
        assert_eq!(day_of(&order, "order_ends").as_deref(), Some("2026-12-22"), "90 days before is past: 60");
        let body = json!({ "contact": "Duty desk" });
        for expected in [open, 0] {
            let version = seat.get(&path).await.json()["version"].clone();
            let answer = write(&mut seat, &format!("{path}/notices"), &version, &body).await;
            assert_eq!(answer["told"], expected, "{open} open, {closed} closed");
        }
        let order = seat.get(&path).await.json();
        assert_eq!(told(&order).len(), open);
        assert_eq!(
            day_of(&order, "order_ends").as_deref(),
            Some("2026-12-22"),
            "looked at before its day: again then"
        );
    }
}

#[tokio::test]
async fn the_looks_ahead_follow_one_another() {
    let (town, person, mut seat) = begun().await;
    let path = recorded(&mut seat, person, &community("2026-11-20", "2027-05-20")).await;
    for (on, next) in [(90, "2027-03-21"), (30, "2027-04-20"), (30, "2027-05-13")] {
        days(&town, on);
        let version = seat.get(&path).await.json()["version"].clone();
        write(&mut seat, &format!("{path}/notices"), &version, &json!({ "contact": "Duty desk" })).await;
        let order = seat.get(&path).await.json();
        assert_eq!(day_of(&order, "order_ends").as_deref(), Some(next));
    }
}

#[tokio::test]
async fn an_ended_order_owes_only_its_outcomes_and_its_acknowledgements() {
    let (town, person, mut seat) = begun().await;
    works(&town, person, AgencyOf::Alcohol, Some(Part::Worker), None).await;
    let path = recorded(&mut seat, person, &community("2026-11-20", "2027-05-20")).await;
    days(&town, 177);
    let order = seat.get(&path).await.json();
    let end = json!({ "end": "expired", "contact": "Duty desk" });
    let answer = write(&mut seat, &format!("{path}/end"), &order["version"], &end).await;
    let order = seat.get(&path).await.json();
    assert_eq!((&order["version"], &order["end"]["code"]), (&answer["version"], &"expired".into()));
    let mut kinds: Vec<String> = super::due(&order).into_iter().map(|(kind, _)| kind).collect();
    kinds.sort();
    assert_eq!(kinds, ["acknowledge_end", "outcome_at_end"]);
    let tag = format!("\"{}\"", order["version"]);
    let (status, _) = post(&mut seat, &format!("{path}/end"), &[("if-match", &tag)], &end).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let outcomes = format!("{path}/outcomes");
    let bad = json!({ "kind": "audit", "answer": "score", "score": 41, "day": "2027-05-20" });
    let (status, _) = post(&mut seat, &outcomes, &[], &bad).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "AUDIT ends at 40");
    for (kind, answer, score) in
        [("audit", "score", Some(9)), ("accommodation", "yes", None), ("employment", "no", None)]
    {
        let body = json!({ "kind": kind, "answer": answer, "score": score, "day": "2027-05-20" });
        let (status, answer) = post(&mut seat, &outcomes, &[], &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
    let order = seat.get(&path).await.json();
    assert_eq!(order["outcomes"].as_array().unwrap().len(), 3);
    assert_eq!(day_of(&order, "outcome_at_end"), None);
}

#[tokio::test]
async fn an_order_ends_early_only_when_all_four_parts_hold() {
    let (_town, person, mut seat) = begun().await;
    let path = recorded(&mut seat, person, &community("2026-11-20", "2027-05-20")).await;
    let order = seat.get(&path).await.json();
    let requirement = order["requirements"][0]["id"].clone();
    let end = |reviews: bool| {
        json!({ "end": "completed_early", "contact": "Duty desk",
            "early": { "court_reviews": reviews, "plan_met": true } })
    };
    let tag = format!("\"{}\"", order["version"]);
    let (status, answer) = post(&mut seat, &format!("{path}/end"), &[("if-match", &tag)], &end(false)).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        answer["detail"].as_str().unwrap().contains("A requirement has not been complied with"),
        "{answer}"
    );
    for (version, step) in [(1, "commence"), (2, "complete")] {
        let body = json!({ "requirement": requirement, "step": step, "done": 6 });
        write(&mut seat, &format!("{path}/requirements"), &version.into(), &body).await;
    }
    let (status, _) = post(&mut seat, &format!("{path}/end"), &[("if-match", &tag)], &end(true)).await;
    assert_eq!(status, StatusCode::CONFLICT, "the court reviews it");
    write(&mut seat, &format!("{path}/end"), &order["version"], &end(false)).await;
}

#[tokio::test]
async fn the_person_keeps_a_page_in_their_own_words() {
    let (_town, person, mut seat) = begun().await;
    let path = recorded(&mut seat, person, &community("2026-11-20", "2027-05-20")).await;
    let body = json!({ "going_well": "I sleep again.", "goes_on": "Wednesday group.", "if_hard": "Ring Wanda.",
        "contact": "01632 960123" });
    let (status, answer) = post(&mut seat, &format!("{path}/handover"), &[], &body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(seat.get(&path).await.json()["handover"]["if_hard"], "Ring Wanda.");
}
