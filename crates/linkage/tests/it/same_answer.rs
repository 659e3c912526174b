//! The same answer for any order of rows and any number of threads.

use std::collections::BTreeMap;

use linkage::{Linker, Preset, Resolution, Training};
use proptest::prelude::*;

use crate::people::{Draw, Row, rows, table};

/// Each scored pair by the numbers that its rows had before they were shuffled, and each row's cluster mates.
type Answer = (BTreeMap<(usize, usize), u64>, Vec<Vec<usize>>);

fn answer(rows: &[Row], numbers: &[usize]) -> Answer {
    let table = table(rows);
    let model = Preset::people().model(&table);
    let (linker, _) = Linker::trained(&table, model, &Training::default()).unwrap();
    let pairs = linker.pairs(-5.0);
    let clusters = linker.clusters(&pairs, &Resolution::default());
    let number = |row: u32| numbers[row as usize];
    let pairs = clusters.pairs.iter().map(|pair| {
        let (a, b) = (number(pair.left), number(pair.right));
        ((a.min(b), a.max(b)), pair.weight.to_bits())
    });
    let mut mates: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (row, cluster) in clusters.of.iter().enumerate() {
        mates.entry(*cluster).or_default().push(numbers[row]);
    }
    let mut mates: Vec<Vec<usize>> = mates.into_values().collect();
    for own in &mut mates {
        own.sort_unstable();
    }
    mates.sort();
    (pairs.collect(), mates)
}

fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut draw = Draw::new(seed);
    let mut order: Vec<usize> = (0..count).collect();
    for at in (1..count).rev() {
        order.swap(at, draw.below(at + 1));
    }
    order
}

/// Rows that are wholly alike may stand for one another, so only rows that differ are used.
fn distinct(seed: u64, people: usize) -> Vec<Row> {
    let mut rows = rows(seed, people);
    rows.sort();
    rows.dedup_by(|a, b| a[..6] == b[..6]);
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_changes_nothing(seed in 0_u64..1000, order in 0_u64..1000) {
        let rows = distinct(seed, 60);
        let order = shuffled(rows.len(), order);
        let moved: Vec<Row> = order.iter().map(|at| rows[*at].clone()).collect();
        let numbers: Vec<usize> = (0..rows.len()).collect();
        prop_assert_eq!(answer(&rows, &numbers), answer(&moved, &order));
    }
}

/// More pairs than are compared whole, so that blocking has a hand in it.
#[test]
fn neither_order_nor_threads_change_what_blocking_offers() {
    let rows = distinct(7, 900);
    let numbers: Vec<usize> = (0..rows.len()).collect();
    let order = shuffled(rows.len(), 3);
    let moved: Vec<Row> = order.iter().map(|at| rows[*at].clone()).collect();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let four = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
    let first = one.install(|| answer(&rows, &numbers));
    assert!(first.0.len() > 300, "only {} pairs", first.0.len());
    assert!(first == four.install(|| answer(&rows, &numbers)), "threads changed the answer");
    assert!(first == answer(&moved, &order), "the order of rows changed the answer");
}

#[test]
fn a_pair_scores_the_same_from_either_side() {
    let table = table(&rows(11, 80));
    let (linker, _) = Linker::trained(&table, Preset::people().model(&table), &Training::default()).unwrap();
    for left in 0..40 {
        for right in left + 1..60 {
            assert_eq!(linker.weight(left, right), linker.weight(right, left), "{left} {right}");
        }
    }
    assert_eq!(linker.weight(0, u32::MAX), None);
}
