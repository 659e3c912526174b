//! How often values agree by chance: `u` of each level and the frequencies at which it was measured.
//!
//! Exact levels are counted, not sampled. The others are measured on pairs that look random but depend on the
//! table's contents alone. Records of one person inflate both; [`crate::train()`] takes their share out again.

use crate::compare::{Comparer, Memory, level_of};
use crate::dictionary::mix;
use crate::model::{Model, Rule};
use crate::table::Table;

/// Agreement among random pairs of records.
#[derive(Debug)]
pub(crate) struct Chance {
    /// By comparison and level: its share among pairs for which the comparison is not silent.
    pub shares: Vec<Vec<f64>>,
    /// Likewise, the geometric mean of the frequency of the commoner value.
    pub at: Vec<Vec<f64>>,
    /// By comparison: the share of pairs for which it is not silent.
    pub spoken: Vec<f64>,
}

/// Pairs that are compared.
const PAIRS: u64 = 200_000;

impl Chance {
    pub fn measure(table: &Table, model: &Model, comparer: &Comparer<'_>) -> Self {
        let mut memory = Memory::new();
        let rows = table.len() as u64;
        let levels =
            |of: f64| model.comparisons.iter().map(|own| vec![of; own.levels.len() + 1]).collect::<Vec<_>>();
        let (mut counts, mut logs) = (levels(0.0), levels(0.0));
        let drawn = if rows < 2 { 0 } else { PAIRS.min(rows * rows) };
        for number in 0..drawn {
            let (left, right) = drawn_pair(number, rows);
            if left == right {
                continue;
            }
            let pattern = comparer.pattern(left, right, &mut memory);
            for (at, comparison) in model.comparisons.iter().enumerate() {
                let level = level_of(pattern, at);
                if let Some(count) = counts.get_mut(at).and_then(|of| of.get_mut(level)) {
                    *count += 1.0;
                }
                let tf =
                    level.checked_sub(1).and_then(|own| comparison.levels.get(own)).and_then(|own| own.tf);
                let column = tf.and_then(|tf| comparison.columns.get(tf.column));
                let Some(column) = column.and_then(|name| table.position(name)) else { continue };
                if let Some(log) = logs.get_mut(at).and_then(|of| of.get_mut(level)) {
                    *log += frequency(table, column, left, right).max(1e-12).ln();
                }
            }
        }
        Self::of(table, model, &counts, &logs)
    }

    fn of(table: &Table, model: &Model, counts: &[Vec<f64>], logs: &[Vec<f64>]) -> Self {
        let mut chance = Self { shares: Vec::new(), at: Vec::new(), spoken: Vec::new() };
        for (comparison, (counts, logs)) in model.comparisons.iter().zip(counts.iter().zip(logs)) {
            let all: f64 = counts.iter().sum();
            let spoken: f64 = counts.iter().skip(1).sum();
            let first = comparison.columns.first().and_then(|name| table.position(name));
            let exact = first.map_or(0.0, |column| agreement(table, column));
            let mut shares = Vec::new();
            let mut at = Vec::new();
            #[allow(clippy::cast_precision_loss, reason = "fifteen levels at most")]
            let smooth = 0.5 * comparison.levels.len() as f64;
            for (level, (count, log)) in comparison.levels.iter().zip(counts.iter().zip(logs).skip(1)) {
                let counted = level.rule == Rule::Exact;
                shares.push(if counted { exact } else { (count + 0.5) / (spoken + smooth) });
                at.push(if counted || *count < 1.0 { exact } else { (log / count).exp() });
            }
            let others: f64 = comparison
                .levels
                .iter()
                .zip(&shares)
                .filter(|(level, _)| level.rule != Rule::Exact)
                .map(|(_, share)| share)
                .sum();
            if shares.len() > 1 && others > 0.0 {
                for (level, share) in comparison.levels.iter().zip(&mut shares) {
                    if level.rule != Rule::Exact {
                        *share *= (1.0 - exact) / others;
                    }
                }
            }
            chance.shares.push(shares);
            chance.at.push(at);
            chance.spoken.push(if all > 0.0 { spoken / all } else { 0.0 });
        }
        chance
    }
}

/// A pair that looks random and depends on its number alone.
fn drawn_pair(number: u64, rows: u64) -> (u32, u32) {
    let draw = |salt: u64| u32::try_from(mix(number << 1 | salt) % rows).unwrap_or(0);
    (draw(0), draw(1))
}

/// The share of records, among those that have a value, that hold the commoner of two rows' values.
fn frequency(table: &Table, column: usize, left: u32, right: u32) -> f64 {
    let count = |row: u32| {
        let code = table.row(row).get(column).copied().unwrap_or(0);
        table.counts(column).get(code as usize).copied().filter(|_| code != 0).unwrap_or(0)
    };
    #[allow(clippy::cast_precision_loss, reason = "rows are fewer than 2^52")]
    let share = f64::from(count(left).max(count(right))) / table.filled(column).max(1) as f64;
    share
}

/// The probability that two different records agree on a column, given that both have a value.
fn agreement(table: &Table, column: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "rows are fewer than 2^52")]
    let filled = table.filled(column) as f64;
    if filled < 2.0 {
        return 0.0;
    }
    let pairs: f64 =
        table.counts(column).iter().skip(1).map(|count| f64::from(*count) * (f64::from(*count) - 1.0)).sum();
    (pairs / (filled * (filled - 1.0))).max(0.1 / (filled * filled))
}
