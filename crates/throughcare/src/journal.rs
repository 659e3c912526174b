//! The disposal journal: what was disposed of, signed, outside the database and its backups, so that a backup brings nobody back.
//!
//! One line a disposal: its JSON and a signature. Whoever opens a database repeats in it what the journal tells and the database does not know.
//! A line names nobody: it holds numbers, days and kinds of record.

use crate::signed_lines::{SignedLines, Tail};
use anyhow::{Context, Result};
use app::{App, keys::Keys, ports::Store, retention};
use domain::{ids::DisposalId, retention::Disposal};
use jiff::{SignedDuration, Timestamp};
use std::{collections::BTreeSet, fs::File, path::PathBuf};

/// What the first line's signature follows.
const FIRST: &str = "throughcare disposals 1";
/// Disposals read from the database at once.
const PAGE: u32 = 1_000;
/// What was decided so long before the last line is read again: writers commit in any order.
const AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// The file.
pub struct Journal {
    lines: SignedLines,
}

impl Journal {
    /// The file at `path`.
    pub const fn new(path: PathBuf, keys: Keys) -> Self {
        Self { lines: SignedLines::new(path, keys, "disposal journal", FIRST) }
    }

    /// What the file tells, each signature checked; nothing when there is no file.
    ///
    /// # Errors
    /// A line that was not signed by this installation: the error names it.
    pub fn read(&self) -> Result<Vec<Disposal>> {
        let read = self.lines.open()?.map(|file| self.read_from(&file)).transpose()?;
        Ok(read.map(|(disposals, _)| disposals).unwrap_or_default())
    }

    /// Appends what the database carried out and the file does not tell; answers how many.
    pub async fn append(&self, store: &dyn Store) -> Result<u64> {
        // Without anything to write there is no file.
        if self.left_out(store, &self.read()?).await?.is_empty() {
            return Ok(0);
        }
        let file = self.lines.locked()?;
        let (told, mut tail) = self.read_from(&file)?;
        let new = self.left_out(store, &told).await?;
        let bodies = new.iter().filter_map(retention::said).map(|body| body.to_string());
        self.lines.append(&file, bodies, &mut tail)?;
        file.sync_data().with_context(|| self.lines.name())?;
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

    fn read_from(&self, file: &File) -> Result<(Vec<Disposal>, Tail)> {
        let mut disposals = Vec::new();
        let tail = self.lines.each(file, |body| {
            disposals.push(retention::told(&serde_json::from_str(body).ok()?)?);
            Some(())
        })?;
        Ok((disposals, tail))
    }
}
