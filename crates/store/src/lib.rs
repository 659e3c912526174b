//! All SQL of Throughcare: repositories, migrations, the two dialects, the queue, and the append-only log with its chains.
//!
//! Each statement is written once and runs on SQLite and on PostgreSQL; `dialect` holds what they have no common words
//! for. A section of a person's record leaves here sealed. Deliberately not here: rules. What is allowed is the gate's to
//! say, and what a state permits is the domain's.

mod account;
mod agency;
mod backup;
mod bulk;
mod chain;
mod counting;
mod db;
mod desk;
mod dialect;
mod error;
mod event;
mod examine;
mod fill;
mod group;
mod installation;
mod involvement;
mod job;
mod later;
mod lease;
mod ledger;
mod link;
mod migrate;
mod need;
mod note;
mod order;
mod person;
mod referral;
mod risk;
mod search;
mod service;
mod session;
mod sql;
mod standing;
mod store;
mod sweep;
mod texts;
mod turn;
mod tx;

pub use backup::BackupError;
pub use counting::counting;
pub use db::{Db, Options};
pub use error::OpenError;
pub use examine::Examined;
pub use migrate::Migration;
pub use texts::{Text, statements};
