//! Reads of the past, and the dated facts of the people they were about.

use super::{
    fixture::{Fresh, TODAY, World, at, id},
    gate::filled,
    ledger::look,
};
use app::{ledger::LedgerRow, ports::PastQuery};
use domain::ids::PersonId;
use gate::Standing;
use std::collections::BTreeMap;

/// Of random people, what their dated facts say of this instant is what a standing read now says, for each member of staff.
pub async fn what_is_kept_with_dates_says_what_a_standing_of_now_says(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let people = filled(fresh, &world, 200).await;
    let mut tx = fresh.read().await;
    let dated = tx.dated(&people).await.unwrap();
    let watched: Vec<String> = vec!["ATR".into(), "DRR".into()];
    let mut related = 0;
    for staff in world.all_staff() {
        let mut standings = tx.standings(&staff.viewer, &people, TODAY).await.unwrap();
        let found = tx.circumstances(&staff.viewer, &people, &watched, TODAY, at(1)).await.unwrap();
        for standing in &mut standings {
            standing.circumstances = found.get(&standing.person).copied().unwrap_or_default();
            standing.edition = 0;
            let kept = dated.get(&standing.person).cloned().unwrap_or_default();
            let rebuilt = kept.standing(standing.person, &staff.viewer, (at(1), TODAY), &watched);
            assert_eq!(rebuilt, *standing);
            related += usize::from(
                rebuilt != Standing { access: rebuilt.access, ..Standing::none(standing.person) },
            );
        }
    }
    assert!(related > 50, "the cases are worth something: {related}");
}

/// A row that speaks of several people is read once for each, in pages of any size, within its instants and by its readers alone.
pub async fn past_reads_come_person_by_person_whole_and_once(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let people =
        [world.person(fresh, "Ada", "Crane").await.person, world.person(fresh, "Bea", "Drake").await.person];
    let mut tx = fresh.write().await;
    let mut expected: Vec<(PersonId, i64)> = Vec::new();
    for number in 0..7 {
        let mut row: LedgerRow = look(&world, people[0], number);
        let entries = row.people[&people[0]].clone();
        row.people = BTreeMap::new();
        for (place, person) in people.iter().enumerate() {
            if number % 2 == 0 || place == 0 {
                let theirs = entries.iter().map(|entry| gate::Entry { person: *person, ..*entry }).collect();
                row.people.insert(*person, theirs);
                if (2..6).contains(&number) {
                    expected.push((*person, number));
                }
            }
        }
        tx.record_look(&row).await.unwrap();
    }
    // Somebody of another agency.
    let other = LedgerRow {
        id: id(),
        by: world.worker.account,
        agency: world.worker.agency,
        ..look(&world, people[0], 3)
    };
    tx.record_look(&other).await.unwrap();
    tx.commit().await.unwrap();
    expected.sort_unstable();
    let mut tx = fresh.read().await;
    for size in 1..=9 {
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let query = PastQuery {
                agencies: &[world.officer.agency],
                concerning: None,
                from: at(2),
                until: at(6),
                after,
                limit: size,
            };
            let page = tx.past_reads(&query).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.place);
            for read in &page {
                assert_eq!(read.entries.len(), 4, "whole");
                assert!(read.entries.iter().all(|entry| entry.person == read.place.person));
                assert_eq!((read.by, read.name.as_deref()), (world.officer.account, Some("P. Officer")));
                let original = look(&world, read.place.person, 0).people.remove(&read.place.person).unwrap();
                assert_eq!(read.entries, sorted(original), "as it was written");
            }
            seen.extend(page.iter().map(|read| (read.place.person, read.place.at)));
        }
        let wanted: Vec<_> = expected.iter().map(|(person, number)| (*person, at(*number))).collect();
        assert_eq!(seen, wanted, "pages of {size}");
    }
}

/// In the order in which they are kept: by holder.
fn sorted(mut entries: Vec<gate::Entry>) -> Vec<gate::Entry> {
    entries.sort_by_key(|entry| entry.holder);
    entries
}
