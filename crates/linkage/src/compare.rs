//! From two records to a pattern: which level each comparison falls into.
//!
//! What holds: a pattern is the same for either order of the two records. Each comparison takes four bits of a
//! word: 0 for silent, else one more than the level. String metrics run on distinct pairs of values as far as a
//! small cache remembers them.

use std::sync::Arc;

use rapidfuzz::distance::{jaro_winkler, levenshtein};

use crate::date::Digits;
use crate::dictionary::mix;
use crate::guests::{View, Words};
use crate::kind::Family;
use crate::model::{Model, Rule};
use crate::table::Table;

pub(crate) mod edits;
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
    table: View<'a>,
    comparisons: Arc<[Fitted]>,
}

#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a shortcut of its own, worked out once")]
pub(crate) struct Fitted {
    columns: Vec<usize>,
    /// The first of them.
    column: usize,
    rules: Vec<FittedRule>,
    /// Those rules that read more than the first column, by level.
    beside: Vec<(u8, Rule)>,
    /// The lowest Jaro–Winkler similarity that any of its rules asks for.
    least_similarity: f64,
    /// Whether its first rule is that the values are equal.
    exact_first: bool,
    /// Whether a rule may hold for values that are missing.
    hears_silence: bool,
    /// Whether a level speaks for other comparisons.
    speaks: bool,
    /// Whether telling two different values apart is put off until the others have spoken.
    puts_off: bool,
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

/// Answers that one thread remembers: one for each place, the latest.
#[derive(Debug)]
pub(crate) struct Memory {
    /// What a question's place leaves of its number, with the answer in the lowest four bits.
    answers: Vec<u64>,
    /// The logarithm of the number of places.
    places: u32,
}

impl Default for Memory {
    /// So few that they stay close at hand; rows of one name lie together and ask the same again and again.
    fn default() -> Self {
        Self { answers: Vec::new(), places: 16 }
    }
}

impl Memory {
    pub fn new() -> Self {
        Self::default()
    }

    /// For a single question, which has no time to clear a large one.
    pub fn small() -> Self {
        Self { answers: Vec::new(), places: 8 }
    }

    /// What `answer` says to a question, which is asked anew only if it is not remembered.
    fn ask(&mut self, question: u64, answer: impl FnOnce() -> u8) -> u8 {
        if self.answers.is_empty() {
            self.answers.resize(1 << self.places, u64::MAX);
        }
        // Mixing loses nothing: the place and the rest together are the question.
        let mixed = mix(question);
        let (place, rest) = (mixed >> (u64::BITS - self.places), mixed << self.places >> 4 << 4);
        let place = usize::try_from(place).ok().and_then(|place| self.answers.get_mut(place));
        let Some(known) = place else { return answer() };
        if *known >> 4 << 4 != rest {
            *known = rest | u64::from(answer() & 15);
        }
        u8::try_from(*known & 15).unwrap_or(0)
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
            // The same two names are met time and again, the same two addresses seldom.
            let remembered =
                matches!(family, Family::Name | Family::Place | Family::Plain) && rules.len() > 2;
            let least_similarity =
                comparison.levels.iter().map(|level| least_similarity(&level.rule)).fold(1.0, f64::min);
            let speaks = rules.iter().any(|rule| rule.keeps != Pattern::MAX);
            comparisons.push(Fitted {
                exact_first: comparison.levels.first().is_some_and(|level| level.rule == Rule::Exact),
                hears_silence: comparison.levels.iter().any(|level| hears_silence(&level.rule)),
                speaks,
                columns,
                column: first,
                beside: (1..)
                    .zip(&rules)
                    .filter(|(_, own)| !own.alone)
                    .map(|(number, own)| (number, own.rule.clone()))
                    .collect(),
                rules,
                least_similarity,
                puts_off: matches!(family, Family::Words | Family::Number) && !speaks,
                remembered,
            });
        }
        Ok(Self { table: table.into(), comparisons: comparisons.into() })
    }

    /// What was fitted, to be used again on a table that has the same columns and other values.
    pub fn fitted(&self) -> Arc<[Fitted]> {
        Arc::clone(&self.comparisons)
    }

    /// Comparisons as they were fitted to the columns of this table.
    pub fn refitted(table: View<'a>, comparisons: Arc<[Fitted]>) -> Self {
        Self { table, comparisons }
    }

    /// The pattern of two rows as kept.
    pub fn pattern(&self, left: u32, right: u32, memory: &mut Memory) -> Pattern {
        let (left, right) = (self.table.row(left), self.table.row(right));
        let (pattern, open) = self.glance(left, right, memory);
        pattern | self.complete(open, left, right, memory)
    }

