//! The records that a command is asked to link, from their files.

use crate::{command_line::LinkRecords, printing::tell};
use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use linkage::{Layout, Records, Source};
use std::{
    fs::File,
    io::{BufReader, IsTerminal, stderr},
    path::Path,
};

/// Reads the records; `label` is a column that says whose each is, and is never compared.
pub fn read(asked: &LinkRecords, label: Option<&str>) -> Result<Records> {
    let mut layout = Layout::default();
    for said in &asked.map {
        layout.map(said)?;
    }
    if let Some(id) = &asked.id {
        layout.id(id);
    }
    for column in &asked.ignore {
        layout.leave_out(column);
    }
    if let Some(label) = label {
        layout.label(label);
    }
    let bar = bar(asked)?;
    let sources = asked.input.iter().map(|path| source(path, &bar)).collect::<Result<Vec<_>>>()?;
    let rows = std::cell::Cell::new(0_u64);
    let records = Records::read(sources, &layout, &|more| {
        rows.set(rows.get() + more);
        bar.set_message(format!("{} rows", rows.get()));
    })?;
    bar.finish_and_clear();
    if records.table.is_empty() {
        bail!("there are no records: a header stands alone in what was read");
    }
    let columns: Vec<&str> = records.table.columns().iter().map(|column| column.name.as_str()).collect();
    tell!("Read {} records; compared by {}", records.table.len(), columns.join(", "));
    Ok(records)
}

/// Whether a file is Parquet, by its name.
pub fn is_parquet(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"))
}

/// How much of the comma separated files is read; of Parquet only the rows are told.
fn bar(asked: &LinkRecords) -> Result<ProgressBar> {
    let streams = asked.input.iter().filter(|path| !is_parquet(path));
    let sizes = streams.map(|path| {
        let size = std::fs::metadata(path).map(|meta| meta.len());
        size.with_context(|| format!("{} cannot be read", path.display()))
    });
    let size = sizes.sum::<Result<u64>>()?;
    let (bar, style) = if size > 0 {
        (ProgressBar::new(size), "Reading {bar:30} {bytes_per_sec}, {eta} left; {msg}")
    } else {
        (ProgressBar::new_spinner(), "Reading {msg}")
    };
    if !stderr().is_terminal() {
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    bar.set_style(ProgressStyle::with_template(style)?);
    Ok(bar)
}

/// A file to read, by its name comma separated or Parquet; `bar` is told how far it is read.
pub fn source<'a>(path: &Path, bar: &ProgressBar) -> Result<Source<'a>> {
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let name = path.display().to_string();
    if is_parquet(path) {
        return Ok(Source::parquet(name, file));
    }
    Ok(Source::csv(name, bar.wrap_read(BufReader::with_capacity(1 << 20, file))))
}
