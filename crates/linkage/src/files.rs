//! Records as files have them, and what was found written as files have it: comma separated, UTF-8, with a header.
//!
//! What holds: several files may have their columns in any order, and each its own; an id names one record of its file, and
//! a file in which it names two is refused. Deliberately not here: where files lie, and when one counts as written.

use std::collections::HashMap;
use std::io::{Read, Write};

use crate::dictionary::hash;
use crate::kind::Kind;
use crate::score::ScoredPair;
use crate::table::{Table, TableBuilder, TableError};

/// Names of the column that holds a record's own id, where none is said.
const IDS: [&str; 5] = ["id", "unique_id", "record_id", "rec_id", "row_id"];

/// What the columns of files mean, beyond what their names tell.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    mapped: HashMap<String, Option<Kind>>,
    id: Option<String>,
    apart: Vec<String>,
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

    /// A column that is never compared, such as labels.
    pub fn leave_out(&mut self, column: &str) {
        self.apart.push(column.to_owned());
    }

    fn kind(&self, column: &str, id: Option<&str>) -> Option<Kind> {
        if id == Some(column) || self.apart.iter().any(|apart| apart == column) {
            return None;
        }
        self.mapped.get(column).copied().unwrap_or_else(|| Kind::of_column(column))
    }

    /// The place of the column of ids.
    fn id_among(&self, header: &csv::StringRecord) -> Result<Option<usize>, String> {
        let at = |name: &str| header.iter().position(|column| column.trim().eq_ignore_ascii_case(name));
        match &self.id {
            Some(name) => at(name).map(Some).ok_or_else(|| format!("it has no column {name}")),
            None => Ok(IDS.into_iter().find_map(at)),
        }
    }
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
    pub name: String,
    /// Its bytes.
    pub bytes: Box<dyn Read + 'a>,
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
        };
        for (number, file) in opened.into_iter().enumerate() {
            if number > 0 {
                filling.builder.next_source();
            }
            filling.take(file, u8::try_from(number).unwrap_or(u8::MAX), &places, watch)?;
        }
        let Filling { builder, ids, files } = filling;
        Ok(Self { table: builder.finish(), ids, files, several })
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

    /// Writes pairs: `left_id,right_id,match_weight,match_probability`, and with several files `left_file,right_file`, counted
    /// from 1.
    pub fn write_pairs<W: Write>(&self, pairs: &[ScoredPair], out: W) -> csv::Result<W> {
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
    pub fn write_clusters<W: Write>(&self, clusters: &[u32], out: W) -> csv::Result<W> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(["id", "cluster", "file"].iter().take(if self.several { 3 } else { 2 }))?;
        for (first, row) in clusters.iter().zip(0_u32..) {
            if self.several {
                let cluster = format!("{}:{}", self.file(*first), self.id(*first));
                out.write_record([self.id(row), &cluster, &self.file(row).to_string()])?;
            } else {
                out.write_record([self.id(row), self.id(*first)])?;
            }
        }
        done(out)
    }
}

fn done<W: Write>(out: csv::Writer<W>) -> csv::Result<W> {
    out.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.error().to_string())))
}

/// A file with its header read.
struct Opened<'a> {
    name: String,
    reader: csv::Reader<Box<dyn Read + 'a>>,
    id: Option<usize>,
    kinds: Vec<Option<Kind>>,
}

impl<'a> Opened<'a> {
    fn new(source: Source<'a>, layout: &Layout) -> Result<Self, FileError> {
        let name = source.name;
        let wrong = |why: String| FileError::File { file: name.clone(), why };
        let mut reader = csv::ReaderBuilder::new().from_reader(source.bytes);
        let header = reader.headers().map_err(|error| wrong(said(&error)))?.clone();
        let id = layout.id_among(&header).map_err(&wrong)?;
        let own = id.and_then(|at| header.get(at));
        let kinds: Vec<Option<Kind>> = header.iter().map(|column| layout.kind(column, own)).collect();
        if kinds.iter().all(Option::is_none) {
            let columns = header.iter().collect::<Vec<_>>().join(", ");
            return Err(wrong(format!(
                "no column has a name that is known ({columns}): say what one means, for example --map {}=forename",
                header.get(0).unwrap_or("given_name")
            )));
        }
        Ok(Self { name, reader, id, kinds })
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
        while file.reader.read_record(&mut record).map_err(|error| wrong(said(&error)))? {
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

    fn source(name: &str, text: &'static str) -> Source<'static> {
        Source { name: name.to_owned(), bytes: Box::new(text.as_bytes()) }
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
        let text = String::from_utf8(records.write_pairs(&[pair], Vec::new()).unwrap()).unwrap();
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
        layout.leave_out("cluster");
        let text = "called,surname,cluster\nAda,Crane,1\n";
        let records = read(vec![source("a.csv", text)], &layout).unwrap();
        let columns: Vec<&str> = records.table.columns().iter().map(|column| column.name.as_str()).collect();
        assert_eq!(columns, ["forename"]);
    }
}
