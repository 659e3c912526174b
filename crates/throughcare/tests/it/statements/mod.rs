//! No query per row: every page and every route of the API runs the same statements with few rows and with many, and at
//! most as many as the table allows it.

mod agreements;
mod casework;
mod court;
mod departures;
mod figures;
mod handovers;
mod hubs;
mod meetings;
mod openings;
mod orders;
mod plans;
mod provision;
mod retention;
mod rights;
mod risks;
mod scene;
mod scores;
mod screening;
mod secondments;
mod summaries;
mod table;
mod unseen;

use scene::Scene;
use std::collections::BTreeSet;
use table::{Row, TABLE};

/// Every row, in the order in which they are gone through.
fn rows() -> impl Iterator<Item = &'static Row> {
    TABLE
        .iter()
        .chain(orders::ROWS)
        .chain(screening::ROWS)
        .chain(plans::ROWS)
        .chain(hubs::ROWS)
        .chain(casework::ROWS)
        .chain(provision::ROWS)
        .chain(risks::ROWS)
        .chain(scores::ROWS)
        .chain(meetings::ROWS)
        .chain(court::ROWS)
        .chain(handovers::ROWS)
        .chain(openings::ROWS)
        .chain(agreements::ROWS)
        .chain(summaries::ROWS)
        .chain(rights::ROWS)
        .chain(retention::ROWS)
        .chain(secondments::ROWS)
        .chain(departures::ROWS)
}

#[test]
fn every_route_has_a_number_of_statements() {
    let counted: BTreeSet<_> = rows().map(|row| (row.0, row.1)).collect();
    assert_eq!(counted.len(), rows().count(), "a route is listed twice");
    let routes: BTreeSet<_> = web::routes().iter().map(|route| (route.verb, route.path)).collect();
    let missing: Vec<_> = routes.difference(&counted).collect();
    let gone: Vec<_> = counted.difference(&routes).collect();
    assert!(missing.is_empty() && gone.is_empty(), "without a row: {missing:?}; without a route: {gone:?}");
}

#[tokio::test]
async fn every_route_runs_the_same_statements_for_few_rows_and_for_many() {
    same(TABLE).await;
}

#[tokio::test]
async fn a_search_by_postcode_runs_the_same_statements_for_few_rows_and_for_many() {
    same(table::BY_POSTCODE).await;
}

#[tokio::test]
async fn every_route_about_orders_runs_the_same_statements_for_few_rows_and_for_many() {
    same(orders::ROWS).await;
}

#[tokio::test]
async fn every_route_about_handovers_runs_the_same_statements_for_few_rows_and_for_many() {
    same(handovers::ROWS).await;
}

#[tokio::test]
async fn every_route_about_openings_runs_the_same_statements_for_few_rows_and_for_many() {
    same(openings::ROWS).await;
}

#[tokio::test]
async fn every_route_about_meetings_runs_the_same_statements_for_few_rows_and_for_many() {
    let (few, many) = (Scene::of(1).await, Scene::of(20).await);
    // Rows are written together in powers of two, so that both scenes write theirs with as many statements.
    few.hold_meetings(16).await;
    many.hold_meetings(32).await;
    same_in(few, many, meetings::ROWS).await;
}

#[tokio::test]
async fn every_route_about_agreements_runs_the_same_statements_for_few_and_for_many() {
    let (few, many) = (Scene::of(1).await, Scene::of(1).await);
    few.put_agreements(1).await;
    many.put_agreements(20).await;
    same_in(few, many, agreements::ROWS).await;
}

#[tokio::test]
async fn every_route_of_screening_runs_the_same_statements_for_few_rows_and_for_many() {
    same(screening::ROWS).await;
}

#[tokio::test]
async fn every_route_about_risk_flags_runs_the_same_statements_for_few_and_for_many() {
    same(risks::ROWS).await;
}

