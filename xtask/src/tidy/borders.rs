//! Which crate may use which: ARCHITECTURE.md's table, held to `cargo metadata`.
//!
//! Test dependencies count too: a test that reaches over a border would be the first user of what the border
//! keeps apart. Whole journeys live in the binary's tests, which may use everything.

use super::Finding;
use super::workspace::{Kind, Workspace};

/// Each crate with the crates of ours that it may use.
const INSIDE: [(&str, &[&str]); 14] = [
    ("identifiers", &[]),
    ("draw", &[]),
    ("domain", &["identifiers"]),
    ("gate", &["domain"]),
    ("linkage", &["identifiers", "draw"]),
    ("insight", &[]),
    ("documents", &["draw"]),
    // What was typed into a search box is told apart by its identifier, so `app` reads them too.
    ("app", &["identifiers", "domain", "gate", "linkage", "insight", "documents"]),
    ("store", &["app", "gate", "domain"]),
    ("web", &["app", "gate", "domain", "documents", "draw"]),
    ("post", &["app", "domain"]),
    ("synth", &["domain", "identifiers"]),
    (
        "throughcare",
        &[
            "identifiers",
            "draw",
            "domain",
            "gate",
            "linkage",
            "insight",
            "documents",
            "app",
            "store",
            "web",
            "post",
            "synth",
        ],
    ),
    ("xtask", &[]),
];

/// Outside dependencies that only some crates may name, so that replacing one is the work of one crate.
const OWNERS: [(&str, &[&str]); 26] = [
    ("argon2", &["app"]),
    ("askama", &["web"]),
    ("axum", &["web", "throughcare"]),
    ("axum-extra", &["web"]),
    ("cedar-policy", &["gate"]),
    ("chacha20poly1305", &["app"]),
    ("clap", &["throughcare", "xtask"]),
    ("csv", &["app", "linkage"]),
    ("indicatif", &["throughcare"]),
    ("krilla", &["documents"]),
    ("lettre", &["post"]),
    ("lopdf", &["documents", "throughcare"]),
    ("parquet", &["linkage"]),
    ("quick-xml", &["app"]),
    ("rapidfuzz", &["linkage"]),
    ("rphonetic", &["linkage"]),
    ("rust-embed", &["web"]),
    ("rustybuzz", &["documents"]),
    ("sqlx", &["store"]),
    ("thirtyfour", &["throughcare"]),
    ("totp-rs", &["app", "throughcare"]),
    ("tower-http", &["web"]),
    ("unicode-bidi", &["documents"]),
    ("unicode-linebreak", &["documents"]),
    ("utoipa", &["web"]),
    ("utoipa-axum", &["web"]),
];

/// What the pure crates may not name outside their tests: I/O, async, clocks, chance, wire formats.
const KEPT_OUT: [(&str, &[&str]); 4] = [
    ("identifiers", &["async-trait", "rand", "serde", "serde_json", "tokio", "tracing"]),
    ("domain", &["async-trait", "rand", "serde", "serde_json", "tokio", "tracing"]),
    ("gate", &["async-trait", "rand", "tokio"]),
    ("synth", &["async-trait", "serde_json", "tokio"]),
];

/// Our crates use only those below them.
pub fn inside(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in workspace.ours() {
        let Some((_, allowed)) = INSIDE.iter().find(|(name, _)| *name == package.name) else {
            let says = "is in no table: add it to ARCHITECTURE.md and to INSIDE in xtask/src/tidy/borders.rs";
            findings.push(Finding::new(&package.name, says));
            continue;
        };
        for used in package.dependencies.iter().filter(|dependency| dependency.source.is_none()) {
            if !allowed.contains(&used.name.as_str()) {
                let says = format!("may not use `{}`: see the table of crates in ARCHITECTURE.md", used.name);
                findings.push(Finding::new(&package.name, says));
            }
        }
    }
    findings
}

