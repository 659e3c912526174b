//! Lines for whoever typed the command. A reader who has gone away (`| head`) is no fault, least of all of a server.

use std::{
    fmt::Arguments,
    io::{Write, stderr, stdout},
};

/// Writes a line to standard output: what was asked for.
macro_rules! say {
    ($($what:tt)*) => { $crate::printing::out(format_args!($($what)*)) };
}

/// Writes a line to standard error: what else there is to know.
macro_rules! tell {
    ($($what:tt)*) => { $crate::printing::err(format_args!($($what)*)) };
}

pub(crate) use {say, tell};

/// See [`say!`].
pub fn out(line: Arguments<'_>) {
    let _ = writeln!(stdout(), "{line}");
}

/// See [`tell!`].
pub fn err(line: Arguments<'_>) {
    let _ = writeln!(stderr(), "{line}");
}
