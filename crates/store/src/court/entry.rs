//! Entries of court lists: found again by their keys, written in batches, read sealed, and taken away when nobody became of
//! them.

use super::kept;
use crate::{
    bulk::inserts,
    dialect::by_ids,
    link::Link,
    sql::{Arg, Param, Row, Sql, args, statements},
    standing::{filter_args, ids, visible},
};
use app::{
    known::Candidate,
    ports::{
        Changed, CourtQuery, Decided, EntryBatch, EntryRow, KeptEntry, PlacedEntry, StoreError, Stored,
        Telling, Under, VersionRow, together,
    },
};
use domain::{
    hearing::{Evidence, Fact, Matching},
    ids::{AgencyId, CourtEntryId, CourtFeedId, PersonId},
    involvement::Involvement,
    section::Section,
    stamp::Stamp,
    text::Line,
};
use gate::{Label, ListFilter, Sealed};
use jiff::{Timestamp, civil::Date};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

inserts! {
    ENTRY = "court_entry" (id, agency_id, day, court, place, person_id, decisions, versions, paper_due, at)
        "on conflict (id) do update set day = excluded.day, court = excluded.court, place = excluded.place, person_id = excluded.person_id, decisions = excluded.decisions, versions = excluded.versions, paper_due = excluded.paper_due, gone_at = null";
    KEY = "court_key" (key, entry_id) "on conflict do nothing";
    TELLING = "court_telling" (entry_id, list_id, source, feed_id, version, digest)
        "on conflict (entry_id, list_id) do update set feed_id = excluded.feed_id, version = excluded.version, digest = excluded.digest, gone_at = null";
    VERSION = "court_version" (entry_id, version, source, feed_id, at, content, raw, changes) "";
    CANDIDATE = "court_candidate" (entry_id, person_id, evidence)
        "on conflict (entry_id, person_id) do update set evidence = excluded.evidence";
    DECISION = "court_decision" (entry_id, position, decision, person_id, reason, evidence, at, by_account, agency_id) "";
}

/// The columns that [`bare`] reads.
macro_rules! columns {
    () => {
        "e.id, e.agency_id, e.person_id, e.versions, e.paper_due, e.gone_at, e.at, e.place from court_entry e"
    };
}

statements! {
    /// Only PostgreSQL has several writers.
    LOCK = Sql {
        sqlite: "select 1 where $1 is not null",
        postgres: "select 1 from (select pg_advisory_xact_lock(hashtextextended('court lists ' || $1::text, 0))) as locked",
    };
    UNDER = by_ids!("select k.entry_id, k.key from court_key k where k.key", "");
    ENTRIES = by_ids!(
        "select e.id, e.person_id, e.decisions, e.versions, e.paper_due, e.gone_at, e.at from court_entry e where e.id",
        ""
    );
    TELLINGS = by_ids!(
        "select t.entry_id, t.list_id, t.source, t.feed_id, t.version, t.digest, t.gone_at, v.content \
         from court_telling t join court_version v on v.entry_id = t.entry_id and v.version = t.version \
         where t.entry_id",
        "order by t.entry_id, t.list_id"
    );
    FORGET_CANDIDATES = by_ids!("delete from court_candidate where entry_id", "");
    /// What list `$1` told before loading `$2` and not in it.
    LEFT_OUT = Sql::same(
        "update court_telling set gone_at = $3 where list_id = $1 and feed_id <> $2 and gone_at is null returning entry_id"
    );
    GONE = by_ids!(
        "update court_entry set gone_at = $2 where not exists (select 1 from court_telling t \
         where t.entry_id = court_entry.id and t.gone_at is null) and id",
        ""
    );
    /// `$8` the day, `$9` the court or nothing, `$10` and `$11` where to go on, `$12` the rows.
    OF_DAY = Sql::same(concat!(
        "select ", columns!(), " where e.agency_id = $1 and e.day = $8 and ($9 = '' or e.court = $9) \
         and (e.place, e.id) > ($10, $11) and (e.person_id is null or ", visible!("e.person_id"),
        ") order by e.place, e.id limit $12 + 0"
    ));
    ONE = Sql::same(concat!("select ", columns!(), " where e.agency_id = $1 and e.id = $2"));
    OF_PERSON = Sql::same(concat!(
        "select ", columns!(), " where e.person_id = $1 order by e.day desc, e.id limit $2 + 0"
    ));
    FACTS = by_ids!(
        "select d.entry_id, d.decision, d.person_id from court_decision d where d.entry_id",
        "order by d.entry_id, d.position"
    );
    CANDIDATES = by_ids!(
        "select c.entry_id, c.person_id, c.evidence from court_candidate c where c.entry_id",
        "order by c.entry_id, c.person_id"
    );
    DECIDE = Sql::same(
        "update court_entry set person_id = $3, decisions = decisions + 1 where id = $1 and decisions = $2"
    );
    DECISIONS = Sql::same(
        "select decision, person_id, reason, evidence, at, by_account, agency_id from court_decision \
         where entry_id = $1 order by position limit 500"
    );
    CHANGES = Sql::same(
        "select version, source, at, changes from court_version where entry_id = $1 order by version desc limit $2 + 0"
    );
    DAYS = Sql::same(
        "select day, court, count(*) from court_entry where agency_id = $1 and day >= $2 \
         group by day, court order by day, court limit $3 + 0"
    );
    INVOLVED = by_ids!(
        "select i.person_id, i.id, i.agency_id, i.account_id, i.role, i.leads, i.from_day, i.to_day from involvement i \
         where i.from_day <= $2 and (i.to_day is null or i.to_day >= $2) and i.person_id",
        "order by i.person_id, i.agency_id"
    );
    UNKNOWN = Sql::same(
        "select id from court_entry where person_id is null and day < $1 order by day, id limit $2 + 0"
    );
    DROP_KEYS = by_ids!("delete from court_key where entry_id", "");
    DROP_TELLINGS = by_ids!("delete from court_telling where entry_id", "");
    DROP_VERSIONS = by_ids!("delete from court_version where entry_id", "");
    DROP_DECISIONS = by_ids!("delete from court_decision where entry_id", "");
    DROP = by_ids!("delete from court_entry where person_id is null and id", "");
    DROP_FOUND = by_ids!("delete from court_entry where id", "");
}

