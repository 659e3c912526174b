//! One transaction on either database, and how statements run in it.
//!
//! A transaction begins with its first statement on SQLite, in the same message. Writes whose answer nobody waits for are
//! kept ([`Link::later`]) and go with the next statement, or with the commit. Reads that a use-case is known to make go to
//! SQLite in one message ([`Link::ahead`]), and their rows wait until they are asked for. After a statement has failed nothing runs any
//! more: the transaction can only be dropped, and a commit answers with an error.

use crate::{
    counting::count,
    db::Pool,
    error::{again, failed, stored},
    event::Stand,
    later::{self, Later},
    lease::Lease,
    sql::{Arg, Read, Row, Sql},
    turn::Turn,
};
use app::ports::{StoreError, Stored};
use sqlx::{
    AssertSqlSafe, Either, Executor as _, PgConnection, Postgres, SqlSafeStr, SqlStr, Sqlite,
    SqliteConnection,
    postgres::{PgArguments, PgRow},
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};
use std::{
    borrow::Cow,
    fmt::Write as _,
    future::{Future as _, poll_fn},
    pin::pin,
    task::{Context, Poll, Waker},
};
use uuid::Uuid;

/// An open transaction. Dropping it undoes it.
pub(crate) struct Link {
    on: On,
    waiting: Vec<Later>,
    /// Why nothing can run any more.
    spoilt: Option<StoreError>,
    /// A chain that this transaction has locked already.
    locked: Option<Uuid>,
    /// Where chains stand to which nobody else can append before this transaction ends.
    stands: Vec<(Uuid, Stand)>,
    /// Rows that were read ahead.
    ahead: Vec<(Read, Vec<Row>)>,
}

enum On {
    Reader(Reader),
    Writer(Turn),
    Postgres(Begun),
}

/// Values of one statement, laid out for one database.
pub(crate) enum Values {
    Sqlite(SqliteArguments),
    Postgres(PgArguments),
}

/// A snapshot of an SQLite file.
struct Reader {
    lease: Lease<Sqlite>,
    begun: bool,
}

/// A transaction on PostgreSQL. Dropping it before its end undoes it, in a task of its own.
struct Begun {
    lease: Option<Lease<Postgres>>,
    to: Begin,
}

/// How a transaction on PostgreSQL begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// To read: all its statements see one state.
    Snapshot,
    /// To write: each statement sees what was committed before it, and what others change is found by the versions that
    /// its updates ask for.
    Write,
}

impl Begin {
    const fn words(self) -> &'static str {
        match self {
            Self::Snapshot => "begin transaction isolation level repeatable read read only",
            Self::Write => "begin",
        }
    }
}

impl Link {
    /// A transaction that only reads an SQLite file.
    pub(crate) const fn reader(lease: Lease<Sqlite>) -> Self {
        Self::on(On::Reader(Reader { lease, begun: false }))
    }

    /// A transaction that may write an SQLite file.
    pub(crate) const fn writer(turn: Turn) -> Self {
        Self::on(On::Writer(turn))
    }

    /// A transaction on PostgreSQL. A connection that fails is closed.
    pub(crate) async fn postgres(lease: Lease<Postgres>, to: Begin) -> Stored<Self> {
        // Dropped while it begins, it is undone like any other.
        let mut begun = Begun { lease: Some(lease), to };
        match sqlx::raw_sql(to.words()).execute(begun.connection()?).await {
            Ok(_) => Ok(Self::on(On::Postgres(begun))),
            Err(error) => {
                if let Some(mut lease) = begun.lease.take() {
                    lease.give_up();
                }
                Err(stored(error))
            }
        }
    }

    const fn on(on: On) -> Self {
        Self { on, waiting: Vec::new(), spoilt: None, locked: None, stands: Vec::new(), ahead: Vec::new() }
    }

    /// All rows.
    pub(crate) async fn all(&mut self, sql: Sql, args: Vec<Arg>) -> Stored<Vec<Row>> {
        if let Some(place) = self.ahead.iter().position(|(read, _)| read.asks(sql, &args)) {
            return Ok(self.ahead.swap_remove(place).1);
        }
        count();
        let text = if self.is_postgres() { sql.postgres } else { sql.sqlite };
        self.rows(Cow::Borrowed(text), args).await
    }

