//! The checkpoint file: heads of the event chains, signed, outside the database, so that a cut tail shows.
//!
//! One line a head: `chain position hash sequence signature`. Copies of this file kept elsewhere show that its own tail was not
//! cut.

use crate::signed_lines::{SignedLines, Tail};
use anyhow::{Context, Result};
use app::{
    keys::Keys,
    ports::{Head, Store},
};
use std::{
    collections::HashMap,
    fs::File,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use uuid::Uuid;

/// What the first line's signature follows.
const FIRST: &str = "throughcare checkpoints 1";
/// Heads read from the database at once.
const PAGE: u32 = 5_000;

/// The file, and the keys that sign its lines.
pub struct Checkpoints {
    lines: SignedLines,
    /// Where the file ended when this process last wrote to it, so that it need not be read again each minute.
    end: Mutex<Option<End>>,
}

/// Where the file ends.
#[derive(Debug, Clone, PartialEq, Eq)]
struct End {
    tail: Tail,
    /// The highest sequence seen.
    sequence: i64,
}

/// What the file says: the last head of each chain, and where it ends.
pub struct Read {
    /// The last head of each chain.
    pub heads: Vec<Head>,
    /// Lines read.
    pub lines: u64,
    end: End,
}

impl Checkpoints {
    /// The file at `path`.
    pub fn new(path: PathBuf, keys: Keys) -> Self {
        Self { lines: SignedLines::new(path, keys, "checkpoint file", FIRST), end: Mutex::new(None) }
    }

    /// Reads the file and checks every signature; `None` when there is no file yet.
    ///
    /// # Errors
    /// A line whose signature fails, or that is no checkpoint: the error names it.
    pub fn read(&self) -> Result<Option<Read>> {
        self.lines.open()?.map(|file| self.read_from(&file)).transpose()
    }

    /// Appends the heads that changed since the last checkpoint; answers how many.
    pub async fn append(&self, store: &dyn Store) -> Result<u64> {
        // The lock is held while the heads are read, so that lines stand in the order of their sequences.
        let file = self.lines.locked()?;
        let mut end = self.end_of(&file)?;
        let mut count = 0;
        loop {
            let heads = store.heads_after(end.sequence, PAGE).await.context("the heads cannot be read")?;
            if heads.is_empty() {
                break;
            }
            self.lines.append(&file, heads.iter().map(body_of), &mut end.tail)?;
            let highest = heads.iter().map(|head| head.sequence).max();
            end.sequence = end.sequence.max(highest.unwrap_or_default());
            count += heads.len() as u64;
        }
        if count > 0 {
            file.sync_data().with_context(|| self.lines.name())?;
        }
        *self.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
        Ok(count)
    }

    fn end_of(&self, file: &File) -> Result<End> {
        let known = self.end.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some(end) if file.metadata()?.len() == end.tail.length => Ok(end),
            _ => Ok(self.read_from(file)?.end),
        }
    }

    fn read_from(&self, file: &File) -> Result<Read> {
        let mut last: HashMap<Uuid, Head> = HashMap::new();
        let (mut lines, mut sequence) = (0, 0);
        let tail = self.lines.each(file, |body| {
            let head = head_of(body)?;
            (lines, sequence) = (lines + 1, sequence.max(head.sequence));
            last.insert(head.chain, head);
            Some(())
        })?;
        Ok(Read { heads: last.into_values().collect(), lines, end: End { tail, sequence } })
    }
}

fn head_of(body: &str) -> Option<Head> {
    let mut parts = body.split(' ');
    let head = Head {
        chain: Uuid::parse_str(parts.next()?).ok()?,
        position: parts.next()?.parse().ok()?,
        hash: *blake3::Hash::from_hex(parts.next()?).ok()?.as_bytes(),
        sequence: parts.next()?.parse().ok()?,
    };
    parts.next().is_none().then_some(head)
}

fn body_of(head: &Head) -> String {
    let hash = blake3::Hash::from_bytes(head.hash).to_hex();
    format!("{} {} {hash} {}", head.chain, head.position, head.sequence)
}

/// Puts the checkpoint file aside, since the database is about to be replaced by one that it does not know.
///
/// Gives the new name; `None` when there was no file.
pub fn set_aside(path: &Path, mark: &str) -> Result<Option<PathBuf>> {
    let aside = crate::place::beside(path, &format!(".before-{mark}"));
    match std::fs::rename(path, &aside) {
        Ok(()) => Ok(Some(aside)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be set aside", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(keys: &Keys, before: &str, chain: u128, position: i64, sequence: i64) -> (String, String) {
        let head = Head { chain: Uuid::from_u128(chain), position, hash: [7; 32], sequence };
        let body = body_of(&head);
        let signature = keys.sign(&format!("{before} {body}"));
        (format!("{body} {signature}\n"), signature)
    }

    fn written(text: &str) -> (tempfile::TempDir, Checkpoints) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("heads.checkpoint");
        std::fs::write(&path, text).unwrap();
        (dir, Checkpoints::new(path, Keys::from_secret(&[1; 32])))
    }

    fn three() -> [String; 3] {
        let keys = Keys::from_secret(&[1; 32]);
        let (one, after_one) = line(&keys, FIRST, 1, 1, 1);
        let (two, after_two) = line(&keys, &after_one, 2, 1, 2);
        let (three, _) = line(&keys, &after_two, 1, 2, 3);
        [one, two, three]
    }

    #[test]
    fn the_last_head_of_each_chain_is_read_and_a_torn_line_is_not() {
        let (_dir, file) = written(&(three().concat() + "0000 torn"));
        let read = file.read().unwrap().unwrap();
        let mut heads: Vec<_> = read.heads.iter().map(|head| (head.chain.as_u128(), head.position)).collect();
        heads.sort_unstable();
        assert_eq!((heads, read.lines, read.end.sequence), (vec![(1, 2), (2, 1)], 3, 3));
        assert_eq!(read.end.tail.length, three().concat().len() as u64);
    }

    #[test]
    fn a_changed_line_a_missing_line_and_a_foreign_key_are_named() {
        let [one, two, three] = three();
        let changed = two.replacen(" 1 ", " 9 ", 1);
        for (text, line) in [
            (format!("{one}{changed}{three}"), "line 2"),
            (format!("{one}{three}"), "line 2"),
            (format!("{one}\n{two}"), "line 2"),
            (two.clone(), "line 1"),
        ] {
            let (_dir, file) = written(&text);
            let error = file.read().err().unwrap().to_string();
            assert!(error.contains(line), "{error}");
        }
        let (dir, _) = written(&one);
        let foreign = Checkpoints::new(dir.path().join("heads.checkpoint"), Keys::from_secret(&[2; 32]));
        assert!(foreign.read().is_err());
    }

    #[test]
    fn no_file_is_no_error() {
        let dir = tempfile::tempdir().unwrap();
        let file = Checkpoints::new(dir.path().join("none"), Keys::from_secret(&[1; 32]));
        assert!(file.read().unwrap().is_none());
    }

    proptest! {
        /// No text passes for a checkpoint, and a signed line with one letter changed does not either.
        #[test]
        fn what_was_not_signed_is_refused(text in "[ -~]{1,200}", at in any::<prop::sample::Index>(), letter in "[g-z]") {
            let (_dir, file) = written(&format!("{text}\n"));
            prop_assert!(file.read().is_err());
            let [line, ..] = three();
            let at = at.index(line.len() - 1);
            let changed = format!("{}{letter}{}", &line[..at], &line[at + 1..]);
            let (_dir, file) = written(&changed);
            prop_assert!(file.read().is_err());
        }
    }
}
