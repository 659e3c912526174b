//! Measures live look-up: `cargo run --release -p linkage --example live -- FILE.csv [TRAINED-ON.csv]`. One row in 500
//! is held back and asked about; all others become identities. The column `cluster` is the truth and is never read
//! as a value. The second file, where there is one, is what the model is trained on.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    reason = "a measuring bench, run by hand"
)]

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::time::{Duration, Instant};

use linkage::live::{Ask, Live, Record, Thresholds};
use linkage::{Kind, Linker, Preset, TableBuilder, Training};

struct Row {
    record: Record,
    typed: String,
    cluster: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = std::env::args().skip(1);
    let file = files.next().ok_or("a CSV file is wanted")?;
    let before = resident();
    let start = Instant::now();
    let mut live = match files.next() {
        Some(sample) => trained(&sample)?,
        None => Live::people(),
    };
    let trained = resident();
    let mut held_back = Vec::new();
    let mut clusters: Vec<u32> = Vec::new();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut inserts = Vec::new();
    let mut reader = csv::Reader::from_path(&file)?;
    let header = reader.headers()?.clone();
    let kinds: Vec<Option<Kind>> = header.iter().map(Kind::of_column).collect();
    let label = header.iter().position(|name| name == "cluster").ok_or("no column cluster")?;
    for (number, record) in reader.records().enumerate() {
        let record = record?;
        let row = read(&kinds, &record, label);
        let next = u32::try_from(numbers.len())?;
        let cluster = *numbers.entry(row.cluster.clone()).or_insert(next);
        clusters.push(cluster);
        if number % 500 == 499 {
            held_back.push((row, cluster));
            continue;
        }
        let begin = (number % 50 == 0).then(Moment::now);
        live.put(number as u128, &row.record)?;
        inserts.extend(begin.map(|begin| begin.elapsed()));
    }
    println!("{} identities, filled in {:.1?} ({} held back)", live.len(), start.elapsed(), held_back.len());
    drop(numbers);
    let others = (inserts.capacity() * 16 + clusters.capacity() * 4) as u64;
    let bytes = resident().saturating_sub(before.max(trained)).saturating_sub(others);
    println!(
        "about {} bytes a record (resident, without what this program keeps)",
        bytes / live.len() as u64
    );
    told("insert while filling", &mut inserts);
    measure(&mut live, &held_back, &clusters)
}

fn trained(sample: &str) -> Result<Live, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(sample)?;
    let header: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let mut builder = TableBuilder::new(&header)?;
    for record in reader.records() {
        builder.push(&record?.iter().collect::<Vec<_>>())?;
    }
    let table = builder.finish();
    let (linker, report) = Linker::trained(&table, Preset::people().model(&table), &Training::default())?;
    println!("trained: {report:?}");
    Ok(Live::new(linker.model())?)
}

fn read(kinds: &[Option<Kind>], values: &csv::StringRecord, label: usize) -> Row {
    let mut record = Record::default();
    let mut typed = String::new();
    for (kind, value) in kinds.iter().zip(values) {
        let Some(kind) = kind.filter(|_| !value.is_empty()) else { continue };
        record = record.add(kind, value);
        if matches!(kind, Kind::Forename | Kind::Surname | Kind::BirthDate) {
            typed.push_str(value);
            typed.push(' ');
        }
    }
    Row { record, typed, cluster: values.get(label).unwrap_or_default().to_owned() }
}

