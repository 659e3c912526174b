//! What turns two rows into a weight, whoever found them: a model's numbers at work on a table's values, and on those of a
//! record that no table holds.

use crate::compare::{Comparer, Memory, Pattern, level_of};
use crate::guests::View;
use crate::model::Model;
use crate::weigh::{Ratios, Weighed, Weighted};

/// The codes of two records.
pub(crate) type Rows<'a> = (&'a [u32], &'a [u32]);

/// A model's numbers, fitted to a table.
#[derive(Debug)]
pub(crate) struct Scorer<'a> {
    pub table: View<'a>,
    pub comparer: Comparer<'a>,
    pub comparisons: Vec<Weighed<'a>>,
    pub stories: Vec<Weighted>,
    /// The share of the story in which nothing is shared.
    strangers: f64,
}

/// The levels of a pair, and what they are worth.
pub(crate) struct Judged {
    pub pattern: Pattern,
    pub ratios: Ratios,
}

impl<'a> Scorer<'a> {
    /// The numbers of `model` (which has stories), for many pairs of the records of `table`.
    pub fn new(comparer: Comparer<'a>, table: View<'a>, model: &Model) -> Self {
        Self::of(comparer, table, model, |own| Weighed::new(table.table(), model, own))
    }

    /// The numbers of `model` (which has stories), for one question. The table's records stand for at least so many
    /// people: a few are no measure of how common a name is.
    pub fn among(comparer: Comparer<'a>, table: View<'a>, model: &Model, people: usize) -> Self {
        Self::of(comparer, table, model, |own| Weighed::among(table.table(), model, own, people))
    }

    fn of(
        comparer: Comparer<'a>,
        table: View<'a>,
        model: &Model,
        weighed: impl Fn(&crate::model::Comparison) -> Weighed<'a>,
    ) -> Self {
        let comparisons = model.comparisons.iter().map(weighed).collect();
        let stories = model.stories.iter().map(|story| Weighted::new(story, model.prior)).collect();
        let strangers = model.stories.iter().find(|story| !story.same_person && story.shares.is_empty());
        let strangers = strangers.map_or(1e-12, |story| story.share);
        Self { table, comparer, comparisons, stories, strangers }
    }

    /// The weight of two rows.
    pub fn weight_of(&self, rows: Rows<'_>, memory: &mut Memory) -> f64 {
        self.judged(rows, 0.0, memory).map_or(f64::NEG_INFINITY, |judged| self.weight_behind(&judged))
    }

    pub fn weight_behind(&self, judged: &Judged) -> f64 {
        let (same, other) = self.odds(&judged.ratios);
        (same / other).log2()
    }

    /// How likely the pair is with one person behind it, and with two, relative to chance.
    pub fn odds(&self, ratios: &Ratios) -> (f64, f64) {
        let (mut same, mut other) = (0.0, 0.0);
        for story in &self.stories {
            *(if story.same_person { &mut same } else { &mut other }) += story.likelihood(ratios);
        }
        (same.max(1e-300), other.max(1e-300))
    }

    /// The levels of two rows and what they are worth; `None` where a glance tells that the odds stay below
    /// `least_odds`, as for most pairs.
    pub fn judged(&self, rows: Rows<'_>, least_odds: f64, memory: &mut Memory) -> Option<Judged> {
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
