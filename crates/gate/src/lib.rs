//! The one door to a person's record.
//!
//! A section leaves the database [`Sealed`]; only [`Gate`] opens it, under a named clause of an agreement, for a declared
//! purpose, and every answer lies in the [`Reading`] that becomes the request's ledger row. Decisions about one item and
//! filters for lists come from the same clauses. Whatever goes wrong in here, the answer is "withheld".
//!
//! Deliberately not here: loading anything, and knowing who is signed in. The caller passes the [`Viewer`] and the
//! [`Standing`] in.

mod action;
mod at_level;
mod engine;
mod explain;
mod filter;
mod gate;
mod grant;
mod interim;
mod matrix;
mod memo;
mod reading;
mod rules;
mod sealed;
mod standing;

pub use action::{Action, Forbidden};
pub use at_level::AtLevel;
pub use domain::agreement::Condition;
pub use engine::EngineError;
pub use filter::ListFilter;
pub use gate::Gate;
pub use grant::Grant;
pub use interim::{INTERIM_1, interim_1, interim_1_terms, interim_1_version};
pub use reading::{Basis, Disclosure, Entry, Outcome, Reading, Reason, Withheld};
pub use rules::{Agreement, LastDay, Rules};
pub use sealed::{Label, Sealed};
pub use standing::{Access, Circumstances, Opened, Relations, Standing, Viewer};
