//! Every `throughcare` command that the documents print is run, page by page from top to bottom, in a folder of its own.
//!
//! A block is left out only under a comment that says why: `<!-- not run: REASON -->`. Servers run until they are ready.
//! Demonstrations are filled with a dozen people where the page names no number, and listen on a free port.

use super::program::{Place, Server};
use std::path::{Path, PathBuf};

/// One command line of a page.
#[derive(Debug, PartialEq, Eq)]
struct Printed {
    line: usize,
    words: Vec<String>,
}

#[test]
fn documents_print_commands_that_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut count = 0;
    for page in pages(&root) {
        let text = std::fs::read_to_string(&page).unwrap();
        let place = Place::new();
        for command in commands(&text) {
            run(&place, &page, &command);
            count += 1;
        }
    }
    assert!(count >= 20, "only {count} commands were found");
}

fn pages(root: &Path) -> Vec<PathBuf> {
    let markdown = |dir: PathBuf| {
        std::fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
    };
    let mut pages: Vec<PathBuf> = markdown(root.to_owned()).chain(markdown(root.join("docs"))).collect();
    pages.sort();
    pages
}

/// The commands of all fenced blocks, without those that a comment leaves out.
fn commands(text: &str) -> Vec<Printed> {
    let mut found = Vec::new();
    let (mut fenced, mut left_out) = (false, false);
    for (line, text) in (1..).zip(text.lines()) {
        if text.starts_with("```") {
            left_out &= !fenced; // The end of a block ends its being left out.
            fenced = !fenced;
        } else if text.starts_with("<!-- not run: ") {
            assert!(text.len() > 24, "line {line}: say why it is not run");
            left_out = true;
        } else if fenced && !left_out {
            let typed = text.strip_prefix("$ ").unwrap_or(text);
            let words = words(typed);
            let typeable = |word: &String| word.starts_with(|c: char| c == '-' || c.is_ascii_lowercase());
            // A drawing may begin with the word, too.
            if words.first().is_some_and(|word| word == "throughcare") && words.get(1).is_none_or(typeable) {
                found.push(Printed { line, words: words[1..].to_vec() });
            }
        }
    }
    found
}

/// The words of a command as a shell reads them: quotes keep blanks together, `#` begins a remark.
fn words(typed: &str) -> Vec<String> {
    let (mut words, mut quoted) = (Vec::new(), false);
    let mut word: Option<String> = None;
    for letter in typed.chars() {
        match letter {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            '#' if !quoted && word.is_none() => break,
            letter => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

fn run(place: &Place, page: &Path, printed: &Printed) {
    let mut words: Vec<&str> = printed.words.iter().map(String::as_str).collect();
    let first = words.iter().find(|word| !word.starts_with('-')).copied();
    let demonstrates =
        first.is_none_or(|word| word == "demo") && !words.iter().any(|w| ["code", "accounts"].contains(w));
    if demonstrates && !words.contains(&"--people") {
        if first.is_none() {
            words.insert(0, "demo");
        }
        words.extend(["--people", "12"]);
    }
    if demonstrates || first == Some("serve") {
        if let Some(at) = words.iter().position(|word| *word == "--listen") {
            words[at + 1] = "127.0.0.1:0";
        } else {
            words.extend(["--listen", "127.0.0.1:0"]);
        }
        Server::start(place.command(&words)).stop();
        return;
    }
    let ran = place.run(&words);
    assert_eq!(
        ran.code,
        0,
        "{}, line {}: throughcare {}\n{}\n{}",
        page.display(),
        printed.line,
        printed.words.join(" "),
        ran.out,
        ran.err
    );
}

#[test]
fn documents_blocks_are_read_as_a_shell_reads_them() {
    let text = "```console\n$ throughcare install --name \"A B\"  # once\nls\n```\n\
                <!-- not run: needs a server of its own -->\n```\nthroughcare serve\n```\n\
                throughcare prose\n```\nthroughcare ──┬── web\nthroughcare\n```\n";
    let found: Vec<Vec<String>> = commands(text).into_iter().map(|command| command.words).collect();
    assert_eq!(found, [vec!["install".to_owned(), "--name".into(), "A B".into()], vec![]]);
}
