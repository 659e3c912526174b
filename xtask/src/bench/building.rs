//! What building costs: a cold release build, and a debug build after one line of a page has changed.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::process;
use crate::{shell, started};

/// The page whose one line changes.
const PAGE: &str = "crates/web/src/pages/my_work/page.rs";

/// CPU time, of all processes together, and time on the clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    pub cpu: f64,
    pub clock: f64,
}

/// A file that gets its first text back, whatever happens.
struct Restored {
    path: PathBuf,
    text: String,
}

impl Drop for Restored {
    fn drop(&mut self) {
        if let Err(error) = fs::write(&self.path, &self.text) {
            eprintln!("xtask: {} could not be put back: {error}", self.path.display());
        }
    }
}

/// `cargo build --release` into an empty folder: what `cargo run --release` costs on a fresh clone.
pub fn cold() -> Result<Cost> {
    let target = started::folder("cold-build")?;
    let mut build = shell::cargo();
    build.args(["build", "--release"]).env("CARGO_TARGET_DIR", &target);
    measured(|| shell::run(&mut build))
}

/// A debug build after one line of a page has changed, everything else being built.
pub fn after_one_line() -> Result<Cost> {
    let build = || shell::run(shell::cargo().arg("build"));
    build()?;
    let path = shell::root()?.join(PAGE);
    let text = fs::read_to_string(&path).with_context(|| format!("{PAGE} cannot be read"))?;
    let changed = format!("{text}\nconst _: &str = \"one line more\";\n");
    let _restored = Restored { path: path.clone(), text };
    fs::write(&path, changed)?;
    measured(build)
}

fn measured(work: impl FnOnce() -> Result<()>) -> Result<Cost> {
    let (cpu, clock) = (process::children_cpu()?, Instant::now());
    work()?;
    let spent: Duration = process::children_cpu()?.saturating_sub(cpu);
    Ok(Cost { cpu: spent.as_secs_f64(), clock: clock.elapsed().as_secs_f64() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_work_of_a_child_that_ended_is_counted() {
        let work = || {
            shell::run(shell::command("sh").args(["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"]))
        };
        let cost = measured(work).unwrap();
        assert!(cost.cpu > 0.0 && cost.clock > 0.0, "{cost:?}");
    }
}
