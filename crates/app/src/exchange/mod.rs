//! Formats of other systems, read and written at the border: what comes in is checked here once, and is a value of the
//! domain behind it.

pub mod court_list;
