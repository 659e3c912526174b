//! Scores of reoffending: computed, recorded with what was put in, and read back with their working.
//!
//! What holds: a score lies in the risk section of the agency that recorded it, and only whoever sees that section in full is
//! given it. Nothing here or elsewhere acts on a score: it stands in no list of people, in no header, and decides nothing.

pub mod kept;
mod list;
mod record;

pub use list::{OpenedScore, ScoreLine, ScoresPart, score, scores};
pub use record::{Put, RecordScore, record};