    /// The levels of two rows that were put off.
    pub fn complete(&self, open: u16, left: &[u32], right: &[u32], memory: &mut Memory) -> Pattern {
        let put_off = self.comparisons.iter().enumerate().filter(|(at, _)| open >> at & 1 == 1);
        put_off.fold(0, |pattern, (at, comparison)| {
            pattern | Pattern::from(self.level(at, comparison, left, right, memory)) << (4 * at)
        })
    }

    /// What can be said of two rows without reading long texts: the levels, and a bit for each comparison that was put
    /// off.
    pub fn glance(&self, left: &[u32], right: &[u32], memory: &mut Memory) -> (Pattern, u16) {
        let (mut pattern, mut open, mut keeps) = (0, 0, Pattern::MAX);
        for (at, fitted) in self.comparisons.iter().enumerate() {
            let (a, b) = (code(left, fitted.column), code(right, fitted.column));
            let silent = a == 0 || b == 0;
            let level = if silent && !fitted.hears_silence {
                continue;
            } else if !silent && a == b && fitted.exact_first {
                1
            } else if !silent && fitted.puts_off {
                open |= 1 << at;
                continue;
            } else {
                self.level(at, fitted, left, right, memory)
            };
            pattern |= Pattern::from(level) << (4 * at);
            if fitted.speaks
                && let Some(rule) = usize::from(level).checked_sub(1).and_then(|own| fitted.rules.get(own))
            {
                keeps &= rule.keeps;
            }
        }
        // Nothing that was put off speaks for others.
        (pattern & keeps, open)
    }

    fn level(&self, at: usize, fitted: &Fitted, left: &[u32], right: &[u32], memory: &mut Memory) -> u8 {
        let sides = Sides::new(self.table, fitted, left, right);
        let (a, b) = sides.codes;
        if !fitted.remembered || a == 0 || b == 0 || a == b {
            return fitted.first(|_| true, &sides);
        }
        let known = remembered(at, a, b, memory, || fitted.first(|rule| rule.alone, &sides));
        let before = if known == 0 { u8::MAX } else { known };
        let beside = fitted.beside.iter().take_while(|(number, _)| *number < before);
        let mut beside = beside.filter(|(_, rule)| sides.holds(rule, &mut Similar::default()));
        beside.next().map_or(known, |(number, _)| *number)
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
    memory.ask(u64::from(low) << 34 | u64::from(high) << 4 | at as u64, answer)
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
    table: View<'a>,
    fitted: &'a Fitted,
    left: &'a [u32],
    right: &'a [u32],
    codes: (u32, u32),
    dictionary: Words<'a>,
}

impl<'a> Sides<'a> {
    fn new(table: View<'a>, fitted: &'a Fitted, left: &'a [u32], right: &'a [u32]) -> Self {
        let codes = (code(left, fitted.column), code(right, fitted.column));
        Self { table, fitted, left, right, codes, dictionary: table.dictionary(fitted.column) }
    }

    /// The same records, by another column.
    fn by(&self, column: usize) -> Self {
        let codes = (code(self.left, column), code(self.right, column));
        Self { codes, dictionary: self.table.dictionary(column), ..*self }
    }

