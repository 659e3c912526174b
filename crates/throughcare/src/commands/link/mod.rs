//! `throughcare link`: records of the same person, found in files. It needs no installation, and keeps nothing.

mod account;
mod evaluation;
mod progress;
mod reading;
mod written;

use crate::{
    command_line::{Link, LinkCommand, LinkExplain, LinkFor, LinkJob, LinkPreset, LinkRecords, LinkTraining},
    commands::Outcome,
    printing::{say, tell},
};
use anyhow::{Context, Result, bail};
use linkage::{
    Format, Linker, Model, Preset, Records, Resolution, Training, TrainingReport, chart, saved,
    splink::{self, Dialect, Version},
};
use progress::Step;
use reading::{is_parquet, read};
use std::path::{Path, PathBuf};
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
        Some(LinkCommand::Evaluate(asked)) => evaluation::run(&asked),
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
    is_a_weight(job.threshold)?;
    each_its_own(&job.records, &[], &[&job.output, &job.clusters])?;
    let records = read(&job.records, None)?;
    let linker = at_work(&job.records, &records)?;
    let found = progress::pairs(&linker, job.threshold);
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
    let pairs = pairs.fill(|out| records.write_pairs(&clusters.pairs, format_of(output), out))?;
    let people = match &job.clusters {
        Some(path) => {
            let people = Written::begin(path)?;
            Some(people.fill(|out| records.write_clusters(&clusters.of, format_of(path), out))?)
        }
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

/// By its name, how a file is written.
fn format_of(path: &Path) -> Format {
    if is_parquet(path) { Format::Parquet } else { Format::Csv }
}

fn is_a_weight(threshold: f64) -> Result<()> {
    if !threshold.is_finite() {
        bail!("--threshold is a match weight, for example 0 or 7.5");
    }
    Ok(())
}

/// What is written never takes the place of what is read, nor of what else is written.
fn each_its_own(records: &LinkRecords, further: &[PathBuf], written: &[&Option<PathBuf>]) -> Result<()> {
    let place = |path: &PathBuf| std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    let read: Vec<PathBuf> =
        records.input.iter().chain(&records.settings).chain(further).map(place).collect();
    let written: Vec<PathBuf> = written.iter().filter_map(|path| path.as_ref()).map(place).collect();
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
    each_its_own(&explain.records, &[], &[&explain.svg])?;
    let records = read(&explain.records, None)?;
    let left = one(&records, &explain.left, None)?;
    let right = one(&records, &explain.right, Some(left))?;
    let linker = at_work(&explain.records, &records)?;
    let told = linker.explain(left, right).context("the records are not there")?;
    account::say_it(&told);
    if let Some(path) = &explain.svg {
        written::text(path, &chart::waterfall(&told))?;
    }
    Ok(Outcome::Well)
}

/// What was learnt, level by level, and as a model where one is wanted.
fn learnt(training: &LinkTraining) -> Result<Outcome> {
    each_its_own(&training.records, &[], &[&training.output])?;
    let records = read(&training.records, None)?;
    let model = begun(&training.records, &records)?;
    let (linker, report) = learn(&training.records, &records, model)?;
    account::say_model(linker.model());
    if let Some(path) = &training.output {
        match splink_of(training.version) {
            None => written::text(path, &saved::write(linker.model()))?,
            Some((version, dialect)) => {
                let portable = splink::portable(linker.model());
                written::text(path, &splink::write(&portable.model, version, dialect)?)?;
                for lost in &portable.lost {
                    tell!("Splink cannot say, and so it was left out: {lost}");
                }
            }
        }
    }
    Ok(if report.converged { Outcome::Well } else { Outcome::Found })
}

/// For which Splink a model is written; `None` for none.
fn splink_of(whom: LinkFor) -> Option<(Version, Dialect)> {
    Some(match whom {
        LinkFor::Throughcare => return None,
        LinkFor::Splink4 => (Version::Four, Dialect::DuckDb),
        LinkFor::Splink5 => (Version::Five, Dialect::DuckDb),
        LinkFor::Splink4Spark => (Version::Four, Dialect::Spark),
        LinkFor::Splink5Spark => (Version::Five, Dialect::Spark),
    })
}

/// The row that has this id; where both files have it, the one that is not `other`.
fn one(records: &Records, id: &str, other: Option<u32>) -> Result<u32> {
    let rows = records.rows(id);
    let mut left = rows.iter().copied().filter(|row| Some(*row) != other);
    left.next().with_context(|| format!("no record has the id {id}"))
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
    saved::read_any(&text).with_context(|| format!("{} cannot be used", path.display()))
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
