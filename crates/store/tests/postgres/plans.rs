//! How PostgreSQL means to answer, and what happens when it goes away.

use crate::{
    contract::fixture::{Raw, World},
    postgres,
};
use app::ports::{Store as _, StoreError};

/// Tables that stay small: a scan of one costs nothing.
const SMALL: [&str; 25] = [
    "draft",
    "job",
    "idempotency",
    "desk_choice",
    "retention_schedule",
    "disposing",
    "agency",
    "account",
    "site",
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
    "invitation",
];

/// With scans made dear, whatever still scans has no index to use.
#[tokio::test]
async fn no_statement_scans_a_table_that_grows() {
    let fresh = postgres().await;
    let Raw::Postgres(pool) = &fresh.raw else { panic!("not PostgreSQL") };
    let mut connection = pool.acquire().await.unwrap();
    let setting = "set enable_seqscan = off; set plan_cache_mode = force_generic_plan";
    sqlx::raw_sql(setting).execute(&mut *connection).await.unwrap();
    let mut scans = Vec::new();
    for (number, one) in store::statements().into_iter().enumerate() {
        if one.postgres.starts_with("lock ") {
            continue;
        }
        let parameters = (1..40).rev().find(|n| one.postgres.contains(&format!("${n}"))).unwrap_or(0);
        let nulls = if parameters == 0 {
            String::new()
        } else {
            format!("({})", vec!["null"; parameters].join(", "))
        };
        let text = format!("prepare p{number} as {}", one.postgres);
        sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&mut *connection).await.unwrap();
        let text = format!("explain execute p{number}{nulls}");
        let plan: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(text))
            .persistent(false)
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        for step in plan {
            let Some((_, scanned)) = step.split_once("Seq Scan on ") else { continue };
            let table = scanned.split(' ').next().unwrap_or_default();
            if !SMALL.contains(&table) {
                scans.push(format!("{}: {}", one.name, step.trim()));
            }
        }
    }
    assert!(scans.is_empty(), "{}", scans.join("\n"));
    drop(connection);
    fresh.done().await;
}

/// A server that restarts cuts every connection: the next request is answered by a new one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_were_cut_are_replaced() {
    let fresh = postgres().await;
    let world = World::new(&fresh).await;
    let who = world.person(&fresh, "Ada", "Crane").await;
    for _ in 0..3 {
        let (one, two) = (fresh.read().await, fresh.read().await);
        one.end().await.unwrap();
        two.end().await.unwrap();
        let mut open = fresh.write().await;
        let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
                   where datname = current_database() and pid <> pg_backend_pid() and application_name = 'throughcare'";
        assert!(fresh.raw.number(cut).await > 0);
        let lost = open.identities(&[who.person]).await.err();
        assert!(matches!(lost, Some(StoreError::Unavailable(_))), "{lost:?}");
        drop(open);
        let mut tx = fresh.read().await;
        assert_eq!(tx.identities(&[who.person]).await.unwrap().len(), 1);
        tx.end().await.unwrap();
        let look = crate::contract::ledger::look(&world, who.person, 1);
        fresh.db.record_look(look).await.unwrap();
    }
    fresh.done().await;
}

/// A copy is made with PostgreSQL's own tools, and the refusal says so.
#[tokio::test]
async fn a_backup_names_the_native_way() {
    let fresh = postgres().await;
    let refused = fresh.db.backup_to(std::path::Path::new("/nowhere")).await.unwrap_err();
    assert!(refused.to_string().contains("pg_dump"));
    fresh.done().await;
}
