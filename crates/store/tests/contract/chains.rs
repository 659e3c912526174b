//! The event log: chains that hold, tampering that shows, and a database that refuses to change history.

use super::fixture::{Fresh, World, at, event, id, prose};
use app::{
    events::{BrokenLink, EventKind},
    ports::{Checkpoint, Store as _, Verified},
};
use domain::{ids::PersonId, note::Note, section::Section};

/// Three people with four events each, and their chains' heads.
async fn three_chains(fresh: &Fresh) -> (World, Vec<PersonId>) {
    let world = World::new(fresh).await;
    let mut people = Vec::new();
    for _ in 0..3 {
        let person = world.person(fresh, "Ada", "Crane").await.person;
        let mut tx = fresh.write().await;
        let begun = [EventKind::PersonCreated, EventKind::InvolvementBegan, EventKind::NoteAdded];
        let events = begun.map(|kind| event(person, kind, world.officer, "first")).to_vec();
        tx.append_events(events).await.unwrap();
        tx.append_events(vec![event(person, EventKind::NoteAdded, world.officer, "second")]).await.unwrap();
        tx.append_events(Vec::new()).await.unwrap();
        tx.commit().await.unwrap();
        people.push(person);
    }
    people.sort();
    (world, people)
}

async fn verify(fresh: &Fresh, checkpoints: &[Checkpoint]) -> Verified {
    fresh.db.verify_chains(checkpoints).await.unwrap()
}

