//! From two records to a pattern: which level each comparison falls into.
//!
//! What holds: a pattern is the same for either order of the two records. Each comparison takes four bits of a
//! word: 0 for silent, else one more than the level. String metrics run on distinct pairs of values as far as a
//! small cache remembers them.

use rapidfuzz::distance::{jaro_winkler, levenshtein};

use crate::date::Date;
use crate::dictionary::{Dictionary, Facts, mix};
use crate::kind::Family;
use crate::model::{Model, Rule};
use crate::table::Table;

mod edits;
mod words;

/// Four bits a comparison.
pub(crate) type Pattern = u64;

/// The level, from 1, that a pattern has for a comparison; 0 when it is silent.
pub(crate) fn level_of(pattern: Pattern, comparison: usize) -> usize {
    usize::try_from(pattern >> (4 * comparison) & 15).unwrap_or(0)
}

/// A model's comparisons, fitted to a table.
#[derive(Debug)]
pub(crate) struct Comparer<'a> {
    table: &'a Table,
    comparisons: Vec<Fitted>,
}

#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a shortcut of its own, worked out once")]
struct Fitted {
    columns: Vec<usize>,
    rules: Vec<FittedRule>,
    /// The lowest Jaro–Winkler similarity that any of its rules asks for.
    least_similarity: f64,
    /// Whether its first rule is that the values are equal.
    exact_first: bool,
    /// Whether a rule may hold for values that are missing.
    hears_silence: bool,
    /// Whether a level speaks for other comparisons.
    speaks: bool,
    /// Whether telling two different values apart costs enough to be put off.
    spares: bool,
    /// Whether its answers for two values are worth remembering.
    remembered: bool,
}

#[derive(Debug)]
struct FittedRule {
    rule: Rule,
    /// Whether it reads nothing but the first column.
    alone: bool,
    /// Bits of a pattern that this level leaves standing.
    keeps: Pattern,
}

/// Answers that one thread remembers.
#[derive(Debug)]
pub(crate) struct Memory {
    slots: Vec<(u64, u8)>,
}

impl Memory {
    const SLOTS: usize = 1 << 16;

    pub fn new() -> Self {
        Self { slots: Vec::new() }
    }
}

/// Why a model does not fit a table, or cannot be scored at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// A comparison, rule or key names a column that the table has not.
    #[error("the model reads column {0}, which the table does not have")]
    NoColumn(String),
    /// A level speaks for a comparison that the model has not.
    #[error("a level speaks for comparison {0}, which the model does not have")]
    NoComparison(String),
    /// No comparisons, or more than can be packed.
    #[error("a model has 1 to 16 comparisons of 1 to 15 levels each; {0} does not")]
    Size(String),
    /// A probability that is not one.
    #[error("{0} is not a probability between 0 and 1")]
    NotAProbability(String),
}

