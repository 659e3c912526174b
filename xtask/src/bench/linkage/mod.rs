//! `cargo xtask bench linkage`: our matcher beside the newest Splink, on the same rows, on the same machine, in the same run.
//!
//! What holds: both read the same file, learn without labels and write pairs and clusters; one evaluator, the library's own, scores both. CPU time (user and system)
//! and peak memory are what the kernel counts for each process, from its first reading to its clusters; loading Python and writing the results
//! are not counted. The records are invented by `synth`, whose error model neither side knows. Python lives here and nowhere in the product: an
//! environment of its own under `target/xtask`, filled once by pip.

mod translated;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use serde_json::Value;

use crate::shell;

/// The script that drives Splink.
const RIVAL: &str = "xtask/src/bench/linkage/rival.py";
/// How many records the translation is tried on.
const TRANSLATED: u64 = 10_000;
/// The labelled sets that Splink is set up for, by the name of their file.
const SETS: [(&str, &str); 4] =
    [("febrl1", "febrl"), ("febrl3", "febrl"), ("fake_1000", "fake"), ("historical_50k", "historical")];

/// What to compare on.
#[derive(Args)]
pub struct Asked {
    /// For `linkage`: numbers of invented records
    #[arg(long, value_delimiter = ',', default_values_t = [100_000])]
    rows: Vec<u64>,
    /// For `linkage`: the seed of the invented records
    #[arg(long, default_value_t = 20_261_122)]
    seed: u64,
    /// For `linkage`: a folder of labelled sets to compare on instead
    #[arg(long, value_name = "FOLDER")]
    sets: Option<PathBuf>,
    /// For `linkage`: only whether Splink weighs pairs by the settings that we write as we do
    #[arg(long)]
    translated: bool,
}

/// One file to compare on.
struct Contest {
    name: String,
    kind: &'static str,
    records: PathBuf,
    /// What else is true of the rows, where somebody knows.
    truth: Option<PathBuf>,
}

/// What one matcher did with one file.
struct Outcome {
    named: String,
    cpu: f64,
    megabytes: f64,
    stages: String,
    /// What the evaluator says of it.
    figures: Value,
}

impl Outcome {
    /// A figure by its path; what was not measured is not a number.
    fn figure(&self, path: &str) -> f64 {
        self.figures.pointer(path).and_then(Value::as_f64).unwrap_or(f64::NAN)
    }
}

/// Compares, and prints what was found.
pub fn run(asked: &Asked) -> Result<()> {
    let python = environment()?;
    let examples = ["build", "--release", "-p", "synth", "-p", "linkage", "--examples"];
    shell::run(shell::cargo().args(examples))?;
    let folder = shell::own_folder()?.join("bench/linkage");
    fs::create_dir_all(&folder)?;
    if asked.translated {
        let records = invented(TRANSLATED, asked.seed, &folder)?.records;
        return translated::run(&python, &example("translated")?, &records, &folder);
    }
    let contests = match &asked.sets {
        Some(sets) => labelled(sets, &folder)?,
        None => asked.rows.iter().map(|rows| invented(*rows, asked.seed, &folder)).collect::<Result<_>>()?,
    };
    for contest in &contests {
        let outcomes = [splink(&python, contest, &folder)?, ours(contest, &folder)?];
        let [_, own] = &outcomes;
        let (rows, pairs) = (own.figure("/rows"), own.figure("/true_pairs"));
        println!("\n━━ {}: {rows} rows, {pairs} true pairs ━━", contest.name);
        println!("\n{}", compared(&outcomes));
        if contest.truth.is_some() {
            println!("{}", by_group(&outcomes));
        }
    }
    Ok(())
}

/// The interpreter of the environment that holds Splink, made when it is not there.
fn environment() -> Result<PathBuf> {
    let folder = shell::own_folder()?.join("splink");
    let python = folder.join("bin/python");
    let has_splink = shell::succeeds(shell::command(&python).args(["-c", "import splink, duckdb"]));
    if python.is_file() && has_splink {
        return Ok(python);
    }
    shell::run(shell::command("python3").args(["-m", "venv"]).arg(&folder))
        .context("Python with its module venv is needed: `apt-get install python3-venv`")?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "splink", "duckdb"];
    shell::run(shell::command(&python).args(install)).context("pip could not fetch Splink")?;
    Ok(python)
}

/// A program of ours that the build above made.
fn example(name: &str) -> Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(shell::root()?.join("target"), PathBuf::from);
    Ok(target.join("release/examples").join(name))
}

/// Invented records, written anew: the generator may have changed.
fn invented(rows: u64, seed: u64, folder: &Path) -> Result<Contest> {
    let records = folder.join(format!("uk-{rows}-{seed}.csv"));
    let truth = folder.join(format!("uk-{rows}-{seed}-truth.csv"));
    let mut generator = shell::command(example("linkage")?);
    shell::run(generator.args([rows.to_string(), seed.to_string()]).arg(&records).arg(&truth))?;
    let name = format!("invented people, seed {seed}");
    Ok(Contest { name, kind: "uk", records, truth: Some(truth) })
}

