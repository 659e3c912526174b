//! The operations of the issue, as the requests that clients send and the answers that they accept.
//!
//! Reads come before writes, so that what a write adds to the caseload of the account that acts is in no read's
//! figures. Every write carries an `Idempotency-Key` of its own, as a careful client sends it.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::json;

use super::http::{Answer, request};
use super::load::{Chance, Script};
use super::visitor::{Known, encoded};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Operation {
    MyWork,
    Due,
    Team,
    Person,
    Search,
    Caseload,
    Inbox,
    Timeline,
    Create,
    Refer,
}

/// What an operation is held to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// CPU milliseconds of a request, server and database together, at most.
    Cpu(f64),
    /// p95 in milliseconds with eight clients, at most.
    P95At8(f64),
    None,
}

impl Operation {
    pub const ALL: [Self; 10] = [
        Self::MyWork,
        Self::Due,
        Self::Team,
        Self::Person,
        Self::Search,
        Self::Caseload,
        Self::Inbox,
        Self::Timeline,
        Self::Create,
        Self::Refer,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::MyWork => "my-work",
            Self::Due => "due",
            Self::Team => "team",
            Self::Person => "person",
            Self::Search => "search",
            Self::Caseload => "caseload",
            Self::Inbox => "inbox",
            Self::Timeline => "timeline",
            Self::Create => "create",
            Self::Refer => "refer",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::MyWork => "My work (page)",
            Self::Due => "All that is due (page)",
            Self::Team => "Team’s work (page)",
            Self::Person => "Person (page)",
            Self::Search => "Name search",
            Self::Caseload => "Caseload of 20",
            Self::Inbox => "Inbox of 20",
            Self::Timeline => "Timeline",
            Self::Create => "Create person",
            Self::Refer => "Make a referral",
        }
    }

    pub const fn goal(self) -> Goal {
        match self {
            Self::Create | Self::Refer | Self::Search => Goal::Cpu(1.0),
            Self::Caseload => Goal::Cpu(2.0),
            Self::Person => Goal::P95At8(25.0),
            Self::MyWork | Self::Team => Goal::P95At8(40.0),
            Self::Due | Self::Inbox | Self::Timeline => Goal::None,
        }
    }

    pub const fn writes(self) -> bool {
        matches!(self, Self::Create | Self::Refer)
    }
}

/// What the clients choose from.
#[derive(Default)]
pub struct Sample {
    /// People of the caseload of the account that acts.
    pub people: Vec<Known>,
    /// People made for the referrals.
    pub referred: Vec<String>,
    /// Services of other agencies.
    pub services: Vec<String>,
    /// `Bearer …` of the practitioner and of the provider's worker.
    pub practitioner: String,
    pub worker: String,
    /// `Cookie` of the practitioner's session.
    pub session: String,
    /// `Cookie` of the team manager's session.
    pub manager: String,
}

/// An operation with its sample: what one client after the other asks.
pub struct Asked<'a> {
    operation: Operation,
    sample: &'a Sample,
    count: &'a AtomicU64,
}

const GIVEN: [&str; 16] = [
    "Amina", "Callum", "Dai", "Eleri", "Femi", "Grace", "Hamza", "Ifan", "Joanne", "Kuba", "Leanne", "Mo",
    "Nia", "Owen", "Priya", "Ryan",
];

impl<'a> Asked<'a> {
    /// `count` numbers the writes of the whole run, so that no key comes twice.
    pub const fn new(operation: Operation, sample: &'a Sample, count: &'a AtomicU64) -> Self {
        Self { operation, sample, count }
    }

    fn read(&self, path: &str) -> Vec<u8> {
        match self.operation {
            Operation::MyWork | Operation::Due | Operation::Person => {
                request("GET", path, &[("cookie", &self.sample.session), ("accept", "text/html")], "")
            }
            Operation::Team => {
                request("GET", path, &[("cookie", &self.sample.manager), ("accept", "text/html")], "")
            }
            Operation::Inbox => request("GET", path, &[("authorization", &self.sample.worker)], ""),
            _ => request("GET", path, &[("authorization", &self.sample.practitioner)], ""),
        }
    }

    fn write(&self, path: &str, body: &str) -> Vec<u8> {
        let key = format!("bench-{}-{}", std::process::id(), self.count.fetch_add(1, Ordering::Relaxed));
        let headers = [
            ("authorization", self.sample.practitioner.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", key.as_str()),
        ];
        request("POST", path, &headers, body)
    }

    fn person<'s>(&'s self, chance: &mut Chance) -> (&'s str, &'s str) {
        chance.one_of(&self.sample.people).map_or(("", ""), |known| (&known.id, &known.family))
    }
}

