//! Pairs counted by pattern. A million pairs fall into a few thousand patterns, and training looks at those alone.
//!
//! Where there are many, those of some rows are counted. Which these are depends on the table's contents alone, and patterns come in a fixed order, so that sums
//! over them are the same for any number of threads.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::block::{Blocks, Offers};
use crate::compare::{Comparer, Memory, Pattern};
use crate::dictionary::mix;
use crate::table::Table;

/// A pattern, how many of the counted pairs have it, and which comparisons had no hand in offering them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tallied {
    pub pattern: Pattern,
    /// A bit for each comparison that at least one of the rules that offer the pair does not read.
    pub free: u16,
    pub pairs: f64,
}

/// Patterns of the offered pairs.
#[derive(Debug)]
pub(crate) struct Tally {
    pub patterns: Vec<Tallied>,
    /// Pairs that were counted.
    pub counted: u64,
    /// Offered pairs for each counted one.
    pub scale: f64,
}

/// Pairs that are counted, about.
const WANTED: u64 = 800_000;

impl Tally {
    pub fn count(
        table: &Table,
        comparer: &Comparer<'_>,
        blocks: &Blocks,
        columns: &[u64],
        between: bool,
    ) -> Self {
        let pairs = blocks.pairs().max(1);
        let share = if pairs <= WANTED { u64::MAX } else { u64::MAX / pairs * WANTED };
        let found = blocks
            .spans()
            .into_par_iter()
            .map_init(Default::default, |(memory, offers): &mut (Memory, Offers), span| {
                let mut found: HashMap<(Pattern, u16), u64> = HashMap::new();
                for left in span.filter(|row| mix(u64::from(*row)) <= share) {
                    blocks.offer(left, offers);
                    for (right, rules) in offers.rows() {
                        if between && table.source(left) == table.source(right) {
                            continue;
                        }
                        let pattern = comparer.pattern(left, right, memory);
                        let free = free(blocks.agreed(left, rules), columns);
                        *found.entry((pattern, free)).or_default() += 1;
                    }
                }
                found
            })
            .reduce(HashMap::new, |mut all, found| {
                for (key, pairs) in found {
                    *all.entry(key).or_default() += pairs;
                }
                all
            });
        let counted = found.values().sum();
        let mut patterns: Vec<Tallied> = found
            .into_iter()
            .map(|((pattern, free), pairs)| {
                #[allow(clippy::cast_precision_loss, reason = "pairs are fewer than 2^52")]
                let pairs = pairs as f64;
                Tallied { pattern, free, pairs }
            })
            .collect();
        patterns.sort_unstable_by_key(|tallied| (tallied.pattern, tallied.free));
        #[allow(clippy::cast_precision_loss, reason = "a ratio of shares of 2^64")]
        let scale = u64::MAX as f64 / share as f64;
        Self { patterns, counted, scale }
    }
}

/// The comparisons that at least one of the rules that offer a pair does not read.
fn free(agreed: impl Iterator<Item = u64>, columns: &[u64]) -> u16 {
    let mut free = 0;
    for agreed in agreed {
        for (at, own) in columns.iter().enumerate() {
            free |= u16::from(own & agreed == 0) << at;
        }
    }
    free
}
