//! What levels and stories are worth: a model's numbers, fitted to a table's frequencies.
//!
//! What holds: everything is said relative to chance, so that whatever does not speak is 1 and two strangers are the
//! measure of all other stories.

use crate::model::{Comparison, Level, Model, Part, Rule, Story, TermFrequency};
use crate::table::Table;

/// By part: how much likelier its levels are than by chance when it is shared, and when one person does not share it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ratios([[f64; 2]; 6]);

impl Default for Ratios {
    fn default() -> Self {
        Self([[1.0; 2]; 6])
    }
}

impl Ratios {
    pub fn add(&mut self, part: usize, [shared, apart]: [f64; 2]) {
        if let Some(own) = self.0.get_mut(part) {
            own[0] *= shared;
            own[1] *= apart;
        }
    }
}

/// A comparison's levels, weighed.
#[derive(Debug)]
pub(crate) struct Weighed<'a> {
    pub part: usize,
    pub levels: Vec<WeighedLevel<'a>>,
    /// The best that any level but an exact one can say: when the part is shared, and when it is not.
    pub best: [f64; 2],
}

#[derive(Debug)]
pub(crate) struct WeighedLevel<'a> {
    /// How much likelier it is than by chance, whatever the values.
    pub plain: f64,
    /// Likewise when one person does not share the part.
    apart: f64,
    frequency: Option<Frequency<'a>>,
}

/// How a level's worth depends on how many records hold the value.
#[derive(Debug)]
struct Frequency<'a> {
    column: usize,
    /// Records by code.
    counts: &'a [u32],
    m: f64,
    u: f64,
    tf: TermFrequency,
    exact: bool,
    filled: f64,
    /// People whom the table lacks, and whose values are taken to be as common as they are on average.
    lacking: f64,
    /// Further records of the same person that hold the same value, on average.
    own: f64,
    /// The answers for values that few records hold: most values.
    few: Vec<f64>,
}

/// Counts below this have their answers worked out beforehand.
const FEW: u32 = 512;

impl<'a> Weighed<'a> {
    /// For many pairs: most answers are worked out beforehand.
    pub fn new(table: &'a Table, model: &Model, comparison: &Comparison) -> Self {
        let mut weighed = Self::among(table, model, comparison, 0);
        for own in weighed.levels.iter_mut().filter_map(|level| level.frequency.as_mut()) {
            own.few = (0..FEW).map(|count| own.worked_out(f64::from(count))).collect();
        }
        weighed
    }

    /// For one question to a table whose records stand for at least so many people.
    pub fn among(table: &'a Table, model: &Model, comparison: &Comparison, people: usize) -> Self {
        let level = |level| WeighedLevel::new(table, model, comparison, level, people);
        let levels: Vec<WeighedLevel> = comparison.levels.iter().map(level).collect();
        let inexact = levels.iter().zip(&comparison.levels).filter(|(_, level)| level.rule != Rule::Exact);
        let best = inexact.fold([1.0, 1.0], |best: [f64; 2], (level, _)| {
            [best[0].max(level.at_most()), best[1].max(level.apart)]
        });
        Self { part: comparison.part as usize, levels, best }
    }
}

impl<'a> WeighedLevel<'a> {
    fn new(table: &'a Table, model: &Model, comparison: &Comparison, level: &Level, people: usize) -> Self {
        let (m, u) = (level.m.max(1e-9), level.u.max(1e-12));
        let column = |tf: &TermFrequency| {
            comparison
                .columns
                .get(tf.column)
                .and_then(|name| table.position(name))
                .map(|column| (*tf, column))
        };
        #[allow(clippy::cast_precision_loss, reason = "rows are fewer than 2^52")]
        let frequency = level.tf.as_ref().and_then(column).map(|(tf, column)| {
            let (rows, filled) = (table.len().max(1) as f64, table.filled(column).max(1) as f64);
            let others = model.prior * (rows - 1.0);
            let first = comparison.levels.first().map_or(1.0, |level| level.m);
            Frequency {
                column,
                counts: table.counts(column),
                m,
                u,
                tf: TermFrequency { at: tf.at.max(1e-12), ..tf },
                exact: level.rule == Rule::Exact,
                filled,
                lacking: (people as f64 - filled).max(0.0),
                own: others * first * filled / rows,
                few: Vec::new(),
            }
        });
        Self { plain: m / u, apart: level.apart.map_or(1.0, |apart| apart / u), frequency }
    }

    /// The most that the level can be worth for any values.
    fn at_most(&self) -> f64 {
        self.frequency.as_ref().map_or(self.plain, |own| own.ratio(own.share(0.0)).max(self.plain))
    }

    /// How much likelier the level is than by chance, given these rows' values: when the part is shared, and when one
    /// person does not share it.
    pub fn ratios(&self, left: &[u32], right: &[u32]) -> [f64; 2] {
        let shared = self.frequency.as_ref().map_or(self.plain, |own| own.of(left, right));
        [shared, self.apart]
    }
}

impl Frequency<'_> {
    fn of(&self, left: &[u32], right: &[u32]) -> f64 {
        let count = |row: &[u32]| {
            let code = row.get(self.column).copied().unwrap_or(0);
            self.counts.get(code as usize).copied().filter(|_| code != 0).unwrap_or(0)
        };
        let count = if self.exact { count(left) } else { count(left).max(count(right)) };
        self.few.get(count as usize).copied().unwrap_or_else(|| self.worked_out(f64::from(count)))
    }

    /// What the level is worth for a value that so many records hold.
    fn worked_out(&self, count: f64) -> f64 {
        // Of equal values the record itself holds one.
        self.ratio(self.share(if self.exact { count - 1.0 } else { count }))
    }

    /// What it is worth where the value has this share of records.
    fn ratio(&self, share: f64) -> f64 {
        let rarity = share / self.tf.at;
        let adjusted = if (self.tf.weight - 1.0).abs() < 1e-9 { rarity } else { rarity.powf(self.tf.weight) };
        self.m / (self.u * adjusted).min(0.99)
    }

    /// The share of records of other people that hold a value which so many other records hold.
    fn share(&self, others: f64) -> f64 {
        let strangers = (others - self.own).max(others * 0.1).max(0.5);
        let lacking = self.lacking * self.tf.at;
        ((strangers + lacking) / (self.filled + self.lacking)).max(self.tf.floor)
    }
}

/// A story, and what it takes of each part.
#[derive(Debug)]
pub(crate) struct Weighted {
    pub same_person: bool,
    /// By part: 0 where it is shared, 1 where one person does not share it, 2 where two people do not.
    takes: [usize; 6],
    share: f64,
}

impl Weighted {
    pub fn new(story: &Story, prior: f64) -> Self {
        let takes = Part::ALL.map(|part| match (story.shares.contains(&part), story.same_person) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        });
        let share = if story.same_person { story.share * prior } else { story.share };
        Self { same_person: story.same_person, takes, share }
    }

    /// How likely the story is behind these levels, relative to chance.
    pub fn likelihood(&self, ratios: &Ratios) -> f64 {
        let takes = self.takes.iter().zip(&ratios.0);
        takes.fold(self.share, |product, (take, part)| product * part.get(*take).copied().unwrap_or(1.0))
    }
}
