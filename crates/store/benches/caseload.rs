//! What the gate adds to a list: a caseload of fifty people of mixed visibility, beside a query written by hand that answers
//! with the same rows, on SQLite and on PostgreSQL. `cargo xtask bench gate` runs this.
//!
//! Both sides ask on one connection, in one transaction, and end with the same identities: the one through the store, the list
//! filter and [`gate::Gate::open`] for each row, the other with what somebody would write who knew the rules by heart and kept no
//! seals. They take turns, one by one. The transaction and the ledger's commit are not part of either.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    dead_code,
    reason = "a measurement that cannot be made must stop; the fixture is shared with the contract"
)]

#[path = "../tests/contract/fixture.rs"]
mod fixture;

use app::{
    fill,
    ports::{Store as _, Tx},
};
use domain::{
    ids::{AgencyId, PersonId},
    involvement::Involvement,
    person::{Gender, Identifier, IdentifierKind, Identity, Name},
    referral::{Fact, Referral},
    restriction::{BarReason, Exclusion},
    section::Purpose,
    text::Line,
};
use fixture::{Staff, TODAY, World, at, identity, involvement, line, stamp};
use gate::ListFilter;
use sqlx::{Connection as _, Row as _, database::Database};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};
use store::{Db, Options};
use uuid::Uuid;

/// People who are nobody's on the caseload, so that tables and indexes have depth.
const OTHERS: usize = 20_000;
const ROWS: u32 = 50;
const TURNS: usize = 1_500;

/// Shown: 34 plainly, 8 whose record is limited to named people, the officer among them, and 8 who were referred to the agency.
/// Kept back: 4 limited to others, 3 from whose record the officer is barred, 3 whom the officer knows from another agency.
const SHOWN: usize = 50;
const KEPT_BACK: usize = 10;

/// What somebody writes who knows by heart which rules hold for this viewer.
const BY_HAND: &str = "\
    with mine as (select distinct t.person_id as id from involvement t \
       where t.account_id = $2 and t.agency_id = $1 and t.from_day <= $3 and (t.to_day is null or t.to_day >= $3) \
       and (not exists (select 1 from limited_access l where l.person_id = t.person_id and l.from_day <= $3) \
         or exists (select 1 from limited_access_name n where n.person_id = t.person_id and n.account_id = $2)) \
       and not exists (select 1 from exclusion b where b.person_id = t.person_id and b.account_id = $2 \
         and b.from_day <= $3 and (b.to_day is null or b.to_day >= $3)) \
       and not exists (select 1 from kept_apart a cross join involvement w \
         where a.person_id = t.person_id and w.person_id = a.from_person_id and w.account_id = $2 and (w.to_day is null or w.to_day >= $3))) \
    select (select count(*) from mine), p.id, p.reference, p.holder_id, p.given, p.middle, p.family, p.known_as, p.aliases, \
       p.born, p.gender, p.identifiers, p.version from mine join person p on p.id = mine.id order by p.id limit 51";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("throughcare.db").display());
    let db = Db::open(&url, Options::default()).await.unwrap();
    let officer = Town::fill(&db).await;
    let mut raw = sqlx::SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("begin").execute(&mut raw).await.unwrap();
    measure("SQLite", &db, &officer, async || by_hand_sqlite(&mut raw, officer.staff).await).await;
    let Ok(server) = std::env::var("THROUGHCARE_TEST_POSTGRES") else {
        println!("PostgreSQL was not measured: THROUGHCARE_TEST_POSTGRES names no server");
        return;
    };
    let db = Db::open(&server, Options::default()).await.unwrap();
    let officer = Town::fill(&db).await;
    let mut raw = sqlx::PgConnection::connect(&server).await.unwrap();
    sqlx::raw_sql("analyze").execute(&mut raw).await.unwrap();
    sqlx::raw_sql("begin").execute(&mut raw).await.unwrap();
    measure("PostgreSQL", &db, &officer, async || by_hand_postgres(&mut raw, officer.staff).await).await;
}

struct Town {
    world: World,
    staff: Staff,
}

impl Town {
    /// A partnership with the caseload, and everybody else.
    async fn fill(db: &Db) -> Self {
        let world = World::fill(db).await;
        let (officer, police) = (world.officer, world.police);
        let mut batch = fill::Batch::default();
        let mut barred = Vec::new();
        for number in 0..SHOWN + KEPT_BACK + OTHERS {
            let who = someone(number, officer.agency);
            let person = who.person;
            batch.people.push((who, at(0)));
            let mut limited = |named| {
                batch.limited.push(fill::LimitedAccess { person, named, from: TODAY });
            };
            match number {
                34..42 => limited(vec![officer.account]),
                50..54 => limited(vec![police.account]),
                54..57 => barred.push(person),
                _ => {}
            }
            let of = match number {
                // The officer's own account, from an agency that they have left.
                57..60 => Staff { account: officer.account, ..police },
                0..60 => officer,
                _ => world.colleague,
            };
            batch.involvements.push(Involvement { person, ..involvement(person, of, true) });
            if (42..50).contains(&number) || (number >= 60 && number % 3 == 0) {
                let request = domain::referral::Request {
                    to: officer.agency,
                    from: world.worker.agency,
                    ..world.request(person)
                };
                let request = if (42..50).contains(&number) { request } else { world.request(person) };
                let sent = [(stamp(world.worker, at(0)), Fact::Sent)];
                batch.referrals.push(Referral::replay(request, sent).unwrap());
            }
        }
        db.fill(batch).await.unwrap();
        let mut tx = db.write().await.unwrap();
        for person in barred {
            let exclusion = Exclusion {
                person,
                account: officer.account,
                from: TODAY,
                to: None,
                reason: BarReason::Conflict,
                stamp: stamp(officer, at(0)),
            };
            assert!(tx.exclude(&exclusion).await.unwrap());
        }
        tx.commit().await.unwrap();
        Self { staff: officer, world }
    }
}

