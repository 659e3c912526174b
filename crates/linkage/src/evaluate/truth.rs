//! Who is truly whom, as far as somebody knows.
//!
//! What holds: labels of people know every pair of labelled rows; verdicts know the pairs that were looked at and no other.
//! Nothing here is seen by a matcher.

use std::collections::HashMap;

use super::Counts;

/// The truth about the rows of a table, by their numbers at filling.
#[derive(Debug, Clone, Default)]
pub struct Truth {
    known: Known,
    /// Where only pairs of rows from different sources count, each row's source.
    sources: Option<Vec<u8>>,
    pairs: u64,
}

#[derive(Debug, Clone)]
enum Known {
    /// Of each row whom it is about, if that is known.
    People(Vec<Option<u32>>),
    /// Pairs that were looked at, the smaller row first, and whether they are one person.
    Verdicts(HashMap<(u32, u32), bool>),
}

impl Default for Known {
    fn default() -> Self {
        Self::People(Vec::new())
    }
}

impl Truth {
    /// Each row's label, alike for rows of one person. A row with an empty label is one of which nothing is known.
    pub fn of_labels<'a>(labels: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let people = labels.into_iter().map(|label| {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            (!label.is_empty()).then(|| *known.entry(label).or_insert(next))
        });
        let people = people.collect();
        Self::told(Known::People(people), None)
    }

    /// All pairs that are one person, among so many rows; what follows from them (if *a* is *b*, and *b* is *c*) is true as well,
    /// and every other pair is two people.
    pub fn of_matches(rows: usize, matches: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut person: Vec<u32> = (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect();
        for (left, right) in matches {
            let (left, right) = (root(&mut person, left), root(&mut person, right));
            if let Some(slot) = person.get_mut(left.max(right) as usize) {
                *slot = left.min(right);
            }
        }
        let all = 0..u32::try_from(rows).unwrap_or(u32::MAX);
        let people = all.map(|row| Some(root(&mut person, row))).collect();
        Self::told(Known::People(people), None)
    }

    /// Pairs that somebody looked at, and whether they are one person. Of other pairs nothing is known.
    pub fn of_verdicts(verdicts: impl IntoIterator<Item = (u32, u32, bool)>) -> Self {
        let pairs =
            verdicts.into_iter().map(|(left, right, same)| ((left.min(right), left.max(right)), same));
        Self::told(Known::Verdicts(pairs.collect()), None)
    }

    /// Counts only pairs of rows from different sources, as a matcher does that looks between files.
    #[must_use]
    pub fn between(self, sources: Vec<u8>) -> Self {
        Self::told(self.known, Some(sources))
    }

    fn told(known: Known, sources: Option<Vec<u8>>) -> Self {
        let mut truth = Self { known, sources, pairs: 0 };
        truth.pairs = match &truth.known {
            Known::People(people) => {
                truth.pairs_alike((0_u32..).zip(people).filter_map(|(row, own)| Some((row, (*own)?))))
            }
            Known::Verdicts(pairs) => {
                let counted = pairs.iter().filter(|((left, right), _)| truth.counts(*left, *right));
                counted.filter(|(_, same)| **same).count() as u64
            }
        };
        truth
    }

    /// Whether two rows are one person; `None` when that is not known or does not count.
    pub fn verdict(&self, left: u32, right: u32) -> Option<bool> {
        if !self.counts(left, right) {
            return None;
        }
        match &self.known {
            Known::People(people) => {
                let person = |row: u32| people.get(row as usize).copied().flatten();
                Some(person(left)? == person(right)?)
            }
            Known::Verdicts(pairs) => pairs.get(&(left.min(right), left.max(right))).copied(),
        }
    }

    /// How many pairs are known to be one person.
    pub fn pairs(&self) -> u64 {
        self.pairs
    }

    fn counts(&self, left: u32, right: u32) -> bool {
        self.sources.is_none() || self.source(left) != self.source(right)
    }

    fn source(&self, row: u32) -> u8 {
        self.sources.as_ref().and_then(|sources| sources.get(row as usize)).copied().unwrap_or(0)
    }

    /// Whom a row is about.
    pub(super) fn person(&self, row: u32) -> Option<u32> {
        match &self.known {
            Known::People(people) => people.get(row as usize).copied().flatten(),
            Known::Verdicts(_) => None,
        }
    }

    /// How many pairs of these rows have one key, and count.
    pub(super) fn pairs_alike<K: std::hash::Hash + Eq + Copy>(
        &self,
        rows: impl Iterator<Item = (u32, K)>,
    ) -> u64 {
        let (mut all, mut within): (HashMap<K, u64>, HashMap<(K, u8), u64>) = Default::default();
        for (row, key) in rows {
            *all.entry(key).or_default() += 1;
            if self.sources.is_some() {
                *within.entry((key, self.source(row))).or_default() += 1;
            }
        }
        let pairs = |rows: &u64| rows * (rows - 1) / 2;
        all.values().map(pairs).sum::<u64>() - within.values().map(pairs).sum::<u64>()
    }

    /// The pairs within clusters.
    pub(super) fn within(&self, of: &[u32]) -> Counts {
        let cluster = |row: u32| of.get(row as usize).copied();
        let (right, named) = match &self.known {
            Known::People(people) => {
                let known =
                    || (0_u32..).zip(people).filter_map(|(row, own)| Some((row, (*own)?, cluster(row)?)));
                let right = self.pairs_alike(known().map(|(row, person, own)| (row, (person, own))));
                (right, self.pairs_alike(known().map(|(row, _, own)| (row, own))))
            }
            Known::Verdicts(pairs) => {
                let counted = pairs.iter().filter(|((left, right), _)| self.counts(*left, *right));
                let together: Vec<bool> = counted
                    .filter(|((left, right), _)| {
                        cluster(*left).is_some() && cluster(*left) == cluster(*right)
                    })
                    .map(|(_, same)| *same)
                    .collect();
                (together.iter().filter(|same| **same).count() as u64, together.len() as u64)
            }
        };
        Counts { right, wrong: named - right, of: self.pairs }
    }
}

