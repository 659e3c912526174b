//! Which pairs are offered for scoring.
//!
//! What holds: a record lies in at most one block of each rule, so whether an earlier rule has offered a pair is a
//! look at two rows of block numbers, and no pair is scored twice. A block that is too large is split by what else
//! is known of its records; one that nothing splits is left out, and counted.

use rayon::prelude::*;

use crate::compare::ModelError;
use crate::dictionary::{hash, mix};
use crate::model::{BlockingKey, BlockingRule, KeyOf};
use crate::table::Table;

/// Pairs offered by each rule, and what was left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlockingReport {
    /// Pairs offered by each rule, in the model's order, counting pairs that an earlier rule has offered too.
    pub offered: Vec<u64>,
    /// By rule, blocks that no refinement made small enough, and the pairs in them.
    pub left_out: Vec<LeftOut>,
    /// Whether the table is so small that every pair is offered.
    pub every_pair: bool,
}

/// What blocking leaves out because a block stays too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Blocks.
    pub blocks: u64,
    /// Pairs within them; another rule may offer some of them.
    pub pairs: u64,
}

/// Tables with at most so many pairs are compared whole: blocking would save nothing worth a missed match.
const EVERY_PAIR: u64 = 600_000;

/// The blocks of a table.
#[derive(Debug)]
pub(crate) struct Blocks {
    rules: Vec<RuleBlocks>,
    /// Row after row, the block number under each rule; 0 for none.
    numbers: Vec<u32>,
    pub report: BlockingReport,
}

#[derive(Debug, Default)]
struct RuleBlocks {
    members: Vec<u32>,
    /// Where each block's members end, and the columns on which they agree.
    blocks: Vec<(u32, u64)>,
    left_out: LeftOut,
}

/// A run of blocks of one rule, the unit of work.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    rule: usize,
    from: usize,
    to: usize,
}

/// A key fitted to a table.
#[derive(Debug, Clone)]
struct FittedKey {
    column: usize,
    other: Option<usize>,
    of: KeyOf,
}

impl Blocks {
    pub fn new(table: &Table, rules: &[BlockingRule]) -> Result<Self, ModelError> {
        let count = table.len() as u64;
        let every_pair = count * count.saturating_sub(1) / 2 <= EVERY_PAIR;
        let fitted = rules
            .iter()
            .map(|rule| Ok((fit(table, &rule.keys)?, fit(table, &rule.refine)?, rule.most)))
            .collect::<Result<Vec<_>, ModelError>>()?;
        let rules: Vec<RuleBlocks> = if every_pair {
            vec![RuleBlocks::everything(table.len())]
        } else {
            fitted
                .par_iter()
                .map(|(keys, refine, most)| RuleBlocks::new(table, keys, refine, *most))
                .collect()
        };
        let width = rules.len();
        let mut numbers = vec![0; table.len() * width];
        let mut report = BlockingReport { every_pair, ..BlockingReport::default() };
        for (at, rule) in rules.iter().enumerate() {
            for (number, (members, _)) in (1_u32..).zip(rule.iter(0, rule.blocks.len())) {
                for member in members {
                    if let Some(own) = numbers.get_mut(*member as usize * width + at) {
                        *own = number;
                    }
                }
            }
            report.offered.push(rule.pairs());
            report.left_out.push(rule.left_out);
        }
        Ok(Self { rules, numbers, report })
    }

    /// The work, cut into runs that are worth a thread's while.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        for (rule, blocks) in self.rules.iter().enumerate() {
            let (mut from, mut pairs) = (0, 0);
            for (at, (members, _)) in blocks.iter(0, blocks.blocks.len()).enumerate() {
                pairs += pairs_of(members.len());
                if pairs > 20_000 {
                    runs.push(Run { rule, from, to: at + 1 });
                    (from, pairs) = (at + 1, 0);
                }
            }
            runs.push(Run { rule, from, to: blocks.blocks.len() });
        }
        runs
    }

    /// Calls `with` for each pair of a run that no earlier rule offers.
    pub fn each_pair(&self, run: Run, mut with: impl FnMut(u32, u32)) {
        let Some(rule) = self.rules.get(run.rule) else { return };
        for (members, _) in rule.iter(run.from, run.to) {
            let mut rest = members;
            while let Some((left, others)) = rest.split_first() {
                rest = others;
                let own = self.row(*left).get(..run.rule).unwrap_or(&[]);
                for right in others {
                    let theirs = self.row(*right);
                    let earlier = own.iter().zip(theirs).any(|(a, b)| a == b && *a != 0);
                    if !earlier {
                        with(*left, *right);
                    }
                }
            }
        }
    }

    /// For each rule that offers the pair, the columns on which it made the two agree.
    pub fn agreed(&self, left: u32, right: u32) -> impl Iterator<Item = u64> {
        let (left, right) = (self.row(left), self.row(right));
        self.rules.iter().zip(left.iter().zip(right)).filter_map(|(rule, (a, b))| {
            let at = (*a as usize).checked_sub(1).filter(|_| a == b)?;
            rule.blocks.get(at).map(|(_, columns)| *columns)
        })
    }

    /// All pairs of all rules, counting a pair as often as it is offered.
    pub fn pairs(&self) -> u64 {
        self.rules.iter().map(RuleBlocks::pairs).sum()
    }

    fn row(&self, kept: u32) -> &[u32] {
        let width = self.rules.len();
        let start = kept as usize * width;
        self.numbers.get(start..start + width).unwrap_or(&[])
    }
}

