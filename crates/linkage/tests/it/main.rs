//! The engine through its public interface, on people that the tests invent.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper of a test fails the test, which is what it is for"
)]

mod blocking;
mod comparing;
mod files;
mod live;
mod live_people;
mod live_search;
mod model;
mod people;
mod same_answer;
mod settings;
mod splink;
mod stories;
