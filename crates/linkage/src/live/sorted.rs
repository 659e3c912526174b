//! A sorted set of small entries in little memory: runs of a few hundred entries, each as long as it must be.
//!
//! A search tree of the standard library takes twice the room for entries of twelve bytes that come in no order. What holds: iteration
//! is in order; one insertion or removal moves no more than a run.

use std::ops::RangeInclusive;

/// The longest run.
const LONGEST: usize = 512;

#[derive(Debug, Clone)]
pub(super) struct Sorted<T> {
    runs: Vec<Vec<T>>,
    /// The first entry of each run.
    starts: Vec<T>,
}

impl<T> Default for Sorted<T> {
    fn default() -> Self {
        Self { runs: Vec::new(), starts: Vec::new() }
    }
}

impl<T: Ord + Copy> Sorted<T> {
    /// The run in which an entry lies or belongs.
    fn run(&self, entry: &T) -> usize {
        self.starts.partition_point(|start| start <= entry).saturating_sub(1)
    }

    /// Adds an entry that may be there.
    pub fn insert(&mut self, entry: T) {
        let at = self.run(&entry);
        let Some(run) = self.runs.get_mut(at) else {
            self.runs.push(vec![entry]);
            self.starts.push(entry);
            return;
        };
        let Err(place) = run.binary_search(&entry) else { return };
        if run.len() == run.capacity() {
            run.reserve_exact(run.len() / 8 + 4);
        }
        run.insert(place, entry);
        let half = (run.len() > LONGEST).then(|| {
            let half = run.split_off(LONGEST / 2);
            run.shrink_to_fit();
            half
        });
        if let (0, Some(start)) = (place, self.starts.get_mut(at)) {
            *start = entry;
        }
        if let Some((half, start)) = half.and_then(|half| half.first().copied().map(|start| (half, start))) {
            self.runs.insert(at + 1, half);
            self.starts.insert(at + 1, start);
        }
    }

    /// Removes an entry, and says whether it was there.
    pub fn remove(&mut self, entry: &T) -> bool {
        let at = self.run(entry);
        let Some(run) = self.runs.get_mut(at) else { return false };
        let Ok(place) = run.binary_search(entry) else { return false };
        run.remove(place);
        if let (Some(first), Some(start)) = (run.first(), self.starts.get_mut(at)) {
            *start = *first;
        } else {
            self.runs.remove(at);
            self.starts.remove(at);
        }
        true
    }

    /// The entries from one to another, in order.
    pub fn range(&self, range: RangeInclusive<T>) -> impl Iterator<Item = T> {
        let (low, high) = range.into_inner();
        let at = self.run(&low);
        let first = self.runs.get(at).map_or(0, |run| run.partition_point(|entry| *entry < low));
        let runs = self.runs.get(at..).unwrap_or(&[]).iter().enumerate();
        let entries = runs.flat_map(move |(number, run)| {
            let from = if number == 0 { first } else { 0 };
            run.get(from..).unwrap_or(&[]).iter().copied()
        });
        entries.take_while(move |entry| *entry <= high)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_sorted_set(
            changes in proptest::collection::vec((0_u32..3_000, 0_u32..4), 0..4_000),
            low in 0_u32..3_000,
            length in 0_u32..900,
        ) {
            let (mut own, mut other) = (Sorted::default(), BTreeSet::new());
            for (entry, what) in changes {
                if what == 0 {
                    prop_assert_eq!(own.remove(&entry), other.remove(&entry));
                } else {
                    own.insert(entry);
                    other.insert(entry);
                }
            }
            let range = low..=low + length;
            prop_assert!(own.range(range.clone()).eq(other.range(range).copied()));
            prop_assert!(own.range(0..=u32::MAX).eq(other.iter().copied()));
            prop_assert!(own.runs.iter().all(|run| !run.is_empty() && run.len() <= LONGEST));
        }
    }
}
