//! Labels fed back: what people decided about pairs of records sets right how often each level holds for one person
//! ([`crate::Level::m`]).
//!
//! With `n` the labelled pairs of one person in which a comparison spoke and its part was shared, `k` those of them in which
//! the level held, and `b` the belief in the model's own number `m`, the number becomes `(k + b·m) / (n + b)`: the model
//! counts as much as `b` pairs that nobody labelled. Whether a part was shared (a surname that changed is not) is no label; it
//! is expected from the model's stories of one person, in rounds, as in training.
//!
//! # What holds
//!
//! - Without labels of one person the model comes back, bit for bit. With them, each number moves towards the share that was
//!   observed, by no more than that, and never becomes 0 or 1; those of one comparison add up to what they did.
//! - The answer depends on which labels there are, never on their order.
//!
//! # What it deliberately does not do
//!
//! Touch [`crate::Level::u`], the prior or the stories. `u` is how often a level holds for two people taken at random, and pairs that
//! somebody was asked about are anything but random: nearly all of them agree in something. Nor does it mend what the
//! labels lack: pairs that were never found were never decided, so levels at which one person's records differ come out
//! somewhat too rare, for which the belief is the guard.

use crate::model::Model;
use crate::train::{Parts, plain};
use std::collections::BTreeMap;

/// A pair about which somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// By comparison of the model, the level into which the pair falls; `None` where it is silent. As
    /// [`crate::live::Live::levels`] says it.
    pub levels: Vec<Option<u8>>,
    /// Whether the two are one person.
    pub same: bool,
}

/// Rounds at most.
const ROUNDS: u32 = 200;
/// Rounds end when no number moves by more than this.
const REST: f64 = 1e-9;
/// As near to 0 and 1 as a number may come.
const EDGE: f64 = 1e-6;

/// By comparison and level, how many pairs.
type Sums = Vec<Vec<f64>>;

/// The model as labels teach it; `belief` is how many labelled pairs the model's own numbers count as, and more than 0.
pub fn taught<'a>(model: &Model, labels: impl IntoIterator<Item = &'a Label>, belief: f64) -> Model {
    let mut patterns: BTreeMap<&[Option<u8>], u32> = BTreeMap::new();
    for label in labels.into_iter().filter(|label| label.same) {
        *patterns.entry(&label.levels).or_default() += 1;
    }
    let mut learnt = model.clone();
    if patterns.is_empty() || belief.is_nan() || belief <= 0.0 {
        return learnt;
    }
    if learnt.stories.is_empty() {
        learnt.stories = plain();
    }
    for _ in 0..ROUNDS {
        let sums = expected(&learnt, &patterns);
        if maximised(&mut learnt, model, &sums, belief) <= REST {
            break;
        }
    }
    learnt.stories.clone_from(&model.stories);
    learnt
}

/// Pairs by comparison and level, as far as the part is expected to be shared.
fn expected(model: &Model, patterns: &BTreeMap<&[Option<u8>], u32>) -> Sums {
    let mut sums: Sums = model.comparisons.iter().map(|own| vec![0.0; own.levels.len()]).collect();
    for (pattern, count) in patterns {
        let mut parts = Parts::default();
        let levels = || {
            model.comparisons.iter().zip(pattern.iter()).map(|(own, level)| {
                let level = level.map(usize::from)?;
                Some((level, own.levels.get(level)?))
            })
        };
        for (comparison, level) in model.comparisons.iter().zip(levels()) {
            if let Some((_, level)) = level {
                parts.add(comparison.part as usize, level.m, level.u, level.apart.unwrap_or(level.u));
            }
        }
        let stories = || model.stories.iter().filter(|story| story.same_person);
        let likelihood = |story: &crate::model::Story| {
            let shared = crate::model::Part::ALL.map(|part| story.shares.contains(&part));
            story.share * parts.product(shared, true)
        };
        let total: f64 = stories().map(likelihood).sum();
        if total <= 0.0 {
            continue;
        }
        for ((comparison, own), level) in model.comparisons.iter().zip(&mut sums).zip(levels()) {
            let Some((level, _)) = level else { continue };
            let sharing = stories().filter(|story| story.shares.contains(&comparison.part));
            let shared = sharing.map(likelihood).sum::<f64>() / total;
            if let Some(sum) = own.get_mut(level) {
                *sum += f64::from(*count) * shared;
            }
        }
    }
    sums
}

