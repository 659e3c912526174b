//! Learning a model's numbers from a table without labels.
//!
//! `u` comes from values and random pairs ([`crate::chance`]), `m` and the shares of the stories from one
//! expectation–maximisation over the counted patterns. A comparison learns its `m` only from pairs that some rule
//! offers without reading it: pairs that were chosen because surnames agree say nothing of how often surnames do.
//! All comparisons are learnt together, so that each profits from what the others know of a pair.
//!
//! What holds: the report says whether the numbers had come to rest, and never claims it when rounds ran out.

use crate::block::Blocks;
use crate::chance::Chance;
use crate::compare::{Comparer, ModelError, level_of};
use crate::model::{KeyOf, Model, Part, Rule, Story};
use crate::table::Table;
use crate::tally::{Tallied, Tally};

/// How to train.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// The most rounds of expectation–maximisation.
    pub rounds: u32,
    /// Training rests when no probability moves by more than this in a round.
    pub tolerance: f64,
    /// Learn the prior and the shares of stories too; otherwise those of the model are kept.
    pub learn_prior: bool,
    /// Only pairs of records from different sources.
    pub between_sources: bool,
}

impl Default for Training {
    fn default() -> Self {
        Self { rounds: 200, tolerance: 2e-4, learn_prior: true, between_sources: false }
    }
}

/// A trained model and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Trained {
    /// The model with its numbers learnt.
    pub model: Model,
    /// How they came about.
    pub report: TrainingReport,
}

/// How training went.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingReport {
    /// Rounds that were run.
    pub rounds: u32,
    /// Whether the numbers had come to rest when training stopped.
    pub converged: bool,
    /// The largest change of a probability in the last round.
    pub last_change: f64,
    /// Pairs that were counted.
    pub pairs: u64,
    /// Different patterns among them.
    pub patterns: usize,
    /// Pairs of one person that the table is thought to hold.
    pub expected_matches: f64,
}

/// Learns a model's numbers from `table`.
pub fn train(table: &Table, model: Model, training: &Training) -> Result<Trained, ModelError> {
    let blocks = Blocks::new(table, &model.blocking)?;
    train_with(table, model, training, &blocks)
}

pub(crate) fn train_with(
    table: &Table,
    mut model: Model,
    training: &Training,
    blocks: &Blocks,
) -> Result<Trained, ModelError> {
    let comparer = Comparer::new(table, &model)?;
    let chance = Chance::measure(table, &model, &comparer);
    let columns: Vec<u64> = model.comparisons.iter().map(|own| first_column(table, own)).collect();
    let tally = Tally::count(table, &comparer, blocks, &columns, training.between_sources);
    if model.stories.is_empty() {
        model.stories = plain();
    }
    let mut learner = Learner::new(table, model, &chance, &tally, training, blocks.report.every_pair);
    let report = learner.run(training);
    Ok(Trained { model: learner.model, report })
}

fn first_column(table: &Table, comparison: &crate::model::Comparison) -> u64 {
    let place = comparison.columns.first().and_then(|name| table.position(name));
    place.map_or(0, |place| 1 << place.min(63))
}

/// The stories of a model that has none.
pub(crate) fn plain() -> Vec<Story> {
    let story = |name: &str, same_person, shares: &[Part]| Story {
        name: name.to_owned(),
        same_person,
        shares: shares.to_vec(),
        share: 1.0,
    };
    vec![story("one person", true, &Part::ALL), story("strangers", false, &[])]
}

struct Learner<'a> {
    model: Model,
    chance: &'a Chance,
    tally: &'a Tally,
    every_pair: bool,
    learn_prior: bool,
    /// All pairs of the table.
    all_pairs: f64,
    /// By story: pairs of all pairs.
    shares: Vec<f64>,
    /// By comparison and level, and by story, what was believed before anything was learnt.
    believed: (Vec<Vec<f64>>, Vec<f64>),
    /// By story: which parts it shares.
    shared: Vec<[bool; 6]>,
}

/// What one round expects.
struct Expected {
    /// By comparison and level: pairs of one person that share the part, and that do not.
    levels: Vec<Vec<[f64; 2]>>,
    /// By story: pairs that were offered.
    stories: Vec<f64>,
}

