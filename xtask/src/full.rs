//! The steps that only `cargo xtask test --full` takes: rustdoc, cargo-deny, schemathesis.
//!
//! Their tools are fetched into `target/xtask`, at the versions written here, and never onto the machine.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::{demo, prerequisites, shell, started};

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

/// The examples of `docs/api.md`; then schemathesis: thousands of requests, as the API's own description allows them
/// and as it does not. What it takes for right is in `.config/schemathesis.toml`.
pub fn api() -> Result<()> {
    let program = schemathesis()?;
    let town = demo::start(200)?;
    let tokens: Vec<String> =
        CALLERS.iter().map(|role| town.token(&town.account(role)?.email)).collect::<Result<_>>()?;
    if let Some(token) = tokens.first() {
        examples(&demo::url(&town)?, token).context("an example of docs/api.md does not run as printed")?;
    }
    for (role, token) in CALLERS.iter().zip(&tokens) {
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

/// Runs the shell blocks of `docs/api.md` from top to bottom, as one script.
fn examples(url: &str, token: &str) -> Result<()> {
    let page = std::fs::read_to_string(shell::root()?.join("docs/api.md"))?;
    let script = shell_blocks(&page);
    ensure!(!script.is_empty(), "docs/api.md has no example");
    let file = started::folder("examples")?.join("api.sh");
    std::fs::write(&file, script)?;
    let mut run = shell::command("bash");
    shell::run(run.args(["-euo", "pipefail"]).arg(&file).env("URL", url).env("TOKEN", token))
}

/// What stands between "```sh" and "```".
fn shell_blocks(page: &str) -> String {
    let mut inside = false;
    let mut script = String::new();
    for line in page.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside {
            script.push_str(line);
            script.push('\n');
        }
    }
    script
}

/// Our own installation of schemathesis.
fn schemathesis() -> Result<PathBuf> {
    prerequisites::for_the_api()?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_shell_blocks_of_a_page_are_run() {
        let page = "a\n```sh\none \\\n  two\n```\nb\n```console\nthree\n```\n```sh\nfour\n```\n";
        assert_eq!(shell_blocks(page), "one \\\n  two\nfour\n");
    }
}
