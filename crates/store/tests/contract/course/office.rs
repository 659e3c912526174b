//! Agencies of one partnership at work through the use-cases, under the agreement in force, with a clock that goes on.

use crate::contract::fixture::{Fresh, Raw, at, id, line, prose};
use app::{
    App,
    chance::{Chance, Clock},
    fill::Batch,
    keys::Keys,
    people::{CreatePerson, TypedIdentifier},
    ports::{NewAccount, Store as _},
};
use domain::{
    account::{Account, Email},
    agency::{Agency, AgencyKind},
    ids::{AccountId, AgencyId, PartnershipId, ServiceId},
    pathway::Pathway,
    person::{Gender, IdentifierKind, Name},
    role::{Role, Roles},
    service::Service,
    text::{Line, Prose},
};
use gate::Viewer;
use jiff::{SignedDuration, Timestamp, civil::Date};
use sqlx::Row as _;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use uuid::Uuid;

/// A clock that goes on by some milliseconds with each look at it, and by days when it is told to.
pub struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        at(self.0.fetch_add(7, Ordering::Relaxed))
    }
}

/// Chance from the counter of the fixture's ids.
struct Counted;

impl Chance for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        blake3::Hasher::new().update(id::<Uuid>().as_bytes()).finalize_xof().fill(bytes);
    }
}

/// Whoever acts.
#[derive(Debug, Clone, Copy)]
pub struct Staff {
    /// A practitioner of the probation office.
    pub officer: Viewer,
    /// Its manager, who enforces.
    pub chief: Viewer,
    /// The manager of another probation office.
    pub other: Viewer,
    /// A worker of the alcohol service.
    pub worker: Viewer,
    /// Its manager, who reviews the pathway.
    pub reviewer: Viewer,
    /// A practitioner of court liaison.
    pub liaison: Viewer,
}

/// The use-cases at work.
pub struct Office<'a> {
    pub app: App,
    pub staff: Staff,
    pub service: ServiceId,
    pub raw: &'a Raw,
    clock: Arc<Ticking>,
}

struct Making {
    partnership: PartnershipId,
    batch: Batch,
}

impl Making {
    fn agency(&mut self, name: &str, kind: AgencyKind) -> AgencyId {
        let agency = Agency { id: id(), partnership: self.partnership, name: name.into(), kind };
        let made = agency.id;
        self.batch.agencies.push(agency);
        made
    }

    fn viewer(&mut self, agency: AgencyId, name: &str, roles: &[Role]) -> Viewer {
        let kind = self.batch.agencies.iter().find(|one| one.id == agency).unwrap().kind;
        let account = Account {
            id: id::<AccountId>(),
            agency,
            name: line(name),
            email: Email::new(&format!("{}@example.org", name.to_lowercase())).unwrap(),
            roles: Roles::of(roles),
            closed_at: None,
        };
        let viewer = Viewer { account: account.id, agency, agency_kind: kind, roles: account.roles };
        self.batch.accounts.push(NewAccount { account, password_hash: None, totp_sealed: None });
        viewer
    }
}

impl<'a> Office<'a> {
    pub async fn open(fresh: &'a Fresh) -> Self {
        let mut making = Making { partnership: id(), batch: Batch::default() };
        let north = making.agency("North Probation", AgencyKind::Probation);
        let south = making.agency("South Probation", AgencyKind::Probation);
        let alcohol = making.agency("Harbour Alcohol Service", AgencyKind::AlcoholTreatment);
        let court = making.agency("Court Liaison", AgencyKind::CourtLiaison);
        let staff = Staff {
            officer: making.viewer(north, "Officer", &[Role::ProbationPractitioner]),
            chief: making.viewer(north, "Chief", &[Role::TeamManager]),
            other: making.viewer(south, "Other", &[Role::TeamManager]),
            worker: making.viewer(alcohol, "Worker", &[Role::TreatmentWorker]),
            reviewer: making.viewer(alcohol, "Reviewer", &[Role::TeamManager]),
            liaison: making.viewer(court, "Liaison", &[Role::CourtLiaison]),
        };
        let service = id();
        making.batch.services.push(Service {
            id: service,
            agency: alcohol,
            agency_name: "Harbour Alcohol Service".into(),
            name: "Alcohol treatment".into(),
            pathway: Pathway::Substance,
            answer_in_working_days: 3,
        });
        let partnership = making.partnership;
        fresh.db.fill(making.batch).await.unwrap();
        let clock = Arc::new(Ticking(AtomicI64::new(0)));
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
        let settings = app::Settings {
            session_idle: SignedDuration::from_mins(30),
            session_most: SignedDuration::from_hours(12),
            demonstration: false,
            unknown_entry_days: 28,
        };
        let app = App::new(
            Arc::new(fresh.db.clone()),
            gate::Gate::new(gate::interim_1()),
            Arc::clone(&shared),
            shared,
            Arc::new(Counted),
            Keys::from_secret(&[7; 32]),
            settings,
            partnership,
        );
        Self { app, staff, service, raw: &fresh.raw, clock }
    }

    /// Time passes.
    pub fn wait(&self, days: i64) {
        self.clock.0.fetch_add(days * 86_400_000, Ordering::Relaxed);
    }

    pub fn today(&self) -> Date {
        self.app.today()
    }

    /// Two columns of every row that a query finds, as a meddler reads them: an id, and a number.
    pub async fn rows(&self, text: &str) -> Vec<(Uuid, i64)> {
        let text = sqlx::AssertSqlSafe(text.to_owned());
        macro_rules! read {
            ($pool:expr) => {
                sqlx::query(text)
                    .fetch_all($pool)
                    .await
                    .unwrap()
                    .iter()
                    .map(|row| (row.get(0), row.get(1)))
                    .collect()
            };
        }
        match self.raw {
            Raw::Sqlite(pool) => read!(pool),
            Raw::Postgres(pool) => read!(pool),
        }
    }

    /// One of them: the `number`th, counted round and round.
    pub async fn pick<T: From<Uuid>>(&self, text: &str, number: u32) -> Option<(T, i64)> {
        let rows = self.rows(text).await;
        let (id, version) = *rows.get((number as usize).checked_rem(rows.len())?)?;
        Some((id.into(), version))
    }

    /// Somebody who came not long ago.
    pub async fn person<T: From<Uuid>>(&self, number: u32) -> Option<T> {
        self.pick("select id, cast(version as bigint) from person order by id desc limit 8", number)
            .await
            .map(|(id, _)| id)
    }
}

/// A description of somebody; the same number describes the same person again.
pub fn described(number: u32) -> CreatePerson {
    let typed = format!("X{:06}", 100_000 + number % 800_000);
    CreatePerson {
        legal: Name {
            given: Line::new(["Ada", "Ben", "Cleo"][number as usize % 3]).ok(),
            middle: None,
            family: line(&format!("Person{number}")),
        },
        known_as: (number.is_multiple_of(2)).then(|| line("Sunny")),
        born: Some(Date::new(1980, 3, 1 + i8::try_from(number % 28).unwrap()).unwrap()),
        gender: Gender::Unknown,
        identifiers: vec![TypedIdentifier { kind: IdentifierKind::Crn, typed }],
        address: (number.is_multiple_of(3)).then(|| line("4 Quay Street")),
        postcode: None,
        telephone: None,
    }
}

/// Words that say which they are.
pub fn words(number: u32) -> Prose {
    prose(&format!("Said so, “{number}”:\nmore of it."))
}