    /// Whether a rule holds. `similar` remembers what other rules of the comparison have worked out.
    fn holds(&self, rule: &Rule, similar: &mut Similar) -> bool {
        match rule {
            Rule::Missing => {
                let (a, b) = self.codes;
                return a == 0 || b == 0;
            }
            Rule::Crossed => {
                return self.crossed(|_, a, b| a == b);
            }
            Rule::CrossedNearly(least) => {
                return self.crossed(|dictionary, a, b| {
                    a == b
                        || within_similarity(dictionary, a, b, *least)
                            && jaro(dictionary.text(a), dictionary.text(b), *least) >= *least
                });
            }
            Rule::CrossedWith(other) => return self.crossed_with(*other),
            Rule::On(column, rule) => {
                let Some(&column) = self.fitted.columns.get(*column) else { return false };
                return self.by(column).holds(rule, &mut Similar::default());
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
        let facts = || (dictionary.facts(a), dictionary.facts(b));
        let dates = |agree: fn(Digits, Digits) -> bool| {
            let (a, b) = facts();
            a.main != 0 && b.main != 0 && agree(Digits(a.second), Digits(b.second))
        };
        let within_edits =
            |most: u8| dictionary.letters(a).within_edits(dictionary.letters(b), u32::from(most));
        // Rules about words of a value have nothing to say of two single words.
        let words = || {
            let plain = |code: u32| dictionary.letters(code).is_plain_word();
            a == b || matches!(dictionary.family, Family::Number | Family::Postcode) || !plain(a) || !plain(b)
        };
        match rule {
            Rule::Else => true,
            Rule::Exact => a == b,
            Rule::Not(rule) => !self.holds(rule, similar),
            Rule::Initial => words() && words::initial(texts().0, texts().1),
            Rule::Nickname => {
                let (a, b) = facts();
                words::share_a_stem([a.second, a.third], [b.second, b.third])
            }
            Rule::Prefix(least) => {
                dictionary.letters(a).within_prefix(dictionary.letters(b))
                    && words::prefix(texts().0, texts().1, usize::from(*least))
            }
            Rule::PartOf => words() && words::part_of(texts().0, texts().1),
            Rule::SharedWord => words() && words::shared_word(texts().0, texts().1),
            Rule::SameWords => words() && words::same_words(texts().0, texts().1),
            Rule::SoundsAlike => a == b || facts().0.main != 0 && facts().0.main == facts().1.main,
            Rule::JaroWinkler(least) => {
                let similarity = similar.jaro.get_or_insert_with(|| {
                    let cut = self.fitted.least_similarity;
                    if within_similarity(dictionary, a, b, cut) {
                        jaro(texts().0, texts().1, cut)
                    } else {
                        0.0
                    }
                });
                *similarity >= *least
            }
            Rule::PlainEdits(most) => {
                within_edits(*most) && plain_edits(texts().0, texts().1, usize::from(*most))
            }
            Rule::Edits(most) => {
                within_edits(*most)
                    && edits::at_most(texts().0.as_bytes(), texts().1.as_bytes(), usize::from(*most))
            }
            Rule::Words(least) => {
                let overlap = similar.overlap.get_or_insert_with(|| {
                    let (a, b) = facts();
                    let in_common = a.main & b.main != 0 || a.second & b.second != 0;
                    if in_common { words::overlap(texts().0, texts().1) } else { 0.0 }
                });
                *overlap >= *least
            }
            Rule::DaySwapped => dates(Digits::is_swapped),
            Rule::DateSlip(most) => {
                let (one, other) = facts();
                if one.main != 0 && other.main != 0 {
                    Digits(one.second).slips(Digits(other.second)) <= *most
                } else {
                    edits::at_most(texts().0.as_bytes(), texts().1.as_bytes(), usize::from(*most))
                }
            }
            Rule::FirstOfYear => dates(Digits::is_only_the_year),
            Rule::DateParts(least) => {
                let (a, b) = facts();
                a.main != 0 && b.main != 0 && Digits(a.second).parts_shared(Digits(b.second)) >= *least
            }
            Rule::WithinDays(most) => {
                let (a, b) = facts();
                a.main != 0 && b.main != 0 && a.third.abs_diff(b.third) <= *most
            }
            Rule::WithinYears(most) => {
                let (a, b) = facts();
                a.main != 0 && b.main != 0 && (a.main / 10_000).abs_diff(b.main / 10_000) <= *most
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
    fn crossed(&self, agree: impl Fn(Words<'_>, u32, u32) -> bool) -> bool {
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

/// Whether the letters of two values leave room for this Jaro–Winkler similarity.
fn within_similarity(dictionary: Words<'_>, a: u32, b: u32, least: f64) -> bool {
    dictionary.letters(a).within_similarity(dictionary.letters(b), least)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Letters;
    use proptest::prelude::*;

    proptest! {
        /// What a look at the letters rules out never holds.
        #[test]
        fn letters_rule_out_only_what_does_not_hold(
            a in "[a-e1é ]{1,9}",
            b in "[a-e1é ]{1,9}",
            most in 0_u8..4,
            least in 0.6_f64..1.0,
        ) {
            for family in [Family::Name, Family::Number] {
                let (one, other) = (Letters::of(family, &a), Letters::of(family, &b));
                let edits = edits::at_most(a.as_bytes(), b.as_bytes(), usize::from(most));
                prop_assert!(one.within_edits(other, u32::from(most)) || !edits);
                prop_assert!(one.within_similarity(other, least) || jaro(&a, &b, least) < least);
                prop_assert!(one.within_prefix(other) || !words::prefix(&a, &b, 1));
            }
            let plain = |text: &str| Letters::of(Family::Name, text).is_plain_word();
            let by_word = words::initial(&a, &b) || words::part_of(&a, &b) || words::same_words(&a, &b);
            prop_assert!(a == b || !plain(&a) || !plain(&b) || !by_word);
        }
    }
}
