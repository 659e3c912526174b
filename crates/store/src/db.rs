//! Opening a database, and its connections: one writer and several readers on SQLite, one pool on PostgreSQL.

use crate::{
    error::{OpenError, failed, stored},
    group::Group,
    lease::Shelf,
    link::{Begin, Link, Pools},
    migrate::{self, Migration},
    sql::{Sql, args, statements},
    turn::Writer,
};
use app::ports::{StoreError, Stored};
use sqlx::{
    ConnectOptions as _, Postgres, Sqlite,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, str::FromStr as _, time::Duration};

/// How a database is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Connections to PostgreSQL, or readers of an SQLite file.
    pub connections: u32,
    /// How long a request waits for a connection, or for another writer.
    pub patience: Duration,
    /// The most pages of 4 KiB that an SQLite file may have; what goes beyond finds the disk full.
    pub most_pages: Option<u32>,
    /// An SQLite file that is being filled and is thrown away should that be interrupted: nothing is on the disk for
    /// certain, and a failed transaction leaves a broken file, until the file is closed, synchronised by the caller, and
    /// opened again without this. PostgreSQL does not heed it.
    pub filling: bool,
}

impl Default for Options {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let connections = u32::try_from(cores.clamp(4, 16)).unwrap_or(4);
        Self { connections, patience: Duration::from_secs(5), most_pages: None, filling: false }
    }
}

/// An open, migrated database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pub(crate) pool: Pool,
    pub(crate) group: Group,
}

/// The connections.
#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite { writer: Writer, readers: Shelf<Sqlite> },
    Postgres(Shelf<Postgres>),
}

/// What of a file is kept in memory while it is being filled, in KiB below zero: the indexes that people do not come in the
/// order of.
const FILLING_CACHE: &str = "-262144";

statements! {
    ANSWERS = Sql::same("select max(number) from migration");
}

impl Db {
    /// Opens `sqlite://PATH` or `postgres://…`, migrates it, and starts its group commit. Needs a Tokio runtime.
    ///
    /// # Errors
    /// [`OpenError`] when the address is of neither kind, the file cannot be made, the database is away, or it is newer
    /// than this program.
    pub async fn open(url: &str, options: Options) -> Result<Self, OpenError> {
        let pool = Pool::open(url, options).await?;
        migrate::run(&pool).await?;
        let group = Group::start(pool.clone());
        Ok(Self { pool, group })
    }

    /// The migrations that this program knows, in order.
    pub const fn migrations() -> &'static [Migration] {
        migrate::MIGRATIONS
    }

    /// Closes all connections, and moves what SQLite's log holds into its file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    pub(crate) async fn ping(&self) -> Stored<()> {
        let row = self.pool.plain().one(ANSWERS, args![]).await?;
        let found: Option<i64> = row.map_or(Ok(None), |row| row.fields().maybe())?;
        if found == Some(migrate::newest()) { Ok(()) } else { Err(failed("the database is not migrated")) }
    }
}

