//! Bodies of the events of court lists. An entry's own data goes into an event only once it is on somebody's record.

use crate::ports::{KeptEntry, Tally};
use domain::{
    hearing::{CourtEntry, Difference, Evidence, Source, Trigger},
    ids::CourtEntryId,
    text::Line,
};
use serde_json::{Value, json};

/// A list was loaded: numbers only.
pub(super) fn loaded(trigger: Trigger, tally: &Tally, source: Option<Source>, complete: bool) -> Value {
    json!({
        "source": source.map(Source::code), "complete": complete,
        "trigger": trigger.code(), "rows": tally.rows, "added": tally.added, "changed": tally.changed,
        "same": tally.same, "joined": tally.joined, "gone": tally.gone, "attached": tally.attached,
        "set_aside": tally.set_aside, "faults": tally.faults,
    })
}

/// Which hearing, and what else the event tells of it.
fn hearing<const N: usize>(id: CourtEntryId, entry: &CourtEntry, more: [(&str, Value); N]) -> Value {
    let told = json!({
        "entry": id.0,
        "court": entry.court.called(),
        "court_code": entry.court.code.as_ref().map(ToString::to_string),
        "room": entry.court.room.as_ref().map(ToString::to_string),
        "day": entry.day.to_string(),
        "time": entry.time.map(|time| time.strftime("%H:%M").to_string()),
        "case_number": entry.case_number.as_ref().map(ToString::to_string),
        "urn": entry.urn.as_ref().map(ToString::to_string),
    });
    let told = told.as_object().cloned().unwrap_or_default();
    Value::Object(told.into_iter().chain(more.map(|(field, value)| (field.to_owned(), value))).collect())
}

/// An entry came onto the record, or left it.
pub(super) fn attached(
    id: CourtEntryId,
    entry: &CourtEntry,
    decision: &str,
    reason: Option<&Line>,
    evidence: &[Evidence],
) -> Value {
    let evidence: Vec<&str> = evidence.iter().map(|one| one.code()).collect();
    let more = [
        ("decision", json!(decision)),
        ("reason", json!(reason.map(ToString::to_string))),
        ("evidence", json!(evidence)),
    ];
    hearing(id, entry, more)
}

/// The same, of an entry as it is kept.
pub(super) fn of_kept(
    kept: &KeptEntry,
    decision: &str,
    reason: Option<&Line>,
    evidence: &[Evidence],
) -> Value {
    attached(kept.id, &kept.entry, decision, reason, evidence)
}

/// A re-issued list tells the entry differently.
pub(super) fn changed(id: CourtEntryId, entry: &CourtEntry, changes: &[Difference]) -> Value {
    let each = changes.iter().map(|one| json!({ "field": one.field, "before": one.before, "now": one.now }));
    hearing(id, entry, [("changes", Value::Array(each.collect()))])
}
