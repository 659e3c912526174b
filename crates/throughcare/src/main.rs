//! The binary: reads the command line and the configuration, puts the parts together, and carries out one command.
//!
//! What holds: the machine's clock and chance enter in `real` and nowhere else; whatever changes something goes through the
//! same use-cases as pages do. Deliberately not here: rules, SQL, HTML.

mod acting;
mod background;
mod checkpoints;
mod command_line;
mod commands;
mod filling;
mod journal;
mod logging;
mod opening;
mod place;
mod printing;
mod real;
mod says;
mod serving;
mod settings;
mod signed_lines;

use clap::Parser;
use command_line::CommandLine;
use printing::tell;
use std::process::ExitCode;

fn main() -> ExitCode {
    let typed = CommandLine::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .worker_threads(half_of_the_cores())
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(commands::run(typed)) {
        Ok(outcome) => outcome.into(),
        Err(error) => failed(&error),
    }
}

/// More than half of the work of a request is the database's, in threads or processes of its own. With a thread for
/// each core, requests would wake and put to sleep two threads where one is enough (docs/performance.md).
fn half_of_the_cores() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2))
}

fn failed(error: &anyhow::Error) -> ExitCode {
    tell!("throughcare: {error:#}");
    ExitCode::FAILURE
}
