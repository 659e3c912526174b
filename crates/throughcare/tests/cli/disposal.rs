//! The disposal journal: a backup from before a disposal, restored, brings nobody back; a forged line is named.

use super::program::Place;
use app::{App, chance::Clock as _, keys::Keys, people, ports::Store};
use domain::{
    agency::AgencyKind,
    ids::{AccountId, AgencyId, PersonId},
    person::{Gender, Name},
    retention::{DisposalState, Proposal},
    role::{Role, Roles},
    stamp::Stamp,
    text::Line,
};
use gate::Viewer;
use std::{path::Path, sync::Arc};
use store::{Db, Options};
use uuid::Uuid;

/// Words of the record that stand nowhere else.
const PLANTED: [&str; 2] = ["Quillfeather", "Zebulon"];

struct Machine;

impl app::chance::Clock for Machine {
    fn now(&self) -> jiff::Timestamp {
        "2026-11-24T10:00:00Z".parse().unwrap()
    }
}

impl app::chance::Chance for Machine {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&blake3_of(bytes.len()));
    }
}

/// Bytes that are never the same twice.
fn blake3_of(length: usize) -> Vec<u8> {
    static DRAWN: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    let drawn = DRAWN.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    drawn.to_be_bytes().iter().copied().cycle().take(length).collect()
}

pub async fn opened(data: &Path) -> (Arc<Db>, App) {
    let url = format!("sqlite://{}", data.join("throughcare.db").display());
    let db = Arc::new(Db::open(&url, Options::default()).await.unwrap());
    let partnership = db.installation().await.unwrap().unwrap().partnership;
    let key: [u8; 32] = std::fs::read(data.join("keys/installation.key")).unwrap().try_into().unwrap();
    let settings = app::Settings {
        session_idle: jiff::SignedDuration::from_mins(30),
        session_most: jiff::SignedDuration::from_hours(12),
        demonstration: false,
        unknown_entry_days: 28,
    };
    let (clock, chance) = (Arc::new(Machine), Arc::new(Machine));
    let agreed = app::Agreed::interim_1();
    let keys = Keys::from_secret(&key);
    let app = App::new(db.clone(), agreed, clock.clone(), clock, chance, keys, settings, partnership);
    app.begin().await.unwrap();
    (db, app)
}

const AGENCY: AgencyId = AgencyId(Uuid::from_u128(0x91));

pub fn stamp(by: u128) -> Stamp {
    Stamp { at: Machine.now(), by: AccountId(Uuid::from_u128(by)), agency: AGENCY }
}

async fn registered(app: &App) -> PersonId {
    let roles = Roles::of(&[Role::ProbationPractitioner]);
    let viewer = Viewer { account: stamp(1).by, agency: AGENCY, agency_kind: AgencyKind::Probation, roles };
    let command = people::CreatePerson {
        legal: Name {
            given: Line::new("Zebulon").ok(),
            middle: None,
            family: Line::new("Quillfeather").unwrap(),
        },
        known_as: None,
        born: None,
        gender: Gender::Unknown,
        identifiers: Vec::new(),
        address: None,
        postcode: None,
        telephone: None,
    };
    people::create(app, &viewer, command, None).await.unwrap()
}

/// What two people decided, carried out in the database.
async fn disposed(app: &App, person: PersonId) {
    let line = Line::new("Case record").unwrap();
    let day = jiff::civil::date(2026, 11, 24);
    let one = Proposal {
        id: app.id(),
        person,
        of: AGENCY,
        schedule: line,
        counted_from: day,
        due: day,
        stamp: stamp(1),
    };
    let mut tx = app.store.write().await.unwrap();
    assert!(tx.propose_disposal(&one).await.unwrap());
    assert!(tx.decide_disposal(one.id, DisposalState::CarriedOut, &stamp(2)).await.unwrap());
    assert!(tx.dispose(&one, Machine.now()).await.unwrap().whole);
    tx.certify_disposal(one.id, "{\"removed\":{}}").await.unwrap();
    tx.commit().await.unwrap();
}

fn holds(file: &Path, words: &str) -> bool {
    std::fs::read(file).unwrap().windows(words.len()).any(|part| part == words.as_bytes())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_from_before_brings_nobody_back_and_a_forged_journal_is_named() {
    let place = Place::installation();
    let (db, app) = opened(&place.data()).await;
    let person = registered(&app).await;
    db.close().await;
    place.run(&["backup", "--to", "before.db"]).well();
    for words in PLANTED {
        assert!(holds(&place.path("before.db"), words), "{words} was planted");
    }
    let (db, app) = opened(&place.data()).await;
    disposed(&app, person).await;
    db.close().await;
    // The journal is written with the checkpoint, and by `restore` itself from the database that it replaces.
    let said = place.run(&["restore", "--from", "before.db", "--replace"]).well();
    assert!(said.contains("Disposed of again") && said.contains(": 1 records"), "{said}");
    let verified = place.run(&["audit", "verify"]).well();
    assert!(!verified.contains(" 0 payloads were disposed of"), "{verified}");
    for words in PLANTED {
        assert!(
            !holds(&place.data().join("throughcare.db"), words),
            "{words} came back, in a page of the file"
        );
    }
    // A copy put there by hand, as a dump of the other database is: whoever opens it disposes of it again.
    std::fs::copy(place.path("before.db"), place.data().join("throughcare.db")).unwrap();
    let _ = std::fs::remove_file(place.data().join("heads.checkpoint"));
    place.run(&["agency", "list"]).well();
    let (db, _) = opened(&place.data()).await;
    let copy = place.path("after.db");
    db.backup_to(&copy).await.unwrap();
    db.close().await;
    for words in PLANTED {
        assert!(!holds(&copy, words), "{words} came back by hand");
    }
    let journal = place.data().join("disposals.journal");
    let text = std::fs::read_to_string(&journal).unwrap();
    assert!(!text.contains("Quillfeather"), "it names nobody");
    std::fs::write(&journal, text.replace("Case record", "Cash record")).unwrap();
    let said = place.run(&["agency", "list"]).refused(1);
    assert!(said.contains("line 1: not signed by this installation"), "{said}");
}
