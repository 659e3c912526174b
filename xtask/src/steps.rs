//! `cargo xtask test`: everything that must hold before a change lands, in the order in which it fails cheapest.
//!
//! All of it builds in one profile with one set of features, so nothing is compiled twice for it. A step that
//! fails does not hide the later ones; the end names each failure with what to do. The tests that need a
//! server are test targets marked `test = false`: plain `cargo test` leaves them out, and this finds them in
//! `cargo metadata` and runs them with the servers' addresses in the environment.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::cluster::{self, Durability};
use crate::tidy::workspace::Workspace;
use crate::{full, prerequisites, shell, tidy, webdriver};

#[derive(Args)]
pub struct Options {
    /// Also: rustdoc, cargo-deny, schemathesis, a hundred thousand cases of each property
    #[arg(long)]
    full: bool,
    /// Only these steps
    #[arg(long, value_enum)]
    only: Vec<Step>,
    /// PostgreSQL waits for the disk, as in production
    #[arg(long)]
    fsync: bool,
    /// Further arguments for the test runner, for example `-- -E 'binary(=browser)'`
    #[arg(last = true)]
    arguments: Vec<String>,
}

#[derive(Args)]
pub struct WithServers {
    /// PostgreSQL waits for the disk, as in production
    #[arg(long)]
    fsync: bool,
    /// The command, for example `-- cargo nextest run -p store --test postgres`
    #[arg(last = true, required = true)]
    command: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// PostgreSQL, Chromium and its driver, axe-core: there, or installed
    Prerequisites,
    /// rustfmt
    Format,
    /// Borders, licences, sizes, words
    Tidy,
    /// clippy, warnings denied
    Clippy,
    /// rustdoc, warnings denied
    Rustdoc,
    /// The examples in doc comments
    Examples,
    /// cargo-deny
    Deny,
    /// schemathesis against the API
    Api,
    /// Unit, property, contract, journey and browser tests
    Tests,
}

impl Step {
    const ALWAYS: [Self; 6] =
        [Self::Prerequisites, Self::Format, Self::Tidy, Self::Clippy, Self::Examples, Self::Tests];
    const FULL: [Self; 9] = [
        Self::Prerequisites,
        Self::Format,
        Self::Tidy,
        Self::Clippy,
        Self::Rustdoc,
        Self::Examples,
        Self::Deny,
        Self::Api,
        Self::Tests,
    ];

    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// What to do when it fails.
    fn remedy(self) -> &'static str {
        match self {
            Self::Prerequisites => "install what is named above",
            Self::Format => "run `cargo fmt --all`",
            Self::Tidy => "mend what is listed above; `cargo xtask tidy` checks it alone",
            Self::Clippy => "mend the warnings above; an allowance needs a reason beside it",
            Self::Rustdoc => "mend the documentation named above",
            Self::Examples => "`cargo test --doc --workspace` runs them alone",
            Self::Deny => {
                "see the advisory or licence above; an exception goes into deny.toml with its reason"
            }
            Self::Api => "each failure above has a curl command that repeats its request",
            Self::Tests => "run one again: `cargo xtask test --only tests -- -E 'test(NAME)'`",
        }
    }
}

/// Runs the steps and says how each went.
pub fn run(options: &Options) -> Result<()> {
    let all = if options.full { Step::FULL.to_vec() } else { Step::ALWAYS.to_vec() };
    let steps = if options.only.is_empty() { all } else { options.only.clone() };
    let mut went: Vec<(Step, Duration, bool)> = Vec::new();
    for step in steps {
        println!("\n━━ {} ━━", step.name());
        let began = Instant::now();
        let outcome = carry_out(step, options);
        let took = began.elapsed();
        if let Err(error) = &outcome {
            eprintln!("✗ {} after {:.1} s: {error:#}", step.name(), took.as_secs_f64());
        }
        went.push((step, took, outcome.is_ok()));
        if outcome.is_err() && step == Step::Prerequisites {
            break;
        }
    }
    report(&went)
}

fn carry_out(step: Step, options: &Options) -> Result<()> {
    match step {
        Step::Prerequisites => prerequisites::servers().and_then(|()| prerequisites::axe().map(drop)),
        Step::Format => shell::run(shell::cargo().args(["fmt", "--all", "--check"])),
        Step::Tidy => tidy::run(),
        Step::Clippy => clippy(),
        Step::Rustdoc => full::rustdoc(),
        Step::Examples => shell::run(shell::cargo().args(["test", "--doc", "--workspace"])),
        Step::Deny => full::deny(),
        Step::Api => full::api(),
        Step::Tests => tests(options),
    }
}

