//! A small partnership to test with, and the fresh database that it lives in.

use app::{
    events::{Chain, EventKind, NewEvent},
    fill,
    ports::{NewAccount, SearchQuery, Store, Tx},
};
use domain::{
    account::{Account, Email},
    agency::{Agency, AgencyKind},
    ids::{AccountId, AgencyId, PartnershipId, PersonId, ServiceId},
    involvement::{Involvement, InvolvementRole},
    pathway::Pathway,
    person::{Gender, Identity, Name},
    referral::Request,
    role::{Role, Roles},
    section::{Purpose, Section},
    service::Service,
    stamp::Stamp,
    text::{Line, Prose},
};
use gate::{AtLevel, Gate, ListFilter, Sealed, Standing, Viewer, interim_1};
use jiff::{Timestamp, civil::Date};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Db, Options};
use uuid::Uuid;

/// The day on which all tests stand.
pub const TODAY: Date = jiff::civil::date(2026, 11, 21);

static COUNT: AtomicU64 = AtomicU64::new(1);

/// A new id, later than those before.
pub fn id<T: From<Uuid>>() -> T {
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut random = [0; 10];
    random[2..].copy_from_slice(&count.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(1_700_000_000_000 + count, &random).into_uuid().into()
}

/// How many cases a property is tried with: as many as the run asks for, as far as a database can be asked in time.
pub fn cases(most: usize) -> usize {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    asked.unwrap_or(64).clamp(1, most)
}

/// An instant so many milliseconds into the tests' day.
pub fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_000_000_000 + millis).unwrap()
}

pub fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

pub fn prose(text: &str) -> Prose {
    Prose::new(text).unwrap()
}

/// A database of one test's own.
pub struct Fresh {
    pub db: Db,
    pub url: String,
    pub raw: Raw,
    pub options: Options,
    /// The folder of an SQLite file, removed at the end.
    pub folder: Option<tempfile::TempDir>,
    /// The server's address, for a PostgreSQL database to be dropped at the end.
    pub server: Option<String>,
}

/// A connection beside the store's, as a meddler would have.
pub enum Raw {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

impl Raw {
    /// Runs statements without parameters; answers the database's own words when it refuses.
    pub async fn run(&self, text: &str) -> Result<u64, String> {
        let text = sqlx::AssertSqlSafe(text.to_owned());
        match self {
            Self::Sqlite(pool) => sqlx::raw_sql(text).execute(pool).await.map(|done| done.rows_affected()),
            Self::Postgres(pool) => sqlx::raw_sql(text).execute(pool).await.map(|done| done.rows_affected()),
        }
        .map_err(|error| error.to_string())
    }

    /// One number.
    pub async fn number(&self, text: &str) -> i64 {
        let text = sqlx::AssertSqlSafe(text.to_owned());
        match self {
            Self::Sqlite(pool) => sqlx::query_scalar(text).fetch_one(pool).await,
            Self::Postgres(pool) => sqlx::query_scalar(text).fetch_one(pool).await,
        }
        .unwrap()
    }

    pub const fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Lets a meddler change a table that the triggers guard.
    pub async fn drop_guards(&self, table: &str) {
        if self.is_postgres() {
            self.run(&format!("alter table {table} disable trigger user")).await.unwrap();
        } else {
            for operation in ["update", "delete"] {
                self.run(&format!("drop trigger {table}_no_{operation}")).await.unwrap();
            }
        }
    }

    /// An id as a literal.
    pub fn literal(&self, id: Uuid) -> String {
        if self.is_postgres() { format!("'{id}'::uuid") } else { format!("x'{}'", id.simple()) }
    }
}

impl Fresh {
    /// Closes everything and removes the database.
    pub async fn done(self) {
        self.db.close().await;
        match &self.raw {
            Raw::Sqlite(pool) => pool.close().await,
            Raw::Postgres(pool) => pool.close().await,
        }
        if let Some(server) = &self.server {
            let name = self.url.rsplit('/').next().unwrap().to_owned();
            let admin = sqlx::PgPool::connect(server).await.unwrap();
            let text = sqlx::AssertSqlSafe(format!("drop database {name} with (force)"));
            sqlx::raw_sql(text).execute(&admin).await.unwrap();
            admin.close().await;
        }
    }

    pub async fn read(&self) -> Box<dyn Tx> {
        self.db.read().await.unwrap()
    }

    pub async fn write(&self) -> Box<dyn Tx> {
        self.db.write().await.unwrap()
    }
}

/// One member of staff.
#[derive(Debug, Clone, Copy)]
pub struct Staff {
    pub account: AccountId,
    pub agency: AgencyId,
    pub viewer: Viewer,
}

/// Three agencies with staff, and two services.
pub struct World {
    pub partnership: PartnershipId,
    pub gate: Gate,
    pub officer: Staff,
    pub worker: Staff,
    pub colleague: Staff,
    pub police: Staff,
    pub alcohol: Service,
    pub housing: Service,
}

impl World {
    /// Writes the partnership.
    pub async fn new(fresh: &Fresh) -> Self {
        Self::fill(&fresh.db).await
    }

