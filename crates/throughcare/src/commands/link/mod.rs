//! `throughcare link`: records of the same person, found in files. It needs no installation, and keeps nothing.

mod account;
mod written;

use crate::{
    command_line::{Link, LinkCommand, LinkExplain, LinkFor, LinkJob, LinkPreset, LinkRecords, LinkTraining},
    commands::Outcome,
    printing::{say, tell},
};
use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use linkage::{
    Layout, Linker, Model, Preset, Records, Resolution, Source, Training, TrainingReport,
    splink::{self, Dialect, Version},
};
use std::{
    fs::File,
    io::{BufReader, BufWriter, IsTerminal, Write as _, stderr},
    path::PathBuf,
    time::Duration,
};
use tokio::signal::unix::{SignalKind, signal};
use written::Written;

/// What the shell is told of a command that was broken off.
const BROKEN_OFF: i32 = 130;

/// Links, on threads of its own. Broken off, it leaves no half file behind.
pub async fn run(link: Link) -> Result<Outcome> {
    // Listened for before anything is begun, so that none comes too early.
    let mut broken_off = signal(SignalKind::interrupt())?;
    let working = tokio::task::spawn_blocking(move || match link.command {
        None => all(&link.job),
        Some(LinkCommand::Explain(explain)) => account_of(&explain),
        Some(LinkCommand::Train(training)) => learnt(&training),
    });
    tokio::select! {
        done = working => done.context("the matcher has stopped")?,
        _ = broken_off.recv() => {
            written::take_back();
            tell!("Broken off; no file was written.");
            // The matcher's threads are in the middle of something, and are not waited for.
            std::process::exit(BROKEN_OFF)
        }
    }
}

/// Pairs, and clusters where they are wanted.
fn all(job: &LinkJob) -> Result<Outcome> {
    if !job.threshold.is_finite() {
        bail!("--threshold is a match weight, for example 0 or 7.5");
    }
    each_its_own(job)?;
    let records = read(&job.records)?;
    let linker = at_work(&job.records, &records)?;
    let step = Step::begin("Scoring pairs");
    let found = linker.pairs(job.threshold);
    step.end(&format!("{} pairs scored", found.scored));
    let left = found.report.left_out.iter().fold((0, 0), |all, one| (all.0 + one.blocks, all.1 + one.pairs));
    if left.1 > 0 {
        tell!(
            "Not looked at by the looser rules: {} pairs, of {} values that too many share",
            left.1,
            left.0
        );
    }
    let step = Step::begin("Resolving clusters");
    let resolution = Resolution { link: job.threshold, join: job.threshold, ..Resolution::default() };
    let clusters = linker.clusters(&found, &resolution);
    step.end(&format!("{} links refused as weak bridges", clusters.refused.len()));
    let output = job.output.as_ref().context("say with --output where the pairs go")?;
    let pairs = Written::begin(output)?;
    let pairs = pairs.fill(|out| records.write_pairs(&clusters.pairs, out))?;
    let people = match &job.clusters {
        Some(path) => Some(Written::begin(path)?.fill(|out| records.write_clusters(&clusters.of, out))?),
        None => None,
    };
    pairs.keep()?;
    if let Some(people) = people {
        people.keep()?;
    }
    let mut names = clusters.of.clone();
    names.sort_unstable();
    names.dedup();
    say!("{} records, {} pairs, {} people", records.table.len(), clusters.pairs.len(), names.len());
    Ok(Outcome::Well)
}

/// What is written never takes the place of what is read, nor of what else is written.
fn each_its_own(job: &LinkJob) -> Result<()> {
    let place = |path: &PathBuf| std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    let written: Vec<PathBuf> = job.output.iter().chain(&job.clusters).map(place).collect();
    let read: Vec<PathBuf> = job.records.input.iter().chain(&job.records.settings).map(place).collect();
    if let Some(both) = written.iter().find(|path| read.contains(path)) {
        bail!("{} is read, and would be overwritten: name another file to write", both.display());
    }
    if let [pairs, people] = written.as_slice()
        && pairs == people
    {
        bail!("--output and --clusters name the same file: give each its own");
    }
    Ok(())
}

/// Why two records score as they do.
fn account_of(explain: &LinkExplain) -> Result<Outcome> {
    let records = read(&explain.records)?;
    let left = one(&records, &explain.left, None)?;
    let right = one(&records, &explain.right, Some(left))?;
    let linker = at_work(&explain.records, &records)?;
    let told = linker.explain(left, right).context("the records are not there")?;
    account::say_it(&told);
    Ok(Outcome::Well)
}

