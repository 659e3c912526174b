//! One record against one identity, of either of which several values may be known: the values that agree best are
//! compared, by the one scorer.
//!
//! What holds: who has many names or homes has more chances to agree with a stranger, so agreement that was found
//! among k ways to compare a group costs log₂ k of what it says, and never more than it says.

use super::record::Group;
use super::store::Other;
use crate::compare::{Memory, level_of};
use crate::explain::{Explanation, FieldWeight};
use crate::model::Model;
use crate::score::probability;
use crate::scorer::Scorer;

/// A record's codes: a row, and further alternatives.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub row: &'a [u32],
    pub others: &'a [Other],
}

pub(super) struct Weigher<'a> {
    scorer: Scorer<'a>,
    memory: Memory,
    /// The group of each column.
    groups: &'a [Group],
    /// The weight of two records of which nothing is known.
    nothing: f64,
}

/// The values that agree best, and what finding them costs.
struct Chosen {
    left: Vec<u32>,
    right: Vec<u32>,
    cost: f64,
}

/// A weight, and the level of each comparison; `None` for a silent one.
type Levels = (f64, Vec<Option<u8>>);

impl<'a> Weigher<'a> {
    pub fn new(scorer: Scorer<'a>, groups: &'a [Group]) -> Self {
        let empty = vec![0; groups.len()];
        let mut memory = Memory::small();
        let nothing = scorer.weight_of((&empty, &empty), &mut memory);
        Self { scorer, memory, groups, nothing }
    }

    pub fn weight(&mut self, left: Side<'_>, right: Side<'_>) -> f64 {
        if left.others.is_empty() && right.others.is_empty() {
            return self.scorer.weight_of((left.row, right.row), &mut self.memory);
        }
        let chosen = self.chosen(left, right);
        self.scorer.weight_of((&chosen.left, &chosen.right), &mut self.memory) - chosen.cost
    }

    /// The weight; `None` where a glance shows that the odds do not reach so much.
    pub fn weight_if(&mut self, left: Side<'_>, right: Side<'_>, least_odds: f64) -> Option<f64> {
        if !left.others.is_empty() || !right.others.is_empty() {
            return Some(self.weight(left, right));
        }
        let judged = self.scorer.judged((left.row, right.row), least_odds, &mut self.memory)?;
        Some(self.scorer.weight_behind(&judged))
    }

    pub fn explain(&mut self, model: &Model, left: Side<'_>, right: Side<'_>) -> Option<Explanation> {
        let chosen = self.chosen(left, right);
        let mut explanation = self.scorer.explain(model, (&chosen.left, &chosen.right))?;
        if chosen.cost > 0.0 {
            explanation.fields.push(FieldWeight {
                comparison: "several values are known".to_owned(),
                level: Some("the best of them were compared".to_owned()),
                left: None,
                right: None,
                weight: -chosen.cost,
                tf_weight: 0.0,
            });
            explanation.weight -= chosen.cost;
            explanation.probability = probability(explanation.weight);
        }
        Some(explanation)
    }

    /// The weight, and the level of each comparison.
    pub fn levels(&mut self, comparisons: usize, left: Side<'_>, right: Side<'_>) -> Option<Levels> {
        let chosen = self.chosen(left, right);
        let judged = self.scorer.judged((&chosen.left, &chosen.right), 0.0, &mut self.memory)?;
        let level = |at| level_of(judged.pattern, at).checked_sub(1).and_then(|own| u8::try_from(own).ok());
        let weight = self.scorer.weight_behind(&judged) - chosen.cost;
        Some((weight, (0..comparisons).map(level).collect()))
    }

    fn chosen(&mut self, left: Side<'_>, right: Side<'_>) -> Chosen {
        let mut chosen = Chosen { left: left.row.to_vec(), right: right.row.to_vec(), cost: 0.0 };
        let mut several: Vec<Group> =
            left.others.iter().chain(right.others).map(|other| other.group).collect();
        several.sort_unstable();
        several.dedup();
        for group in several {
            let lefts = self.alternatives(left, group);
            let rights = self.alternatives(right, group);
            let mut best: Option<(f64, usize, usize)> = None;
            for (at, one) in lefts.iter().enumerate() {
                for (other_at, other) in rights.iter().enumerate() {
                    let weight = self.scorer.weight_of((one, other), &mut self.memory);
                    if best.is_none_or(|(most, ..)| weight > most) {
                        best = Some((weight, at, other_at));
                    }
                }
            }
            let Some((weight, at, other_at)) = best else { continue };
            #[allow(clippy::cast_precision_loss, reason = "a few alternatives")]
            let ways = (lefts.len() * rights.len()) as f64;
            chosen.cost += ways.log2().min((weight - self.nothing).max(0.0));
            for (own, from) in [(&mut chosen.left, lefts.get(at)), (&mut chosen.right, rights.get(other_at))]
            {
                self.put(group, from.map_or(&[], Vec::as_slice), own);
            }
        }
        chosen
    }

    /// Rows that hold nothing but one alternative of a group each; those that say something, if any do.
    fn alternatives(&self, side: Side<'_>, group: Group) -> Vec<Vec<u32>> {
        let width = self.groups.len();
        let mut main = vec![0; width];
        self.put(group, side.row, &mut main);
        let mut all = vec![main];
        for other in side.others.iter().filter(|other| other.group == group) {
            let mut row = vec![0; width];
            for (column, code) in &other.codes {
                if let Some(cell) = row.get_mut(usize::from(*column)) {
                    *cell = *code;
                }
            }
            all.push(row);
        }
        all
    }

    /// Copies a group's columns from one row to another.
    fn put(&self, group: Group, from: &[u32], to: &mut [u32]) {
        for ((own, code), cell) in self.groups.iter().zip(from).zip(to) {
            if *own == group {
                *cell = *code;
            }
        }
    }
}
