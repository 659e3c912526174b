//! Where a town's database lies: a file of its own, or a database of its own in the cluster that the test run started.

use std::{
    path::Path,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

/// The address of a database with nobody in it.
pub(super) async fn address(folder: &Path) -> String {
    match crate::ENGINE {
        Engine::Sqlite => format!("sqlite://{}/town.db", folder.display()),
        Engine::Postgres => postgres().await,
    }
}

/// Whether these words stand anywhere in the database: in its files, or in a dump of all rows.
pub(super) fn holds(folder: &Path, url: &str, words: &str) -> bool {
    let found = |bytes: &[u8]| bytes.windows(words.len()).any(|part| part == words.as_bytes());
    match crate::ENGINE {
        Engine::Sqlite => std::fs::read_dir(folder)
            .expect("a folder")
            .any(|file| found(&std::fs::read(file.expect("a file").path()).expect("bytes"))),
        Engine::Postgres => {
            let dump = Command::new("pg_dump").args(["--data-only", url]).output().expect("pg_dump");
            assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
            found(&dump.stdout)
        }
    }
}

/// Which of the two databases the journeys run on.
#[allow(dead_code, reason = "each test target uses one of the two")]
#[derive(Debug, Clone, Copy)]
pub enum Engine {
    /// An SQLite file.
    Sqlite,
    /// PostgreSQL, as `cargo xtask test` starts it.
    Postgres,
}

/// The database that the first town of a run migrates, and the others are copies of.
const MODEL: &str = "town_model";

async fn postgres() -> String {
    static TOWNS: AtomicU32 = AtomicU32::new(0);
    let name = format!("town_{}_{}", std::process::id(), TOWNS.fetch_add(1, Ordering::Relaxed));
    if copied(&name).is_err() {
        make_model(&format!("{name}_model")).await;
        copied(&name).expect("a copy of the model");
    }
    url_of(&name)
}

fn copied(name: &str) -> Result<(), String> {
    ask(&format!("create database {name} template {MODEL}"))
}

/// Migrates a database and gives it the model's name, unless another process has been faster.
async fn make_model(name: &str) {
    ask(&format!("create database {name}")).expect("a database");
    let db = store::Db::open(&url_of(name), store::Options::default()).await.expect("migrated");
    db.close().await;
    if ask(&format!("alter database {name} rename to {MODEL}")).is_err() {
        ask(&format!("drop database {name} with (force)")).expect("no second model");
    }
}

fn url_of(name: &str) -> String {
    let mut url = url::Url::parse(&cluster()).expect("an address");
    url.set_path(name);
    url.to_string()
}

fn cluster() -> String {
    std::env::var("THROUGHCARE_TEST_POSTGRES").expect("THROUGHCARE_TEST_POSTGRES: use `cargo xtask test`")
}

/// Has the cluster do this; answers its own words when it refuses.
fn ask(words: &str) -> Result<(), String> {
    let said = Command::new("psql").args(["-XAqc", words, &cluster()]).output().expect("psql");
    said.status.success().then_some(()).ok_or_else(|| String::from_utf8_lossy(&said.stderr).into_owned())
}
