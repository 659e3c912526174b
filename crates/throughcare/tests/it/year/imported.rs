//! The same year, begun by the command that imports a list, with everything that runs by itself at work between its parts:
//! the job queue, the digest, the hour's sweep, the reviews of pathways. It ends in the same events, of the same subjects, that
//! say the same.

use super::{
    acts::{LIST, Year, at_court, liaison, met_at_court},
    lived,
};
use crate::town::{Part, Town};
use app::{
    court::{self, LoadList},
    digest::{self, Letter, Post, Posted},
    jobs, pathways, sweeping,
};
use async_trait::async_trait;
use domain::{
    hearing::Trigger,
    ids::AgreementId,
    role::Role,
    section::{Level, Purpose, Section},
    text::Line,
};
use gate::{Access, Agreement, Clause, Condition, Gate, Holder, Relations, Standing, Who};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    io::Cursor,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};
use uuid::Uuid;

/// A letter box.
#[derive(Default)]
struct Letters(Mutex<Vec<Letter>>);

#[async_trait]
impl Post for Letters {
    async fn send(&self, letter: &Letter) -> Posted {
        self.0.lock().unwrap().push(letter.clone());
        Posted::Sent
    }
}

/// What runs by itself, until nothing is left to do; counts the jobs.
async fn by_itself(town: &Town, letters: &Letters) -> u64 {
    let mut done = 0;
    while jobs::run_one(&town.app).await.unwrap() {
        done += 1;
    }
    digest::send_due(&town.app, letters, "https://care.example/my-work").await.unwrap();
    sweeping::sweep(&town.app).await.unwrap();
    pathways::lay_down_reviews(&town.app).await.unwrap();
    done
}

/// November at court, where the list comes by `throughcare import court-list`: the use-case behind that command.
async fn imported(town: &Town) -> Year<'_> {
    let command = LoadList { trigger: Trigger::Daily, file: Line::new("list.xml").ok() };
    let input = Box::new(Cursor::new(LIST.as_bytes().to_vec()));
    let seat = liaison(town).await;
    let viewer = Town::viewer(Part::Liaison);
    let loaded = court::load(&town.app, &viewer, command, input, None, &|_| {}).await.unwrap();
    assert!(loaded.line.complete && loaded.line.tally.added == 1, "{:?}", loaded.line);
    met_at_court(town, seat).await
}

/// Every event of the person in order: its kind, section and subject, and what it says; ids by the order in which they first
/// come, and without what chance alone decides.
async fn told(year: &Year<'_>) -> Vec<(String, Option<Section>, Option<String>, String)> {
    let clause = Clause {
        number: 1,
        who: Who { roles: Role::ALL.to_vec(), agency_kinds: Vec::new() },
        sections: Section::ALL.to_vec(),
        holder: Holder::Any,
        level: Level::Full,
        purposes: Purpose::ALL.to_vec(),
        when: vec![Condition::AgencyInvolved],
        basis: "A test of what is kept",
    };
    let id = AgreementId(Uuid::from_u128(1));
    let gate =
        Gate::new(Agreement { id, title: "All", version: 1, clauses: vec![clause], grants: Vec::new() });
    let mut reading = gate.reading(Town::viewer(Part::Manager), Purpose::Supervision);
    let relations = Relations::NONE.and(Condition::AgencyInvolved, true);
    let standing = Standing { person: year.person, relations, access: Access::Ordinary };
    let mut tx = year.town.app.store.read().await.unwrap();
    let events = tx.timeline(year.person, None, 10_000).await.unwrap();
    tx.end().await.unwrap();
    let mut ids = BTreeMap::new();
    let mut number = |id: Uuid| {
        let next = ids.len();
        format!("#{}", *ids.entry(id).or_insert(next))
    };
    let mut all = Vec::new();
    for (_, sealed) in events.into_iter().rev() {
        let section = sealed.label().section;
        let event = gate.open(&mut reading, &standing, sealed).opened().expect("everything opens");
        let subject = event.subject.map(&mut number);
        let mut body = event.body.expect("a body");
        plain(&mut body, &mut number);
        all.push((event.kind.code().to_owned(), Some(section), subject, body.to_string()));
    }
    all
}

/// Replaces ids by their numbers; what is drawn for the telephone, and instants, are left out.
fn plain(value: &mut Value, number: &mut impl FnMut(Uuid) -> String) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| name != "reference" && name != "at");
            fields.values_mut().for_each(|one| plain(one, number));
        }
        Value::Array(all) => all.iter_mut().for_each(|one| plain(one, number)),
        Value::String(text) => {
            if let Ok(id) = text.parse() {
                *text = number(id);
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn the_same_year_by_import_and_jobs_ends_in_the_same_events_subjects_and_facts() {
    let (one, other) = (Town::new().await, Town::new().await);
    let letters = Letters::default();
    let jobs = AtomicU64::new(0);
    for part in [Part::Practitioner, Part::Worker] {
        digest::want(&other.app, &Town::viewer(part), Some(8 * 60)).await.unwrap();
    }
    let by_api = told(&lived(at_court(&one).await, async || {}).await).await;
    let year = imported(&other).await;
    let between = async || {
        jobs.fetch_add(by_itself(&other, &letters).await, Ordering::Relaxed);
    };
    let by_import = told(&lived(year, between).await).await;
    for (api, import) in by_api.iter().zip(&by_import) {
        assert_eq!(api, import);
    }
    assert_eq!(by_api.len(), by_import.len());
    let letters = letters.0.into_inner().unwrap();
    assert!(letters.len() > 4, "{letters:?}");
    assert!(letters.iter().all(|letter| !letter.text.contains("Crane")), "{letters:?}");
    assert!(jobs.into_inner() > 0, "jobs were at work");
    let mut tx = other.app.store.read().await.unwrap();
    let reviews = tx.reviews(crate::town::ALCOHOL_SERVICE, 40).await.unwrap();
    tx.end().await.unwrap();
    assert!(reviews.len() > 3, "the year's reviews are laid down: {reviews:?}");
}
