//! Connected components that grow pair by pair, with the pairs within them counted: what joining without judgement makes of a score.

use std::collections::HashMap;

use super::{Counts, Cut, Truth, best};
use crate::score::ScoredPair;

/// The cut whose connected components have the best cluster F1, by labels of people; pairs between rows that lie in one source
/// count too here. `None` when no right pair was named, or the truth has verdicts on pairs alone.
pub fn best_components(truth: &Truth, rows: usize, pairs: &[ScoredPair]) -> Option<Cut> {
    let mut pairs: Vec<&ScoredPair> = pairs.iter().collect();
    pairs.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut components = Components::new(truth, rows);
    best(pairs.chunk_by(|a, b| a.weight.total_cmp(&b.weight).is_eq()).filter_map(|alike| {
        for pair in alike {
            components.join(pair.left, pair.right);
        }
        let wrong = components.all - components.right;
        let counts = Counts { right: components.right, wrong, of: truth.pairs() };
        alike.first().map(|pair| Cut { weight: pair.weight, counts })
    }))
}

struct Components<'a> {
    truth: &'a Truth,
    parent: Vec<u32>,
    /// How many rows of each person a component holds; nothing for a row alone.
    people: Vec<HashMap<u32, u64>>,
    all: u64,
    right: u64,
}

impl<'a> Components<'a> {
    fn new(truth: &'a Truth, rows: usize) -> Self {
        let parent = (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect();
        Self { truth, parent, people: vec![HashMap::new(); rows], all: 0, right: 0 }
    }

    fn root(&mut self, mut row: u32) -> u32 {
        while let Some(up) = self.above(row).filter(|up| *up != row) {
            let higher = self.above(up).unwrap_or(up);
            if let Some(slot) = self.parent.get_mut(row as usize) {
                *slot = higher;
            }
            row = higher;
        }
        row
    }

    fn above(&self, row: u32) -> Option<u32> {
        self.parent.get(row as usize).copied()
    }

    fn taken(&mut self, root: u32) -> HashMap<u32, u64> {
        let mut people = self.people.get_mut(root as usize).map(std::mem::take).unwrap_or_default();
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
        if let Some(slot) = self.parent.get_mut(below as usize) {
            *slot = root;
        }
        if let Some(slot) = self.people.get_mut(root as usize) {
            *slot = large;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_join_what_no_pair_named() {
        let truth = Truth::of_labels(["a", "a", "a", "b", "b", "c"]);
        let pair = |left, right, weight| ScoredPair { left, right, weight };
        let found = best_components(&truth, 6, &[pair(2, 3, 7.0), pair(0, 1, 9.0), pair(1, 2, 8.0)]).unwrap();
        // Through row 1, rows 0 and 2 are found too: three right of three, of four true pairs.
        assert_eq!(found, Cut { weight: 8.0, counts: Counts { right: 3, wrong: 0, of: 4 } });
        assert_eq!(best_components(&truth, 6, &[pair(0, 5, 1.0)]), None);
    }
}
