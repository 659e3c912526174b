//! Scoring: from patterns and values to weights and probabilities, for all offered pairs or for one.
//!
//! What holds: a pair's score depends on the model and on the two records alone; the list of scored pairs is the
//! same for any number of threads. `weight` is the logarithm (base 2) of the odds, prior included.

use rayon::prelude::*;

use crate::block::{BlockingReport, Blocks, Offers};
use crate::compare::{Comparer, Memory, ModelError};
use crate::model::Model;
use crate::scorer::{Rows, Scorer};
use crate::table::Table;
use crate::train::{Training, TrainingReport, plain, train_with};

/// A model at work on a table.
#[derive(Debug)]
pub struct Linker<'a> {
    pub(crate) table: &'a Table,
    pub(crate) scorer: Scorer<'a>,
    pub(crate) model: Model,
    blocks: Blocks,
    between_sources: bool,
    /// By row of filling, the row as kept.
    kept: Vec<u32>,
}

/// Two records and how likely they are one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredPair {
    /// Row number at filling; the smaller of the two.
    pub left: u32,
    /// Row number at filling.
    pub right: u32,
    /// log₂ of the odds.
    pub weight: f64,
}

impl ScoredPair {
    /// The probability that the two are one person.
    pub fn probability(&self) -> f64 {
        probability(self.weight)
    }
}

pub(crate) fn probability(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp2())
}

/// All pairs that were offered and reached the least weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairs {
    /// By left, then right.
    pub pairs: Vec<ScoredPair>,
    /// The least weight that was asked for.
    pub least_weight: f64,
    /// Pairs that were scored, whatever their weight.
    pub scored: u64,
    /// What blocking offered and left out.
    pub report: BlockingReport,
}

/// A part of the work of [`Linker::pairs_watched`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scored {
    /// Pairs scored in this part.
    pub pairs: u64,
    /// How many such parts there are in all, each about as long as another.
    pub of: usize,
}

impl<'a> Linker<'a> {
    /// Fits a model to a table.
    pub fn new(table: &'a Table, model: &Model) -> Result<Self, ModelError> {
        let blocks = Blocks::new(table, &model.blocking)?;
        Self::with_blocks(table, model.clone(), blocks)
    }

    /// Learns a model's numbers from `table` and puts it to work there: [`crate::train()`] and [`Linker::new`] in
    /// one, which finds the blocks once.
    pub fn trained(
        table: &'a Table,
        model: Model,
        training: &Training,
    ) -> Result<(Self, TrainingReport), ModelError> {
        let blocks = Blocks::new(table, &model.blocking)?;
        let trained = train_with(table, model, training, &blocks)?;
        let linker = Self::with_blocks(table, trained.model, blocks)?;
        Ok((Self { between_sources: training.between_sources, ..linker }, trained.report))
    }

    fn with_blocks(table: &'a Table, mut model: Model, blocks: Blocks) -> Result<Self, ModelError> {
        if model.stories.is_empty() {
            model.stories = plain();
        }
        let scorer = Scorer::new(Comparer::new(table, &model)?, table.into(), &model);
        let mut kept = vec![0; table.len()];
        for number in 0..u32::try_from(table.len()).unwrap_or(u32::MAX) {
            if let Some(own) = kept.get_mut(table.filled_as(number) as usize) {
                *own = number;
            }
        }
        Ok(Self { table, scorer, model, blocks, between_sources: false, kept })
    }

    /// Only pairs of records from different sources.
    #[must_use]
    pub fn between_sources(mut self) -> Self {
        self.between_sources = true;
        self
    }

    /// Whether two rows as kept lie in one source, where only pairs between sources are wanted.
    pub(crate) fn is_within(&self, left: u32, right: u32) -> bool {
        self.between_sources && self.table.source(left) == self.table.source(right)
    }

    /// The model it works with.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Scores all offered pairs and keeps those of at least this weight.
    pub fn pairs(&self, least_weight: f64) -> Pairs {
        self.pairs_watched(least_weight, &|_| ())
    }

    /// As [`Linker::pairs`]; `watch` is told, from any thread, of each part of the work that is done.
    pub fn pairs_watched(&self, least_weight: f64, watch: &(dyn Fn(Scored) + Sync)) -> Pairs {
        let spans = self.blocks.spans();
        let of = spans.len();
        let found: Vec<(Vec<ScoredPair>, u64)> = spans
            .into_par_iter()
            .map_init(Bench::default, |bench, span| {
                let (mut found, mut scored) = (Vec::new(), 0);
                for left in span {
                    scored += self.pairs_of(left, least_weight, bench, &mut found);
                }
                watch(Scored { pairs: scored, of });
                (found, scored)
            })
            .collect();
        let scored = found.iter().map(|(_, scored)| scored).sum();
        let pairs = in_order(found.iter().flat_map(|(found, _)| found), self.table.len());
        Pairs { pairs, least_weight, scored, report: self.blocks.report.clone() }
    }

