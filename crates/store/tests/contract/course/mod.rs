//! The course of people through every part of the work, by the use-cases and in any order: what the log tells of it is what
//! the tables hold, and what must hold after each step does.

mod acts;
mod desk;
mod held;
mod office;
mod rules;

use super::fixture::{Fresh, cases};
use acts::Act;
use office::Office;
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};

/// What is done next: the kind of act and three numbers that choose among what there is.
fn any_act() -> impl Strategy<Value = Act> {
    (0..acts::WEIGHT, any::<u32>(), any::<u32>(), any::<u32>()).prop_map(|(kind, a, b, c)| Act {
        kind,
        a,
        b,
        c,
    })
}

/// Random moves, legal and illegal: whatever is refused changes nothing; after each the rules hold, and in between the log
/// tells what the tables hold.
pub async fn random_moves_keep_the_rules_and_replay(fresh: &Fresh) {
    let office = Office::open(fresh).await;
    let mut runner = TestRunner::deterministic();
    let acts = vec(any_act(), cases(4_000)).new_tree(&mut runner).unwrap().current();
    for (number, act) in acts.into_iter().enumerate() {
        office.does(act).await;
        rules::hold(&office).await;
        if number % 100 == 99 {
            held::every_record_follows_from_its_events(fresh, &office).await;
        }
    }
    held::every_record_follows_from_its_events(fresh, &office).await;
}

/// Moves until every kind of event that a use-case writes about people, lists and pathways was told: none is left out of the
/// comparison.
pub async fn every_kind_of_event_is_told_whole(fresh: &Fresh) {
    const MOST: usize = 8_000;
    let office = Office::open(fresh).await;
    let mut runner = TestRunner::deterministic();
    for act in vec(any_act(), MOST).new_tree(&mut runner).unwrap().current().chunks(250) {
        for act in act {
            office.does(*act).await;
        }
        held::every_record_follows_from_its_events(fresh, &office).await;
        if held::untold(&office).await.is_empty() {
            return;
        }
    }
    panic!("never told: {:?}", held::untold(&office).await);
}
