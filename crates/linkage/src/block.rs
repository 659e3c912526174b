//! Which pairs are offered for scoring.
//!
//! What holds: a record lies in at most one block of each rule. Each record is asked once who follows it in its
//! blocks; those that several rules name are told apart on the spot, so that no pair is scored twice and none has to
//! be remembered. A block that is too large is split by what else is known of its records; one that nothing splits is
//! left out, and counted.

use std::ops::Range;

use rayon::prelude::*;

use crate::compare::ModelError;
use crate::model::BlockingRule;
use crate::table::Table;

use self::keys::{FittedKey, Keys};

mod keys;
mod sort;

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
    rows: u32,
    rules: Vec<RuleBlocks>,
    pub report: BlockingReport,
}

#[derive(Debug, Default)]
struct RuleBlocks {
    /// Block after block, rows in order; the last row of each has the bit [`LAST`] too.
    members: Vec<u32>,
    /// By row: where in `members` those of its block stand that follow it; 0 when none does.
    after: Vec<u32>,
    /// By member: how many refinements made its block. Empty when no block was refined.
    refined: Vec<u8>,
    /// By refinements: the columns on which such a block's members agree.
    columns: Vec<u64>,
    pairs: u64,
    left_out: LeftOut,
}

/// Marks the last row of a block. Tables have fewer rows than that.
const LAST: u32 = 1 << 31;

/// Who is offered to one row, rule by rule; filled anew for each.
#[derive(Debug, Default)]
pub(crate) struct Offers {
    /// The other row, and the rule below it.
    found: Vec<u64>,
}

impl Offers {
    /// Each row that is offered, in order, and the rules that offer it.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &[u64])> {
        self.found.chunk_by(|a, b| a >> 32 == b >> 32).map(|rules| {
            let row = rules.first().map_or(0, |offer| offer >> 32);
            (u32::try_from(row).unwrap_or(0), rules)
        })
    }
}

impl Blocks {
    pub fn new(table: &Table, rules: &[BlockingRule]) -> Result<Self, ModelError> {
        let count = table.len() as u64;
        let every_pair = count * count.saturating_sub(1) / 2 <= EVERY_PAIR;
        let mut keys = Keys::new(table);
        let fitted = rules
            .iter()
            .map(|rule| Ok((keys.fit(&rule.keys)?, keys.fit(&rule.refine)?, rule.most)))
            .collect::<Result<Vec<_>, ModelError>>()?;
        let rules: Vec<RuleBlocks> = if every_pair {
            vec![RuleBlocks::everything(table.len())]
        } else {
            keys.work_out();
            fitted.par_iter().map(|(own, refine, most)| RuleBlocks::new(&keys, own, refine, *most)).collect()
        };
        let report = BlockingReport {
            offered: rules.iter().map(|rule| rule.pairs).collect(),
            left_out: rules.iter().map(|rule| rule.left_out).collect(),
            every_pair,
        };
        Ok(Self { rows: u32::try_from(table.len()).unwrap_or(u32::MAX), rules, report })
    }

    /// The rows, cut into spans that are worth a thread's while.
    pub fn spans(&self) -> Vec<Range<u32>> {
        let step = (self.rows / 512).clamp(16, 4096);
        let starts = (0..self.rows).step_by(step as usize);
        starts.map(|start| start..start.saturating_add(step).min(self.rows)).collect()
    }

    /// Finds whom the rules offer to a row, among the rows that come after it.
    pub fn offer(&self, row: u32, offers: &mut Offers) {
        offers.found.clear();
        for (number, rule) in (0_u64..).zip(&self.rules) {
            let after = rule.after.get(row as usize).copied().unwrap_or(0) as usize;
            if after == 0 {
                continue;
            }
            for member in rule.members.get(after..).unwrap_or(&[]) {
                offers.found.push(u64::from(member & !LAST) << 32 | number);
                if member & LAST != 0 {
                    break;
                }
            }
        }
        offers.found.sort_unstable();
    }

    /// For each rule that offers a pair to its first row, the columns on which it made the two agree.
    pub fn agreed(&self, row: u32, rules: &[u64]) -> impl Iterator<Item = u64> {
        rules.iter().filter_map(move |offer| {
            let rule = self.rules.get(usize::try_from(offer & u64::from(u32::MAX)).ok()?)?;
            let own = (rule.after.get(row as usize).copied()? as usize).checked_sub(1)?;
            let refined = rule.refined.get(own).copied().unwrap_or(0);
            rule.columns.get(usize::from(refined)).copied()
        })
    }

    /// All pairs of all rules, counting a pair as often as it is offered.
    pub fn pairs(&self) -> u64 {
        self.rules.iter().map(|rule| rule.pairs).sum()
    }
}

fn pairs_of(members: usize) -> u64 {
    let members = members as u64;
    members * members.saturating_sub(1) / 2
}

impl RuleBlocks {
    fn everything(rows: usize) -> Self {
        let mut blocks = Self { after: vec![0; rows], columns: vec![0], ..Self::default() };
        blocks.add(0..u32::try_from(rows).unwrap_or(u32::MAX), 0);
        blocks
    }

    fn new(keys: &Keys<'_>, own: &[FittedKey], refine: &[FittedKey], most: u32) -> Self {
        let mut keyed = keys.keyed(own);
        let mut agreed = own.iter().fold(0, |columns, key| columns | key.columns);
        let mut columns = vec![agreed];
        for key in refine {
            agreed |= key.columns;
            columns.push(agreed);
        }
        let mut blocks = Self { after: vec![0; keys.rows()], columns, ..Self::default() };
        blocks.split(keys, &mut keyed, refine, most, 0, &mut Vec::new());
        blocks.members.shrink_to_fit();
        blocks
    }

    /// Turns runs of equal keys into blocks, splitting those that are too large.
    fn split(
        &mut self,
        keys: &Keys<'_>,
        keyed: &mut [(u64, u32)],
        refine: &[FittedKey],
        most: u32,
        refined: u8,
        spare: &mut Vec<(u64, u32)>,
    ) {
        sort::by_key(keyed, spare);
        for block in keyed.chunk_by_mut(|a, b| a.0 == b.0) {
            if block.len() < 2 {
                continue;
            }
            if block.len() <= most as usize {
                self.add(block.iter().map(|(_, row)| *row), refined);
            } else if let Some((key, refine)) = refine.split_first() {
                for (state, row) in block.iter_mut() {
                    *state = keys.value(key, *row).map_or(0, crate::dictionary::mix);
                }
                self.split(keys, block, refine, most, refined.saturating_add(1), spare);
            } else {
                self.left_out.blocks += 1;
                self.left_out.pairs += pairs_of(block.len());
            }
        }
    }

    /// Adds a block of rows, which come in order.
    fn add(&mut self, rows: impl Iterator<Item = u32>, refined: u8) {
        let start = self.members.len();
        if refined > 0 && self.refined.len() < start {
            self.refined.resize(start, 0);
        }
        for row in rows {
            self.members.push(row);
            if let Some(after) = self.after.get_mut(row as usize) {
                *after = u32::try_from(self.members.len()).unwrap_or(0);
            }
        }
        if refined > 0 {
            self.refined.resize(self.members.len(), refined);
        }
        if let Some(last) = self.members.last_mut() {
            if let Some(after) = self.after.get_mut(*last as usize) {
                *after = 0;
            }
            *last |= LAST;
        }
        self.pairs += pairs_of(self.members.len() - start);
    }
}
