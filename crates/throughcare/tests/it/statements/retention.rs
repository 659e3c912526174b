//! The routes about retention and mistaken disclosures, and what they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{AgencyOf, Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open, Press};
use app::{
    departures::{self, RecordDeparture},
    mistakes::{self, Report},
};
use domain::{
    agency::AgencyKind,
    departure::DepartureReason,
    ids::PersonId,
    involvement::InvolvementRole,
    retention::{AfterPeriod, CountsFrom, Proposal, RecordKind, Schedule},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::SignedDuration;
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const L: Who = Who::Seat(Part::Lead);
const M: Who = Who::Seat(Part::Manager);
const API: Who = Who::Program(Part::Practitioner);
const LEAD: Who = Who::Program(Part::Lead);

const SCHEDULE: &[(&str, &str)] = &[
    ("record", "child"),
    ("counts_from", "birth"),
    ("months", "312"),
    ("action", "review"),
    ("from-day", "1"),
    ("from-month", "1"),
    ("from-year", "2030"),
    ("source", "Our own policy"),
];
const SCHEDULE_JSON: &str = r#"{"record":"mental_health","counts_from":"discharge","months":240,"action":"review","from":"2030-01-01","source":"Our own policy"}"#;
const HOLD: &[(&str, &str)] =
    &[("why", "A claim is made."), ("review-day", "1"), ("review-month", "1"), ("review-year", "2035")];
const MISTAKE: &[(&str, &str)] = &[
    ("what", "A letter."),
    ("recipient", "A wrong address"),
    ("people", "1"),
    ("sections", "plan"),
    ("happened-day", "23"),
    ("happened-month", "11"),
    ("happened-year", "2026"),
];
const MISTAKE_JSON: &str = r#"{"what":"A letter.","people":1,"sections":["plan"],"recipient":"A wrong address","happened":"2026-11-23"}"#;

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::RETENTION, L, Open(""), 12),
    Row(Get, paths::RETENTION_SCHEDULES, L, Open(""), 6),
    Row(Post, paths::RETENTION_SCHEDULES, L, Fill(SCHEDULE), 9),
    Row(Get, paths::RETENTION_RECORD, L, Open(""), 8),
    Row(Get, paths::RETENTION_HOLD, L, Open(""), 9),
    Row(Post, paths::RETENTION_HOLD, L, Fill(HOLD), 20),
    Row(Post, paths::RETENTION_END, L, Press(""), 24),
    Row(Post, paths::RETENTION_PROPOSE, L, Press(""), 12),
    Row(Get, paths::DISPOSAL, L, Open(""), 6),
    Row(Get, paths::DISPOSAL_CONFIRM, M, Open(""), 6),
    Row(Post, paths::DISPOSAL_CONFIRM, M, Fill(&[("code", "")]), 190),
    Row(Post, paths::DISPOSAL_REFUSE, M, Press(""), 12),
    Row(Get, api::RETENTION, LEAD, Open(""), 12),
    Row(Get, api::RETENTION_SCHEDULES, LEAD, Open(""), 5),
    Row(Post, api::RETENTION_SCHEDULES, LEAD, Json(SCHEDULE_JSON), 9),
    Row(Get, api::RETENTION_RECORD, LEAD, Open(""), 8),
    Row(Post, api::RETENTION_HOLD, LEAD, Json(r#"{"why":"It is settled."}"#), 20),
    Row(Post, api::RETENTION_END, LEAD, Json("{}"), 26),
    Row(Post, api::RETENTION_DISPOSALS, LEAD, Json("{}"), 12),
    Row(Get, api::DISPOSAL, LEAD, Open(""), 6),
    Row(Get, paths::MISTAKES, L, Open(""), 6),
    Row(Get, paths::MISTAKE_NEW, P, Open(""), 6),
    Row(Post, paths::MISTAKE_NEW, P, Fill(MISTAKE), 9),
    Row(Get, paths::MISTAKE, L, Open(""), 7),
    Row(Get, paths::MISTAKE_STEP, L, Open("?step=assess"), 8),
    Row(Post, paths::MISTAKE_STEP, L, Fill(&[("danger", "some"), ("words", "Little.")]), 15),
    Row(Get, api::MISTAKES, LEAD, Open(""), 6),
    Row(Post, api::MISTAKES, API, Json(MISTAKE_JSON), 9),
    Row(Get, api::MISTAKE, LEAD, Open(""), 7),
    Row(Post, api::MISTAKE_STEPS, LEAD, Json(r#"{"step":"tell_recipient","words":"They were asked."}"#), 11),
];

impl Scene {
    /// Court liaison left yesterday, and the practitioner's agency keeps its records.
    pub(super) async fn keep_records(&self) {
        let command = RecordDeparture {
            agency: AgencyOf::Liaison.id(),
            service: None,
            last_day: self.town.app.today(),
            reason: DepartureReason::Closed,
            words: None,
            takes_over: Vec::new(),
            heir: Some(AgencyOf::Council.id()),
            keeper: Some(AgencyOf::Probation.id()),
        };
        let coordinator = Town::viewer(Part::Coordinator);
        departures::record(&self.town.app, &coordinator, command, None).await.expect("recorded");
        self.town.clock.on(SignedDuration::from_hours(24));
    }

    /// What a route about retention is about, where it is not the person.
    pub(super) async fn of_retention(&self, template: &str) -> Option<(String, i64)> {
        if template.contains("/mistaken-disclosures/{id}") {
            return Some((self.reported().await, 0));
        }
        if template.contains("/disposals/{id}") {
            return Some((self.proposed().await, 0));
        }
        let due = template.ends_with("/end-work") || template.ends_with("/propose");
        if due || template == api::RETENTION_DISPOSALS {
            let open = template.ends_with("/end-work");
            return Some((self.due(open).await.to_string(), 0));
        }
        None
    }

    /// A report of the practitioner's agency.
    async fn reported(&self) -> String {
        let report = Report {
            person: None,
            what: Prose::new("A letter.").expect("words"),
            people: 1,
            sections: vec![Section::Plan],
            recipient: Line::new("A wrong address").expect("words"),
            happened: self.town.app.today(),
            aware: None,
        };
        let viewer = Town::viewer(Part::Practitioner);
        mistakes::report(&self.town.app, &viewer, report, None).await.expect("a report").to_string()
    }

    /// A record whose time is over, with which somebody still works or nobody.
    async fn due(&self, at_work: bool) -> PersonId {
        let agency = Part::Practitioner.agency().id();
        let person = self.town.person_of(Part::Practitioner, "Ada", "Quill").await;
        let app = &self.town.app;
        let mut tx = app.store.write().await.expect("a transaction");
        let words = Line::new("A policy for tests").expect("words");
        let none = Schedule {
            code: words.clone(),
            kind: AgencyKind::Probation,
            agency: Some(agency),
            record: RecordKind::Case,
            counts_from: CountsFrom::OrderEnd,
            months: 0,
            action: AfterPeriod::Dispose,
            from: jiff::civil::date(2026, 1, 1),
            until: None,
            source: words,
            from_memory: false,
        };
        tx.add_schedule(&none).await.expect("a schedule");
        if !at_work {
            let today = app.today();
            tx.end_part(person, agency, InvolvementRole::Supervision, today).await.expect("ended");
        }
        tx.commit().await.expect("committed");
        if !at_work {
            self.town.clock.on(SignedDuration::from_hours(24));
        }
        person
    }

    /// A disposal that the practitioner proposed.
    async fn proposed(&self) -> String {
        let person = self.due(false).await;
        let app = &self.town.app;
        let part = Part::Practitioner;
        let one = Proposal {
            id: app.id(),
            person,
            of: part.agency().id(),
            schedule: Line::new("Case record").expect("words"),
            counted_from: app.today(),
            due: app.today(),
            stamp: Stamp { at: app.now(), by: part.account(), agency: part.agency().id() },
        };
        let mut tx = app.store.write().await.expect("a transaction");
        assert!(tx.propose_disposal(&one).await.expect("a proposal"));
        tx.commit().await.expect("committed");
        one.id.to_string()
    }
}