fn entries(ids: &[CourtEntryId]) -> Arg {
    Arg::Ids(ids.iter().map(|id| id.0).collect())
}

pub(super) async fn lock(link: &mut Link, agency: AgencyId) -> Stored<()> {
    if link.is_postgres() {
        link.one(LOCK, args![agency]).await?;
    }
    Ok(())
}

/// Entries under any of `keys`, with what each list tells of them.
pub(super) async fn under(link: &mut Link, keys: &[Uuid]) -> Stored<Vec<Under>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut by_entry: BTreeMap<CourtEntryId, Vec<Uuid>> = BTreeMap::new();
    for row in link.all(UNDER, vec![Arg::Ids(keys.to_vec())]).await? {
        let mut f = row.fields();
        by_entry.entry(f.next()?).or_default().push(f.next()?);
    }
    let found: Vec<CourtEntryId> = by_entry.keys().copied().collect();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let mut tellings = tellings(link, &found).await?;
    link.all(ENTRIES, vec![entries(&found)])
        .await?
        .iter()
        .map(|row| {
            let mut f = row.fields();
            let id = f.next()?;
            Ok(Under {
                id,
                keys: by_entry.remove(&id).unwrap_or_default(),
                person: f.maybe()?,
                decisions: f.next()?,
                versions: f.next()?,
                paper_due: f.maybe()?,
                gone: f.maybe()?,
                at: f.next()?,
                tellings: tellings.remove(&id).unwrap_or_default(),
            })
        })
        .collect()
}

async fn tellings(link: &mut Link, found: &[CourtEntryId]) -> Stored<HashMap<CourtEntryId, Vec<Telling>>> {
    let mut tellings: HashMap<CourtEntryId, Vec<Telling>> = HashMap::new();
    for row in link.all(TELLINGS, vec![entries(found)]).await? {
        let mut f = row.fields();
        let id = f.next()?;
        let telling = Telling {
            list: f.next()?,
            source: f.next()?,
            feed: f.next()?,
            version: f.next()?,
            digest: f.next()?,
            gone: f.maybe::<Timestamp>()?.is_some(),
            entry: kept::read(&f.next::<String>()?)?,
        };
        tellings.entry(id).or_default().push(telling);
    }
    Ok(tellings)
}

/// Writes a batch: entries first, then what hangs on them.
pub(super) async fn write(
    link: &mut Link,
    feed: CourtFeedId,
    stamp: &Stamp,
    batch: &EntryBatch,
) -> Stored<()> {
    let rows = batch.entries.iter().flat_map(|one| entry_args(stamp.agency, one));
    ENTRY.run(link, rows.collect()).await?;
    let rows = batch.keys.iter().flat_map(|(key, entry)| args![key, entry]);
    KEY.run(link, rows.collect()).await?;
    let rows = batch
        .seen
        .iter()
        .flat_map(|(entry, list, source, version, digest)| args![entry, list, source, feed, version, digest]);
    TELLING.run(link, rows.collect()).await?;
    let mut rows = Vec::with_capacity(batch.versions.len() * VERSION.width);
    for one in &batch.versions {
        rows.append(&mut version_args(feed, stamp, one)?);
    }
    VERSION.run(link, rows).await?;
    let again: Vec<CourtEntryId> = batch.candidates.iter().map(|(entry, _)| *entry).collect();
    if !again.is_empty() {
        link.run(FORGET_CANDIDATES, vec![entries(&again)]).await?;
    }
    let rows = batch.candidates.iter().flat_map(|(entry, all)| {
        all.iter().flat_map(|one| args![*entry, one.person, kept::write_evidence(&one.evidence)])
    });
    CANDIDATE.run(link, rows.collect()).await?;
    let rows = batch
        .decisions
        .iter()
        .flat_map(|(entry, fact, evidence)| decision_args(*entry, 1, *fact, (None, evidence), stamp));
    DECISION.run(link, rows.collect()).await.map(drop)
}

