//! A table of records: each column has a meaning ([`Kind`]), each distinct value is kept once, each record is a row
//! of codes.
//!
//! What holds: rows are kept in an order that depends on their contents alone, and values are numbered in the order
//! of those rows, so that whatever is computed from a table is the same for any order in which it was filled. Row
//! numbers of the public interface are those of filling, from 0. Columns without a known meaning are not kept.

use crate::dictionary::{Dictionary, hash, mix};
use crate::kind::{Family, Kind};
use crate::read::{read, remaining, split};

use self::seen::Seen;

mod growing;
mod seen;

/// Records, ready to be compared.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    dictionaries: Vec<Dictionary>,
    /// Row after row, one code per column.
    cells: Vec<u32>,
    /// The row number at filling of each row as kept.
    order: Vec<u32>,
    sources: Vec<u8>,
    rows: usize,
}

/// A column as it is kept.
#[derive(Debug, Clone)]
pub struct Column {
    /// The canonical name that models refer to.
    pub name: String,
    /// What it means.
    pub kind: Kind,
    dictionary: usize,
    /// Tells a value of this column from the same value of another.
    salt: u64,
    /// Records by code.
    counts: Vec<u32>,
}

impl Table {
    /// The number of records.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The columns that were understood.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The text that stands for a record's value, as it is compared; `None` when it is missing.
    pub fn value(&self, row: u32, column: &str) -> Option<&str> {
        let at = self.position(column)?;
        let kept = self.order.iter().position(|filled| *filled == row)?;
        let code = self.row(u32::try_from(kept).ok()?).get(at).copied()?;
        (code != 0).then(|| self.dictionary(at).text(code))
    }

    /// The place of a column.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|own| own.name == column)
    }

    /// The codes of a row as kept.
    pub(crate) fn row(&self, kept: u32) -> &[u32] {
        let width = self.columns.len();
        let start = kept as usize * width;
        self.cells.get(start..start + width).unwrap_or(&[])
    }

    /// The codes of a column, row after row as kept.
    pub(crate) fn codes(&self, column: usize) -> impl Iterator<Item = u32> {
        self.cells.iter().skip(column).step_by(self.columns.len().max(1)).copied()
    }

    pub(crate) fn dictionary(&self, column: usize) -> &Dictionary {
        static NOTHING: std::sync::LazyLock<Dictionary> =
            std::sync::LazyLock::new(|| Dictionary::new(Family::Plain));
        let at = self.columns.get(column).map(|column| column.dictionary);
        at.and_then(|at| self.dictionaries.get(at)).unwrap_or(&NOTHING)
    }

    /// Records by code of a column; the first entry counts those that lack it.
    pub(crate) fn counts(&self, column: usize) -> &[u32] {
        self.columns.get(column).map_or(&[], |column| &column.counts)
    }

    /// How many records have a value in a column.
    pub(crate) fn filled(&self, column: usize) -> usize {
        self.len() - self.counts(column).first().copied().unwrap_or(0) as usize
    }

    /// The row number at filling of a row as kept.
    pub(crate) fn filled_as(&self, kept: u32) -> u32 {
        self.order.get(kept as usize).copied().unwrap_or(kept)
    }

    pub(crate) fn source(&self, kept: u32) -> u8 {
        self.sources.get(kept as usize).copied().unwrap_or(0)
    }
}

/// Why a table could not be filled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// No column was understood.
    #[error("no column has a name that is known: map one, for example given_name=forename")]
    NothingKnown,
    /// A row has another number of values than there are columns.
    #[error("row {row} has {values} values, the header has {columns}")]
    Width {
        /// Counted from 0.
        row: usize,
        /// Values in that row.
        values: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// More rows or distinct values than the table can number.
    #[error("the table is full: at most 2,147,483,647 rows, and 4 GB of distinct values in a column")]
    Full,
}

/// What a given column becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goes {
    Nowhere,
    To(usize),
    /// One of several address lines.
    Joins(usize),
    /// A name in one piece: forename, surname and middle names, where they have no column of their own.
    Apart {
        forename: Option<usize>,
        surname: Option<usize>,
        middle: usize,
    },
}

