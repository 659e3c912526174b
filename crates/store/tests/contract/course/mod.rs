//! The course of people through every part of the work, by the use-cases and in any order: what the log tells of it is what
//! the tables hold, and what must hold after each step does.

mod acts;
mod casework;
mod desk;
mod held;
mod leaving;
mod office;
mod openings;
mod provision;
mod registers;
mod rights;
mod rules;

pub use leaving::what_leaves_and_who_keeps_it_is_told_whole;
pub use openings::{an_emergency_is_kept_whole_and_reviewed_once, what_opens_and_bars_is_told_whole};
pub use registers::registers_are_told_but_for_their_words;
pub use rights::{
    a_look_that_is_changed_after_it_was_sealed_is_found, what_is_asked_for_and_put_right_is_told_whole,
};

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
        rules::hold(&office, act).await;
        if number % 100 == 99 {
            held::every_record_follows_from_its_events(fresh, &office).await;
        }
    }
    held::every_record_follows_from_its_events(fresh, &office).await;
}

/// Moves until every kind of event that a use-case writes about people, lists and pathways was told: none is left out of the
/// comparison. After a while fewer people come, and those who are there go further.
pub async fn every_kind_of_event_is_told_whole(fresh: &Fresh) {
    const MOST: usize = 16_000;
    const ALL_KINDS: usize = 1_000;
    let office = Office::open(fresh).await;
    let mut runner = TestRunner::deterministic();
    let acts = vec(any_act(), MOST..=MOST).new_tree(&mut runner).unwrap().current();
    for (number, act) in acts.into_iter().enumerate() {
        let (kind, b) = if number < ALL_KINDS { (act.kind, act.b) } else { acts::of(&acts::FURTHER, act.b) };
        office.does(Act { kind, b, ..act }).await;
        if number % 250 == 249 && held::untold(&office).await.is_empty() {
            break;
        }
    }
    assert_eq!(held::untold(&office).await, Vec::<&str>::new(), "never told");
    held::every_record_follows_from_its_events(fresh, &office).await;
}
