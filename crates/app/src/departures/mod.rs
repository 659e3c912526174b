//! An agency leaves the partnership, or one of its services loses its contract.
//!
//! What holds: after the last day nothing is open to the agency, at the next request and whatever the sweep has done: its sessions
//! and tokens stand for nobody, and the gate that each transaction goes by knows of it (`agreed`). What it had open passes on by
//! the sweep, to whoever was recorded or back to whoever referred, person by person; what comes to it later passes on with the
//! next sweep. What it recorded stays its own, held by a named keeper (`keeping`), who answers for how long it is kept. Whoever
//! records a departure sees numbers, and nobody's name.

mod give_back;
mod keeping;
mod list;
mod pass_on;
mod prepare;
mod record;

pub use keeping::Kept;
pub use list::{DepartureView, Leaving, OneDeparture, Scope, departure, departures, leaving, scopes};
pub use pass_on::pass_on_due;
pub use prepare::{Checklist, WhichItem, checklist, say_ready};
pub use record::{RecordDeparture, call_off, record};

use domain::departure::Departure;
use serde_json::{Value, json};

/// Departures read at most.
const MOST: u32 = 500;
/// Agencies and services read at most.
const AGENCIES: u32 = 500;

fn told(one: &Departure) -> Value {
    let takers: Vec<Value> = one
        .takes_over
        .iter()
        .map(|taker| json!({ "pathway": taker.pathway.code(), "service": taker.service.map(|id| id.0) }))
        .collect();
    json!({
        "agency": one.agency.0,
        "service": one.service.map(|id| id.0),
        "last_day": one.last_day.to_string(),
        "reason": one.reason.code(),
        "words": one.words.as_ref().map(ToString::to_string),
        "takes_over": takers,
        "heir": one.heir.0,
        "keeper": one.keeper.0,
    })
}
