//! The context of one use-case: one transaction, the clock, chance, and the gate with its reading.

use crate::{
    accounts::password,
    agreed::Agreed,
    catalogue::Kept,
    chance::{self, Chance, Clock},
    duties::{self, DutyChange},
    events::{Chain, EventKind, NewEvent},
    everybody::Everybody,
    keys::Keys,
    ledger::LedgerRow,
    ports::{NewNotice, Store, StoreError, Tx},
    refusal::Refusal,
    telling::Telling,
};
use domain::{
    calendar,
    ids::{AgencyId, PartnershipId, PersonId},
    notice::NoticeKind,
    referral::Side,
    section::{Purpose, Section},
    stamp::Stamp,
};
use gate::{
    Action, AtLevel, Disclosure, Gate, Label, ListFilter, Outcome, Reading, Sealed, Standing, Viewer,
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use std::{collections::BTreeSet, sync::Arc};
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
    /// The agreements, compiled.
    pub(crate) agreed: Agreed,
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
    /// Everybody who is known, in memory.
    pub(crate) everybody: Everybody,
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
    /// The agreements by which it is decided.
    pub(crate) gate: Arc<Gate>,
    reading: Reading,
    asked: &'static str,
    writes: bool,
    telling: Telling,
    /// People whose record is limited to named ones, the viewer among them.
    pub(crate) limited: BTreeSet<PersonId>,
}

impl App {
    /// An application over these parts.
    #[expect(clippy::too_many_arguments, reason = "wired once, in the binary and the test harness")]
    pub fn new(
        store: Arc<dyn Store>,
        agreed: Agreed,
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
            agreed,
            clock,
            wall,
            chance,
            keys,
            settings,
            partnership,
            to_hash,
            kept: Kept::default(),
            everybody: Everybody::default(),
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
        let at = self.now();
        let gate = self.agreed.gate(self.day_of(at));
        // What a use-case declares as the everyday work is what that work is for, at the viewer's kind of agency.
        let everyday = purpose == Purpose::Supervision;
        let purpose = if everyday { viewer.agency_kind.works_for() } else { purpose };
        Cx {
            app: self,
            tx,
            at,
            viewer: *viewer,
            reading: gate.reading(*viewer, purpose),
            gate,
            asked,
            writes,
            telling: Telling::default(),
            limited: BTreeSet::new(),
        }
    }