impl Pool {
    pub(crate) async fn open(url: &str, options: Options) -> Result<Self, OpenError> {
        if url.starts_with("sqlite:") {
            Self::sqlite(url, options).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::postgres(url, options).await
        } else {
            Err(OpenError::Address)
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    async fn sqlite(url: &str, options: Options) -> Result<Self, OpenError> {
        let connect = SqliteConnectOptions::from_str(url).map_err(|_| OpenError::Address)?;
        make_private(connect.get_filename()).map_err(OpenError::File)?;
        let connect = connect
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(options.patience)
            .statement_cache_capacity(400)
            // A page's rows are handed over without waiting for whoever reads them.
            .row_buffer_size(1_024)
            // What "insert or replace" takes away meets the triggers of append-only tables too.
            .pragma("recursive_triggers", "on")
            .pragma("temp_store", "memory")
            .pragma("journal_size_limit", "67108864")
            .disable_statement_logging();
        let connect = if options.filling {
            connect.journal_mode(SqliteJournalMode::Off).synchronous(SqliteSynchronous::Off)
        } else {
            connect
        };
        let mut write =
            connect.clone().pragma("cache_size", if options.filling { FILLING_CACHE } else { "-16384" });
        if let Some(pages) = options.most_pages {
            write = write.pragma("max_page_count", pages.to_string());
        }
        let writer = Writer::open(write, options.patience).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(options.connections)
            .acquire_timeout(options.patience)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(connect.pragma("query_only", "on").pragma("cache_size", "-8192"))
            .await
            .map_err(stored)?;
        Ok(Self::Sqlite { writer, readers: Shelf::new(readers, options.patience) })
    }

    async fn postgres(url: &str, options: Options) -> Result<Self, OpenError> {
        let connect = PgConnectOptions::from_str(url)
            .map_err(|_| OpenError::Address)?
            .application_name("throughcare")
            .statement_cache_capacity(400)
            .options([
                ("jit", "off"),
                // Statements are planned once a connection, and joined in the order in which they are written, as SQLite
                // does with `cross join`: each is written to walk an index in the order that its page needs.
                ("plan_cache_mode", "force_generic_plan"),
                ("join_collapse_limit", "1"),
                ("from_collapse_limit", "1"),
                ("lock_timeout", options.patience.as_millis().to_string().as_str()),
                ("idle_in_transaction_session_timeout", "60s"),
            ])
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(options.connections)
            .acquire_timeout(options.patience)
            .test_before_acquire(false)
            .connect_with(connect)
            .await
            .map_err(stored)?;
        Ok(Self::Postgres(Shelf::new(pool, options.patience)))
    }

    /// Begins a transaction that only reads, on one snapshot.
    pub(crate) async fn read(&self) -> Stored<Link> {
        match self {
            Self::Sqlite { readers, .. } => readers.take().await.map(Link::reader),
            Self::Postgres(connections) => begin_postgres(connections, Begin::Snapshot).await,
        }
    }

    /// Begins a transaction that may write.
    pub(crate) async fn write(&self) -> Stored<Link> {
        match self {
            Self::Sqlite { writer, .. } => writer.take().await.map(Link::writer),
            Self::Postgres(connections) => begin_postgres(connections, Begin::Write).await,
        }
    }

    /// For one statement outside any transaction.
    pub(crate) const fn plain(&self) -> Pools<'_> {
        Pools(self)
    }

    /// Whether this is PostgreSQL, for the few things that only one of the two needs.
    pub(crate) const fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

/// Connections that a restarted server has dropped are only noticed when they are used: each is tried, then a new one.
/// A server that is away is waited for once: the pool does that, and says that the time is over.
async fn begin_postgres(connections: &Shelf<Postgres>, begin: Begin) -> Stored<Link> {
    let mut stale = connections.resting();
    loop {
        let lease = connections.take().await?;
        match Link::postgres(lease, begin).await {
            Err(StoreError::Unavailable(_)) if stale > 0 => stale -= 1,
            outcome => return outcome,
        }
    }
}

/// Makes the file, for its owner's eyes only, before SQLite would make it for everybody's.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new();
    file.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    match file.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{link::Link, sql::args};

    async fn run(link: &mut Link, text: &str) -> Result<(), String> {
        link.composed(text.to_owned(), args![]).await.map(drop).map_err(|error| format!("{error:?}"))
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_append_only_is_not_replaced_either() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("throughcare.db").display());
        let db = Db::open(&url, Options::default()).await.unwrap();
        let mut link = db.pool.write().await.unwrap();
        let row = "into ledger (id, at, by_account, agency_id, purpose, asked) values (x'01', 1, x'02', x'03', '', '')";
        run(&mut link, &format!("insert {row}")).await.unwrap();
        let said = run(&mut link, &format!("insert or replace {row}")).await.unwrap_err();
        // SQLITE_CONSTRAINT_TRIGGER: a trigger refused it. The text of errors stays out of them.
        assert!(said.contains("1811"), "{said}");
    }
}
