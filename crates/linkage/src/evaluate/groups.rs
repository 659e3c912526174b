//! Whether a matcher serves all alike: recall and precision by group.
//!
//! What holds: a pair counts for the groups of both its rows, once where both are of one group. So a wrong pair counts against
//! both people, since both are harmed. Groups are what the caller says; no matcher reads them.

use std::collections::{BTreeMap, HashMap};

use super::{Counts, Truth};
use crate::score::ScoredPair;

/// What a group got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GroupFigures {
    /// Its rows.
    pub rows: u64,
    /// Pairs of which at least one row is of the group.
    pub counts: Counts,
}

/// What each group got from the pairs of at least this weight, by labels of people. `groups` has each row's group, by row number at
/// filling; a row with an empty one is of none.
pub fn by_group<'a>(
    truth: &Truth,
    groups: &[&'a str],
    pairs: &[ScoredPair],
    least_weight: f64,
) -> BTreeMap<&'a str, GroupFigures> {
    let mut figures: BTreeMap<&str, GroupFigures> = BTreeMap::new();
    for group in groups.iter().filter(|group| !group.is_empty()) {
        figures.entry(*group).or_default().rows += 1;
    }
    for (group, of) in true_pairs(truth, groups) {
        figures.entry(group).or_default().counts.of = of;
    }
    let group = |row: u32| groups.get(row as usize).copied().filter(|group| !group.is_empty());
    for pair in pairs.iter().filter(|pair| pair.weight >= least_weight) {
        let Some(same) = truth.verdict(pair.left, pair.right) else { continue };
        let (left, right) = (group(pair.left), group(pair.right));
        for group in left.into_iter().chain(right.filter(|right| left != Some(*right))) {
            let counts = &mut figures.entry(group).or_default().counts;
            counts.right += u64::from(same);
            counts.wrong += u64::from(!same);
        }
    }
    figures
}

/// For each group, the true pairs of which at least one row is of it: all pairs of its people, without those of rows of other groups.
fn true_pairs<'a>(truth: &Truth, groups: &[&'a str]) -> Vec<(&'a str, u64)> {
    let mut people: HashMap<u32, Vec<(u32, &str)>> = HashMap::new();
    for (row, group) in (0_u32..).zip(groups) {
        if let Some(person) = truth.person(row) {
            people.entry(person).or_default().push((row, group));
        }
    }
    let mut of: HashMap<&str, u64> = HashMap::new();
    for rows in people.values().filter(|rows| rows.len() > 1) {
        let all = truth.pairs_alike(rows.iter().map(|(row, _)| (*row, ())));
        let mut own: Vec<&str> = rows.iter().map(|(_, group)| *group).filter(|own| !own.is_empty()).collect();
        own.sort_unstable();
        own.dedup();
        for group in own {
            let others = rows.iter().filter(|(_, other)| *other != group).map(|(row, _)| (*row, ()));
            *of.entry(group).or_default() += all - truth.pairs_alike(others);
        }
    }
    of.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_pair_harms_the_groups_of_both() {
        let truth = Truth::of_labels(["a", "a", "b", "b", "b"]);
        let groups = ["welsh", "welsh", "polish", "polish", "welsh"];
        let pair = |left, right| ScoredPair { left, right, weight: 9.0 };
        let weak = ScoredPair { left: 2, right: 3, weight: 1.0 };
        let figures = by_group(&truth, &groups, &[pair(0, 1), pair(1, 2), weak], 5.0);
        let counts = |right, wrong, of| Counts { right, wrong, of };
        // Of the three pairs of b, two touch the row that is called Welsh.
        assert_eq!(figures["welsh"], GroupFigures { rows: 3, counts: counts(1, 1, 3) });
        assert_eq!(figures["polish"], GroupFigures { rows: 2, counts: counts(0, 1, 3) });
    }
}