fn entry_args(agency: AgencyId, one: &EntryRow) -> Vec<Arg> {
    args![
        one.id,
        agency,
        one.day,
        one.court,
        one.place,
        one.person,
        one.decisions,
        one.versions,
        one.paper_due,
        one.at,
    ]
}

fn version_args(feed: CourtFeedId, stamp: &Stamp, one: &VersionRow) -> Stored<Vec<Arg>> {
    Ok(args![
        one.id,
        one.version,
        one.source,
        feed,
        stamp.at,
        kept::write(&one.entry)?,
        one.raw,
        kept::write_changes(&one.changes)?,
    ])
}

fn decision_args(
    entry: CourtEntryId,
    position: u32,
    fact: Fact,
    (reason, evidence): (Option<&Line>, &[Evidence]),
    stamp: &Stamp,
) -> Vec<Arg> {
    args![
        entry,
        position,
        fact.decision(),
        fact.person(),
        reason,
        kept::write_evidence(evidence),
        stamp.at,
        stamp.by,
        stamp.agency,
    ]
}

pub(super) async fn mark_gone(link: &mut Link, list: Uuid, feed: CourtFeedId, at: Timestamp) -> Stored<u64> {
    let rows = link.all(LEFT_OUT, args![list, feed, at]).await?;
    let left: Vec<CourtEntryId> = rows.iter().map(|row| row.fields().next()).collect::<Stored<_>>()?;
    if left.is_empty() {
        return Ok(0);
    }
    link.run(GONE, vec![entries(&left), at.arg()]).await
}

/// An entry's own columns, and its place in the list.
struct Bare {
    id: CourtEntryId,
    agency: AgencyId,
    person: Option<PersonId>,
    versions: u32,
    paper_due: Option<Date>,
    gone: Option<Timestamp>,
    at: Timestamp,
    place: String,
}

fn bare(row: &Row) -> Stored<Bare> {
    let mut f = row.fields();
    Ok(Bare {
        id: f.next()?,
        agency: f.next()?,
        person: f.maybe()?,
        versions: f.next()?,
        paper_due: f.maybe()?,
        gone: f.maybe()?,
        at: f.next()?,
        place: f.next()?,
    })
}

/// Entries whole, sealed, in the order of their rows. Two statements for all of them.
async fn whole(link: &mut Link, rows: &[Row]) -> Stored<Vec<PlacedEntry>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let bare: Vec<Bare> = rows.iter().map(bare).collect::<Stored<_>>()?;
    let found: Vec<CourtEntryId> = bare.iter().map(|one| one.id).collect();
    let mut tellings = tellings(link, &found).await?;
    let mut facts: HashMap<CourtEntryId, Vec<Fact>> = HashMap::new();
    for row in link.all(FACTS, vec![entries(&found)]).await? {
        let mut f = row.fields();
        let (id, decision, person) = (f.next()?, f.next()?, f.maybe()?);
        let fact = Fact::from_kept(decision, person).ok_or_else(|| contradiction(id))?;
        facts.entry(id).or_default().push(fact);
    }
    bare.into_iter()
        .map(|one| {
            let told = tellings.remove(&one.id).unwrap_or_default();
            let (entry, sources) = together(&told).ok_or_else(|| contradiction(one.id))?;
            let matching = Matching::replay(facts.remove(&one.id).unwrap_or_default())
                .map_err(|_| contradiction(one.id))?;
            link.agrees(matching.person() == one.person, || format!("court_entry {}", one.id))?;
            // Until it is somebody's, the entry itself stands for a person.
            let whose = matching.person().unwrap_or(PersonId(one.id.0));
            let kept = KeptEntry {
                id: one.id,
                agency: one.agency,
                entry,
                sources,
                matching,
                versions: one.versions,
                paper_due: one.paper_due,
                gone: one.gone,
                at: one.at,
            };
            let sealed = Sealed::new(Label::own(whose, Section::Court, one.agency), kept);
            Ok(PlacedEntry { place: one.place, id: one.id, sealed })
        })
        .collect()
}

fn contradiction(id: CourtEntryId) -> StoreError {
    StoreError::Corrupt(format!("court_entry {id}: its rows contradict each other"))
}

