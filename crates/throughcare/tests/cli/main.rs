//! The binary as it is typed: each test runs `throughcare` in a folder of its own, and needs no server but that.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of it is test: what goes wrong must fail loudly"
)]

mod agreements;
mod audit;
mod backup;
mod configuration;
mod demonstration;
mod disposal;
mod doctor;
mod documents;
mod identity;
mod installing;
mod link;
mod program;