impl<'a> Comparer<'a> {
    pub fn new(table: &'a Table, model: &Model) -> Result<Self, ModelError> {
        if model.comparisons.is_empty() || model.comparisons.len() > Model::MOST_COMPARISONS {
            return Err(ModelError::Size("the model".to_owned()));
        }
        let place = |name: &String| {
            model
                .comparisons
                .iter()
                .position(|comparison| comparison.name == *name)
                .ok_or_else(|| ModelError::NoComparison(name.clone()))
        };
        let mut comparisons = Vec::new();
        for comparison in &model.comparisons {
            if comparison.levels.is_empty() || comparison.levels.len() > Model::MOST_LEVELS {
                return Err(ModelError::Size(comparison.name.clone()));
            }
            let columns = comparison
                .columns
                .iter()
                .map(|name| table.position(name).ok_or_else(|| ModelError::NoColumn(name.clone())))
                .collect::<Result<Vec<_>, _>>()?;
            let first = *columns.first().ok_or_else(|| ModelError::NoColumn(comparison.name.clone()))?;
            let family = table.dictionary(first).family;
            let mut rules = Vec::new();
            for level in &comparison.levels {
                for (what, number) in [("m", level.m), ("u", level.u)] {
                    if !(0.0..=1.0).contains(&number) {
                        let name = format!("{what} of {}: {}", comparison.name, level.name);
                        return Err(ModelError::NotAProbability(name));
                    }
                }
                let spoken = level.speaks_for.iter().map(place).collect::<Result<Vec<_>, _>>()?;
                let keeps = spoken.iter().fold(Pattern::MAX, |keeps, at| keeps & !(15 << (4 * at)));
                rules.push(FittedRule { alone: alone(&level.rule), rule: level.rule.clone(), keeps });
            }
            let costly = matches!(family, Family::Name | Family::Place | Family::Words | Family::Plain);
            let remembered = costly && rules.len() > 2;
            let least_similarity =
                comparison.levels.iter().map(|level| least_similarity(&level.rule)).fold(1.0, f64::min);
            comparisons.push(Fitted {
                exact_first: comparison.levels.first().is_some_and(|level| level.rule == Rule::Exact),
                hears_silence: comparison.levels.iter().any(|level| hears_silence(&level.rule)),
                speaks: rules.iter().any(|rule| rule.keeps != Pattern::MAX),
                columns,
                rules,
                least_similarity,
                spares: costly || family == Family::Number,
                remembered,
            });
        }
        Ok(Self { table, comparisons })
    }

    /// The pattern of two rows as kept.
    pub fn pattern(&self, left: u32, right: u32, memory: &mut Memory) -> Pattern {
        let (pattern, open) = self.glance(left, right);
        self.complete(pattern, open, left, right, memory)
    }

    /// The pattern, from what a glance at the two rows has said of it.
    pub fn complete(
        &self,
        glanced: Pattern,
        open: u16,
        left: u32,
        right: u32,
        memory: &mut Memory,
    ) -> Pattern {
        let (left, right) = (self.table.row(left), self.table.row(right));
        let mut pattern = glanced;
        let mut keeps = Pattern::MAX;
        for (at, comparison) in self.comparisons.iter().enumerate() {
            let level = if open >> at & 1 == 1 {
                let level = self.level(at, comparison, left, right, memory);
                pattern |= Pattern::from(level) << (4 * at);
                usize::from(level)
            } else if comparison.speaks {
                level_of(pattern, at)
            } else {
                continue;
            };
            if let Some(rule) = level.checked_sub(1).and_then(|own| comparison.rules.get(own)) {
                keeps &= rule.keeps;
            }
        }
        pattern & keeps
    }

    /// What can be said of two rows as kept without comparing texts: the levels found so far, and a bit for each
    /// comparison that is still open.
    pub fn glance(&self, left: u32, right: u32) -> (Pattern, u16) {
        let (left, right) = (self.table.row(left), self.table.row(right));
        let (mut pattern, mut open) = (0, 0);
        for (at, fitted) in self.comparisons.iter().enumerate() {
            let Some(&column) = fitted.columns.first() else { continue };
            let (a, b) = (code(left, column), code(right, column));
            if fitted.spares && a != b && a != 0 && b != 0 || fitted.columns.len() > 1 && (a == 0 || b == 0) {
                open |= 1 << at;
                continue;
            }
            let level = if (a == 0 || b == 0) && fitted.columns.len() == 1 && !fitted.hears_silence {
                0
            } else if a == b && fitted.exact_first {
                1
            } else {
                fitted.first(|_| true, &Sides::new(self.table, fitted, left, right, column))
            };
            pattern |= Pattern::from(level) << (4 * at);
        }
        (pattern, open)
    }

