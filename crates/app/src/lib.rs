//! The use-cases of Throughcare, each reading like the procedure it carries out.
//!
//! Pages, API, command line and jobs all enter here. A use-case opens a [`Cx`] (one transaction, one reading of the gate),
//! loads sealed, asks leave, decides purely, writes the fact with its event and jobs, and answers through
//! [`Cx::answer`], which commits the ledger row before a byte leaves. There is no second way round.

pub mod accounts;
mod catalogue;
pub mod chance;
pub mod cx;
pub mod drafts;
pub mod events;
pub mod fill;
pub mod installation;
pub mod jobs;
pub mod keys;
pub mod ledger;
pub mod my_work;
pub mod once;
pub mod people;
pub mod ports;
pub mod referrals;
pub mod refusal;
pub mod search;
pub mod sweeping;

pub use cx::{App, Cx, Settings};
pub use once::Once;
pub use refusal::{FieldError, Refusal};
