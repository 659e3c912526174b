//! Licences and sources of everything that is built into the product or its tests.
//!
//! A licence expression (SPDX) passes when one of its alternatives consists of allowed licences only. What is
//! not plainly permissive is allowed for named packages, each with its reason; a name nobody uses any more is
//! a finding, so that list only shrinks.

use super::Finding;
use super::workspace::Workspace;

/// Licences that ask for no more than a notice.
const ALLOWED: [&str; 13] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "BSL-1.0",
    "CC0-1.0",
    "Unicode-3.0",
    "Unlicense",
];

/// Others, for one package each.
const EXCEPTIONS: [(&str, &str); 5] = [
    // Part of `scraper`, which only tests use; unchanged files under the MPL may be combined with anything.
    ("cssparser", "MPL-2.0"),
    ("cssparser-macros", "MPL-2.0"),
    ("dtoa-short", "MPL-2.0"),
    ("selectors", "MPL-2.0"),
    // Mozilla's list of certificate authorities, as data: asks for the text of its licence, no more.
    ("webpki-roots", "CDLA-Permissive-2.0"),
];

/// Our own licence.
const OURS: &str = "MIT OR Apache-2.0";

/// Every package has a licence that we may use.
pub fn allowed(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in &workspace.packages {
        let licence = package.licence.as_deref().unwrap_or_default();
        let good = match &package.source {
            None => licence == OURS,
            Some(_) => permits(licence, &package.name),
        };
        if !good {
            let place = format!("{} {}", package.name, package.version);
            let says = format!("its licence is `{licence}`, which xtask/src/tidy/licences.rs does not allow");
            findings.push(Finding::new(place, says));
        }
    }
    for (name, licence) in EXCEPTIONS {
        if !workspace.packages.iter().any(|package| package.name == name) {
            let says = format!("is not used any more: take its exception for {licence} out of licences.rs");
            findings.push(Finding::new(name, says));
        }
    }
    findings
}

/// Everything comes from cargo's default registry, at a version in Cargo.lock, or is ours.
pub fn sources(workspace: &Workspace) -> Vec<Finding> {
    // The registry that our first pinned dependency comes from is the default one.
    let anchor = workspace.packages.iter().find(|package| package.name == "anyhow");
    let registry = anchor.and_then(|package| package.source.as_deref());
    workspace
        .packages
        .iter()
        .filter(|package| {
            package.source.as_deref().is_some_and(|source| {
                !source.starts_with("registry+") || registry.is_some_and(|registry| registry != source)
            })
        })
        .map(|package| {
            let source = package.source.as_deref().unwrap_or_default();
            let says = format!("comes from {source}: only cargo's default registry may be used");
            Finding::new(format!("{} {}", package.name, package.version), says)
        })
        .collect()
}

/// Whether `expression` leaves a choice that is allowed for `package`.
fn permits(expression: &str, package: &str) -> bool {
    let allowed = |licence: &str| ALLOWED.contains(&licence) || EXCEPTIONS.contains(&(package, licence));
    let words = words(expression);
    let mut rest = words.as_slice();
    either(&mut rest, &allowed) == Some(true) && rest.is_empty()
}

/// Words and brackets; the old `MIT/Apache-2.0` means `OR`.
fn words(expression: &str) -> Vec<String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// `a OR b`; `None` when the expression cannot be read.
fn either(rest: &mut &[String], allowed: &impl Fn(&str) -> bool) -> Option<bool> {
    let mut good = both(rest, allowed)?;
    while take(rest, "OR") {
        good |= both(rest, allowed)?;
    }
    Some(good)
}

/// `a AND b`, which binds tighter than `OR`.
fn both(rest: &mut &[String], allowed: &impl Fn(&str) -> bool) -> Option<bool> {
    let mut good = one(rest, allowed)?;
    while take(rest, "AND") {
        good &= one(rest, allowed)?;
    }
    Some(good)
}

/// A licence, with its exception if it has one, or an expression in brackets.
fn one(rest: &mut &[String], allowed: &impl Fn(&str) -> bool) -> Option<bool> {
    if take(rest, "(") {
        let good = either(rest, allowed)?;
        return take(rest, ")").then_some(good);
    }
    let (licence, after) = rest.split_first()?;
    *rest = after;
    if matches!(licence.as_str(), "AND" | "OR" | "WITH" | ")") {
        return None;
    }
    if !take(rest, "WITH") {
        return Some(allowed(licence));
    }
    let (exception, after) = rest.split_first()?;
    *rest = after;
    Some(allowed(&format!("{licence} WITH {exception}")))
}

fn take(rest: &mut &[String], word: &str) -> bool {
    match rest.split_first() {
        Some((first, after)) if first == word => {
            *rest = after;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::workspace::invented::{ours, outside};
    use super::*;

    #[test]
    fn expressions_are_read_as_spdx_says() {
        for (expression, good) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0-only", false),
            ("GPL-3.0-only OR MIT", true),
            ("GPL-3.0-only AND MIT", false),
            ("MIT OR GPL-3.0-only AND Apache-2.0", true),
            ("(MIT OR GPL-3.0-only) AND Unicode-3.0", true),
            ("(GPL-3.0-only OR LGPL-2.1-or-later) AND MIT", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", false),
            ("MIT OR", false),
            ("(MIT", false),
            ("", false),
            ("MIT MIT", false),
        ] {
            assert_eq!(permits(expression, "invented"), good, "{expression}");
        }
    }

    #[test]
    fn an_exception_holds_for_its_package_alone() {
        assert!(permits("MPL-2.0", "selectors"));
        assert!(!permits("MPL-2.0", "invented"));
    }

    #[test]
    fn a_licence_that_is_not_allowed_and_a_stale_exception_are_found() {
        let mut packages: Vec<_> =
            EXCEPTIONS.iter().map(|(name, licence)| outside(name, licence, "registry+default")).collect();
        assert_eq!(allowed(&Workspace { packages }), []);
        packages = vec![outside("invented", "AGPL-3.0-only", "registry+default")];
        assert_eq!(allowed(&Workspace { packages }).len(), 1 + EXCEPTIONS.len());
    }

    #[test]
    fn our_own_crates_carry_our_licence() {
        let mut package = ours("web", &[]);
        package.licence = None;
        assert!(
            allowed(&Workspace { packages: vec![package] })
                .iter()
                .any(|finding| finding.place == "web 0.1.0")
        );
    }

    #[test]
    fn git_and_second_registries_are_found() {
        let packages = vec![
            ours("web", &[]),
            outside("anyhow", "MIT", "registry+default"),
            outside("askama", "MIT", "git+elsewhere"),
            outside("axum", "MIT", "registry+elsewhere"),
        ];
        let found = sources(&Workspace { packages });
        assert_eq!(
            found.iter().map(|finding| finding.place.as_str()).collect::<Vec<_>>(),
            ["askama 0.1.0", "axum 0.1.0"]
        );
    }
}