/// Puts the numbers that these sums and the model teach into `learnt`; answers the largest change.
fn maximised(learnt: &mut Model, model: &Model, sums: &Sums, belief: f64) -> f64 {
    let mut change: f64 = 0.0;
    for ((own, before), sums) in learnt.comparisons.iter_mut().zip(&model.comparisons).zip(sums) {
        let total: f64 = sums.iter().sum();
        if total <= 0.0 {
            continue;
        }
        let free = || before.levels.iter().filter(|level| !level.fixed.keeps_m());
        let room: f64 = free().map(|level| level.m).sum();
        let seen: f64 = before
            .levels
            .iter()
            .zip(sums)
            .filter(|(level, _)| !level.fixed.keeps_m())
            .map(|(_, sum)| *sum)
            .sum();
        if seen <= 0.0 {
            continue;
        }
        for ((level, before), sum) in own.levels.iter_mut().zip(&before.levels).zip(sums) {
            if before.fixed.keeps_m() {
                continue;
            }
            // Levels that stay as they are keep their part of the whole.
            let number = room * (sum + belief * before.m / room.max(EDGE)) / (seen + belief);
            let number = number.clamp(EDGE, 1.0 - EDGE);
            change = change.max((number - level.m).abs());
            level.m = number;
        }
    }
    change
}

/// How a threshold stands to labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Labelled pairs of one person.
    pub same: usize,
    /// Labelled pairs of at least the weight.
    pub found: usize,
    /// Those of them that are one person's.
    pub right: usize,
}

impl Held {
    /// Holds the pairs of at least the weight `least` against what was decided; each pair is a weight, and whether it is one person.
    pub fn at(least: f64, pairs: &[(f64, bool)]) -> Self {
        let found = || pairs.iter().filter(|(weight, _)| *weight >= least);
        Self {
            same: pairs.iter().filter(|(_, same)| *same).count(),
            found: found().count(),
            right: found().filter(|(_, same)| *same).count(),
        }
    }

