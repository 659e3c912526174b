//! Which pairs are offered, and that none is scored twice.

use std::collections::HashSet;
use std::sync::Mutex;

use linkage::{BlockingKey, BlockingRule, KeyOf, Linker, Preset};

use crate::people::{rows, table};

fn rule(column: &str, of: KeyOf, most: u32) -> BlockingRule {
    BlockingRule { keys: vec![BlockingKey { column: column.into(), of }], refine: Vec::new(), most }
}

#[test]
fn a_pair_that_several_rules_offer_is_scored_once() {
    let table = table(&rows(5, 900));
    let mut model = Preset::people().model(&table);
    // Whoever watches is told of every part of the work, and of every pair once.
    let parts = Mutex::new(Vec::new());
    let linker = Linker::new(&table, &model).unwrap();
    let all = linker.pairs_watched(f64::NEG_INFINITY, &|part| parts.lock().unwrap().push(part));
    let parts = parts.into_inner().unwrap();
    assert_eq!(parts.iter().map(|part| part.pairs).sum::<u64>(), all.scored);
    assert!(parts.iter().all(|part| part.of == parts.len()) && parts.len() > 1);
    let distinct: HashSet<(u32, u32)> = all.pairs.iter().map(|pair| (pair.left, pair.right)).collect();
    assert_eq!(all.scored, distinct.len() as u64);
    assert!(all.report.offered.iter().sum::<u64>() > all.scored, "several rules offer the same pairs");

    model.blocking = vec![rule("surname", KeyOf::Whole, u32::MAX)];
    let by_surname = Linker::new(&table, &model).unwrap().pairs(f64::NEG_INFINITY);
    let expected =
        (0..table.len()).flat_map(|a| (a + 1..table.len()).map(move |b| (a, b))).filter(|(a, b)| {
            let surname = |row: usize| table.value(u32::try_from(row).unwrap(), "surname");
            surname(*a).is_some() && surname(*a) == surname(*b)
        });
    assert_eq!(by_surname.scored, expected.count() as u64);
}

#[test]
fn a_block_that_stays_too_large_is_left_out_and_said_so() {
    let table = table(&rows(5, 900));
    let mut model = Preset::people().model(&table);
    model.blocking = vec![rule("forename", KeyOf::Whole, 20)];
    let pairs = Linker::new(&table, &model).unwrap().pairs(f64::NEG_INFINITY);
    assert!(pairs.report.left_out[0].blocks > 0 && pairs.report.left_out[0].pairs > pairs.scored);
}

#[test]
fn a_small_table_is_compared_whole() {
    let table = table(&rows(5, 100));
    let pairs = Linker::new(&table, &Preset::people().model(&table)).unwrap().pairs(f64::NEG_INFINITY);
    let count = table.len() as u64;
    assert!(pairs.report.every_pair);
    assert_eq!(pairs.scored, count * (count - 1) / 2);
}
