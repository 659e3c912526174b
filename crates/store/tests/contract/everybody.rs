//! Everybody, as the index in memory reads them: whole, in pages, and what the log had since.

use super::fixture::{Fresh, World, event, id, identity, involvement, line};
use app::events::EventKind;
use domain::{ids::PersonId, person::Name};
use uuid::Uuid;

pub async fn everybody_is_read_in_pages_with_the_agencies_that_may_find_them(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let ada = world.person(fresh, "Ada", "Crane").await;
    let ben = world.person(fresh, "Ben", "Marsh").await;
    let nobodys = identity("Cleo", "Fenn", world.police.agency);
    let mut tx = fresh.write().await;
    tx.create_person(&nobodys, super::fixture::at(0)).await.unwrap();
    tx.add_involvement(&involvement(ben.person, world.worker, false)).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = fresh.read().await;
    let first = tx.everybody(PersonId(Uuid::nil()), 2).await.unwrap();
    assert_eq!(first.iter().map(|one| &one.identity).collect::<Vec<_>>(), [&ada, &ben]);
    assert_eq!(first[0].agencies, [world.officer.agency]);
    let mut both = first[1].agencies.clone();
    both.sort_unstable();
    let mut expected = [world.officer.agency, world.worker.agency];
    expected.sort_unstable();
    assert_eq!(both, expected);
    let second = tx.everybody(ben.person, 2).await.unwrap();
    assert_eq!(second.len(), 1);
    assert_eq!((&second[0].identity, second[0].agencies.len()), (&nobodys, 0));
    tx.end().await.unwrap();

    // Another name brings other words; the agencies stay.
    let mut renamed = ada.clone();
    renamed.aliases = vec![Name { given: Some(line("Aaliyah")), middle: None, family: line("Abbot") }];
    renamed.version = 2;
    let mut tx = fresh.write().await;
    assert!(tx.update_identity(1, &renamed).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let again = tx.known_as(&[ada.person, id()]).await.unwrap();
    assert_eq!(again.len(), 1, "who is not there is left out");
    assert_eq!((&again[0].identity, &again[0].agencies), (&renamed, &vec![world.officer.agency]));
    tx.end().await.unwrap();
}

pub async fn what_was_recorded_since_is_told_once_and_what_was_missed_when_it_is_there(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let ada = world.person(fresh, "Ada", "Crane").await.person;
    let ben = world.person(fresh, "Ben", "Marsh").await.person;
    let mut tx = fresh.read().await;
    let start = tx.log_end().await.unwrap();
    assert_eq!(tx.recorded(start, &[], 10).await.unwrap(), []);
    tx.end().await.unwrap();
    let mut tx = fresh.write().await;
    for person in [ada, ben, ada] {
        tx.append_events(vec![event(person, EventKind::NoteAdded, world.officer, "Rang")]).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let all = tx.recorded(start, &[], 10).await.unwrap();
    assert_eq!(all.iter().map(|one| one.1).collect::<Vec<_>>(), [Some(ada), Some(ben), Some(ada)]);
    let places: Vec<i64> = all.iter().map(|one| one.0).collect();
    assert_eq!(tx.log_end().await.unwrap(), places[2]);
    assert_eq!(tx.recorded(start, &[], 2).await.unwrap(), all[..2]);
    let late = tx.recorded(places[1], &[places[0], places[2] + 7], 10).await.unwrap();
    assert_eq!(
        late,
        [all[0], all[2]],
        "a place that was empty and is there now is told, one that is not is not"
    );
    tx.end().await.unwrap();
}