impl<'a> Learner<'a> {
    fn new(
        table: &'a Table,
        mut model: Model,
        chance: &'a Chance,
        tally: &'a Tally,
        training: &Training,
        every_pair: bool,
    ) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "rows are fewer than 2^52")]
        let rows = table.len() as f64;
        let all_pairs = (rows * (rows - 1.0) / 2.0).max(1.0);
        for (comparison, (shares, at)) in
            model.comparisons.iter_mut().zip(chance.shares.iter().zip(&chance.at))
        {
            for (level, (share, at)) in comparison.levels.iter_mut().zip(shares.iter().zip(at)) {
                if !level.fixed.keeps_u() {
                    level.u = *share;
                    if let Some(tf) = &mut level.tf {
                        tf.at = *at;
                    }
                }
            }
        }
        if training.learn_prior {
            // Half as many pairs as records is a beginning that no table is far from.
            let begin = (0.5 * rows / all_pairs).min(0.2);
            // Relatives are as dense as matches are, to begin with: otherwise matches would swallow them.
            let scale = begin / model.prior.max(1e-300);
            for story in model.stories.iter_mut().filter(|own| !own.same_person && !own.shares.is_empty()) {
                story.share = (story.share * scale).min(0.1);
            }
            model.prior = begin;
        }
        let shares = model
            .stories
            .iter()
            .map(|story| if story.same_person { story.share * model.prior } else { story.share });
        let shares = shares.collect();
        let parts_shared =
            model.stories.iter().map(|story| Part::ALL.map(|part| story.shares.contains(&part))).collect();
        let levels = model.comparisons.iter().map(|own| own.levels.iter().map(|level| level.m).collect());
        let shares: Vec<f64> = shares;
        let believed =
            (levels.collect(), shares.iter().map(|share| share / model.prior.max(1e-300)).collect());
        Self {
            believed,
            shared: parts_shared,
            model,
            chance,
            tally,
            every_pair,
            learn_prior: training.learn_prior,
            all_pairs,
            shares,
        }
    }

    fn run(&mut self, training: &Training) -> TrainingReport {
        let (mut rounds, mut change) = (0, f64::INFINITY);
        while rounds < training.rounds && change > training.tolerance {
            let expected = self.expect();
            change = self.maximise(&expected);
            rounds += 1;
        }
        let prior: f64 = self.same_person().sum();
        if self.learn_prior {
            self.model.prior = prior;
        }
        for (story, share) in self.model.stories.iter_mut().zip(&self.shares) {
            story.share = if story.same_person { share / prior.max(1e-300) } else { *share };
        }
        TrainingReport {
            rounds,
            converged: change <= training.tolerance,
            last_change: change,
            pairs: self.tally.counted,
            patterns: self.tally.patterns.len(),
            expected_matches: self.model.prior * self.all_pairs,
        }
    }

    fn same_person(&self) -> impl Iterator<Item = f64> {
        self.model
            .stories
            .iter()
            .zip(&self.shares)
            .filter(|(story, _)| story.same_person)
            .map(|(_, share)| *share)
    }

    fn expect(&self) -> Expected {
        let mut expected = Expected {
            levels: self.model.comparisons.iter().map(|own| vec![[0.0; 2]; own.levels.len()]).collect(),
            stories: vec![0.0; self.shares.len()],
        };
        let mut likelihoods = vec![0.0; self.shares.len()];
        for tallied in &self.tally.patterns {
            let parts = self.parts(tallied);
            let stories = self.model.stories.iter().zip(&self.shared).zip(&self.shares);
            for (likelihood, ((story, shared), share)) in likelihoods.iter_mut().zip(stories) {
                *likelihood = share * parts.product(*shared, story.same_person);
            }
            let total: f64 = likelihoods.iter().sum();
            if total <= 0.0 {
                continue;
            }
            let scale = tallied.pairs / total;
            for (sum, likelihood) in expected.stories.iter_mut().zip(&likelihoods) {
                *sum += likelihood * scale;
            }
            for (at, (comparison, sums)) in
                self.model.comparisons.iter().zip(&mut expected.levels).enumerate()
            {
                let level = level_of(tallied.pattern, at);
                let Some(sum) = level.checked_sub(1).and_then(|own| sums.get_mut(own)) else { continue };
                if tallied.free >> at & 1 == 0 {
                    continue;
                }
                let part = comparison.part as usize;
                for ((story, shared), likelihood) in
                    self.model.stories.iter().zip(&self.shared).zip(&likelihoods)
                {
                    let apart = usize::from(!shared.get(part).copied().unwrap_or(false));
                    if let Some(sum) = sum.get_mut(apart).filter(|_| story.same_person) {
                        *sum += likelihood * scale;
                    }
                }
            }
        }
        expected
    }

    /// By part: how likely its levels are when it is shared, and when it is not.
    fn parts(&self, tallied: &Tallied) -> Parts {
        let mut parts = Parts::default();
        for (at, comparison) in self.model.comparisons.iter().enumerate() {
            let level =
                level_of(tallied.pattern, at).checked_sub(1).and_then(|own| comparison.levels.get(own));
            if let Some(level) = level {
                parts.add(comparison.part as usize, level.m, level.u, level.apart.unwrap_or(level.u));
            }
        }
        parts
    }

    fn maximise(&mut self, expected: &Expected) -> f64 {
        let mut change: f64 = 0.0;
        let prior: f64 = self.same_person().sum::<f64>().min(0.5);
        for (at, comparison) in self.model.comparisons.iter_mut().enumerate() {
            let Some(sums) = expected.levels.get(at) else { continue };
            let total = |apart: usize| sums.iter().filter_map(|sum| sum.get(apart)).sum::<f64>();
            let totals = [total(0), total(1)];
            for (number, (level, [sum, apart])) in comparison.levels.iter_mut().zip(sums).enumerate() {
                if !level.fixed.keeps_m() {
                    // A few imagined pairs keep what was never seen from being impossible.
                    let believed =
                        self.believed.0.get(at).and_then(|of| of.get(number)).copied().unwrap_or(level.m);
                    let learnt = (sum + BELIEF * believed) / (totals[0] + BELIEF);
                    change = change.max((learnt - level.m).abs());
                    level.m = learnt;
                }
                if let Some(own) = &mut level.apart {
                    *own = (apart + BELIEF * level.u.max(1e-6)) / (totals[1] + BELIEF);
                }
                let share =
                    self.chance.shares.get(at).and_then(|of| of.get(number)).copied().unwrap_or(level.u);
                if !level.fixed.keeps_u() {
                    // Random pairs of one person are among those that chance was measured on.
                    level.u = ((share - prior * level.m) / (1.0 - prior)).max(share * 0.02);
                }
            }
            shared_out(comparison);
        }
        if self.learn_prior {
            for at in 0..self.shares.len() {
                let (Some(story), Some(sum)) = (self.model.stories.get(at), expected.stories.get(at)) else {
                    continue;
                };
                if story.shares.is_empty() && !story.same_person {
                    continue;
                }
                let believed = BELIEF * self.believed.1.get(at).copied().unwrap_or(0.0);
                let learnt = (sum * self.tally.scale + believed) / (self.all_pairs * self.offered(story));
                if let Some(share) = self.shares.get_mut(at) {
                    let learnt = learnt.clamp(1e-14, 0.5);
                    change = change.max(((learnt - *share) / (learnt + *share)).abs() * 0.01);
                    *share = learnt;
                }
            }
        }
        change
    }

    /// The share of a story's pairs that blocking offers, about: as if rules were independent of each other.
    fn offered(&self, story: &Story) -> f64 {
        if self.every_pair {
            return 1.0;
        }
        let missed: f64 = self.model.blocking.iter().map(|rule| 1.0 - self.offered_by(rule, story)).product();
        (1.0 - missed).max(0.05)
    }

    fn offered_by(&self, rule: &crate::model::BlockingRule, story: &Story) -> f64 {
        let mut chance = 1.0;
        for key in &rule.keys {
            let Some(at) =
                self.model.comparisons.iter().position(|own| own.columns.first() == Some(&key.column))
            else {
                return 0.0;
            };
            let Some(comparison) = self.model.comparisons.get(at) else { return 0.0 };
            let Some(level) = comparison.levels.first() else { return 0.0 };
            let agrees = if story.shares.contains(&comparison.part) { level.m } else { level.u };
            let coarse = !matches!(key.of, KeyOf::Whole | KeyOf::WithInAnyOrder(_));
            chance *= if coarse { agrees.powf(0.6) } else { agrees };
            chance *= self.chance.spoken.get(at).copied().unwrap_or(0.0);
        }
        chance
    }
}

