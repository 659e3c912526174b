//! The disclosure ledger.

use super::fixture::{Fresh, Raw, World, at, id};
use app::{ledger::LedgerRow, ports::Store as _};
use domain::{
    ids::{AgencyId, AgreementId, PersonId},
    section::{Level, Purpose, Section},
};
use gate::{Entry, INTERIM_1, Outcome, Reason};
use std::collections::BTreeMap;

/// An agreement that somebody wrote.
const WRITTEN: AgreementId = AgreementId(uuid::Uuid::from_u128(0xa9));

/// What the officer was shown of a person, and what was kept from them.
pub fn look(world: &World, person: PersonId, when: i64) -> LedgerRow {
    let entry = |section, holder: AgencyId, outcome| Entry { person, section, holder, outcome };
    let (own, other) = (world.officer.agency, world.worker.agency);
    let entries = vec![
        entry(Section::Identity, own, Outcome::Shown(Level::Full, INTERIM_1, 1, 1)),
        entry(Section::Contact, own, Outcome::Shown(Level::Full, WRITTEN, 7, 3)),
        entry(Section::Contact, other, Outcome::Withheld(Reason::NotRelated)),
        entry(Section::Treatment, other, Outcome::Withheld(Reason::NoClause)),
    ];
    LedgerRow {
        id: id(),
        at: at(when),
        by: world.officer.account,
        agency: own,
        purpose: Purpose::Supervision,
        asked: "open a person",
        people: BTreeMap::from([(person, entries)]),
    }
}

pub async fn looks_are_grouped_acknowledged_and_read_newest_first(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let mut waiting = tokio::task::JoinSet::new();
    for when in 0..120 {
        let (db, row) = (fresh.db.clone(), look(&world, person, when));
        waiting.spawn(async move { db.record_look(row).await });
    }
    assert!(waiting.join_all().await.iter().all(Result::is_ok));
    assert_eq!(fresh.raw.number("select count(*) from ledger").await, 120, "acknowledged means written");
    let mut tx = fresh.read().await;
    let (mut before, mut seen) = (None, Vec::new());
    loop {
        let page = tx.looks(person, before, 50).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.place());
        seen.extend(page);
    }
    let expected: Vec<_> = (0..120).rev().map(at).collect();
    assert_eq!(seen.iter().map(|look| look.at).collect::<Vec<_>>(), expected);
    let one = &seen[0];
    assert_eq!(
        (one.by.as_str(), one.agency.as_str(), one.purpose),
        ("P. Officer", "Probation", Purpose::Supervision)
    );
    assert_eq!(one.shown, [Section::Identity, Section::Contact]);
    assert_eq!(one.withheld, [Section::Treatment]);
    assert_eq!(one.under, [(INTERIM_1, 1), (WRITTEN, 7)], "each look cites what it rests on");
}

/// Nine looks in three milliseconds, in pages of every size: each is told once, newest first.
pub async fn looks_of_one_millisecond_are_paged_without_gap_or_repeat(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let mut tx = fresh.write().await;
    let mut expected = Vec::new();
    for number in 0..9 {
        let row = look(&world, person, number / 3);
        expected.push((row.at, row.id));
        tx.record_look(&row).await.unwrap();
    }
    tx.commit().await.unwrap();
    expected.sort_by_key(|row| std::cmp::Reverse(*row));
    let mut tx = fresh.read().await;
    for size in 1..=9 {
        let (mut before, mut seen) = (None, Vec::new());
        loop {
            let page = tx.looks(person, before, size).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Some(last.place());
            seen.extend(page.into_iter().map(|look| (look.at, look.id)));
        }
        assert_eq!(seen, expected, "pages of {size}");
    }
}

pub async fn a_look_in_a_transaction_goes_with_it(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let mut tx = fresh.write().await;
    tx.record_look(&look(&world, person, 1)).await.unwrap();
    drop(tx);
    let mut tx = fresh.write().await;
    tx.record_look(&look(&world, person, 2)).await.unwrap();
    tx.commit().await.unwrap();
    let looks = fresh.read().await.looks(person, None, 9).await.unwrap();
    assert_eq!(looks.iter().map(|look| look.at).collect::<Vec<_>>(), [at(2)]);
}

/// While somebody else holds the database, a look is refused rather than acknowledged; afterwards looks are written again.
pub async fn looks_that_cannot_be_written_are_not_acknowledged(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let options = store::Options { patience: std::time::Duration::from_secs(1), ..fresh.options };
    let impatient = store::Db::open(&fresh.url, options).await.unwrap();
    match &fresh.raw {
        Raw::Sqlite(pool) => {
            let held = pool.begin_with("begin immediate").await.unwrap();
            assert!(impatient.record_look(look(&world, person, 1)).await.is_err());
            held.rollback().await.unwrap();
        }
        Raw::Postgres(pool) => {
            let mut held = pool.begin().await.unwrap();
            sqlx::raw_sql("lock table ledger in exclusive mode").execute(&mut *held).await.unwrap();
            assert!(impatient.record_look(look(&world, person, 1)).await.is_err());
            held.rollback().await.unwrap();
        }
    }
    impatient.record_look(look(&world, person, 2)).await.unwrap();
    let looks = fresh.read().await.looks(person, None, 9).await.unwrap();
    assert_eq!(looks.iter().map(|look| look.at).collect::<Vec<_>>(), [at(2)]);
    impatient.close().await;
}
