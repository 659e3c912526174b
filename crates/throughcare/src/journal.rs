//! The disposal journal: what was disposed of, signed, outside the database and its backups, so that a backup brings nobody back.
//!
//! One line a disposal: its JSON and a signature, which also covers the line before. Lines are only ever appended, under a lock, as
//! those of the checkpoint file. Whoever opens a database repeats in it what the journal tells and the database does not know.
//! A line names nobody: it holds numbers, days and kinds of record.

use anyhow::{Context, Result, bail};
use app::{App, keys::Keys, ports::Store, retention};
use domain::{ids::DisposalId, retention::Disposal};
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::BTreeSet,
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, ErrorKind, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::PathBuf,
};

/// What the first line's signature follows.
const FIRST: &str = "throughcare disposals 1";
/// Disposals read from the database at once.
const PAGE: u32 = 1_000;
/// What was decided so long before the last line is read again: writers commit in any order.
const AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// The file, and the keys that sign its lines.
pub struct Journal {
    path: PathBuf,
    keys: Keys,
}

/// What the file tells, and where it ends.
struct Read {
    disposals: Vec<Disposal>,
    length: u64,
    signature: String,
}

impl Journal {
    /// The file at `path`.
    pub const fn new(path: PathBuf, keys: Keys) -> Self {
        Self { path, keys }
    }

    /// What the file tells, each signature checked; nothing when there is no file.
    ///
    /// # Errors
    /// A line that was not signed by this installation: the error names it.
    pub fn read(&self) -> Result<Vec<Disposal>> {
        match File::open(&self.path) {
            Ok(file) => Ok(self.read_from(&file)?.disposals),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error).with_context(|| self.name()),
        }
    }

    /// Appends what the database carried out and the file does not tell; answers how many.
    pub async fn append(&self, store: &dyn Store) -> Result<u64> {
        // Without anything to write there is no file.
        if self.left_out(store, &self.read()?).await?.is_empty() {
            return Ok(0);
        }
        let mut file = self.locked()?;
        let mut read = self.read_from(&file)?;
        let new = self.left_out(store, &read.disposals).await?;
        let mut text = String::new();
        for body in new.iter().filter_map(retention::said) {
            let body = body.to_string();
            read.signature = self.sign(&read.signature, &body);
            text.extend([body.as_str(), " ", &read.signature, "\n"]);
        }
        // What a crash left of a last line goes.
        file.set_len(read.length).with_context(|| self.name())?;
        file.seek(SeekFrom::Start(read.length)).with_context(|| self.name())?;
        file.write_all(text.as_bytes()).with_context(|| self.name())?;
        file.sync_data().with_context(|| self.name())?;
        Ok(new.len() as u64)
    }

    /// Carries out in this database what the file tells and it does not know of; answers how many.
    pub async fn repeat(&self, app: &App) -> Result<u64> {
        let told = self.read()?;
        if told.is_empty() {
            return Ok(0);
        }
        retention::repeat(app, &told).await.map_err(crate::says::refused)
    }

    async fn left_out(&self, store: &dyn Store, told: &[Disposal]) -> Result<Vec<Disposal>> {
        let known: BTreeSet<DisposalId> = told.iter().map(|one| one.proposal.id).collect();
        let last = told.iter().filter_map(|one| one.decided).map(|stamp| stamp.at).max();
        let mut from =
            last.unwrap_or(Timestamp::UNIX_EPOCH).saturating_sub(AGAIN).unwrap_or(Timestamp::UNIX_EPOCH);
        let (mut after, mut found) = (None, Vec::new());
        let mut tx = store.read().await?;
        loop {
            let page = tx.carried_out(from, after, PAGE).await?;
            let Some(end) = page.last() else { break };
            (from, after) = (end.decided.map_or(from, |stamp| stamp.at), Some(end.proposal.id));
            found.extend(page.into_iter().filter(|one| !known.contains(&one.proposal.id)));
        }
        tx.end().await?;
        Ok(found)
    }

    fn read_from(&self, mut file: &File) -> Result<Read> {
        file.seek(SeekFrom::Start(0))?;
        let mut reader = BufReader::new(file);
        let mut read = Read { disposals: Vec::new(), length: 0, signature: FIRST.to_owned() };
        let (mut line, mut number) = (String::new(), 0_u64);
        loop {
            line.clear();
            let bytes = reader.read_line(&mut line).with_context(|| self.name())?;
            let Some(whole) = line.strip_suffix('\n') else { break };
            number += 1;
            let Some((disposal, signature)) = self.check(&read.signature, whole) else {
                bail!("{}, line {number}: not signed by this installation", self.name());
            };
            read.disposals.push(disposal);
            read.signature = signature;
            read.length += bytes as u64;
        }
        Ok(read)
    }

    fn check(&self, before: &str, line: &str) -> Option<(Disposal, String)> {
        let (body, signature) = line.rsplit_once(' ')?;
        if self.sign(before, body) != signature {
            return None;
        }
        let disposal = retention::told(&serde_json::from_str(body).ok()?)?;
        Some((disposal, signature.to_owned()))
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
        format!("disposal journal {}", self.path.display())
    }
}