fn pairs_of(members: usize) -> u64 {
    let members = members as u64;
    members * members.saturating_sub(1) / 2
}

impl RuleBlocks {
    fn everything(rows: usize) -> Self {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        Self { members: (0..rows).collect(), blocks: vec![(rows, 0)], left_out: LeftOut::default() }
    }

    fn new(table: &Table, keys: &[FittedKey], refine: &[FittedKey], most: u32) -> Self {
        let rows = u32::try_from(table.len()).unwrap_or(u32::MAX);
        let mut keyed: Vec<(u64, u32)> = (0..rows)
            .filter_map(|row| {
                let mut state = 0;
                for key in keys {
                    state = mix(state ^ value_of(table, key, row)?);
                }
                Some((state, row))
            })
            .collect();
        let columns = keys.iter().fold(0, |columns, key| columns | bits(key));
        let mut blocks = Self::default();
        blocks.split(table, &mut keyed, refine, most, columns);
        blocks
    }

    /// Turns runs of equal keys into blocks, splitting those that are too large.
    fn split(
        &mut self,
        table: &Table,
        keyed: &mut [(u64, u32)],
        refine: &[FittedKey],
        most: u32,
        columns: u64,
    ) {
        keyed.sort_unstable();
        for block in keyed.chunk_by_mut(|a, b| a.0 == b.0) {
            if block.len() < 2 {
                continue;
            }
            if block.len() <= most as usize {
                self.members.extend(block.iter().map(|(_, row)| *row));
                self.blocks.push((u32::try_from(self.members.len()).unwrap_or(u32::MAX), columns));
            } else if let Some((key, refine)) = refine.split_first() {
                for (state, row) in block.iter_mut() {
                    *state = value_of(table, key, *row).unwrap_or(0);
                }
                self.split(table, block, refine, most, columns | bits(key));
            } else {
                self.left_out.blocks += 1;
                self.left_out.pairs += pairs_of(block.len());
            }
        }
    }

    /// The members of each block from one to another, and the columns on which they agree.
    fn iter(&self, from: usize, to: usize) -> impl Iterator<Item = (&[u32], u64)> {
        let before = from.checked_sub(1).and_then(|before| self.blocks.get(before));
        let mut start = before.map_or(0, |(end, _)| *end as usize);
        self.blocks.get(from..to).unwrap_or(&[]).iter().map(move |(end, columns)| {
            let members = self.members.get(start..*end as usize).unwrap_or(&[]);
            start = *end as usize;
            (members, *columns)
        })
    }

    fn pairs(&self) -> u64 {
        self.iter(0, self.blocks.len()).map(|(members, _)| pairs_of(members.len())).sum()
    }
}

fn bits(key: &FittedKey) -> u64 {
    1 << key.column.min(63) | key.other.map_or(0, |other| 1 << other.min(63))
}

fn fit(table: &Table, keys: &[BlockingKey]) -> Result<Vec<FittedKey>, ModelError> {
    let place = |name: &String| table.position(name).ok_or_else(|| ModelError::NoColumn(name.clone()));
    keys.iter()
        .map(|key| {
            let other = match &key.of {
                KeyOf::WithInAnyOrder(other) => Some(place(other)?),
                _ => None,
            };
            Ok(FittedKey { column: place(&key.column)?, other, of: key.of.clone() })
        })
        .collect()
}

/// What of a record's value must agree, as a number that depends on the value alone; `None` when it is missing.
fn value_of(table: &Table, key: &FittedKey, row: u32) -> Option<u64> {
    let code = |column: usize| table.row(row).get(column).copied().filter(|code| *code != 0);
    let own = code(key.column)?;
    let dictionary = table.dictionary(key.column);
    let facts = || dictionary.facts(own);
    let some = |number: u32| (number != 0).then(|| mix(u64::from(number)));
    let text = || dictionary.text(own);
    match &key.of {
        KeyOf::Whole => some(own),
        KeyOf::WithInAnyOrder(_) => {
            // A sum does not know the order of its terms.
            Some(mix(u64::from(own)).wrapping_add(mix(u64::from(code(key.other?)?))))
        }
        KeyOf::Prefix(letters) => {
            let letters = usize::from(*letters);
            let end = text().char_indices().nth(letters).map_or(text().len(), |(end, _)| end);
            Some(hash(text().get(..end)?.as_bytes()))
        }
        KeyOf::Sound | KeyOf::Sector | KeyOf::Digits => some(facts().main),
        KeyOf::Stem => {
            let stem = facts().second & 0xFFFF;
            if stem == 0 { Some(mix(u64::from(own) << 20)) } else { some(stem) }
        }
        KeyOf::District => some(facts().second),
        KeyOf::Year => some(facts().main / 10_000),
        KeyOf::MonthDay => some(facts().main % 10_000),
        KeyOf::YearMonth => some(facts().main / 100),
    }
}
