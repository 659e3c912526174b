//! The log tells the whole record: tables that are lost are rebuilt from events alone.

use super::fixture::{Fresh, Raw, Staff, World, at, cases, id};
use app::{
    App,
    chance::{Chance, Clock},
    events::{
        EventKind,
        replay::{Record, Told},
    },
    fill::Batch,
    keys::Keys,
    people::{self, CreatePerson, EditIdentity, TypedIdentifier},
    ports::Store as _,
    referrals::{self, MakeReferral},
};
use domain::{
    ids::{AccountId, AgencyId, PersonId, ReferralId},
    person::{Gender, IdentifierKind, Name},
    referral::{self as asked, DeclineReason, EndReason, Summary, WithdrawReason},
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::{SignedDuration, Timestamp, civil::date};
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::Value;
use sqlx::Row as _;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use uuid::Uuid;

/// The tables that hold people's records, those that point to others first.
const TABLES: [&str; 16] = [
    "referral_fact",
    "referral",
    "appointment",
    "note",
    "risk_flag",
    "need",
    "requirement",
    "court_order",
    "limited_access_name",
    "limited_access",
    "involvement",
    "communication",
    "contact",
    "search_word",
    "identifier",
    "person",
];

/// What somebody does next; numbers choose among what there is.
#[derive(Debug, Clone)]
enum Deed {
    Create { name: String, known_as: String, born: bool, address: String, number: String },
    Edit { whom: usize, name: String, known_as: String, number: String },
    Note { whom: usize, text: String },
    Refer { whom: usize, asks: String, risk: String },
    Step { which: usize, step: usize, words: String },
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let (word, text) = ("\\PC{1,30}", "(\\PC|\n){1,80}");
    let whom = 0..100_usize;
    prop_oneof![
        1 => (word, "\\PC{0,9}", any::<bool>(), "\\PC{0,30}", "[A-Z0-9/]{0,9}").prop_map(
            |(name, known_as, born, address, number)| Deed::Create { name, known_as, born, address, number }
        ),
        2 => (whom.clone(), word, "\\PC{0,9}", "[A-Z0-9/]{0,9}")
            .prop_map(|(whom, name, known_as, number)| Deed::Edit { whom, name, known_as, number }),
        2 => (whom.clone(), text).prop_map(|(whom, text)| Deed::Note { whom, text }),
        2 => (whom.clone(), text, "\\PC{0,20}").prop_map(|(whom, asks, risk)| Deed::Refer { whom, asks, risk }),
        6 => (whom, 0..7_usize, "\\PC{0,20}").prop_map(|(which, step, words)| Deed::Step { which, step, words }),
    ]
}

/// A clock that goes on by some milliseconds with each look at it.
struct Ticking(AtomicI64);

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

/// The use-cases at work, and what they have made so far.
struct Office {
    app: App,
    officer: Staff,
    worker: Staff,
    service: domain::ids::ServiceId,
    people: Vec<PersonId>,
    referrals: Vec<ReferralId>,
}

impl Office {
    fn new(fresh: &Fresh, world: &World) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(Ticking(AtomicI64::new(0)));
        let app = App::new(
            Arc::new(fresh.db.clone()),
            app::Agreed::interim_1(),
            Arc::clone(&clock),
            clock,
            Arc::new(Counted),
            Keys::from_secret(&[7; 32]),
            app::Settings {
                session_idle: SignedDuration::from_mins(30),
                session_most: SignedDuration::from_hours(12),
                demonstration: false,
                unknown_entry_days: 28,
            },
            world.partnership,
        );
        let (officer, worker, service) = (world.officer, world.worker, world.alcohol.id);
        Self { app, officer, worker, service, people: Vec::new(), referrals: Vec::new() }
    }

    /// Does it, as far as the rules allow; what they refuse changes nothing.
    async fn does(&mut self, deed: Deed) {
        match deed {
            Deed::Create { name, known_as, born, address, number } => {
                let command = CreatePerson {
                    legal: a_name(&name),
                    known_as: Line::new(&known_as).ok(),
                    born: born.then(|| date(1991, 2, 14)),
                    gender: Gender::Unknown,
                    identifiers: numbers(number),
                    address: Line::new(&address).ok(),
                    postcode: None,
                    telephone: None,
                };
                self.people.extend(people::create(&self.app, &self.officer.viewer, command, None).await.ok());
            }
            Deed::Edit { whom, name, known_as, number } => {
                let Some(person) = chosen(&self.people, whom) else { return };
                let now = people::identity(&self.app, &self.officer.viewer, person).await.unwrap();
                let command = EditIdentity {
                    person,
                    seen: now.version,
                    legal: a_name(&name),
                    known_as: Line::new(&known_as).ok(),
                    born: now.born,
                    gender: Gender::Other,
                    identifiers: numbers(number),
                };
                people::edit_identity(&self.app, &self.officer.viewer, command).await.unwrap();
            }
            Deed::Note { whom, text } => {
                let (Some(person), Ok(text)) = (chosen(&self.people, whom), Prose::new(&text)) else {
                    return;
                };
                people::add_note(&self.app, &self.officer.viewer, person, text, None).await.unwrap();
            }
            Deed::Refer { whom, asks, risk } => {
                let (Some(person), Ok(asks)) = (chosen(&self.people, whom), Prose::new(&asks)) else {
                    return;
                };
                let command = MakeReferral {
                    person,
                    service: self.service,
                    requirement: None,
                    asks,
                    summary: Summary {
                        risk: Prose::new(&risk).map_or(asked::Told::NoneKnown, asked::Told::Known),
                        needs: asked::Told::NoneKnown,
                        kinds: vec![],
                    },
                };
                let made = referrals::make(&self.app, &self.officer.viewer, command, None).await.unwrap();
                self.referrals.push(made);
            }
            Deed::Step { which, step, words } => self.takes_step(which, step, &words).await,
        }
    }

    async fn takes_step(&self, which: usize, step: usize, words: &str) {
        let Some(id) = chosen(&self.referrals, which) else { return };
        let (app, worker, officer) = (&self.app, &self.worker.viewer, &self.officer.viewer);
        let seen = referrals::open(app, officer, id).await.unwrap().referral.version();
        let words = Prose::new(words).ok();
        // A step that the state does not allow is refused, and leaves no event.
        let _ = match step {
            0 => referrals::receive(app, worker, id, seen).await,
            1 => referrals::accept(app, worker, id, seen).await,
            2 => referrals::decline(app, worker, id, seen, DeclineReason::NoCapacity, words).await,
            3 => referrals::withdraw(app, officer, id, seen, WithdrawReason::Moved, words).await,
            4 => referrals::begin(app, worker, id, seen).await,
            5 => referrals::read_warning(app, worker, id, seen).await,
            _ => referrals::conclude(app, worker, id, seen, EndReason::Completed, words).await,
        };
    }
}

