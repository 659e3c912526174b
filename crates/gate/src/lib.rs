//! The one door to a person's record.
//!
//! A section leaves the database [`Sealed`]; only [`Gate`] opens it, under a named clause of an agreement, for a declared
//! purpose, and every answer lies in the [`Reading`] that becomes the request's ledger row. Decisions about one item and
//! filters for lists come from the same clauses. Whatever goes wrong in here, the answer is "withheld".
//!
//! Deliberately not here: loading anything, and knowing who is signed in. The caller passes the [`Viewer`] and the
//! [`Standing`] in.

mod action;
mod agreement;
mod at_level;
mod filter;
mod interim;
mod reading;
mod sealed;
mod standing;

pub use action::{Action, Forbidden};
pub use agreement::{Agreement, Clause, Condition, Grant, Holder, Who};
pub use at_level::AtLevel;
pub use filter::ListFilter;
pub use interim::interim_1;
pub use reading::{Basis, Disclosure, Entry, Gate, Outcome, Reading, Reason, Withheld};
pub use sealed::{Label, Sealed};
pub use standing::{Access, Relations, Standing, Viewer};
