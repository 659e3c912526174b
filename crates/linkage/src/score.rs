//! Scoring: from patterns and values to weights and probabilities, for all offered pairs or for one.
//!
//! What holds: a pair's score depends on the model and on the two records alone; the list of scored pairs is the
//! same for any number of threads. `weight` is the logarithm (base 2) of the odds, prior included.

use rayon::prelude::*;

use crate::block::{BlockingReport, Blocks, Offers};
use crate::compare::{Comparer, Memory, ModelError, Pattern, level_of};
use crate::model::Model;
use crate::table::Table;
use crate::train::{Training, TrainingReport, plain, train_with};
use crate::weigh::{Ratios, Weighed, Weighted};

/// A model at work on a table.
#[derive(Debug)]
pub struct Linker<'a> {
    pub(crate) table: &'a Table,
    pub(crate) comparer: Comparer<'a>,
    pub(crate) model: Model,
    pub(crate) comparisons: Vec<Weighed<'a>>,
    pub(crate) stories: Vec<Weighted>,
    /// The share of the story in which nothing is shared.
    strangers: f64,
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
        let comparer = Comparer::new(table, &model)?;
        let comparisons = model.comparisons.iter().map(|own| Weighed::new(table, &model, own)).collect();
        let stories = model.stories.iter().map(|story| Weighted::new(story, model.prior)).collect();
        let strangers = model.stories.iter().find(|story| !story.same_person && story.shares.is_empty());
        let strangers = strangers.map_or(1e-12, |story| story.share);
        let mut kept = vec![0; table.len()];
        for number in 0..u32::try_from(table.len()).unwrap_or(u32::MAX) {
            if let Some(own) = kept.get_mut(table.filled_as(number) as usize) {
                *own = number;
            }
        }
        Ok(Self {
            table,
            comparer,
            model,
            comparisons,
            stories,
            strangers,
            blocks,
            between_sources: false,
            kept,
        })
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
        let found: Vec<(Vec<ScoredPair>, u64)> = self
            .blocks
            .spans()
            .into_par_iter()
            .map_init(Bench::default, |bench, span| {
                let (mut found, mut scored) = (Vec::new(), 0);
                for left in span {
                    scored += self.pairs_of(left, least_weight, bench, &mut found);
                }
                (found, scored)
            })
            .collect();
        let scored = found.iter().map(|(_, scored)| scored).sum();
        let mut pairs: Vec<ScoredPair> = Vec::with_capacity(found.iter().map(|(found, _)| found.len()).sum());
        for (found, _) in found {
            pairs.extend(found);
        }
        pairs.par_sort_unstable_by_key(|pair| (pair.left, pair.right));
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
            let Some(judged) = self.judged((own, row), least_odds, &mut bench.memory) else { continue };
            let weight = self.weight_behind(&judged);
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
        Some(self.comparer.pattern(self.kept(left)?, self.kept(right)?, &mut Memory::new()))
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
        let rows = (self.table.row(left), self.table.row(right));
        self.judged(rows, 0.0, memory).map_or(f64::NEG_INFINITY, |judged| self.weight_behind(&judged))
    }

    fn weight_behind(&self, judged: &Judged) -> f64 {
        let (same, other) = self.odds(&judged.ratios);
        (same / other).log2()
    }

    /// How likely the pair is with one person behind it, and with two, relative to chance.
    pub(crate) fn odds(&self, ratios: &Ratios) -> (f64, f64) {
        let (mut same, mut other) = (0.0, 0.0);
        for story in &self.stories {
            *(if story.same_person { &mut same } else { &mut other }) += story.likelihood(ratios);
        }
        (same.max(1e-300), other.max(1e-300))
    }

    /// The levels of two rows and what they are worth; `None` where a glance tells that the odds stay below
    /// `least_odds`, as for most pairs.
    pub(crate) fn judged(
        &self,
        rows: (&[u32], &[u32]),
        least_odds: f64,
        memory: &mut Memory,
    ) -> Option<Judged> {
        let (glanced, open) = self.comparer.glance(rows.0, rows.1, memory);
        let mut ratios = Ratios::default();
        self.add_levels(&mut ratios, glanced, rows);
        if open == 0 || self.at_best(ratios, open) < least_odds {
            return (open == 0).then_some(Judged { pattern: glanced, ratios });
        }
        let rest = self.comparer.complete(open, rows.0, rows.1, memory);
        self.add_levels(&mut ratios, rest, rows);
        Some(Judged { pattern: glanced | rest, ratios })
    }

    /// Adds what the levels of a pattern say.
    fn add_levels(&self, ratios: &mut Ratios, pattern: Pattern, (left, right): (&[u32], &[u32])) {
        let mut rest = pattern;
        for comparison in &self.comparisons {
            if rest == 0 {
                break;
            }
            if let Some(level) = level_of(rest, 0).checked_sub(1).and_then(|own| comparison.levels.get(own)) {
                ratios.add(comparison.part, level.ratios(left, right));
            }
            rest >>= 4;
        }
    }

    /// Odds that cannot be exceeded, whatever the open comparisons say.
    fn at_best(&self, mut ratios: Ratios, open: u16) -> f64 {
        for (at, comparison) in self.comparisons.iter().enumerate() {
            if open >> at & 1 == 1 {
                ratios.add(comparison.part, comparison.best);
            }
        }
        let same = self.stories.iter().filter(|story| story.same_person);
        same.map(|story| story.likelihood(&ratios)).sum::<f64>() / self.strangers
    }
}

/// What one thread works with.
#[derive(Default)]
struct Bench {
    memory: Memory,
    offers: Offers,
    /// The rows that are offered, one after the other.
    rows: Vec<u32>,
}

/// The levels of a pair, and what they are worth.
pub(crate) struct Judged {
    pub pattern: Pattern,
    pub ratios: Ratios,
}
