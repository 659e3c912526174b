//! The use-cases of Throughcare, each reading like the procedure it carries out.
//!
//! Pages, API, command line and jobs all enter here. A use-case opens a [`Cx`] (one transaction, one reading of the gate),
//! loads sealed, asks leave, decides purely, writes the fact with its event and jobs, and answers through
//! [`Cx::answer`], which commits the ledger row before a byte leaves. There is no second way round.

pub mod access_requests;
pub mod accounts;
pub mod agreed;
pub mod agreements;
pub mod appointments;
pub mod casework;
mod catalogue;
pub mod chance;
pub mod convictions;
pub mod court;
pub mod cx;
pub mod departures;
pub mod digest;
pub mod drafts;
pub mod duties;
pub mod enforcement;
pub mod events;
mod everybody;
pub mod exchange;
pub mod fill;
pub mod handovers;
pub mod hubs;
pub mod identity;
pub mod installation;
pub mod jobs;
pub mod keys;
pub mod known;
pub mod ledger;
pub mod ledger_seal;
pub mod listings;
pub mod look_reviews;
pub mod meetings;
pub mod mistakes;
pub mod my_work;
mod notices;
pub mod once;
pub mod openings;
pub mod orders;
pub mod pathways;
pub mod people;
pub mod plans;
pub mod ports;
pub mod provision;
pub mod receipts;
pub mod rectifications;
pub mod referrals;
pub mod refusal;
pub mod repeat_contacts;
pub mod restrictions;
pub mod retention;
pub mod risks;
pub mod rules;
pub mod scores;
pub mod screening;
pub mod search;
pub mod secondments;
mod settle;
pub mod silence;
pub mod summaries;
pub mod sweeping;
pub mod taken;
pub mod team;
mod telling;
pub mod ways_in;

pub use agreed::Agreed;
pub use cx::{App, Cx, Settings};
pub use once::Once;
pub use refusal::{FieldError, Refusal};
