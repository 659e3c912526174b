//! Links one file as the preset does, and says what it cost: `cargo xtask bench linkage` runs it beside Splink.
//!
//! `measured --input RECORDS.csv --pairs PAIRS.csv --clusters CLUSTERS.csv`; the records are numbered in a column `id`, and a column `cluster`
//! is not read. Writing the results is not counted. The last line is JSON.

use std::error::Error;
use std::fs::{File, read_to_string};
use std::io::{BufWriter, Write};

use linkage::{Linker, Preset, Resolution, Table, TableBuilder, Training};

/// Pairs below this weight are scored, but not written: no cut lies there.
const LEAST: f64 = -8.0;

fn main() -> Result<(), Box<dyn Error>> {
    let (input, pairs_to, clusters_to) = (told("--input")?, told("--pairs")?, told("--clusters")?);
    let mut clock = Clock { began: 0.0, stages: Vec::new() };
    let table = read(&input)?;
    clock.stage("read");
    let model = Preset::people().model(&table);
    let (linker, _) = Linker::trained(&table, model, &Training::default())?;
    clock.stage("train");
    let found = linker.pairs(LEAST);
    clock.stage("predict");
    let clusters = linker.clusters(&found, &Resolution::default());
    clock.stage("cluster");
    let megabytes = peak();
    let mut out = BufWriter::new(File::create(pairs_to)?);
    writeln!(out, "left_id,right_id,match_weight,match_probability")?;
    for pair in &clusters.pairs {
        writeln!(out, "{},{},{},{}", pair.left + 1, pair.right + 1, pair.weight, pair.probability())?;
    }
    out.flush()?;
    let mut out = BufWriter::new(File::create(clusters_to)?);
    writeln!(out, "id,cluster")?;
    for (row, cluster) in clusters.of.iter().enumerate() {
        writeln!(out, "{},{cluster}", row + 1)?;
    }
    out.flush()?;
    let stages: Vec<String> =
        clock.stages.iter().map(|(name, cpu)| format!("\"{name}\": {cpu:.2}")).collect();
    let cpu: f64 = clock.stages.iter().map(|(_, cpu)| cpu).sum();
    println!(
        "{{\"rows\": {}, \"cpu\": {cpu:.2}, \"stages\": {{{}}}, \"megabytes\": {megabytes}, \"pairs\": {}}}",
        table.len(),
        stages.join(", "),
        found.scored
    );
    Ok(())
}

/// The value that follows `word` on the command line.
fn told(word: &str) -> Result<String, String> {
    let mut words = std::env::args().skip_while(|one| one != word);
    words.nth(1).ok_or_else(|| format!("say {word} FILE"))
}

fn read(file: &str) -> Result<Table, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let header: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut builder = TableBuilder::new(&names)?;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        let values: Vec<&str> = record.iter().collect();
        builder.push(&values)?;
    }
    Ok(builder.finish())
}

/// CPU seconds, user and system, by stage.
struct Clock {
    began: f64,
    stages: Vec<(&'static str, f64)>,
}

impl Clock {
    fn stage(&mut self, name: &'static str) {
        let now = cpu();
        self.stages.push((name, now - self.began));
        self.began = now;
    }
}

/// What the kernel counts for this process, in hundredths of a second.
fn cpu() -> f64 {
    let stat = read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: f64 = after.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// The most memory that was resident, in megabytes.
fn peak() -> u64 {
    let status = read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1024
}
