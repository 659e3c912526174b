//! Looking for records of one person among everybody, as the log goes on: what is found waits for somebody to decide, or is taken for
//! one person where the matcher is sure enough.
//!
//! Invariant: a pair is kept for an agency only if both are in that agency's search, so the list of an agency costs what the
//! agency has. Nothing is merged here and nothing opens. What is kept can be lost: it is found anew, and a pair that had been held
//! is then held again where it is as sure as that takes from the start.

use super::joining::{Rule, rule};
use crate::{
    App,
    everybody::WAITING,
    ports::{KnownAs, LikenessMark, Stored, WaitingPair},
};
use domain::{
    hearing::Evidence,
    identity_review::Pair,
    ids::{AgencyId, PersonId},
    person::Identity,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How far the log has been gone through, where it is remembered; and the rule by which pairs are held.
#[derive(Clone, Copy)]
struct Looking {
    until: Option<i64>,
    rule: Rule,
    /// Whether what was held before was held by the same rule: if not, each pair is asked anew.
    goes_on: bool,
}

/// People looked at in one transaction.
const PAGE: u32 = 200;

/// Looks again for records that are like those of whom something was recorded since the last time; the first time, when the partnership
/// has set another figure, and after the matcher was taught, for those like anybody's. Answers how many people were looked at.
///
/// # Errors
/// When the database cannot be read or written; what was found before stays, and is gone on from.
pub async fn look_again(app: &App) -> Stored<u64> {
    app.unlearn().await?;
    let settled = app.know_everybody_until().await?;
    let taught = app.taught();
    let rule = rule(app).await?;
    let mut tx = app.store.read().await?;
    let mark = tx.likeness_mark().await?;
    tx.end().await?;
    let goes_on = mark.is_some_and(|mark| mark.one_in == rule.one_in);
    // What the matcher was taught weighs everybody anew.
    if let Some(mark) = mark.filter(|mark| goes_on && mark.taught == taught) {
        return look_since(app, mark.sequence, rule).await;
    }
    let looked = look_at_all(app, Looking { until: None, rule, goes_on }).await?;
    let mut tx = app.store.write().await?;
    tx.looked_at_everybody(LikenessMark { sequence: settled, one_in: rule.one_in, taught }).await?;
    tx.commit().await?;
    Ok(looked)
}

async fn look_at_all(app: &App, looking: Looking) -> Stored<u64> {
    let (mut last, mut looked) = (PersonId(Uuid::nil()), 0);
    loop {
        let mut tx = app.store.read().await?;
        let page = tx.everybody(last, PAGE).await?;
        tx.end().await?;
        let people: Vec<PersonId> = page.iter().map(|known| known.identity.person).collect();
        let Some(newest) = people.last() else { return Ok(looked) };
        last = *newest;
        app.know_everybody().await?;
        looked += look_at(app, &people, &page, looking).await?;
    }
}

/// Goes through the log from `mark` on. What may still come before its end, from a writer that commits late, is not passed: the
/// next time begins before it.
async fn look_since(app: &App, mut mark: i64, rule: Rule) -> Stored<u64> {
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
        let looking = Looking { until: Some(mark.min(settled)), rule, goes_on: true };
        looked += look_at(app, &people, &known, looking).await?;
    }
}

/// Keeps what is found of these people, those of whom still are `known`, with how far the log has been gone through.
async fn look_at(app: &App, people: &[PersonId], known: &[KnownAs], looking: Looking) -> Stored<u64> {
    let mut found: BTreeMap<Pair, WaitingPair> = BTreeMap::new();
    for one in known.iter().flat_map(|known| app.like_somebody(known)) {
        add(&mut found, one);
    }
    keep_crowded_out(app, people, &mut found).await?;
    let mut found: Vec<WaitingPair> = found.into_values().collect();
    weigh_words(app, known, &mut found).await?;
    let now = app.now();
    let mut tx = app.store.write().await?;
    let held = if looking.goes_on { tx.held_likenesses(people).await? } else { BTreeMap::new() };
    for pair in &mut found {
        looking.rule.hold(pair, &held, now);
    }
    tx.put_likenesses(people, &found).await?;
    if let Some(until) = looking.until {
        tx.set_likeness_mark(until).await?;
    }
    tx.commit().await?;
    tokio::task::yield_now().await;
    Ok(u64::try_from(people.len()).unwrap_or(u64::MAX))
}

