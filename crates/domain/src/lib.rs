//! What is true of people, orders, requirements, referrals, pathways and days.
//!
//! Pure: nothing here reads a clock, a file, a database or the network, and nothing here is serialised. A value that
//! exists is valid; states are derived from dated facts; law and calendars come in as data.

pub mod account;
pub mod agency;
pub mod calendar;
pub mod code;
pub mod duty;
pub mod hearing;
pub mod ids;
pub mod involvement;
pub mod note;
pub mod order;
pub mod pathway;
pub mod person;
pub mod referral;
pub mod risk;
pub mod role;
pub mod section;
pub mod service;
pub mod stamp;
pub mod text;