    /// The same into any database.
    pub async fn fill(db: &Db) -> Self {
        let partnership = id();
        let agency = |name: &str, kind| Agency { id: id(), partnership, name: name.into(), kind };
        let probation = agency("Probation", AgencyKind::Probation);
        let treatment = agency("Harbour Alcohol Service", AgencyKind::AlcoholTreatment);
        let police = agency("Police", AgencyKind::Police);
        let (officer, one) = staff(&probation, "P. Officer", Role::ProbationPractitioner);
        let (worker, two) = staff(&treatment, "T. Worker", Role::TreatmentWorker);
        let (colleague, three) = staff(&treatment, "U. Worker", Role::TreatmentWorker);
        let (constable, four) = staff(&police, "C. Constable", Role::PoliceOfficer);
        let service = |name: &str, agency: &Agency, pathway| Service {
            id: id::<ServiceId>(),
            agency: agency.id,
            agency_name: agency.name.clone(),
            name: name.into(),
            pathway,
            answer_in_working_days: 3,
        };
        let alcohol = service("Alcohol treatment", &treatment, Pathway::Substance);
        let housing = service("Rooms", &police, Pathway::Accommodation);
        let batch = fill::Batch {
            agencies: vec![probation, treatment, police],
            accounts: vec![one, two, three, four],
            services: vec![alcohol.clone(), housing.clone()],
            ..fill::Batch::default()
        };
        db.fill(batch).await.unwrap();
        let gate = Gate::new(interim_1());
        Self { partnership, gate, officer, worker, colleague, police: constable, alcohol, housing }
    }

    pub const fn all_staff(&self) -> [Staff; 4] {
        [self.officer, self.worker, self.colleague, self.police]
    }

    /// A person with whom the officer works.
    pub async fn person(&self, fresh: &Fresh, given: &str, family: &str) -> Identity {
        let identity = identity(given, family, self.officer.agency);
        let mut tx = fresh.write().await;
        tx.create_person(&identity, at(0)).await.unwrap();
        tx.add_involvement(&involvement(identity.person, self.officer, true)).await.unwrap();
        tx.commit().await.unwrap();
        identity
    }

    /// Opens a sealed value for somebody on the team of its holder, whatever the clauses say of the section.
    pub fn open<T: AtLevel>(&self, staff: Staff, standing: &Standing, sealed: Sealed<T>) -> Option<T> {
        let mut reading = self.gate.reading(staff.viewer, Purpose::Supervision);
        self.gate.open(&mut reading, standing, sealed).opened()
    }

    pub async fn standing(&self, tx: &mut Box<dyn Tx>, staff: Staff, person: PersonId) -> Standing {
        tx.standings(&staff.viewer, &[person], TODAY).await.unwrap()[0]
    }

    pub fn request(&self, person: PersonId) -> Request {
        Request {
            id: id(),
            reference: format!("R{}", id::<Uuid>().as_u128() % 1_000_000_007),
            person,
            from: self.officer.agency,
            made_by: self.officer.account,
            to: self.alcohol.agency,
            service: self.alcohol.id,
            requirement: None,
            asks: prose("Please assess, and tell us what you can offer."),
            risk_to_staff: Some(prose("Meet at the office.")),
            needs: None,
            need_kinds: vec![],
            protocol: None,
            answer_by: TODAY,
        }
    }
}

/// Words and people of a search.
pub async fn found(
    tx: &mut Box<dyn Tx>,
    filter: &ListFilter,
    query: &SearchQuery,
) -> Vec<(String, PersonId)> {
    let hits = tx.search(filter, query, TODAY).await.unwrap();
    hits.into_iter().map(|(word, one)| (word, one.standing.person)).collect()
}

/// People of one page of a caseload, and its size.
pub async fn team(
    tx: &mut Box<dyn Tx>,
    filter: &ListFilter,
    account: AccountId,
    after: Option<PersonId>,
    limit: u32,
) -> (Vec<PersonId>, u64) {
    let (page, size) = tx.caseload(filter, account, after, limit, TODAY).await.unwrap();
    (page.into_iter().map(|one| one.standing.person).collect(), size)
}

fn staff(agency: &Agency, name: &str, role: Role) -> (Staff, NewAccount) {
    let roles = Roles::of(&[role]);
    let account = Account {
        id: id(),
        agency: agency.id,
        name: line(name),
        email: Email::new(&format!("{}@example.org", name.replace([' ', '.'], "").to_lowercase())).unwrap(),
        roles,
        closed_at: None,
    };
    let viewer = Viewer { account: account.id, agency: agency.id, agency_kind: agency.kind, roles };
    let staff = Staff { account: account.id, agency: agency.id, viewer };
    (staff, NewAccount { account, password_hash: None, totp_sealed: None })
}

pub fn identity(given: &str, family: &str, holder: AgencyId) -> Identity {
    let person: PersonId = id();
    Identity {
        person,
        reference: format!("X{}", person.0.as_u128() % 1_000_000_007),
        holder,
        legal: Name { given: Line::optional(given).unwrap(), middle: None, family: line(family) },
        known_as: None,
        aliases: vec![],
        born: Some(jiff::civil::date(1991, 2, 14)),
        gender: Gender::Unknown,
        identifiers: vec![],
        version: 1,
    }
}

pub fn involvement(person: PersonId, staff: Staff, on_team: bool) -> Involvement {
    Involvement {
        id: id(),
        person,
        agency: staff.agency,
        account: on_team.then_some(staff.account),
        role: InvolvementRole::Supervision,
        leads: true,
        from: TODAY,
        to: None,
    }
}

pub const fn stamp(staff: Staff, at: Timestamp) -> Stamp {
    Stamp { at, by: staff.account, agency: staff.agency }
}

/// An event about a person.
pub fn event(person: PersonId, kind: EventKind, staff: Staff, words: &str) -> NewEvent {
    NewEvent {
        id: id(),
        chain: Chain::Person(person),
        kind,
        section: Some(Section::Plan),
        sent_to: None,
        subject: None,
        stamp: stamp(staff, at(0)),
        purpose: Purpose::Supervision,
        body: serde_json::json!({ "words": words }),
        salt: *id::<Uuid>().as_bytes(),
    }
}
