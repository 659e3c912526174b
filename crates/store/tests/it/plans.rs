//! How SQLite means to answer: through an index wherever a table grows with the number of people.

use crate::{contract::fixture::Raw, sqlite};
use sqlx::Row as _;

/// Tables that stay small, and rows that are worked out on the way: a scan of one costs nothing.
const SMALL: [&str; 47] = [
    "matcher_figures",
    // Read whole by a disposal, which happens seldom: what is swept after days.
    "draft",
    "job",
    "idempotency",
    "desk_choice",
    "retention_schedule",
    "disposing",
    "others",
    "agreement_version",
    "agreement_fact",
    "agreement_template",
    "protocol",
    "l",
    "agency",
    "account",
    "w",
    "likeness_mark",
    "site",
    "secondment",
    "departure",
    "service",
    "installation",
    "migration",
    "requirement_kind",
    "bank_holiday",
    "audit_rules",
    "requirement_rule",
    "order_rule",
    "timing",
    "delivery_model",
    "scheme",
    "scheme_criterion",
    "rehabilitation_rule",
    "rehabilitation_figure",
    "summary_word",
    "sign_rule",
    "receipt_rule",
    "word",
    "found",
    "h",
    "tie",
    "s",
    "g",
    "c",
    "a",
    "CONSTANT",
    "json_each",
];

/// What goes with a person is looked for in all of these rows when somebody is disposed of, years later, and by nobody else: an
/// index for that would cost everybody who is created.
const SELDOM: [&str; 2] = ["disposal::PERSON: SCAN search_word", "disposal::PERSON: SCAN identifier"];

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
            let said = format!("{}: {step}", one.name);
            if !SMALL.contains(&table) && !SHORT.contains(&scanned) && !SELDOM.contains(&said.as_str()) {
                scans.push(said);
            }
        }
    }
    assert!(scans.is_empty(), "{}", scans.join("\n"));
    fresh.done().await;
}

/// What relates an agency to one person is looked for among the person's rows, never among the agency's: an agency has
/// thousands of referrals.
#[tokio::test]
async fn relations_are_looked_for_among_one_persons_rows() {
    let fresh = sqlite().await;
    let Raw::Sqlite(pool) = &fresh.raw else { panic!("not SQLite") };
    let (mut asked, mut others) = (0, Vec::new());
    let froms = ["from involvement i where", "from referral f where", "from kept_apart apart"];
    let relates = |text: &str| froms.iter().any(|from| text.contains(from));
    // The names under which `standing` looks at involvements, referrals, and those from whom a record is kept apart.
    let names = ["i", "f", "apart", "works"].map(|name| format!("SEARCH {name} USING"));
    for one in store::statements().into_iter().filter(|one| relates(&one.sqlite)) {
        let text = sqlx::AssertSqlSafe(format!("explain query plan {}", one.sqlite));
        for row in sqlx::query(text).fetch_all(pool).await.unwrap() {
            let step: String = row.get("detail");
            if !names.iter().any(|name| step.starts_with(name.as_str())) {
                continue;
            }
            asked += 1;
            if !step.contains("person_id=?") {
                others.push(format!("{}: {step}", one.name));
            }
        }
    }
    assert!(asked > 10, "{asked}");
    assert!(others.is_empty(), "{}", others.join("\n"));
    fresh.done().await;
}