/// One line a step, then what to do about each that failed.
fn report(went: &[(Step, Duration, bool)]) -> Result<()> {
    println!();
    for (step, took, well) in went {
        println!("{} {:<14}{:>8.1} s", if *well { "✓" } else { "✗" }, step.name(), took.as_secs_f64());
    }
    let failed: Vec<Step> = went.iter().filter(|(_, _, well)| !well).map(|(step, ..)| *step).collect();
    if failed.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> =
        failed.iter().map(|step| format!("  {}: {}", step.name(), step.remedy())).collect();
    bail!("{} of {} steps failed\n{}", failed.len(), went.len(), lines.join("\n"))
}

/// `--all-targets` leaves out targets marked `test = false`, so they are named in a second call, which finds
/// everything but them checked already.
fn clippy() -> Result<()> {
    let denied = ["--", "-D", "warnings"];
    shell::run(shell::cargo().args(["clippy", "--workspace", "--all-targets"]).args(denied))?;
    let servers = Workspace::read()?.server_tests();
    if servers.is_empty() {
        return Ok(());
    }
    shell::run(shell::cargo().args(["clippy", "--workspace"]).args(named(&servers)).args(denied))
}

/// One command for all tests, so that they share one build.
fn tests(options: &Options) -> Result<()> {
    let environment = servers(options.fsync)?;
    let targets = Workspace::read()?.tests();
    let mut command = shell::cargo();
    if shell::succeeds(shell::cargo().args(["nextest", "--version"])) {
        let profile = if options.full { "full" } else { "default" };
        command.args(["nextest", "run", "--profile", profile]);
    } else {
        command.args(["test", "--no-fail-fast"]);
    }
    // `--tests` would leave out the targets marked `test = false`, even when they are named beside it.
    command.args(["--workspace", "--lib", "--bins"]).args(named(&targets)).args(&options.arguments);
    command.envs(environment);
    command.env("PROPTEST_CASES", if options.full { "100000" } else { "1000" });
    shell::run(&mut command)
}

fn named(targets: &[String]) -> impl Iterator<Item = &str> {
    targets.iter().flat_map(|name| ["--test", name.as_str()])
}

/// Starts PostgreSQL and chromedriver and gives the environment in which tests find them.
fn servers(fsync: bool) -> Result<Vec<(&'static str, String)>> {
    prerequisites::servers()?;
    let axe = prerequisites::axe()?;
    let postgres = cluster::start(if fsync { Durability::Full } else { Durability::Fast })?;
    let driver = webdriver::start()?;
    println!("PostgreSQL at {}, chromedriver at {}", postgres.url, driver.url());
    Ok(vec![
        ("THROUGHCARE_TEST_POSTGRES", postgres.url),
        ("THROUGHCARE_TEST_WEBDRIVER", driver.url()),
        ("THROUGHCARE_TEST_CHROMIUM", driver.chromium.display().to_string()),
        ("THROUGHCARE_TEST_AXE", axe.display().to_string()),
    ])
}

/// `cargo xtask with -- COMMAND`: the servers for one command, for work on a single crate.
pub fn with_servers(options: &WithServers) -> Result<()> {
    let Some((program, arguments)) = options.command.split_first() else {
        bail!("no command was given");
    };
    let environment = servers(options.fsync)?;
    let mut command = Command::new(program);
    shell::as_if_typed(&mut command);
    shell::run(command.args(arguments).envs(environment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_fails_the_run_and_says_what_to_do() {
        let went = [(Step::Tidy, Duration::ZERO, true), (Step::Format, Duration::ZERO, false)];
        let error = report(&went).unwrap_err().to_string();
        assert!(error.contains("1 of 2 steps failed") && error.contains("cargo fmt --all"), "{error}");
        assert!(report(went.get(..1).unwrap()).is_ok());
    }

    #[test]
    fn the_full_run_leaves_out_nothing_of_the_ordinary_one() {
        assert!(Step::ALWAYS.iter().all(|step| Step::FULL.contains(step)));
    }
}