/// The labelled sets of a folder, each with its rows numbered in a column `id`.
fn labelled(sets: &Path, folder: &Path) -> Result<Vec<Contest>> {
    let mut contests = Vec::new();
    for (name, kind) in SETS {
        let path = sets.join(format!("{name}.csv"));
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let mut numbered = String::with_capacity(text.len() + text.len() / 8);
        for (number, line) in text.lines().enumerate() {
            let id = if number == 0 { "id".to_owned() } else { number.to_string() };
            writeln!(numbered, "{id},{line}")?;
        }
        let records = folder.join(format!("{name}.csv"));
        fs::write(&records, numbered)?;
        contests.push(Contest { name: name.to_owned(), kind, records, truth: None });
    }
    Ok(contests)
}

fn splink(python: &Path, contest: &Contest, folder: &Path) -> Result<Outcome> {
    let mut command = shell::command(python);
    command.args([RIVAL, "--kind", contest.kind]);
    let said = measured(&mut command, contest, folder, "splink")?;
    let version = said.get("splink").and_then(Value::as_str).unwrap_or("of unknown version");
    outcome(format!("Splink {version}"), &said, contest, folder, "splink")
}

fn ours(contest: &Contest, folder: &Path) -> Result<Outcome> {
    let said = measured(&mut shell::command(example("measured")?), contest, folder, "ours")?;
    outcome("ours".to_owned(), &said, contest, folder, "ours")
}

/// Runs a matcher; its last line says what it cost.
fn measured(
    command: &mut std::process::Command,
    contest: &Contest,
    folder: &Path,
    name: &str,
) -> Result<Value> {
    for (word, path) in [("pairs", "pairs.csv"), ("clusters", "clusters.csv")] {
        command.arg(format!("--{word}")).arg(folder.join(format!("{name}-{path}")));
    }
    last_line(command.arg("--input").arg(&contest.records))
}

/// Runs a program whose last line is JSON.
fn last_line(command: &mut std::process::Command) -> Result<Value> {
    let said = shell::read(command)?;
    let last = said.lines().last().context("a program said nothing of what it did")?;
    serde_json::from_str(last).with_context(|| format!("not a line of JSON: {last}"))
}

fn outcome(named: String, said: &Value, contest: &Contest, folder: &Path, name: &str) -> Result<Outcome> {
    let number = |key: &str| {
        said.get(key).and_then(Value::as_f64).with_context(|| format!("{named} did not say its {key}"))
    };
    let mut evaluator = shell::command(example("evaluated")?);
    evaluator.arg("--records").arg(&contest.records);
    for (word, file) in [("pairs", "pairs.csv"), ("clusters", "clusters.csv")] {
        evaluator.arg(format!("--{word}")).arg(folder.join(format!("{name}-{file}")));
    }
    if let Some(groups) = &contest.truth {
        evaluator.arg("--groups").arg(groups);
    }
    Ok(Outcome {
        cpu: number("cpu")?,
        megabytes: number("megabytes")?,
        stages: said.get("stages").map(ToString::to_string).unwrap_or_default(),
        figures: last_line(&mut evaluator).with_context(|| format!("{named} cannot be evaluated"))?,
        named,
    })
}

/// The comparison as a table.
fn compared([splink, ours]: &[Outcome; 2]) -> String {
    let mut table = format!("| | {} | {} | |\n|-|-|-|-|\n", splink.named, ours.named);
    let mut ratio = |what: &str, theirs: f64, own: f64| {
        let _ = writeln!(table, "| {what} | {theirs:.1} | {own:.1} | {:.1} times less |", theirs / own);
    };
    ratio("CPU seconds", splink.cpu, ours.cpu);
    ratio("peak memory, MB", splink.megabytes, ours.megabytes);
    let mut gain = |what: &str, theirs: f64, own: f64| {
        let _ = writeln!(table, "| {what} | {theirs:.4} | {own:.4} | {:+.4} |", own - theirs);
    };
    for (what, path) in [
        ("true pairs offered", "/offered"),
        ("pair F1 at the best cut", "/best/f1"),
        ("precision there", "/best/precision"),
        ("recall there", "/best/recall"),
        ("match weight there", "/best_weight"),
        ("pair F1 at p ≥ .5", "/likely/f1"),
        ("pair F1 at p ≥ .95", "/sure/f1"),
        ("precision at p ≥ .95", "/sure/precision"),
        ("recall at precision ≥ .999", "/recall_at_999"),
        ("cluster F1, components at the best cut", "/components/f1"),
        ("cluster F1, as given", "/clusters/f1"),
    ] {
        gain(what, splink.figure(path), ours.figure(path));
    }
    for one in [splink, ours] {
        let _ = writeln!(table, "\n{}: {}", one.named, one.stages);
    }
    table
}

/// Recall and precision by group, for pairs of a probability of .95 and more.
fn by_group([theirs, own]: &[Outcome; 2]) -> String {
    let mut table =
        "At p ≥ .95, recall and precision by group:\n\n| group | rows | Splink | | ours | |\n|-|-|-|-|-|-|\n"
            .to_owned();
    let groups = own.figures.get("groups").and_then(Value::as_object);
    for group in groups.into_iter().flat_map(|groups| groups.keys()) {
        let figure = |outcome: &Outcome, what: &str| outcome.figure(&format!("/groups/{group}/{what}"));
        let _ = writeln!(
            table,
            "| {group} | {} | {:.4} | {:.4} | {:.4} | {:.4} |",
            figure(own, "rows"),
            figure(theirs, "recall"),
            figure(theirs, "precision"),
            figure(own, "recall"),
            figure(own, "precision")
        );
    }
    table
}
