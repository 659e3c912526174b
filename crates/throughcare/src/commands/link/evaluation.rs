//! `throughcare link evaluate`: what the matcher finds, held against labels.
//!
//! What holds: labels are never compared; the figures at the threshold that was asked for are those of what `link` writes with it; the
//! names in the JSON are part of the command's interface and stay.

use super::{at_work, between, each_its_own, is_a_weight, progress, reading, written};
use crate::{
    command_line::{LinkEvaluation, LinkFigures},
    commands::Outcome,
    printing::{say, tell},
};
use anyhow::{Context, Result, bail};
use indicatif::ProgressBar;
use linkage::{
    Labelled, Records, Resolution,
    chart::{self, Threshold},
    evaluate::{self, Counts, Cut, Evaluation},
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Pairs of a lower weight are not looked at: no threshold lies there.
const LEAST: f64 = -8.0;
/// The weights at which figures are given.
const WEIGHTS: [f64; 10] = [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0];
/// The precision that links must have which nobody looks at again.
const SURE: f64 = 0.999;

/// Everything that is said.
struct Figures {
    records: usize,
    labels: Labelled,
    threshold: f64,
    found: Evaluation,
    thresholds: Vec<Threshold>,
}

/// Links, and says how much of it is right.
pub fn run(asked: &LinkEvaluation) -> Result<Outcome> {
    is_a_weight(asked.threshold)?;
    let file = Path::new(&asked.labels);
    let (column, files): (_, Vec<PathBuf>) = if file.is_file() {
        (None, vec![file.to_owned()])
    } else {
        (Some(asked.labels.as_str()), Vec::new())
    };
    each_its_own(&asked.records, &files, &[&asked.svg])?;
    let records = reading::read(&asked.records, column)?;
    let labels = match files.first() {
        Some(file) => records.labelled(reading::source(file, &ProgressBar::hidden())?)?,
        None => records.truth().context("no column of labels was read")?,
    };
    let figures = figures(asked, &records, labels)?;
    match asked.format {
        LinkFigures::Table => say_table(&figures),
        LinkFigures::Json => say!("{:#}", as_json(&figures)),
    }
    if let Some(path) = &asked.svg {
        written::text(path, &chart::curve(&figures.found, &figures.thresholds))?;
    }
    Ok(Outcome::Well)
}

fn figures(asked: &LinkEvaluation, records: &Records, mut labels: Labelled) -> Result<Figures> {
    if between(&asked.records) {
        labels.truth = labels.truth.between(records.files());
    }
    if labels.absent > 0 {
        tell!("Left out: {} labels of records that are not there", labels.absent);
    }
    if labels.truth.pairs() == 0 {
        bail!("the labels know no two records of one person: there is nothing to find");
    }
    let linker = at_work(&asked.records, records)?;
    let found = progress::pairs(&linker, LEAST.min(asked.threshold));
    let step = progress::Step::begin("Resolving clusters");
    let at = |weight: f64| {
        linker.clusters(&found, &Resolution { link: weight, join: weight, ..Resolution::default() })
    };
    let asked_for = at(asked.threshold);
    let evaluation = Evaluation::new(&labels.truth, &asked_for.pairs);
    let mut weights: Vec<f64> = WEIGHTS.into_iter().chain([asked.threshold]).collect();
    weights.sort_by(f64::total_cmp);
    weights.dedup();
    let thresholds = weights.into_iter().map(|weight| Threshold {
        weight,
        pairs: evaluation.at(weight),
        clusters: evaluate::clusters(&labels.truth, &at(weight).of),
    });
    let thresholds = thresholds.collect();
    step.end("");
    let records = records.table.len();
    Ok(Figures { records, labels, threshold: asked.threshold, found: evaluation, thresholds })
}

impl Figures {
    /// At the threshold that was asked for.
    fn asked(&self) -> (Counts, Counts) {
        let clusters = self.thresholds.iter().find(|own| own.weight.total_cmp(&self.threshold).is_eq());
        (self.found.at(self.threshold), clusters.map(|own| own.clusters).unwrap_or_default())
    }

    /// The best of the thresholds for clusters.
    fn best_clusters(&self) -> Option<Cut> {
        let cuts = self.thresholds.iter().map(|own| Cut { weight: own.weight, counts: own.clusters });
        cuts.reduce(|best, own| if own.counts.f1() > best.counts.f1() { own } else { best })
    }
}

fn say_table(figures: &Figures) {
    say!(
        "{} records, {} labels, {} true pairs; of these {:.1} % were compared and weigh {LEAST} or more",
        figures.records,
        figures.labels.used,
        figures.labels.truth.pairs(),
        100.0 * figures.found.offered()
    );
    say!("");
    say!("{:>7}  {:-^41}  {:-^28}", "", " pairs ", " clusters ");
    say!(
        "{:>7}  {:>11} {:>9} {:>9} {:>9}  {:>9} {:>9} {:>8}",
        "weight",
        "found",
        "precision",
        "recall",
        "F1",
        "precision",
        "recall",
        "F1"
    );
    for own in &figures.thresholds {
        let (pairs, clusters) = (own.pairs, own.clusters);
        say!(
            "{:>7}  {:>11} {:>9.4} {:>9.4} {:>9.4}  {:>9.4} {:>9.4} {:>8.4}",
            own.weight,
            pairs.right + pairs.wrong,
            pairs.precision(),
            pairs.recall(),
            pairs.f1(),
            clusters.precision(),
            clusters.recall(),
            clusters.f1()
        );
    }
    say!("");
    let (pairs, clusters) = figures.asked();
    say!("F1 at weight {}: pairs {:.4}, clusters {:.4}", figures.threshold, pairs.f1(), clusters.f1());
    if let (Some(pairs), Some(clusters)) = (figures.found.best(), figures.best_clusters()) {
        say!(
            "Best F1: pairs {:.4} at weight {:.2}, clusters {:.4} at weight {}",
            pairs.counts.f1(),
            pairs.weight,
            clusters.counts.f1(),
            clusters.weight
        );
    }
    match figures.found.widest(SURE) {
        Some(cut) => say!(
            "Recall of pairs where precision is {SURE} or more: {:.4}, from weight {:.2} on",
            cut.counts.recall(),
            cut.weight
        ),
        None => say!("At no weight is the precision of pairs {SURE}"),
    }
}

fn as_json(figures: &Figures) -> Value {
    let (pairs, clusters) = figures.asked();
    let sure = figures.found.widest(SURE);
    let thresholds: Vec<Value> = figures
        .thresholds
        .iter()
        .map(|own| {
            let probability = 1.0 / (1.0 + (-own.weight).exp2());
            let (pairs, clusters) = (counts(&own.pairs), counts(&own.clusters));
            json!({"weight": own.weight, "probability": probability, "pairs": pairs, "clusters": clusters})
        })
        .collect();
    json!({
        "records": figures.records,
        "labels": {"used": figures.labels.used, "absent": figures.labels.absent},
        "true_pairs": figures.labels.truth.pairs(),
        "compared": figures.found.offered(),
        "threshold": figures.threshold,
        "pairs": {
            "at_threshold": counts(&pairs),
            "best": figures.found.best().map(|best| cut(&best)),
            "recall_at_precision_999": sure.map_or(0.0, |cut| cut.counts.recall()),
            "weight_at_precision_999": sure.map(|cut| cut.weight),
        },
        "clusters": {
            "at_threshold": counts(&clusters),
            "best": figures.best_clusters().map(|best| cut(&best)),
        },
        "thresholds": thresholds,
    })
}

fn counts(counts: &Counts) -> Value {
    json!({
        "found": counts.right + counts.wrong,
        "right": counts.right,
        "precision": counts.precision(),
        "recall": counts.recall(),
        "f1": counts.f1(),
    })
}

fn cut(cut: &Cut) -> Value {
    let mut said = counts(&cut.counts);
    if let Some(said) = said.as_object_mut() {
        said.insert("weight".to_owned(), cut.weight.into());
    }
    said
}
