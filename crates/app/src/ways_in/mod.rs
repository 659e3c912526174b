//! Ways in other than court: somebody is described, found or made, and gets on the same track as everybody else.

mod enter;
mod known;
mod list;

pub use enter::{AuditC, Enter, Entered, enter};
pub use known::{KnownPerson, known};
pub use list::{EntryLine, WaysInPart, ways_in};