fn measure(live: &mut Live, rows: &[(Row, u32)], clusters: &[u32]) -> Result<(), Box<dyn Error>> {
    let there: HashSet<u32> =
        clusters.iter().enumerate().filter(|(number, _)| number % 500 != 499).map(|(_, own)| *own).collect();
    let is_right = |id: u128, cluster: u32| clusters.get(id as usize) == Some(&cluster);
    let (mut asked, mut explained, mut times, mut filtered) = (0, Vec::new(), Vec::new(), Vec::new());
    let (mut first, mut offered) = (0, 0);
    let thresholds = Thresholds::default();
    let (mut joined, mut waiting) = (0, 0);
    let mut sure: HashMap<u8, (u32, u32)> = HashMap::new();
    for (row, cluster) in rows {
        let begin = Moment::now();
        let found = live.candidates(&row.record, &Ask { least_weight: thresholds.review, ..Ask::default() });
        times.push(begin.elapsed());
        if let Some(best) = found.first() {
            std::hint::black_box(live.explain(&row.record, best.id));
        }
        explained.push(begin.elapsed());
        let best = found.first().map_or(f64::NEG_INFINITY, |best| best.weight);
        joined += usize::from(best >= thresholds.join);
        waiting += usize::from(best >= thresholds.review && best < thresholds.join);
        for candidate in &found {
            for (place, least) in [0.0, 4.25, 6.6, 9.96].into_iter().enumerate() {
                if candidate.weight >= least {
                    let own = sure.entry(place as u8).or_default();
                    own.0 += 1;
                    own.1 += u32::from(!is_right(candidate.id, *cluster));
                }
            }
        }
        if there.contains(cluster) {
            asked += 1;
            first += u32::from(found.first().is_some_and(|best| is_right(best.id, *cluster)));
            offered += u32::from(found.iter().any(|own| is_right(own.id, *cluster)));
        }
        let only = |id: u128| id % 7 == 3;
        let begin = Moment::now();
        std::hint::black_box(live.candidates(&row.record, &Ask { only: Some(&only), ..Ask::default() }));
        filtered.push(begin.elapsed());
    }
    let (mut searches, mut first_found) = (Vec::new(), 0);
    for (number, (row, cluster)) in rows.iter().enumerate() {
        let words: Vec<&str> = row.typed.split(' ').filter(|word| !word.is_empty()).collect();
        let typed = words.get(number % 2..).unwrap_or(&[]).join(" ");
        let begin = Moment::now();
        let found = live.search(&typed, &Ask::default());
        searches.push(begin.elapsed());
        let is_found = found.iter().any(|own| is_right(own.id, *cluster));
        first_found += u32::from(there.contains(cluster) && is_found);
    }
    told("search", &mut searches);
    println!("of {asked} who are there, found among the first twenty by some of their words: {first_found}");
    told("candidates", &mut times);
    told("candidates, the first explained", &mut explained);
    told("candidates among one in seven", &mut filtered);
    println!("of {asked} who are there: right one first {first}, among the first twenty {offered}");
    let of_thousand = |count: usize| count * 1000 / rows.len().max(1);
    println!("of 1,000 records: {} join, {} wait for a person", of_thousand(joined), of_thousand(waiting));
    for (place, name) in ["p >= .5", "p >= .95", "p >= .99", "p >= .999"].into_iter().enumerate() {
        let (all, wrong) = sure.get(&(place as u8)).copied().unwrap_or_default();
        println!("   {name}: {all} links, {wrong} wrong");
    }
    changes(live, rows)
}

fn changes(live: &mut Live, rows: &[(Row, u32)]) -> Result<(), Box<dyn Error>> {
    let new = 1 << 100;
    let (mut inserts, mut corrects, mut removes) = (Vec::new(), Vec::new(), Vec::new());
    for (number, (row, _)) in rows.iter().enumerate() {
        let begin = Moment::now();
        live.put(new + number as u128, &row.record)?;
        inserts.push(begin.elapsed());
    }
    for (number, (row, _)) in rows.iter().rev().enumerate() {
        let begin = Moment::now();
        live.put(new + number as u128, &row.record)?;
        corrects.push(begin.elapsed());
    }
    for number in 0..rows.len() {
        let begin = Moment::now();
        live.remove(new + number as u128);
        removes.push(begin.elapsed());
    }
    told("insert", &mut inserts);
    told("correct", &mut corrects);
    told("remove", &mut removes);
    Ok(())
}

fn told(what: &str, all: &mut [Option<Duration>]) {
    let mut times: Vec<Duration> = all.iter().copied().flatten().collect();
    times.sort_unstable();
    let at = |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len() - 1)).copied();
    if let (Some(half), Some(most), Some(last)) = (at(0.5), at(0.99), at(1.0)) {
        println!(
            "{what}: p50 {half:.1?}, p99 {most:.1?}, longest {last:.1?} of {} left alone of {}",
            times.len(),
            all.len()
        );
    }
}

/// When something began, and how often the processor had been taken away by then.
struct Moment(u64, Instant);

impl Moment {
    fn now() -> Self {
        let taken = Self::taken();
        Self(taken, Instant::now())
    }

    fn taken() -> u64 {
        let status = std::fs::read_to_string("/proc/thread-self/status").unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("nonvoluntary_ctxt_switches"));
        line.and_then(|line| line.split_whitespace().nth(1)).and_then(|count| count.parse().ok()).unwrap_or(0)
    }

    /// The time it took; `None` where others had the processor meanwhile.
    fn elapsed(&self) -> Option<Duration> {
        let elapsed = self.1.elapsed();
        (Self::taken() == self.0).then_some(elapsed)
    }
}

/// Resident bytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = status.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0);
    pages * 4096
}
