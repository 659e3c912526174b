//! Files as other programs write them: any bytes are a table or an error, Parquet says what comma separated values say, and what is
//! written is read again.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{Seek, Write};

use linkage::{Format, Layout, Records, ScoredPair, Source};
use proptest::prelude::*;

use crate::people::rows;

fn fixture(name: &str) -> File {
    File::open(format!("{}/tests/fixtures/parquet/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read(source: Source<'_>) -> Result<Records, String> {
    Records::read(vec![source], &Layout::default(), &|_| ()).map_err(|error| error.to_string())
}

/// A file with these bytes, to be read from its beginning.
fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    file
}

/// Written by pyarrow 26, with another compression for each column and two groups of rows.
#[test]
fn parquet_of_another_writer_says_what_comma_separated_values_say() {
    let found = read(Source::parquet("people.parquet", fixture("people.parquet"))).unwrap();
    let text = "id,given_name,surname,dob,phone,postcode,town\n\
        11,Ada,Crane,1984-03-12,7700900123,SP1 1AA,Ely\n12,Zoë,Heron,,,,\n13,,Swift,1899-12-31,7700900124,SA1 3SN,Bath\n";
    let same = read(Source::csv("people.csv", text.as_bytes())).unwrap();
    let columns = |records: &Records| -> Vec<String> {
        records.table.columns().iter().map(|column| column.name.clone()).collect()
    };
    assert_eq!(columns(&found), columns(&same));
    for row in 0..3 {
        assert_eq!(found.id(row), same.id(row));
        for column in columns(&same) {
            assert_eq!(found.table.value(row, &column), same.table.value(row, &column), "{column} of {row}");
        }
    }
    let times = read(Source::parquet("times.parquet", fixture("times.parquet"))).unwrap();
    assert_eq!(times.table.value(0, "birth_date"), Some("19840312"), "a point in time is its day");
}

#[test]
fn what_is_written_as_parquet_is_read_again_as_labels() {
    let mut text = String::from("id,surname\n");
    for at in 0..40 {
        writeln!(text, "{at},name {at}").unwrap();
    }
    let records = read(Source::csv("people.csv", text.as_bytes())).unwrap();
    let clusters: Vec<u32> = (0..40).map(|row| row - row % 4).collect();
    let written = records.write_clusters(&clusters, Format::Parquet, Vec::new()).unwrap();
    let labels = records.labelled(Source::parquet("clusters.parquet", file(&written))).unwrap();
    assert_eq!((labels.used, labels.truth.pairs()), (40, 10 * 6));
    let pairs: Vec<ScoredPair> =
        (0..39).map(|left| ScoredPair { left, right: left + 1, weight: 0.5 }).collect();
    let written = records.write_pairs(&pairs, Format::Parquet, Vec::new()).unwrap();
    let labels = records.labelled(Source::parquet("pairs.parquet", file(&written))).unwrap();
    assert_eq!(
        (labels.used, labels.truth.pairs()),
        (39, 40 * 39 / 2),
        "each is beside the next: all are one"
    );
    let none = records.write_pairs(&[], Format::Parquet, Vec::new()).unwrap();
    assert!(records.labelled(Source::parquet("none.parquet", file(&none))).is_err());
}

#[test]
fn a_label_is_never_compared_and_tells_who_is_whom() {
    let rows = rows(5, 60);
    let mut text = String::from("id,forename,surname,town\n");
    for (at, row) in rows.iter().enumerate() {
        writeln!(text, "{at},{},{},Ely", row[0], row[1]).unwrap();
    }
    let mut layout = Layout::default();
    layout.label("town");
    let source = Source::csv("people.csv", text.as_bytes());
    let records = Records::read(vec![source], &layout, &|_| ()).unwrap();
    assert!(records.table.columns().iter().all(|column| column.name != "town"));
    let labelled = records.truth().unwrap();
    let count = rows.len() as u64;
    assert_eq!((labelled.used, labelled.truth.pairs()), (count, count * (count - 1) / 2));
    let mut wrong = Layout::default();
    wrong.label("nowhere");
    let source = Source::csv("people.csv", text.as_bytes());
    assert!(Records::read(vec![source], &wrong, &|_| ()).is_err());
}

/// Bytes that look like a file more often than chance alone would have it.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"id,forename,surname,dob,address1,name,aka\n".to_vec()),
        Just(b",".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"\r\n".to_vec()),
        Just("Zoë O’Neil,31/12/1990;".as_bytes().to_vec()),
        proptest::collection::vec(any::<u8>(), 0..12),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_a_table_or_an_error(bytes in bytes(), header in any::<bool>()) {
        let mut text = if header { b"id,forename,surname,full_name,pnc\n".to_vec() } else { Vec::new() };
        text.extend(bytes);
        if let Ok(records) = read(Source::csv("any.csv", text.as_slice())) {
            // A row takes at least the end of its line.
            prop_assert!(records.table.len() <= text.len());
            let _ = records.labelled(Source::csv("any.csv", text.as_slice()));
        }
    }

    #[test]
    fn damaged_parquet_is_a_table_or_an_error(at in any::<prop::sample::Index>(), with in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = std::fs::read(format!("{}/tests/fixtures/parquet/people.parquet", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = with }
        let _ = read(Source::parquet("people.parquet", file(&bytes)));
    }
}