    /// Scores the pairs that are offered to one row, and says how many they were.
    fn pairs_of(&self, left: u32, least_weight: f64, bench: &mut Bench, found: &mut Vec<ScoredPair>) -> u64 {
        self.blocks.offer(left, &mut bench.offers);
        // Rows are fetched together before any is looked at: the machine waits for all of them at once.
        bench.rows.clear();
        for (right, _) in bench.offers.rows() {
            bench.rows.extend_from_slice(self.table.row(right));
        }
        let own = self.table.row(left);
        let (least_odds, mut scored) = (least_weight.exp2(), 0);
        let rows = bench.rows.chunks_exact(own.len().max(1));
        for ((right, _), row) in bench.offers.rows().zip(rows) {
            if self.is_within(left, right) {
                continue;
            }
            scored += 1;
            let Some(judged) = self.scorer.judged((own, row), least_odds, &mut bench.memory) else {
                continue;
            };
            let weight = self.scorer.weight_behind(&judged);
            if weight >= least_weight {
                found.push(self.named(left, right, weight));
            }
        }
        scored
    }

    /// The weight of two records, by row number at filling; `None` for rows that the table has not.
    pub fn weight(&self, left: u32, right: u32) -> Option<f64> {
        let kept = |row: u32| self.kept.get(row as usize).copied();
        Some(self.weight_of(kept(left)?, kept(right)?, &mut Memory::new()))
    }

    /// The pair's levels, four bits a comparison from the lowest: 0 for silent, else one more than the level.
    pub fn pattern(&self, left: u32, right: u32) -> Option<u64> {
        Some(self.scorer.comparer.pattern(self.kept(left)?, self.kept(right)?, &mut Memory::new()))
    }

    pub(crate) fn kept(&self, row: u32) -> Option<u32> {
        self.kept.get(row as usize).copied()
    }

    pub(crate) fn named(&self, left: u32, right: u32, weight: f64) -> ScoredPair {
        let (a, b) = (self.table.filled_as(left), self.table.filled_as(right));
        ScoredPair { left: a.min(b), right: a.max(b), weight }
    }

    /// The weight of two rows as kept.
    pub(crate) fn weight_of(&self, left: u32, right: u32, memory: &mut Memory) -> f64 {
        self.scorer.weight_of(self.rows(left, right), memory)
    }

    /// The codes of two rows as kept.
    pub(crate) fn rows(&self, left: u32, right: u32) -> Rows<'a> {
        (self.table.row(left), self.table.row(right))
    }
}

/// The pairs by left, then right: each is put among those of its row, which are few.
fn in_order<'p>(found: impl Iterator<Item = &'p ScoredPair> + Clone, rows: usize) -> Vec<ScoredPair> {
    let mut places = starts(found.clone(), rows);
    let nothing = ScoredPair { left: 0, right: 0, weight: 0.0 };
    let mut pairs = vec![nothing; places.last().copied().unwrap_or(0)];
    for pair in found {
        if let Some(place) = places.get_mut(pair.left as usize) {
            if let Some(own) = pairs.get_mut(*place) {
                *own = *pair;
            }
            *place += 1;
        }
    }
    for row in pairs.chunk_by_mut(|a, b| a.left == b.left) {
        row.sort_unstable_by_key(|pair| pair.right);
    }
    pairs
}

/// By row: where the pairs of which it is the left one begin, once they lie in order; at the end how many there are.
pub(crate) fn starts<'p>(pairs: impl Iterator<Item = &'p ScoredPair>, rows: usize) -> Vec<usize> {
    let mut starts = vec![0; rows + 1];
    for pair in pairs {
        if let Some(count) = starts.get_mut(pair.left as usize) {
            *count += 1;
        }
    }
    let mut start = 0;
    for own in &mut starts {
        start += std::mem::replace(own, start);
    }
    starts
}

/// What one thread works with.
#[derive(Default)]
struct Bench {
    memory: Memory,
    offers: Offers,
    /// The rows that are offered, one after the other.
    rows: Vec<u32>,
}
