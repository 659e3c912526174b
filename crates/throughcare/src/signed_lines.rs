//! A file of signed lines, outside the database: what the database says is held against it.
//!
//! Each line is a body and a signature, which also covers the signature before, so that no line can be taken out of the middle.
//! Lines are only ever appended, under a lock, so that several processes may do so. A last line without its end was cut short by
//! a crash; whoever appends next drops it.

use anyhow::{Context, Result, bail};
use app::keys::Keys;
use std::{
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, ErrorKind, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::PathBuf,
};

/// The file, and the keys that sign its lines.
pub struct SignedLines {
    path: PathBuf,
    keys: Keys,
    what: &'static str,
    first: &'static str,
}

/// Where the file ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    /// Bytes up to the end of the last whole line.
    pub length: u64,
    /// The last line's signature.
    signature: String,
}

impl SignedLines {
    /// The file at `path`, which errors call `what`; its first signature follows `first`.
    pub const fn new(path: PathBuf, keys: Keys, what: &'static str, first: &'static str) -> Self {
        Self { path, keys, what, first }
    }

    /// What errors call the file.
    pub fn name(&self) -> String {
        format!("{} {}", self.what, self.path.display())
    }

    /// Opens the file to read; `None` when there is none.
    pub fn open(&self) -> Result<Option<File>> {
        match File::open(&self.path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| self.name()),
        }
    }

    /// Opens the file to append, or makes it, for its owner's eyes only; others wait until it is closed.
    pub fn locked(&self) -> Result<File> {
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

    /// Reads the body of each line, in order; answers where the file ends.
    ///
    /// # Errors
    /// A line whose signature fails, or that `read` does not understand: the error names it.
    pub fn each(&self, mut file: &File, mut read: impl FnMut(&str) -> Option<()>) -> Result<Tail> {
        file.seek(SeekFrom::Start(0)).with_context(|| self.name())?;
        let mut reader = BufReader::with_capacity(64 * 1024, file);
        let mut tail = Tail { length: 0, signature: self.first.to_owned() };
        let (mut line, mut number) = (String::new(), 0_u64);
        loop {
            line.clear();
            let bytes = reader.read_line(&mut line).with_context(|| self.name())?;
            // The end, or a line cut short by a crash.
            let Some(whole) = line.strip_suffix('\n') else { break };
            number += 1;
            let signed = whole.rsplit_once(' ').filter(|(body, by)| self.sign(&tail.signature, body) == *by);
            let Some((_, signature)) = signed.filter(|(body, _)| read(body).is_some()) else {
                bail!("{}, line {number}: not signed by this installation", self.name());
            };
            signature.clone_into(&mut tail.signature);
            tail.length += bytes as u64;
        }
        Ok(tail)
    }

    /// Appends a line for each body, after the tail, which it moves on; whoever calls has the lock and sees to the disk.
    pub fn append(
        &self,
        mut file: &File,
        bodies: impl Iterator<Item = String>,
        tail: &mut Tail,
    ) -> Result<()> {
        let (mut text, mut signature) = (String::new(), tail.signature.clone());
        for body in bodies {
            signature = self.sign(&signature, &body);
            text.extend([body.as_str(), " ", &signature, "\n"]);
        }
        // What a crash left of a last line goes.
        file.set_len(tail.length)
            .and_then(|()| file.seek(SeekFrom::Start(tail.length)))
            .and_then(|_| file.write_all(text.as_bytes()))
            .with_context(|| self.name())?;
        *tail = Tail { length: tail.length + text.len() as u64, signature };
        Ok(())
    }

    fn sign(&self, before: &str, body: &str) -> String {
        self.keys.sign(&format!("{before} {body}"))
    }
}
