//! The checkpoint file: heads of the event chains, signed, outside the database, so that a cut tail shows.
//!
//! One line a head: `chain position hash sequence signature`. Each signature also covers the one before it, so that no line
//! can be taken out of the middle. Lines are only ever appended, under a lock, so that two processes may do so. A last line
//! without its end was cut short by a crash; it is dropped by whoever appends next. Copies of this file kept elsewhere show
//! that its own tail was not cut.

use anyhow::{Context, Result, bail};
use app::{
    keys::Keys,
    ports::{Head, Store},
};
use std::{
    collections::HashMap,
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, ErrorKind, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use uuid::Uuid;

/// What the first line's signature follows.
const FIRST: &str = "throughcare checkpoints 1";
/// Heads read from the database at once.
const PAGE: u32 = 5_000;
/// About the length of a line, in bytes.
const LINE: usize = 200;

/// The file, and the keys that sign its lines.
pub struct Checkpoints {
    path: PathBuf,
    keys: Keys,
    /// Where the file ended when this process last wrote to it, so that it need not be read again each minute.
    end: Mutex<Option<End>>,
}

/// Where the file ends.
#[derive(Debug, Clone, PartialEq, Eq)]
struct End {
    /// Bytes up to the end of the last whole line.
    length: u64,
    /// The highest sequence seen.
    sequence: i64,
    /// The last line's signature.
    signature: String,
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
        Self { path, keys, end: Mutex::new(None) }
    }

    /// Reads the file and checks every signature; `None` when there is no file yet.
    ///
    /// # Errors
    /// A line whose signature fails, or that is no checkpoint: the error names it.
    pub fn read(&self) -> Result<Option<Read>> {
        match File::open(&self.path) {
            Ok(file) => self.read_from(&file).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| self.name()),
        }
    }

    /// Appends the heads that changed since the last checkpoint; answers how many.
    pub async fn append(&self, store: &dyn Store) -> Result<u64> {
        // The lock is held while the heads are read, so that lines stand in the order of their sequences.
        let file = self.locked()?;
        let mut end = self.end_of(&file)?;
        let mut count = 0;
        loop {
            let heads = store.heads_after(end.sequence, PAGE).await.context("the heads cannot be read")?;
            if heads.is_empty() {
                break;
            }
            self.write(&file, &heads, &mut end).with_context(|| self.name())?;
            count += heads.len() as u64;
        }
        if count > 0 {
            file.sync_data().with_context(|| self.name())?;
        }
        *self.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
        Ok(count)
    }

    fn end_of(&self, file: &File) -> Result<End> {
        let known = self.end.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some(end) if file.metadata()?.len() == end.length => Ok(end),
            _ => Ok(self.read_from(file)?.end),
        }
    }

    fn write(&self, mut file: &File, heads: &[Head], end: &mut End) -> std::io::Result<()> {
        let mut text = String::with_capacity(heads.len() * LINE);
        for head in heads {
            let body = body_of(head);
            end.signature = self.sign(&end.signature, &body);
            end.sequence = end.sequence.max(head.sequence);
            text.extend([body.as_str(), " ", &end.signature, "\n"]);
        }
        file.set_len(end.length)?; // What a crash left of a last line goes.
        file.seek(SeekFrom::Start(end.length))?;
        file.write_all(text.as_bytes())?;
        end.length += text.len() as u64;
        Ok(())
    }

    fn read_from(&self, mut file: &File) -> Result<Read> {
        file.seek(SeekFrom::Start(0))?;
        let mut reader = BufReader::with_capacity(64 * 1024, file);
        let end = End { length: 0, sequence: 0, signature: FIRST.to_owned() };
        let mut read = Read { heads: Vec::new(), lines: 0, end };
        let mut last: HashMap<Uuid, Head> = HashMap::new();
        let mut line = String::with_capacity(LINE);
        loop {
            line.clear();
            let bytes = reader.read_line(&mut line).with_context(|| self.name())?;
            let Some(whole) = line.strip_suffix('\n') else { break }; // The end, or a line cut short by a crash.
            read.lines += 1;
            let checked = self.check(&read.end.signature, whole);
            let Some((head, signature)) = checked else {
                bail!("{}, line {}: not signed by this installation", self.name(), read.lines);
            };
            read.end.sequence = read.end.sequence.max(head.sequence);
            read.end.signature = signature;
            read.end.length += bytes as u64;
            last.insert(head.chain, head);
        }
        read.heads = last.into_values().collect();
        Ok(read)
    }

    /// The head and signature of a line, if the signature fits.
    fn check(&self, before: &str, line: &str) -> Option<(Head, String)> {
        let (body, signature) = line.rsplit_once(' ')?;
        if self.sign(before, body) != signature {
            return None;
        }
        let mut parts = body.split(' ');
        let head = Head {
            chain: Uuid::parse_str(parts.next()?).ok()?,
            position: parts.next()?.parse().ok()?,
            hash: *blake3::Hash::from_hex(parts.next()?).ok()?.as_bytes(),
            sequence: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then(|| (head, signature.to_owned()))
    }

    fn sign(&self, before: &str, body: &str) -> String {
        self.keys.sign(&format!("{before} {body}"))
    }

    fn locked(&self) -> Result<File> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .mode(0o600)
            .open(&self.path)
            .with_context(|| self.name())?;
        file.lock().with_context(|| self.name())?;
        Ok(file)
    }

    fn name(&self) -> String {
        format!("checkpoint file {}", self.path.display())
    }
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
        assert_eq!(read.end.length, three().concat().len() as u64);
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
