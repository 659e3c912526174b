//! Casework with one person: agreements, the pathway for personality disorder, releases, conferences, carers and the like.
//!
//! What holds: a piece lies in the section of its kind, held by the agency that began it, which alone continues it; of a closed one
//! nobody is told so much as that it is there; what is due follows from the piece, tells none of its words, and is owed by whoever
//! took the step; nothing that is recorded here begins enforcement.

mod begin;
mod count;
mod list;
mod step;

pub use begin::begin;
pub use count::{Counted, DESK_ROWS, Desk, DeskLine, DeskOf, desk};
pub use list::{CaseworkPart, OpenedPiece, PieceLine, StartPiece, casework, piece, start};
pub use step::step;
