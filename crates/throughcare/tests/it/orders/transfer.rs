//! An order of somebody who has another one changes hands: what is owed because of it goes along, and nothing else.

use super::{begun, community, post, recorded, write};
use crate::{
    api::program,
    town::{Part, Seat, Town},
};
use domain::{
    agency::{Agency, AgencyKind},
    ids::{AccountId, AgencyId, OrderId, PartnershipId, PersonId},
};
use http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

/// Another probation agency of the partnership.
async fn another_agency(town: &Town) -> AgencyId {
    let agency = Agency {
        id: AgencyId(Uuid::from_u128(0x1ff)),
        partnership: PartnershipId(Uuid::from_u128(0xa)),
        name: "Southmoor Probation".into(),
        kind: AgencyKind::Probation,
    };
    let mut tx = town.app.store.write().await.expect("a transaction");
    tx.insert_agency(&agency, town.app.now()).await.expect("an agency");
    tx.commit().await.expect("committed");
    agency.id
}

/// What an agency owes on a person's record: who there, and because of which order.
async fn owed(town: &Town, person: PersonId, agency: AgencyId) -> Vec<(Option<AccountId>, Option<OrderId>)> {
    let mut tx = town.app.store.read().await.expect("a transaction");
    let owed = tx.duties_by_order(person, agency).await.expect("duties");
    owed.into_iter().map(|one| (one.account, one.order)).collect()
}

fn id_of(path: &str) -> OrderId {
    OrderId(path.rsplit('/').next().expect("an id").parse().expect("an id"))
}

async fn allocate(seat: &mut Seat, path: &str, part: Part) {
    let version = seat.get(path).await.json()["version"].clone();
    let to = json!({ "step": "allocate", "account": part.account().to_string() });
    write(seat, &format!("{path}/steps"), &version, &to).await;
}

/// The manager transfers an order, which its former holder may not be able to read afterwards.
async fn transfer(town: &Town, path: &str, agency: AgencyId) {
    let mut seat = program(town, Part::Manager).await;
    let tag = format!("\"{}\"", seat.get(path).await.json()["version"]);
    let body = json!({ "step": "transfer", "agency": agency.to_string() });
    let (status, answer) = post(&mut seat, &format!("{path}/steps"), &[("if-match", &tag)], &body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

fn activity(made: &str, ends: &str) -> Value {
    json!({ "kind": "community", "made": made, "ends": ends, "requirements": [{ "code": "RAR", "amount": 20 }] })
}

async fn meets(seat: &mut Seat, person: PersonId, day: &str) {
    let slot =
        json!({ "slot": { "day": day, "time": "10:00", "minutes": 30, "place": "Castle Street office" } });
    let (status, answer) = post(seat, &format!("/api/v1/people/{person}/appointments"), &[], &slot).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
}

#[tokio::test]
async fn a_transfer_of_one_order_leaves_what_is_owed_because_of_another() {
    let (town, person, mut seat) = begun().await;
    let south = another_agency(&town).await;
    let north = Part::Practitioner.agency().id();
    let me = Some(Part::Practitioner.account());
    let goes = recorded(&mut seat, person, &community("2026-11-20", "2027-11-20")).await;
    let stays = recorded(&mut seat, person, &activity("2026-11-23", "2027-05-20")).await;
    for path in [&goes, &stays] {
        allocate(&mut seat, path, Part::Practitioner).await;
    }
    meets(&mut seat, person, "2026-12-01").await;
    let before = owed(&town, person, north).await;
    let of = |list: &[(Option<AccountId>, Option<OrderId>)], order| {
        list.iter().filter(|(_, because)| *because == order).count()
    };
    let (first, second) = (of(&before, Some(id_of(&goes))), of(&before, Some(id_of(&stays))));
    assert!(first > 5 && second > 5 && of(&before, None) == 1, "{before:?}");

    transfer(&town, &goes, south).await;
    let here = owed(&town, person, north).await;
    assert_eq!((here.len(), of(&here, Some(id_of(&stays))), of(&here, None)), (second + 1, second, 1));
    assert!(here.iter().all(|(account, _)| *account == me), "still the practitioner’s: {here:?}");
    let there = owed(&town, person, south).await;
    // What was owed because of the order, and that it has to be allocated there.
    assert_eq!((there.len(), of(&there, Some(id_of(&goes)))), (first + 1, first + 1));
    assert!(there.iter().all(|(account, _)| account.is_none()), "the receiving team’s: {there:?}");
    let desk = seat.get("/api/v1/my-work").await.json().to_string();
    assert!(!desk.contains(&id_of(&goes).to_string()) && desk.contains(&id_of(&stays).to_string()), "{desk}");

    // The last one takes along what is about the person as a whole.
    transfer(&town, &stays, south).await;
    assert_eq!(owed(&town, person, north).await, []);
    assert_eq!(owed(&town, person, south).await.len(), there.len() + second + 2);
}

/// A step of the plan and a release are the agency's own work: another agency could not do them, so they stay on the desk that they
/// are on until they are done.
#[tokio::test]
async fn what_is_an_agencys_own_work_stays_with_it_when_an_order_goes_to_another() {
    let (town, person, mut seat) = begun().await;
    let south = another_agency(&town).await;
    let north = Part::Practitioner.agency().id();
    let order = recorded(&mut seat, person, &community("2026-11-20", "2027-11-20")).await;
    allocate(&mut seat, &order, Part::Practitioner).await;
    let release = json!({ "kind": "release", "answers": {
        "release": "2026-12-18", "prison": "HMP Northmoor", "length": "short", "lead": north.to_string(),
    } });
    let (status, made) = post(&mut seat, &format!("/api/v1/people/{person}/casework"), &[], &release).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let before = owed(&town, person, north).await.len();
    assert!(before > 2, "the release, and what the order asks");
    transfer(&town, &order, south).await;
    let (stayed, went) = (owed(&town, person, north).await, owed(&town, person, south).await);
    assert!(stayed.contains(&(Some(Part::Practitioner.account()), None)), "{stayed:?}");
    assert!(!went.is_empty(), "what the order asks went along");
    // Whoever began it can finish it.
    let piece = format!("/api/v1/casework/{}", made["id"].as_str().expect("an id"));
    let (status, answer) = crate::plans::told(
        &mut seat,
        &piece,
        &json!({ "step": "release_bed", "answers": { "bed": "Quay House" } }),
    )
    .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

#[tokio::test]
async fn allocating_one_of_two_orders_leaves_the_other_with_the_team() {
    let (town, person, mut seat) = begun().await;
    let north = Part::Practitioner.agency().id();
    let one = recorded(&mut seat, person, &activity("2026-11-20", "2027-11-20")).await;
    let other = recorded(&mut seat, person, &activity("2026-11-23", "2027-05-20")).await;
    allocate(&mut seat, &one, Part::Colleague).await;
    for (account, order) in owed(&town, person, north).await {
        let owner = if order == Some(id_of(&one)) { Some(Part::Colleague.account()) } else { None };
        assert_eq!(account, owner, "{order:?}");
    }
    // From one practitioner to another, likewise.
    allocate(&mut seat, &other, Part::Colleague).await;
    allocate(&mut seat, &one, Part::Practitioner).await;
    for (account, order) in owed(&town, person, north).await {
        let part = if order == Some(id_of(&other)) { Part::Colleague } else { Part::Practitioner };
        assert_eq!(account, Some(part.account()), "{order:?}");
    }
}