    /// All rows of a read.
    pub(crate) async fn read(&mut self, read: Read) -> Stored<Vec<Row>> {
        self.all(read.sql, read.args).await
    }

    /// Makes these reads in one message to SQLite; whoever asks for one of them later in this transaction has its rows
    /// already. PostgreSQL takes one statement a message, and is asked when the rows are wanted; so is a writer, since what
    /// it writes in between might be read.
    pub(crate) async fn ahead(&mut self, reads: Vec<Read>) -> Stored<()> {
        let On::Reader(reader) = &mut self.on else { return Ok(()) };
        if let Some(error) = &self.spoilt {
            return Err(again(error));
        }
        for _ in &reads {
            count();
        }
        match reader.run_each(&reads).await {
            Ok(rows) => {
                self.ahead.extend(reads.into_iter().zip(rows.into_iter().map(of_sqlite)));
                Ok(())
            }
            Err(error) => Err(self.spoil(error)),
        }
    }

    /// The first row, if there is one.
    pub(crate) async fn one(&mut self, sql: Sql, args: Vec<Arg>) -> Stored<Option<Row>> {
        Ok(self.all(sql, args).await?.into_iter().next())
    }

    /// Runs it and counts the rows that it touched.
    pub(crate) async fn run(&mut self, sql: Sql, args: Vec<Arg>) -> Stored<u64> {
        count();
        if let On::Postgres(_) = &self.on {
            self.flush().await?;
            return self.counted(sql.postgres, args).await;
        }
        // In one message: what a statement changed is asked for right after it.
        let text = [sql.sqlite, "; select changes()"].concat();
        let rows = self.rows(Cow::Owned(text), args).await?;
        rows.first().map_or(Ok(0), |row| row.fields().next())
    }

    /// Runs a statement whose text was put together from literals of this crate.
    pub(crate) async fn composed(&mut self, text: String, args: Vec<Arg>) -> Stored<Vec<Row>> {
        count();
        self.rows(Cow::Owned(text), args).await
    }

    /// The first row of a statement that reads `table` only: what waits goes first only where it writes that table.
    pub(crate) async fn one_of(&mut self, table: &str, sql: Sql, args: Vec<Arg>) -> Stored<Option<Row>> {
        if self.waiting.iter().any(|write| write.into() == table) {
            return self.one(sql, args).await;
        }
        let waiting = std::mem::take(&mut self.waiting);
        let found = self.one(sql, args).await;
        self.waiting = waiting;
        found
    }

    /// Keeps a write until the next statement or the end.
    pub(crate) fn later(&mut self, write: Later) {
        count();
        self.waiting.push(write);
    }

    /// Runs a statement with values that were laid out beforehand, and counts the rows that it touched.
    pub(crate) async fn load(&mut self, text: SqlStr, values: Values) -> Stored<u64> {
        self.flush().await?;
        if let Some(error) = &self.spoilt {
            return Err(again(error));
        }
        let outcome = match (&mut self.on, values) {
            (On::Writer(turn), Values::Sqlite(values)) => turn.load(text, values).await,
            (On::Postgres(begun), Values::Postgres(values)) => {
                let query = sqlx::query_with::<Postgres, _>(text, values);
                query.execute(begun.connection()?).await.map(|done| done.rows_affected()).map_err(stored)
            }
            _ => Err(failed("rows laid out for the other database")),
        };
        outcome.map_err(|error| self.spoil(error))
    }

    /// Runs a text of several statements without parameters, as migrations are.
    pub(crate) async fn raw(&mut self, sqlite: &'static str, postgres: &'static str) -> Stored<()> {
        self.flush().await?;
        let outcome = match &mut self.on {
            On::Reader(_) => Err(failed("a reader runs no script")),
            On::Writer(turn) => turn.raw(sqlite).await,
            On::Postgres(begun) => {
                sqlx::raw_sql(postgres).execute(begun.connection()?).await.map(drop).map_err(stored)
            }
        };
        outcome.map_err(|error| self.spoil(error))
    }

