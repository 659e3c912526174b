//! The real clock and real chance: the only place of the program that asks the machine for either.

use app::chance::{Chance, Clock};
use jiff::Timestamp;
use rand::Rng;

/// The machine's clock.
pub struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Chance from a generator that the operating system seeds, good enough for keys.
pub struct MachineChance;

impl Chance for MachineChance {
    #[expect(clippy::disallowed_methods, reason = "the one place that draws real chance")]
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ_and_time_does_not_run_backwards() {
        let (mut one, mut two) = ([0; 32], [0; 32]);
        MachineChance.fill(&mut one);
        MachineChance.fill(&mut two);
        assert_ne!(one, two);
        let before = MachineClock.now();
        assert!(before <= MachineClock.now());
    }
}
