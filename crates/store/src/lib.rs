//! All SQL of Throughcare: repositories, migrations, the two dialects, the queue, and the append-only log with its chains.
//!
//! Each statement is written once and runs on SQLite and on PostgreSQL; `dialect` holds what they have no common words
//! for. A section of a person's record leaves here sealed. Deliberately not here: rules. What is allowed is the gate's to
//! say, and what a state permits is the domain's.

mod account;
mod agency;
mod agreement;
mod ahead;
mod appointment;
mod audit;
mod backup;
mod bulk;
mod cadence;
mod case_handover;
mod chain;
mod consent;
mod conviction;
mod counting;
mod court;
mod db;
mod desk;
mod dialect;
mod digest;
mod disclosure_summary;
mod duty;
mod duty_page;
mod error;
mod event;
mod examine;
mod failure;
mod fill;
mod group;
mod installation;
mod involvement;
mod job;
mod known;
mod later;
mod law;
mod lease;
mod ledger;
mod link;
mod meeting;
mod migrate;
mod need;
mod note;
mod opening;
mod order;
mod order_end;
mod order_record;
mod orders;
mod person;
mod protocol;
mod referral;
mod rehabilitation;
mod risk;
mod screening;
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
mod way_in;
mod willing;

pub use backup::BackupError;
pub use counting::counting;
pub use db::{Db, Options};
pub use error::OpenError;
pub use examine::Examined;
pub use migrate::Migration;
pub use texts::{Text, statements};
