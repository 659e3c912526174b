//! Measures the people preset on labelled files: `cargo run --release -p linkage --example accuracy -- FILE.csv …`.
//! The column `cluster` is the truth and is never read as a value.

#![allow(
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::cast_precision_loss,
    clippy::too_many_lines,
    clippy::many_single_char_names,
    reason = "a measuring bench, run by hand"
)]

use std::collections::HashMap;
use std::error::Error;

use linkage::{Linker, Preset, Resolution, ScoredPair, Table, TableBuilder, Training};

fn main() -> Result<(), Box<dyn Error>> {
    for file in std::env::args().skip(1) {
        measure(&file)?;
    }
    Ok(())
}

fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: f64 = after.split(' ').skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned()
}

fn load(file: &str) -> Result<(Table, Vec<u32>), Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let header = reader.headers()?.clone();
    let label = header.iter().position(|name| name == "cluster").ok_or("no column cluster")?;
    let names: Vec<&str> = header.iter().collect();
    let mut builder = TableBuilder::new(&names)?;
    let mut truth = HashMap::new();
    let mut labels = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        let values: Vec<&str> = record.iter().collect();
        builder.push(&values)?;
        let next = u32::try_from(truth.len())?;
        labels.push(*truth.entry(record.get(label).unwrap_or_default().to_owned()).or_insert(next));
    }
    Ok((builder.finish(), labels))
}

fn measure(file: &str) -> Result<(), Box<dyn Error>> {
    let verbose = std::env::var("VERBOSE").is_ok();
    let start = cpu();
    let (table, labels) = load(file)?;
    let read = cpu();
    let (linker, training) = Linker::trained(&table, Preset::people().model(&table), &Training::default())?;
    let learnt = cpu();
    let found = linker.pairs(-8.0);
    let scored = cpu();
    let mut sizes: HashMap<u32, u64> = HashMap::new();
    for label in &labels {
        *sizes.entry(*label).or_default() += 1;
    }
    let truth: u64 = sizes.values().map(|size| size * (size - 1) / 2).sum();
    println!("== {file}: {} rows, {truth} true pairs, {} scored", table.len(), found.scored);
    println!("   {training:?}");
    if verbose {
        println!("   left out {:?}", found.report.left_out);
    }
    if verbose {
        println!("   offered {:?}", found.report.offered);
        for comparison in &linker.model().comparisons {
            println!("   {}", comparison.name);
            for level in &comparison.levels {
                println!(
                    "      {:28} m {:.5} u {:.7} w {:+.2}",
                    level.name,
                    level.m,
                    level.u,
                    (level.m / level.u).log2()
                );
            }
        }
        for story in &linker.model().stories {
            println!("   {:45} {:.3e} {}", story.name, story.share, story.same_person);
        }
    }
    if let Ok(path) = std::env::var("PAIRS") {
        let lines: Vec<String> = found
            .pairs
            .iter()
            .map(|pair| {
                format!(
                    "{},{},{:.3},{:x}\n",
                    pair.left,
                    pair.right,
                    pair.weight,
                    linker.pattern(pair.left, pair.right).unwrap_or(0)
                )
            })
            .collect();
        std::fs::write(path, lines.concat())?;
    }
    if let Ok(pair) = std::env::var("EXPLAIN") {
        let mut rows = pair.split(',').filter_map(|row| row.parse().ok());
        if let (Some(left), Some(right)) = (rows.next(), rows.next()) {
            println!("{:#?}", linker.explain(left, right));
        }
    }
    let true_pair = |left: u32, right: u32| labels[left as usize] == labels[right as usize];
    let judged = |pairs: &[ScoredPair]| {
        let mut weights: Vec<(f64, bool)> =
            pairs.iter().map(|pair| (pair.weight, true_pair(pair.left, pair.right))).collect();
        weights.sort_by(|a, b| b.0.total_cmp(&a.0));
        report(&weights, truth);
    };
    judged(&found.pairs);
    let before = cpu();
    for resolution in resolutions() {
        let clusters = linker.clusters(&found, &resolution);
        clustered(&clusters.of, &labels, truth, &format!("{resolution:?}"));
        judged(&clusters.pairs);
    }
    println!("   clusters cpu {:.2}", cpu() - before);
    println!(
        "   cpu: read {:.2} train {:.2} score {:.2}; {}",
        read - start,
        learnt - read,
        scored - learnt,
        peak()
    );
    Ok(())
}

fn report(weights: &[(f64, bool)], truth: u64) {
    let truth = truth as f64;
    let offered = weights.iter().filter(|(_, right)| *right).count() as f64 / truth;
    let (mut right, mut all) = (0.0, 0.0);
    let (mut best, mut sure) = ((0.0, 0.0, 0.0, 0.0), 0.0);
    let mut at: Vec<(f64, f64, f64)> = Vec::new();
    let cuts = [0.0, (0.95_f64 / 0.05).log2(), (0.99_f64 / 0.01).log2()];
    for (index, (weight, is_right)) in weights.iter().enumerate() {
        all += 1.0;
        right += f64::from(u8::from(*is_right));
        let next = weights.get(index + 1).map_or(f64::NEG_INFINITY, |next| next.0);
        if next == *weight {
            continue;
        }
        let (precision, recall) = (right / all, right / truth);
        let f1 = 2.0 * precision * recall / (precision + recall);
        if f1 > best.0 {
            best = (f1, precision, recall, *weight);
        }
        if precision >= 0.999 {
            sure = recall;
        }
        for cut in cuts {
            if *weight >= cut && next < cut {
                at.push((precision, recall, f1));
            }
        }
    }
    println!(
        "   offered {offered:.4}; best F1 {:.4} (P {:.4} R {:.4}) at {:.1}; R at P.999 {sure:.3}",
        best.0, best.1, best.2, best.3
    );
    for ((precision, recall, f1), name) in at.iter().rev().zip(["p>=.5", "p>=.95", "p>=.99"]) {
        println!("   {name:7} P {precision:.4} R {recall:.4} F1 {f1:.4}");
    }
}

fn resolutions() -> Vec<Resolution> {
    let base = Resolution::default();
    if std::env::var("SWEEP").is_err() {
        return vec![base];
    }
    [0.25, 0.5, 0.75, 1.0].map(|context| Resolution { context, ..base }).to_vec()
}

fn clustered(of: &[u32], labels: &[u32], truth: u64, what: &str) {
    let mut sizes: HashMap<u32, u64> = HashMap::new();
    let mut both: HashMap<(u32, u32), u64> = HashMap::new();
    for (cluster, label) in of.iter().zip(labels) {
        *sizes.entry(*cluster).or_default() += 1;
        *both.entry((*cluster, *label)).or_default() += 1;
    }
    let pairs = |sizes: &mut dyn Iterator<Item = u64>| sizes.map(|n| n * (n - 1) / 2).sum::<u64>() as f64;
    let (implied, right) = (pairs(&mut sizes.into_values()), pairs(&mut both.into_values()));
    let (precision, recall) = (right / implied, right / truth as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("   clusters P {precision:.4} R {recall:.4} F1 {f1:.4} {what}");
}
