//! Hundreds of variants of each format, made from the descriptions in court-lists.md; what each reader must make of them; and
//! that nothing at all makes one panic. All people are invented.

mod attacks;
mod fixtures;
mod told;

use super::{Read, Row, read};
use jiff::civil::{Date, date};
use std::io::Cursor;

const TODAY: Date = date(2026, 11, 22);

/// Everything that a file reads as.
fn rows_of(bytes: &[u8], name: Option<&str>) -> (Vec<Row>, Read) {
    let mut rows = Vec::new();
    let done = read(Box::new(Cursor::new(bytes.to_vec())), name, TODAY, &mut |row| {
        rows.push(row);
        Ok(())
    });
    (rows, done.unwrap())
}

fn heard(rows: &[Row]) -> Vec<&super::Heard> {
    let each = rows.iter().filter_map(|row| match row {
        Row::Heard(heard) => Some(&**heard),
        _ => None,
    });
    each.collect()
}

fn faults(rows: &[Row]) -> Vec<String> {
    let each = rows.iter().filter_map(|row| match row {
        Row::Fault(fault) => Some(format!("{}: {}", fault.place, fault.reason.code())),
        _ => None,
    });
    each.collect()
}