/// What was learnt, level by level, and as a model for Splink where one is wanted.
fn learnt(training: &LinkTraining) -> Result<Outcome> {
    let records = read(&training.records)?;
    let model = begun(&training.records, &records)?;
    let (linker, report) = learn(&training.records, &records, model)?;
    account::say_model(linker.model());
    if let Some(path) = &training.output {
        let (version, dialect) = match training.version {
            LinkFor::Splink4 => (Version::Four, Dialect::DuckDb),
            LinkFor::Splink5 => (Version::Five, Dialect::DuckDb),
            LinkFor::Splink4Spark => (Version::Four, Dialect::Spark),
            LinkFor::Splink5Spark => (Version::Five, Dialect::Spark),
        };
        let portable = splink::portable(linker.model());
        let settings = splink::write(&portable.model, version, dialect)?;
        let written =
            Written::begin(path)?.fill(|mut out| out.write_all(settings.as_bytes()).map(|()| out))?;
        written.keep()?;
        for lost in &portable.lost {
            tell!("Splink cannot say, and so it was left out: {lost}");
        }
    }
    Ok(if report.converged { Outcome::Well } else { Outcome::Found })
}

/// The row that has this id; where both files have it, the one that is not `other`.
fn one(records: &Records, id: &str, other: Option<u32>) -> Result<u32> {
    let rows = records.rows(id);
    let mut left = rows.iter().copied().filter(|row| Some(*row) != other);
    left.next().with_context(|| format!("no record has the id {id}"))
}

fn read(asked: &LinkRecords) -> Result<Records> {
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

fn bar(asked: &LinkRecords) -> Result<ProgressBar> {
    let sizes = asked.input.iter().map(|path| {
        let size = std::fs::metadata(path).map(|meta| meta.len());
        size.with_context(|| format!("{} cannot be read", path.display()))
    });
    let bar = ProgressBar::new(sizes.sum::<Result<u64>>()?);
    if !stderr().is_terminal() {
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    let style = "Reading {bar:30} {bytes_per_sec}, {eta} left; {msg}";
    bar.set_style(ProgressStyle::with_template(style)?);
    Ok(bar)
}

fn source<'a>(path: &PathBuf, bar: &ProgressBar) -> Result<Source<'a>> {
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let bytes = Box::new(bar.wrap_read(BufReader::with_capacity(1 << 20, file)));
    Ok(Source { name: path.display().to_string(), bytes })
}

/// The model at work: one that was trained elsewhere as it is, the preset with what it learns from the records.
fn at_work<'a>(asked: &LinkRecords, records: &'a Records) -> Result<Linker<'a>> {
    let model = begun(asked, records)?;
    if asked.settings.is_none() {
        return Ok(learn(asked, records, model)?.0);
    }
    let linker = Linker::new(&records.table, &model)?;
    Ok(if between(asked) { linker.between_sources() } else { linker })
}

/// The model to begin with.
fn begun(asked: &LinkRecords, records: &Records) -> Result<Model> {
    let Some(path) = &asked.settings else {
        return Ok(match asked.preset {
            LinkPreset::PeopleUk => Preset::people().model(&records.table),
        });
    };
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    splink::read(&text).with_context(|| format!("{} cannot be used", path.display()))
}

/// Of several files each is taken to hold nobody twice, unless it is said that they do.
fn between(asked: &LinkRecords) -> bool {
    asked.input.len() > 1 && !asked.within
}

fn learn<'a>(
    asked: &LinkRecords,
    records: &'a Records,
    model: Model,
) -> Result<(Linker<'a>, TrainingReport)> {
    let step = Step::begin("Learning from the records");
    let training = Training { between_sources: between(asked), ..Training::default() };
    let (linker, report) = Linker::trained(&records.table, model, &training)?;
    step.end("");
    tell_of(&report);
    Ok((linker, report))
}

fn tell_of(report: &TrainingReport) {
    let ended = if report.converged { "settled" } else { "had not settled" };
    tell!(
        "Learnt from {} pairs in {} rounds; the numbers {ended} (last change {:.5})",
        report.pairs,
        report.rounds,
        report.last_change
    );
}

/// A part of the work of which nobody knows how long it takes.
struct Step {
    bar: ProgressBar,
    name: &'static str,
}

impl Step {
    fn begin(name: &'static str) -> Self {
        let bar = ProgressBar::new_spinner();
        if stderr().is_terminal() {
            bar.set_message(name);
            bar.enable_steady_tick(Duration::from_millis(120));
        } else {
            bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
        }
        Self { bar, name }
    }

    fn end(self, what: &str) {
        let took = self.bar.elapsed().as_secs_f64();
        self.bar.finish_and_clear();
        let what = if what.is_empty() { String::new() } else { format!(": {what}") };
        tell!("{}{what} ({took:.1} s)", self.name);
    }
}

/// A file as it is written.
type Out = BufWriter<File>;
