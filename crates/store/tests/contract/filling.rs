//! Batches of history: the same rows and events as single changes, whole or not at all, however they fall into statements.

use super::fixture::{Fresh, World, at, event, found, id, identity, involvement, prose, stamp};
use app::{
    events::EventKind,
    fill::Batch,
    ports::{SearchQuery, Store as _},
};
use domain::{ids::PersonId, note::Note, section::Section};

/// More rows of a kind than one statement takes on either database.
const PEOPLE: usize = 700;
const NOTES: usize = 7;

/// People with an involvement and some notes each, and an event for each.
fn history(world: &World) -> (Batch, Vec<PersonId>) {
    let mut batch = Batch::default();
    for number in 0..PEOPLE {
        let who = identity("Ada", &format!("Crane{number}"), world.officer.agency);
        let person = who.person;
        let told = |text: &str| event(person, EventKind::NoteAdded, world.officer, text);
        batch.events.push(event(person, EventKind::PersonCreated, world.officer, "first"));
        batch.involvements.push(involvement(person, world.officer, true));
        for count in 0..NOTES {
            let text = format!("“{count}” said Ada’s {number}.\nA second line.");
            batch.events.push(told(&text));
            let (at, text) = (at(i64::try_from(count).unwrap()), prose(&text));
            let stamp = stamp(world.officer, at);
            batch.notes.push(Note { id: id(), person, section: Section::Plan, text, stamp });
        }
        batch.people.push((who, at(0)));
    }
    let people = batch.people.iter().map(|(one, _)| one.person).collect();
    (batch, people)
}

pub async fn a_batch_of_any_size_is_read_back_and_its_chains_hold(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (batch, people) = history(&world);
    let notes = batch.notes.clone();
    fresh.db.fill(batch).await.unwrap();
    let mut tx = fresh.read().await;
    assert_eq!(tx.identities(&people).await.unwrap().len(), PEOPLE);
    for number in [0, PEOPLE / 2, PEOPLE - 1] {
        let standing = world.standing(&mut tx, world.officer, people[number]).await;
        let kept = tx.notes(people[number], None, 50).await.unwrap();
        let mut read: Vec<_> =
            kept.into_iter().map(|kept| world.open(world.officer, &standing, kept.1).unwrap()).collect();
        read.reverse();
        assert_eq!(read, notes[number * NOTES..(number + 1) * NOTES]);
        let viewer = world.officer.viewer;
        let filter = world.gate.visible_to(&viewer, domain::section::Purpose::Supervision);
        let words = vec![format!("crane{number}")];
        let query = SearchQuery { words, born: None, after: None, limit: 5 };
        let shown = found(&mut tx, &filter, &query).await;
        assert!(shown.iter().any(|(_, person)| *person == people[number]), "{shown:?}");
    }
    tx.end().await.unwrap();
    let verified = fresh.db.verify_chains(&[]).await.unwrap();
    assert_eq!(verified.broken, None);
    assert_eq!((verified.chains, verified.events), (PEOPLE as u64, (PEOPLE * (NOTES + 1)) as u64));
    let out_of_order = "select count(*) from event e join event n on n.chain_id = e.chain_id \
                        and n.position = e.position + 1 where n.sequence <= e.sequence";
    assert_eq!(fresh.raw.number(out_of_order).await, 0, "the log is in the order of the batch");
}

pub async fn a_later_batch_and_a_single_change_go_on_where_a_batch_ended(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (batch, people) = history(&world);
    fresh.db.fill(batch).await.unwrap();
    let mut tx = fresh.write().await;
    tx.append_events(vec![event(people[3], EventKind::NoteAdded, world.officer, "single")]).await.unwrap();
    tx.commit().await.unwrap();
    let events = people.iter().map(|one| event(*one, EventKind::NoteAdded, world.officer, "later")).collect();
    let involvements = vec![involvement(people[3], world.worker, true)];
    fresh.db.fill(Batch { events, involvements, ..Batch::default() }).await.unwrap();
    let mut tx = fresh.write().await;
    tx.append_events(vec![event(people[3], EventKind::NoteAdded, world.officer, "last")]).await.unwrap();
    tx.commit().await.unwrap();
    let verified = fresh.db.verify_chains(&[]).await.unwrap();
    assert_eq!((verified.broken, verified.chains), (None, PEOPLE as u64));
    assert_eq!(verified.events, (PEOPLE * (NOTES + 2) + 2) as u64);
    let words = "select count(*) from search_word where person_id = ";
    let words = format!("{words}{}", fresh.raw.literal(people[3].0));
    let kept = fresh.raw.number(&words).await;
    let first = fresh
        .raw
        .number(&format!("{words} and agency_id = {}", fresh.raw.literal(world.officer.agency.0)))
        .await;
    assert!(first >= 2 && kept == 2 * first, "the same words for each of two agencies: {kept}, {first}");
}

pub async fn a_batch_that_cannot_be_written_whole_leaves_nothing(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (mut batch, _) = history(&world);
    let taken = batch.people[0].0.reference.clone();
    batch.people[PEOPLE - 1].0.reference = taken;
    assert!(fresh.db.fill(batch).await.is_err());
    for table in ["person", "involvement", "note", "event", "event_payload", "search_word"] {
        assert_eq!(fresh.raw.number(&format!("select count(*) from {table}")).await, 0, "{table}");
    }
    let (batch, _) = history(&world);
    fresh.db.fill(batch).await.unwrap();
    assert_eq!(fresh.db.verify_chains(&[]).await.unwrap().broken, None);
}
