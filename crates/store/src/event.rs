//! The event log: appending to chains, the timeline read from it, and the heads of chains.
//!
//! A body is written to text once; that text is what is hashed and what is stored. A racing writer of one chain waits on
//! PostgreSQL (a lock of the chain until commit); SQLite has one writer.

use crate::{
    bulk::inserts,
    later::Later,
    link::Link,
    sql::{Arg, Fields, Sql, args, statements},
};
use app::{
    events::{self, EventKind, Facts, GENESIS, NewEvent, TimelineEvent},
    ports::{Head, StoreError, Stored},
};
use domain::{
    ids::{EventId, PersonId},
    section::Section,
    stamp::Stamp,
};
use gate::{Label, Sealed};
use std::{collections::HashMap, fmt::Write as _};
use uuid::Uuid;

inserts! {
    EVENT = "event" (
        id, chain_id, position, person_id, kind, section, sent_to, subject, at, by_account, agency_id, purpose,
        payload_hash, hash
    ) "" => "returning sequence, chain_id, position";
    PAYLOAD = "event_payload" (sequence, salt, body) "";
}

/// Events before the one that `$before` names, or all; PostgreSQL has to be told what that is where it is only asked to be null.
macro_rules! timeline {
    ($before:literal) => {
        concat!(
            "select e.sequence, e.id, e.kind, e.section, e.sent_to, e.subject, e.at, e.by_account, e.agency_id, \
             coalesce(a.name, 'A member of staff'), coalesce(g.name, 'An agency'), p.body from event e \
             left join event_payload p on p.sequence = e.sequence left join account a on a.id = e.by_account \
             left join agency g on g.id = e.agency_id where e.chain_id = $1 and e.position < case when ",
            $before,
            " is null then 9223372036854775807 \
             else (select b.position from event b where b.chain_id = $1 and b.id = $2) end \
             order by e.position desc limit $3 + 0"
        )
    };
}

statements! {
    HEAD = Sql::same("select position, hash from event where chain_id = $1 order by position desc limit 1");
    /// Later writers of the chain wait until this transaction ends. Only PostgreSQL has several.
    LOCK_CHAIN = Sql {
        sqlite: "select 1 where $1 is not null",
        postgres: "select 1 from (select pg_advisory_xact_lock(hashtextextended('chain ' || $1::text, 0))) as locked",
    };
    /// Waits for the writers at work, and lets none begin until this transaction ends. SQLite has one writer.
    SETTLE = Sql { sqlite: "select 1", postgres: "lock table event in share mode" };
    TIMELINE = Sql { sqlite: timeline!("$2"), postgres: timeline!("$2::uuid") };
    HEADS_AFTER = Sql::same(
        "select e.chain_id, e.position, e.hash, e.sequence from event e where e.sequence > $1 and not exists \
         (select 1 from event n where n.chain_id = e.chain_id and n.position > e.position) \
         order by e.sequence limit $2 + 0"
    );
}

/// Events of one call that wait for the end of the transaction; more go at once.
const TOGETHER: usize = 8;

/// Where a chain stands: the last place and its hash.
pub(crate) type Stand = (i64, [u8; 32]);

/// Where each chain stands at which these events are to be appended. One that begins here has no row yet.
pub(crate) async fn stands(link: &mut Link, events: &[NewEvent]) -> Stored<HashMap<Uuid, Stand>> {
    let mut stands = HashMap::new();
    for event in events {
        let chain = event.chain.id();
        if stands.contains_key(&chain) {
            continue;
        }
        let stand = if event.kind == EventKind::PersonCreated { None } else { head(link, chain).await? };
        stands.insert(chain, stand.unwrap_or((0, GENESIS)));
    }
    Ok(stands)
}

async fn head(link: &mut Link, chain: Uuid) -> Stored<Option<Stand>> {
    if let Some(stand) = link.stand(chain) {
        return Ok(Some(stand));
    }
    lock(link, chain).await?;
    let row = link.one_of("event", HEAD, args![chain]).await?;
    row.map(|row| {
        let mut f = row.fields();
        Ok((f.next()?, f.next()?))
    })
    .transpose()
}

/// Lets other writers of the chain wait until this transaction ends. SQLite has one writer.
pub(crate) async fn lock(link: &mut Link, chain: Uuid) -> Stored<()> {
    if link.is_postgres() && !link.has_locked(chain) {
        link.one_of("event", LOCK_CHAIN, args![chain]).await?;
        link.locked(chain);
    }
    Ok(())
}

/// Appends events to their chains, in order.
pub(crate) async fn append(link: &mut Link, events: &[NewEvent]) -> Stored<()> {
    if events.is_empty() {
        return Ok(());
    }
    let mut stands = stands(link, events).await?;
    if events.len() <= TOGETHER {
        append_later(link, &mut stands, events);
        note(link, stands);
        return Ok(());
    }
    let mut rows = Vec::with_capacity(events.len() * EVENT.width);
    let mut payloads = HashMap::with_capacity(events.len());
    for event in events {
        let body = event.body.to_string();
        let (position, mut linked) = linked(&mut stands, event, &body);
        rows.append(&mut linked);
        payloads.insert((event.chain.id(), position), (event.salt, body));
    }
    let mut bodies = Vec::with_capacity(events.len() * PAYLOAD.width);
    for row in EVENT.run(link, rows).await? {
        let mut f = row.fields();
        let sequence: i64 = f.next()?;
        let Some((salt, body)) = payloads.remove(&(f.next()?, f.next()?)) else {
            return Err(crate::error::failed("an event came back that was not written"));
        };
        bodies.extend([Arg::Int(Some(sequence)), Arg::Bytes(Some(salt.to_vec())), Arg::Text(Some(body))]);
    }
    PAYLOAD.run(link, bodies).await?;
    note(link, stands);
    Ok(())
}

