//! The rows of a file, one after the other, as text, whatever the file's format.

use std::io::Read;

use csv::StringRecord;

use super::Bytes;
use super::parquet::ParquetRows;

/// A row may be as long as this. A longer one is a file whose quotation marks are not closed, and would fill the memory.
const LONGEST: u64 = 16 << 20;

/// The rows of a file.
pub(super) enum Rows<'a> {
    Csv { header: Vec<String>, reader: csv::Reader<Bounded<'a>> },
    Parquet(ParquetRows),
}

impl<'a> Rows<'a> {
    /// Opens a file and reads its header; else says what is wrong.
    pub fn open(bytes: Bytes<'a>) -> Result<Self, String> {
        match bytes {
            Bytes::Csv(bytes) => {
                let mut reader = csv::Reader::from_reader(Bounded { bytes, left: LONGEST });
                let header = reader.headers().map_err(|error| said(&error))?;
                let header: Vec<String> = header.iter().map(str::to_owned).collect();
                if header.first().is_some_and(|first| first.starts_with("PAR1")) {
                    return Err("it is a Parquet file: let its name end in .parquet".to_owned());
                }
                Ok(Self::Csv { header, reader })
            }
            Bytes::Parquet(file) => ParquetRows::open(file).map(Self::Parquet),
        }
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        match self {
            Self::Csv { header, .. } => header,
            Self::Parquet(rows) => rows.header(),
        }
    }

    /// Of the other columns nothing need be read.
    pub fn only(&mut self, wanted: &[bool]) {
        if let Self::Parquet(rows) = self {
            rows.only(wanted);
        }
    }

    /// Reads the next row; `false` at the end.
    pub fn next(&mut self, record: &mut StringRecord) -> Result<bool, String> {
        match self {
            Self::Csv { reader, .. } => {
                reader.get_mut().left = LONGEST;
                reader.read_record(record).map_err(|error| said(&error))
            }
            Self::Parquet(rows) => rows.next(record),
        }
    }
}

/// Bytes of which only so many are given out for one row.
pub(super) struct Bounded<'a> {
    bytes: Box<dyn Read + 'a>,
    left: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some(left) = self.left.checked_sub(buffer.len() as u64) else {
            return Err(std::io::Error::other("a row of more than 16 MB: is a quotation mark not closed?"));
        };
        self.left = left;
        self.bytes.read(buffer)
    }
}

/// What is wrong with a line, and where.
fn said(error: &csv::Error) -> String {
    let line = error.position().map(|at| format!("line {}: ", at.line())).unwrap_or_default();
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => format!("{line}not UTF-8; save the file as UTF-8"),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{line}{len} values, where the header has {expected_len}")
        }
        csv::ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_mark_that_is_never_closed_does_not_fill_the_memory() {
        let endless = std::io::repeat(b'x').take(1 << 40);
        let text = "id,surname\n1,\"".as_bytes().chain(endless);
        let mut rows = Rows::open(Bytes::Csv(Box::new(text))).unwrap();
        let error = rows.next(&mut StringRecord::new()).unwrap_err();
        assert!(error.contains("quotation mark"), "{error}");
    }

    #[test]
    fn many_short_rows_are_no_long_one() {
        let line = "1,Crane\n".repeat(1 << 22);
        let text = format!("id,surname\n{line}");
        let mut rows = Rows::open(Bytes::Csv(Box::new(text.as_bytes()))).unwrap();
        let mut record = StringRecord::new();
        let mut count = 0_u32;
        while rows.next(&mut record).unwrap() {
            count += 1;
        }
        assert_eq!(count, 1 << 22);
    }
}
