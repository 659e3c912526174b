//! Tests in a real browser, headless Chromium: whole journeys with scripts, without them and by keyboard alone,
//! and every page under axe-core and at 320 pixels.
//!
//! `cargo xtask test` runs them; they need its chromedriver and axe-core (`THROUGHCARE_TEST_…`). Plain
//! `cargo test` leaves them out. Names begin with `browser_`, by which nextest keeps their number down.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of it is test: what goes wrong must fail loudly"
)]

mod browser_accounts;
mod browser_agreements;
mod browser_casework;
mod browser_court;
mod browser_departures;
mod browser_handovers;
mod browser_harness;
mod browser_hubs;
mod browser_journey;
mod browser_meetings;
mod browser_openings;
mod browser_orders;
mod browser_pages;
mod browser_provision;
mod browser_rights;
mod browser_scores;
mod browser_summaries;
mod browser_tables;
mod browser_year;
mod checks;
mod demonstration;
#[path = "../faults/process.rs"]
#[expect(dead_code, reason = "the tests of faults use more of it")]
mod process;
mod served;
#[path = "../it/town/mod.rs"]
#[expect(dead_code, unused_imports, reason = "journeys without a browser use more of it")]
mod town;
mod visitor;
#[path = "../it/year"]
mod year {
    //! What is done in the year, as `tests/it` does it through the API.
    pub mod acts;
    mod facts;
}

/// What the towns of the journeys lie in.
const ENGINE: town::Engine = town::Engine::Sqlite;
