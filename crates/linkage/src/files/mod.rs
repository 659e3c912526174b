//! Records as files have them, and what was found written as files have it: comma separated (UTF-8, with a header), or Parquet.
//!
//! What holds: several files may have their columns in any order, and each its own; an id names one record of its file, and
//! a file in which it names two is refused. Labels are kept beside the table, where no comparison reaches them. Deliberately not
//! here: where files lie, and when one counts as written.

mod labels;
mod parquet;
mod rows;
mod written;

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;

pub use labels::Labelled;
pub use written::{Format, WriteError};

use crate::dictionary::hash;
use crate::kind::Kind;
use crate::table::{Table, TableBuilder, TableError};
use rows::Rows;

/// Names of the column that holds a record's own id, where none is said.
const IDS: [&str; 5] = ["id", "unique_id", "record_id", "rec_id", "row_id"];

/// What the columns of files mean, beyond what their names tell.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    mapped: HashMap<String, Option<Kind>>,
    id: Option<String>,
    apart: Vec<String>,
    label: Option<String>,
}

impl Layout {
    /// What a column means, as `given_name=forename`; `nothing` leaves it out.
    pub fn map(&mut self, said: &str) -> Result<(), FileError> {
        let known = said.split_once('=').and_then(|(column, kind)| {
            let kind = if kind == "nothing" { None } else { Some(Kind::of_column(kind)?) };
            Some((column.to_owned(), kind))
        });
        let (column, kind) = known.ok_or_else(|| FileError::Map(said.to_owned()))?;
        self.mapped.insert(column, kind);
        Ok(())
    }

    /// The column that holds each record's id.
    pub fn id(&mut self, column: &str) {
        self.id = Some(column.to_owned());
    }

    /// The column that says whose each record is. It is kept beside the records ([`Records::truth`]) and never compared.
    pub fn label(&mut self, column: &str) {
        self.label = Some(column.to_owned());
    }

    /// A column that is never compared, such as labels.
    pub fn leave_out(&mut self, column: &str) {
        self.apart.push(column.to_owned());
    }

    fn kind(&self, column: &str, id: Option<&str>) -> Option<Kind> {
        let apart = |other: &String| other.trim().eq_ignore_ascii_case(column.trim());
        if id == Some(column) || self.apart.iter().chain(&self.label).any(apart) {
            return None;
        }
        self.mapped.get(column).copied().unwrap_or_else(|| Kind::of_column(column))
    }

    /// The place of the column of ids.
    fn id_among(&self, header: &[String]) -> Result<Option<usize>, String> {
        match &self.id {
            Some(name) => named(header, name).map(Some),
            None => Ok(IDS.into_iter().find_map(|name| place(header, name))),
        }
    }
}

/// Where a column of this name stands.
fn place(header: &[String], name: &str) -> Option<usize> {
    header.iter().position(|column| column.trim().eq_ignore_ascii_case(name.trim()))
}

fn named(header: &[String], name: &str) -> Result<usize, String> {
    place(header, name).ok_or_else(|| format!("it has no column {name}"))
}

/// Why files could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// What was said of a column cannot be understood.
    #[error("{0} is not understood: say COLUMN=MEANING, for example given_name=forename, or COLUMN=nothing")]
    Map(String),
    /// A file is not as it should be.
    #[error("{file}: {why}")]
    File {
        /// Its name.
        file: String,
        /// Why.
        why: String,
    },
    /// The records do not fit together.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// A file to read.
pub struct Source<'a> {
    /// Its name, for errors.
    name: String,
    bytes: Bytes<'a>,
}

enum Bytes<'a> {
    Csv(Box<dyn Read + 'a>),
    Parquet(File),
}

impl<'a> Source<'a> {
    /// Comma separated values with a header; `name` is for errors.
    pub fn csv(name: impl Into<String>, bytes: impl Read + 'a) -> Self {
        Self { name: name.into(), bytes: Bytes::Csv(Box::new(bytes)) }
    }

    /// A Parquet file; `name` is for errors. Columns of lists and of groups are left out.
    pub fn parquet(name: impl Into<String>, file: File) -> Self {
        Self { name: name.into(), bytes: Bytes::Parquet(file) }
    }
}

/// Records with the ids that their files gave them.
#[derive(Debug, Clone)]
pub struct Records {
    /// The records.
    pub table: Table,
    ids: Vec<Box<str>>,
    /// Of each row, which file it came from.
    files: Vec<u8>,
    several: bool,
    /// Of each row whose it is, where the layout names a column of labels.
    labels: Option<Vec<Box<str>>>,
}