    /// The share of those found that are one person; `None` when none was found.
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.found)
    }

    /// The share of those that are one person that were found; `None` when there are none.
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.same)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "labels are fewer than 2^52")]
    let share = part as f64 / whole as f64;
    (whole > 0).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::{Live, Record};
    use crate::{Kind, model::Part};
    use proptest::{collection::vec, prelude::*};

    fn model() -> Model {
        Live::people().without_frequencies(250_000).model().clone()
    }

    /// One in which a comparison falls into a level and all others are silent.
    fn label(model: &Model, comparison: &str, level: &str) -> Label {
        let at = model.comparisons.iter().position(|own| own.name == comparison).unwrap();
        let level = model.comparisons[at].levels.iter().position(|own| own.name == level).unwrap();
        let mut levels = vec![None; model.comparisons.len()];
        levels[at] = Some(u8::try_from(level).unwrap());
        Label { levels, same: true }
    }

    fn number(model: &Model, comparison: &str, level: &str) -> f64 {
        let own = model.comparisons.iter().find(|own| own.name == comparison).unwrap();
        own.levels.iter().find(|own| own.name == level).unwrap().m
    }

    #[test]
    fn few_labels_move_little_and_many_towards_what_was_observed() {
        let model = model();
        let (one, other) =
            (label(&model, "birth_date", "same"), label(&model, "birth_date", "one digit differs"));
        let before = number(&model, "birth_date", "one digit differs");
        let mut last = before;
        for times in [1, 10, 100, 1000, 10_000] {
            // One in five has a slip.
            let labels: Vec<Label> =
                (0..times).flat_map(|_| [&one, &one, &one, &one, &other]).cloned().collect();
            let learnt = taught(&model, &labels, 100.0);
            let now = number(&learnt, "birth_date", "one digit differs");
            let n = f64::from(times) * 5.0;
            let formula = (f64::from(times) + 100.0 * before) / (n + 100.0);
            assert!((now - formula).abs() < 1e-9, "{now} {formula}");
            assert!(now > last && now < 0.2, "{times}: {last} {now}");
            last = now;
            assert_eq!(
                number(&learnt, "forename", "same").to_bits(),
                number(&model, "forename", "same").to_bits(),
                "said nothing"
            );
        }
        assert!(last > 0.199);
    }

    #[test]
    fn a_surname_that_may_have_changed_counts_only_as_far_as_it_is_not_thought_to_have() {
        let model = model();
        let labels = vec![label(&model, "surname", "differs"); 1000];
        let learnt = taught(&model, &labels, 100.0);
        let (before, now) = (number(&model, "surname", "differs"), number(&learnt, "surname", "differs"));
        assert!(now > before && now < 0.95, "{before} {now}");
        assert_eq!(model.comparisons.iter().filter(|own| own.part == Part::Surname).count(), 1);
    }

    #[test]
    fn a_threshold_is_held_against_what_was_decided() {
        let pairs = [(9.0, true), (5.0, true), (4.0, false), (-3.0, true), (-5.0, false)];
        let held = Held::at(4.0, &pairs);
        assert_eq!(held, Held { same: 3, found: 3, right: 2 });
        assert!((held.precision().unwrap() - 2.0 / 3.0).abs() < 1e-12);
        assert!((held.recall().unwrap() - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(Held::at(10.0, &pairs).precision(), None);
        assert_eq!(Held::at(0.0, &[]).recall(), None);
    }

    #[test]
    fn two_records_weigh_the_same_wherever_they_are() {
        let record = |given: &str, family: &str, born: &str| {
            Record::default().add(Kind::Surname, family).add(Kind::Forename, given).add(Kind::BirthDate, born)
        };
        let one = record("William", "Okafor", "1984-03-12").add(Kind::Aliases, "Billy Ray");
        let other = record("Bill", "Okafro", "1984-12-03");
        let empty = Live::people().without_frequencies(250_000);
        let mut full = Live::people().without_frequencies(250_000);
        full.put(1, &other).unwrap();
        full.put(2, &record("Grace", "Okafor", "1991-07-30")).unwrap();
        let told = full.explain(&one, 1).unwrap();
        let alone = empty.compare(&one, &other).unwrap();
        assert_eq!(told, alone);
        let (weight, levels) = empty.levels(&one, &other).unwrap();
        assert!((weight - told.weight).abs() < 1e-9);
        let named: Vec<Option<&str>> = empty
            .model()
            .comparisons
            .iter()
            .zip(&levels)
            .map(|(own, level)| Some(own.levels[usize::from((*level)?)].name.as_str()))
            .collect();
        let fields: Vec<Option<&str>> =
            told.fields.iter().take(named.len()).map(|field| field.level.as_deref()).collect();
        assert_eq!(named, fields);
    }

    fn labels() -> impl Strategy<Value = Vec<Label>> {
        let sizes: Vec<u8> =
            model().comparisons.iter().map(|own| u8::try_from(own.levels.len()).unwrap()).collect();
        let levels: Vec<_> = sizes.into_iter().map(|size| proptest::option::of(0..size)).collect();
        vec((levels, any::<bool>()).prop_map(|(levels, same)| Label { levels, same }), 0..40)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Numbers stay chances; other people's records teach nothing; the order of labels is nothing.
        #[test]
        fn whatever_was_decided_the_model_stays_a_model(mut labels in labels(), belief in 1.0_f64..500.0) {
            let model = model();
            let learnt = taught(&model, &labels, belief);
            for (own, before) in learnt.comparisons.iter().zip(&model.comparisons) {
                let sum = |levels: &[crate::Level]| levels.iter().map(|level| level.m).sum::<f64>();
                prop_assert!((sum(&own.levels) - sum(&before.levels)).abs() < 1e-4, "{}", own.name);
                for (level, before) in own.levels.iter().zip(&before.levels) {
                    prop_assert!(level.m > 0.0 && level.m < 1.0);
                    prop_assert_eq!(level.u.to_bits(), before.u.to_bits());
                }
            }
            prop_assert_eq!((&learnt.stories, learnt.prior.to_bits()), (&model.stories, model.prior.to_bits()));
            labels.reverse();
            prop_assert_eq!(&taught(&model, &labels, belief), &learnt);
            labels.retain(|label| !label.same);
            prop_assert_eq!(taught(&model, &labels, belief), model, "bit for bit");
        }
    }
}
