//! How well pairs and clusters tell who is whom: one evaluator for every matcher, so that no figure is a matter of taste.
//!
//! What holds: pairs that a matcher does not name count as not found; pairs of one weight are cut together. *Pair F1* is of pairs at a cut, *cluster
//! F1* of all pairs within clusters. Best cuts are oracles, picked with the labels: they say what a score could do, not what a user gets.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result};

use super::truth::Truth;

/// One scored pair.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub left: u32,
    pub right: u32,
    pub weight: f64,
    pub probability: f64,
}

/// Precision and recall at one cut.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cut {
    pub precision: f64,
    pub recall: f64,
    pub weight: f64,
}

impl Cut {
    fn new(right: u64, all: u64, truth: u64, weight: f64) -> Self {
        Self { precision: share(right, all), recall: share(right, truth), weight }
    }

    /// The harmonic mean of the two.
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// What is said of one matcher on one file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    /// Share of the true pairs that got a score.
    pub offered: f64,
    /// The cut with the best pair F1.
    pub best: Cut,
    /// Pairs that are one person more likely than not.
    pub likely: Cut,
    /// Pairs of a probability of .95 and more.
    pub sure: Cut,
    /// Recall at the widest cut with a precision of at least .999.
    pub recall_at_999: f64,
    /// The cut whose connected components have the best cluster F1.
    pub best_components: Cut,
    /// The matcher's own clusters.
    pub clusters: Option<Cut>,
}

impl Figures {
    /// Measures scored pairs, in any order, and clusters where there are some.
    pub fn of(truth: &Truth, mut pairs: Vec<Pair>, clusters: Option<&HashMap<u32, u32>>) -> Self {
        pairs.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let mut figures =
            Self { clusters: clusters.map(|found| of_clusters(truth, found)), ..Self::default() };
        let (mut right, mut all) = (0, 0);
        let mut components = Components::new(truth);
        let mut at = 0;
        while let Some(first) = pairs.get(at) {
            let group = pairs.iter().skip(at).take_while(|pair| pair.weight.total_cmp(&first.weight).is_eq());
            let mut least = f64::INFINITY;
            for pair in group {
                at += 1;
                all += 1;
                right += u64::from(truth.same(pair.left, pair.right));
                least = least.min(pair.probability);
                components.join(pair.left, pair.right);
            }
            let cut = Cut::new(right, all, truth.pairs, first.weight);
            if cut.f1() > figures.best.f1() {
                figures.best = cut;
            }
            if cut.precision >= 0.999 {
                figures.recall_at_999 = cut.recall;
            }
            if least >= 0.5 {
                figures.likely = cut;
            }
            if least >= 0.95 {
                figures.sure = cut;
            }
            let joined = Cut::new(components.right, components.all, truth.pairs, first.weight);
            if joined.f1() > figures.best_components.f1() {
                figures.best_components = joined;
            }
        }
        figures.offered = share(right, truth.pairs);
        figures
    }
}

/// Connected components that grow pair by pair, with the pairs within them counted.
struct Components<'a> {
    truth: &'a Truth,
    parent: Vec<u32>,
    /// How many rows of each person a component holds; nothing for a row alone.
    people: Vec<HashMap<u32, u64>>,
    all: u64,
    right: u64,
}