    fn level(&self, at: usize, fitted: &Fitted, left: &[u32], right: &[u32], memory: &mut Memory) -> u8 {
        let Some(&column) = fitted.columns.first() else { return 0 };
        let sides = Sides::new(self.table, fitted, left, right, column);
        let (a, b) = (code(left, column), code(right, column));
        if !fitted.remembered || a == 0 || b == 0 || a == b {
            return fitted.first(|_| true, &sides);
        }
        let known = remembered(at, a, b, memory, || fitted.first(|rule| rule.alone, &sides));
        let before = if known == 0 { u8::MAX } else { known };
        let mut other = 0;
        for (number, rule) in (1_u8..).zip(&fitted.rules) {
            if number >= before {
                break;
            }
            if !rule.alone && sides.holds(&rule.rule, &mut Similar::default()) {
                other = number;
                break;
            }
        }
        if other == 0 { known } else { other }
    }
}

impl Fitted {
    /// The first level, from 1, of those wanted that holds.
    fn first(&self, wanted: impl Fn(&FittedRule) -> bool, sides: &Sides<'_>) -> u8 {
        let mut similar = Similar::default();
        (1_u8..)
            .zip(&self.rules)
            .find(|(_, rule)| wanted(rule) && sides.holds(&rule.rule, &mut similar))
            .map_or(0, |(number, _)| number)
    }
}

/// What `answer` says of two values, remembered under the comparison.
fn remembered(at: usize, a: u32, b: u32, memory: &mut Memory, answer: impl FnOnce() -> u8) -> u8 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    // Codes of more than 30 bits would need more than four billion distinct values.
    let key = u64::from(low) << 34 | u64::from(high) << 4 | at as u64;
    let slot = usize::try_from(mix(key) >> 48).unwrap_or(0);
    if memory.slots.is_empty() {
        memory.slots.resize(Memory::SLOTS, (0, 0));
    }
    let Some(slot) = memory.slots.get_mut(slot) else { return answer() };
    if slot.0 != key {
        *slot = (key, answer());
    }
    slot.1
}

/// Whether a rule reads nothing but the first column.
fn alone(rule: &Rule) -> bool {
    match rule {
        Rule::Crossed | Rule::CrossedNearly(_) | Rule::CrossedWith(_) => false,
        Rule::On(column, _) => *column == 0,
        Rule::All(rules) | Rule::Any(rules) => rules.iter().all(alone),
        Rule::Not(rule) => alone(rule),
        _ => true,
    }
}

/// Whether a rule may hold for values that are missing.
fn hears_silence(rule: &Rule) -> bool {
    match rule {
        Rule::Missing | Rule::On(..) | Rule::Crossed | Rule::CrossedNearly(_) | Rule::CrossedWith(_) => true,
        Rule::All(rules) | Rule::Any(rules) => rules.iter().any(hears_silence),
        _ => false,
    }
}

/// The lowest Jaro–Winkler similarity that a rule asks for.
fn least_similarity(rule: &Rule) -> f64 {
    match rule {
        Rule::JaroWinkler(least) => *least,
        Rule::On(_, rule) | Rule::Not(rule) => least_similarity(rule),
        Rule::All(rules) | Rule::Any(rules) => rules.iter().map(least_similarity).fold(1.0, f64::min),
        _ => 1.0,
    }
}

/// Whether the letters of two values leave room for this Jaro–Winkler similarity: a look at two words of bits,
/// which spares most values that have nothing in common the whole comparison.
fn could_reach(dictionary: &Dictionary, a: u32, b: u32, least: f64) -> bool {
    let (a_letters, b_letters) = (dictionary.facts(a).letters, dictionary.facts(b).letters);
    #[allow(clippy::cast_precision_loss, reason = "values are shorter than 2^52 letters")]
    let (a_length, b_length) = (dictionary.text(a).len() as f64, dictionary.text(b).len() as f64);
    let common = (a_length - f64::from((a_letters & !b_letters).count_ones()))
        .min(b_length - f64::from((b_letters & !a_letters).count_ones()));
    if common <= 0.0 {
        return false;
    }
    let jaro = (common / a_length + common / b_length + 1.0) / 3.0;
    jaro + 0.4 * (1.0 - jaro) >= least
}

