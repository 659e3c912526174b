//! What is true of people, orders, requirements, referrals, pathways and days.
//!
//! Pure: nothing here reads a clock, a file, a database or the network, and nothing here is serialised. A value that
//! exists is valid; states are derived from dated facts; law and calendars come in as data.

pub mod account;
pub mod action;
pub mod agency;
pub mod agreement;
pub mod application;
pub mod appointment;
pub mod audit;
pub mod cadence;
pub mod calendar;
pub mod case_handover;
pub mod code;
pub mod consent;
pub mod conviction;
pub mod disclosure_summary;
pub mod duty;
pub mod eligibility;
pub mod enforcement;
pub mod failure;
pub mod fast;
pub mod feedback;
pub mod funnel;
pub mod hearing;
pub mod ids;
pub mod involvement;
pub mod lead;
pub mod meeting;
pub mod note;
pub mod notice;
pub mod one_off;
pub mod opening;
pub mod order;
pub mod order_course;
pub mod order_end;
pub mod order_record;
pub mod pathway;
pub mod person;
pub mod protocol;
pub mod question;
pub mod recommendation;
pub mod referral;
pub mod rehabilitation;
pub mod requirement;
pub mod restriction;
pub mod risk;
pub mod role;
pub mod screening;
pub mod section;
pub mod service;
pub mod stamp;
pub mod start_delay;
pub mod text;
pub mod timing;
pub mod way_in;
