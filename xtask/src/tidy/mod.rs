//! `cargo xtask tidy`: what the compiler does not hold: crate borders, licences and sources of dependencies,
//! sizes of files, forbidden words, tests that documents name.
//!
//! Each check is a plain function from what was read to findings, and has a test that makes it fail. A finding
//! says where and what to do. Warnings are printed and fail nothing.

mod borders;
mod licences;
mod named;
mod sizes;
mod source;
mod words;
pub mod workspace;

use anyhow::{Result, bail};

use crate::shell;
use source::File;
use workspace::Workspace;

/// Something that is not as it should be.
#[derive(PartialEq, Eq, Debug)]
pub struct Finding {
    /// A crate, or a file with its line.
    place: String,
    /// What is wrong and what to do.
    says: String,
}

impl Finding {
    fn new(place: impl Into<String>, says: impl Into<String>) -> Self {
        Self { place: place.into(), says: says.into() }
    }
}

/// Runs all checks and prints what they found.
pub fn run() -> Result<()> {
    let workspace = Workspace::read()?;
    let files = source::files(&shell::root()?)?;
    for warning in sizes::long(&files) {
        println!("  note  {}: {}", warning.place, warning.says);
    }
    let findings = findings(&workspace, &files);
    for finding in &findings {
        eprintln!("  ✗ {}: {}", finding.place, finding.says);
    }
    if !findings.is_empty() {
        bail!("{} things to tidy", findings.len());
    }
    println!("{} packages and {} files are tidy", workspace.packages.len(), files.len());
    Ok(())
}

fn findings(workspace: &Workspace, files: &[File]) -> Vec<Finding> {
    [
        borders::inside(workspace),
        borders::owners(workspace),
        borders::kept_out(workspace),
        borders::one_version(workspace),
        licences::allowed(workspace),
        licences::sources(workspace),
        sizes::too_long(files),
        named::missing(files),
        words::openings(files),
        words::forbidden(files),
    ]
    .into_iter()
    .flatten()
    .collect()
}