pub async fn a_timeline_is_read_newest_first_and_pages_do_not_overlap(fresh: &Fresh) {
    let (world, people) = three_chains(fresh).await;
    let person = people[1];
    let mut sent = event(person, EventKind::ReferralSent, world.officer, "sent");
    (sent.section, sent.sent_to, sent.subject) =
        (Some(Section::Substance), Some(world.worker.agency), Some(id()));
    let mut tx = fresh.write().await;
    tx.append_events(vec![sent.clone()]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let (mut before, mut kinds) = (None, Vec::new());
    loop {
        let page = tx.timeline(person, before, 2).await.unwrap();
        let Some((last, _)) = page.last() else { break };
        before = Some(*last);
        for (place, sealed) in page {
            let label = sealed.label();
            assert_eq!((label.person, label.holder), (person, world.officer.agency));
            if kinds.is_empty() {
                assert_eq!((label.section, label.sent_to), (Section::Substance, sent.sent_to));
            }
            let shown = world.open(world.officer, &standing, sealed).unwrap();
            assert_eq!(shown.id, place);
            assert_eq!((shown.by.as_str(), shown.agency.as_str()), ("P. Officer", "Probation"));
            if kinds.is_empty() {
                assert_eq!((shown.id, shown.subject, shown.stamp), (sent.id, sent.subject, sent.stamp));
                assert_eq!(shown.body.as_ref(), Some(&sent.body));
            }
            kinds.push(shown.kind);
        }
    }
    let kinds: Vec<_> = kinds.iter().map(|kind: &EventKind| kind.code()).collect();
    let expected = ["referral.sent", "note.added", "note.added", "involvement.began", "person.created"];
    assert_eq!(kinds, expected);
}

pub async fn intact_chains_verify_and_heads_are_told_in_order(fresh: &Fresh) {
    let (world, people) = three_chains(fresh).await;
    let heads = fresh.db.heads_after(0, 10).await.unwrap();
    assert_eq!(heads.len(), 3);
    assert!(heads.iter().all(|head| head.position == 4));
    assert!(heads.is_sorted_by_key(|head| head.sequence));
    assert_eq!(
        verify(fresh, &heads).await,
        Verified { chains: 3, events: 12, disposed: 0, looks: 0, broken: None }
    );
    let mut tx = fresh.write().await;
    tx.append_events(vec![event(people[0], EventKind::NoteAdded, world.officer, "third")]).await.unwrap();
    tx.commit().await.unwrap();
    let changed = fresh.db.heads_after(heads[2].sequence, 10).await.unwrap();
    assert_eq!(
        changed.iter().map(|head| (head.chain, head.position)).collect::<Vec<_>>(),
        [(people[0].0, 5)]
    );
    assert_eq!(fresh.db.heads_after(0, 2).await.unwrap().len(), 2);
    assert_eq!(verify(fresh, &heads).await.broken, None, "a chain may grow past a checkpoint");
}

pub async fn a_changed_payload_is_found(fresh: &Fresh) {
    let (_, people) = three_chains(fresh).await;
    let chain = fresh.raw.literal(people[1].0);
    fresh.raw.drop_guards("event_payload").await;
    let other = "update event_payload set body = '{\"words\":\"other\"}' where sequence = \
                 (select sequence from event where position = 3 and chain_id = ";
    fresh.raw.run(&format!("{other}{chain})")).await.unwrap();
    let broken = verify(fresh, &[]).await.broken;
    assert_eq!(broken, Some(BrokenLink::Payload { chain: people[1].0, position: 3 }));
    let gone = "delete from event_payload where sequence = (select sequence from event where position = 2 and chain_id = ";
    fresh.raw.run(&format!("{gone}{chain})")).await.unwrap();
    let broken = verify(fresh, &[]).await.broken;
    assert_eq!(
        broken,
        Some(BrokenLink::Payload { chain: people[1].0, position: 2 }),
        "a payload that is not there"
    );
}

pub async fn a_removed_event_is_found(fresh: &Fresh) {
    let (_, people) = three_chains(fresh).await;
    fresh.raw.drop_guards("event").await;
    fresh.raw.drop_guards("event_payload").await;
    for (person, position) in [(people[2], 1), (people[1], 2)] {
        let chosen = format!("chain_id = {} and position = {position}", fresh.raw.literal(person.0));
        fresh
            .raw
            .run(&format!(
                "delete from event_payload where sequence = (select sequence from event where {chosen})"
            ))
            .await
            .unwrap();
        fresh.raw.run(&format!("delete from event where {chosen}")).await.unwrap();
        let broken = verify(fresh, &[]).await.broken;
        assert_eq!(broken, Some(BrokenLink::Missing { chain: person.0, position }), "the first is named");
    }
}

pub async fn a_changed_fact_is_found(fresh: &Fresh) {
    let (world, people) = three_chains(fresh).await;
    fresh.raw.drop_guards("event").await;
    let (other, chain) = (fresh.raw.literal(world.worker.account.0), fresh.raw.literal(people[0].0));
    fresh
        .raw
        .run(&format!("update event set by_account = {other} where position = 2 and chain_id = {chain}"))
        .await
        .unwrap();
    let broken = verify(fresh, &[]).await.broken;
    assert_eq!(broken, Some(BrokenLink::Link { chain: people[0].0, position: 2 }));
}

pub async fn a_cut_tail_is_found_by_its_checkpoint(fresh: &Fresh) {
    let (_, people) = three_chains(fresh).await;
    let heads = fresh.db.heads_after(0, 10).await.unwrap();
    fresh.raw.drop_guards("event").await;
    fresh.raw.drop_guards("event_payload").await;
    let cut = async |chosen: String| {
        let tail = format!(
            "delete from event_payload where sequence in (select sequence from event where {chosen})"
        );
        fresh.raw.run(&tail).await.unwrap();
        fresh.raw.run(&format!("delete from event where {chosen}")).await.unwrap();
    };
    cut(format!("position = 4 and chain_id = {}", fresh.raw.literal(people[1].0))).await;
    assert_eq!(verify(fresh, &[]).await.broken, None, "without a checkpoint a cut tail cannot be seen");
    let broken = verify(fresh, &heads).await.broken;
    assert_eq!(broken, Some(BrokenLink::CutTail { chain: people[1].0, position: 4 }));
    cut(format!("chain_id = {}", fresh.raw.literal(people[2].0))).await;
    let last: Vec<_> = heads.iter().filter(|head| head.chain == people[2].0).cloned().collect();
    let broken = verify(fresh, &last).await.broken;
    assert_eq!(broken, Some(BrokenLink::CutTail { chain: people[2].0, position: 4 }), "a chain that is gone");
    let mut other = heads.iter().find(|head| head.chain == people[0].0).unwrap().clone();
    other.hash = [7; 32];
    let broken = verify(fresh, &[other]).await.broken;
    assert_eq!(
        broken,
        Some(BrokenLink::CutTail { chain: people[0].0, position: 4 }),
        "a chain that was rewritten"
    );
}

pub async fn an_emptied_payload_still_verifies(fresh: &Fresh) {
    let (world, people) = three_chains(fresh).await;
    let chain = fresh.raw.literal(people[0].0);
    let chosen =
        format!("sequence in (select sequence from event where position = 1 and chain_id = {chain})");
    for (refused, why) in [
        ("set body = 'x'", "changed"),
        ("set salt = null, body = 'x'", "changed while it is emptied"),
        ("set sequence = sequence + 100, salt = null, body = null", "moved"),
        ("set body = null", "emptied by half"),
    ] {
        assert!(
            fresh.raw.run(&format!("update event_payload {refused} where {chosen}")).await.is_err(),
            "{why}"
        );
    }
    let empty = format!("update event_payload set salt = null, body = null where {chosen}");
    assert!(fresh.raw.run(&empty).await.is_err(), "outside a disposal");
    super::disposal::begin(fresh, people[0]).await;
    assert_eq!(fresh.raw.run(&empty).await, Ok(1));
    assert_eq!(
        verify(fresh, &[]).await,
        Verified { chains: 3, events: 12, disposed: 1, looks: 0, broken: None }
    );
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, people[0]).await;
    let (_, first) = tx.timeline(people[0], None, 9).await.unwrap().pop().unwrap();
    assert_eq!(world.open(world.officer, &standing, first).unwrap().body, None);
}