#[tokio::test]
async fn every_route_about_plans_runs_the_same_statements_for_few_and_for_many() {
    // More than eight reviews that fall due at once are written at once.
    let (few, many) = (Scene::of(10).await, Scene::of(20).await);
    few.plan(1).await;
    many.plan(20).await;
    same_in(few, many, plans::ROWS).await;
}

#[tokio::test]
async fn every_route_about_hubs_runs_the_same_statements_for_few_and_for_many() {
    let (few, many) = (Scene::of(1).await, Scene::of(20).await);
    few.list_people(1).await;
    many.list_people(20).await;
    same_in(few, many, hubs::ROWS).await;
}

#[tokio::test]
async fn every_route_of_casework_runs_the_same_statements_for_few_and_for_many() {
    let (few, many) = (Scene::of(1).await, Scene::of(20).await);
    few.prepare_releases(1).await;
    many.prepare_releases(20).await;
    same_in(few, many, casework::ROWS).await;
}

#[tokio::test]
async fn every_route_of_bodies_and_services_runs_the_same_statements_for_few_and_for_many() {
    let (few, many) = (Scene::of(1).await, Scene::of(20).await);
    few.record_bodies(1).await;
    many.record_bodies(20).await;
    same_in(few, many, provision::ROWS).await;
}

#[tokio::test]
async fn every_route_about_scores_runs_the_same_statements_for_few_and_for_many() {
    let (few, many) = (Scene::of(1).await, Scene::of(20).await);
    few.score(1).await;
    many.score(20).await;
    same_in(few, many, scores::ROWS).await;
}

#[tokio::test]
async fn every_route_about_summaries_runs_the_same_statements_for_few_rows_and_for_many() {
    let (few, many) = (Scene::of(1).await, Scene::of(20).await);
    few.convict(1).await;
    many.convict(20).await;
    same_in(few, many, summaries::ROWS).await;
}

#[tokio::test]
async fn every_route_about_rights_runs_the_same_statements_for_few_rows_and_for_many() {
    same(rights::ROWS).await;
}

#[tokio::test]
async fn every_route_about_retention_runs_the_same_statements_for_few_rows_and_for_many() {
    let (few, many) = (Scene::of(1).await, Scene::of(20).await);
    few.keep_records().await;
    many.keep_records().await;
    same_in(few, many, retention::ROWS).await;
}

#[tokio::test]
async fn every_route_about_secondments_runs_the_same_statements_for_few_rows_and_for_many() {
    same(secondments::ROWS).await;
}

#[tokio::test]
async fn every_route_about_departures_runs_the_same_statements_for_few_rows_and_for_many() {
    same(departures::ROWS).await;
}

#[tokio::test]
async fn every_route_about_the_court_list_runs_the_same_statements_for_few_rows_and_for_many() {
    let (mut few, mut many) = (Scene::of(1).await, Scene::of(20).await);
    few.list_at_court(1).await;
    many.list_at_court(20).await;
    same_in(few, many, court::ROWS).await;
}

/// Goes through the rows in a small town and in a large one.
async fn same(rows: &[Row]) {
    same_in(Scene::of(1).await, Scene::of(20).await, rows).await;
}

async fn same_in(mut few: Scene, mut many: Scene, rows: &[Row]) {
    let mut wrong = Vec::new();
    // What waits to be written goes in one message to SQLite, and in up to three more to PostgreSQL.
    let apart = if env!("CARGO_CRATE_NAME") == "journeys_on_postgres" { 3 } else { 0 };
    for row in rows {
        let (one, twenty) = (few.visit(row).await, many.visit(row).await);
        let (verb, path, most) = (row.0.name(), row.1, row.4 + apart);
        if one != twenty {
            wrong.push(format!("{verb} {path}: {one} with few rows, {twenty} with many"));
        }
        if twenty > most {
            wrong.push(format!("{verb} {path}: {twenty} statements, and {most} are allowed"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
