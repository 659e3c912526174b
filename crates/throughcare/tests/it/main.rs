//! Journeys through the real router over a real database, each as a named member of staff.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::similar_names,
    reason = "a journey that meets what it does not expect has failed"
)]

mod accounts;
mod agreements;
mod api;
mod attacks;
mod casework;
mod court;
mod departures;
mod forms;
mod guard;
mod handovers;
mod headers;
mod hubs;
mod identity;
mod journeys;
mod logs;
mod meetings;
mod openings;
mod orders;
mod pathway;
mod plans;
mod professions;
mod provision;
mod repeat_contacts;
mod retention;
mod rights;
mod risks;
mod scores;
mod screening;
mod secondments;
mod sharing;
mod sight;
mod sign_in;
mod silence;
mod statements;
mod summaries;
mod town;
mod year;

/// The database of these journeys; `tests/journeys_on_postgres` runs the same ones on the other.
const ENGINE: town::Engine = town::Engine::Sqlite;
