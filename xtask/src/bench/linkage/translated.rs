//! Our preset in Splink's hands: the settings that we write are read by Splink itself, and its weights are held against ours, pair by pair.
//!
//! What it does not do: run Spark. Of the settings for Spark, every condition is parsed as Spark's SQL by the parser that Splink uses.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::shell;

/// The script that lets Splink score with settings that it is given.
const SCORED: &str = "xtask/src/bench/linkage/settings.py";
/// Weights that differ by no more are the same: Splink and we divide the prior a little differently.
const SAME: f64 = 0.01;

/// Weight, and weight without term frequencies, by pair.
type Weights = HashMap<(u32, u32), (f64, f64)>;

/// Writes the settings from `records`, lets Splink score with them, and prints how far the two are apart.
pub fn run(python: &Path, program: &Path, records: &Path, folder: &Path) -> Result<()> {
    let [duckdb, spark, ours, theirs] =
        ["ours-duckdb.json", "ours-spark.json", "ours-weights.csv", "splink-weights.csv"]
            .map(|name| folder.join(name));
    let mut translate = shell::command(program);
    translate.arg("--input").arg(records).arg("--duckdb").arg(&duckdb);
    print!("{}", shell::read(translate.arg("--spark").arg(&spark).arg("--pairs").arg(&ours))?);
    let mut score = shell::command(python);
    score.arg(SCORED).arg("--model").arg(&duckdb).arg("--input").arg(records).arg("--pairs").arg(&theirs);
    shell::read(&mut score).context("Splink did not take the settings that we wrote")?;
    shell::read(shell::command(python).arg(SCORED).arg("--model").arg(&spark).arg("--parse"))
        .context("a condition of the settings for Spark is not Spark's SQL")?;
    let (ours, theirs) = (weights(&ours)?, weights(&theirs)?);
    let mut both: Vec<(f64, f64)> = Vec::new();
    for (pair, own) in &ours {
        if let Some(other) = theirs.get(pair) {
            both.push(((own.1 - other.1).abs(), (own.0 - other.0).abs()));
        }
    }
    let likely = |weights: &Weights| weights.values().filter(|(whole, _)| *whole >= 0.0).count();
    let alike = both.iter().filter(|(plain, _)| *plain <= SAME).count();
    println!(
        "\nSettings of ours in Splink: {} pairs scored by both; {alike} weigh the same to {SAME} without term frequencies; \
         with them, the mean distance is {:.2}. Pairs above weight 0: {} ours, {} Splink's.",
        both.len(),
        both.iter().map(|(_, whole)| whole).sum::<f64>() / count(both.len()),
        likely(&ours),
        likely(&theirs),
    );
    if count(alike) < 0.98 * count(both.len()) || both.is_empty() {
        bail!("Splink weighs pairs otherwise than the model that was written for it");
    }
    Ok(())
}

fn weights(path: &Path) -> Result<Weights> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    text.lines()
        .skip(1)
        .map(|line| {
            let mut fields = line.split(',');
            let mut next = || fields.next().context("a pair with too few columns");
            let (left, right): (u32, u32) = (next()?.parse()?, next()?.parse()?);
            Ok(((left.min(right), left.max(right)), (next()?.parse()?, next()?.parse()?)))
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^52")]
fn count(pairs: usize) -> f64 {
    pairs as f64
}
