//! A small town: four agencies, one member of staff for each part, services, and a clock that tests move.
//!
//! The database is a real one in a folder of its own; the router is the one that is served. Set-up writes rows; what a
//! test is about goes through public addresses.

mod chance;
mod page;
mod place;
mod seat;
mod staff;
mod weather;

pub use chance::Stepping;
pub use page::Seen;
pub use place::Engine;
pub use seat::Seat;
pub use staff::{AgencyOf, PASSWORD, Part};
pub use weather::{Sky, Weather};

use app::{
    App,
    accounts::current_code,
    fill::Batch,
    keys::Keys,
    people::{self, CreatePerson},
    ports::{Installation, NewAccount, Store},
};
use chance::Counted;
use domain::{
    agency::Agency,
    ids::{AgencyId, PartnershipId, PersonId, ServiceId},
    involvement::{Involvement, InvolvementRole},
    pathway::Pathway,
    person::{Gender, Name},
    service::Service,
    text::Line,
};
use gate::Viewer;
use jiff::SignedDuration;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use store::{Db, Options};
use tempfile::TempDir;
use totp_rs::{Builder, Secret};
use uuid::Uuid;

/// The service that answers referrals in this town.
pub const ALCOHOL_SERVICE: ServiceId = ServiceId(Uuid::from_u128(0x51));

/// A town at work.
pub struct Town {
    /// The use-cases.
    pub app: Arc<App>,
    /// The clock of the record.
    pub clock: Arc<Stepping>,
    /// The clock of sessions and codes.
    pub wall: Arc<Stepping>,
    /// What befalls the database.
    pub weather: Arc<Weather>,
    /// Where ids and secrets come from.
    pub chance: Arc<Counted>,
    router: axum::Router,
    secrets: Mutex<BTreeMap<Part, Vec<u8>>>,
    dir: TempDir,
    url: String,
}

impl Town {
    /// A town with its staff, and nobody on probation yet.
    pub async fn new() -> Self {
        Self::with(web::Config::default()).await
    }

