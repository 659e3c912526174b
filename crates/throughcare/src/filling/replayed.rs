//! What is filled in tells its own story: the events of invented people fold into the very rows that are written with them.

use super::{person, roster::Roster};
use app::{
    events::{
        Chain,
        replay::{Owed, Record, Told, as_told},
    },
    fill::Batch,
};
use domain::{
    audit::Audit,
    duty::Duty,
    ids::{OrderId, PersonId},
    order_record::OrderRecord,
    restriction::Limit,
    stamp::Stamp,
};
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeMap;
use synth::World;

/// The record of one person, as the rows of a batch that holds nobody else.
fn as_written(batch: &Batch) -> Record {
    let mut orders: BTreeMap<OrderId, OrderRecord> =
        batch.orders.iter().map(|one| (one.id, as_told(one.clone()))).collect();
    for (_, course) in &batch.order_courses {
        if let Some(order) = orders.get_mut(&course.making.order) {
            order.course = course.clone();
        }
    }
    let providers = batch.providers();
    for requirement in orders.values_mut().flat_map(|order| &mut order.requirements) {
        requirement.provider = providers.get(&requirement.course.id).copied();
    }
    // What is found follows from answers and rules, and is told by no event.
    let audits = batch.audits.iter().map(|one| (one.id, Audit { finding: None, ..one.clone() }));
    Record {
        identity: batch.people.first().cloned(),
        contacts: batch.contacts.iter().map(|one| (one.0.holder, one.clone())).collect(),
        communication: batch.communication.iter().map(|one| (one.0.holder, one.clone())).collect(),
        limited: batch.limited.first().map(|one| Limit {
            person: one.person,
            named: one.named.clone(),
            from: one.from,
            reason: None,
            review: None,
            keeper: None,
            by: None,
        }),
        involvements: batch.involvements.iter().map(|one| (one.id, one.clone())).collect(),
        orders,
        audits: audits.collect(),
        needs: batch.needs.iter().map(|one| (one.id, one.clone())).collect(),
        risk_flags: batch.risk_flags.iter().map(|one| (one.id, one.clone())).collect(),
        notes: batch.notes.iter().map(|one| (one.id, one.clone())).collect(),
        appointments: batch.appointments.iter().map(|one| (one.booking.id, one.clone())).collect(),
        referrals: batch.referrals.iter().map(|one| (one.request.id, one.clone())).collect(),
        duties: batch.duties.iter().map(|(duty, stamp)| (duty.id, owed(duty, *stamp))).collect(),
        ..Record::default()
    }
}

fn owed(duty: &Duty, opened: Stamp) -> Owed {
    Owed { duty: duty.clone(), opened, closed: None }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_events_of_an_invented_person_fold_into_the_rows(seed in 1..10_000_u64, first in 0..2_000_u64) {
        let world = World::new(seed, date(2026, 11, 22));
        let roster = Roster::new(seed, &world, &world.partnership(2_100)).unwrap();
        for number in first..first + 40 {
            let mut batch = Batch::default();
            person::lay(&world.person(number), &roster, &mut batch).unwrap();
            let person: PersonId = batch.people[0].0.person;
            prop_assert!(batch.events.iter().all(|event| event.chain == Chain::Person(person)));
            let told = Record::replay(person, batch.events.iter().map(Told::from)).unwrap();
            prop_assert_eq!(told, as_written(&batch));
        }
    }
}
