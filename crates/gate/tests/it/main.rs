//! The gate's rules, held by properties and by a table that a practitioner can read.

mod differential;
mod matrix;
mod rules;
mod world;