    /// Makes it durable.
    pub(crate) async fn commit(mut self) -> Stored<()> {
        if let On::Postgres(_) = &self.on {
            self.flush().await?;
        }
        if let Some(error) = &self.spoilt {
            return Err(again(error));
        }
        match self.on {
            On::Reader(mut reader) => {
                reader.end();
                Ok(())
            }
            On::Writer(turn) => {
                let (text, args) = later::for_sqlite(self.waiting);
                turn.finish(text, args).await
            }
            On::Postgres(mut begun) => begun.commit().await,
        }
    }

    /// Whether this is PostgreSQL, for the few things that only one of the two needs.
    pub(crate) const fn is_postgres(&self) -> bool {
        matches!(self.on, On::Postgres(_))
    }

    /// Whether all statements of this transaction see one state: they do, but for one that writes on PostgreSQL.
    const fn sees_one_state(&self) -> bool {
        !matches!(&self.on, On::Postgres(Begun { to: Begin::Write, .. }))
    }

    /// Refuses a row of `what` that disagrees with its facts.
    ///
    /// Where somebody may have committed between the two statements that read them, the facts are believed, and the version
    /// that they lead to is what the update asks for: whoever came second is told so.
    pub(crate) fn agrees(&self, agrees: bool, what: impl FnOnce() -> String) -> Stored<()> {
        if agrees || !self.sees_one_state() {
            return Ok(());
        }
        Err(StoreError::Corrupt(format!("{}: its facts lead elsewhere", what())))
    }

    /// Notes that a statement has locked this chain until the end of the transaction.
    pub(crate) const fn locked(&mut self, chain: Uuid) {
        self.locked = Some(chain);
    }

    /// Whether writers of this chain wait for this transaction.
    pub(crate) fn has_locked(&self, chain: Uuid) -> bool {
        self.locked == Some(chain)
    }

    /// Where the chain stands, if this transaction knows it.
    pub(crate) fn stand(&self, chain: Uuid) -> Option<Stand> {
        self.stands.iter().find(|(id, _)| *id == chain).map(|(_, stand)| *stand)
    }

    /// Notes where a chain stands. On PostgreSQL the chain has to be locked, or to begin in this transaction.
    pub(crate) fn stands_at(&mut self, chain: Uuid, stand: Stand) {
        match self.stands.iter_mut().find(|(id, _)| *id == chain) {
            Some(known) => known.1 = stand,
            None => self.stands.push((chain, stand)),
        }
    }

    /// Sends what waits.
    async fn flush(&mut self) -> Stored<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        if self.is_postgres() {
            for (text, args) in later::for_postgres(std::mem::take(&mut self.waiting)) {
                self.sent(Cow::Owned(text), args).await?;
            }
            return Ok(());
        }
        let (text, args) = later::for_sqlite(std::mem::take(&mut self.waiting));
        self.sent(Cow::Owned(text), args).await.map(drop)
    }

    /// Runs a statement after what waits: on SQLite in the same message.
    async fn rows(&mut self, text: Cow<'static, str>, args: Vec<Arg>) -> Stored<Vec<Row>> {
        if self.waiting.is_empty() {
            return self.sent(text, args).await;
        }
        if self.is_postgres() {
            self.flush().await?;
            return self.sent(text, args).await;
        }
        let (mut together, mut all) = later::for_sqlite(std::mem::take(&mut self.waiting));
        if text.contains('?') {
            self.sent(Cow::Owned(together), all).await?;
            return self.sent(text, args).await;
        }
        later::renumber(&mut together, &text, all.len());
        all.extend(args);
        self.sent(Cow::Owned(together), all).await
    }

    async fn sent(&mut self, text: Cow<'static, str>, args: Vec<Arg>) -> Stored<Vec<Row>> {
        if let Some(error) = &self.spoilt {
            return Err(again(error));
        }
        let outcome = match &mut self.on {
            On::Reader(reader) => reader.run(text, args).await.map(of_sqlite),
            On::Writer(turn) => turn.run(text, args).await.map(of_sqlite),
            On::Postgres(begun) => on_postgres(begun.connection()?, text, args)
                .await
                .map(|rows| rows.into_iter().map(Row::Postgres).collect()),
        };
        outcome.map_err(|error| self.spoil(error))
    }

    async fn counted(&mut self, text: &'static str, args: Vec<Arg>) -> Stored<u64> {
        if let Some(error) = &self.spoilt {
            return Err(again(error));
        }
        let On::Postgres(begun) = &mut self.on else { return Err(failed("not PostgreSQL")) };
        let outcome = postgres_query(text.into_sql_str(), args).execute(begun.connection()?).await;
        outcome.map(|done| done.rows_affected()).map_err(|error| self.spoil(stored(error)))
    }

    /// Remembers that the transaction can only be undone.
    fn spoil(&mut self, error: StoreError) -> StoreError {
        self.spoilt = Some(again(&error));
        error
    }
}

