//! Holds pairs and clusters, whoever found them, against what is true: `cargo xtask bench linkage` runs it for Splink and for us.
//!
//! `evaluated --records RECORDS.csv --pairs PAIRS.csv --clusters CLUSTERS.csv [--groups TRUTH.csv]`; the records are numbered from 1, and
//! their column `cluster` says whose they are. The groups are those of `id,cluster,origin,sex,born,…`, in the order of the records.
//! It prints one line of JSON.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;

use linkage::ScoredPair;
use linkage::evaluate::{Counts, Evaluation, Truth, best_components, by_group, clusters};
use serde_json::{Value, json};

/// The year in which ages are reckoned.
const TODAY: i32 = 2026;
/// The least probability of pairs that groups are compared by.
const SURE: f64 = 0.95;

fn main() -> Result<(), Box<dyn Error>> {
    let asked = |word: &str| told(word).ok_or_else(|| format!("say {word} FILE"));
    let labels = column(&asked("--records")?, "cluster")?;
    let truth = Truth::of_labels(labels.iter().map(String::as_str));
    let pairs = pairs(&asked("--pairs")?)?;
    let of = of_rows(&asked("--clusters")?, labels.len())?;
    let found = Evaluation::new(&truth, &pairs);
    let best = found.best();
    let components = best_components(&truth, labels.len(), &pairs);
    let groups = told("--groups").map(|file| groups(&file, &truth, &pairs)).transpose()?;
    let said = json!({
        "rows": labels.len(),
        "true_pairs": truth.pairs(),
        "offered": found.offered(),
        "best": figures(&best.map(|cut| cut.counts).unwrap_or_default()),
        "best_weight": best.map_or(0.0, |cut| cut.weight),
        "likely": figures(&found.at_probability(0.5)),
        "sure": figures(&found.at_probability(SURE)),
        "recall_at_999": found.widest(0.999).map_or(0.0, |cut| cut.counts.recall()),
        "components": figures(&components.map(|cut| cut.counts).unwrap_or_default()),
        "clusters": figures(&clusters(&truth, &of)),
        "groups": groups,
    });
    println!("{said}");
    Ok(())
}

fn figures(counts: &Counts) -> Value {
    json!({"precision": counts.precision(), "recall": counts.recall(), "f1": counts.f1()})
}

/// The value that follows `word` on the command line.
fn told(word: &str) -> Option<String> {
    std::env::args().skip_while(|one| one != word).nth(1)
}

fn column(file: &str, name: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let at = reader.headers()?.iter().position(|own| own == name).ok_or(format!("no column {name}"))?;
    let values = reader.records().map(|record| Ok(record?.get(at).unwrap_or_default().to_owned()));
    values.collect()
}

/// Pairs by `left_id,right_id,match_weight,match_probability`, further columns ignored.
fn pairs(file: &str) -> Result<Vec<ScoredPair>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let pairs = reader.deserialize().map(|record| {
        let (left, right, weight): (u32, u32, f64) = record?;
        Ok(ScoredPair { left: left - 1, right: right - 1, weight })
    });
    pairs.collect()
}

/// By row, the cluster that `id,cluster` says; each row must have one.
fn of_rows(file: &str, rows: usize) -> Result<Vec<u32>, Box<dyn Error>> {
    let mut names: HashMap<String, u32> = HashMap::new();
    let mut of = vec![None; rows];
    for record in csv::Reader::from_path(file)?.deserialize() {
        let (id, cluster): (usize, String) = record?;
        let next = u32::try_from(names.len())?;
        *of.get_mut(id - 1).ok_or(format!("no row {id}"))? = Some(*names.entry(cluster).or_insert(next));
    }
    let all: Option<Vec<u32>> = of.into_iter().collect();
    all.ok_or_else(|| "a row is in no cluster".into())
}

/// Recall and precision of sure links by where a name comes from, by sex, by age.
fn groups(file: &str, truth: &Truth, pairs: &[ScoredPair]) -> Result<Value, Box<dyn Error>> {
    let origins = column(file, "origin")?.into_iter().map(|origin| format!("name: {origin}")).collect();
    let sexes =
        column(file, "sex")?.iter().map(|sex| if sex == "F" { "women" } else { "men" }.to_owned()).collect();
    let ages = column(file, "born")?.into_iter().map(|born| {
        Ok(match TODAY - born.parse::<i32>()? {
            ..25 => "age under 25",
            25..35 => "age 25 to 34",
            35..50 => "age 35 to 49",
            _ => "age 50 and over",
        }
        .to_owned())
    });
    let least = (SURE / (1.0 - SURE)).log2();
    let mut said = BTreeMap::new();
    for of_rows in [origins, sexes, ages.collect::<Result<Vec<String>, Box<dyn Error>>>()?] {
        let of_rows: Vec<&str> = of_rows.iter().map(String::as_str).collect();
        for (group, own) in by_group(truth, &of_rows, pairs, least) {
            let (precision, recall) = (own.counts.precision(), own.counts.recall());
            let own = json!({"rows": own.rows, "precision": precision, "recall": recall});
            said.insert(group.to_owned(), own);
        }
    }
    Ok(json!(said))
}
