//! Scoring: from patterns and values to weights and probabilities, for all offered pairs or for one.
//!
//! What holds: a pair's score depends on the model and on the two records alone; the list of scored pairs is the
//! same for any number of threads. `weight` is the logarithm (base 2) of the odds, prior included.

use rayon::prelude::*;

use crate::block::{BlockingReport, Blocks};
use crate::compare::{Comparer, Memory, ModelError, Pattern, level_of};
use crate::model::{Model, Part, Rule, TermFrequency};
use crate::table::Table;
use crate::train::{Parts, Training, TrainingReport, plain, train_with};

/// A model at work on a table.
#[derive(Debug)]
pub struct Linker<'a> {
    pub(crate) table: &'a Table,
    pub(crate) comparer: Comparer<'a>,
    pub(crate) model: Model,
    pub(crate) comparisons: Vec<Weighed>,
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

#[derive(Debug)]
pub(crate) struct Weighed {
    part: usize,
    pub levels: Vec<WeighedLevel>,
    /// The best that any level but an exact one can say: when the part is shared, and when it is not.
    best: (f64, f64),
}

#[derive(Debug)]
pub(crate) struct WeighedLevel {
    pub m: f64,
    pub u: f64,
    /// How much likelier the level is than by chance when one person does not share the part.
    apart: f64,
    exact: bool,
    tf: Option<FittedFrequency>,
}

#[derive(Debug)]
struct FittedFrequency {
    column: usize,
    weight: f64,
    floor: f64,
    at: f64,
    filled: f64,
    /// Further records of the same person that hold the same value, on average.
    own: f64,
}

