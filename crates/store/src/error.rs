//! What the databases say, in the words of the ports. Codes only: a message of theirs may quote a row.

use app::ports::StoreError;
use sqlx::{error::DatabaseError, postgres::PgDatabaseError};

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is of neither kind.
    #[error("the database must be named as sqlite://PATH or postgres://…")]
    Address,
    /// A file of the database cannot be made or read.
    #[error("the database file cannot be opened: {0}")]
    File(#[source] std::io::Error),
    /// Migrated by a newer version of this program.
    #[error(
        "the database has migration {found}, and this program knows {known} at most: start the newer program"
    )]
    Newer {
        /// The newest migration in the database.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// A migration that has run is not the one that this program has.
    #[error("migration {0} of the database is not the one that this program has")]
    Changed(i64),
    /// The database refuses or is away.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a database answered: its code, and never its message.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{database} answered {code}")]
struct Answered {
    database: &'static str,
    code: String,
}

/// What the driver met besides the database's answers, by name.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("{0}")]
struct Met(&'static str);

/// The port's error for a driver's error.
pub(crate) fn stored(error: sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::Database(answer) => match answer.try_downcast_ref::<PgDatabaseError>() {
            Some(postgres) => of_postgres(postgres.code()),
            None => of_sqlite(&*answer),
        },
        sqlx::Error::Io(error) => StoreError::Unavailable(Box::new(Met(kind_of(&error)))),
        sqlx::Error::Tls(_) => away("the encrypted connection failed"),
        sqlx::Error::PoolTimedOut => away("no connection came free in time"),
        sqlx::Error::PoolClosed => away("the database was closed"),
        sqlx::Error::WorkerCrashed => away("the database's thread ended"),
        sqlx::Error::BeginFailed => away("no transaction began"),
        sqlx::Error::ColumnDecode { index, .. } => {
            StoreError::Corrupt(format!("column {index} cannot be read"))
        }
        sqlx::Error::Protocol(_) => StoreError::Failed(Box::new(Met("the driver and the database disagree"))),
        _ => StoreError::Failed(Box::new(Met("the driver refused"))),
    }
}

fn away(why: &'static str) -> StoreError {
    StoreError::Unavailable(Box::new(Met(why)))
}

/// An error of our own making that no caller can mend.
pub(crate) fn failed(why: &'static str) -> StoreError {
    StoreError::Failed(Box::new(Met(why)))
}

fn kind_of(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::ConnectionRefused => "connection refused",
        std::io::ErrorKind::ConnectionReset | std::io::ErrorKind::BrokenPipe => "connection lost",
        std::io::ErrorKind::UnexpectedEof => "connection ended",
        std::io::ErrorKind::TimedOut => "connection timed out",
        _ => "connection failed",
    }
}

fn of_postgres(code: &str) -> StoreError {
    let answered = || Box::new(Answered { database: "PostgreSQL", code: code.to_owned() });
    match code {
        "53100" => StoreError::Full,
        // Serialisation, deadlock, lock not available, unique key, statement timeout.
        "40001" | "40P01" | "55P03" | "23505" | "57014" => StoreError::Busy,
        // Shut down, crashed, starting, too many connections, a standby that only reads, lost connections.
        "57P01" | "57P02" | "57P03" | "53300" | "25006" => StoreError::Unavailable(answered()),
        lost if lost.starts_with("08") => StoreError::Unavailable(answered()),
        _ => StoreError::Failed(answered()),
    }
}

fn of_sqlite(answer: &dyn DatabaseError) -> StoreError {
    let code = answer.code().unwrap_or_default().into_owned();
    let extended: i32 = code.parse().unwrap_or_default();
    let answered = || Box::new(Answered { database: "SQLite", code: code.clone() });
    match (extended & 0xff, extended) {
        (13, _) => StoreError::Full,
        // Busy, locked, primary key, unique key.
        (5 | 6, _) | (_, 1555 | 2067) => StoreError::Busy,
        // Input or output failed, cannot open.
        (10 | 14, _) => StoreError::Unavailable(answered()),
        (11 | 26, _) => StoreError::Corrupt(format!("SQLite answered {code}")),
        _ => StoreError::Failed(answered()),
    }
}

/// The same error once more, for each of those who waited for one outcome.
pub(crate) fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::Full => StoreError::Full,
        StoreError::Busy => StoreError::Busy,
        StoreError::Corrupt(what) => StoreError::Corrupt(what.clone()),
        StoreError::Unavailable(_) => away("the database cannot be reached"),
        StoreError::Failed(_) => failed("the database refused what was committed together"),
    }
}
