//! Where a town's database lies: a file of its own, or a database of its own in the cluster that the test run started.

use std::{
    path::Path,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

/// The address of an empty database.
pub(super) fn address(folder: &Path) -> String {
    match crate::ENGINE {
        Engine::Sqlite => format!("sqlite://{}/town.db", folder.display()),
        Engine::Postgres => postgres(),
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

fn postgres() -> String {
    static TOWNS: AtomicU32 = AtomicU32::new(0);
    let cluster = std::env::var("THROUGHCARE_TEST_POSTGRES")
        .expect("THROUGHCARE_TEST_POSTGRES: use `cargo xtask test`");
    let name = format!("town_{}_{}", std::process::id(), TOWNS.fetch_add(1, Ordering::Relaxed));
    let made = Command::new("psql")
        .args(["-XAqc", &format!("create database {name}"), &cluster])
        .output()
        .expect("psql");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut url = url::Url::parse(&cluster).expect("an address");
    url.set_path(&name);
    url.to_string()
}
