//! Models that Splink 4 and 5 trained, read and scored here, against the weights that Splink itself gave the same pairs.
//!
//! The settings and weights under `fixtures/splink` were recorded from Splink by `xtask/src/bench/linkage/settings.py` (8,000 invented
//! records to learn from, 400 others to score, two postcodes mended that were none: Splink finds a district in them, we do not); `cargo xtask bench linkage --translated` lets
//! Splink score by settings that we wrote.

use std::collections::HashMap;

use linkage::splink::{Dialect, Version, read, write};
use linkage::{Linker, Model, Table, TableBuilder};

const RECORDS: &str = include_str!("../fixtures/splink/records.csv");
const RECORDED: [(Version, &str, &str); 2] = [
    (
        Version::Four,
        include_str!("../fixtures/splink/splink4.json"),
        include_str!("../fixtures/splink/splink4-pairs.csv"),
    ),
    (
        Version::Five,
        include_str!("../fixtures/splink/splink5.json"),
        include_str!("../fixtures/splink/splink5-pairs.csv"),
    ),
];

/// No field of the records holds a comma: the generator says so.
fn table() -> Table {
    let mut lines = RECORDS.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let mut builder = TableBuilder::new(&lines.next().unwrap()).unwrap();
    lines.for_each(|values| builder.push(&values).unwrap());
    builder.finish()
}

/// By pair (row numbers from 0): the weight, and the weight without term frequencies.
fn weights(pairs: &str) -> HashMap<(u32, u32), (f64, f64)> {
    pairs
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let id = |at: usize| fields[at].parse::<u32>().unwrap() - 1;
            let (left, right) = (id(0).min(id(1)), id(0).max(id(1)));
            ((left, right), (fields[2].parse().unwrap(), fields[3].parse().unwrap()))
        })
        .collect()
}

fn without_frequencies(mut model: Model) -> Model {
    model.comparisons.iter_mut().flat_map(|own| &mut own.levels).for_each(|level| level.tf = None);
    model
}

#[test]
fn a_model_that_splink_trained_weighs_pairs_as_splink_does() {
    let table = table();
    for (version, settings, pairs) in RECORDED {
        let recorded = weights(pairs);
        let model = without_frequencies(read(settings).unwrap());
        let linker = Linker::new(&table, &model).unwrap();
        let mut apart = Vec::new();
        for ((left, right), (_, theirs)) in &recorded {
            let ours = linker.weight(*left, *right).unwrap();
            // Splink divides the prior by its complement, which is 0.0004 here.
            if (theirs - ours).abs() > 0.001 {
                apart.push((left + 1, right + 1, ours, theirs));
            }
        }
        assert_eq!(apart, [], "{version:?}");
        assert!(recorded.len() > 300, "{version:?}");
        // A table as small as this offers every pair, so all that Splink's blocking offered are among them.
        let found = linker.pairs(f64::NEG_INFINITY).pairs;
        let found: std::collections::HashSet<(u32, u32)> =
            found.iter().map(|pair| (pair.left, pair.right)).collect();
        assert!(recorded.keys().all(|pair| found.contains(pair)), "{version:?}");
    }
}

#[test]
fn term_frequencies_move_a_pair_as_splink_moves_it() {
    let table = table();
    for (version, settings, pairs) in RECORDED {
        let recorded = weights(pairs);
        let model = read(settings).unwrap();
        let (with, without) =
            (Linker::new(&table, &model).unwrap(), Linker::new(&table, &without_frequencies(model)).unwrap());
        let mut moved = 0;
        for ((left, right), (whole, plain)) in &recorded {
            let ours = with.weight(*left, *right).unwrap() - without.weight(*left, *right).unwrap();
            let theirs = whole - plain;
            // Ours leaves out the person's own records, which halves the share of a value that two records hold.
            assert!((ours - theirs).abs() < 3.5, "{version:?} {left} {right}: {ours} {theirs}");
            moved += u32::from(theirs.abs() > 0.5);
        }
        assert!(moved > 50, "{version:?}: {moved}");
    }
}

/// Numbers as far as JSON keeps them.
fn rounded(mut model: Model) -> Model {
    let round = |number: &mut f64| *number = format!("{number:.12e}").parse().unwrap();
    for level in model.comparisons.iter_mut().flat_map(|own| &mut own.levels) {
        [&mut level.m, &mut level.u].into_iter().for_each(round);
        level.tf.iter_mut().flat_map(|tf| [&mut tf.at, &mut tf.floor]).for_each(round);
    }
    model
}

#[test]
fn what_splink_wrote_comes_back_to_splink_unchanged_in_meaning() {
    for (version, settings, _) in RECORDED {
        let model = read(settings).unwrap();
        for dialect in [Dialect::DuckDb, Dialect::Spark] {
            let written = write(&model, version, dialect).unwrap();
            assert_eq!(rounded(read(&written).unwrap()), rounded(model.clone()), "{version:?} {dialect:?}");
        }
    }
}
