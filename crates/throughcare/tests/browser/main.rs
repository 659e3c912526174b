//! Tests in a real browser, headless Chromium: whole journeys with scripts, without them and by keyboard alone,
//! and every page under axe-core and at 320 pixels.
//!
//! `cargo xtask test` runs them; they need its chromedriver and axe-core (`THROUGHCARE_TEST_…`). Plain
//! `cargo test` leaves them out. Names begin with `browser_`, by which nextest keeps their number down.

mod browser_harness;
mod checks;
mod visitor;
