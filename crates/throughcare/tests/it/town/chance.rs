//! Time that stands until it is moved, and chance that is the same in each run.

use app::chance::{Chance, Clock};
use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

/// A clock that stands until it is moved: Tuesday 24 November 2026, nine in the morning.
pub struct Stepping(Mutex<Timestamp>);

impl Stepping {
    /// A clock at its start.
    pub fn new() -> Self {
        Self(Mutex::new("2026-11-24T09:00:00Z".parse().expect("an instant")))
    }

    /// Moves it on.
    pub fn on(&self, by: SignedDuration) {
        let mut at = self.0.lock().expect("a clock");
        *at = at.checked_add(by).expect("an instant");
    }
}

impl Clock for Stepping {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("a clock")
    }
}

/// Chance drawn from a counter.
#[derive(Default)]
pub struct Counted(AtomicU64);

impl Counted {
    /// Goes on from here, as if so much had been drawn.
    pub fn from(&self, drawn: u64) {
        self.0.store(drawn, Ordering::Relaxed);
    }
}

impl Chance for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        let drawn = self.0.fetch_add(1, Ordering::Relaxed);
        blake3::Hasher::new().update(&drawn.to_be_bytes()).finalize_xof().fill(bytes);
    }
}
