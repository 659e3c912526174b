//! Placeholder.

pub mod assets;
pub mod kit;
