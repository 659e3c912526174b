//! Looking at a database without migrating it, for whoever checks an installation.

use crate::{
    db::{Db, Options, Pool},
    error::OpenError,
    migrate,
    sql::{Sql, args, statements},
};
use app::ports::StoreError;

statements! {
    NEWEST_FOUND = Sql::same("select max(number) from migration");
}

/// How far a database has been migrated, and how far this program would bring it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Examined {
    /// The newest migration that it has; `None` when it has none at all.
    pub found: Option<i64>,
    /// The newest that this program knows.
    pub known: i64,
}

impl Db {
    /// Looks at a database without migrating it. An SQLite file must exist.
    ///
    /// # Errors
    /// [`OpenError`] when the address is of neither kind, or the database is away or damaged.
    pub async fn examine(url: &str, options: Options) -> Result<Examined, OpenError> {
        let pool = Pool::open(url, options).await?;
        let found = match pool.plain().one(NEWEST_FOUND, args![]).await {
            Ok(Some(row)) => row.fields().maybe()?,
            // The database refuses to read a table that it has not.
            Ok(None) | Err(StoreError::Failed(_)) => None,
            Err(error) => return Err(error.into()),
        };
        pool.close().await;
        Ok(Examined { found, known: migrate::newest() })
    }
}