/// Fills a [`Table`].
#[derive(Debug)]
pub struct TableBuilder {
    goes: Vec<Goes>,
    columns: Vec<Column>,
    dictionaries: Vec<Dictionary>,
    cells: Vec<u32>,
    sources: Vec<u8>,
    source: u8,
    latest_year: i16,
    joined: Vec<String>,
    rows: usize,
    /// By column, values as given that were read before.
    seen: Vec<Seen>,
    /// Of each row, a number that depends on its values alone.
    states: Vec<u64>,
    /// Values of the latest row that are still to be looked up, and their texts.
    pending: Vec<Pending>,
    texts: String,
}

/// A value that was read and not yet looked up.
#[derive(Debug)]
struct Pending {
    column: usize,
    hash: u64,
    /// Where what was read begins and ends among the texts, and where the value as given behind it ends.
    from: usize,
    until: usize,
    end: usize,
}

impl TableBuilder {
    /// A table whose columns are recognised by their names.
    pub fn new<S: AsRef<str>>(header: &[S]) -> Result<Self, TableError> {
        Self::with_kinds(header.iter().map(|name| Kind::of_column(name.as_ref())))
    }

    /// A table whose columns mean what is said; `None` leaves one out. Of several columns with one meaning the
    /// first is kept, except lines of an address, which are joined.
    pub fn with_kinds(kinds: impl IntoIterator<Item = Option<Kind>>) -> Result<Self, TableError> {
        let kinds: Vec<Option<Kind>> = kinds.into_iter().collect();
        let mut builder = Self {
            goes: Vec::new(),
            columns: Vec::new(),
            dictionaries: Vec::new(),
            cells: Vec::new(),
            sources: Vec::new(),
            source: 0,
            latest_year: 2026,
            joined: Vec::new(),
            rows: 0,
            seen: Vec::new(),
            states: Vec::new(),
            pending: Vec::new(),
            texts: String::new(),
        };
        for kind in &kinds {
            let goes = match kind {
                None | Some(Kind::FullName) => Goes::Nowhere,
                Some(Kind::Address) => Goes::Joins(builder.column(Kind::Address)),
                Some(kind) if builder.place(*kind).is_some() => Goes::Nowhere,
                Some(kind) => Goes::To(builder.column(*kind)),
            };
            builder.goes.push(goes);
        }
        if let Some(at) = kinds.iter().position(|kind| *kind == Some(Kind::FullName)) {
            builder.take_apart(at);
        }
        if builder.columns.is_empty() {
            return Err(TableError::NothingKnown);
        }
        builder.seen.resize_with(builder.columns.len(), Seen::new);
        builder.joined = vec![String::new(); builder.columns.len()];
        Ok(builder)
    }

    /// The latest year that a two-digit year in a PNC id may mean.
    #[must_use]
    pub fn latest_year(mut self, year: i16) -> Self {
        self.latest_year = year;
        self
    }

    /// Rows from here on come from another file: pairs within a file can then be left out.
    pub fn next_source(&mut self) {
        self.source = self.source.saturating_add(1);
    }

    fn place(&self, kind: Kind) -> Option<usize> {
        self.columns.iter().position(|column| column.kind == kind)
    }

    fn column(&mut self, kind: Kind) -> usize {
        if let Some(at) = self.place(kind) {
            return at;
        }
        let shared = self
            .columns
            .iter()
            .find(|column| column.kind.family() == Family::Name && kind.family() == Family::Name);
        let dictionary = if let Some(column) = shared {
            column.dictionary
        } else {
            self.dictionaries.push(Dictionary::new(kind.family()));
            self.dictionaries.len() - 1
        };
        let (name, salt) = (kind.name().to_owned(), hash(kind.name().as_bytes()));
        self.columns.push(Column { name, kind, dictionary, salt, counts: Vec::new() });
        self.columns.len() - 1
    }

    fn take_apart(&mut self, at: usize) {
        if self.place(Kind::MiddleName).is_some() {
            return;
        }
        let forename = self.place(Kind::Forename).is_none().then(|| self.column(Kind::Forename));
        let surname = self.place(Kind::Surname).is_none().then(|| self.column(Kind::Surname));
        let middle = self.column(Kind::MiddleName);
        if let Some(goes) = self.goes.get_mut(at) {
            *goes = Goes::Apart { forename, surname, middle };
        }
    }

