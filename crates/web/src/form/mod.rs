//! What was typed: read once from a request, turned into a command or into errors that say what to do.
//!
//! [`Typed`] holds names and texts as they came, so that a form can be shown again with everything in it. [`Check`]
//! turns them into values of the domain and gathers a [`FieldError`] for each that cannot be taken. [`Errors`] is what a
//! page shows of them. [`Query`] does the same for addresses, and refuses parameters that nobody reads.

pub mod base64url;
mod check;
mod cursor;
mod errors;
mod query;
mod typed;

pub use app::FieldError;
pub use check::{Check, typed_date};
pub use cursor::{Cursor, cursor, past};
pub use errors::Errors;
pub use query::{Asked, Query};
pub use typed::Typed;
