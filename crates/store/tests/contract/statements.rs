//! Statements, migrations, and opening.

use super::fixture::{Fresh, Raw, World, at, id};
use app::ports::{Installation, Store as _, StoreError};
use sqlx::Executor as _;
use store::{Db, OpenError, statements};

pub async fn every_statement_prepares(fresh: &Fresh) {
    let all = statements();
    assert!(all.len() > 100, "{}", all.len());
    let mut refused = Vec::new();
    for one in all {
        let prepared = match &fresh.raw {
            Raw::Sqlite(pool) => {
                let mut connection = pool.acquire().await.unwrap();
                connection.prepare(sqlx::AssertSqlSafe(one.sqlite).into_sql()).await.map(drop)
            }
            Raw::Postgres(pool) => {
                let mut connection = pool.acquire().await.unwrap();
                connection.prepare(sqlx::AssertSqlSafe(one.postgres).into_sql()).await.map(drop)
            }
        };
        if let Err(error) = prepared {
            refused.push(format!("{}: {error}", one.name));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

trait IntoSql {
    fn into_sql(self) -> sqlx::SqlStr;
}

impl<T: sqlx::SqlSafeStr> IntoSql for T {
    fn into_sql(self) -> sqlx::SqlStr {
        self.into_sql_str()
    }
}

pub async fn a_newer_database_is_refused(fresh: &Fresh) {
    let hash = if fresh.raw.is_postgres() { "'\\x00'::bytea" } else { "x'00'" };
    let hash = hash.replace("00", &"00".repeat(32));
    fresh
        .raw
        .run(&format!("insert into migration (number, name, hash) values (99, 'later', {hash})"))
        .await
        .unwrap();
    let refused = Db::open(&fresh.url, fresh.options).await.err();
    let known = Db::migrations().last().unwrap().number;
    assert!(
        matches!(refused, Some(OpenError::Newer { found: 99, known: most }) if most == known),
        "{refused:?}"
    );
    assert!(
        fresh.db.ping().await.is_err(),
        "a database that was migrated since is not ready for this program"
    );
}

pub async fn a_changed_migration_is_refused(fresh: &Fresh) {
    fresh.db.ping().await.unwrap();
    let hash = if fresh.raw.is_postgres() {
        format!("'\\x{}'::bytea", "ab".repeat(32))
    } else {
        format!("x'{}'", "ab".repeat(32))
    };
    fresh.raw.run(&format!("update migration set hash = {hash}")).await.unwrap();
    let refused = Db::open(&fresh.url, fresh.options).await.err();
    assert!(matches!(refused, Some(OpenError::Changed(1))), "{refused:?}");
}

pub async fn opening_twice_changes_nothing(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let who = world.person(fresh, "Ada", "Crane").await;
    let (one, two) = tokio::join!(Db::open(&fresh.url, fresh.options), Db::open(&fresh.url, fresh.options));
    let (one, two) = (one.unwrap(), two.unwrap());
    for db in [&one, &two] {
        let mut tx = db.read().await.unwrap();
        assert_eq!(tx.identities(&[who.person]).await.unwrap().len(), 1);
        tx.end().await.unwrap();
        db.close().await;
    }
    assert_eq!(
        fresh.raw.number("select count(*) from migration").await,
        i64::try_from(Db::migrations().len()).unwrap()
    );
    assert!(matches!(Db::open("mysql://host/db", fresh.options).await, Err(OpenError::Address)));
}

pub async fn an_installation_is_marked_once(fresh: &Fresh) {
    assert_eq!(fresh.db.installation().await.unwrap(), None);
    let mark = Installation { partnership: id(), name: "Wenshire".into(), demonstration: true, at: at(0) };
    fresh.db.install(&mark).await.unwrap();
    let other = Installation { partnership: id(), ..mark.clone() };
    assert!(matches!(fresh.db.install(&other).await, Err(StoreError::Busy)));
    assert_eq!(fresh.db.installation().await.unwrap(), Some(mark));
}
