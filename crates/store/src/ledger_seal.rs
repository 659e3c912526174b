//! Seals of the ledger: the hash of all looks between two instants, and the check of every seal that was told.
//!
//! Looks are found by their ids, which begin with the instant at which they were made.

use crate::{
    link::Link,
    sql::{Row, Sql, args, statements},
    tx::StoreTx,
};
use app::{
    events::{BrokenLink, EventKind},
    ledger_seal::Seal,
    ports::{LedgerSeals, SealedLooks, StoreError, Stored},
};
use async_trait::async_trait;
use domain::ids::PartnershipId;
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

/// Looks read at once.
const READ: u32 = 2_000;

statements! {
    LAST = Sql::same(
        "select p.body from event e join event_payload p on p.sequence = e.sequence where e.chain_id = $1 and e.kind = $2 \
         order by e.position desc limit 1"
    );
    SEALS = Sql::same(
        "select e.chain_id, e.position, p.body from installation cross join event e join event_payload p on p.sequence = e.sequence \
         where e.chain_id = installation.partnership_id and e.kind = $1 order by e.position"
    );
    LOOKS = Sql::same(
        "select id, at, by_account, agency_id, purpose, asked from ledger where id > $1 and id < $2 order by id limit $3 + 0"
    );
    PEOPLE = Sql::same(
        "select ledger_id, person_id, at, entries from ledger_person where ledger_id > $1 and ledger_id <= $2 \
         order by ledger_id, person_id"
    );
}

/// The id before which every id lies that was made before `at`, and behind which every one made since.
fn edge(at: Timestamp) -> Uuid {
    let millis = u128::try_from(at.as_millisecond()).unwrap_or_default();
    Uuid::from_u128(millis << 80)
}

fn text(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes()).update(text.as_bytes());
}

/// The hash of the looks between two instants, over the one before.
async fn hashed(link: &mut Link, before: [u8; 32], from: Timestamp, until: Timestamp) -> Stored<SealedLooks> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&before);
    let (mut after, end, mut count) = (edge(from), edge(until), 0_u64);
    loop {
        let looks = link.all(LOOKS, args![after, end, READ]).await?;
        let Some(last) = looks.last() else { break };
        let last: Uuid = last.fields().next()?;
        let mut people: HashMap<Uuid, Vec<Row>> = HashMap::new();
        for row in link.all(PEOPLE, args![after, last]).await? {
            let of: Uuid = row.fields().next()?;
            people.entry(of).or_default().push(row);
        }
        for look in &looks {
            let mut f = look.fields();
            let (id, at, by): (Uuid, i64, Uuid) = (f.next()?, f.next()?, f.next()?);
            let (agency, purpose, asked): (Uuid, String, String) = (f.next()?, f.next()?, f.next()?);
            hasher.update(id.as_bytes()).update(&at.to_be_bytes()).update(by.as_bytes());
            hasher.update(agency.as_bytes());
            text(&mut hasher, &purpose);
            text(&mut hasher, &asked);
            for row in people.remove(&id).unwrap_or_default() {
                let mut f = row.fields();
                f.skip(1);
                let (person, at, entries): (Uuid, i64, String) = (f.next()?, f.next()?, f.next()?);
                hasher.update(person.as_bytes()).update(&at.to_be_bytes());
                text(&mut hasher, &entries);
            }
            count = count.saturating_add(1);
        }
        if !people.is_empty() {
            // Somebody is told of in a look that is not there.
            text(&mut hasher, "without a look");
        }
        if looks.len() < READ as usize {
            break;
        }
        after = last;
    }
    Ok(SealedLooks { rows: count, hash: *hasher.finalize().as_bytes() })
}

fn seal(body: &str) -> Stored<Seal> {
    let unreadable = || StoreError::Corrupt("a seal of the ledger".to_owned());
    let body = serde_json::from_str(body).map_err(|_| unreadable())?;
    Seal::read(&body).ok_or_else(unreadable)
}

/// Checks every seal, one after another; answers how many looks they cover, or the first that does not hold.
pub(crate) async fn verify(link: &mut Link) -> Stored<Result<u64, BrokenLink>> {
    let (mut before, mut reached, mut looks) = ([0; 32], Timestamp::UNIX_EPOCH, 0_u64);
    for row in &link.all(SEALS, args![EventKind::LedgerSealed]).await? {
        let mut f = row.fields();
        let (chain, position): (Uuid, i64) = (f.next()?, f.next()?);
        let broken = || Ok(Err(BrokenLink::Looks { chain, position }));
        let Some(Ok(told)) = f.maybe::<String>()?.map(|body| seal(&body)) else { return broken() };
        let found = hashed(link, before, told.from, told.until).await?;
        if told.from != reached || (found.rows, found.hash) != (told.rows, told.hash) {
            return broken();
        }
        (before, reached, looks) = (told.hash, told.until, looks.saturating_add(told.rows));
    }
    Ok(Ok(looks))
}

#[async_trait]
impl LedgerSeals for StoreTx {
    async fn last_seal(&mut self, partnership: PartnershipId) -> Stored<Option<Seal>> {
        let row = self.link.one(LAST, args![partnership, EventKind::LedgerSealed]).await?;
        row.map(|row| seal(&row.fields().next::<String>()?)).transpose()
    }

    async fn seal_looks(
        &mut self,
        before: [u8; 32],
        from: Timestamp,
        until: Timestamp,
    ) -> Stored<SealedLooks> {
        hashed(&mut self.link, before, from, until).await
    }
}
