//! What the partnership has beside the people it works with: bodies with seats, and what services do and with whom.
//!
//! What holds: every member of staff reads it, since nobody of whom there is a record is in it; the agency that began one alone
//! continues it; of one service one description goes on at a time.

mod change;
mod list;

pub use change::{begin, step};
pub use list::{OpenedProvision, ProvisionLine, ProvisionPage, one, provision, start};
