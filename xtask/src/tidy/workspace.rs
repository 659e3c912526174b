//! What the tidy checks know of the workspace: `cargo metadata`, cut down to what they ask for.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell;

/// All packages of the build, ours and others'.
pub struct Workspace {
    pub packages: Vec<Package>,
}

pub struct Package {
    pub name: String,
    pub version: String,
    /// An SPDX expression, as its author wrote it.
    pub licence: Option<String>,
    /// Where it comes from; `None` for ours.
    pub source: Option<String>,
    pub dependencies: Vec<Dependency>,
    pub targets: Vec<Target>,
}

/// A dependency as a manifest names it.
#[derive(Clone)]
pub struct Dependency {
    pub name: String,
    /// The version it asks for.
    pub asks: String,
    pub kind: Kind,
    /// `None` for a path.
    pub source: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Normal,
    Build,
    Test,
}

pub struct Target {
    pub name: String,
    /// Whether it is an integration test.
    pub is_test: bool,
    /// Whether plain `cargo test` runs it.
    pub tested: bool,
}

impl Workspace {
    /// Asks cargo.
    pub fn read() -> Result<Self> {
        let text = shell::read(shell::cargo().args(["metadata", "--format-version", "1"]))?;
        Self::of(&serde_json::from_str(&text).context("cargo metadata is not JSON")?)
    }

    /// The workspace that cargo described.
    pub fn of(metadata: &Value) -> Result<Self> {
        let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
        Ok(Self { packages: packages.iter().map(package).collect::<Result<_>>()? })
    }

    /// Our own crates.
    pub fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.source.is_none())
    }

    /// Names of all integration tests, each once.
    pub fn tests(&self) -> Vec<String> {
        self.test_names(|_| true)
    }

    /// Names of the integration tests that need a server.
    pub fn server_tests(&self) -> Vec<String> {
        self.test_names(|target| !target.tested)
    }

    fn test_names(&self, wanted: impl Fn(&Target) -> bool) -> Vec<String> {
        let targets = self.ours().flat_map(|package| &package.targets);
        let mut names: Vec<String> = targets
            .filter(|target| target.is_test && wanted(target))
            .map(|target| target.name.clone())
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

fn package(value: &Value) -> Result<Package> {
    let list = |key: &str| value[key].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(Package {
        name: text(value, "name").context("a package without a name")?,
        version: text(value, "version").unwrap_or_default(),
        licence: text(value, "license"),
        source: text(value, "source"),
        dependencies: list("dependencies").iter().map(dependency).collect::<Result<_>>()?,
        targets: list("targets").iter().map(target).collect::<Result<_>>()?,
    })
}

fn dependency(value: &Value) -> Result<Dependency> {
    Ok(Dependency {
        name: text(value, "name").context("a dependency without a name")?,
        asks: text(value, "req").unwrap_or_default(),
        kind: match value["kind"].as_str() {
            Some("dev") => Kind::Test,
            Some("build") => Kind::Build,
            _ => Kind::Normal,
        },
        source: text(value, "source"),
    })
}

fn target(value: &Value) -> Result<Target> {
    Ok(Target {
        name: text(value, "name").context("a target without a name")?,
        is_test: value["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "test")),
        tested: value["test"].as_bool().unwrap_or(true),
    })
}

fn text(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}

#[cfg(test)]
pub(super) mod invented {
    //! Invented workspaces, to show that each check can fail.

    use super::*;

    /// A crate of ours with these dependencies: `(name, whether it is ours)`.
    pub fn ours(name: &str, dependencies: &[(&str, bool)]) -> Package {
        let dependency = |(name, own): &(&str, bool)| Dependency {
            name: (*name).to_owned(),
            asks: "=1.0.0".to_owned(),
            kind: Kind::Normal,
            source: (!own).then(|| "registry+default".to_owned()),
        };
        Package {
            name: name.to_owned(),
            version: "0.1.0".to_owned(),
            licence: Some("MIT OR Apache-2.0".to_owned()),
            source: None,
            dependencies: dependencies.iter().map(dependency).collect(),
            targets: Vec::new(),
        }
    }

    /// A package of somebody else's.
    pub fn outside(name: &str, licence: &str, source: &str) -> Package {
        let mut package = ours(name, &[]);
        package.licence = Some(licence.to_owned());
        package.source = Some(source.to_owned());
        package
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn server_tests_are_those_that_plain_cargo_test_leaves_out() {
        let metadata = json!({"packages": [{
            "name": "store", "version": "0.1.0", "source": null, "manifest_path": "", "dependencies": [],
            "targets": [
                {"name": "store", "kind": ["lib"], "test": true},
                {"name": "it", "kind": ["test"], "test": true},
                {"name": "postgres", "kind": ["test"], "test": false},
            ],
        }]});
        let workspace = Workspace::of(&metadata).unwrap();
        assert_eq!(workspace.tests(), ["it", "postgres"]);
        assert_eq!(workspace.server_tests(), ["postgres"]);
    }
}