/// What was taken out of one level falls to the others, so that chances still add up to one.
fn shared_out(comparison: &mut crate::model::Comparison) {
    let fixed = |level: &crate::model::Level| level.fixed.keeps_u();
    let sum = |fixed_ones: bool| -> f64 {
        comparison.levels.iter().filter(|level| fixed(level) == fixed_ones).map(|level| level.u).sum()
    };
    let factor = (1.0 - sum(true)).max(0.0) / sum(false).max(1e-300);
    for level in comparison.levels.iter_mut().filter(|level| !fixed(level)) {
        level.u *= factor;
        if let Some(tf) = level.tf.as_mut().filter(|_| level.rule == Rule::Exact) {
            tf.at = level.u;
        }
    }
}

/// Imagined pairs behind each comparison's beginning.
const BELIEF: f64 = 5.0;

/// By part: how likely its levels are when it is shared, when it is not, and when one person does not share it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts([[f64; 3]; 6]);

impl Default for Parts {
    fn default() -> Self {
        Self([[1.0; 3]; 6])
    }
}

impl Parts {
    pub fn add(&mut self, part: usize, shared: f64, by_chance: f64, apart: f64) {
        if let Some(own) = self.0.get_mut(part) {
            own[0] *= shared;
            own[1] *= by_chance;
            own[2] *= apart;
        }
    }

    /// The product over all parts for a story that shares these.
    pub fn product(&self, shares: [bool; 6], same_person: bool) -> f64 {
        let mut product = 1.0;
        for (shared, part) in shares.iter().zip(&self.0) {
            product *= if *shared {
                part[0]
            } else if same_person {
                part[2]
            } else {
                part[1]
            };
        }
        product
    }
}