fn someone(number: usize, holder: AgencyId) -> Identity {
    let mut who = identity("Ada", &format!("Crane{number}"), holder);
    who.gender = Gender::Female;
    who.known_as = (number.is_multiple_of(4)).then(|| line("Addie"));
    if number.is_multiple_of(2) {
        let pnc = format!("2019/{number:07}X");
        who.identifiers.push(Identifier { kind: IdentifierKind::Pnc, raw: pnc, canonical: None });
    }
    if number.is_multiple_of(5) {
        who.aliases.push(Name { given: Some(line("Ida")), middle: None, family: line("Heron") });
    }
    who
}

/// Both sides in turns, and what each takes.
async fn measure(
    database: &str,
    db: &Db,
    town: &Town,
    mut by_hand: impl AsyncFnMut() -> (Vec<Identity>, u64),
) {
    let (world, staff) = (&town.world, town.staff);
    let filter = world.gate.visible_to(&staff.viewer, Purpose::Supervision).at(at(0));
    let mut tx = db.read().await.unwrap();
    let through = through_the_gate(&mut tx, world, staff, &filter).await;
    assert!(through == by_hand().await, "both answer alike");
    assert_eq!((through.0.len(), through.1), (SHOWN, SHOWN as u64));
    let (mut gates, mut hands, mut lists) = (vec![], vec![], vec![]);
    for _ in 0..TURNS {
        let begun = Instant::now();
        black_box(through_the_gate(&mut tx, world, staff, &filter).await);
        gates.push(begun.elapsed());
        let begun = Instant::now();
        black_box(by_hand().await);
        hands.push(begun.elapsed());
        let begun = Instant::now();
        black_box(tx.caseload(&filter, staff.account, None, ROWS + 1, TODAY).await.unwrap());
        lists.push(begun.elapsed());
    }
    let (gate, list, hand) = (undisturbed(gates), undisturbed(lists), undisturbed(hands));
    println!("{database}: caseload of {ROWS}, through the gate, µs\t{gate:.0}");
    println!("{database}: of it the list as the store answers, µs\t{list:.0}");
    println!("{database}: the query written by hand, µs\t{hand:.0}");
    println!("{database}: the one against the other\t{:.3}", gate / hand);
}

/// The first decile: what it takes while nobody else takes the processor.
fn undisturbed(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 10].as_secs_f64() * 1e6
}

/// What a use-case does for a page of a caseload.
async fn through_the_gate(
    tx: &mut Box<dyn Tx>,
    world: &World,
    staff: Staff,
    filter: &ListFilter,
) -> (Vec<Identity>, u64) {
    let (listed, size) = tx.caseload(filter, staff.account, None, ROWS + 1, TODAY).await.unwrap();
    let mut reading = world.gate.reading(staff.viewer, Purpose::Supervision);
    let mut opened = Vec::with_capacity(listed.len());
    for one in listed {
        opened.extend(world.gate.open(&mut reading, &one.standing, one.identity).opened());
    }
    black_box(reading);
    (opened, size)
}

macro_rules! by_hand {
    ($name:ident, $connection:ty) => {
        async fn $name(connection: &mut $connection, staff: Staff) -> (Vec<Identity>, u64) {
            let rows = sqlx::query(BY_HAND)
                .bind(staff.agency.0)
                .bind(staff.account.0)
                .bind(TODAY.to_string())
                .fetch_all(connection)
                .await
                .unwrap();
            let size = rows.first().map_or(0, |row| row.get::<i64, _>(0));
            (rows.iter().map(read).collect(), u64::try_from(size).unwrap())
        }
    };
}

by_hand!(by_hand_sqlite, sqlx::SqliteConnection);
by_hand!(by_hand_postgres, sqlx::PgConnection);

/// One identity as it is kept, read with no more care than it needs.
fn read<'r, R>(row: &'r R) -> Identity
where
    R: sqlx::Row,
    usize: sqlx::ColumnIndex<R>,
    Uuid: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    i64: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    &'r str: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    R::Database: Database,
{
    let text = |at: usize| row.get::<&str, _>(at);
    let name = |at: usize| row.get::<Option<&str>, _>(at).map(line);
    Identity {
        person: PersonId(row.get(1)),
        reference: text(2).to_owned(),
        holder: AgencyId(row.get(3)),
        legal: Name { given: name(4), middle: name(5), family: line(text(6)) },
        known_as: name(7),
        aliases: aliases(text(8)),
        born: row.get::<Option<&str>, _>(9).map(|day| day.parse().unwrap()),
        gender: Gender::from_code(text(10)).unwrap(),
        identifiers: identifiers(text(11)),
        version: row.get(12),
    }
}

fn list(json: &str) -> Vec<serde_json::Value> {
    if json == "[]" { Vec::new() } else { serde_json::from_str(json).unwrap() }
}

fn aliases(json: &str) -> Vec<Name> {
    let part = |one: &serde_json::Value, key: &str| one[key].as_str().map(|text| Line::new(text).unwrap());
    let name = |one: serde_json::Value| Name {
        given: part(&one, "given"),
        middle: part(&one, "middle"),
        family: part(&one, "family").unwrap(),
    };
    list(json).into_iter().map(name).collect()
}

fn identifiers(json: &str) -> Vec<Identifier> {
    let identifier = |one: serde_json::Value| Identifier {
        kind: IdentifierKind::from_code(one["kind"].as_str().unwrap()).unwrap(),
        raw: one["raw"].as_str().unwrap().to_owned(),
        canonical: one["canonical"].as_str().map(str::to_owned),
    };
    list(json).into_iter().map(identifier).collect()
}
