//! A copy of a database that is consistent while the server writes.

use crate::{
    db::{Db, Pool},
    error::{OpenError, stored},
};
use sqlx::ConnectOptions as _;
use std::path::Path;

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL has its own ways.
    #[error(
        "a PostgreSQL database is copied with its own tools: `pg_dump --format=custom` or `pg_basebackup`"
    )]
    Native,
    /// There is a file of that name already.
    #[error("there is a file of that name already")]
    Exists,
    /// The copy cannot be made.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl Db {
    /// Copies an SQLite database to `path`, which must not exist, as it stands at this moment. Readers and writers go on.
    ///
    /// # Errors
    /// [`BackupError::Native`] on PostgreSQL; [`BackupError::Exists`]; otherwise what the disk or the database says.
    pub async fn backup_to(&self, path: &Path) -> Result<(), BackupError> {
        let Pool::Sqlite { writer, .. } = &self.pool else { return Err(BackupError::Native) };
        // The empty file is private from its first byte; `vacuum into` takes an empty file for none.
        let mut file = std::fs::OpenOptions::new();
        file.create_new(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
        let made = file.open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => BackupError::Exists,
            _ => BackupError::Open(OpenError::File(error)),
        })?;
        let name = path.to_string_lossy().into_owned();
        // A connection of its own: the readers may not write, and the writer goes on writing.
        let copied = match writer.connect_options().connect().await {
            Ok(mut connection) => {
                sqlx::query("vacuum into $1").bind(name).execute(&mut connection).await.map(drop)
            }
            Err(error) => Err(error),
        }
        .map_err(stored);
        if let Err(error) = copied {
            // What is half there is no copy.
            let _ = std::fs::remove_file(path);
            return Err(BackupError::Open(OpenError::Store(error)));
        }
        made.sync_all().map_err(|error| BackupError::Open(OpenError::File(error)))
    }
}
