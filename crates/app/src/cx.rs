//! The context of one use-case: one transaction, the clock, chance, and the gate with its reading.

use crate::{
    accounts::password,
    catalogue::Kept,
    chance::{self, Chance, Clock},
    duties::{self, DutyChange},
    events::{Chain, EventKind, NewEvent},
    keys::Keys,
    ledger::LedgerRow,
    ports::{Store, StoreError, Tx},
    refusal::Refusal,
    telling::Telling,
};
use domain::{
    calendar,
    ids::{AgencyId, PartnershipId, PersonId},
    referral::Side,
    section::{Purpose, Section},
    stamp::Stamp,
};
use gate::{Action, AtLevel, Disclosure, Gate, ListFilter, Reading, Sealed, Standing, Viewer};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use std::sync::Arc;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// What an installation may set about sign-in and sessions.
#[derive(Debug, Clone)]
pub struct Settings {
    /// A session ends after this long without a request.
    pub session_idle: SignedDuration,
    /// A session ends after this long in any case.
    pub session_most: SignedDuration,
    /// Whether the people are invented, which every page then says.
    pub demonstration: bool,
    /// Days after its hearing for which an entry of a court list is kept that is nobody's.
    pub unknown_entry_days: u32,
}

/// Everything that use-cases share for the life of a process.
pub struct App {
    /// The database.
    pub store: Arc<dyn Store>,
    /// The gate with the agreements in force.
    pub gate: Gate,
    /// The clock of the record.
    pub clock: Arc<dyn Clock>,
    /// The clock of sessions and codes.
    pub wall: Arc<dyn Clock>,
    /// The source of chance.
    pub chance: Arc<dyn Chance>,
    /// Keys that are not in the database.
    pub keys: Keys,
    /// Settings.
    pub settings: Settings,
    /// The partnership that this installation serves.
    pub partnership: PartnershipId,
    /// Places in the queue for hashing passwords.
    pub(crate) to_hash: Semaphore,
    /// Services and bank holidays, kept for a minute.
    pub(crate) kept: Kept,
    london: TimeZone,
}

/// One use-case at work. Dropping it without [`Cx::answer`] changes nothing and tells nothing.
pub struct Cx<'a> {
    /// The process.
    pub app: &'a App,
    /// The transaction.
    pub tx: Box<dyn Tx>,
    /// The instant of this use-case.
    pub at: Timestamp,
    /// Who acts.
    pub viewer: Viewer,
    reading: Reading,
    asked: &'static str,
    writes: bool,
    telling: Telling,
}

impl App {
    /// An application over these parts.
    #[expect(clippy::too_many_arguments, reason = "wired once, in the binary and the test harness")]
    pub fn new(
        store: Arc<dyn Store>,
        gate: Gate,
        clock: Arc<dyn Clock>,
        wall: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        keys: Keys,
        settings: Settings,
        partnership: PartnershipId,
    ) -> Self {
        let (to_hash, london) = (Semaphore::new(password::QUEUE), calendar::london());
        Self {
            store,
            gate,
            clock,
            wall,
            chance,
            keys,
            settings,
            partnership,
            to_hash,
            kept: Kept::default(),
            london,
        }
    }

    /// Begins a use-case that only reads.
    pub async fn read(
        &self,
        viewer: &Viewer,
        purpose: Purpose,
        asked: &'static str,
    ) -> Result<Cx<'_>, Refusal> {
        let tx = self.store.read().await?;
        Ok(self.cx(tx, viewer, purpose, asked, false))
    }

    /// Begins a use-case that may write.
    pub async fn write(
        &self,
        viewer: &Viewer,
        purpose: Purpose,
        asked: &'static str,
    ) -> Result<Cx<'_>, Refusal> {
        let tx = self.store.write().await?;
        Ok(self.cx(tx, viewer, purpose, asked, true))
    }

    fn cx(
        &self,
        tx: Box<dyn Tx>,
        viewer: &Viewer,
        purpose: Purpose,
        asked: &'static str,
        writes: bool,
    ) -> Cx<'_> {
        Cx {
            app: self,
            tx,
            at: self.now(),
            viewer: *viewer,
            reading: self.gate.reading(*viewer, purpose),
            asked,
            writes,
            telling: Telling::default(),
        }
    }

    /// The present instant of the record, to the millisecond that the database keeps.
    pub fn now(&self) -> Timestamp {
        to_millis(self.clock.now())
    }

    /// The present instant for sessions and codes.
    pub fn wall_now(&self) -> Timestamp {
        to_millis(self.wall.now())
    }

    /// London's legal day.
    pub fn today(&self) -> Date {
        calendar::day_in_london(self.now(), &self.london)
    }

    /// London's legal day at `at`.
    pub fn day_of(&self, at: Timestamp) -> Date {
        calendar::day_in_london(at, &self.london)
    }

    /// London's time zone, for pages that show hours.
    pub const fn london(&self) -> &TimeZone {
        &self.london
    }

    /// A new id.
    pub fn id<T: From<Uuid>>(&self) -> T {
        chance::new_id(&*self.chance, self.now())
    }
}

fn to_millis(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}

