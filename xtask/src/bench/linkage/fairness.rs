//! Whether a matcher serves all alike: recall and precision by where a name comes from, by sex, by age.
//!
//! What holds: a true pair counts for the group of its person; a wrong one for the groups of both people, since both are harmed. Only the truth knows the
//! groups; no matcher reads them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::evaluate::Pair;
use super::truth::{Truth, fields};

/// The year in which ages are reckoned.
const TODAY: i32 = 2026;

/// The groups of each row, by row.
pub struct Groups(Vec<[String; 3]>);

/// What a group got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    pub rows: u64,
    pub true_pairs: u64,
    pub found: u64,
    pub wrong: u64,
}

impl Groups {
    /// Reads the file that stands beside the records: `id,cluster,origin,sex,born,…`.
    pub fn of(truth: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(truth).with_context(|| format!("{} cannot be read", truth.display()))?;
        let groups = text.lines().skip(1).map(|line| {
            let fields = fields(line);
            let [_, _, origin, sex, born, ..] = fields.as_slice() else {
                return Err(anyhow::anyhow!("a row of the truth with too few columns"));
            };
            let age = TODAY - born.parse::<i32>()?;
            let age = match age {
                ..25 => "age under 25",
                25..35 => "age 25 to 34",
                35..50 => "age 35 to 49",
                _ => "age 50 and over",
            };
            let sex = if sex == "F" { "women" } else { "men" };
            Ok([format!("name: {origin}"), sex.to_owned(), age.to_owned()])
        });
        Ok(Self(groups.collect::<Result<_>>()?))
    }

    fn of_row(&self, id: u32) -> &[String] {
        let at = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
        at.and_then(|at| self.0.get(at)).map_or(&[], |groups| groups.as_slice())
    }

    /// What each group got from the pairs of a probability of `least` and more.
    pub fn shares(&self, truth: &Truth, pairs: &[Pair], least: f64) -> BTreeMap<String, Share> {
        let mut shares: BTreeMap<String, Share> = BTreeMap::new();
        let mut rows_of: BTreeMap<u32, u64> = BTreeMap::new();
        for id in 1..=u32::try_from(self.0.len()).unwrap_or(u32::MAX) {
            // A person's earlier rows each make one more true pair with this one.
            let earlier = truth.person(id).map_or(0, |person| {
                let rows = rows_of.entry(person).or_default();
                *rows += 1;
                *rows - 1
            });
            for group in self.of_row(id) {
                let share = shares.entry(group.clone()).or_default();
                share.rows += 1;
                share.true_pairs += earlier;
            }
        }
        for pair in pairs.iter().filter(|pair| pair.probability >= least) {
            let right = truth.same(pair.left, pair.right);
            let (left, other) = (self.of_row(pair.left), self.of_row(pair.right));
            let both = left.iter().chain(other.iter().filter(|group| !left.contains(group)));
            for group in both {
                let share = shares.entry(group.clone()).or_default();
                share.found += u64::from(right);
                share.wrong += u64::from(!right);
            }
        }
        shares
    }
}

impl Share {
    /// Share of the true pairs that were found.
    pub fn recall(self) -> f64 {
        ratio(self.found, self.true_pairs)
    }

    /// Share of the named pairs that are true.
    pub fn precision(self) -> f64 {
        ratio(self.found, self.found + self.wrong)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^52")]
fn ratio(part: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_pair_harms_the_groups_of_both() {
        let of = |origin: &str| [format!("name: {origin}"), "men".to_owned(), "age under 25".to_owned()];
        let groups = Groups(vec![of("welsh"), of("welsh"), of("polish")]);
        let truth = Truth::told(vec![0, 0, 1]);
        let pair = |left, right| Pair { left, right, weight: 9.0, probability: 0.99 };
        let shares = groups.shares(&truth, &[pair(1, 2), pair(2, 3)], 0.5);
        let of = |name: &str| shares.get(name).copied().unwrap();
        assert_eq!(of("name: welsh"), Share { rows: 2, true_pairs: 1, found: 1, wrong: 1 });
        assert_eq!(of("name: polish"), Share { rows: 1, true_pairs: 0, found: 0, wrong: 1 });
        assert_eq!(of("men"), Share { rows: 3, true_pairs: 1, found: 1, wrong: 1 });
    }
}
