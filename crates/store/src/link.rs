//! One transaction on either database, and how statements run in it.

use crate::{
    counting::count,
    error::stored,
    sql::{Arg, Row, Sql},
};
use app::ports::Stored;
use sqlx::{
    AssertSqlSafe, PgPool, Postgres, SqlSafeStr, Sqlite, SqlitePool, Transaction, postgres::PgArguments,
    query::Query, sqlite::SqliteArguments,
};
use std::fmt::Write as _;
use uuid::Uuid;

/// An open transaction. Dropping it undoes it.
pub(crate) enum Link {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one query on whichever database there is: statement and parameters are written once.
macro_rules! on_db {
    ($link:expr, $sql:expr, $args:expr, $run:ident, |$answer:ident, $row:ident| $then:expr) => {
        match $link {
            Link::Sqlite(tx) => {
                let ($answer, $row) =
                    (for_sqlite($sql.sqlite, $args).$run(&mut **tx).await.map_err(stored)?, Row::Sqlite);
                Ok($then)
            }
            Link::Postgres(tx) => {
                let ($answer, $row) = (
                    for_postgres($sql.postgres, $args).$run(&mut **tx).await.map_err(stored)?,
                    Row::Postgres,
                );
                Ok($then)
            }
        }
    };
}

impl Link {
    /// All rows.
    pub(crate) async fn all(&mut self, sql: Sql, args: Vec<Arg>) -> Stored<Vec<Row>> {
        count();
        on_db!(self, sql, args, fetch_all, |rows, row| rows.into_iter().map(row).collect())
    }

    /// The first row, if there is one.
    pub(crate) async fn one(&mut self, sql: Sql, args: Vec<Arg>) -> Stored<Option<Row>> {
        count();
        on_db!(self, sql, args, fetch_optional, |found, row| found.map(row))
    }

    /// Runs it and counts the rows that it touched.
    pub(crate) async fn run(&mut self, sql: Sql, args: Vec<Arg>) -> Stored<u64> {
        count();
        on_db!(self, sql, args, execute, |done, _row| done.rows_affected())
    }

    /// Runs a statement whose text was put together from literals of this crate.
    pub(crate) async fn composed(&mut self, text: String, args: Vec<Arg>) -> Stored<Vec<Row>> {
        count();
        match self {
            Self::Sqlite(tx) => {
                let rows =
                    for_sqlite(AssertSqlSafe(text), args).fetch_all(&mut **tx).await.map_err(stored)?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Self::Postgres(tx) => {
                let rows =
                    for_postgres(AssertSqlSafe(text), args).fetch_all(&mut **tx).await.map_err(stored)?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Makes it durable.
    pub(crate) async fn commit(self) -> Stored<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
        .map_err(stored)
    }

    /// Whether this is PostgreSQL, for the few things that only one of the two needs.
    pub(crate) const fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

/// One statement outside any transaction.
pub(crate) enum Pools<'a> {
    Sqlite(&'a SqlitePool),
    Postgres(&'a PgPool),
}

impl Pools<'_> {
    /// The first row, if there is one.
    pub(crate) async fn one(self, sql: Sql, args: Vec<Arg>) -> Stored<Option<Row>> {
        count();
        match self {
            Self::Sqlite(pool) => {
                let row = for_sqlite(sql.sqlite, args).fetch_optional(pool).await.map_err(stored)?;
                Ok(row.map(Row::Sqlite))
            }
            Self::Postgres(pool) => {
                let row = for_postgres(sql.postgres, args).fetch_optional(pool).await.map_err(stored)?;
                Ok(row.map(Row::Postgres))
            }
        }
    }

    /// Runs it.
    pub(crate) async fn run(self, sql: Sql, args: Vec<Arg>) -> Stored<u64> {
        count();
        match self {
            Self::Sqlite(pool) => {
                let done = for_sqlite(sql.sqlite, args).execute(pool).await.map_err(stored)?;
                Ok(done.rows_affected())
            }
            Self::Postgres(pool) => {
                let done = for_postgres(sql.postgres, args).execute(pool).await.map_err(stored)?;
                Ok(done.rows_affected())
            }
        }
    }
}

fn for_sqlite(text: impl SqlSafeStr, args: Vec<Arg>) -> Query<'static, Sqlite, SqliteArguments> {
    args.into_iter().fold(sqlx::query::<Sqlite>(text), |query, arg| match arg {
        Arg::Int(value) => query.bind(value),
        Arg::Text(value) => query.bind(value),
        Arg::Id(value) => query.bind(value),
        Arg::Bytes(value) => query.bind(value),
        Arg::Ids(ids) => query.bind(json_list(&ids)),
    })
}

/// A JSON list of the ids in hexadecimal, as `by_ids` reads it.
fn json_list(ids: &[Uuid]) -> String {
    let mut text = String::with_capacity(ids.len() * 35 + 2);
    text.push('[');
    for (place, id) in ids.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}\"{}\"", if place == 0 { "" } else { "," }, id.simple());
    }
    text.push(']');
    text
}

fn for_postgres(text: impl SqlSafeStr, args: Vec<Arg>) -> Query<'static, Postgres, PgArguments> {
    args.into_iter().fold(sqlx::query::<Postgres>(text), |query, arg| match arg {
        Arg::Int(value) => query.bind(value),
        Arg::Text(value) => query.bind(value),
        Arg::Id(value) => query.bind(value),
        Arg::Bytes(value) => query.bind(value),
        Arg::Ids(ids) => query.bind(ids),
    })
}
