//! What was found, as files: pairs and clusters, comma separated or Parquet, with the same columns in the same order.

use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::Records;
use crate::score::ScoredPair;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma separated, with a header.
    Csv,
    /// Parquet: ids as text, weights and probabilities as doubles, files as 32 bit numbers.
    Parquet,
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Comma separated.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// Parquet.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
}

/// Rows that Parquet keeps together: few enough that a group fits into memory many times.
const GROUP: usize = 500_000;

impl Records {
    /// Writes pairs: `left_id,right_id,match_weight,match_probability`, and with several files `left_file,right_file`, counted
    /// from 1.
    pub fn write_pairs<W: Write + Send>(
        &self,
        pairs: &[ScoredPair],
        format: Format,
        out: W,
    ) -> Result<W, WriteError> {
        if format == Format::Parquet {
            let left = pairs.iter().map(|pair| self.id(pair.left));
            let right = pairs.iter().map(|pair| self.id(pair.right));
            let mut columns = vec![
                ("left_id", Values::Text(left.collect())),
                ("right_id", Values::Text(right.collect())),
                ("match_weight", Values::Number(pairs.iter().map(|pair| pair.weight).collect())),
                ("match_probability", Values::Number(pairs.iter().map(ScoredPair::probability).collect())),
            ];
            if self.several {
                let files = |row: fn(&ScoredPair) -> u32| {
                    Values::File(pairs.iter().map(|pair| self.file(row(pair)).into()).collect())
                };
                columns.push(("left_file", files(|pair| pair.left)));
                columns.push(("right_file", files(|pair| pair.right)));
            }
            return Ok(write(&columns, pairs.len(), out)?);
        }
        let mut out = csv::Writer::from_writer(out);
        let files: &[&str] = if self.several { &["left_file", "right_file"] } else { &[] };
        out.write_record(["left_id", "right_id", "match_weight", "match_probability"].iter().chain(files))?;
        for pair in pairs {
            let (weight, probability) = (format!("{:.4}", pair.weight), format!("{:.6}", pair.probability()));
            let files = [pair.left, pair.right].map(|row| self.file(row).to_string());
            let files = files.iter().map(String::as_str).take(if self.several { 2 } else { 0 });
            let fields = [self.id(pair.left), self.id(pair.right), &weight, &probability];
            out.write_record(fields.into_iter().chain(files))?;
        }
        done(out)
    }

    /// Writes which record belongs to which person: `id,cluster`, and with several files `file`. A cluster is called by the id
    /// of its first record, with the file before it where there are several.
    pub fn write_clusters<W: Write + Send>(
        &self,
        clusters: &[u32],
        format: Format,
        out: W,
    ) -> Result<W, WriteError> {
        let name = |first: u32| {
            if self.several {
                format!("{}:{}", self.file(first), self.id(first))
            } else {
                self.id(first).to_owned()
            }
        };
        if format == Format::Parquet {
            let names: Vec<String> = clusters.iter().map(|first| name(*first)).collect();
            let rows = || (0_u32..).zip(clusters).map(|(row, _)| row);
            let mut columns = vec![
                ("id", Values::Text(rows().map(|row| self.id(row)).collect())),
                ("cluster", Values::Text(names.iter().map(String::as_str).collect())),
            ];
            if self.several {
                columns.push(("file", Values::File(rows().map(|row| self.file(row).into()).collect())));
            }
            return Ok(write(&columns, clusters.len(), out)?);
        }
        let mut out = csv::Writer::from_writer(out);
        out.write_record(["id", "cluster", "file"].iter().take(if self.several { 3 } else { 2 }))?;
        for (row, first) in (0_u32..).zip(clusters) {
            let file = self.file(row).to_string();
            let fields = [self.id(row), &name(*first), &file];
            out.write_record(fields.iter().take(if self.several { 3 } else { 2 }))?;
        }
        done(out)
    }
}

fn done<W: Write>(out: csv::Writer<W>) -> Result<W, WriteError> {
    let done = out.into_inner();
    Ok(done.map_err(|error| csv::Error::from(std::io::Error::other(error.error().to_string())))?)
}

/// The values of a column.
enum Values<'a> {
    Text(Vec<&'a str>),
    Number(Vec<f64>),
    File(Vec<i32>),
}

impl Values<'_> {
    fn declared(&self, name: &str) -> String {
        match self {
            Self::Text(_) => format!("required binary {name} (UTF8);"),
            Self::Number(_) => format!("required double {name};"),
            Self::File(_) => format!("required int32 {name};"),
        }
    }

    fn write<W: Write + Send>(
        &self,
        rows: Range<usize>,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        match self {
            Self::Text(values) => {
                let values = values.get(rows).unwrap_or(&[]);
                let values: Vec<ByteArray> = values.iter().map(|value| ByteArray::from(*value)).collect();
                column.typed::<ByteArrayType>().write_batch(&values, None, None)?;
            }
            Self::Number(values) => {
                column.typed::<DoubleType>().write_batch(values.get(rows).unwrap_or(&[]), None, None)?;
            }
            Self::File(values) => {
                column.typed::<Int32Type>().write_batch(values.get(rows).unwrap_or(&[]), None, None)?;
            }
        }
        column.close()
    }
}

fn write<W: Write + Send>(columns: &[(&str, Values<'_>)], rows: usize, out: W) -> Result<W, ParquetError> {
    let declared: String = columns.iter().map(|(name, values)| values.declared(name)).collect();
    let schema = Arc::new(parse_message_type(&format!("message links {{ {declared} }}"))?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    for from in (0..rows).step_by(GROUP) {
        let mut group = writer.next_row_group()?;
        for (_, values) in columns {
            values.write(from..rows.min(from + GROUP), &mut group)?;
        }
        group.close()?;
    }
    writer.into_inner()
}
