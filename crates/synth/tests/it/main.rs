//! The invented world from outside: the same again, in order, valid, in proportion, streamed.

mod desk;
mod linkage;
mod order;
mod proportion;
mod same_again;

use jiff::civil::{Date, date};
use synth::World;

/// The day of the worlds in these tests.
const TODAY: Date = date(2026, 11, 21);

fn world() -> World {
    World::new(7, TODAY)
}