    /// The gate of today. A use-case takes the one of its [`Cx`], which keeps up with the database.
    pub fn gate(&self) -> Arc<Gate> {
        self.agreed.gate(self.today())
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

    /// Who asks, for figures and looks about records that are open to them.
    pub(crate) fn asked_by(&self) -> crate::ports::AskedBy {
        crate::ports::AskedBy { agency: self.agency(), account: self.viewer.account, today: self.today() }
    }

    /// A new id.
    pub fn id<T: From<Uuid>>(&self) -> T {
        chance::new_id(&*self.app.chance, self.at)
    }

    /// What relates the viewer to `person`; refuses as absent when the viewer may not know of them.
    ///
    /// A read that is refused so is in the ledger all the same, alike for somebody hidden and for nobody: who tried to open whose
    /// record is told to those who watch over sharing.
    pub async fn standing(&mut self, person: PersonId) -> Result<Standing, Refusal> {
        let found = self.standings(&[person]).await?;
        let standing = found.into_iter().next().ok_or(Refusal::NotFound)?;
        let known = self.known(standing);
        if known.is_err() && !self.writes {
            self.keep_refused(&standing).await?;
        }
        known
    }

    /// Keeps in the ledger that a record was asked for and stayed closed as if it were absent.
    pub(crate) async fn keep_refused(&mut self, standing: &Standing) -> Result<(), Refusal> {
        let mut refused = self.gate.reading(self.viewer, self.reading.purpose());
        self.gate.note_refused(&mut refused, standing);
        if let Some(row) = LedgerRow::of(&refused, self.id(), self.at, self.asked) {
            self.app.store.record_look(row).await?;
        }
        Ok(())
    }

    /// The standing itself; refuses as absent when the viewer may not know of the person.
    pub fn known(&self, standing: Standing) -> Result<Standing, Refusal> {
        if self.gate.may_know_of(&self.viewer, self.reading.purpose(), &standing) {
            Ok(standing)
        } else {
            Err(Refusal::NotFound)
        }
    }

    /// What relates the viewer to each of `people`, in one statement.
    pub async fn standings(&mut self, people: &[PersonId]) -> Result<Vec<Standing>, Refusal> {
        let today = self.today();
        let mut standings = self.tx.standings(&self.viewer, people, today).await?;
        self.complete(&mut standings).await?;
        Ok(standings)
    }

    /// Asks the gate to open `sealed`.
    pub fn open<T: AtLevel>(&mut self, standing: &Standing, sealed: Sealed<T>) -> Disclosure<T> {
        self.gate.open(&mut self.reading, standing, sealed)
    }

    /// Notes that it was asked who may see this, and why.
    pub(crate) fn note_asked(&mut self, label: Label) {
        self.gate.note_asked(&mut self.reading, label);
    }

    /// Asks the gate to open each, and keeps those that it opened.
    pub fn open_all<T: AtLevel>(&mut self, standing: &Standing, sealed: Vec<Sealed<T>>) -> Vec<T> {
        sealed.into_iter().filter_map(|one| self.open(standing, one).opened()).collect()
    }

    /// Asks whether the role may do this to anything at all.
    pub fn permit_role(&self, action: Action) -> Result<(), Refusal> {
        self.gate.permit_role(&self.viewer, action).map_err(|no| Refusal::forbidden(action, no))
    }

    /// Asks whether the viewer may do this to the person.
    pub fn permit(&self, action: Action, standing: &Standing, side: Option<Side>) -> Result<(), Refusal> {
        self.gate.permit(&self.viewer, action, standing, side).map_err(|no| Refusal::forbidden(action, no))
    }

    /// The filter of lists for this viewer and purpose.
    pub fn visible(&self) -> ListFilter {
        self.gate.visible_to(&self.viewer, self.reading.purpose()).at(self.at)
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
        let alerts = self.alerts().await?;
        if self.writes {
            let (mut events, untold) = std::mem::take(&mut self.telling).into_events();
            events.extend(untold.iter().map(|(person, changes)| self.due_event(*person, changes)));
            if !events.is_empty() {
                self.tx.append_events(events).await?;
            }
            if let Some(row) = row {
                self.tx.record_look(&row).await?;
            }
            for alert in &alerts {
                self.tx.insert_notice(alert).await?;
            }
            self.tx.commit().await?;
        } else {
            self.tx.end().await?;
            if !alerts.is_empty() {
                let mut tx = self.app.store.write().await?;
                for alert in &alerts {
                    tx.insert_notice(alert).await?;
                }
                tx.commit().await?;
            }
            if let Some(row) = row {
                self.app.store.record_look(row).await?;
            }
        }
        Ok(value)
    }

    /// What whoever keeps the list of a limited record is told: that the viewer was shown something of it, once a day.
    async fn alerts(&mut self) -> Result<Vec<NewNotice>, Refusal> {
        let shown: BTreeSet<PersonId> = self
            .reading
            .entries()
            .filter(|entry| matches!(entry.outcome, Outcome::Shown(..)))
            .map(|entry| entry.person)
            .filter(|person| self.limited.contains(person))
            .collect();
        let (at, day, reader) = (self.at, self.today(), self.viewer.account);
        let mut alerts = Vec::new();
        for person in shown {
            let keeper = self.tx.limit(person).await?.and_then(|limit| limit.by);
            let Some(account) = keeper.filter(|keeper| *keeper != reader) else { continue };
            let mut name = blake3::Hasher::new();
            name.update(person.0.as_bytes()).update(reader.0.as_bytes()).update(account.0.as_bytes());
            name.update(day.to_string().as_bytes());
            let mut id = [0; 16];
            name.finalize_xof().fill(&mut id);
            let (id, subject) = (Uuid::from_bytes(id).into(), reader.0);
            alerts.push(NewNotice {
                id,
                account,
                person,
                subject,
                kind: NoticeKind::LimitedOpened,
                at,
                agency: None,
            });
        }
        Ok(alerts)
    }

    /// Tells what changed of what is due, where nothing else happened to the person.
    fn due_event(&self, person: PersonId, changes: &[DutyChange]) -> NewEvent {
        let section = changes.first().map_or(Section::Plan, DutyChange::section);
        let mut event = self.event(person, EventKind::DutyChanged, section, serde_json::json!({}));
        duties::tell_in(&mut event.body, changes);
        event
    }

    /// What this use-case reads for.
    pub(crate) const fn purpose(&self) -> Purpose {
        self.reading.purpose()
    }

    /// The instant at which a day in London is over.
    pub(crate) fn end_of(&self, day: Date) -> Result<Timestamp, Refusal> {
        let next = day.tomorrow().unwrap_or(day);
        let start = next.to_zoned(self.app.london().clone());
        start.map(|zoned| zoned.timestamp()).map_err(|_| missing("a day without an end"))
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
