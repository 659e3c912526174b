//! Everybody, as the index in memory reads them: whole, in pages, and what the log had since.

use super::fixture::{Fresh, TODAY, World, at, event, id, identity, involvement, line, stamp};
use app::{
    events::EventKind,
    ports::{Figures, LikenessMark, WaitingPair, Waits},
};
use domain::{
    identity_review::{Decided, IdentityReview, Pair, ReviewState, Verdict},
    ids::PersonId,
    person::Name,
    section::Purpose,
};
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

/// Figures of the matcher hold from the last row on; decisions are read in order of the first record, whole.
pub async fn figures_of_the_matcher_are_kept_once_and_decisions_read_in_pages(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let kept = |position, figures: Option<&str>, labels| Figures {
        position,
        figures: figures.map(str::to_owned),
        labels,
        stamp: stamp(world.officer, at(position)),
    };
    let (first, second) = (kept(1, Some("{\"surname\":{\"same\":0.9}}"), (50, 7)), kept(2, None, (0, 0)));
    let mut tx = fresh.write().await;
    assert_eq!(tx.matcher_figures().await.unwrap(), None);
    for one in [&first, &second] {
        assert!(tx.put_matcher_figures(one).await.unwrap());
        assert_eq!(tx.matcher_figures().await.unwrap().as_ref(), Some(one));
    }
    assert!(!tx.put_matcher_figures(&first).await.unwrap(), "somebody came first");
    tx.commit().await.unwrap();
    assert!(fresh.raw.run("update matcher_figures set same = 1").await.is_err(), "append-only");
    assert!(fresh.raw.run("delete from matcher_figures").await.is_err(), "append-only");

    let mut people = Vec::new();
    for given in ["Ada", "Bo", "Cy", "Di"] {
        people.push(world.person(fresh, given, "Crane").await.person);
    }
    people.sort_unstable();
    let decided = |one: usize, other: usize, verdict| {
        let stamp = stamp(world.officer, at(9));
        let decided = Decided { verdict, reason: line("Compared"), evidence: vec![], stamp };
        IdentityReview::open(Pair::new(people[one], people[other]).unwrap()).append(decided).unwrap()
    };
    let all = [decided(0, 1, Verdict::Same), decided(0, 3, Verdict::Different), decided(2, 3, Verdict::Same)];
    let mut tx = fresh.write().await;
    for one in &all {
        assert!(tx.append_identity_decision(one).await.unwrap());
    }
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    assert_eq!(tx.decided_after(PersonId(Uuid::nil()), 1).await.unwrap(), all[..2]);
    assert_eq!(tx.decided_after(people[0], 1).await.unwrap(), all[2..]);
    assert_eq!(tx.decided_after(people[2], 1).await.unwrap(), []);
    tx.end().await.unwrap();
}

/// The list of pairs is the same forth and back, and its mark can be forgotten.
pub async fn pairs_that_wait_are_gone_through_forth_and_back(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut people = Vec::new();
    for given in ["Ada", "Bo", "Cy", "Di"] {
        people.push(world.person(fresh, given, "Crane").await.person);
    }
    people.sort_unstable();
    let pair = |one: usize, other: usize, weight, agency| WaitingPair {
        pair: Pair::new(people[one], people[other]).unwrap(),
        weight,
        against: false,
        agencies: [(agency, None)].into(),
    };
    let own = world.officer.agency;
    let found = [pair(0, 1, 900, own), pair(0, 2, 900, own), pair(1, 2, 900, own), pair(2, 3, -5, own)];
    let elsewhere = pair(1, 3, 950, world.worker.agency);
    let mut tx = fresh.write().await;
    tx.put_likenesses(&people, &[&found[..], &[elsewhere]].concat()).await.unwrap();
    let mark = LikenessMark { sequence: 7, one_in: 0, taught: 3 };
    tx.looked_at_everybody(mark).await.unwrap();
    assert_eq!(tx.likeness_mark().await.unwrap(), Some(mark));
    tx.commit().await.unwrap();
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let mut tx = fresh.read().await;
    let all = tx.waiting_pairs(&filter, None, 9, TODAY).await.unwrap();
    let expected =
        found.iter().map(|one| Waits { pair: one.pair, state: ReviewState::Open, weight: one.weight });
    assert_eq!(all, expected.collect::<Vec<_>>());
    let place = |one: &Waits| (one.weight, one.pair.first(), one.pair.second());
    for (number, one) in all.iter().enumerate() {
        let before = tx.waiting_pair_before(&filter, place(one), TODAY).await.unwrap();
        assert_eq!(before, number.checked_sub(1).map(|before| all[before]));
        let after = tx.waiting_pairs(&filter, Some(place(one)), 1, TODAY).await.unwrap();
        assert_eq!(after.first(), all.get(number + 1));
    }
    tx.end().await.unwrap();
}
