//! Ids, salts and passwords of an invented partnership: drawn from its seed, so that the same seed makes the same database.

use app::chance::Chance;
use std::sync::atomic::{AtomicU64, Ordering};

/// Chance that repeats itself: the same seed, stream and number give the same draws in the same order.
pub struct Seeded {
    key: [u8; 32],
    drawn: AtomicU64,
}

impl Seeded {
    /// The draws of `stream` for the record with this `number`.
    pub fn new(seed: u64, stream: &str, number: u64) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("throughcare 2026 ids of a demonstration");
        hasher.update(&seed.to_be_bytes()).update(&number.to_be_bytes()).update(stream.as_bytes());
        Self { key: *hasher.finalize().as_bytes(), drawn: AtomicU64::new(0) }
    }
}

impl Chance for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.drawn.fetch_add(1, Ordering::Relaxed);
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher.update(&count.to_be_bytes()).finalize_xof().fill(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws(seed: u64, stream: &str, number: u64) -> [[u8; 8]; 2] {
        let chance = Seeded::new(seed, stream, number);
        let mut both = [[0; 8]; 2];
        for bytes in &mut both {
            chance.fill(bytes);
        }
        both
    }

    #[test]
    fn draws_repeat_and_depend_on_everything() {
        let first = draws(1, "person", 5);
        assert_eq!(first, draws(1, "person", 5));
        assert_ne!(first[0], first[1]);
        for other in [draws(2, "person", 5), draws(1, "account", 5), draws(1, "person", 6)] {
            assert_ne!(first[0], other[0]);
        }
    }
}