    /// Adds a record.
    pub fn push<S: AsRef<str>>(&mut self, values: &[S]) -> Result<(), TableError> {
        if values.len() != self.goes.len() {
            let (row, values, columns) = (self.rows, values.len(), self.goes.len());
            return Err(TableError::Width { row, values, columns });
        }
        if self.rows >= MOST_ROWS {
            return Err(TableError::Full);
        }
        let start = self.cells.len();
        self.states.push(mix(u64::from(self.source)));
        self.cells.resize(start + self.columns.len(), 0);
        for at in 0..values.len() {
            let (Some(goes), Some(value)) = (self.goes.get(at).copied(), values.get(at)) else { continue };
            match goes {
                Goes::Nowhere => {}
                Goes::To(column) => self.set(start, column, value.as_ref()),
                Goes::Joins(column) => {
                    if let Some(joined) = self.joined.get_mut(column) {
                        joined.push(' ');
                        joined.push_str(value.as_ref());
                    }
                }
                Goes::Apart { forename, surname, middle } => {
                    let given = self.given(values);
                    self.set_apart(start, value.as_ref(), [forename, surname], middle, &given);
                }
            }
        }
        for column in 0..self.joined.len() {
            let Some(joined) = self.joined.get_mut(column).filter(|joined| !joined.is_empty()) else {
                continue;
            };
            let line = std::mem::take(joined);
            self.set(start, column, &line);
        }
        self.look_up(start)?;
        self.sources.push(self.source);
        self.rows += 1;
        Ok(())
    }

    /// Forename and surname as given in columns of their own.
    fn given<S: AsRef<str>>(&self, values: &[S]) -> [String; 2] {
        [Kind::Forename, Kind::Surname].map(|kind| {
            let place = self.place(kind);
            let at = self.goes.iter().position(|goes| place.is_some_and(|place| *goes == Goes::To(place)));
            at.and_then(|at| values.get(at)).map(|value| value.as_ref().to_owned()).unwrap_or_default()
        })
    }

    fn set_apart(
        &mut self,
        start: usize,
        full: &str,
        names: [Option<usize>; 2],
        middle: usize,
        given: &[String; 2],
    ) {
        let [forename, rest, surname] = split(full);
        let [own_forename, own_surname] = given;
        let forename = names[0].map_or(own_forename.clone(), |_| forename);
        let surname = names[1].map_or(own_surname.clone(), |_| surname);
        for (place, value) in names.into_iter().zip([&forename, &surname]) {
            if let Some(place) = place {
                self.set(start, place, value);
            }
        }
        let rest = if names == [None, None] { remaining(full, &forename, &surname) } else { rest };
        self.set(start, middle, &rest);
    }

    /// Reads a value of the row that begins at `start`, or puts off looking up what it reads.
    fn set(&mut self, start: usize, column: usize, raw: &str) {
        let (Some(own), Some(seen)) = (self.columns.get(column), self.seen.get_mut(column)) else {
            return;
        };
        if raw.is_empty() {
            return;
        }
        if let Some((code, hash)) = seen.find(raw) {
            self.put(start, column, code, hash);
            return;
        }
        let text = read(own.kind, raw, self.latest_year);
        let from = self.texts.len();
        self.texts.push_str(&text);
        self.texts.push_str(raw);
        let (until, end) = (from + text.len(), self.texts.len());
        self.pending.push(Pending { column, hash: hash(text.as_bytes()), from, until, end });
    }

    /// Looks up what was put off of a row.
    fn look_up(&mut self, start: usize) -> Result<(), TableError> {
        let pending = std::mem::take(&mut self.pending);
        let texts = std::mem::take(&mut self.texts);
        let place = |own: &Pending| self.columns.get(own.column).map(|column| column.dictionary);
        let fetched =
            pending.iter().filter_map(|own| Some(self.dictionaries.get(place(own)?)?.fetch(own.hash)));
        std::hint::black_box(fetched.fold(0, |all, one| all | one));
        for own in &pending {
            let at = self.columns.get(own.column).map_or(0, |column| column.dictionary);
            let Some(dictionary) = self.dictionaries.get_mut(at) else { continue };
            let text = texts.get(own.from..own.until).unwrap_or("");
            let code = dictionary.code(text, own.hash).ok_or(TableError::Full)?;
            self.put(start, own.column, code, own.hash);
            if let Some(seen) = self.seen.get_mut(own.column) {
                seen.keep(texts.get(own.until..own.end).unwrap_or(""), code, own.hash);
            }
        }
        (self.pending, self.texts) = (pending, texts);
        self.pending.clear();
        self.texts.clear();
        Ok(())
    }