/// Somebody with more likely ones than are kept of one person may still be among the likeliest of another: such a pair, found when
/// the other was looked at, stays.
async fn keep_crowded_out(
    app: &App,
    people: &[PersonId],
    found: &mut BTreeMap<Pair, WaitingPair>,
) -> Stored<()> {
    let crowded: BTreeSet<PersonId> = people.iter().copied().filter(|one| is_crowded(*one, found)).collect();
    if crowded.is_empty() {
        return Ok(());
    }
    let mut tx = app.store.read().await?;
    let before = tx.likenesses_of(&crowded.iter().copied().collect::<Vec<_>>()).await?;
    let is_found = |(pair, agency): &(Pair, AgencyId)| {
        found.get(pair).is_some_and(|found: &WaitingPair| found.agencies.contains_key(agency))
    };
    let gone = before.into_iter().filter(|one| !is_found(one)).map(|(pair, _)| pair);
    let others: BTreeSet<PersonId> =
        gone.flat_map(|pair| [pair.first(), pair.second()]).filter(|end| !people.contains(end)).collect();
    let others = tx.known_as(&others.into_iter().collect::<Vec<_>>()).await?;
    tx.end().await?;
    let crowds = |pair: Pair| crowded.contains(&pair.first()) || crowded.contains(&pair.second());
    for one in others.iter().flat_map(|other| app.like_somebody(other)).filter(|one| crowds(one.pair)) {
        add(found, one);
    }
    Ok(())
}

/// Adds a pair, for the agencies for which it was found from this side beside those for which it was found from the other.
fn add(found: &mut BTreeMap<Pair, WaitingPair>, one: WaitingPair) {
    match found.get_mut(&one.pair) {
        Some(kept) => kept.agencies.extend(one.agencies),
        None => drop(found.insert(one.pair, one)),
    }
}

/// Whether as many were found of somebody for one agency as are kept.
fn is_crowded(person: PersonId, found: &BTreeMap<Pair, WaitingPair>) -> bool {
    let mut kept: BTreeMap<AgencyId, usize> = BTreeMap::new();
    for one in found.values().filter(|one| one.pair.beside(person).is_some()) {
        for agency in one.agencies.keys() {
            *kept.entry(*agency).or_default() += 1;
        }
    }
    kept.values().any(|count| *count >= WAITING)
}

/// Says of each pair whether what the two records say speaks against it. Pairs for which too little speaks to be decided about are
/// left out, and those with somebody who has just gone.
async fn weigh_words(app: &App, known: &[KnownAs], found: &mut Vec<WaitingPair>) -> Stored<()> {
    let mut identities: BTreeMap<PersonId, Identity> =
        known.iter().map(|one| (one.identity.person, one.identity.clone())).collect();
    let ends: BTreeSet<PersonId> =
        found.iter().flat_map(|one| [one.pair.first(), one.pair.second()]).collect();
    let others: Vec<PersonId> = ends.into_iter().filter(|one| !identities.contains_key(one)).collect();
    if !others.is_empty() {
        let mut tx = app.store.read().await?;
        let read = tx.known_as(&others).await?;
        tx.end().await?;
        identities.extend(read.into_iter().map(|one| (one.identity.person, one.identity)));
    }
    found.retain_mut(|one| {
        let two = (identities.get(&one.pair.first()), identities.get(&one.pair.second()));
        let (Some(first), Some(second)) = two else { return false };
        let said = app.between(first, second);
        one.against = said.iter().any(|one| one.against());
        Evidence::speaks(&said)
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_pair_is_kept_for_each_agency_for_which_either_side_found_it() {
        let person = |number| PersonId(Uuid::from_u128(number));
        let agency = |number| AgencyId(Uuid::from_u128(number));
        let pair = Pair::new(person(1), person(2)).unwrap();
        let of = |agencies: &[u128]| {
            let agencies = agencies.iter().map(|one| (agency(*one), None)).collect();
            WaitingPair { pair, weight: 9000, against: false, agencies }
        };
        let mut found = BTreeMap::new();
        for one in [of(&[7, 8]), of(&[8, 9])] {
            add(&mut found, one);
        }
        assert_eq!(found.into_values().collect::<Vec<_>>(), [of(&[7, 8, 9])]);
    }

    #[test]
    fn somebody_is_crowded_where_one_agency_alone_has_as_many_as_are_kept() {
        let person = |number| PersonId(Uuid::from_u128(number));
        let agency = |number: usize| AgencyId(Uuid::from_u128(number as u128));
        let found = |agencies: usize| -> BTreeMap<Pair, WaitingPair> {
            let pairs = (0..WAITING).map(|at| {
                let pair = Pair::new(person(0), person(1 + at as u128)).unwrap();
                let agencies = [(agency(at % agencies), None)].into();
                (pair, WaitingPair { pair, weight: 9000, against: false, agencies })
            });
            pairs.collect()
        };
        assert!(is_crowded(person(0), &found(1)));
        assert!(!is_crowded(person(0), &found(2)), "five at each of two");
        assert!(!is_crowded(person(1), &found(1)), "one of the others");
    }
}