pub async fn the_database_refuses_to_change_what_is_append_only(fresh: &Fresh) {
    let (world, people) = three_chains(fresh).await;
    let request = world.request(people[0]);
    let fact = domain::referral::Fact::Sent;
    let mut tx = fresh.write().await;
    tx.insert_referral(&request, &super::fixture::stamp(world.officer, at(0)), &fact).await.unwrap();
    tx.record_look(&super::ledger::look(&world, people[0], 1)).await.unwrap();
    let note = Note {
        id: id(),
        person: people[0],
        section: Section::Notes,
        text: prose("Seen today."),
        stamp: super::fixture::stamp(world.officer, at(0)),
    };
    tx.add_note(&note).await.unwrap();
    tx.commit().await.unwrap();
    let tables = ["event", "ledger", "ledger_person", "note", "referral_fact", "event_payload"];
    let mut refused = Vec::new();
    for table in tables {
        let column = match table {
            "event" | "event_payload" => "sequence",
            _ => "at",
        };
        refused.push(format!("update {table} set {column} = {column} + 1"));
        refused.push(format!("delete from {table}"));
        if fresh.raw.is_postgres() {
            refused.push(format!("truncate {table} cascade"));
        }
    }
    for text in refused {
        let said = fresh.raw.run(&text).await.expect_err(&text);
        assert!(said.contains("is append-only") || said.contains("may only be emptied"), "{text}: {said}");
    }
    assert_eq!(verify(fresh, &[]).await.events, 12);
}

/// Ten writers append to one chain at once; each waits for the one before or is told to try again.
pub async fn writers_of_one_chain_do_not_tear_it(fresh: &Fresh) {
    let (world, people) = three_chains(fresh).await;
    let (person, officer) = (people[0], world.officer);
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let db = fresh.db.clone();
        writers.spawn(async move {
            let mut tx = db.write().await?;
            tx.append_events(vec![event(person, EventKind::NoteAdded, officer, "raced")]).await?;
            tx.commit().await
        });
    }
    let done = writers.join_all().await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    assert_eq!(
        verify(fresh, &[]).await,
        Verified { chains: 3, events: 22, disposed: 0, looks: 0, broken: None }
    );
}