fn code(row: &[u32], column: usize) -> u32 {
    row.get(column).copied().unwrap_or(0)
}

/// What several rules of a comparison ask for, worked out once.
#[derive(Default)]
struct Similar {
    /// Jaro–Winkler similarity.
    jaro: Option<f64>,
    /// The share of words in common.
    overlap: Option<f64>,
}

/// Two records, as one comparison sees them.
struct Sides<'a> {
    table: &'a Table,
    fitted: &'a Fitted,
    left: &'a [u32],
    right: &'a [u32],
    codes: (u32, u32),
    dictionary: &'a Dictionary,
    facts: (Facts, Facts),
}

impl<'a> Sides<'a> {
    /// Two records, by the column that rules apply to.
    fn new(table: &'a Table, fitted: &'a Fitted, left: &'a [u32], right: &'a [u32], column: usize) -> Self {
        let codes = (code(left, column), code(right, column));
        let dictionary = table.dictionary(column);
        let facts = (dictionary.facts(codes.0), dictionary.facts(codes.1));
        Self { table, fitted, left, right, codes, dictionary, facts }
    }

    /// Whether a rule holds. `similar` remembers what other rules of the comparison have worked out.
    fn holds(&self, rule: &Rule, similar: &mut Similar) -> bool {
        match rule {
            Rule::Missing => {
                let (a, b) = self.codes;
                return a == 0 || b == 0;
            }
            Rule::Crossed => {
                return self.crossed(|dictionary, a, b| a == b && !dictionary.text(a).is_empty());
            }
            Rule::CrossedNearly(least) => {
                return self.crossed(|dictionary, a, b| {
                    a == b
                        || could_reach(dictionary, a, b, *least)
                            && jaro(dictionary.text(a), dictionary.text(b), *least) >= *least
                });
            }
            Rule::CrossedWith(other) => return self.crossed_with(*other),
            Rule::On(column, rule) => {
                let Some(&column) = self.fitted.columns.get(*column) else { return false };
                let sides = Sides::new(self.table, self.fitted, self.left, self.right, column);
                return sides.holds(rule, &mut Similar::default());
            }
            Rule::All(rules) => return rules.iter().all(|rule| self.holds(rule, similar)),
            Rule::Any(rules) => return rules.iter().any(|rule| self.holds(rule, similar)),
            _ => {}
        }
        let (a, b) = self.codes;
        a != 0 && b != 0 && self.holds_for(rule, a, b, similar)
    }

