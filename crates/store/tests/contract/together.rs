//! Writes that are kept for the end of a transaction, and commits that several share.

use super::fixture::{Fresh, Staff, World, at, event, id, identity, involvement};
use app::{
    events::EventKind,
    ports::{Idempotent, Store as _, StoreError, Tx},
};
use domain::{ids::PersonId, person::Identity};
use std::{future::Future, pin::pin, sync::Arc, task::Poll};
use store::Db;
use tokio::{sync::Barrier, task::JoinSet};

/// A person with an involvement and two events, not committed.
async fn written(db: &Db, officer: Staff, who: &Identity) -> Result<Box<dyn Tx>, StoreError> {
    let mut tx = db.write().await?;
    assert!(tx.create_person(who, at(0)).await?, "a short reference of its own");
    tx.add_involvement(&involvement(who.person, officer, true)).await?;
    let kinds = [EventKind::PersonCreated, EventKind::InvolvementBegan];
    tx.append_events(kinds.map(|kind| event(who.person, kind, officer, "begun")).into()).await?;
    Ok(tx)
}

/// People, involvements, events and payloads there are.
async fn counts(fresh: &Fresh) -> [i64; 4] {
    let mut counts = [0; 4];
    for (count, table) in counts.iter_mut().zip(["person", "involvement", "event", "event_payload"]) {
        *count = fresh.raw.number(&format!("select count(*) from {table}")).await;
    }
    counts
}

