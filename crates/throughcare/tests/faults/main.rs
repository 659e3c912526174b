//! Faults, against the real binary on both databases: killed under write load, told to stop with requests in flight, a
//! database that goes away and returns, a disk that is full.
//!
//! What holds each time: what was acknowledged is there, nothing is half-written, and the same request sent again makes
//! exactly one record. SQLite always; PostgreSQL where `THROUGHCARE_TEST_POSTGRES` is set, as `cargo xtask test` does.
//! Everything that a test starts ends with it, also when it panics.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of it is test: what goes wrong must fail loudly"
)]

mod away;
mod cluster;
mod full;
mod import;
mod installation;
mod jobs;
mod kill;
mod process;
mod stop;
mod wire;
mod writes;