    /// The same, served with other settings.
    pub async fn with(config: web::Config) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let url = place::address(dir.path()).await;
        let db = Arc::new(Db::open(&url, Options::default()).await.expect("a database"));
        let weather = Arc::new(Weather::over(Arc::clone(&db) as Arc<dyn Store>));
        let (clock, wall) = (Arc::new(Stepping::new()), Arc::new(Stepping::new()));
        let partnership = PartnershipId(Uuid::from_u128(0xa));
        let chance = Arc::new(Counted::default());
        let app = Arc::new(App::new(
            Arc::clone(&weather) as Arc<dyn Store>,
            app::Agreed::interim_1(),
            Arc::clone(&clock) as Arc<dyn app::chance::Clock>,
            Arc::clone(&wall) as Arc<dyn app::chance::Clock>,
            Arc::clone(&chance) as Arc<dyn app::chance::Chance>,
            Keys::from_secret(&[7; 32]),
            app::Settings {
                session_idle: SignedDuration::from_mins(30),
                session_most: SignedDuration::from_hours(12),
                demonstration: false,
                unknown_entry_days: 28,
            },
            partnership,
        ));
        let installation =
            Installation { partnership, name: "Town".into(), demonstration: false, at: app.now() };
        db.install(&installation).await.expect("an installation");
        let (batch, secrets) = staffed(&app, partnership).await;
        db.fill(batch).await.expect("staff");
        app.begin().await.expect("the agreements in force");
        let router = web::router(Arc::clone(&app), config);
        Self { app, clock, wall, weather, chance, router, secrets: Mutex::new(secrets), dir, url }
    }

    /// The router, for a listener.
    pub fn router(&self) -> axum::Router {
        self.router.clone()
    }

    /// A seat at a computer, where nobody is signed in.
    pub fn seat(&self) -> Seat {
        Seat::new(self.router.clone())
    }

    /// A seat at which `part` has signed in through the pages. Moves the clock of codes on by a step, since each works once.
    pub async fn signed_in(&self, part: Part) -> Seat {
        let mut seat = self.seat();
        self.sign_in_at(&mut seat, part).await;
        seat
    }

    /// Signs `part` in at a seat.
    pub async fn sign_in_at(&self, seat: &mut Seat, part: Part) {
        let fields = [("email", part.email()), ("password", PASSWORD)];
        let seen = seat.fill("/sign-in", &fields).await;
        assert!(seen.location().starts_with("/sign-in/code"), "{}", seen.status);
        let seen = seat.fill("/sign-in/code", &[("code", &self.code(part))]).await;
        assert_eq!(seen.location(), "/my-work", "{}", seen.page().main_text());
    }

    /// The code that `part`'s authenticator shows next.
    pub fn code(&self, part: Part) -> String {
        self.wall.on(SignedDuration::from_secs(30));
        let secrets = self.secrets.lock().expect("secrets");
        current_code(&self.app, part.account(), &secrets[&part]).expect("a code")
    }

    /// The code that an authenticator with the secret on a form shows now.
    pub fn code_on(&self, fields: &[(String, String)]) -> String {
        let base32 = &fields.iter().find(|(name, _)| name == "base32").expect("a secret").1;
        let totp = Builder::new()
            .with_secret(Secret::try_from_base32(base32).expect("base 32"))
            .with_account_name("x")
            .build()
            .expect("an authenticator");
        let now = u64::try_from(self.app.wall_now().as_second()).expect("after 1970");
        totp.generate(now).to_string()
    }

    /// Whether these words stand anywhere in the database, whatever the table.
    pub fn keeps(&self, words: &str) -> bool {
        place::holds(self.dir.path(), &self.url, words)
    }

    /// Whether these words stand in any row of any table: in a copy of the rows as they are now, without what a file has not
    /// overwritten yet.
    pub async fn holds_in_a_row(&self, words: &str) -> bool {
        if matches!(crate::ENGINE, Engine::Postgres) {
            return self.keeps(words);
        }
        let folder = tempfile::tempdir().expect("a folder");
        self.copy_to(&folder.path().join("copy.db")).await;
        place::holds(folder.path(), &self.url, words)
    }

    /// A backup of an embedded database.
    pub async fn copy_to(&self, path: &std::path::Path) {
        let db = Db::open(&self.url, Options::default()).await.expect("the database");
        db.backup_to(path).await.expect("a copy");
        db.close().await;
    }

    /// The use-cases over another database: a copy of this town's.
    pub async fn over(&self, path: &std::path::Path) -> Arc<App> {
        let url = format!("sqlite://{}", path.display());
        let db = Arc::new(Db::open(&url, Options::default()).await.expect("a copy"));
        let app = Arc::new(App::new(
            db as Arc<dyn Store>,
            app::Agreed::interim_1(),
            Arc::clone(&self.clock) as Arc<dyn app::chance::Clock>,
            Arc::clone(&self.wall) as Arc<dyn app::chance::Clock>,
            Arc::clone(&self.chance) as Arc<dyn app::chance::Chance>,
            Keys::from_secret(&[7; 32]),
            self.app.settings.clone(),
            self.app.partnership,
        ));
        app.begin().await.expect("the agreements in force");
        app
    }

    /// What the gate asks about `part`.
    pub fn viewer(part: Part) -> Viewer {
        let agency = part.agency();
        Viewer {
            account: part.account(),
            agency: agency.id(),
            agency_kind: agency.kind(),
            roles: domain::role::Roles::of(&[part.role()]),
        }
    }

    /// A person on probation, whose practitioner is `part`.
    pub async fn person_of(&self, part: Part, given: &str, family: &str) -> PersonId {
        let command = CreatePerson {
            legal: Name {
                given: Line::new(given).ok(),
                middle: None,
                family: Line::new(family).expect("a name"),
            },
            known_as: None,
            born: Some(jiff::civil::date(1991, 2, 14)),
            gender: Gender::Unknown,
            identifiers: Vec::new(),
            address: None,
            postcode: None,
            telephone: None,
        };
        people::create(&self.app, &Self::viewer(part), command, None).await.expect("a person")
    }

    /// A person with whom probation works, and on whose team the officer of another agency is.
    pub async fn shared_person(&self) -> PersonId {
        let person = self.person_of(Part::Practitioner, "Ada", "Crane").await;
        let mut tx = self.app.store.write().await.expect("a transaction");
        let involvement = Involvement {
            id: self.app.id(),
            person,
            agency: Part::Officer.agency().id(),
            account: Some(Part::Officer.account()),
            role: InvolvementRole::Policing,
            leads: false,
            from: self.app.today(),
            to: None,
        };
        tx.add_involvement(&involvement).await.expect("an involvement");
        tx.commit().await.expect("committed");
        person
    }
}

/// Agencies, staff and the service, as rows; and the sealed second factors.
async fn staffed(app: &App, partnership: PartnershipId) -> (Batch, BTreeMap<Part, Vec<u8>>) {
    let mut batch = Batch::default();
    for agency in staff::AGENCIES {
        batch.agencies.push(Agency {
            id: agency.id(),
            partnership,
            name: agency.name().into(),
            kind: agency.kind(),
        });
    }
    let hash = staff::password_hash(app).await;
    let mut secrets = BTreeMap::new();
    for part in Part::ALL {
        let sealed = app::accounts::seal_totp(app, part.account(), &[part as u8; 20]).expect("sealed");
        batch.accounts.push(NewAccount {
            account: part.as_account(),
            password_hash: Some(hash.clone()),
            totp_sealed: Some(sealed.clone()),
        });
        secrets.insert(part, sealed);
    }
    let provider: AgencyId = staff::AgencyOf::Alcohol.id();
    batch.services.push(Service {
        id: ALCOHOL_SERVICE,
        agency: provider,
        agency_name: staff::AgencyOf::Alcohol.name().into(),
        name: "Structured alcohol treatment".into(),
        pathway: Pathway::Substance,
        answer_in_working_days: 10,
    });
    (batch, secrets)
}
