//! The steps that only `cargo xtask test --full` takes: rustdoc, cargo-deny, schemathesis.
//!
//! Their tools are fetched into `target/xtask`, at the versions written here, and never onto the machine.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{demo, prerequisites, shell};

/// schemathesis's version.
const SCHEMATHESIS: &str = "4.32.5";

/// Who asks the API: between them they may do everything that a token may.
const CALLERS: [&str; 2] = ["Probation practitioner", "Treatment worker"];

/// rustdoc over our own crates, private items too.
pub fn rustdoc() -> Result<()> {
    let mut command = shell::cargo();
    command.args(["doc", "--workspace", "--no-deps", "--document-private-items"]);
    shell::run(command.env("RUSTDOCFLAGS", "-D warnings"))
}

/// cargo-deny: what `tidy` knows of licences and sources, once more and by its own parser, and known holes.
pub fn deny() -> Result<()> {
    let program = cargo_deny()?;
    shell::run(shell::command(&program).args(["check", "licenses", "bans", "sources"]))?;
    // The list of known holes is fetched from outside; where that is out of reach there is nothing to compare.
    if !shell::succeeds(shell::command(&program).args(["fetch", "db"])) {
        println!("the list of security advisories is out of reach from here; it was not compared");
        return Ok(());
    }
    shell::run(shell::command(&program).args(["check", "advisories"]))
}

/// cargo-deny on the path, or our own build of it.
fn cargo_deny() -> Result<PathBuf> {
    if let Some(found) = shell::which("cargo-deny") {
        return Ok(found);
    }
    let folder = shell::own_folder()?.join("cargo-deny");
    let program = folder.join("bin/cargo-deny");
    if !program.is_file() {
        let mut install = shell::cargo();
        install.args(["install", "cargo-deny", "--locked", "--root"]).arg(&folder);
        shell::run(&mut install).context("cargo-deny could not be built")?;
    }
    Ok(program)
}

/// schemathesis: thousands of requests, as the API's own description allows them and as it does not. What it takes
/// for right is in `.config/schemathesis.toml`.
pub fn api() -> Result<()> {
    let program = schemathesis()?;
    let town = demo::start(200)?;
    for role in CALLERS {
        let token = town.token(&town.account(role)?.email)?;
        let mut run = shell::command(&program);
        run.args(["--config-file", ".config/schemathesis.toml", "run", "--no-color", "--seed", "1"]);
        run.args(["--header", &format!("Authorization: Bearer {token}")]);
        run.arg(format!("{}/api/v1/openapi.json", demo::url(&town)?));
        // What it keeps of a run, and what Python does, has no place among the sources.
        run.env("HYPOTHESIS_STORAGE_DIRECTORY", shell::own_folder()?.join("hypothesis"));
        shell::run(run.env("PYTHONDONTWRITEBYTECODE", "1")).with_context(|| format!("as {role}"))?;
    }
    Ok(())
}

/// Our own installation of schemathesis.
fn schemathesis() -> Result<PathBuf> {
    prerequisites::python()?;
    let folder = shell::own_folder()?.join(format!("schemathesis-{SCHEMATHESIS}"));
    let program = folder.join("bin/schemathesis");
    if !program.is_file() {
        shell::run(shell::command("python3").args(["-m", "venv"]).arg(&folder))?;
        let package = format!("schemathesis=={SCHEMATHESIS}");
        let mut pip = shell::command(folder.join("bin/pip"));
        shell::run(pip.args(["install", "--quiet", "--disable-pip-version-check", &package]))
            .context("schemathesis could not be installed")?;
    }
    Ok(program)
}
