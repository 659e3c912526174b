//! Chance from a seed: the same seed, stream and number give the same draws on every machine and in every run.
//!
//! The generator is named (xoshiro256++) and the ranges are worked out here, so that a new version of a dependency cannot change an
//! invented world. Not for secrets.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

/// What a row of draws is for. Two streams of one seed and number share nothing, so a new draw in one leaves the others alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Block = 1,
    Household = 2,
    Identity = 3,
    Contact = 4,
    History = 5,
    Order = 6,
    Needs = 7,
    Referrals = 8,
    Appointments = 9,
    Notes = 10,
    Team = 11,
    Staff = 12,
    Risk = 13,
    Ids = 14,
    LinkedFamily = 15,
    LinkedPerson = 16,
    LinkedRecord = 17,
    LinkedCount = 18,
    LinkedHome = 19,
}

/// A row of draws.
#[derive(Debug)]
pub(crate) struct Chance(Xoshiro256PlusPlus);

impl Chance {
    /// The draws of `stream` for the thing with this `number`.
    pub(crate) fn of(seed: u64, stream: Stream, number: u64) -> Self {
        let mixed = mix(mix(seed ^ 0x9E37_79B9_7F4A_7C15).wrapping_add(stream as u64));
        Self(Xoshiro256PlusPlus::seed_from_u64(mix(mixed.wrapping_add(number))))
    }

    /// Any number.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number from 0 up to, and without, `end`; 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        let wide = u64::from(self.0.next_u32()) * u64::from(end);
        u32::try_from(wide >> 32).unwrap_or(0)
    }

    /// A number from `least` to `most`, both included; `least` when there is none.
    pub(crate) fn between(&mut self, least: i32, most: i32) -> i32 {
        let width = most.saturating_sub(least).saturating_add(1);
        let step = self.below(u32::try_from(width).unwrap_or(0));
        least.saturating_add(i32::try_from(step).unwrap_or(0))
    }

    /// Whether something that happens `per_mille` times in a thousand happens now.
    pub(crate) fn happens(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// One of `list`, each as likely; the default of an empty list.
    pub(crate) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let at = self.below(u32::try_from(list.len()).unwrap_or(0));
        usize::try_from(at).ok().and_then(|at| list.get(at)).copied().unwrap_or_default()
    }

    /// One of `list` by its weights; `otherwise` when no weight is above 0.
    pub(crate) fn weighted<T: Copy>(&mut self, list: &[(T, u32)], otherwise: T) -> T {
        let mut at = self.below(list.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in list {
            if at < *weight {
                return *value;
            }
            at -= weight;
        }
        otherwise
    }
}

/// A strong, invertible mixing of 64 bits (the finaliser of `SplitMix64`).
pub(crate) const fn mix(number: u64) -> u64 {
    let a = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let b = (a ^ (a >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    b ^ (b >> 31)
}

/// A list from which the first come up far more often than the last, as names do (Zipf's law, a little flattened at the top).
#[derive(Debug)]
pub(crate) struct Skewed {
    list: &'static [&'static str],
    upto: Vec<u32>,
}

impl Skewed {
    pub(crate) fn new(list: &'static [&'static str]) -> Self {
        let mut sum = 0;
        let upto = (4_u32..)
            .zip(list)
            .map(|(rank, _)| {
                sum += 100_000 / rank;
                sum
            })
            .collect();
        Self { list, upto }
    }

    pub(crate) fn draw(&self, chance: &mut Chance) -> &'static str {
        let at = chance.below(self.upto.last().copied().unwrap_or(0));
        let index = self.upto.partition_point(|upto| *upto <= at);
        self.list.get(index).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_the_same_again_and_unlike_its_neighbours() {
        let draw = |seed, stream, number| {
            let mut chance = Chance::of(seed, stream, number);
            [chance.bits(), chance.bits()]
        };
        assert_eq!(draw(1, Stream::Order, 7), draw(1, Stream::Order, 7));
        assert_ne!(draw(1, Stream::Order, 7), draw(2, Stream::Order, 7));
        assert_ne!(draw(1, Stream::Order, 7), draw(1, Stream::Order, 8));
        assert_ne!(draw(1, Stream::Order, 7), draw(1, Stream::Needs, 7));
    }

    #[test]
    fn draws_stay_in_their_range_and_reach_both_ends() {
        let mut chance = Chance::of(3, Stream::Block, 0);
        let drawn: Vec<i32> = (0..500).map(|_| chance.between(-2, 2)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-2), Some(&2)));
        assert_eq!(chance.between(5, 4), 5);
        assert_eq!(chance.pick::<&str>(&[]), "");
    }

    #[test]
    fn the_first_of_a_skewed_list_comes_up_most() {
        static LIST: [&str; 30] = [
            "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s",
            "t", "u", "v", "w", "x", "y", "z", "aa", "bb", "cc", "dd",
        ];
        let skewed = Skewed::new(&LIST);
        let mut chance = Chance::of(3, Stream::Block, 1);
        let drawn: Vec<&str> = (0..3000).map(|_| skewed.draw(&mut chance)).collect();
        let count = |name| drawn.iter().filter(|drawn| **drawn == name).count();
        assert!(count("a") > 4 * count("dd"), "{} {}", count("a"), count("dd"));
        assert!(count("dd") > 0);
    }
}
