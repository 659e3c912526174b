//! How far the filling has come: a bar on a terminal, a line now and then elsewhere.

use crate::printing::tell;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::{IsTerminal, stderr},
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

/// Parts of the whole after which a plain line is written.
const LINES: u64 = 10;

/// The progress of one filling.
pub struct Progress {
    bar: Option<ProgressBar>,
    total: u64,
    done: AtomicU64,
    began: Instant,
}

impl Progress {
    /// Nobody written yet, of `total`.
    pub fn of(total: u64) -> Self {
        let bar = stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(total);
            let style = "{bar:40} {human_pos} of {human_len} people  {per_sec:>12}  {eta} left";
            if let Ok(style) = ProgressStyle::with_template(style) {
                bar.set_style(style);
            }
            bar
        });
        Self { bar, total, done: AtomicU64::new(0), began: Instant::now() }
    }

    /// So many more are written.
    pub fn advance(&self, count: u64) {
        let before = self.done.fetch_add(count, Ordering::Relaxed);
        let done = before + count;
        if let Some(bar) = &self.bar {
            bar.set_position(done);
        } else if self.total > 0 && before * LINES / self.total != done * LINES / self.total {
            tell!("{}", line(done, self.total, self.began.elapsed().as_secs_f64()));
        }
    }

    /// All are written.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish();
        }
    }
}

/// "500 of 2000 people, 250 a second, 6 s left".
fn line(done: u64, total: u64, seconds: f64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a rate for the eye")]
    let rate = done as f64 / seconds.max(0.001);
    #[expect(clippy::cast_precision_loss, reason = "a rate for the eye")]
    let left = total.saturating_sub(done) as f64 / rate.max(0.001);
    format!("{done} of {total} people, {rate:.0} a second, {left:.0} s left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_how_fast_and_how_long() {
        assert_eq!(line(500, 2_000, 2.0), "500 of 2000 people, 250 a second, 6 s left");
        assert_eq!(line(2_000, 2_000, 2.0), "2000 of 2000 people, 1000 a second, 0 s left");
    }
}
