//! From which weight on a link is sure enough, as error rates and not as habits.
//!
//! A weight is the logarithm of the odds, prior included; where it is calibrated, 1 − p of the links with probability p
//! are wrong. How well it is calibrated is measured (`docs/linkage.md`), never known.

use crate::score::probability;

/// The weights at which records are joined, kept together, and shown to a person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// From this weight on two identities are joined without a person.
    pub join: f64,
    /// Two that were joined stay together until the weight falls below this. It is lower than [`Thresholds::join`], so that
    /// a frequency that moves a little does not join and part the same two time and again.
    pub keep: f64,
    /// From this weight on, up to [`Thresholds::join`], a person decides.
    pub review: f64,
}

impl Default for Thresholds {
    /// One wrong among a thousand.
    fn default() -> Self {
        Self::at_most(0.001)
    }
}

/// Two that were joined are kept while being wrong is no more than so many times as likely as it may be to be joined.
const KEPT: f64 = 10.0;
/// A person is asked where at least one in so many would be right.
const WORTH_A_LOOK: f64 = 0.05;

impl Thresholds {
    /// Each link that is joined is wrong with at most this probability. This holds of every single link, so that a
    /// day on which only hard ones come is no worse.
    pub fn at_most(wrong: f64) -> Self {
        let wrong = wrong.clamp(1e-12, 0.5);
        let join = weight_of(1.0 - wrong);
        let keep = weight_of(1.0 - (wrong * KEPT).min(0.5));
        Self { join, keep, review: weight_of(WORTH_A_LOOK).min(keep) }
    }

    /// As [`Thresholds::at_most`] for all links together: among links with weights like these, the lowest weight above which
    /// at most this share is expected to be wrong. It lets surer links make up for less sure ones, joins more, and is no lower than
    /// where each is likelier right than wrong; without weights it is that of a single link.
    pub fn of_all(weights: &[f64], wrong: f64) -> Self {
        let single = Self::at_most(wrong);
        let lowest = |share: f64, otherwise: f64| {
            let mut sorted: Vec<f64> = weights.iter().copied().filter(|weight| *weight >= 0.0).collect();
            sorted.sort_unstable_by(|a, b| b.total_cmp(a));
            let (mut expected, mut count, mut least) = (0.0, 0.0, otherwise);
            for weight in sorted {
                expected += 1.0 - probability(weight);
                count += 1.0;
                if expected <= share * count {
                    least = weight.min(least);
                }
            }
            least
        };
        let join = lowest(wrong, single.join);
        let keep = lowest(wrong * KEPT, single.keep).min(join);
        Self { join, keep, review: single.review.min(keep) }
    }
}

fn weight_of(probability: f64) -> f64 {
    (probability / (1.0 - probability)).log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_an_error_rate() {
        let one = Thresholds::at_most(0.001);
        assert!((1.0 - probability(one.join) - 0.001).abs() < 1e-9);
        assert!((1.0 - probability(one.keep) - 0.01).abs() < 1e-9);
        assert!(one.review < one.keep && one.keep < one.join);
        let sure = [30.0; 999];
        let with_one_that_is_even: Vec<f64> = sure.iter().copied().chain([0.0]).collect();
        assert!(
            Thresholds::of_all(&with_one_that_is_even, 0.001).join.abs() < 1e-9,
            "half of one in a thousand"
        );
        assert_eq!(Thresholds::of_all(&[], 0.001), one);
        let doubtful = [5.0; 100];
        assert_eq!(Thresholds::of_all(&doubtful, 0.001).join.to_bits(), one.join.to_bits());
    }
}