/// Where the chains stand now, for what this transaction appends later.
fn note(link: &mut Link, stands: HashMap<Uuid, Stand>) {
    for (chain, stand) in stands {
        link.stands_at(chain, stand);
    }
}

/// Events of one use-case: written with what else the transaction keeps for its end. Each payload finds its event by chain and
/// position.
fn append_later(link: &mut Link, stands: &mut HashMap<Uuid, Stand>, events: &[NewEvent]) {
    let mut rows = Vec::with_capacity(events.len() * EVENT.width);
    let mut payloads = Vec::with_capacity(events.len() * 4);
    for event in events {
        let body = event.body.to_string();
        let (position, mut linked) = linked(stands, event, &body);
        rows.append(&mut linked);
        payloads.append(&mut args![event.chain.id(), position, event.salt]);
        payloads.push(Arg::Text(Some(body)));
    }
    link.later(Later::rows(EVENT, rows));
    link.later(Later::composed(
        "event_payload",
        payload_text(events.len(), PAYLOAD_ON_SQLITE),
        payload_text(events.len(), PAYLOAD_ON_POSTGRES),
        payloads,
    ));
}

/// Before the rows, one row with `$chain`, `$position`, `$salt` and `$body`, and after the rows.
type PayloadText = (&'static str, [&'static str; 4], &'static str);

const PAYLOAD_ON_SQLITE: PayloadText = (
    "insert into event_payload (sequence, salt, body) values ",
    ["((select sequence from event where chain_id = $", " and position = $", "), $", ", $"],
    "",
);
const PAYLOAD_ON_POSTGRES: PayloadText = (
    "insert into event_payload (sequence, salt, body) select e.sequence, v.salt, v.body from new_event e join (values ",
    ["($", ", $", ", $", ", $"],
    ") as v (chain_id, position, salt, body) on v.chain_id = e.chain_id and v.position = e.position",
);

fn payload_text(rows: usize, (head, row, tail): PayloadText) -> String {
    let mut text = head.to_owned();
    for place in 0..rows {
        text.push_str(if place == 0 { "" } else { ", " });
        for (column, words) in row.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = write!(text, "{words}{}", place * 4 + column + 1);
        }
        text.push(')');
    }
    text.push_str(tail);
    text
}

/// The columns of an event, linked to its chain, which moves on.
pub(crate) fn linked(stands: &mut HashMap<Uuid, Stand>, event: &NewEvent, body: &str) -> (i64, Vec<Arg>) {
    let chain = event.chain.id();
    let stand = stands.entry(chain).or_insert((0, GENESIS));
    let position = stand.0.saturating_add(1);
    let facts = Facts {
        id: event.id.0,
        chain,
        position,
        kind: event.kind.code(),
        section: event.section.map_or("", Section::code),
        sent_to: event.sent_to.map(|agency| agency.0),
        subject: event.subject,
        at: event.stamp.at.as_millisecond(),
        by: event.stamp.by.0,
        agency: event.stamp.agency.0,
        purpose: event.purpose.code(),
    };
    let payload = events::payload_hash(&event.salt, body);
    let hash = events::link(&stand.1, &facts, &payload);
    *stand = (position, hash);
    let columns = args![
        event.id,
        chain,
        position,
        event.chain.person(),
        event.kind,
        event.section,
        event.sent_to,
        event.subject,
        event.stamp.at,
        event.stamp.by,
        event.stamp.agency,
        event.purpose,
        payload,
        hash,
    ];
    (position, columns)
}

pub(crate) async fn timeline(
    link: &mut Link,
    person: PersonId,
    before: Option<EventId>,
    limit: u32,
) -> Stored<Vec<(EventId, Sealed<TimelineEvent>)>> {
    let rows = link.all(TIMELINE, args![person, before, limit]).await?;
    rows.iter().map(|row| timeline_event(person, row.fields())).collect()
}

fn timeline_event(person: PersonId, mut f: Fields<'_>) -> Stored<(EventId, Sealed<TimelineEvent>)> {
    let (sequence, id, kind) = (f.next()?, f.next()?, f.next()?);
    let Some(section) = f.maybe()? else {
        return Err(StoreError::Corrupt(format!("event {sequence}: about a person, in no section")));
    };
    let sent_to = f.maybe()?;
    let event = TimelineEvent {
        id,
        kind,
        subject: f.maybe()?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
        by: f.next()?,
        agency: f.next()?,
        body: f.maybe::<String>()?.map(|body| parsed(sequence, &body)).transpose()?,
    };
    let label = Label { person, section, holder: event.stamp.agency, sent_to };
    Ok((id, Sealed::new(label, event)))
}

fn parsed(sequence: i64, body: &str) -> Stored<serde_json::Value> {
    serde_json::from_str(body).map_err(|_| StoreError::Corrupt(format!("event {sequence}: payload")))
}

pub(crate) async fn heads_after(link: &mut Link, after: i64, limit: u32) -> Stored<Vec<Head>> {
    let rows = link.all(HEADS_AFTER, args![after, limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(Head { chain: f.next()?, position: f.next()?, hash: f.next()?, sequence: f.next()? })
        })
        .collect()
}