/// An outside dependency with an owner is named by its owner alone.
pub fn owners(workspace: &Workspace) -> Vec<Finding> {
    outside(workspace, |package, dependency, _| {
        let (_, owners) = OWNERS.iter().find(|(name, _)| *name == dependency)?;
        (!owners.contains(&package))
            .then(|| format!("names `{dependency}`, which only {} may name", owners.join(" and ")))
    })
}

/// The pure crates stay pure.
pub fn kept_out(workspace: &Workspace) -> Vec<Finding> {
    outside(workspace, |package, dependency, kind| {
        let (_, out) = KEPT_OUT.iter().find(|(name, _)| *name == package)?;
        (kind != Kind::Test && out.contains(&dependency))
            .then(|| format!("is pure and may not name `{dependency}`: pass in what it would give"))
    })
}

fn outside(workspace: &Workspace, wrong: impl Fn(&str, &str, Kind) -> Option<String>) -> Vec<Finding> {
    workspace
        .ours()
        .flat_map(|package| package.dependencies.iter().map(move |dependency| (package, dependency)))
        .filter(|(_, dependency)| dependency.source.is_some())
        .filter_map(|(package, dependency)| {
            let says = wrong(&package.name, &dependency.name, dependency.kind)?;
            Some(Finding::new(&package.name, says))
        })
        .collect()
}

/// Two of our crates never ask for different versions of the same thing.
pub fn one_version(workspace: &Workspace) -> Vec<Finding> {
    let mut asked: Vec<(&str, &str)> = Vec::new();
    let mut findings = Vec::new();
    for package in workspace.ours() {
        for dependency in package.dependencies.iter().filter(|dependency| dependency.source.is_some()) {
            match asked.iter().find(|(name, _)| *name == dependency.name) {
                None => asked.push((&dependency.name, &dependency.asks)),
                Some((_, asks)) if *asks == dependency.asks => {}
                Some((name, asks)) => {
                    let says = format!(
                        "asks for {name} {}, another crate for {asks}: put it into [workspace.dependencies]",
                        dependency.asks
                    );
                    findings.push(Finding::new(&package.name, says));
                }
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::workspace::invented::ours;
    use super::*;

    fn found(check: fn(&Workspace) -> Vec<Finding>, package: &str, uses: &[(&str, bool)]) -> usize {
        check(&Workspace { packages: vec![ours(package, uses)] }).len()
    }

    #[test]
    fn the_forbidden_borders_are_found() {
        for (package, used) in [
            ("web", "store"),
            ("app", "store"),
            ("app", "web"),
            ("linkage", "domain"),
            ("insight", "domain"),
            ("documents", "domain"),
            ("draw", "domain"),
            ("identifiers", "domain"),
            ("web", "throughcare"),
            ("xtask", "app"),
        ] {
            assert_eq!(found(inside, package, &[(used, true)]), 1, "{package} → {used}");
        }
        assert_eq!(found(inside, "throughcare", &[("store", true), ("web", true)]), 0);
    }

    #[test]
    fn a_crate_that_nobody_placed_is_found() {
        assert_eq!(found(inside, "utils", &[]), 1);
    }

    #[test]
    fn a_dependency_named_by_another_than_its_owner_is_found() {
        assert_eq!(found(owners, "web", &[("sqlx", false)]), 1);
        assert_eq!(found(owners, "store", &[("sqlx", false)]), 0);
    }

    #[test]
    fn async_in_the_domain_is_found() {
        assert_eq!(found(kept_out, "domain", &[("tokio", false), ("jiff", false)]), 1);
        assert_eq!(found(kept_out, "store", &[("tokio", false)]), 0);
    }

    #[test]
    fn two_versions_of_one_dependency_are_found() {
        let mut second = ours("store", &[("jiff", false)]);
        let mut workspace = Workspace { packages: vec![ours("app", &[("jiff", false)])] };
        assert!(one_version(&workspace).is_empty());
        second.dependencies.iter_mut().for_each(|dependency| dependency.asks = "=2.0.0".to_owned());
        workspace.packages.push(second);
        assert_eq!(one_version(&workspace).len(), 1);
    }
}
