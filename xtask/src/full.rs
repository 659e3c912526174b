//! The steps that only `cargo xtask test --full` takes: rustdoc, cargo-deny.
//!
//! Their tools are fetched into `target/xtask`, at the versions written here, and never onto the machine.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::shell;

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