/// The smallest row that a row was joined to; the way there is shortened for the next time.
fn root(person: &mut [u32], mut row: u32) -> u32 {
    while let Some(up) = person.get(row as usize).copied().filter(|up| *up != row) {
        let higher = person.get(up as usize).copied().unwrap_or(up);
        if let Some(slot) = person.get_mut(row as usize) {
            *slot = higher;
        }
        row = higher;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_by_person_and_rows_without_a_label_are_not_judged() {
        let truth = Truth::of_labels(["a", "b", "a", "a", "", ""]);
        assert_eq!(truth.pairs(), 3);
        assert_eq!(truth.verdict(0, 3), Some(true));
        assert_eq!(truth.verdict(0, 1), Some(false));
        assert_eq!((truth.verdict(0, 4), truth.verdict(4, 5), truth.verdict(0, 99)), (None, None, None));
        assert_eq!(truth.within(&[0, 0, 0, 1, 0, 0]), Counts { right: 1, wrong: 2, of: 3 });
    }

    #[test]
    fn what_follows_from_matches_is_true_as_well() {
        let truth = Truth::of_matches(5, [(3, 1), (1, 4)]);
        assert_eq!(truth.pairs(), 3);
        assert_eq!((truth.verdict(3, 4), truth.verdict(0, 2)), (Some(true), Some(false)));
    }

    #[test]
    fn verdicts_know_only_what_was_looked_at() {
        let truth = Truth::of_verdicts([(1, 0, true), (1, 2, false), (3, 4, true)]);
        assert_eq!(truth.pairs(), 2);
        assert_eq!(
            (truth.verdict(0, 1), truth.verdict(2, 1), truth.verdict(0, 2)),
            (Some(true), Some(false), None)
        );
        assert_eq!(truth.within(&[0, 0, 0, 3, 4]), Counts { right: 1, wrong: 1, of: 2 });
    }

    #[test]
    fn between_sources_nothing_within_one_counts() {
        let truth = Truth::of_labels(["a", "a", "a", "b"]).between(vec![0, 0, 1, 1]);
        assert_eq!(truth.pairs(), 2);
        assert_eq!((truth.verdict(0, 1), truth.verdict(0, 2), truth.verdict(2, 3)), (None, Some(true), None));
        assert_eq!(truth.within(&[0, 0, 0, 0]), Counts { right: 2, wrong: 2, of: 2 });
        let looked_at = Truth::of_verdicts([(0, 1, true), (0, 2, true)]).between(vec![0, 0, 1]);
        assert_eq!(looked_at.pairs(), 1);
    }
}
