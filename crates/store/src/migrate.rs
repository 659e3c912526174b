//! Forward-only migrations, as pairs with one number, run when a database is opened.
//!
//! Each is remembered with a hash of its text. A database that is newer than the program is refused, and so is one whose
//! migrations are not the program's. Two nodes that start at once wait for each other.

use crate::{
    db::Pool,
    error::OpenError,
    sql::{Sql, args, statements},
};

/// A migration in the words of each database.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number: 1, 2, …
    pub number: i64,
    /// Its name, as in the file's.
    pub name: &'static str,
    /// Its text for SQLite.
    pub sqlite: &'static str,
    /// Its text for PostgreSQL.
    pub postgres: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal $file:literal;)+) => {
        &[$(Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $file)),
            postgres: include_str!(concat!("../migrations/postgres/", $file)),
        },)+]
    };
}

/// All migrations, in order.
pub(crate) const MIGRATIONS: &[Migration] = migrations! {
    1 "frame" "0001_frame.sql";
    2 "duty" "0002_duty.sql";
    3 "court" "0003_court.sql";
    4 "screening" "0004_screening.sql";
    5 "order" "0005_order.sql";
    6 "pathway" "0006_pathway.sql";
    7 "meeting" "0007_meeting.sql";
    8 "my_work" "0008_my_work.sql";
    9 "counts" "0009_counts.sql";
    10 "handover" "0010_handover.sql";
    11 "agreement" "0011_agreement.sql";
    12 "opening" "0012_opening.sql";
    13 "summary" "0013_summary.sql";
    14 "opened" "0014_opened.sql";
    15 "rights" "0015_rights.sql";
    16 "identity" "0016_identity.sql";
    17 "secondment" "0017_secondment.sql";
    18 "retention" "0018_retention.sql";
    19 "apart" "0019_apart.sql";
    20 "departure" "0020_departure.sql";
    21 "keeper" "0021_keeper.sql";
    22 "repeat_contact" "0022_repeat_contact.sql";
    23 "likeness" "0023_likeness.sql";
    24 "likeness_goes" "0024_likeness_goes.sql";
    25 "second_review" "0025_second_review.sql";
    26 "matcher" "0026_matcher.sql";
    27 "same_person" "0027_same_person.sql";
    28 "taught_mark" "0028_taught_mark.sql";
    29 "postcode" "0029_postcode.sql";
    30 "reoffending_score" "0030_reoffending_score.sql";
    33 "risk_review" "0033_risk_review.sql";
    34 "plan" "0034_plan.sql";
    35 "hub" "0035_hub.sql";
    36 "risk_reviews" "0036_risk_reviews.sql";
    37 "casework" "0037_casework.sql";
    38 "provision" "0038_provision.sql";
    39 "silence" "0039_silence.sql";
};

const SQLITE_TABLE: &str = "create table if not exists migration (number INTEGER not null primary key, \
                            name TEXT not null, hash BLOB not null) strict";
const POSTGRES_TABLE: &str = "create table if not exists migration (number bigint not null primary key, \
                              name text collate \"C\" not null, hash bytea not null)";
/// Held for the transaction by the node that migrates.
const POSTGRES_LOCK: &str = "select pg_advisory_xact_lock(8412607713)";

statements! {
    DONE = Sql::same("select number, hash from migration order by number");
    NOTE = Sql::same("insert into migration (number, name, hash) values ($1, $2, $3)");
    NEWEST = Sql::same("select max(number) from migration");
}

/// The newest migration that this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}

/// Brings the database to the newest migration, or refuses it. All of them commit together.
pub(crate) async fn run(pool: &Pool) -> Result<(), OpenError> {
    let mut link = pool.write().await?;
    link.raw("", POSTGRES_LOCK).await?;
    link.raw(SQLITE_TABLE, POSTGRES_TABLE).await?;
    let mut done = Vec::new();
    for row in link.all(DONE, args![]).await? {
        let mut f = row.fields();
        done.push((f.next::<i64>()?, f.next::<[u8; 32]>()?));
    }
    if let Some((found, _)) = done.last()
        && *found > newest()
    {
        return Err(OpenError::Newer { found: *found, known: newest() });
    }
    for migration in MIGRATIONS {
        let text = if link.is_postgres() { migration.postgres } else { migration.sqlite };
        let hash = *blake3::hash(text.as_bytes()).as_bytes();
        match done.iter().find(|(number, _)| *number == migration.number) {
            Some((_, kept)) if *kept == hash => {}
            Some(_) => return Err(OpenError::Changed(migration.number)),
            None => {
                link.raw(migration.sqlite, migration.postgres).await?;
                link.run(NOTE, args![migration.number, migration.name, hash]).await?;
            }
        }
    }
    Ok(link.commit().await?)
}
