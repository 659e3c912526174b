//! Lists of one person's record end at their limit, the newest first, and are whole within it.

use super::{
    fixture::{Fresh, TODAY, World, at, id, line, prose, stamp},
    people::an_order,
};
use app::{fill, ports::Store as _};
use domain::{
    order::Order,
    pathway::{Need, NeedLevel, Pathway},
    person::{Communication, Contact},
    risk::{RiskFlag, RiskKind},
    section::Section,
};
use jiff::{ToSpan, civil::date};

/// Rows of each list that are there.
const ROWS: i64 = 7;

pub async fn a_list_of_one_record_ends_at_its_limit_with_the_newest(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let officer = world.officer;
    let order = |number: i64| Order {
        made: date(2020, 1, 1).saturating_add(number.days()),
        ..an_order(person, officer.agency)
    };
    let orders: Vec<Order> = (0..ROWS).map(order).collect();
    let risk_flags: Vec<RiskFlag> = (0..ROWS)
        .map(|number| RiskFlag {
            id: id(),
            person,
            kind: RiskKind::Staff,
            detail: Some(prose("Two staff.")),
            upkeep: None,
            ended: None,
            stamp: stamp(officer, at(number)),
        })
        .collect();
    let needs: Vec<Need> = Pathway::ALL
        .iter()
        .zip(0..)
        .map(|(pathway, number)| Need {
            id: id(),
            person,
            pathway: *pathway,
            level: NeedLevel::Some,
            detail: None,
            stamp: stamp(officer, at(number)),
        })
        .collect();
    let holders = [officer.agency, world.police.agency, world.worker.agency];
    let contacts = holders.iter().zip(10..).map(|(holder, number)| {
        let contact = Contact {
            person,
            holder: *holder,
            address: None,
            postcode: None,
            telephone: Some(line("01632 960001")),
            email: None,
        };
        (contact, at(number))
    });
    let communication = holders.iter().zip(10..).map(|(holder, number)| {
        (Communication { person, holder: *holder, needs: line("Welsh") }, at(number))
    });
    let newest_holder = holders[2];
    let batch = fill::Batch {
        orders: orders.clone(),
        risk_flags: risk_flags.clone(),
        needs: needs.clone(),
        contacts: contacts.collect(),
        communication: communication.collect(),
        ..fill::Batch::default()
    };
    fresh.db.fill(batch).await.unwrap();

    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, officer, person).await;
    let sealed = tx.orders(&[person], 3).await.unwrap();
    let told: Vec<Order> = sealed.into_iter().filter_map(|one| world.open(officer, &standing, one)).collect();
    let mut newest: Vec<Order> = orders.iter().rev().take(3).cloned().collect();
    for order in &mut newest {
        order.requirements.sort_by_key(|one| one.id);
    }
    assert_eq!(told, newest, "three whole orders, not three rows");
    assert_eq!(tx.orders(&[person], 50).await.unwrap().len(), orders.len());

    let sealed = tx.risk_flags(&[person], TODAY, 3).await.unwrap();
    let told: Vec<RiskFlag> =
        sealed.into_iter().filter_map(|one| world.open(officer, &standing, one)).collect();
    assert_eq!(told, risk_flags.iter().rev().take(3).cloned().collect::<Vec<_>>());
    assert_eq!(tx.risk_flags(&[person], TODAY, 50).await.unwrap().len(), risk_flags.len());

    let told: Vec<Section> =
        tx.needs(person, 3).await.unwrap().iter().map(|one| one.label().section).collect();
    assert_eq!(told, needs.iter().rev().take(3).map(|need| need.pathway.section()).collect::<Vec<_>>());

    let contacts = tx.contacts(person, 1).await.unwrap();
    assert_eq!(contacts.iter().map(|one| one.label().holder).collect::<Vec<_>>(), [newest_holder]);
    let communication = tx.communication(person, 1).await.unwrap();
    assert_eq!(communication.iter().map(|one| one.label().holder).collect::<Vec<_>>(), [newest_holder]);
    tx.end().await.unwrap();
}
