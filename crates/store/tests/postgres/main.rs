//! The contract on PostgreSQL, and the comparison of the two schemas.
//!
//! Needs `THROUGHCARE_TEST_POSTGRES`, the address of a superuser on a server that holds nothing; each test makes a database
//! of its own there and drops it.

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
mod plans;
mod schemas;

use contract::fixture::{Fresh, Raw, id};
use store::{Db, Options};
use uuid::Uuid;

/// The server's address.
fn server() -> String {
    std::env::var("THROUGHCARE_TEST_POSTGRES")
        .expect("THROUGHCARE_TEST_POSTGRES names a server, as postgres://user@host:port/database")
}

/// A new database on the server, with another collation than the one that the order of words needs.
async fn new_database() -> (String, String) {
    let server = server();
    // Several processes run tests at once: the process tells their databases apart.
    let name = format!("t{}_{}", std::process::id(), id::<Uuid>().simple());
    let admin = sqlx::PgPool::connect(&server).await.unwrap();
    let text = sqlx::AssertSqlSafe(format!("create database {name} template template0"));
    sqlx::raw_sql(text).execute(&admin).await.unwrap();
    admin.close().await;
    let (base, _) = server.rsplit_once('/').unwrap();
    (format!("{base}/{name}"), server.clone())
}

async fn drop_database(url: &str) {
    let admin = sqlx::PgPool::connect(&server()).await.unwrap();
    let (_, name) = url.rsplit_once('/').unwrap();
    let text = sqlx::AssertSqlSafe(format!("drop database {name} with (force)"));
    sqlx::raw_sql(text).execute(&admin).await.unwrap();
    admin.close().await;
}

async fn postgres() -> Fresh {
    let (url, server) = new_database().await;
    let options = Options { connections: 6, ..Options::default() };
    let db = Db::open(&url, options).await.unwrap();
    let raw = Raw::Postgres(sqlx::PgPool::connect(&url).await.unwrap());
    Fresh { db, url, raw, options, folder: None, server: Some(server) }
}

contract_on!(postgres);
