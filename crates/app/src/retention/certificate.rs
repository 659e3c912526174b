//! The certificate of a disposal: what kinds of record and how many, by whom, when, under which schedule, and where the chain of
//! events stood; of what an agency recorded that has left, who keeps its records as well. It names nobody, and is held against the
//! log each time it is read.

use crate::{App, departures::Kept, people::Names, ports::Disposed, refusal::Refusal};
use domain::{
    ids::DisposalId,
    retention::{Disposal, Proposal},
    section::Purpose,
    stamp::Stamp,
};
use gate::{Action, Viewer};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// What a certificate says.
pub(super) fn of(one: &Proposal, confirmed: &Stamp, gone: &Disposed) -> Value {
    let removed: Map<String, Value> =
        gone.rows.iter().map(|(kind, rows)| (kind.clone(), json!(rows))).collect();
    json!({
        "disposal": one.id.0,
        "record": one.person.0,
        "agency": one.of.0,
        "kept_by": (one.stamp.agency != one.of).then_some(one.stamp.agency.0),
        "schedule": one.schedule.as_str(),
        "counted_from": one.counted_from.to_string(),
        "due": one.due.to_string(),
        "proposed_at": one.stamp.at.to_string(),
        "proposed_by": one.stamp.by.0,
        "confirmed_at": confirmed.at.to_string(),
        "confirmed_by": confirmed.by.0,
        "removed": removed,
        "contents_emptied": gone.emptied,
        "person_removed": gone.whole,
        "chain_position": gone.head.0,
        "chain_hash": blake3::Hash::from_bytes(gone.head.1).to_hex().as_str(),
    })
}

/// A disposal, with its certificate held against the log.
#[derive(Debug, Clone)]
pub struct Certified {
    /// The disposal.
    pub disposal: Disposal,
    /// What the certificate says.
    pub says: Option<Value>,
    /// Whether the log tells the same, and the chain has the hash that it names; `None` without a certificate.
    pub holds: Option<bool>,
    /// Whether the reader may refuse it: it waits, and somebody else proposed it.
    pub may_refuse: bool,
    /// Whether the reader may carry it out: somebody else of the reader's own agency proposed it.
    pub may_carry_out: bool,
    /// What this agency recorded.
    pub kept: Kept,
    /// Names of those who proposed and decided, and of their agencies.
    pub names: Names,
}

/// One disposal of what the viewer's agency keeps.
pub async fn disposal(app: &App, viewer: &Viewer, id: DisposalId) -> Result<Certified, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "read the certificate of a disposal").await?;
    cx.permit_role(Action::SeeRetention)?;
    let (disposal, kept) = cx.kept_disposal(id).await?;
    let by: Vec<Stamp> = [Some(disposal.proposal.stamp), disposal.decided].into_iter().flatten().collect();
    let names = cx.names(by.iter().map(|stamp| stamp.by), by.iter().map(|stamp| stamp.agency)).await?;
    let says: Option<Value> =
        disposal.certificate.as_deref().and_then(|certificate| serde_json::from_str(certificate).ok());
    let holds = match (&says, &disposal.certificate) {
        (Some(says), Some(kept)) => {
            let position = says.get("chain_position").and_then(Value::as_i64).unwrap_or_default();
            let chain: Uuid = disposal.proposal.person.0;
            let (hash, told) = cx.tx.certified(chain, position, id).await?;
            let expected = says.get("chain_hash").and_then(Value::as_str).unwrap_or_default();
            let hash = hash.map(|hash| blake3::Hash::from_bytes(hash).to_hex().to_string());
            // A database that was restored may not reach to that place of the chain any more.
            Some(told.as_deref() == Some(kept) && hash.is_none_or(|hash| hash == expected))
        }
        _ => None,
    };
    let (may_refuse, may_carry_out) =
        (disposal.may_refuse(viewer.account), disposal.may_carry_out(viewer.account, viewer.agency));
    cx.answer(Certified { disposal, says, holds, may_refuse, may_carry_out, kept, names }).await
}
