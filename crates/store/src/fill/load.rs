//! Many rows in one statement, laid out beside the thread that writes and handed to it whole.
//!
//! SQLite is given the values of up to [`SQLITE_ROWS`] rows one after another. PostgreSQL is given one list for each column,
//! so that a table has one text for any number of rows and a value costs no parameter of its own.

use crate::{
    bulk::Insert,
    counting::count,
    error::failed,
    link::{Link, Values},
    sql::Arg,
};
use app::ports::{StoreError, Stored};
use sqlx::{Arguments as _, AssertSqlSafe, SqlSafeStr as _, postgres::PgArguments, sqlite::SqliteArguments};
use std::{collections::HashMap, fmt::Write as _, sync::Arc};
use tokio::sync::mpsc;
use uuid::Uuid;

/// The most rows of one statement on SQLite: as many values as a statement's parameters leave room for in the widest table,
/// twice over.
const SQLITE_ROWS: usize = 256;
/// The most rows of one statement on PostgreSQL.
const POSTGRES_ROWS: usize = 4_096;

/// One statement with its values.
pub(super) struct Load {
    insert: Insert,
    rows: usize,
    text: Arc<str>,
    values: Values,
}

impl Load {
    /// Writes the rows: all of them, unless a conflict clause says otherwise.
    pub(super) async fn run(self, link: &mut Link) -> Stored<()> {
        count();
        let text = AssertSqlSafe(self.text);
        let written = link.load(text.into_sql_str(), self.values).await?;
        let missing = self.rows.saturating_sub(usize::try_from(written).unwrap_or(usize::MAX));
        if missing > 0 && self.insert.tail.is_empty() {
            return Err(StoreError::Corrupt(format!(
                "{missing} of {} rows: {}",
                self.rows, self.insert.head
            )));
        }
        Ok(())
    }
}

/// Lays rows out as statements, and hands each over when it is full.
pub(super) struct Loader {
    postgres: bool,
    texts: HashMap<(&'static str, usize), Arc<str>>,
    out: mpsc::Sender<super::Piece>,
}

impl Loader {
    pub(super) fn new(postgres: bool, out: mpsc::Sender<super::Piece>) -> Self {
        Self { postgres, texts: HashMap::new(), out }
    }

    /// Rows of one statement at most.
    pub(super) const fn most(&self) -> usize {
        if self.postgres { POSTGRES_ROWS } else { SQLITE_ROWS }
    }

    /// Hands over what is no list of rows. Whoever has stopped taking pieces has failed, and says why.
    pub(super) fn send(&self, piece: super::Piece) {
        let _ = self.out.blocking_send(piece);
    }

    /// Lays out rows whose columns come one after another, any number of rows at once.
    pub(super) fn rows(&mut self, insert: Insert, groups: impl Iterator<Item = Vec<Arg>>) -> Stored<()> {
        let full = self.most() * insert.width;
        let mut waiting: Vec<Arg> = Vec::new();
        for mut group in groups {
            waiting.append(&mut group);
            while waiting.len() >= full {
                let rest = waiting.split_off(full);
                self.lay(insert, std::mem::replace(&mut waiting, rest))?;
            }
            if self.out.is_closed() {
                return Ok(());
            }
        }
        while !waiting.is_empty() {
            let rows = self.part_of(waiting.len() / insert.width);
            let rest = waiting.split_off(rows * insert.width);
            self.lay(insert, std::mem::replace(&mut waiting, rest))?;
        }
        Ok(())
    }

    /// How many of so many rows go together: SQLite keeps a statement for each number, so there are few of them.
    const fn part_of(&self, rows: usize) -> usize {
        if self.postgres || rows <= 8 { rows } else { 1 << rows.ilog2() }
    }