    fn put(&mut self, start: usize, column: usize, code: u32, hash: u64) {
        let salt = self.columns.get(column).map_or(0, |column| column.salt);
        if let (Some(cell), Some(state)) = (self.cells.get_mut(start + column), self.states.last_mut())
            && code != 0
        {
            *cell = code;
            // A sum, so that it does not matter where a file has the column.
            *state = state.wrapping_add(mix(hash ^ salt));
        }
    }

    /// The table, in its own order.
    pub fn finish(mut self) -> Table {
        self.seen = Vec::new();
        self.dictionaries.iter_mut().for_each(Dictionary::closed);
        // Rows of one name lie together: most rows that are compared are near each other in memory then.
        let near = [Kind::Surname, Kind::Forename].into_iter().find_map(|kind| self.place(kind)).unwrap_or(0);
        let first = self.columns.get(near).and_then(|column| self.dictionaries.get(column.dictionary));
        let first = first.map(firsts).unwrap_or_default();
        let rows = self.cells.chunks_exact(self.columns.len()).zip(&self.states);
        let mut rows: Vec<(u32, u64, u32)> = (0_u32..)
            .zip(rows)
            .map(|(number, (row, state))| {
                let code = row.get(near).copied().unwrap_or(0);
                (first.get(code as usize).copied().unwrap_or(0), *state, number)
            })
            .collect();
        self.states = Vec::new();
        rows.sort_unstable();
        self.ordered(rows.into_iter().map(|(_, _, number)| number).collect())
    }

    fn ordered(mut self, order: Vec<u32>) -> Table {
        let width = self.columns.len();
        let mut fresh: Vec<Vec<u32>> = self.dictionaries.iter().map(|own| vec![0; own.len()]).collect();
        let mut kept: Vec<Vec<u32>> =
            self.dictionaries.iter().map(|own| Vec::with_capacity(own.len())).collect();
        let mut cells = Vec::with_capacity(self.cells.len());
        for number in &order {
            let start = *number as usize * width;
            let row = self.cells.get(start..start + width).unwrap_or(&[]);
            for (column, code) in self.columns.iter().zip(row) {
                let at = column.dictionary;
                cells.push(match (fresh.get_mut(at), kept.get_mut(at)) {
                    (Some(fresh), Some(kept)) => renumber(fresh, kept, *code),
                    _ => 0,
                });
            }
        }
        self.cells = Vec::new();
        drop(fresh);
        let sources = order.iter().map(|row| self.sources.get(*row as usize).copied().unwrap_or(0)).collect();
        self.ranked(&mut cells, &mut kept);
        let dictionaries: Vec<Dictionary> =
            self.dictionaries.iter().zip(&kept).map(|(own, order)| own.renumbered(order)).collect();
        Table { columns: self.columns, dictionaries, cells, rows: order.len(), order, sources }
    }

    /// Numbers values anew, those that many records hold first: what is asked for most lies close together then.
    fn ranked(&mut self, cells: &mut [u32], kept: &mut [Vec<u32>]) {
        let mut counts: Vec<Vec<u32>> = kept.iter().map(|own| vec![0; own.len() + 1]).collect();
        for row in cells.chunks_exact(self.columns.len()) {
            for (column, code) in self.columns.iter().zip(row) {
                let count = counts.get_mut(column.dictionary).and_then(|own| own.get_mut(*code as usize));
                if let Some(count) = count {
                    *count += 1;
                }
            }
        }
        let ranks: Vec<Vec<u32>> = counts.iter().zip(kept).map(|(counts, kept)| rank(counts, kept)).collect();
        for column in &mut self.columns {
            column.counts = vec![0; ranks.get(column.dictionary).map_or(1, Vec::len)];
        }
        for row in cells.chunks_exact_mut(self.columns.len()) {
            for (column, code) in self.columns.iter_mut().zip(row) {
                let rank = ranks.get(column.dictionary).and_then(|own| own.get(*code as usize));
                *code = rank.copied().unwrap_or(0);
                if let Some(count) = column.counts.get_mut(*code as usize) {
                    *count += 1;
                }
            }
        }
    }
}