impl Script for Asked<'_> {
    fn code(&self) -> &'static str {
        self.operation.code()
    }

    fn next(&self, chance: &mut Chance) -> Vec<u8> {
        let (person, family) = self.person(chance);
        match self.operation {
            Operation::MyWork => self.read("/my-work"),
            Operation::Due => self.read("/my-work/due"),
            Operation::Team => self.read("/team"),
            Operation::Person => self.read(&format!("/people/{person}")),
            Operation::Search => self.read(&format!("/api/v1/people?q={}&limit=20", encoded(family))),
            Operation::Caseload => self.read("/api/v1/caseload?limit=20"),
            Operation::Inbox => self.read("/api/v1/inbox?limit=20"),
            Operation::Timeline => self.read(&format!("/api/v1/people/{person}/timeline?limit=20")),
            Operation::Create => self.write("/api/v1/people", &new_person(family, chance)),
            Operation::Refer => {
                let person = chance.one_of(&self.sample.referred).map_or("", String::as_str);
                let service = chance.one_of(&self.sample.services).map_or("", String::as_str);
                let asks = "Structured work on drinking, and help to keep to the appointments of the order.";
                let body = json!({
                    "person": person, "service": service, "asks": asks,
                    "risk_none_known": true, "delivery_needs_none_known": true,
                });
                self.write("/api/v1/referrals", &body.to_string())
            }
        }
    }

    fn wrong(&self, answer: &Answer) -> Option<String> {
        let wanted = if self.operation.writes() { 201 } else { 200 };
        if answer.status != wanted {
            let said: String = answer.text().chars().take(200).collect();
            return Some(format!("answered {}: {said}", answer.status));
        }
        let body = answer.body.trim_ascii();
        let shape = match self.operation {
            Operation::MyWork | Operation::Due | Operation::Team | Operation::Person => {
                body.ends_with(b"</html>")
            }
            Operation::Create | Operation::Refer => body.starts_with(b"{"),
            // The people that are asked for are there, so an empty list is a wrong one.
            _ => body.windows(10).any(|piece| piece == br#""items":[{"#),
        };
        (!shape).then(|| "not the answer that was asked for".to_owned())
    }
}

/// A new person with name, date of birth, gender and a CRN.
pub fn new_person(family: &str, chance: &mut Chance) -> String {
    let given = chance.one_of(&GIVEN).copied().unwrap_or_default();
    let draw = chance.draw();
    let born = format!("{}-{:02}-{:02}", 1950 + draw % 55, 1 + draw / 64 % 12, 1 + draw / 1024 % 28);
    let crn = format!("X{:06}", draw / 4096 % 1_000_000);
    json!({ "identity": {
        "legal_name": { "given": given, "family": family },
        "born": born,
        "gender": if draw & 1 == 0 { "female" } else { "male" },
        "identifiers": [{ "kind": "crn", "value": crn }],
    } })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Sample {
        Sample {
            people: vec![Known { id: "p1".into(), family: "O’Neil".into() }],
            practitioner: "Bearer tc_a".into(),
            ..Sample::default()
        }
    }

    #[test]
    fn no_two_writes_share_a_key() {
        let (sample, count) = (sample(), AtomicU64::new(0));
        let asked = Asked::new(Operation::Create, &sample, &count);
        let mut chance = Chance::new(1);
        let key = |request: Vec<u8>| {
            let text = String::from_utf8(request).unwrap();
            text.lines().find(|line| line.starts_with("idempotency-key")).unwrap().to_owned()
        };
        assert_ne!(key(asked.next(&mut chance)), key(asked.next(&mut chance)));
    }

    #[test]
    fn an_empty_list_or_another_status_is_a_wrong_answer() {
        let (sample, count) = (sample(), AtomicU64::new(0));
        let asked = Asked::new(Operation::Search, &sample, &count);
        let answer = |status, body: &str| Answer { status, headers: vec![], body: body.as_bytes().to_vec() };
        assert_eq!(asked.wrong(&answer(200, r#"{"items":[{"id":"1"}]}"#)), None);
        assert!(asked.wrong(&answer(200, r#"{"items":[]}"#)).is_some());
        assert!(asked.wrong(&answer(503, r#"{"items":[{"id":"1"}]}"#)).is_some());
        let search = String::from_utf8(asked.next(&mut Chance::new(1))).unwrap();
        assert!(search.starts_with("GET /api/v1/people?q=O%E2%80%99Neil&limit=20 "), "{search}");
    }
}
