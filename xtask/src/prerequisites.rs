//! What the tests need beyond Rust, and how to get it: PostgreSQL's server, Chromium with its driver, axe-core.
//!
//! On Debian, as root, it is installed; elsewhere the exact packages are named. What comes from npm is held to
//! the digest written here, so a changed package is refused.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use crate::{cluster, shell};

/// axe-core's version and the SHA-256 of its `axe.min.js`.
const AXE: (&str, &str) = ("4.14.1", "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c");

/// One program or file that must be there.
struct Need {
    what: &'static str,
    /// Debian's packages that bring it.
    packages: &'static [&'static str],
    there: fn() -> bool,
}

const POSTGRES: Need =
    Need { what: "PostgreSQL's server", packages: &["postgresql"], there: || cluster::binaries().is_some() };
const CHROMIUM: Need = Need {
    what: "Chromium and its driver",
    packages: &["chromium", "chromium-driver"],
    there: || chromium().is_some() && shell::which("chromedriver").is_some(),
};
/// Without a font a page has no width to measure and a picture no words.
const FONTS: Need = Need {
    what: "a font of Arial's widths",
    packages: &["fonts-liberation"],
    there: || {
        !cfg!(target_os = "linux") || std::path::Path::new("/usr/share/fonts/truetype/liberation").is_dir()
    },
};
const NODE: Need = Need {
    what: "Node.js with npm",
    packages: &["nodejs", "npm"],
    there: || shell::which("node").is_some() && shell::which("npm").is_some(),
};

const PYTHON: Need = Need {
    what: "Python with venv",
    packages: &["python3", "python3-venv"],
    there: || shell::succeeds(shell::command("python3").args(["-c", "import venv, ensurepip"])),
};
const CURL_AND_JQ: Need = Need {
    what: "curl and jq",
    packages: &["curl", "jq"],
    there: || shell::which("curl").is_some() && shell::which("jq").is_some(),
};

/// PostgreSQL, Chromium, its driver.
pub fn servers() -> Result<()> {
    obtain(&[POSTGRES, CHROMIUM, FONTS])
}

/// Node.js with npm, for axe-core and the committed assets.
pub fn node() -> Result<()> {
    obtain(&[NODE])
}

/// Python with venv for schemathesis, curl and jq for the examples.
pub fn for_the_api() -> Result<()> {
    obtain(&[PYTHON, CURL_AND_JQ])
}

/// The browser.
pub fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(shell::which)
}

/// The path of axe-core's script, fetched once and checked at each call.
pub fn axe() -> Result<PathBuf> {
    let (version, digest) = AXE;
    let folder = shell::own_folder()?.join(format!("axe-{version}"));
    let script = folder.join("package/axe.min.js");
    if !script.is_file() {
        node()?;
        std::fs::create_dir_all(&folder)?;
        let package = format!("axe-core@{version}");
        shell::run(shell::command("npm").args(["pack", "--loglevel=error", &package]).current_dir(&folder))
            .context("npm could not fetch axe-core")?;
        let archive = format!("axe-core-{version}.tgz");
        shell::run(
            shell::command("tar").args(["-xzf", &archive, "package/axe.min.js"]).current_dir(&folder),
        )?;
    }
    let found = shell::read(shell::command("sha256sum").arg(&script))?;
    ensure!(
        found.starts_with(digest),
        "{} is not the axe-core {version} that was reviewed (expected SHA-256 {digest}, found {}); delete its \
         folder to fetch it again",
        script.display(),
        found.split_whitespace().next().unwrap_or_default(),
    );
    Ok(script)
}

/// Installs what is missing, or says what to install.
fn obtain(needs: &[Need]) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !(need.there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    // npm's own Debian package conflicts with the one that a newer Node.js brings along.
    let packages: Vec<&str> = missing
        .iter()
        .flat_map(|need| need.packages)
        .copied()
        .filter(|package| *package != "nodejs" || shell::which("node").is_none())
        .collect();
    let what = missing.iter().map(|need| need.what).collect::<Vec<_>>().join(", ");
    let by_hand = by_hand(&packages);
    if !(shell::which("apt-get").is_some() && shell::is_root()) {
        bail!("missing: {what}. {by_hand}");
    }
    println!("missing: {what}; installing Debian's {}", packages.join(", "));
    install(&packages).with_context(|| format!("could not install {what}. {by_hand}"))?;
    for need in missing {
        ensure!(
            (need.there)(),
            "{} is still missing after installing {}",
            need.what,
            need.packages.join(", ")
        );
    }
    Ok(())
}

fn by_hand(packages: &[&str]) -> String {
    format!(
        "On Debian or Ubuntu: `sudo apt-get update && sudo apt-get install --no-install-recommends {}`; \
         elsewhere install the packages of the same names, then run this again",
        packages.join(" ")
    )
}

fn install(packages: &[&str]) -> Result<()> {
    if packages.contains(&"postgresql") {
        no_default_cluster()?;
    }
    let quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"];
    let apt = || {
        let mut apt = shell::command("apt-get");
        apt.args(quiet).env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    shell::run(apt().arg("update"))?;
    shell::run(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))
}

/// Debian's package would make and start a cluster of its own; the tests use none but theirs.
fn no_default_cluster() -> Result<()> {
    let settings = std::path::Path::new("/etc/postgresql-common/createcluster.conf");
    if !settings.exists() {
        std::fs::create_dir_all("/etc/postgresql-common")?;
        std::fs::write(settings, "create_main_cluster = false\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_the_command_that_brings_it() {
        let said = by_hand(POSTGRES.packages);
        assert!(said.contains("apt-get install --no-install-recommends postgresql`"), "{said}");
    }
}
