//! Running other programs: said before they run, waited for, and ended with us.
//!
//! No shell text is ever built here: programs get their arguments as they are.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::started;

/// The workspace's root folder, wherever the task was called from.
pub fn root() -> Result<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().map(Path::to_path_buf).context("xtask lies in no workspace")
}

/// The folder that a task may fill with what it fetched; git does not see it.
pub fn own_folder() -> Result<PathBuf> {
    Ok(root()?.join("target/xtask"))
}

/// A program called with the workspace's root as its folder and no standard input.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    if let Ok(root) = root() {
        command.current_dir(root);
    }
    command.stdin(Stdio::null());
    command
}

/// The same cargo that called us.
pub fn cargo() -> Command {
    let mut command = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    as_if_typed(&mut command);
    command
}

/// Takes away what cargo told us about ourselves. Build scripts that look at these variables (ring's does) would
/// be run again, with everything that depends on them, at each change between `cargo` and `cargo xtask`.
pub fn as_if_typed(command: &mut Command) {
    let ours = std::env::vars_os().map(|(name, _)| name);
    for name in ours.filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    }) {
        command.env_remove(name);
    }
}

/// Runs `command` with our own output; an exit that is not zero is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let said = said(command);
    println!("$ {said}");
    let child = command.spawn().with_context(|| format!("could not start `{said}`"))?;
    let status = started::wait_for(child).with_context(|| format!("lost sight of `{said}`"))?;
    if !status.success() {
        bail!("`{said}` failed ({status})");
    }
    Ok(())
}

/// Runs `command` silently and gives what it wrote on standard output.
pub fn read(command: &mut Command) -> Result<String> {
    let said = said(command);
    let output =
        command.stderr(Stdio::piped()).output().with_context(|| format!("could not start `{said}`"))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        bail!("`{said}` failed ({}): {}", output.status, why.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{said}` wrote no text"))
}

/// Whether `command` can be run and ends well; its output is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Where `program` is found on the path.
pub fn which(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    // Debian keeps its administrator's programs out of an ordinary user's path.
    std::env::split_paths(&folders)
        .chain([PathBuf::from("/usr/sbin"), PathBuf::from("/sbin")])
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// Whether we run as root.
pub fn is_root() -> bool {
    read(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// `command` as a person would have typed it.
fn said(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .map(|word| if word.contains(' ') { format!("'{word}'").into() } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_is_an_error_that_names_it() {
        let error = run(command("false").arg("two words")).unwrap_err().to_string();
        assert!(error.contains("`false 'two words'` failed"), "{error}");
    }

    #[test]
    fn what_a_failing_program_said_is_in_the_error() {
        let error = read(command("cat").arg("/no/such/file")).unwrap_err().to_string();
        assert!(error.contains("/no/such/file"), "{error}");
    }
}