pub(super) async fn of_day(
    link: &mut Link,
    filter: &ListFilter,
    query: &CourtQuery,
    today: Date,
) -> Stored<Vec<PlacedEntry>> {
    let (place, id) = match &query.after {
        Some((place, id)) => (place.as_str(), id.0),
        None => ("", Uuid::nil()),
    };
    let mut args = filter_args(filter, today);
    let court = query.court.as_deref().unwrap_or_default();
    args.extend([query.day.arg(), court.arg(), place.arg(), id.arg(), query.limit.arg()]);
    let rows = link.all(OF_DAY, args).await?;
    whole(link, &rows).await
}

pub(super) async fn one(
    link: &mut Link,
    agency: AgencyId,
    id: CourtEntryId,
) -> Stored<Option<Sealed<KeptEntry>>> {
    let rows: Vec<Row> = link.one(ONE, args![agency, id]).await?.into_iter().collect();
    Ok(whole(link, &rows).await?.pop().map(|one| one.sealed))
}

pub(super) async fn of_person(
    link: &mut Link,
    person: PersonId,
    limit: u32,
) -> Stored<Vec<Sealed<KeptEntry>>> {
    let rows = link.all(OF_PERSON, args![person, limit]).await?;
    Ok(whole(link, &rows).await?.into_iter().map(|one| one.sealed).collect())
}

pub(super) async fn candidates(
    link: &mut Link,
    of: &[CourtEntryId],
) -> Stored<Vec<(CourtEntryId, Candidate)>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.all(CANDIDATES, vec![entries(of)]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let (entry, person) = (f.next()?, f.next()?);
            Ok((entry, Candidate { person, evidence: kept::read_evidence(&f.next::<String>()?)? }))
        })
        .collect()
}

pub(super) async fn append_decision(
    link: &mut Link,
    entry: CourtEntryId,
    seen: u32,
    fact: Fact,
    person: Option<PersonId>,
    why: (Option<&Line>, &[Evidence]),
    stamp: &Stamp,
) -> Stored<bool> {
    if link.run(DECIDE, args![entry, seen, person]).await? == 0 {
        return Ok(false);
    }
    DECISION.run(link, decision_args(entry, seen.saturating_add(1), fact, why, stamp)).await?;
    Ok(true)
}

pub(super) async fn decisions(link: &mut Link, entry: CourtEntryId) -> Stored<Vec<Decided>> {
    let rows = link.all(DECISIONS, args![entry]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(Decided {
                decision: f.next()?,
                person: f.maybe()?,
                reason: f.maybe()?,
                evidence: kept::read_evidence(&f.next::<String>()?)?,
                stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
            })
        })
        .collect()
}

pub(super) async fn changes(link: &mut Link, entry: CourtEntryId, limit: u32) -> Stored<Vec<Changed>> {
    let rows = link.all(CHANGES, args![entry, limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(Changed {
                version: f.next()?,
                source: f.next()?,
                at: f.next()?,
                changes: kept::read_changes(&f.next::<String>()?)?,
            })
        })
        .collect()
}

pub(super) async fn days(
    link: &mut Link,
    agency: AgencyId,
    from: Date,
    limit: u32,
) -> Stored<Vec<(Date, String, u64)>> {
    let rows = link.all(DAYS, args![agency, from, limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok((f.next()?, f.next()?, f.next()?))
        })
        .collect()
}

pub(super) async fn involved_with(
    link: &mut Link,
    people: &[PersonId],
    today: Date,
) -> Stored<Vec<Sealed<Involvement>>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.all(INVOLVED, vec![ids(people), today.arg()]).await?;
    rows.iter().map(crate::involvement::involvement).collect()
}

/// Takes away entries of hearings before `before` that are nobody's, at most `most`, with all that was kept of them.
pub(crate) async fn forget(link: &mut Link, before: Date, most: u32) -> Stored<u64> {
    let rows = link.all(UNKNOWN, args![before, most]).await?;
    let old: Vec<CourtEntryId> = rows.iter().map(|row| row.fields().next()).collect::<Stored<_>>()?;
    if old.is_empty() {
        return Ok(0);
    }
    drop_parts(link, &old).await?;
    link.run(DROP, vec![entries(&old)]).await
}

async fn drop_parts(link: &mut Link, of: &[CourtEntryId]) -> Stored<()> {
    for statement in [DROP_KEYS, DROP_TELLINGS, DROP_VERSIONS, FORGET_CANDIDATES, DROP_DECISIONS] {
        link.run(statement, vec![entries(of)]).await?;
    }
    Ok(())
}

/// Takes away entries, whoever they were found to be, with all that was kept of them.
pub(crate) async fn drop_entries(link: &mut Link, of: &[CourtEntryId]) -> Stored<u64> {
    drop_parts(link, of).await?;
    link.run(DROP_FOUND, vec![entries(of)]).await
}