fn of_sqlite(rows: Vec<SqliteRow>) -> Vec<Row> {
    rows.into_iter().map(Row::Sqlite).collect()
}

impl Reader {
    async fn run(&mut self, text: Cow<'static, str>, args: Vec<Arg>) -> Stored<Vec<SqliteRow>> {
        let text = if self.begun { text } else { Cow::Owned(["begin; ", &*text].concat()) };
        self.begun = true;
        on_sqlite(self.lease.connection()?, text, args).await
    }

    /// The rows of each of these reads.
    async fn run_each(&mut self, reads: &[Read]) -> Stored<Vec<Vec<SqliteRow>>> {
        let mut text = String::with_capacity(reads.len() * 512);
        let mut args = Vec::with_capacity(reads.len() * 8);
        for read in reads {
            text.push_str(if text.is_empty() { "" } else { "; " });
            later::renumber(&mut text, read.sql.sqlite, args.len());
            args.extend_from_slice(&read.args);
        }
        let before = usize::from(!std::mem::replace(&mut self.begun, true));
        if before > 0 {
            text.insert_str(0, "begin; ");
        }
        let mut each = on_sqlite_each(self.lease.connection()?, Cow::Owned(text), args).await?;
        each.drain(..before.min(each.len()));
        Ok(each)
    }

    /// Ends the snapshot, without waiting for it: whoever has the connection next comes after it.
    fn end(&mut self) {
        if !std::mem::take(&mut self.begun) {
            return;
        }
        let Ok(connection) = self.lease.connection() else { return };
        let ended = {
            let end = pin!(sqlx::raw_sql("rollback").execute(connection));
            end.poll(&mut Context::from_waker(Waker::noop()))
        };
        if matches!(ended, Poll::Ready(Err(error)) if error.as_database_error().is_none()) {
            self.lease.give_up();
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.end();
    }
}

impl Begun {
    fn connection(&mut self) -> Stored<&mut PgConnection> {
        self.lease.as_mut().ok_or_else(|| stored(sqlx::Error::PoolClosed))?.connection()
    }

    async fn commit(&mut self) -> Stored<()> {
        let outcome = sqlx::raw_sql("commit").execute(self.connection()?).await.map(drop).map_err(stored);
        if let Some(mut lease) = self.lease.take()
            && outcome.is_err()
        {
            // Nobody knows whether it has ended.
            lease.give_up();
        }
        outcome
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let Some(mut lease) = self.lease.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return lease.give_up() };
        runtime.spawn(async move {
            let undone = match lease.connection() {
                Ok(connection) => sqlx::raw_sql("rollback").execute(connection).await.is_ok(),
                Err(_) => false,
            };
            if !undone {
                lease.give_up();
            }
        });
    }
}

/// One statement outside any transaction.
pub(crate) struct Pools<'a>(pub(crate) &'a Pool);

