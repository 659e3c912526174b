//! The events of one invented person, gathered and put in the order in which things became known.

use super::{roster::Roster, seeded::Seeded};
use anyhow::Result;
use app::{
    chance::{new_id, salt},
    events::{Chain, EventKind, NewEvent},
};
use domain::{
    ids::{AgencyId, PersonId},
    section::{Purpose, Section},
    stamp::Stamp,
};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use synth::{AccountIx, AgencyIx, Mark};
use uuid::Uuid;

/// One person's record as it is being laid out.
pub struct Telling<'a> {
    /// Ids by the places at which `synth` counts.
    pub roster: &'a Roster,
    /// Who it is about.
    pub person: PersonId,
    /// When the first record was made: nothing is known before.
    pub begun: Timestamp,
    chance: Seeded,
    events: Vec<NewEvent>,
}

impl<'a> Telling<'a> {
    /// A record that begins with `first`.
    pub fn new(roster: &'a Roster, number: u64, first: Mark) -> Self {
        let (person, chance) = person_id(roster.seed, number, first.at);
        Self { roster, person, begun: first.at, chance, events: Vec::new() }
    }

    /// A new id of a record made at `at`.
    pub fn id<T: From<Uuid>>(&self, at: Timestamp) -> T {
        new_id(&self.chance, at)
    }

    /// The stamp of a mark.
    pub fn stamp(&self, mark: Mark) -> Result<Stamp> {
        self.stamp_of(mark.at, mark.by, mark.agency)
    }

    /// The stamp of what `by` recorded at `at`, at the earliest when the record began.
    pub fn stamp_of(&self, at: Timestamp, by: AccountIx, agency: AgencyIx) -> Result<Stamp> {
        Ok(Stamp {
            at: at.max(self.begun),
            by: self.roster.account(by)?,
            agency: self.roster.agency(agency)?.id,
        })
    }

    /// Adds an event about `subject`.
    pub fn tell(
        &mut self,
        stamp: Stamp,
        kind: EventKind,
        section: Section,
        subject: Option<Uuid>,
        body: Value,
    ) {
        let event = NewEvent {
            id: self.id(stamp.at),
            chain: Chain::Person(self.person),
            kind,
            section: Some(section),
            sent_to: None,
            subject,
            stamp,
            purpose: Purpose::Supervision,
            body,
            salt: salt(&self.chance),
        };
        self.events.push(event);
    }

    /// Says that the last event was part of a referral and was sent to `agency`.
    pub fn sent_to(&mut self, agency: AgencyId) {
        if let Some(event) = self.events.last_mut() {
            event.sent_to = Some(agency);
            event.purpose = Purpose::Referral;
        }
    }

    /// The events in the order of their instants.
    pub fn events(mut self) -> Vec<NewEvent> {
        self.events.sort_by_key(|event| event.stamp.at);
        self.events
    }
}

/// The id of the person with this `number`, first known at `at`, and the chance from which the ids of the record follow.
pub fn person_id(seed: u64, number: u64, at: Timestamp) -> (PersonId, Seeded) {
    let chance = Seeded::new(seed, "person", number);
    (new_id(&chance, at), chance)
}

/// Nine o'clock in the morning of `day`, in universal time: when what has a day and no hour is taken to have been recorded.
pub fn morning(day: Date) -> Timestamp {
    day.at(9, 0, 0, 0).in_tz("UTC").map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}