impl Cx<'_> {
    /// The mark for facts of this use-case.
    pub const fn stamp(&self) -> Stamp {
        Stamp { at: self.at, by: self.viewer.account, agency: self.viewer.agency }
    }

    /// London's legal day.
    pub fn today(&self) -> Date {
        self.app.day_of(self.at)
    }

    /// A new id.
    pub fn id<T: From<Uuid>>(&self) -> T {
        chance::new_id(&*self.app.chance, self.at)
    }

    /// What relates the viewer to `person`; refuses as absent when the viewer may not know of them.
    pub async fn standing(&mut self, person: PersonId) -> Result<Standing, Refusal> {
        let found = self.standings(&[person]).await?;
        self.known(found.into_iter().next().ok_or(Refusal::NotFound)?)
    }

    /// The standing itself; refuses as absent when the viewer may not know of the person.
    pub fn known(&self, standing: Standing) -> Result<Standing, Refusal> {
        if self.app.gate.may_know_of(&self.viewer, self.reading.purpose(), &standing) {
            Ok(standing)
        } else {
            Err(Refusal::NotFound)
        }
    }

    /// What relates the viewer to each of `people`, in one statement.
    pub async fn standings(&mut self, people: &[PersonId]) -> Result<Vec<Standing>, Refusal> {
        let today = self.today();
        Ok(self.tx.standings(&self.viewer, people, today).await?)
    }

    /// Asks the gate to open `sealed`.
    pub fn open<T: AtLevel>(&mut self, standing: &Standing, sealed: Sealed<T>) -> Disclosure<T> {
        self.app.gate.open(&mut self.reading, standing, sealed)
    }

    /// Asks the gate to open each, and keeps those that it opened.
    pub fn open_all<T: AtLevel>(&mut self, standing: &Standing, sealed: Vec<Sealed<T>>) -> Vec<T> {
        sealed.into_iter().filter_map(|one| self.open(standing, one).opened()).collect()
    }

    /// Asks whether the role may do this to anything at all.
    pub fn permit_role(&self, action: Action) -> Result<(), Refusal> {
        self.app.gate.permit_role(&self.viewer, action).map_err(|no| Refusal::forbidden(action, no))
    }

    /// Asks whether the viewer may do this to the person.
    pub fn permit(&self, action: Action, standing: &Standing, side: Option<Side>) -> Result<(), Refusal> {
        self.app
            .gate
            .permit(&self.viewer, action, standing, side)
            .map_err(|no| Refusal::forbidden(action, no))
    }

    /// The filter of lists for this viewer and purpose.
    pub fn visible(&self) -> ListFilter {
        self.app.gate.visible_to(&self.viewer, self.reading.purpose())
    }

    /// An event about `person`, in `section`, ready to be appended.
    pub fn event(
        &self,
        person: PersonId,
        kind: EventKind,
        section: Section,
        body: serde_json::Value,
    ) -> NewEvent {
        NewEvent {
            id: self.id(),
            chain: Chain::Person(person),
            kind,
            section: Some(section),
            sent_to: None,
            subject: None,
            stamp: self.stamp(),
            purpose: self.reading.purpose(),
            body,
            salt: chance::salt(&*self.app.chance),
        }
    }

    /// An event about the partnership (accounts, tokens), ready to be appended.
    pub fn partnership_event(&self, kind: EventKind, subject: Uuid, body: serde_json::Value) -> NewEvent {
        NewEvent {
            chain: Chain::Partnership(self.app.partnership),
            section: None,
            subject: Some(subject),
            ..self.event(PersonId(Uuid::nil()), kind, Section::Identity, body)
        }
    }

    /// Appends `event` to its chain, at the end of this transaction.
    pub fn append(&mut self, event: NewEvent) {
        self.telling.tell(event);
    }

    /// The same of several, in order.
    pub fn append_all(&mut self, events: Vec<NewEvent>) {
        for event in events {
            self.append(event);
        }
    }

    /// Remembers what became of duties on a person's record, for the event that commits with it.
    pub(crate) fn due_changed(&mut self, person: PersonId, change: DutyChange) {
        self.telling.due_changed(person, change);
    }

    /// Ends the use-case: ledger and changes are durable before `value` is handed out.
    pub async fn answer<T>(mut self, value: T) -> Result<T, Refusal> {
        let row = LedgerRow::of(&self.reading, self.id(), self.at, self.asked);
        if self.writes {
            let (mut events, untold) = std::mem::take(&mut self.telling).into_events();
            events.extend(untold.iter().map(|(person, changes)| self.due_event(*person, changes)));
            if !events.is_empty() {
                self.tx.append_events(events).await?;
            }
            if let Some(row) = row {
                self.tx.record_look(&row).await?;
            }
            self.tx.commit().await?;
        } else {
            self.tx.end().await?;
            if let Some(row) = row {
                self.app.store.record_look(row).await?;
            }
        }
        Ok(value)
    }

    /// Tells what changed of what is due, where nothing else happened to the person.
    fn due_event(&self, person: PersonId, changes: &[DutyChange]) -> NewEvent {
        let section = changes.first().map_or(Section::Plan, DutyChange::section);
        let mut event = self.event(person, EventKind::DutyChanged, section, serde_json::json!({}));
        duties::tell_in(&mut event.body, changes);
        event
    }

    /// The agency that acts.
    pub const fn agency(&self) -> AgencyId {
        self.viewer.agency
    }
}

/// A row that the database should have and has not.
pub fn missing(what: &'static str) -> Refusal {
    Refusal::Store(StoreError::Corrupt(what.to_owned()))
}