impl Pools<'_> {
    /// The first row, if there is one, of a statement that only reads.
    pub(crate) async fn one(self, sql: Sql, args: Vec<Arg>) -> Stored<Option<Row>> {
        count();
        match self.0 {
            Pool::Sqlite { readers, .. } => {
                let mut lease = readers.take().await?;
                let rows = on_sqlite(lease.connection()?, Cow::Borrowed(sql.sqlite), args).await?;
                Ok(rows.into_iter().next().map(Row::Sqlite))
            }
            Pool::Postgres(connections) => {
                let mut stale = connections.resting();
                loop {
                    let mut lease = connections.take().await?;
                    let rows =
                        on_postgres(lease.connection()?, Cow::Borrowed(sql.postgres), args.clone()).await;
                    match rows {
                        Ok(rows) => return Ok(rows.into_iter().next().map(Row::Postgres)),
                        Err(error @ StoreError::Unavailable(_)) => {
                            lease.give_up();
                            if stale == 0 {
                                return Err(error);
                            }
                            stale -= 1;
                        }
                        Err(error) => return Err(error),
                    }
                }
            }
        }
    }

    /// Runs one that writes, durably.
    pub(crate) async fn run(self, sql: Sql, args: Vec<Arg>) -> Stored<u64> {
        match self.0 {
            Pool::Sqlite { .. } => {
                let mut link = self.0.write().await?;
                let touched = link.run(sql, args).await?;
                link.commit().await?;
                Ok(touched)
            }
            Pool::Postgres(connections) => {
                count();
                let mut lease = connections.take().await?;
                let query = postgres_query(sql.postgres.into_sql_str(), args);
                match query.execute(lease.connection()?).await.map_err(stored) {
                    Ok(done) => Ok(done.rows_affected()),
                    Err(error) => {
                        if matches!(error, StoreError::Unavailable(_)) {
                            lease.give_up();
                        }
                        Err(error)
                    }
                }
            }
        }
    }
}

/// Runs statements on a connection to SQLite; rows come from the last of them.
pub(crate) async fn on_sqlite(
    connection: &mut SqliteConnection,
    text: Cow<'static, str>,
    args: Vec<Arg>,
) -> Stored<Vec<SqliteRow>> {
    sqlite_query(safe(text), args).fetch_all(connection).await.map_err(stored)
}

/// Runs statements on a connection to SQLite; the rows of each.
async fn on_sqlite_each(
    connection: &mut SqliteConnection,
    text: Cow<'static, str>,
    args: Vec<Arg>,
) -> Stored<Vec<Vec<SqliteRow>>> {
    let mut answers = connection.fetch_many(sqlite_query(safe(text), args));
    let (mut each, mut rows) = (Vec::new(), Vec::new());
    while let Some(answer) = poll_fn(|cx| answers.as_mut().poll_next(cx)).await {
        match answer.map_err(stored)? {
            Either::Left(_) => each.push(std::mem::take(&mut rows)),
            Either::Right(row) => rows.push(row),
        }
    }
    Ok(each)
}

async fn on_postgres(
    connection: &mut PgConnection,
    text: Cow<'static, str>,
    args: Vec<Arg>,
) -> Stored<Vec<PgRow>> {
    postgres_query(safe(text), args).fetch_all(connection).await.map_err(stored)
}

/// Texts are literals of this crate, or put together from such.
fn safe(text: Cow<'static, str>) -> SqlStr {
    match text {
        Cow::Borrowed(text) => text.into_sql_str(),
        Cow::Owned(text) => AssertSqlSafe(text).into_sql_str(),
    }
}

fn sqlite_query(text: SqlStr, args: Vec<Arg>) -> Query<'static, Sqlite, SqliteArguments> {
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

fn postgres_query(text: SqlStr, args: Vec<Arg>) -> Query<'static, Postgres, PgArguments> {
    args.into_iter().fold(sqlx::query::<Postgres>(text), |query, arg| match arg {
        Arg::Int(value) => query.bind(value),
        Arg::Text(value) => query.bind(value),
        Arg::Id(value) => query.bind(value),
        Arg::Bytes(value) => query.bind(value),
        Arg::Ids(ids) => query.bind(ids),
    })
}
