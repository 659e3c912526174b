//! Looking for records of one person among everybody, as the log goes on: what is found waits for somebody to decide.
//!
//! Invariant: a pair is kept for an agency only if both are in that agency's search, so the list of an agency costs what the
//! agency has. Nothing is joined here. What is kept can be lost: it is found anew.

use crate::{
    App,
    ports::{KnownAs, Stored, WaitingPair},
};
use domain::{identity_review::Pair, ids::PersonId};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// People looked at in one transaction.
const PAGE: u32 = 200;

/// Looks again for records that are like those of whom something was recorded since the last time; the first time, and after the
/// matcher was taught, for those like anybody's. Answers how many people were looked at.
///
/// # Errors
/// When the database cannot be read or written; what was found before stays, and is gone on from.
pub async fn look_again(app: &App) -> Stored<u64> {
    // What the matcher was taught weighs everybody anew.
    let taught = app.unlearn().await?;
    let settled = app.know_everybody_until().await?;
    let mut tx = app.store.read().await?;
    let mark = tx.likeness_mark().await?;
    tx.end().await?;
    if let Some(mark) = mark.filter(|_| !taught) {
        return look_since(app, mark).await;
    }
    let looked = look_at_all(app).await?;
    remember(app, settled).await?;
    Ok(looked)
}

async fn remember(app: &App, sequence: i64) -> Stored<()> {
    let mut tx = app.store.write().await?;
    tx.set_likeness_mark(sequence).await?;
    tx.commit().await
}

async fn look_at_all(app: &App) -> Stored<u64> {
    let (mut last, mut looked) = (PersonId(Uuid::nil()), 0);
    loop {
        let mut tx = app.store.read().await?;
        let page = tx.everybody(last, PAGE).await?;
        tx.end().await?;
        let people: Vec<PersonId> = page.iter().map(|known| known.identity.person).collect();
        let Some(newest) = people.last() else { return Ok(looked) };
        last = *newest;
        app.know_everybody().await?;
        looked += look_at(app, &people, &page, None).await?;
    }
}

/// Goes through the log from `mark` on. What may still come before its end, from a writer that commits late, is not passed: the
/// next time begins before it.
async fn look_since(app: &App, mut mark: i64) -> Stored<u64> {
    let mut looked = 0;
    loop {
        let mut tx = app.store.read().await?;
        let recorded = tx.recorded(mark, &[], PAGE).await?;
        let people: BTreeSet<PersonId> = recorded.iter().filter_map(|(_, person)| *person).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let known = tx.known_as(&people).await?;
        tx.end().await?;
        let Some((newest, _)) = recorded.last() else { return Ok(looked) };
        mark = *newest;
        // The index must have come as far as what it is asked about.
        let settled = app.know_everybody_until().await?;
        looked += look_at(app, &people, &known, Some(mark.min(settled))).await?;
    }
}

/// Keeps what is found of these people, those of whom still are `known`, with how far the log has been gone through.
async fn look_at(app: &App, people: &[PersonId], known: &[KnownAs], mark: Option<i64>) -> Stored<u64> {
    let mut found: BTreeMap<Pair, WaitingPair> = BTreeMap::new();
    for one in known.iter().flat_map(|known| app.like_somebody(known)) {
        found.insert(one.pair, one);
    }
    let found: Vec<WaitingPair> = found.into_values().collect();
    let mut tx = app.store.write().await?;
    tx.put_likenesses(people, &found).await?;
    if let Some(mark) = mark {
        tx.set_likeness_mark(mark).await?;
    }
    tx.commit().await?;
    tokio::task::yield_now().await;
    Ok(u64::try_from(people.len()).unwrap_or(u64::MAX))
}
