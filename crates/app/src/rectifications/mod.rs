//! Rectification: a correction is carried to every agency that the ledger shows to have read the old words, and each is waited
//! for until it says that its own records are right.
//!
//! What holds: an agency that is told learns which parts of a record were put right, and no more than it may see of it now; not
//! even who put it right. Whoever put it right learns only of agencies of which they may know. So neither side of a correction
//! tells that an agency works with the person.

mod carry;
mod correct;
mod inbox;

pub use correct::{Corrections, KeptCorrection, correct_note, corrections};
pub use inbox::{NoticeLine, acknowledge, notices};

/// The field of an event's body that tells which agencies were told of a correction. It is for the log alone, as
/// [`crate::duties::TOLD_IN`] is.
pub const TOLD_TO: &str = "told_to";

/// Rows of each list.
const ROWS: u32 = 100;
