//! The journeys of `tests/it` once more, on PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::similar_names,
    reason = "a journey that meets what it does not expect has failed"
)]

#[path = "../it/accounts.rs"]
mod accounts;
#[path = "../it/agreements/mod.rs"]
mod agreements;
#[path = "../it/api.rs"]
mod api;
#[path = "../it/attacks.rs"]
mod attacks;
#[path = "../it/casework/mod.rs"]
mod casework;
#[path = "../it/court/mod.rs"]
mod court;
#[path = "../it/departures/mod.rs"]
mod departures;
#[path = "../it/forms.rs"]
mod forms;
#[path = "../it/guard.rs"]
mod guard;
#[path = "../it/handovers/mod.rs"]
mod handovers;
#[path = "../it/headers.rs"]
mod headers;
#[path = "../it/hubs/mod.rs"]
mod hubs;
#[path = "../it/identity/mod.rs"]
mod identity;
#[path = "../it/journeys/mod.rs"]
mod journeys;
#[path = "../it/logs.rs"]
mod logs;
#[path = "../it/meetings/mod.rs"]
mod meetings;
#[path = "../it/openings/mod.rs"]
mod openings;
#[path = "../it/orders/mod.rs"]
mod orders;
#[path = "../it/pathway/mod.rs"]
mod pathway;
#[path = "../it/plans.rs"]
mod plans;
#[path = "../it/professions.rs"]
mod professions;
#[path = "../it/provision.rs"]
mod provision;
#[path = "../it/repeat_contacts.rs"]
mod repeat_contacts;
#[path = "../it/retention/mod.rs"]
mod retention;
#[path = "../it/rights/mod.rs"]
mod rights;
#[path = "../it/risks.rs"]
mod risks;
#[path = "../it/scores.rs"]
mod scores;
#[path = "../it/screening/mod.rs"]
mod screening;
#[path = "../it/secondments/mod.rs"]
mod secondments;
#[path = "../it/sharing.rs"]
mod sharing;
#[path = "../it/sight/mod.rs"]
mod sight;
#[path = "../it/sign_in.rs"]
mod sign_in;
#[path = "../it/silence.rs"]
mod silence;
#[path = "../it/statements/mod.rs"]
mod statements;
#[path = "../it/summaries/mod.rs"]
mod summaries;
#[path = "../it/town/mod.rs"]
mod town;
#[path = "../it/year/mod.rs"]
mod year;

const ENGINE: town::Engine = town::Engine::Postgres;

/// A journey that is added to one of the two lists belongs in the other as well.
#[test]
fn both_databases_run_the_same_journeys() {
    let names = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.strip_prefix("mod ")).map(str::to_owned).collect()
    };
    assert_eq!(names(include_str!("main.rs")), names(include_str!("../it/main.rs")));
}
