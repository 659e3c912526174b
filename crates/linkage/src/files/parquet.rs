//! Parquet, read as rows of text: what a comma separated file of the same table would say.
//!
//! What holds: nothing is nothing; dates and points in time become `YYYY-MM-DD`; a number with nothing behind the point has none, since
//! many writers make such numbers of whole ones. Columns of lists and groups are left out. A damaged file is an error: the reader of the
//! format gives up by panicking on some of what is damaged, and that is caught here.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use csv::StringRecord;
use parquet::basic::{LogicalType, Repetition, TimeUnit};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::{Type, TypePtr};

/// The rows of a Parquet file.
pub(super) struct ParquetRows {
    header: Vec<String>,
    schema: String,
    columns: Vec<TypePtr>,
    wanted: Vec<bool>,
    reading: Reading,
}

enum Reading {
    /// Until the first row is wanted.
    Not(Option<SerializedFileReader<File>>),
    Rows(RowIter<'static>),
}

impl ParquetRows {
    pub fn open(file: File) -> Result<Self, String> {
        guarded(|| {
            let reader = SerializedFileReader::new(file).map_err(|error| error.to_string())?;
            let schema = reader.metadata().file_metadata().schema();
            let flat = |field: &&TypePtr| {
                let info = field.get_basic_info();
                field.is_primitive() && info.has_repetition() && info.repetition() != Repetition::REPEATED
            };
            let columns: Vec<TypePtr> = schema.get_fields().iter().filter(flat).cloned().collect();
            Ok(Self {
                header: columns.iter().map(|column| column.name().to_owned()).collect(),
                schema: schema.name().to_owned(),
                wanted: vec![true; columns.len()],
                columns,
                reading: Reading::Not(Some(reader)),
            })
        })
    }

    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Which columns are read; the others are empty.
    pub fn only(&mut self, wanted: &[bool]) {
        self.wanted = wanted.to_vec();
    }

    /// Reads the next row; `false` at the end.
    pub fn next(&mut self, record: &mut StringRecord) -> Result<bool, String> {
        guarded(|| self.read(record))
    }

    fn read(&mut self, record: &mut StringRecord) -> Result<bool, String> {
        if let Reading::Not(reader) = &mut self.reading {
            let Some(reader) = reader.take() else { return Err("it could not be read before".to_owned()) };
            let wanted = self.columns.iter().zip(&self.wanted).filter(|(_, wanted)| **wanted);
            let fields = wanted.map(|(column, _)| column.clone()).collect();
            let schema = Type::group_type_builder(&self.schema).with_fields(fields).build();
            let schema = schema.map_err(|error| error.to_string())?;
            let rows = RowIter::from_file_into(Box::new(reader)).project(Some(schema));
            self.reading = Reading::Rows(rows.map_err(|error| error.to_string())?);
        }
        let Reading::Rows(rows) = &mut self.reading else { return Ok(false) };
        let Some(row) = rows.next() else { return Ok(false) };
        let row = row.map_err(|error| error.to_string())?;
        record.clear();
        self.fill(&row, record)?;
        Ok(true)
    }

    fn fill(&self, row: &Row, record: &mut StringRecord) -> Result<(), String> {
        let mut fields = row.get_column_iter();
        for (column, wanted) in self.columns.iter().zip(&self.wanted) {
            let field = if *wanted { fields.next() } else { None };
            match field {
                Some((_, Field::Str(text))) => record.push_field(text),
                Some((name, field)) => {
                    record.push_field(&text(field, column).ok_or_else(|| unread(name))?);
                }
                None => record.push_field(""),
            }
        }
        Ok(())
    }
}

fn unread(column: &str) -> String {
    format!("the column {column} holds what cannot be read as text, a number or a date")
}

/// What the reader does, or what is wrong, even where the reader panics.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let done = catch_unwind(AssertUnwindSafe(read));
    done.unwrap_or_else(|_| Err("it is damaged, or of a kind of Parquet that is not read".to_owned()))
}

/// A value as a comma separated file would have it; `None` for what is no single value.
fn text(field: &Field, column: &Type) -> Option<String> {
    Some(match field {
        Field::Null => String::new(),
        Field::Bool(value) => value.to_string(),
        Field::Byte(value) => value.to_string(),
        Field::Short(value) => value.to_string(),
        Field::Int(value) => value.to_string(),
        Field::Long(value) => match column.get_basic_info().logical_type_ref() {
            // A unit that the reader does not know how to name.
            Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS => {
                day_of(*value, 1_000_000_000)?
            }
            _ => value.to_string(),
        },
        Field::UByte(value) => value.to_string(),
        Field::UShort(value) => value.to_string(),
        Field::UInt(value) => value.to_string(),
        Field::ULong(value) => value.to_string(),
        // A number is written without a point where it needs none.
        Field::Float(value) => value.to_string(),
        Field::Double(value) => value.to_string(),
        Field::Float16(value) => value.to_f32().to_string(),
        Field::Str(value) => value.clone(),
        Field::Bytes(value) => String::from_utf8(value.data().to_vec()).ok()?,
        Field::Date(days) => day(i64::from(*days))?,
        Field::TimestampMillis(time) => day_of(*time, 1_000)?,
        Field::TimestampMicros(time) => day_of(*time, 1_000_000)?,
        Field::Decimal(_) | Field::TimeMillis(_) | Field::TimeMicros(_) => field.to_string(),
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => return None,
    })
}

/// The day of a point in time, in so many parts of a second.
fn day_of(time: i64, second: i64) -> Option<String> {
    day(time.div_euclid(second).div_euclid(86_400))
}

/// The day so many days after the first of January 1970, of years with four digits.
fn day(days: i64) -> Option<String> {
    // Counted from the first of March of the year 0, so that the leap day is the last of its year.
    let days = days.checked_add(719_468)?;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    (0..=9_999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, date) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (20_779, "2026-11-22"),
            (-25_567, "1900-01-01"),
        ] {
            assert_eq!(day(days).as_deref(), Some(date));
        }
        assert_eq!(day_of(-1, 1_000).as_deref(), Some("1969-12-31"));
        assert_eq!(day(i64::MAX), None);
    }
}