fn chosen<T: Copy>(of: &[T], number: usize) -> Option<T> {
    of.get(number.checked_rem(of.len())?).copied()
}

fn a_name(family: &str) -> Name {
    let family = Line::new(family).unwrap_or_else(|_| Line::new("Crane").unwrap());
    Name { given: Line::new("Ada").ok(), middle: None, family }
}

fn numbers(typed: String) -> Vec<TypedIdentifier> {
    if typed.is_empty() { Vec::new() } else { vec![TypedIdentifier { kind: IdentifierKind::Crn, typed }] }
}

/// Random histories through the use-cases: the tables are emptied, rebuilt from the log, and hold the same rows.
pub async fn tables_that_are_lost_are_rebuilt_from_the_log(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut office = Office::new(fresh, &world);
    let mut runner = TestRunner::deterministic();
    for _ in 0..cases(256) / 8 {
        for deed in vec(any_deed(), 1..24).new_tree(&mut runner).unwrap().current() {
            office.does(deed).await;
        }
    }
    assert!(office.people.len() > 4 && office.referrals.len() > 4, "too little happened");
    // Which service a place on the team rests on is told by no event: it is found anew where that service gets a last day.
    fresh.raw.run("update involvement set service_id = null").await.unwrap();
    let before = dump(&fresh.raw).await;
    let mut batch = Batch::default();
    for person in &office.people {
        let events = told(&fresh.raw, person.0).await;
        let told = events.iter().map(|(kind, subject, stamp, body)| Told {
            kind: *kind,
            subject: *subject,
            stamp: *stamp,
            body,
        });
        Record::replay(*person, told).unwrap().put_into(&mut batch);
    }
    for table in ["note", "referral_fact", "correction"] {
        if fresh.raw.run(&format!("delete from {table}")).await.is_err() {
            fresh.raw.drop_guards(table).await;
        }
    }
    // What is due follows from the events too, and is opened again by whoever takes the record up. Corrections are held against
    // the log by the course of rights.
    for table in ["duty", "correction_notice", "correction"] {
        fresh.raw.run(&format!("delete from {table}")).await.unwrap();
    }
    for table in TABLES {
        fresh.raw.run(&format!("delete from {table}")).await.unwrap();
    }
    fresh.db.fill(batch).await.unwrap();
    let after = dump(&fresh.raw).await;
    for (table, (before, after)) in TABLES.iter().zip(before.into_iter().zip(after)) {
        assert_eq!(before, after, "{table}");
    }
}