/// By code, its rank among values of which twice as many records hold one as the next, and `kept` in that order.
fn rank(counts: &[u32], kept: &mut Vec<u32>) -> Vec<u32> {
    let mut codes: Vec<u32> = (1..u32::try_from(counts.len()).unwrap_or(u32::MAX)).collect();
    codes.sort_by_key(|code| counts.get(*code as usize).copied().unwrap_or(0).leading_zeros());
    let mut ranks = vec![0; counts.len()];
    for (rank, code) in (1_u32..).zip(&codes) {
        if let Some(own) = ranks.get_mut(*code as usize) {
            *own = rank;
        }
    }
    let first = |code: &u32| kept.get(*code as usize - 1).copied().unwrap_or(0);
    *kept = codes.iter().map(first).collect();
    ranks
}

/// Blocking keeps a bit of each row's number for itself.
const MOST_ROWS: usize = i32::MAX as usize;
/// The half of each value's hash by which rows are brought together.
fn firsts(dictionary: &Dictionary) -> Vec<u32> {
    let codes = u32::try_from(dictionary.len()).unwrap_or(u32::MAX);
    let first = |code: u32| u32::try_from(hash(dictionary.text(code).as_bytes()) >> 32).unwrap_or(0);
    (0..codes).map(first).collect()
}

fn renumber(fresh: &mut [u32], kept: &mut Vec<u32>, code: u32) -> u32 {
    let Some(new) = fresh.get_mut(code as usize).filter(|_| code != 0) else { return 0 };
    if *new == 0 {
        kept.push(code);
        *new = u32::try_from(kept.len()).unwrap_or(0);
    }
    *new
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[[&str; 3]]) -> Table {
        let mut builder = TableBuilder::new(&["given_name", "surname", "dob"]).unwrap();
        for row in rows {
            builder.push(row).unwrap();
        }
        builder.finish()
    }

    #[test]
    fn the_order_of_filling_changes_nothing_but_row_numbers() {
        let one = table(&[["Ann", "Lee", "1990-01-02"], ["Bob", "Ray", ""], ["Cy", "Ann", "3/4/1980"]]);
        let other = table(&[["Cy", "Ann", "3/4/1980"], ["Ann", "Lee", "1990-01-02"], ["Bob", "Ray", ""]]);
        assert_eq!(one.cells, other.cells);
        assert_eq!(one.value(0, "forename"), Some("ann"));
        assert_eq!(other.value(1, "forename"), Some("ann"));
        assert_eq!(other.value(2, "birth_date"), None);
    }

    #[test]
    fn a_full_name_fills_what_has_no_column_of_its_own() {
        let mut builder = TableBuilder::new(&["name", "dob"]).unwrap();
        builder.push(&["Evans, Mary Ann", "1990-01-02"]).unwrap();
        let table = builder.finish();
        assert_eq!(table.value(0, "surname"), Some("evans"));
        assert_eq!(table.value(0, "middle_name"), Some("ann"));
    }

    #[test]
    fn lines_of_an_address_are_one_column() {
        let mut builder = TableBuilder::new(&["address_1", "address_2"]).unwrap();
        builder.push(&["5 High St", "Sarum"]).unwrap();
        builder.push(&["", ""]).unwrap();
        let table = builder.finish();
        assert_eq!(table.value(0, "address"), Some("5 high st sarum"));
        assert_eq!(table.value(1, "address"), None);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(TableBuilder::new(&["cluster"]).err(), Some(TableError::NothingKnown));
        let mut builder = TableBuilder::new(&["surname"]).unwrap();
        let wide = Err(TableError::Width { row: 0, values: 2, columns: 1 });
        assert_eq!(builder.push(&["a", "b"]), wide);
    }
}
