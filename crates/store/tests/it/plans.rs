//! How SQLite means to answer: through an index wherever a table grows with the number of people.

use crate::{contract::fixture::Raw, sqlite};
use sqlx::Row as _;

/// Tables that stay small, and rows that are worked out on the way: a scan of one costs nothing.
const SMALL: [&str; 16] = [
    "agency",
    "account",
    "site",
    "service",
    "installation",
    "migration",
    "requirement_kind",
    "bank_holiday",
    "word",
    "h",
    "s",
    "g",
    "c",
    "a",
    "CONSTANT",
    "json_each",
];

/// Partial indexes that hold little by their nature: open jobs and jobs that were given up.
const SHORT: [&str; 2] = ["job USING INDEX job_open", "job USING COVERING INDEX job_given_up"];

#[tokio::test]
async fn no_statement_scans_a_table_that_grows() {
    let fresh = sqlite().await;
    let Raw::Sqlite(pool) = &fresh.raw else { panic!("not SQLite") };
    let mut scans = Vec::new();
    // A plain insert names the tables that point to its own, and visits them only while a link is broken.
    let looks = |text: &str| !text.starts_with("insert") || text.contains("select");
    for one in store::statements().into_iter().filter(|one| looks(&one.sqlite)) {
        let text = sqlx::AssertSqlSafe(format!("explain query plan {}", one.sqlite));
        for row in sqlx::query(text).fetch_all(pool).await.unwrap() {
            let step: String = row.get("detail");
            let Some(scanned) = step.strip_prefix("SCAN ") else { continue };
            let table = scanned.split(' ').next().unwrap_or_default();
            if !SMALL.contains(&table) && !SHORT.contains(&scanned) {
                scans.push(format!("{}: {step}", one.name));
            }
        }
    }
    assert!(scans.is_empty(), "{}", scans.join("\n"));
    fresh.done().await;
}
