//! The contract on SQLite, and what only SQLite has.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test that fails says so by panicking; each database uses its part of the fixture"
)]

#[path = "../contract/mod.rs"]
mod contract;
mod file;
mod plans;

use contract::fixture::{Fresh, Raw};
use store::{Db, Options};

/// A database in a folder of its own.
async fn sqlite() -> Fresh {
    open(Options::default()).await
}

async fn open(options: Options) -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("throughcare.db").display());
    let db = Db::open(&url, options).await.unwrap();
    let raw = Raw::Sqlite(sqlx::SqlitePool::connect(&url).await.unwrap());
    Fresh { db, url, raw, options, folder: Some(folder), server: None }
}

contract_on!(sqlite);