    fn holds_for(&self, rule: &Rule, a: u32, b: u32, similar: &mut Similar) -> bool {
        let dictionary = self.dictionary;
        let texts = || (dictionary.text(a), dictionary.text(b));
        let facts = || self.facts;
        let dates = || {
            let (a, b) = facts();
            (a.main != 0 && b.main != 0).then(|| (Date::unpacked(a.main), Date::unpacked(b.main)))
        };
        match rule {
            Rule::Else => true,
            Rule::Exact => a == b,
            Rule::Not(rule) => !self.holds(rule, similar),
            Rule::Initial => words::initial(texts().0, texts().1),
            Rule::Nickname => {
                let (a, b) = facts();
                words::share_a_stem([a.second, a.third], [b.second, b.third])
            }
            Rule::Prefix(least) => words::prefix(texts().0, texts().1, usize::from(*least)),
            Rule::PartOf => words::part_of(texts().0, texts().1),
            Rule::SharedWord => words::shared_word(texts().0, texts().1),
            Rule::SameWords => words::same_words(texts().0, texts().1),
            Rule::SoundsAlike => a == b || facts().0.main != 0 && facts().0.main == facts().1.main,
            Rule::JaroWinkler(least) => {
                let similarity = similar.jaro.get_or_insert_with(|| {
                    let cut = self.fitted.least_similarity;
                    if could_reach(dictionary, a, b, cut) { jaro(texts().0, texts().1, cut) } else { 0.0 }
                });
                *similarity >= *least
            }
            Rule::PlainEdits(most) => plain_edits(texts().0, texts().1, usize::from(*most)),
            Rule::Edits(most) => {
                edits::at_most(texts().0.as_bytes(), texts().1.as_bytes(), usize::from(*most))
            }
            Rule::Words(least) => {
                let overlap = similar.overlap.get_or_insert_with(|| {
                    let (a, b) = (self.facts.0, self.facts.1);
                    let in_common = a.main & b.main != 0 || a.second & b.second != 0;
                    if in_common { words::overlap(texts().0, texts().1) } else { 0.0 }
                });
                *overlap >= *least
            }
            Rule::DaySwapped => dates().is_some_and(|(a, b)| a.is_swapped(b)),
            Rule::DateSlip(most) => match dates() {
                Some((a, b)) => a.slips(b) <= *most,
                None => edits::at_most(texts().0.as_bytes(), texts().1.as_bytes(), usize::from(*most)),
            },
            Rule::FirstOfYear => {
                dates().is_some_and(|(a, b)| a.year == b.year && (a.is_new_year() || b.is_new_year()))
            }
            Rule::DateParts(least) => dates().is_some_and(|(a, b)| a.parts_shared(b) >= *least),
            Rule::WithinDays(most) => {
                dates().is_some_and(|(a, b)| a.ordinal().abs_diff(b.ordinal()) <= u64::from(*most))
            }
            Rule::WithinYears(most) => {
                dates().is_some_and(|(a, b)| u32::from(a.year.abs_diff(b.year)) <= *most)
            }
            Rule::Sector | Rule::CoreDigits => facts().0.main != 0 && facts().0.main == facts().1.main,
            Rule::District => facts().0.second != 0 && facts().0.second == facts().1.second,
            Rule::Area => facts().0.third != 0 && facts().0.third == facts().1.third,
            Rule::Overlap(least) => words::entries_shared(texts().0, texts().1) >= usize::from(*least),
            Rule::Missing
            | Rule::Crossed
            | Rule::CrossedNearly(_)
            | Rule::CrossedWith(_)
            | Rule::On(..)
            | Rule::All(_)
            | Rule::Any(_) => false,
        }
    }

    /// Whether `agree` holds for the first column against the second, both ways.
    fn crossed(&self, agree: impl Fn(&Dictionary, u32, u32) -> bool) -> bool {
        let [first, second, ..] = *self.fitted.columns else { return false };
        let dictionary = self.table.dictionary(first);
        let [a, b] = [first, second].map(|column| code(self.left, column));
        let [c, d] = [first, second].map(|column| code(self.right, column));
        a != 0 && b != 0 && c != 0 && d != 0 && agree(dictionary, a, d) && agree(dictionary, b, c)
    }

    fn crossed_with(&self, other: usize) -> bool {
        let (Some(&first), Some(&other)) = (self.fitted.columns.first(), self.fitted.columns.get(other))
        else {
            return false;
        };
        let begins = |one: &[u32], two: &[u32]| {
            let (name, middle) = (code(one, first), code(two, other));
            name != 0
                && middle != 0
                && (name == middle
                    || self.table.dictionary(first).text(name)
                        == words::first(self.table.dictionary(other).text(middle)))
        };
        begins(self.left, self.right) || begins(self.right, self.left)
    }
}

/// Whether the Levenshtein distance is at most this.
fn plain_edits(a: &str, b: &str, most: usize) -> bool {
    let arguments = levenshtein::Args::default().score_cutoff(most);
    levenshtein::distance_with_args(a.bytes(), b.bytes(), &arguments).is_some()
}

fn jaro(a: &str, b: &str, least: f64) -> f64 {
    let arguments = jaro_winkler::Args::default().score_cutoff(least);
    jaro_winkler::similarity_with_args(a.bytes(), b.bytes(), &arguments).unwrap_or(0.0)
}

fn alike(a: &str, b: &str, least: f64) -> bool {
    a == b || jaro(a, b, least) >= least
}
