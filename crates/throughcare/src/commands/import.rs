//! `throughcare import`: what other systems send, loaded as a named account.

use crate::{
    acting::{account, opened},
    command_line::Import,
    commands::Outcome,
    printing::{say, tell},
    says::refused,
    settings::Settings,
};
use anyhow::{Context, Result};
use app::{
    court::{self, LoadList, Loaded},
    ports::Tally,
};
use domain::{hearing::Trigger, text::Line};
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    fs::File,
    io::{IsTerminal, stderr},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// Rows after which a plain line of progress is written.
const LINES: u64 = 10_000;

/// Loads lists.
pub async fn run(settings: &Settings, import: Import) -> Result<Outcome> {
    let Import::CourtList { files, trigger, email } = import;
    opened(settings, async |opened| {
        let signed = account(&opened.app, &email).await?;
        let mut outcome = Outcome::Well;
        for path in &files {
            let loaded = one(&opened.app, &signed.viewer, path, trigger).await?;
            tell_of(path, &loaded);
            if !loaded.line.complete {
                outcome = Outcome::Found;
            }
        }
        Ok(outcome)
    })
    .await
}

async fn one(app: &app::App, viewer: &gate::Viewer, path: &PathBuf, trigger: Trigger) -> Result<Loaded> {
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let size = file.metadata().map_or(0, |meta| meta.len());
    let name = path.file_name().and_then(|name| Line::new(&name.to_string_lossy()).ok());
    let progress = Progress::new(path, size);
    let input = Counting { file, bar: progress.bar.clone() };
    let command = LoadList { trigger, file: name };
    let said = |tally: &Tally| progress.say(tally);
    let loaded = court::load(app, viewer, command, Box::new(input), None, &said).await.map_err(refused)?;
    progress.end();
    Ok(loaded)
}

/// What came of one file: the counts on standard output, what could not be read on standard error.
fn tell_of(path: &Path, loaded: &Loaded) {
    let tally = &loaded.line.tally;
    let source = loaded.line.source.map_or("not recognised", domain::hearing::Source::words);
    say!(
        "{}: {source}; {} rows: {} added, {} changed, {} as before, {} told by another list before, {} no longer listed; \
         {} attached; {} set aside; {} faults",
        path.display(),
        tally.rows,
        tally.added,
        tally.changed,
        tally.same,
        tally.joined,
        tally.gone,
        tally.attached,
        tally.set_aside,
        tally.faults,
    );
    for fault in &loaded.faults {
        let field = fault.field.as_ref().map(|field| format!(" [{field}]")).unwrap_or_default();
        tell!("  {}{field}: {}", fault.place, fault.reason);
    }
    let told = u64::try_from(loaded.faults.len()).unwrap_or(u64::MAX);
    if tally.faults > told {
        tell!("  and {} more, which the page of this loading tells", tally.faults - told);
    }
    if !loaded.line.complete {
        tell!(
            "  The file was not read to its end: what was read is loaded, and nothing was marked as no longer listed."
        );
    }
}

/// How far one file has come: a bar on a terminal, a line now and then elsewhere.
struct Progress {
    bar: Option<ProgressBar>,
    name: String,
    said: AtomicU64,
}

impl Progress {
    fn new(path: &Path, size: u64) -> Self {
        let bar = stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(size);
            if let Ok(style) =
                ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}  {msg}  {eta} left")
            {
                bar.set_style(style);
            }
            bar
        });
        Self { bar, name: path.display().to_string(), said: AtomicU64::new(0) }
    }

    fn say(&self, tally: &Tally) {
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{} rows", tally.rows));
        } else {
            let before = self.said.swap(tally.rows / LINES, Ordering::Relaxed);
            if tally.rows / LINES != before {
                tell!("{}: {} rows", self.name, tally.rows);
            }
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// A file that moves the bar as it is read.
struct Counting {
    file: File,
    bar: Option<ProgressBar>,
}

impl std::io::Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        if let Some(bar) = &self.bar {
            bar.inc(u64::try_from(read).unwrap_or(0));
        }
        Ok(read)
    }
}