    fn lay(&mut self, insert: Insert, args: Vec<Arg>) -> Stored<()> {
        let rows = args.len() / insert.width;
        let (text, values) = if self.postgres {
            let columns = columns(insert.width, rows, args)?;
            let kinds: Vec<&str> = columns.iter().map(Column::kind).collect();
            let text = self.texts.entry((insert.head, 0)).or_insert_with(|| of_lists(&insert, &kinds).into());
            (text.clone(), Values::Postgres(of_postgres(columns)?))
        } else {
            let text = self.texts.entry((insert.head, rows));
            let text = text.or_insert_with(|| Insert { returning: "", ..insert }.text(rows, false).into());
            (text.clone(), Values::Sqlite(of_sqlite(args)?))
        };
        self.send(super::Piece::Rows(Load { insert, rows, text, values }));
        Ok(())
    }
}

fn of_sqlite(args: Vec<Arg>) -> Stored<SqliteArguments> {
    let mut values = SqliteArguments::default();
    values.reserve(args.len(), 0);
    for arg in args {
        match arg {
            Arg::Int(value) => values.add(value),
            Arg::Text(value) => values.add(value),
            Arg::Id(value) => values.add(value),
            Arg::Bytes(value) => values.add(value),
            Arg::Ids(_) => return Err(failed("a list in a row")),
        }
        .map_err(|_| failed("a value that cannot be written"))?;
    }
    Ok(values)
}

/// One column of many rows.
enum Column {
    Ints(Vec<Option<i64>>),
    Texts(Vec<Option<String>>),
    Ids(Vec<Option<Uuid>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl Column {
    fn like(arg: &Arg, rows: usize) -> Stored<Self> {
        Ok(match arg {
            Arg::Int(_) => Self::Ints(Vec::with_capacity(rows)),
            Arg::Text(_) => Self::Texts(Vec::with_capacity(rows)),
            Arg::Id(_) => Self::Ids(Vec::with_capacity(rows)),
            Arg::Bytes(_) => Self::Bytes(Vec::with_capacity(rows)),
            Arg::Ids(_) => return Err(failed("a list in a row")),
        })
    }

    fn push(&mut self, arg: Arg) -> Stored<()> {
        match (self, arg) {
            (Self::Ints(list), Arg::Int(value)) => list.push(value),
            (Self::Texts(list), Arg::Text(value)) => list.push(value),
            (Self::Ids(list), Arg::Id(value)) => list.push(value),
            (Self::Bytes(list), Arg::Bytes(value)) => list.push(value),
            _ => return Err(failed("a column of two types")),
        }
        Ok(())
    }

    const fn kind(&self) -> &'static str {
        match self {
            Self::Ints(_) => "bigint",
            Self::Texts(_) => "text",
            Self::Ids(_) => "uuid",
            Self::Bytes(_) => "bytea",
        }
    }
}

fn columns(width: usize, rows: usize, args: Vec<Arg>) -> Stored<Vec<Column>> {
    let mut columns: Vec<Column> =
        args.iter().take(width).map(|arg| Column::like(arg, rows)).collect::<Stored<_>>()?;
    let mut args = args.into_iter();
    for _ in 0..rows {
        for (column, arg) in columns.iter_mut().zip(args.by_ref()) {
            column.push(arg)?;
        }
    }
    Ok(columns)
}

fn of_postgres(columns: Vec<Column>) -> Stored<PgArguments> {
    let mut values = PgArguments::default();
    for column in columns {
        match column {
            Column::Ints(list) => values.add(list),
            Column::Texts(list) => values.add(list),
            Column::Ids(list) => values.add(list),
            Column::Bytes(list) => values.add(list),
        }
        .map_err(|_| failed("a value that cannot be written"))?;
    }
    Ok(values)
}

/// The statement that takes a list for each column.
fn of_lists(insert: &Insert, kinds: &[&str]) -> String {
    let mut text = format!("{} select * from unnest(", insert.head);
    for (number, kind) in (1..).zip(kinds) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}${number}::{kind}[]", if number == 1 { "" } else { ", " });
    }
    text.push_str(") ");
    text.push_str(insert.tail);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fill::Piece, sql::args};

    const INSERT: Insert = Insert {
        head: "insert into t (a, b)",
        table: "t",
        width: 2,
        tail: "on conflict do nothing",
        returning: "returning a",
    };

    /// The texts and numbers of rows that `rows` rows become.
    fn laid(postgres: bool, rows: i64) -> Vec<(String, usize)> {
        let (out, mut pieces) = mpsc::channel(64);
        let mut loader = Loader::new(postgres, out);
        loader.rows(INSERT, (0..rows).map(|row| args![row, "b"])).unwrap();
        drop(loader);
        let mut laid = Vec::new();
        while let Some(piece) = pieces.blocking_recv() {
            let Piece::Rows(load) = piece else { panic!("no rows") };
            laid.push((load.text.to_string(), load.rows));
        }
        laid
    }

    #[test]
    fn sqlite_is_given_few_sizes_of_statement() {
        let sizes = |rows| laid(false, rows).into_iter().map(|(_, rows)| rows).collect::<Vec<_>>();
        assert_eq!(sizes(600), [256, 256, 64, 16, 8]);
        assert_eq!(sizes(7), [7]);
        assert_eq!(sizes(0), [] as [usize; 0]);
        assert_eq!(laid(false, 2)[0].0, "insert into t (a, b) values (?, ?), (?, ?) on conflict do nothing");
    }

    #[test]
    fn postgres_is_given_one_text_for_any_number_of_rows() {
        let text =
            "insert into t (a, b) select * from unnest($1::bigint[], $2::text[]) on conflict do nothing";
        assert_eq!(laid(true, 600), [(text.to_owned(), 600)]);
        assert_eq!(laid(true, 5_000), [(text.to_owned(), 4_096), (text.to_owned(), 904)]);
    }

    #[test]
    fn a_column_holds_one_type() {
        let mixed = columns(1, 2, args![1_i64, "one"]);
        assert!(mixed.is_err());
    }
}