impl Records {
    /// Reads files one after the other. A file without a column of ids has its rows numbered, from 1. `watch` is told how many
    /// rows were read, every few thousand.
    pub fn read(sources: Vec<Source<'_>>, layout: &Layout, watch: &dyn Fn(u64)) -> Result<Self, FileError> {
        let several = sources.len() > 1;
        let mut opened = Vec::new();
        for source in sources {
            opened.push(Opened::new(source, layout)?);
        }
        let places = places(&opened);
        let mut filling = Filling {
            builder: TableBuilder::with_kinds(places.iter().map(|(kind, _)| Some(*kind)))?,
            ids: Vec::new(),
            files: Vec::new(),
            labels: layout.label.as_ref().map(|_| Vec::new()),
        };
        for (number, file) in opened.into_iter().enumerate() {
            if number > 0 {
                filling.builder.next_source();
            }
            filling.take(file, u8::try_from(number).unwrap_or(u8::MAX), &places, watch)?;
        }
        let Filling { builder, ids, files, labels } = filling;
        Ok(Self { table: builder.finish(), ids, files, several, labels })
    }

    /// The id of a row.
    pub fn id(&self, row: u32) -> &str {
        self.ids.get(row as usize).map_or("", AsRef::as_ref)
    }

    /// The rows that have an id: several, where files share ids.
    pub fn rows(&self, id: &str) -> Vec<u32> {
        let named = self.ids.iter().zip(0_u32..).filter(|(own, _)| own.as_ref() == id);
        named.map(|(_, row)| row).collect()
    }

    fn file(&self, row: u32) -> u8 {
        self.files.get(row as usize).map_or(0, |file| file.saturating_add(1))
    }
}

/// A file with its header read.
struct Opened<'a> {
    name: String,
    rows: Rows<'a>,
    id: Option<usize>,
    label: Option<usize>,
    kinds: Vec<Option<Kind>>,
}

/// A file has no more columns; one that seems to is no file of records.
const MOST_COLUMNS: usize = 4_096;

impl<'a> Opened<'a> {
    fn new(source: Source<'a>, layout: &Layout) -> Result<Self, FileError> {
        let name = source.name;
        let wrong = |why: String| FileError::File { file: name.clone(), why };
        let mut rows = Rows::open(source.bytes).map_err(wrong)?;
        let header = rows.header();
        if header.len() > MOST_COLUMNS {
            return Err(wrong(format!("{} columns, where {MOST_COLUMNS} are the most", header.len())));
        }
        let id = layout.id_among(header).map_err(wrong)?;
        let label = layout.label.as_ref().map(|label| named(header, label)).transpose().map_err(wrong)?;
        let own = id.and_then(|at| header.get(at)).map(String::as_str);
        let kinds: Vec<Option<Kind>> = header.iter().map(|column| layout.kind(column, own)).collect();
        if kinds.iter().all(Option::is_none) {
            return Err(wrong(format!(
                "no column has a name that is known ({}): say what one means, for example --map {}=forename",
                header.join(", "),
                header.first().map_or("given_name", String::as_str)
            )));
        }
        let wanted = (0..kinds.len())
            .map(|at| Some(at) == id || Some(at) == label || kinds.get(at).is_some_and(Option::is_some));
        let wanted: Vec<bool> = wanted.collect();
        rows.only(&wanted);
        Ok(Self { name, rows, id, label, kinds })
    }

    /// Where each of these meanings stands in this file: of several columns with one meaning, the first takes the first place.
    fn order(&self, places: &[(Kind, usize)]) -> Vec<Option<usize>> {
        places
            .iter()
            .map(|(kind, nth)| {
                let alike = self.kinds.iter().enumerate().filter(|(_, own)| **own == Some(*kind));
                alike.map(|(at, _)| at).nth(*nth)
            })
            .collect()
    }
}

