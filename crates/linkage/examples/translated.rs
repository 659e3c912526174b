//! Takes the preset to Splink: it is trained on a file, what Splink cannot say is left out, the rest is written as settings and scored here, so that
//! `cargo xtask bench linkage --translated` can hold Splink's weights against ours.
//!
//! `translated --input RECORDS.csv --duckdb SETTINGS.json --spark SETTINGS.json --pairs PAIRS.csv`; PAIRS gets the columns
//! `left_id,right_id,match_weight,without_frequencies`.

use std::error::Error;
use std::fs::{File, write};
use std::io::{BufWriter, Write};

use linkage::splink::{self, Dialect, Version};
use linkage::{Linker, Preset, TableBuilder, Training};

fn main() -> Result<(), Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(told("--input")?)?;
    let header: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut builder = TableBuilder::new(&names)?;
    for record in reader.records() {
        builder.push(&record?.iter().collect::<Vec<_>>())?;
    }
    let table = builder.finish();
    // Trained with its stories first: without them, records that merely share a neighbourhood look like one person.
    let (linker, _) = Linker::trained(&table, Preset::people().model(&table), &Training::default())?;
    let splink::Portable { model, lost } = splink::portable(linker.model());
    for lost in &lost {
        println!("left out: {lost}");
    }
    write(told("--duckdb")?, splink::write(&model, Version::Five, Dialect::DuckDb)?)?;
    write(told("--spark")?, splink::write(&model, Version::Five, Dialect::Spark)?)?;
    let mut plain = model.clone();
    plain.comparisons.iter_mut().flat_map(|own| &mut own.levels).for_each(|level| level.tf = None);
    let (whole, plain) = (Linker::new(&table, &model)?, Linker::new(&table, &plain)?);
    let mut out = BufWriter::new(File::create(told("--pairs")?)?);
    writeln!(out, "left_id,right_id,match_weight,without_frequencies")?;
    for pair in whole.pairs(-30.0).pairs {
        let without = plain.weight(pair.left, pair.right).unwrap_or(f64::NAN);
        writeln!(out, "{},{},{:.9},{without:.9}", pair.left + 1, pair.right + 1, pair.weight)?;
    }
    out.flush()?;
    Ok(())
}

/// The value that follows `word` on the command line.
fn told(word: &str) -> Result<String, String> {
    let mut words = std::env::args().skip_while(|one| one != word);
    words.nth(1).ok_or_else(|| format!("say {word} FILE"))
}
