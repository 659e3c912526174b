//! Writes under way: clients that create people, add notes and make referrals, and remember what they were told.
//!
//! Each write has a key and words of its own, so that afterwards it can be said of each whether it is there, once, whole.

use super::installation::Server;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Person,
    Note,
    Referral,
}

/// One write, and what the client knows of it.
#[derive(Debug, Clone)]
pub struct Write {
    pub kind: Kind,
    /// The person whom a note or a referral is about.
    about: String,
    path: String,
    key: String,
    body: String,
    /// A word that no other write has.
    word: String,
    /// The id that was acknowledged; `None` when no answer came or the answer was no.
    pub acknowledged: Option<String>,
}

/// What is needed to write: people who are there already, a service to refer to.
pub struct Ground {
    people: Vec<String>,
    service: String,
}

/// Repeatable draws, for moments and choices.
pub struct Chance(pub u64);

impl Chance {
    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

impl Ground {
    /// Read by public paths: the practitioner's caseload and the services.
    pub fn of(server: &Server) -> Self {
        let caseload = server.read("/api/v1/caseload?limit=20");
        let people: Vec<String> = items(&caseload).iter().map(|row| id_of(&row["identity"])).collect();
        assert!(!people.is_empty(), "nobody on the caseload: {caseload}");
        let services = server.read("/api/v1/services?limit=20");
        Self { people, service: id_of(items(&services).first().expect("a service")) }
    }
}

/// Rows of a list.
pub fn items(page: &Value) -> &Vec<Value> {
    page.get("items").and_then(Value::as_array).unwrap_or_else(|| panic!("a list without items: {page}"))
}

fn id_of(record: &Value) -> String {
    record
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("a record without an id: {record}"))
        .to_owned()
}

/// A new person as the API takes one.
pub fn new_person(family: &str) -> Value {
    let name = json!({ "given": "Ada", "family": family });
    json!({ "identity": { "legal_name": name, "born": "1991-02-14", "gender": "female" } })
}

/// Letters that no other write of this run has, and that no search folds.
fn word(run: u64, number: u64) -> String {
    let letter = |digit: u64| char::from(b'a' + u8::try_from(digit % 26).unwrap());
    let mut word = format!("Zq{}", letter(run));
    let mut rest = number;
    for _ in 0..4 {
        word.push(letter(rest));
        rest /= 26;
    }
    word
}

impl Write {
    /// Write number `number` of run `run`.
    pub fn new(run: u64, number: u64, ground: &Ground, chance: &mut Chance) -> Self {
        let word = word(run, number);
        let about = ground.people[usize::try_from(chance.below(ground.people.len() as u64)).unwrap()].clone();
        let (kind, path, body) = match number % 3 {
            0 => {
                let body = new_person(&word);
                (Kind::Person, "/api/v1/people".to_owned(), body)
            }
            1 => (
                Kind::Note,
                format!("/api/v1/people/{about}/notes"),
                json!({ "text": format!("Came as agreed. {word}") }),
            ),
            _ => {
                let body = json!({ "person": about, "service": ground.service, "asks": format!("Work on drinking. {word}"), "risk_none_known": true, "delivery_needs_none_known": true });
                (Kind::Referral, "/api/v1/referrals".to_owned(), body)
            }
        };
        let key = format!("fault-{run}-{number}");
        Self { kind, about, path, key, body: body.to_string(), word, acknowledged: None }
    }

    /// Sends it, and notes the id if it was acknowledged. False when no whole answer came.
    pub fn send(&mut self, server: &Server) -> bool {
        let Ok(answer) = server.post(&self.path, &self.key, &self.body) else { return false };
        match answer.status {
            201 => self.acknowledged = Some(id_of(&answer.json())),
            // Refused for the moment: nothing was acknowledged, and it may be sent again.
            503 | 507 => {}
            other => panic!("{} answered {other}: {}", self.path, answer.body),
        }
        true
    }

    /// Sends it once more under the same key: the same record, whatever became of the first.
    pub fn again(&mut self, server: &Server) {
        let before = self.acknowledged.take();
        assert!(self.send(server), "{} was not answered", self.path);
        let now = self.acknowledged.as_ref().unwrap_or_else(|| panic!("{} was refused", self.path));
        if let Some(before) = before {
            assert_eq!(&before, now, "{:?} {}: two records under one key", self.kind, self.key);
        }
    }

    /// It is there, whole, and once.
    pub fn check(&self, server: &Server) {
        let id = self.acknowledged.as_ref().expect("acknowledged");
        match self.kind {
            Kind::Person => {
                server.read(&format!("/api/v1/people/{id}"));
                let found = server.read(&format!("/api/v1/people?q={}&limit=5", self.word));
                let typed = items(&found).iter().filter(|one| one["nearly"] == false).count();
                assert_eq!(typed, 1, "{} found: {found}", self.word);
                assert_eq!(events(server, id), ["involvement.began", "person.created"], "{id}");
            }
            Kind::Note => {
                let timeline = server.read(&format!("/api/v1/people/{}/timeline?limit=100", self.about));
                let mut told = items(&timeline)
                    .iter()
                    .filter(|event| event["body"]["text"].to_string().contains(&self.word));
                assert_eq!(
                    told.next().map(|event| &event["subject"]),
                    Some(&json!(id)),
                    "{id} in {timeline}"
                );
                assert_eq!(told.next(), None, "{} twice", self.word);
            }
            Kind::Referral => {
                let referral = server.read(&format!("/api/v1/referrals/{id}"));
                assert_eq!(referral["state"]["code"], "sent", "{referral}");
                let all =
                    server.read(&format!("/api/v1/people/{}/referrals?limit=100", self.about)).to_string();
                assert_eq!(all.matches(id.as_str()).count(), 1, "{id} in {all}");
            }
        }
    }
}

/// The kinds of a person's events, sorted.
fn events(server: &Server, person: &str) -> Vec<String> {
    let timeline = server.read(&format!("/api/v1/people/{person}/timeline?limit=50"));
    let kinds =
        items(&timeline).iter().map(|event| event["kind"]["code"].as_str().unwrap_or_default().to_owned());
    let mut kinds: Vec<String> = kinds.collect();
    kinds.sort();
    kinds
}

/// Writes from `clients` clients until `stop` says so of the number of acknowledged writes; then `end` is called once, while
/// the others are still at work, and everybody stops at the first request that is not answered.
pub fn under_load(
    run: u64,
    server: &Server,
    ground: &Ground,
    clients: u64,
    stop: u64,
    end: impl FnOnce() + Send,
) -> Vec<Write> {
    let (next, done, over) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let (end, all) = (Mutex::new(Some(end)), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    let mut write = Write::new(run, number, ground, &mut Chance(number * 2 + 77));
                    let answered = write.send(server);
                    let acknowledged = write.acknowledged.is_some();
                    all.lock().unwrap().insert(number, write);
                    if !answered {
                        return;
                    }
                    if acknowledged
                        && done.fetch_add(1, Ordering::SeqCst) + 1 == stop
                        && let Some(end) = end.lock().unwrap().take()
                    {
                        end();
                        over.store(true, Ordering::SeqCst);
                    }
                }
            });
        }
    });
    all.into_inner().unwrap().into_values().collect()
}
