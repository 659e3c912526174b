//! Writes the records that matchers are measured on: `cargo run -p synth --example linkage -- ROWS SEED RECORDS.csv TRUTH.csv`.
//!
//! The records carry `cluster`, the truth, as their last column; what else is true of who is behind a row stands in a file of its own.

use std::fs::File;
use std::io::{BufWriter, Error, Write};

use synth::linkage::{Row, Truth, rows};

fn main() -> Result<(), Error> {
    let told: Vec<String> = std::env::args().skip(1).collect();
    let [count, seed, records, truth] = told.as_slice() else {
        return Err(Error::other("say ROWS SEED RECORDS.csv TRUTH.csv"));
    };
    let number = |text: &str| text.parse::<u64>().map_err(Error::other);
    let (count, seed) = (number(count)?, number(seed)?);
    let mut records = BufWriter::new(File::create(records)?);
    let mut truths = BufWriter::new(File::create(truth)?);
    writeln!(records, "{}", Row::COLUMNS.join(","))?;
    writeln!(truths, "{}", Truth::COLUMNS.join(","))?;
    for row in rows(seed, count) {
        writeln!(records, "{}", row.line())?;
        writeln!(truths, "{}", row.truth.line(row.id))?;
    }
    records.flush()?;
    truths.flush()
}
