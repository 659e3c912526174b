//! The twins: both databases have the same tables, columns, nullability, keys and indexes.

use crate::{new_database, postgres};
use sqlx::{PgPool, Row as _, SqlitePool};
use std::collections::BTreeSet;
use store::{Db, Options};

/// One line for each column, key and index.
type Schema = BTreeSet<String>;

/// A column's type in common words.
fn common(kind: &str) -> &'static str {
    match kind {
        "INTEGER" | "bigint" => "number",
        "TEXT" | "text" => "text",
        "BLOB" | "uuid" | "bytea" => "bytes",
        other => panic!("a type that the twins do not share: {other}"),
    }
}

async fn of_sqlite(pool: &SqlitePool) -> Schema {
    let columns = "select m.name as t, c.name as c, c.type as k, c.\"notnull\" as n, c.pk as pk \
                   from sqlite_schema m join pragma_table_xinfo(m.name) c where m.type = 'table'";
    let mut schema = Schema::new();
    for row in sqlx::query(columns).fetch_all(pool).await.unwrap() {
        let (table, column): (String, String) = (row.get("t"), row.get("c"));
        let (kind, place): (String, i64) = (row.get("k"), row.get("pk"));
        let needed = row.get::<i64, _>("n") == 1;
        schema.insert(format!("{table}.{column} {} needed={needed}", common(&kind)));
        if place > 0 {
            schema.insert(format!("{table} key {place} {column}"));
        }
    }
    let indexes = "select m.name as t, i.\"unique\" as u, i.partial as p, i.origin as o, \
                   (select group_concat(x.name, ', ') from pragma_index_info(i.name) x) as c \
                   from sqlite_schema m join pragma_index_list(m.name) i where m.type = 'table' and i.origin <> 'pk'";
    for row in sqlx::query(indexes).fetch_all(pool).await.unwrap() {
        let (table, columns): (String, String) = (row.get("t"), row.get("c"));
        let (unique, partial): (i64, i64) = (row.get("u"), row.get("p"));
        schema.insert(format!("{table} index ({columns}) unique={} partial={}", unique == 1, partial == 1));
    }
    let links = "select m.name as t, f.\"from\" as c, f.\"table\" as o, f.\"to\" as d from sqlite_schema m \
                 join pragma_foreign_key_list(m.name) f where m.type = 'table'";
    for row in sqlx::query(links).fetch_all(pool).await.unwrap() {
        let [table, column, other, to]: [String; 4] = ["t", "c", "o", "d"].map(|name| row.get(name));
        schema.insert(format!("{table}.{column} points to {other}.{to}"));
    }
    schema
}

async fn of_postgres(pool: &PgPool) -> Schema {
    let columns = "select c.relname::text as t, a.attname::text as c, format_type(a.atttypid, null) as k, \
                   a.attnotnull as n from pg_attribute a join pg_class c on c.oid = a.attrelid \
                   where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0";
    let mut schema = Schema::new();
    for row in sqlx::query(columns).fetch_all(pool).await.unwrap() {
        let [table, column, kind]: [String; 3] = ["t", "c", "k"].map(|name| row.get(name));
        let needed: bool = row.get("n");
        schema.insert(format!("{table}.{column} {} needed={needed}", common(&kind)));
    }
    let indexes = "select t.relname::text as t, i.indisprimary as pk, i.indisunique as u, i.indpred is not null as p, \
                   array(select a.attname::text from unnest(i.indkey::smallint[]) with ordinality k(n, o) \
                   join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by k.o) as c \
                   from pg_index i join pg_class t on t.oid = i.indrelid \
                   where t.relnamespace = 'public'::regnamespace";
    for row in sqlx::query(indexes).fetch_all(pool).await.unwrap() {
        let (table, columns): (String, Vec<String>) = (row.get("t"), row.get("c"));
        let [key, unique, partial]: [bool; 3] = ["pk", "u", "p"].map(|name| row.get(name));
        if key {
            schema.extend((1..).zip(&columns).map(|(place, column)| format!("{table} key {place} {column}")));
        } else {
            schema
                .insert(format!("{table} index ({}) unique={unique} partial={partial}", columns.join(", ")));
        }
    }
    let links = "select t.relname::text as t, a.attname::text as c, o.relname::text as o, d.attname::text as d \
                 from pg_constraint f join pg_class t on t.oid = f.conrelid join pg_class o on o.oid = f.confrelid \
                 join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1] \
                 join pg_attribute d on d.attrelid = f.confrelid and d.attnum = f.confkey[1] where f.contype = 'f'";
    for row in sqlx::query(links).fetch_all(pool).await.unwrap() {
        let [table, column, other, to]: [String; 4] = ["t", "c", "o", "d"].map(|name| row.get(name));
        schema.insert(format!("{table}.{column} points to {other}.{to}"));
    }
    schema
}

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let fresh = postgres().await;
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("twin.db").display());
    let twin = Db::open(&url, Options::default()).await.unwrap();
    let (one, other) = (SqlitePool::connect(&url).await.unwrap(), PgPool::connect(&fresh.url).await.unwrap());
    let (sqlite, postgres) = (of_sqlite(&one).await, of_postgres(&other).await);
    assert!(sqlite.len() > 200, "{}", sqlite.len());
    let only =
        |mine: &Schema, theirs: &Schema| mine.difference(theirs).cloned().collect::<Vec<_>>().join("\n");
    let (here, there) = (only(&sqlite, &postgres), only(&postgres, &sqlite));
    assert!(here.is_empty() && there.is_empty(), "only SQLite:\n{here}\nonly PostgreSQL:\n{there}");
    other.close().await;
    one.close().await;
    twin.close().await;
    fresh.done().await;
}

/// Two nodes that start at once on an empty database both come up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_may_migrate_at_once() {
    let (url, _) = new_database().await;
    let options = Options { connections: 2, ..Options::default() };
    let (one, two) = tokio::join!(Db::open(&url, options), Db::open(&url, options));
    one.unwrap().close().await;
    two.unwrap().close().await;
    crate::drop_database(&url).await;
}
