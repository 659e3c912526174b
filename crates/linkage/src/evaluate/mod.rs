//! How well pairs and clusters tell who is whom, where somebody knows: one evaluator for every matcher, so that no figure is a
//! matter of taste.
//!
//! ```
//! use linkage::ScoredPair;
//! use linkage::evaluate::{Evaluation, Truth};
//!
//! let truth = Truth::of_labels(["ann", "ann", "ben", "ben", ""]);
//! let pair = |left, right, weight| ScoredPair { left, right, weight };
//! let found = Evaluation::new(&truth, &[pair(0, 1, 9.0), pair(1, 2, 3.0), pair(3, 4, 8.0)]);
//! assert_eq!(found.at(5.0).f1(), 2.0 / 3.0);
//! ```
//!
//! A *cut* takes all pairs of at least some weight. *Precision* is the share of them that are one person, *recall* the share of all
//! true pairs that are among them, *F1* the harmonic mean of the two. The same is said of clusters, by all pairs within them: that asks
//! which people are whole, and punishes chains.
//!
//! # What holds
//!
//! - A true pair that a matcher does not name counts as not found, whether or not it was offered for scoring.
//! - Pairs of one weight are cut together, so the order of pairs changes nothing.
//! - What the truth does not know ([`Truth::verdict`] is `None`) counts neither for nor against.
//! - [`Evaluation::best`] and [`best_components`] are oracles, picked with the labels: they say what a score could do, not what a
//!   user gets who has none.

mod components;
mod groups;
mod truth;

pub use components::best_components;
pub use groups::{GroupFigures, by_group};
pub use truth::Truth;

use crate::score::ScoredPair;

/// What was named and what is true, in numbers of pairs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pairs named that are one person.
    pub right: u64,
    /// Pairs named that are two.
    pub wrong: u64,
    /// True pairs, named or not.
    pub of: u64,
}

impl Counts {
    /// The share of named pairs that are one person; 0 when none was named.
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// The share of true pairs that were named; 0 when there are none.
    pub fn recall(&self) -> f64 {
        share(self.right, self.of)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let sum = self.precision() + self.recall();
        if sum > 0.0 { 2.0 * self.precision() * self.recall() / sum } else { 0.0 }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^52")]
fn share(part: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

/// All pairs of at least some weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// The least weight among them.
    pub weight: f64,
    /// What they are.
    pub counts: Counts,
}

/// Scored pairs held against the truth, at every cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// From the highest weight to the lowest, one for each weight that a pair has.
    cuts: Vec<Cut>,
    of: u64,
}

impl Evaluation {
    /// Measures scored pairs, in any order. No pair may be among them twice.
    pub fn new(truth: &Truth, pairs: &[ScoredPair]) -> Self {
        let mut judged: Vec<(f64, bool)> = pairs
            .iter()
            .filter_map(|pair| Some((pair.weight, truth.verdict(pair.left, pair.right)?)))
            .collect();
        judged.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut counts = Counts { of: truth.pairs(), ..Counts::default() };
        let mut cuts: Vec<Cut> = Vec::new();
        for alike in judged.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
            let right = alike.iter().filter(|(_, right)| *right).count() as u64;
            counts.right += right;
            counts.wrong += alike.len() as u64 - right;
            cuts.extend(alike.first().map(|(weight, _)| Cut { weight: *weight, counts }));
        }
        Self { cuts, of: truth.pairs() }
    }

    /// Every cut, from the highest weight to the lowest.
    pub fn cuts(&self) -> &[Cut] {
        &self.cuts
    }

    /// What the pairs of at least this weight are.
    pub fn at(&self, weight: f64) -> Counts {
        let within = self.cuts.partition_point(|cut| cut.weight >= weight);
        let last = within.checked_sub(1).and_then(|last| self.cuts.get(last));
        last.map_or(Counts { of: self.of, ..Counts::default() }, |cut| cut.counts)
    }

    /// What the pairs of at least this probability are.
    pub fn at_probability(&self, probability: f64) -> Counts {
        self.at((probability / (1.0 - probability)).log2())
    }

    /// The cut with the best F1, the narrowest of several; `None` when no right pair was named.
    pub fn best(&self) -> Option<Cut> {
        best(self.cuts.iter().copied())
    }

    /// The widest cut that has at least this precision.
    pub fn widest(&self, precision: f64) -> Option<Cut> {
        self.cuts.iter().rev().copied().find(|cut| cut.counts.precision() >= precision)
    }

    /// The share of true pairs that got a score at all.
    pub fn offered(&self) -> f64 {
        self.at(f64::NEG_INFINITY).recall()
    }
}

/// The first of the cuts with the best F1.
fn best(cuts: impl Iterator<Item = Cut>) -> Option<Cut> {
    let right = cuts.filter(|cut| cut.counts.right > 0);
    right.reduce(|best, cut| if cut.counts.f1() > best.counts.f1() { cut } else { best })
}

/// What all pairs within clusters are; `of` has each row's cluster, by row number at filling.
pub fn clusters(truth: &Truth, of: &[u32]) -> Counts {
    truth.within(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(left: u32, right: u32, weight: f64) -> ScoredPair {
        ScoredPair { left, right, weight }
    }

    /// Rows 0, 1, 2 are one person, 3 and 4 another, 5 a third.
    fn truth() -> Truth {
        Truth::of_labels(["a", "a", "a", "b", "b", "c"])
    }

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
    }

    #[test]
    fn cuts_are_measured_against_all_true_pairs() {
        let pairs = [pair(3, 4, 3.0), pair(0, 1, 9.0), pair(4, 5, 3.0), pair(1, 2, 6.0), pair(3, 5, -3.0)];
        let found = Evaluation::new(&truth(), &pairs);
        // The two pairs of weight 3 are cut together: three right of four, of four true pairs.
        let best = found.best().unwrap();
        near(best.counts.f1(), 0.75);
        near(best.weight, 3.0);
        near(found.widest(0.999).unwrap().counts.recall(), 0.5);
        near(found.offered(), 0.75);
        // A probability of .95 is a weight of 4.25.
        near(found.at_probability(0.95).recall(), 0.5);
        near(found.at_probability(0.5).precision(), 0.75);
        assert_eq!(found.at(9.5), Counts { right: 0, wrong: 0, of: 4 });
        assert_eq!(found.cuts().len(), 4);
    }

    #[test]
    fn nothing_named_is_nothing_right() {
        let found = Evaluation::new(&truth(), &[]);
        assert_eq!((found.best(), found.widest(0.0)), (None, None));
        near(found.at(0.0).f1(), 0.0);
    }

    #[test]
    fn given_clusters_are_measured_by_the_pairs_within_them() {
        let found = clusters(&truth(), &[7, 7, 8, 8, 9, 10]);
        assert_eq!(found, Counts { right: 1, wrong: 1, of: 4 });
    }
}
