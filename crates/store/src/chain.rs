//! The check of all chains: from first to last, page by page, in constant memory, on one snapshot.

use crate::{
    ledger_seal,
    link::Link,
    sql::{Row, Sql, args, statements},
};
use app::{
    events::{self, BrokenLink, Facts, GENESIS},
    ports::{Checkpoint, Stored, Verified},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Events read at once.
const PAGE: u32 = 2_000;

statements! {
    PAGE_OF_EVENTS = Sql::same(
        "select e.chain_id, e.position, e.id, e.kind, e.section, e.sent_to, e.subject, e.at, e.by_account, e.agency_id, \
         e.purpose, e.payload_hash, e.hash, p.salt, p.body, p.sequence from event e \
         left join event_payload p on p.sequence = e.sequence \
         where e.chain_id >= $1 and (e.chain_id > $1 or e.position > $2) order by e.chain_id, e.position limit $3 + 0"
    );
}

/// One event as the check reads it.
struct Kept {
    chain: Uuid,
    position: i64,
    id: Uuid,
    kind: String,
    section: Option<String>,
    sent_to: Option<Uuid>,
    subject: Option<Uuid>,
    at: i64,
    by: Uuid,
    agency: Uuid,
    purpose: String,
    payload_hash: [u8; 32],
    hash: [u8; 32],
    salt: Option<[u8; 16]>,
    body: Option<String>,
    has_payload: bool,
}

/// The check at work: where it stands in the present chain, and what checkpoints remember.
struct Check {
    verified: Verified,
    chain: Option<Uuid>,
    position: i64,
    hash: [u8; 32],
    /// Checkpoints that no event has met yet.
    open: BTreeMap<Uuid, BTreeSet<(i64, [u8; 32])>>,
}

pub(crate) async fn verify(link: &mut Link, checkpoints: &[Checkpoint]) -> Stored<Verified> {
    let mut check = Check::new(checkpoints);
    let (mut chain, mut position) = (Uuid::nil(), i64::MIN);
    loop {
        let rows = link.all(PAGE_OF_EVENTS, args![chain, position, PAGE]).await?;
        let read = rows.len();
        for row in &rows {
            let kept = kept(row)?;
            (chain, position) = (kept.chain, kept.position);
            if let Some(broken) = check.step(&kept) {
                check.verified.broken = Some(broken);
                return Ok(check.verified);
            }
        }
        if read < PAGE as usize {
            check.verified.broken = check.end();
            if check.verified.broken.is_none() {
                match ledger_seal::verify(link).await? {
                    Ok(looks) => check.verified.looks = looks,
                    Err(broken) => check.verified.broken = Some(broken),
                }
            }
            return Ok(check.verified);
        }
    }
}

fn kept(row: &Row) -> Stored<Kept> {
    let mut f = row.fields();
    Ok(Kept {
        chain: f.next()?,
        position: f.next()?,
        id: f.next()?,
        kind: f.next()?,
        section: f.maybe()?,
        sent_to: f.maybe()?,
        subject: f.maybe()?,
        at: f.next()?,
        by: f.next()?,
        agency: f.next()?,
        purpose: f.next()?,
        payload_hash: f.next()?,
        hash: f.next()?,
        salt: f.maybe()?,
        body: f.maybe()?,
        has_payload: f.maybe::<i64>()?.is_some(),
    })
}

impl Check {
    fn new(checkpoints: &[Checkpoint]) -> Self {
        let mut open: BTreeMap<Uuid, BTreeSet<(i64, [u8; 32])>> = BTreeMap::new();
        for one in checkpoints {
            open.entry(one.chain).or_default().insert((one.position, one.hash));
        }
        let verified = Verified { chains: 0, events: 0, disposed: 0, looks: 0, broken: None };
        Self { verified, chain: None, position: 0, hash: GENESIS, open }
    }

    /// Takes the next event; answers the broken link if there is one.
    fn step(&mut self, kept: &Kept) -> Option<BrokenLink> {
        if self.chain != Some(kept.chain) {
            if let Some(cut) = self.close_chains_before(Some(kept.chain)) {
                return Some(cut);
            }
            self.verified.chains += 1;
            (self.chain, self.position, self.hash) = (Some(kept.chain), 0, GENESIS);
        }
        let (chain, position) = (kept.chain, self.position.saturating_add(1));
        if kept.position != position {
            return Some(BrokenLink::Missing { chain, position });
        }
        if !self.payload_holds(kept) {
            return Some(BrokenLink::Payload { chain, position });
        }
        if events::link(&self.hash, &kept.facts(), &kept.payload_hash) != kept.hash {
            return Some(BrokenLink::Link { chain, position });
        }
        self.verified.events += 1;
        (self.position, self.hash) = (position, kept.hash);
        self.meet_checkpoint()
    }

    fn payload_holds(&mut self, kept: &Kept) -> bool {
        match (&kept.salt, &kept.body) {
            (Some(salt), Some(body)) => events::payload_hash(salt, body) == kept.payload_hash,
            (None, None) if kept.has_payload => {
                self.verified.disposed += 1;
                true
            }
            _ => false,
        }
    }

    /// A checkpoint of this place must have seen this hash.
    fn meet_checkpoint(&mut self) -> Option<BrokenLink> {
        let chain = self.chain?;
        let open = self.open.get_mut(&chain)?;
        let cut = open.iter().any(|(position, hash)| *position == self.position && *hash != self.hash);
        open.retain(|(position, _)| *position != self.position);
        cut.then_some(BrokenLink::CutTail { chain, position: self.position })
    }

    /// Checkpoints of chains that come before `next` and that no event has met: their tails are cut.
    fn close_chains_before(&mut self, next: Option<Uuid>) -> Option<BrokenLink> {
        while let Some(entry) = self.open.first_entry() {
            let chain = *entry.key();
            if next.is_some_and(|next| chain >= next) {
                return None;
            }
            if let Some((position, _)) = entry.remove().first() {
                return Some(BrokenLink::CutTail { chain, position: *position });
            }
        }
        None
    }

    fn end(&mut self) -> Option<BrokenLink> {
        self.close_chains_before(None)
    }
}

impl Kept {
    fn facts(&self) -> Facts<'_> {
        Facts {
            id: self.id,
            chain: self.chain,
            position: self.position,
            kind: &self.kind,
            section: self.section.as_deref().unwrap_or_default(),
            sent_to: self.sent_to,
            subject: self.subject,
            at: self.at,
            by: self.by,
            agency: self.agency,
            purpose: &self.purpose,
        }
    }
}
