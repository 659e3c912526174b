//! `cargo xtask`: the project's own tasks, so that nobody needs to remember a command line.
//!
//! What always holds: a task says each command before it runs it, ends every server it started, and when
//! something fails it says what to do about it. It deliberately knows nothing of the product: it runs cargo,
//! reads `cargo metadata`, and talks to servers over loopback.

mod bench;
mod browser;
mod cluster;
mod demo;
mod full;
mod prerequisites;
mod shell;
mod shots;
mod started;
mod steps;
mod tidy;
mod webdriver;

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The project's own tasks")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Everything that must hold before a change lands
    Test(steps::Options),
    /// Crate borders, licences, sizes and words of the source
    Tidy,
    /// Start PostgreSQL and chromedriver, run one command with their addresses, end them
    With(steps::WithServers),
    /// What the product costs, measured from outside, into docs/performance.md
    Bench(bench::Options),
    /// Take the pictures of docs/shots from a fresh demonstration
    Shots,
    /// Rebuild the committed styles and scripts from their npm packages
    Assets,
}

fn main() -> ExitCode {
    let outcome = started::on_signals_end_all().and_then(|()| carry_out(Arguments::parse().task));
    started::end_all();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(task: Task) -> Result<()> {
    match task {
        Task::Test(options) => steps::run(&options),
        Task::Tidy => tidy::run(),
        Task::With(options) => steps::with_servers(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Shots => shots::run(),
        Task::Assets => assets(),
    }
}

/// Rebuilds what `crates/web/assets` keeps of govuk-frontend and the MoJ's frontend.
fn assets() -> Result<()> {
    prerequisites::node()?;
    let folder = shell::root()?.join("crates/web/assets/build");
    shell::run(shell::command("npm").args(["ci", "--ignore-scripts"]).current_dir(&folder))
        .context("npm could not fetch the packages of crates/web/assets/build/package-lock.json")?;
    shell::run(shell::command("node").arg("build.mjs").current_dir(&folder))
        .context("crates/web/assets/build/build.mjs failed")
}