#[derive(Debug)]
pub(crate) struct Weighted {
    same_person: bool,
    shares: [bool; 6],
    share: f64,
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
        let comparisons = model.comparisons.iter().map(|own| weighed(table, &model, own)).collect();
        let stories = model
            .stories
            .iter()
            .map(|story| Weighted {
                same_person: story.same_person,
                shares: Part::ALL.map(|part| story.shares.contains(&part)),
                share: if story.same_person { story.share * model.prior } else { story.share },
            })
            .collect();
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
        let least_odds = least_weight.exp2();
        let found: Vec<(Vec<ScoredPair>, u64)> = self
            .blocks
            .runs()
            .into_par_iter()
            .map_init(Memory::new, |memory, run| {
                let (mut found, mut scored) = (Vec::new(), 0);
                self.blocks.each_pair(run, |left, right| {
                    if self.is_within(left, right) {
                        return;
                    }
                    scored += 1;
                    let (glanced, open) = self.comparer.glance(left, right);
                    if self.at_best(glanced, open, left, right) < least_odds {
                        return;
                    }
                    let pattern = self.comparer.complete(glanced, open, left, right, memory);
                    let weight = self.weight_of_pattern(pattern, left, right);
                    if weight >= least_weight {
                        found.push(self.named(left, right, weight));
                    }
                });
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

    /// Odds that two rows as kept cannot exceed, from what is seen at a glance: most pairs need no second look.
    fn at_best(&self, pattern: Pattern, open: u16, left: u32, right: u32) -> f64 {
        let mut parts = Parts::default();
        let rows = (self.table.row(left), self.table.row(right));
        for (at, comparison) in self.comparisons.iter().enumerate() {
            if open >> at & 1 == 1 {
                parts.add(comparison.part, comparison.best.0, 1.0, comparison.best.1);
            } else if let Some(level) =
                level_of(pattern, at).checked_sub(1).and_then(|own| comparison.levels.get(own))
            {
                let chance = level.chance(self.table, rows);
                parts.add(comparison.part, level.m / chance, 1.0, level.apart);
            }
        }
        self.stories
            .iter()
            .filter(|story| story.same_person)
            .map(|story| story.likelihood(&parts))
            .sum::<f64>()
            / self.strangers
    }

    /// The weight of two rows as kept.
    pub(crate) fn weight_of(&self, left: u32, right: u32, memory: &mut Memory) -> f64 {
        self.weight_of_pattern(self.comparer.pattern(left, right, memory), left, right)
    }

    fn weight_of_pattern(&self, pattern: Pattern, left: u32, right: u32) -> f64 {
        let (same, other) = self.odds(pattern, left, right);
        (same / other).log2()
    }

    /// How likely the pair is with one person behind it, and with two.
    pub(crate) fn odds(&self, pattern: Pattern, left: u32, right: u32) -> (f64, f64) {
        let parts = self.parts(pattern, left, right);
        let (mut same, mut other) = (0.0, 0.0);
        for story in &self.stories {
            *(if story.same_person { &mut same } else { &mut other }) += story.likelihood(&parts);
        }
        (same.max(1e-300), other.max(1e-300))
    }

    /// By part, how likely its levels are.
    pub(crate) fn parts(&self, pattern: Pattern, left: u32, right: u32) -> Parts {
        let mut parts = Parts::default();
        let rows = (self.table.row(left), self.table.row(right));
        for (at, comparison) in self.comparisons.iter().enumerate() {
            let level = level_of(pattern, at).checked_sub(1).and_then(|own| comparison.levels.get(own));
            if let Some(level) = level {
                let chance = level.chance(self.table, rows);
                parts.add(comparison.part, level.m, chance, chance * level.apart);
            }
        }
        parts
    }
}

impl Weighted {
    pub fn likelihood(&self, parts: &Parts) -> f64 {
        self.share * parts.product(self.shares, self.same_person)
    }
}

fn weighed(table: &Table, model: &Model, comparison: &crate::model::Comparison) -> Weighed {
    #[allow(clippy::cast_precision_loss, reason = "rows are fewer than 2^52")]
    let rows = table.len().max(1) as f64;
    let others = model.prior * (rows - 1.0);
    let first = comparison.levels.first().map_or(1.0, |level| level.m);
    let fitted = |tf: TermFrequency| {
        let column = comparison.columns.get(tf.column).and_then(|name| table.position(name))?;
        #[allow(clippy::cast_precision_loss, reason = "rows are fewer than 2^52")]
        let filled = table.filled(column).max(1) as f64;
        Some(FittedFrequency {
            column,
            weight: tf.weight,
            floor: tf.floor,
            at: tf.at.max(1e-12),
            filled,
            own: others * first * filled / rows,
        })
    };
    let levels: Vec<WeighedLevel> = comparison
        .levels
        .iter()
        .map(|level| WeighedLevel {
            m: level.m.max(1e-9),
            u: level.u.max(1e-12),
            apart: level.apart.map_or(1.0, |apart| apart / level.u.max(1e-12)),
            exact: level.rule == Rule::Exact,
            tf: level.tf.and_then(fitted),
        })
        .collect();
    let best = levels.iter().filter(|level| !level.exact).fold((1.0, 1.0), |best: (f64, f64), level| {
        (best.0.max(level.m / level.least_chance()), best.1.max(level.apart))
    });
    Weighed { part: comparison.part as usize, levels, best }
}

impl WeighedLevel {
    /// The least that the level's chance can be for any values.
    fn least_chance(&self) -> f64 {
        self.tf.as_ref().map_or(self.u, |tf| self.u * (tf.share(0.0) / tf.at).powf(tf.weight)).min(self.u)
    }

    /// How likely the level is for two people, given these values.
    pub fn chance(&self, table: &Table, (left, right): (&[u32], &[u32])) -> f64 {
        let Some(tf) = &self.tf else { return self.u };
        let count = |row: &[u32]| {
            let code = row.get(tf.column).copied().unwrap_or(0);
            table.counts(tf.column).get(code as usize).copied().filter(|_| code != 0).map_or(0.0, f64::from)
        };
        let frequency =
            if self.exact { tf.share(count(left) - 1.0) } else { tf.share(count(left).max(count(right))) };
        let ratio = frequency / tf.at;
        let adjusted = if (tf.weight - 1.0).abs() < 1e-9 { ratio } else { ratio.powf(tf.weight) };
        (self.u * adjusted).min(0.99)
    }
}

impl FittedFrequency {
    /// The share of records of other people that hold a value which so many other records hold.
    fn share(&self, others: f64) -> f64 {
        let strangers = (others - self.own).max(others * 0.1).max(0.5);
        (strangers / self.filled).max(self.floor)
    }
}