/// Some commit, some are dropped, and some fail, all at once: what was acknowledged is there, and nothing else.
pub async fn writers_at_the_same_moment_each_keep_their_own(fresh: &Fresh) {
    let officer = World::new(fresh).await.officer;
    let key = Idempotent { fingerprint: [1; 32], made: id() };
    let mut tx = fresh.write().await;
    tx.remember(officer.account, "taken", &key, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    let barrier = Arc::new(Barrier::new(24));
    let mut writers = JoinSet::new();
    for number in 0..24 {
        let (db, barrier, key) = (fresh.db.clone(), Arc::clone(&barrier), key.clone());
        writers.spawn(async move {
            let who = identity("Ada", "Crane", officer.agency);
            barrier.wait().await;
            let mut tx = written(&db, officer, &who).await.unwrap();
            match number % 3 {
                0 => drop(tx),
                1 => {
                    tx.remember(officer.account, "taken", &key, at(1)).await.unwrap();
                    assert!(matches!(tx.commit().await, Err(StoreError::Busy)));
                }
                _ => {
                    tx.commit().await.unwrap();
                    return Some(who.person);
                }
            }
            None
        });
    }
    let people: Vec<PersonId> = writers.join_all().await.into_iter().flatten().collect();
    assert_eq!(people.len(), 8);
    // Whoever was dropped is undone by the time that the next writer has its turn.
    fresh.write().await.commit().await.unwrap();
    let mut tx = fresh.read().await;
    assert_eq!(tx.identities(&people).await.unwrap().len(), 8);
    tx.end().await.unwrap();
    assert_eq!(counts(fresh).await, [8, 8, 16, 16]);
    assert_eq!(fresh.db.verify_chains(&[]).await.unwrap().broken, None);
}

pub async fn a_write_that_is_kept_fails_at_the_end_and_only_its_own_transaction(fresh: &Fresh) {
    let officer = World::new(fresh).await.officer;
    let stranger = identity("Bo", "Heron", officer.agency);
    let mut tx = fresh.write().await;
    // Nobody wrote this person: the foreign key has the last word.
    tx.add_involvement(&involvement(stranger.person, officer, true)).await.unwrap();
    assert!(matches!(tx.commit().await, Err(StoreError::Failed(_))));
    assert_eq!(counts(fresh).await, [0; 4]);
    let who = identity("Ada", "Crane", officer.agency);
    written(&fresh.db, officer, &who).await.unwrap().commit().await.unwrap();
    let twice = Identity { person: id(), ..who.clone() };
    let mut tx = fresh.write().await;
    assert!(!tx.create_person(&twice, at(0)).await.unwrap(), "the short reference is taken");
    tx.commit().await.unwrap();
    assert_eq!(counts(fresh).await, [1, 1, 2, 2]);
}

pub async fn a_read_sees_the_writes_before_it(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let who = identity("Ada", "Crane", world.officer.agency);
    let mut tx = written(&fresh.db, world.officer, &who).await.unwrap();
    assert_eq!(tx.identities(&[who.person]).await.unwrap().len(), 1);
    tx.append_events(vec![event(who.person, EventKind::NoteAdded, world.officer, "third")]).await.unwrap();
    let places = tx.timeline(who.person, None, 10).await.unwrap();
    assert_eq!(places.len(), 3, "each event with its payload, before the commit");
    assert!(!tx.update_identity(7, &who).await.unwrap(), "another version");
    assert!(tx.update_identity(1, &Identity { version: 2, ..who.clone() }).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(counts(fresh).await, [1, 1, 3, 3]);
    assert_eq!(fresh.db.verify_chains(&[]).await.unwrap().broken, None);
    let words =
        format!("select count(*) from search_word where person_id = {}", fresh.raw.literal(who.person.0));
    assert!(fresh.raw.number(&words).await >= 2, "the words are spread after the person is written");
}

pub async fn after_a_failure_nothing_more_is_written(fresh: &Fresh) {
    let officer = World::new(fresh).await.officer;
    let stranger = identity("Bo", "Heron", officer.agency);
    let mut tx = fresh.write().await;
    tx.add_involvement(&involvement(stranger.person, officer, true)).await.unwrap();
    assert!(tx.identities(&[stranger.person]).await.is_err(), "the read sends what waits before it");
    assert!(tx.create_person(&stranger, at(0)).await.is_err());
    assert!(tx.commit().await.is_err(), "a transaction that has failed is not committed as if nothing were");
    assert_eq!(counts(fresh).await, [0; 4]);
}

/// Of requests under one key that come at the same moment, one makes and the others are told what it made; one that is
/// undone has reserved nothing.
pub async fn a_key_reserved_at_the_same_moment_makes_once(fresh: &Fresh) {
    let me = World::new(fresh).await.officer.account;
    let mut undone = fresh.write().await;
    let what = Idempotent { fingerprint: [1; 32], made: id() };
    assert_eq!(undone.reserve(me, "double", &what, at(0)).await.unwrap(), None);
    drop(undone);
    let mut requests = JoinSet::new();
    for _ in 0..8 {
        let db = fresh.db.clone();
        requests.spawn(async move {
            let mut tx = db.write().await.unwrap();
            let what = Idempotent { fingerprint: [2; 32], made: id() };
            if let Some(before) = tx.reserve(me, "double", &what, at(0)).await.unwrap() {
                return (before.made, false);
            }
            tx.commit().await.unwrap();
            (what.made, true)
        });
    }
    let done = requests.join_all().await;
    assert_eq!(done.iter().filter(|(_, made)| *made).count(), 1, "{done:?}");
    assert!(done.iter().all(|(made, _)| *made == done[0].0), "{done:?}");
}

/// Whoever goes away, at whatever point, leaves the whole change or none of it, and the next writer is served.
pub async fn a_writer_that_is_stopped_anywhere_leaves_all_or_nothing(fresh: &Fresh) {
    let officer = World::new(fresh).await.officer;
    let mut whole = 0;
    for polls in 0..24 {
        let who = identity("Ada", "Crane", officer.agency);
        let neighbour = identity("Bo", "Heron", officer.agency);
        let (stopped, beside) = tokio::join!(
            stopped_after(polls, async { written(&fresh.db, officer, &who).await?.commit().await }),
            async { written(&fresh.db, officer, &neighbour).await?.commit().await },
        );
        beside.unwrap();
        let stopped = stopped.map(Result::unwrap);
        let last = identity("Cy", "Stork", officer.agency);
        written(&fresh.db, officer, &last).await.unwrap().commit().await.unwrap();
        // Waits for whoever is still at work on PostgreSQL; SQLite has done so for the last writer.
        fresh.db.heads_after(0, 1).await.unwrap();
        let mut tx = fresh.read().await;
        let there = tx.identities(&[who.person]).await.unwrap().len();
        tx.end().await.unwrap();
        assert!(stopped.is_none() || there == 1, "what was acknowledged is there");
        whole += i64::try_from(there).unwrap() + 2;
        assert_eq!(counts(fresh).await, [whole, whole, 2 * whole, 2 * whole], "stopped after {polls}");
    }
    assert_eq!(fresh.db.verify_chains(&[]).await.unwrap().broken, None);
}

/// Runs `work` until it has been looked at so many times, and drops it then.
async fn stopped_after<F: Future>(polls: u32, work: F) -> Option<F::Output> {
    let mut work = pin!(work);
    let mut left = polls;
    std::future::poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        work.as_mut().poll(cx).map(Some)
    })
    .await
}
