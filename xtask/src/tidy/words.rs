//! Words that must not be in the tree: unfinished work, ignored tests, names for people that the field has left
//! behind, secrets, somebody's own folders. And the words with which each module must open.

use super::Finding;
use super::source::File;

/// A word, where it may not be, and why.
struct Forbidden {
    word: &'static str,
    /// Whether a file falls under it.
    within: fn(&File) -> bool,
    why: &'static str,
}

const FORBIDDEN: [Forbidden; 15] = [
    Forbidden { word: "todo!(", within: File::is_rust, why: "finish it or leave it out" },
    Forbidden { word: "unimplemented!(", within: File::is_rust, why: "finish it or leave it out" },
    Forbidden { word: "dbg!(", within: File::is_rust, why: "use tracing, or take it out" },
    Forbidden { word: "TODO", within: written, why: "file it as an issue or do it" },
    Forbidden { word: "FIXME", within: written, why: "file it as an issue or do it" },
    Forbidden {
        word: "#[ignore",
        within: File::is_rust,
        why: "no test is ignored: mend it, or mark its target `test = false`",
    },
    Forbidden { word: "offender", within: seen_by_people, why: "write person on probation, or service user" },
    Forbidden { word: "Offender", within: seen_by_people, why: "write person on probation, or service user" },
    Forbidden {
        word: "style=\"",
        within: template,
        why: "the Content-Security-Policy refuses inline styles",
    },
    Forbidden {
        word: "PRIVATE KEY-----",
        within: any,
        why: "a secret: revoke it, then take it out of the history",
    },
    Forbidden {
        word: "AKIA",
        within: any,
        why: "looks like a cloud key: revoke it, then take it out of the history",
    },
    Forbidden {
        word: "ghp_",
        within: any,
        why: "looks like an access token: revoke it, then take it out of the history",
    },
    Forbidden { word: "/home/", within: any, why: "somebody's own folder: write it relative, or with $HOME" },
    Forbidden {
        word: "/Users/",
        within: any,
        why: "somebody's own folder: write it relative, or with $HOME",
    },
    Forbidden { word: "/root/", within: any, why: "somebody's own folder: write it relative, or with $HOME" },
];

/// The one file that must spell the words out.
const HERE: &str = "xtask/src/tidy/words.rs";

fn any(_: &File) -> bool {
    true
}

/// Program text, where unfinished work hides.
fn written(file: &File) -> bool {
    file.is_rust() || file.has_extension("html") || file.has_extension("sql") || file.has_extension("ftl")
}

fn template(file: &File) -> bool {
    file.path.starts_with("crates/web/templates/")
}

/// What a page shows is written in the templates, in `web`'s words and in the Fluent files.
fn seen_by_people(file: &File) -> bool {
    template(file) || file.path.starts_with("crates/web/src/") || file.has_extension("ftl")
}

/// Forbidden words, each with its line.
pub fn forbidden(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path != HERE) {
        for rule in FORBIDDEN.iter().filter(|rule| (rule.within)(file)) {
            for (number, line) in file.text.lines().enumerate() {
                if line.contains(rule.word) {
                    let place = format!("{}:{}", file.path, number + 1);
                    findings.push(Finding::new(place, format!("`{}`: {}", rule.word, rule.why)));
                }
            }
        }
    }
    findings
}

/// Each module opens by saying what it is for.
pub fn openings(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| file.is_rust() && file.path.contains("/src/"))
        .filter(|file| !file.text.lines().any(|line| line.starts_with("//!")) || !opens_well(&file.text))
        .map(|file| {
            Finding::new(&file.path, "open with `//!`: what it is for, what holds, what it does not do")
        })
        .collect()
}

/// Nothing but attributes of the whole file stands before the opening.
fn opens_well(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("#!["));
    first.is_some_and(|line| line.starts_with("//!"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn each_forbidden_word_is_found_where_it_is_forbidden() {
        for rule in &FORBIDDEN {
            let places = ["crates/web/templates/a.html", "crates/web/src/a.rs"];
            let files: Vec<File> =
                places.iter().map(|path| file(path, &format!("fine\nx {} y", rule.word))).collect();
            let found = forbidden(&files);
            assert!(found.iter().any(|finding| finding.place.ends_with(":2")), "{}", rule.word);
        }
    }

    #[test]
    fn a_word_is_left_alone_where_it_does_no_harm() {
        assert_eq!(forbidden(&[file("docs/words.md", "We never write offender. TODO lists are pages.")]), []);
    }

    #[test]
    fn a_module_without_an_opening_is_found() {
        assert_eq!(openings(&[file("crates/web/src/a.rs", "//! What it is for.\nuse std;\n")]), []);
        assert_eq!(openings(&[file("crates/web/src/a.rs", "#![allow(x)]\n\n//! What it is for.\n")]), []);
        assert_eq!(openings(&[file("crates/web/src/a.rs", "use std;\n//! Late.\n")]).len(), 1);
        assert_eq!(openings(&[file("crates/web/tests/it/main.rs", "use std;\n")]), []);
    }
}
