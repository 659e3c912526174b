//! Sizes: a file is one room. Past [`LIMIT`] lines it is two; the few that grew past it before they were split
//! are listed with their length, and may only shrink.

use super::Finding;
use super::source::File;

/// Lines that no Rust file may exceed.
const LIMIT: usize = 600;
/// Lines past which a file is named, to be thought about.
const LONG: usize = 400;

/// Files allowed to be longer, with the length they may not exceed.
const GRANTED: &[(&str, usize)] = &[];

/// Files past the limit, and grants that are not needed any more.
pub fn too_long(files: &[File]) -> Vec<Finding> {
    checked(files, GRANTED)
}

fn checked(files: &[File], granted: &[(&str, usize)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let lines = file.text.lines().count();
        let grant = granted.iter().find(|(path, _)| *path == file.path).map(|(_, lines)| *lines);
        if lines > grant.unwrap_or(LIMIT) {
            let most = grant.unwrap_or(LIMIT);
            findings
                .push(Finding::new(&file.path, format!("{lines} lines, at most {most}: split it by nouns")));
        }
        if grant.is_some() && lines <= LIMIT {
            findings
                .push(Finding::new(&file.path, "is short enough now: take it out of GRANTED in sizes.rs"));
        }
    }
    for (path, _) in granted {
        if !files.iter().any(|file| file.path == *path) {
            findings.push(Finding::new(*path, "is gone: take it out of GRANTED in sizes.rs"));
        }
    }
    findings
}

/// Files that are long, though not too long.
pub fn long(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| file.is_rust())
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| (LONG + 1..=LIMIT).contains(lines))
        .map(|(file, lines)| Finding::new(&file.path, format!("{lines} lines")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, lines: usize) -> File {
        File { path: path.to_owned(), text: "//\n".repeat(lines) }
    }

    #[test]
    fn a_file_past_the_limit_is_found_and_one_at_the_limit_is_not() {
        assert_eq!(too_long(&[file("a.rs", LIMIT)]), []);
        assert_eq!(too_long(&[file("a.rs", LIMIT + 1)]).len(), 1);
        assert_eq!(too_long(&[file("a.html", LIMIT + 1)]), []);
    }

    #[test]
    fn a_granted_file_may_only_shrink() {
        let granted = [("a.rs", 700)];
        assert_eq!(checked(&[file("a.rs", 700)], &granted), []);
        assert_eq!(checked(&[file("a.rs", 701)], &granted).len(), 1);
        assert_eq!(checked(&[file("a.rs", 500)], &granted).len(), 1);
        assert_eq!(checked(&[], &granted).len(), 1);
    }
}
