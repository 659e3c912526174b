//! How far the matcher is, for whoever waits at a terminal; what took how long, for a log.

use crate::printing::tell;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use linkage::{Linker, Pairs};
use std::{
    io::{IsTerminal, stderr},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// A part of the work.
pub struct Step {
    bar: ProgressBar,
    name: &'static str,
}

impl Step {
    /// One of which nobody knows how long it takes.
    pub fn begin(name: &'static str) -> Self {
        let bar = ProgressBar::new_spinner();
        if stderr().is_terminal() {
            bar.set_message(name);
            bar.enable_steady_tick(Duration::from_millis(120));
        } else {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        Self { bar, name }
    }

    /// Says what was done, and how long it took.
    pub fn end(self, what: &str) {
        let took = self.bar.elapsed().as_secs_f64();
        self.bar.finish_and_clear();
        let what = if what.is_empty() { String::new() } else { format!(": {what}") };
        tell!("{}{what} ({took:.1} s)", self.name);
    }
}

/// Scores all pairs, with the rate and the time left.
pub fn pairs(linker: &Linker<'_>, least_weight: f64) -> Pairs {
    let step = Step::begin("Scoring pairs");
    if let Ok(style) = ProgressStyle::with_template("Scoring pairs {bar:30} {percent} %, {eta} left; {msg}") {
        step.bar.set_style(style);
    }
    let scored = AtomicU64::new(0);
    let found = linker.pairs_watched(least_weight, &|part| {
        let scored = scored.fetch_add(part.pairs, Ordering::Relaxed) + part.pairs;
        step.bar.set_length(part.of as u64);
        step.bar.inc(1);
        let a_second = u128::from(scored) * 1_000 / step.bar.elapsed().as_millis().max(1);
        let a_second = HumanCount(u64::try_from(a_second).unwrap_or(u64::MAX));
        step.bar.set_message(format!("{} pairs, {a_second} a second", HumanCount(scored)));
    });
    step.end(&format!("{} pairs scored", found.scored));
    found
}
