//! What a use-case tells: its events, in order, and with each person's last one what changed of what is due.
//!
//! What holds: events are written once, at the end of the transaction; no change of a duty commits untold. Deliberately not
//! here: what an event says of anything else, which the use-case knows.

use crate::{
    duties::{self, DutyChange},
    events::{Chain, NewEvent},
};
use domain::ids::PersonId;
use std::collections::BTreeMap;

/// Events that wait for the end of a use-case.
#[derive(Default)]
pub(crate) struct Telling {
    events: Vec<NewEvent>,
    due: BTreeMap<PersonId, Vec<DutyChange>>,
}

/// Changes of what is due, by person.
pub(crate) type Untold = Vec<(PersonId, Vec<DutyChange>)>;

impl Telling {
    pub(crate) fn tell(&mut self, event: NewEvent) {
        self.events.push(event);
    }

    pub(crate) fn due_changed(&mut self, person: PersonId, change: DutyChange) {
        self.due.entry(person).or_default().push(change);
    }

    /// The events, and what changed of what is due to people whom none of them is about.
    pub(crate) fn into_events(self) -> (Vec<NewEvent>, Untold) {
        let (mut events, mut due) = (self.events, self.due);
        for event in events.iter_mut().rev() {
            if due.is_empty() {
                break;
            }
            if let Chain::Person(person) = event.chain
                && let Some(changes) = due.remove(&person)
            {
                duties::tell_in(&mut event.body, &changes);
            }
        }
        (events, due.into_iter().collect())
    }
}
