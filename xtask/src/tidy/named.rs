//! Tests that a document names: each must be there.

use super::Finding;
use super::source::File;
use std::collections::BTreeSet;

/// The document whose tests are looked for.
const DOCUMENT: &str = "docs/threat-model.md";

/// Names in backticks that no test bears, in the rows of the document's tables.
pub fn missing(files: &[File]) -> Vec<Finding> {
    let tests: BTreeSet<&str> = files.iter().filter(|file| file.is_rust()).flat_map(functions).collect();
    let documents = files.iter().filter(|file| file.path == DOCUMENT);
    documents.flat_map(|file| unknown(file, &tests)).collect()
}

fn unknown(file: &File, tests: &BTreeSet<&str>) -> Vec<Finding> {
    let rows = file.text.lines().enumerate().filter(|(_, line)| line.starts_with('|'));
    rows.flat_map(|(at, line)| line.split('`').skip(1).step_by(2).map(move |name| (at + 1, name)))
        .filter(|(_, name)| !tests.contains(name))
        .map(|(line, name)| {
            Finding::new(
                format!("{}:{line}", file.path),
                format!("no test is called {name}: name the one that is"),
            )
        })
        .collect()
}

/// The names of a file's functions.
fn functions(file: &File) -> impl Iterator<Item = &str> {
    file.text.lines().filter_map(|line| {
        let (_, rest) = line.split_once("fn ")?;
        rest.split(['(', '<']).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_name_without_a_test_is_found_with_its_line() {
        let files = [
            file(DOCUMENT, "# Threats, `not_in_a_row`\n| tried | stops | `there`, `gone` |\n"),
            file("crates/a/tests/it.rs", "#[tokio::test]\nasync fn there() {\n"),
        ];
        let said: Vec<_> = missing(&files).into_iter().map(|one| (one.place, one.says)).collect();
        let expected = "no test is called gone: name the one that is";
        assert_eq!(said, [("docs/threat-model.md:2".to_owned(), expected.to_owned())]);
    }
}