/// The rows of every table as text, in order.
async fn dump(raw: &Raw) -> Vec<Vec<String>> {
    let mut tables = Vec::new();
    for table in TABLES {
        tables.push(match raw {
            Raw::Postgres(pool) => {
                let text = sqlx::AssertSqlSafe(format!("select t::text from {table} t order by 1"));
                sqlx::query_scalar(text).fetch_all(pool).await.unwrap()
            }
            Raw::Sqlite(pool) => {
                let columns = sqlx::AssertSqlSafe(format!(
                    "select 'quote(' || name || ')' from pragma_table_info('{table}')"
                ));
                let columns: Vec<String> = sqlx::query_scalar(columns).fetch_all(pool).await.unwrap();
                let columns = columns.join(" || '|' || ");
                let text = sqlx::AssertSqlSafe(format!("select {columns} from {table} order by 1"));
                sqlx::query_scalar(text).fetch_all(pool).await.unwrap()
            }
        });
    }
    tables
}

/// An event as a replay is told it.
pub type Event = (EventKind, Option<Uuid>, Stamp, Value);

/// The events of a chain, in order, as a meddler reads them.
pub async fn told(raw: &Raw, chain: Uuid) -> Vec<Event> {
    let text = sqlx::AssertSqlSafe(format!(
        "select e.kind, e.subject, e.at, e.by_account, e.agency_id, p.body from event e \
         join event_payload p on p.sequence = e.sequence where e.chain_id = {} order by e.position",
        raw.literal(chain)
    ));
    macro_rules! read {
        ($pool:expr) => {
            sqlx::query(text)
                .fetch_all($pool)
                .await
                .unwrap()
                .iter()
                .map(|row| {
                    let stamp = Stamp {
                        at: Timestamp::from_millisecond(row.get("at")).unwrap(),
                        by: AccountId(row.get("by_account")),
                        agency: AgencyId(row.get("agency_id")),
                    };
                    let kind = EventKind::from_code(row.get::<String, _>("kind").as_str()).unwrap();
                    let body = serde_json::from_str(row.get::<String, _>("body").as_str()).unwrap();
                    (kind, row.get("subject"), stamp, body)
                })
                .collect()
        };
    }
    match raw {
        Raw::Sqlite(pool) => read!(pool),
        Raw::Postgres(pool) => read!(pool),
    }
}