/// Every meaning that some file has, as often as the file that has it most often.
fn places(files: &[Opened<'_>]) -> Vec<(Kind, usize)> {
    let mut places: Vec<(Kind, usize)> = Vec::new();
    for file in files {
        let mut seen: HashMap<Kind, usize> = HashMap::new();
        for kind in file.kinds.iter().flatten() {
            let nth = seen.entry(*kind).or_default();
            if !places.contains(&(*kind, *nth)) {
                places.push((*kind, *nth));
            }
            *nth += 1;
        }
    }
    places
}

/// Rows between two words to whoever watches.
const WATCHED: u64 = 8_192;

struct Filling {
    builder: TableBuilder,
    ids: Vec<Box<str>>,
    files: Vec<u8>,
    labels: Option<Vec<Box<str>>>,
}

impl Filling {
    fn take(
        &mut self,
        mut file: Opened<'_>,
        number: u8,
        places: &[(Kind, usize)],
        watch: &dyn Fn(u64),
    ) -> Result<(), FileError> {
        let wrong = |why: String| FileError::File { file: file.name.clone(), why };
        let order = file.order(places);
        let first = self.ids.len();
        let mut record = csv::StringRecord::new();
        let mut row = 0_u64;
        while file.rows.next(&mut record).map_err(wrong)? {
            row += 1;
            let id = file.id.and_then(|at| record.get(at)).map_or_else(|| row.to_string(), str::to_owned);
            if id.is_empty() {
                return Err(wrong(format!("row {row} has no id")));
            }
            let values: Vec<&str> =
                order.iter().map(|at| at.and_then(|at| record.get(at)).unwrap_or_default()).collect();
            self.builder.push(&values)?;
            self.ids.push(id.into());
            self.files.push(number);
            if let (Some(labels), Some(at)) = (&mut self.labels, file.label) {
                labels.push(record.get(at).unwrap_or_default().trim().into());
            }
            if row.is_multiple_of(WATCHED) {
                watch(WATCHED);
            }
        }
        watch(row % WATCHED);
        twice(self.ids.get(first..).unwrap_or_default()).map_or(Ok(()), |id| {
            Err(wrong(format!("the id {id} names two rows: say which column holds ids")))
        })
    }
}

/// An id that two records have.
fn twice(ids: &[Box<str>]) -> Option<&str> {
    let mut hashes: Vec<(u64, usize)> = ids.iter().map(|id| hash(id.as_bytes())).zip(0..).collect();
    hashes.sort_unstable();
    let pairs = hashes.iter().zip(hashes.iter().skip(1)).filter(|(one, other)| one.0 == other.0);
    let mut alike = pairs.filter_map(|(one, other)| Some((ids.get(one.1)?, ids.get(other.1)?)));
    alike.find(|(one, other)| one == other).map(|(one, _)| one.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::ScoredPair;

    fn source(name: &str, text: &'static str) -> Source<'static> {
        Source::csv(name, text.as_bytes())
    }

    fn read(files: Vec<Source<'_>>, layout: &Layout) -> Result<Records, FileError> {
        Records::read(files, layout, &|_| ())
    }

    #[test]
    fn files_with_their_columns_in_different_orders_fill_one_table() {
        let one = source("a.csv", "id,forename,surname,address_1,address_2\n7,Ada,Crane,1 Mill Lane,Ely\n");
        let other = source("b.csv", "address1,last_name,first_name\n2 High Street,Heron,Ida\n");
        let records = read(vec![one, other], &Layout::default()).unwrap();
        assert_eq!(records.table.value(0, "surname"), Some("crane"));
        assert_eq!(records.table.value(1, "surname"), Some("heron"));
        assert_eq!(records.table.value(1, "forename"), Some("ida"));
        assert_eq!((records.id(0), records.id(1)), ("7", "1"));
        let pair = ScoredPair { left: 0, right: 1, weight: 1.0 };
        let text = String::from_utf8(records.write_pairs(&[pair], Format::Csv, Vec::new()).unwrap()).unwrap();
        assert_eq!(
            text,
            "left_id,right_id,match_weight,match_probability,left_file,right_file\n7,1,1.0000,0.666667,1,2\n"
        );
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        let why = |text: &'static str| {
            read(vec![source("a.csv", text)], &Layout::default()).unwrap_err().to_string()
        };
        assert_eq!(
            why("id,surname\n1,Crane\n1,Heron\n"),
            "a.csv: the id 1 names two rows: say which column holds ids"
        );
        assert_eq!(why("id,surname\n1,Crane,x\n"), "a.csv: line 2: 3 values, where the header has 2");
        assert!(why("shoe,hat\n1,2\n").contains("--map shoe=forename"));
        assert_eq!(why("id,surname\n,Crane\n"), "a.csv: row 1 has no id");
        let mut layout = Layout::default();
        assert!(layout.map("given_name:forename").is_err());
        assert!(layout.map("given_name=hat").is_err());
    }

    #[test]
    fn a_column_means_what_is_said_and_labels_are_never_compared() {
        let mut layout = Layout::default();
        layout.map("called=forename").unwrap();
        layout.map("surname=nothing").unwrap();
        layout.leave_out("pnc");
        layout.label("Town");
        let text = "called,surname,pnc,town\nAda,Crane,1,x\n";
        let records = read(vec![source("a.csv", text)], &layout).unwrap();
        let columns: Vec<&str> = records.table.columns().iter().map(|column| column.name.as_str()).collect();
        assert_eq!(columns, ["forename"]);
    }
}