impl<'a> Components<'a> {
    fn new(truth: &'a Truth) -> Self {
        let rows = truth.rows() + 1;
        let parent = (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect();
        Self { truth, parent, people: vec![HashMap::new(); rows], all: 0, right: 0 }
    }

    fn root(&mut self, mut row: u32) -> u32 {
        while let Some(up) = self.above(row).filter(|up| *up != row) {
            let higher = self.above(up).unwrap_or(up);
            if let Some(slot) = usize::try_from(row).ok().and_then(|at| self.parent.get_mut(at)) {
                *slot = higher;
            }
            row = higher;
        }
        row
    }

    fn above(&self, row: u32) -> Option<u32> {
        self.parent.get(usize::try_from(row).ok()?).copied()
    }

    fn taken(&mut self, root: u32) -> HashMap<u32, u64> {
        let at = usize::try_from(root).unwrap_or(usize::MAX);
        let mut people = self.people.get_mut(at).map(std::mem::take).unwrap_or_default();
        if people.is_empty()
            && let Some(person) = self.truth.person(root)
        {
            people.insert(person, 1);
        }
        people
    }

    fn join(&mut self, left: u32, right: u32) {
        let (left, right) = (self.root(left), self.root(right));
        if left == right {
            return;
        }
        let (one, other) = (self.taken(left), self.taken(right));
        let (mut large, small, root, below) =
            if one.len() < other.len() { (other, one, right, left) } else { (one, other, left, right) };
        self.all += large.values().sum::<u64>() * small.values().sum::<u64>();
        for (person, rows) in small {
            let already = large.entry(person).or_default();
            self.right += *already * rows;
            *already += rows;
        }
        for (list, value) in [(below, root)] {
            if let Some(slot) = usize::try_from(list).ok().and_then(|at| self.parent.get_mut(at)) {
                *slot = value;
            }
        }
        if let Some(slot) = usize::try_from(root).ok().and_then(|at| self.people.get_mut(at)) {
            *slot = large;
        }
    }
}

/// Clusters as a matcher gave them.
fn of_clusters(truth: &Truth, clusters: &HashMap<u32, u32>) -> Cut {
    let mut sizes: HashMap<u32, u64> = HashMap::new();
    let mut people: HashMap<(u32, u32), u64> = HashMap::new();
    for (id, cluster) in clusters {
        *sizes.entry(*cluster).or_default() += 1;
        if let Some(person) = truth.person(*id) {
            *people.entry((*cluster, person)).or_default() += 1;
        }
    }
    let pairs = |rows: &u64| rows * (rows - 1) / 2;
    Cut::new(people.values().map(pairs).sum(), sizes.values().map(pairs).sum(), truth.pairs, 0.0)
}

/// Pairs from a file with the columns `left_id,right_id,match_weight,match_probability`, further columns ignored.
pub fn pairs(path: &Path) -> Result<Vec<Pair>> {
    lines(path)?
        .map(|line| {
            let line = line?;
            let mut fields = line.split(',');
            let mut next = || fields.next().context("a pair with too few columns");
            Ok(Pair {
                left: next()?.parse()?,
                right: next()?.parse()?,
                weight: next()?.parse()?,
                probability: next()?.parse()?,
            })
        })
        .collect()
}

/// Clusters from a file with the columns `id,cluster`.
pub fn clusters(path: &Path) -> Result<HashMap<u32, u32>> {
    let mut known: HashMap<String, u32> = HashMap::new();
    let mut clusters = HashMap::new();
    for line in lines(path)? {
        let line = line?;
        let (id, cluster) = line.split_once(',').context("a cluster with too few columns")?;
        let next = u32::try_from(known.len())?;
        clusters.insert(id.parse()?, *known.entry(cluster.to_owned()).or_insert(next));
    }
    Ok(clusters)
}

/// The lines of a file after its header.
fn lines(path: &Path) -> Result<impl Iterator<Item = std::io::Result<String>>> {
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(BufReader::new(file).lines().skip(1))
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^52")]
fn share(part: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(left: u32, right: u32, weight: f64) -> Pair {
        Pair { left, right, weight, probability: 1.0 / (1.0 + (-weight).exp2()) }
    }

    /// Rows 1, 2, 3 are one person, 4 and 5 another, 6 a third.
    fn truth() -> Truth {
        Truth::told(vec![0, 0, 0, 1, 1, 2])
    }

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
    }

    #[test]
    fn cuts_are_measured_against_all_true_pairs() {
        let pairs =
            vec![pair(4, 5, 3.0), pair(1, 2, 9.0), pair(5, 6, 3.0), pair(2, 3, 6.0), pair(4, 6, -3.0)];
        let figures = Figures::of(&truth(), pairs, None);
        // The two pairs of weight 3 are cut together: three right of four, of four true pairs.
        near(figures.best.f1(), 0.75);
        near(figures.best.weight, 3.0);
        near(figures.recall_at_999, 0.5);
        near(figures.offered, 0.75);
        // A probability of .95 is a weight of 4.25.
        near(figures.sure.recall, 0.5);
        near(figures.likely.precision, 0.75);
    }

    #[test]
    fn components_join_what_no_pair_named() {
        let figures = Figures::of(&truth(), vec![pair(1, 2, 9.0), pair(2, 3, 8.0), pair(3, 4, 7.0)], None);
        // Through row 2, rows 1 and 3 are found too: three right of three, of four true pairs.
        near(figures.best_components.precision, 1.0);
        near(figures.best_components.recall, 0.75);
        near(figures.best_components.weight, 8.0);
    }

    #[test]
    fn given_clusters_are_measured_by_the_pairs_within_them() {
        let clusters = HashMap::from([(1, 7), (2, 7), (3, 8), (4, 8), (5, 9), (6, 10)]);
        let figures = Figures::of(&truth(), Vec::new(), Some(&clusters));
        let found = figures.clusters.unwrap();
        near(found.precision, 0.5);
        near(found.recall, 0.25);
        near(figures.best.f1(), 0.0);
    }
}
