//! A demonstration for the tasks that look at one: built as everything else is here, filled into a temporary
//! folder, served on a free port, ended with the run.
//!
//! What is known of its commands is written once, where the bench measures the same thing.

use anyhow::Result;

use crate::bench::figures::Database;
use crate::bench::town::Town;
use crate::shell;

/// Builds the binary, invents `people` people and serves them.
pub fn start(people: u64) -> Result<Town> {
    shell::run(shell::cargo().args(["build", "--workspace", "--bin", "throughcare"]))?;
    let program = shell::root()?.join("target/debug/throughcare");
    let mut town = Town::found(&program, Database::Sqlite, people)?;
    let took = town.start()?;
    println!("a demonstration with {people} people is ready after {:.0} s", took.as_secs_f64());
    Ok(town)
}

/// Where a demonstration is reached.
pub fn url(town: &Town) -> Result<String> {
    Ok(format!("http://127.0.0.1:{}", town.target()?.port))
}
