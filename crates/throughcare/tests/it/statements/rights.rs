//! The routes about receipts, reviews of looks and corrections, and what they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open, Press};
use app::{
    access_requests::{self, AccessStep, Ask},
    people::{self, EditIdentity, TypedIdentifier},
    ports::AskedBy,
    rectifications,
};
use domain::text::{Line, Prose};
use jiff::{SignedDuration, ToSpan};
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const W: Who = Who::Seat(Part::Worker);
const L: Who = Who::Seat(Part::Lead);
const API: Who = Who::Program(Part::Practitioner);
const PROVIDER: Who = Who::Program(Part::Worker);
const LEAD: Who = Who::Program(Part::Lead);

const DRAW: &[(&str, &str)] =
    &[("agreement", "00000000-0000-0000-0000-000000000001"), ("month", "2026-10-01")];
const DRAW_JSON: &str = r#"{"agreement":"00000000-0000-0000-0000-000000000001","month":"2026-09-15"}"#;
const FOUND: &[(&str, &str)] = &[("verdict", "fine"), ("words", "She supervises him.")];
const FOUND_JSON: &str = r#"{"verdict":"fine","words":"She supervises him."}"#;

const ASKED: &[(&str, &str)] = &[
    ("received-day", "24"),
    ("received-month", "11"),
    ("received-year", "2026"),
    ("words", "By letter."),
    ("identity", "yes"),
];
const ASKED_JSON: &str = r#"{"received":"2026-11-24","words":"By letter.","identity_known":true}"#;

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::PERSON_RECEIPTS, P, Open(""), 24),
    Row(Get, paths::PERSON_RECEIPT_LETTER, P, Open(""), 22),
    Row(Get, paths::PERSON_RECEIPT_EASY, P, Open(""), 18),
    Row(Get, paths::PERSON_RECEIPT_LETTER_PDF, P, Open(""), 22),
    Row(Get, paths::PERSON_RECEIPT_EASY_PDF, P, Open(""), 18),
    Row(Get, api::PERSON_RECEIPTS, API, Open(""), 20),
    Row(Get, api::PERSON_RECEIPT_LETTER, API, Open(""), 18),
    Row(Get, api::PERSON_RECEIPT_LETTER_PDF, API, Open(""), 22),
    Row(Get, api::PERSON_RECEIPT_EASY_PDF, API, Open(""), 18),
    Row(Get, paths::RECEIPT_RULES, P, Open(""), 3),
    Row(Get, api::RECEIPT_RULES, API, Open(""), 3),
    Row(Get, paths::SIGN_RULES, L, Open(""), 3),
    Row(Get, api::SIGN_RULES, LEAD, Open(""), 3),
    Row(Get, paths::LOOK_REVIEWS, L, Open(""), 7),
    Row(Get, paths::LOOK_DRAW, L, Open(""), 8),
    Row(Post, paths::LOOK_DRAW, L, Fill(DRAW), 8),
    Row(Get, paths::LOOK_REVIEW, L, Open(""), 5),
    Row(Post, paths::LOOK_REVIEW, L, Fill(FOUND), 8),
    Row(Get, api::LOOK_REVIEWS, LEAD, Open(""), 7),
    Row(Post, api::LOOK_SAMPLES, LEAD, Json(DRAW_JSON), 7),
    Row(Get, api::LOOK_REVIEW, LEAD, Open(""), 4),
    Row(Post, api::LOOK_REVIEW, LEAD, Json(FOUND_JSON), 9),
    Row(Get, paths::PERSON_CORRECTIONS, P, Open(""), 14),
    Row(Post, paths::PERSON_CORRECTIONS, P, Fill(&[("note", "NOTE"), ("words", "He came on Tuesday.")]), 14),
    Row(Get, paths::CORRECTIONS, W, Open(""), 4),
    Row(Post, paths::CORRECTION_ACKNOWLEDGE, W, Press("/corrections"), 7),
    Row(Get, api::PERSON_CORRECTIONS, API, Open(""), 12),
    Row(Post, api::PERSON_CORRECTIONS, API, Json(r#"{"note":"NOTE","words":"On Tuesday."}"#), 10),
    Row(Get, api::CORRECTIONS, PROVIDER, Open(""), 4),
    Row(Post, api::CORRECTION_ACKNOWLEDGE, PROVIDER, Json("{}"), 9),
    Row(Get, paths::PERSON_ACCESS_REQUESTS, P, Open(""), 12),
    Row(Post, paths::PERSON_ACCESS_REQUESTS, P, Fill(ASKED), 18),
    Row(Get, paths::ACCESS_REQUEST, P, Open(""), 24),
    Row(Get, paths::ACCESS_REQUEST_STEP, P, Open("?step=submit"), 25),
    Row(Post, paths::ACCESS_REQUEST_STEP, P, Fill(&[]), 20),
    Row(Get, paths::ACCESS_REQUEST_BUNDLE, P, Open(""), 20),
    Row(Get, paths::ACCESS_REQUEST_BUNDLE_PDF, P, Open(""), 20),
    Row(Get, api::PERSON_ACCESS_REQUESTS, API, Open(""), 12),
    Row(Post, api::PERSON_ACCESS_REQUESTS, API, Json(ASKED_JSON), 16),
    Row(Get, api::ACCESS_REQUEST, API, Open(""), 24),
    Row(Post, api::ACCESS_REQUEST_STEPS, API, Json(r#"{"step":"ask_identity"}"#), 40),
    Row(Get, api::ACCESS_REQUEST_BUNDLE, API, Open(""), 20),
    Row(Get, api::ACCESS_REQUEST_BUNDLE_PDF, API, Open(""), 20),
];

impl Scene {
    /// A note of the scene's person by the practitioner's agency.
    pub(super) async fn own_note(&self) -> String {
        let viewer = Town::viewer(Part::Practitioner);
        let model = rectifications::corrections(&self.town.app, &viewer, self.person).await.expect("notes");
        model.notes.first().expect("a note").id.to_string()
    }

    /// What a route about rights is about, where it is not the person.
    pub(super) async fn of_rights(&self, template: &str) -> Option<(String, i64)> {
        if template.contains("/access-requests/{id}") {
            return Some(self.copy_asked(template).await);
        }
        if template.contains("/access-reviews/{id}") {
            return Some((self.look_to_review().await, 1));
        }
        if template.contains("/corrections/{id}") {
            return Some((self.told_correction().await, 1));
        }
        None
    }

    /// A request for a copy, checked where the route gives it, and its version.
    async fn copy_asked(&self, template: &str) -> (String, i64) {
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Practitioner));
        let words = Prose::new("By letter.").expect("words");
        let ask = Ask { person: self.person, received: app.today(), words, identity_known: true };
        let id = access_requests::ask(app, &viewer, ask, None).await.expect("a request");
        if !template.contains("/bundle") {
            return (id.to_string(), 0);
        }
        let manager = Town::viewer(Part::Manager);
        for (seen, (viewer, step)) in
            (0_i64..).zip([(viewer, AccessStep::Submit), (manager, AccessStep::Check)])
        {
            access_requests::step(app, &viewer, id, seen, step).await.expect("a step");
        }
        (id.to_string(), 2)
    }

    /// A look of the practitioner that nobody has reviewed.
    async fn look_to_review(&self) -> String {
        let app = &self.town.app;
        people::overview(app, &Town::viewer(Part::Practitioner), self.person).await.expect("a look");
        let (now, today) = (app.now(), app.today());
        let between = (now - SignedDuration::from_hours(1), now + SignedDuration::from_hours(1));
        let mut tx = app.store.read().await.expect("a transaction");
        let lead = Town::viewer(Part::Lead);
        let by = AskedBy { agency: lead.agency, account: lead.account, today };
        let days = (today - 1.day(), today + 1.day());
        let looks = tx.watched_looks(by, between, days, 500).await.expect("looks");
        tx.end().await.expect("over");
        looks.iter().find(|look| !look.reviewed).expect("a look").id.to_string()
    }

    /// A correction of which the worker's agency was told, and which it has not acknowledged.
    async fn told_correction(&self) -> String {
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Practitioner));
        let worker = Town::viewer(Part::Worker);
        let now = people::identity(app, &viewer, self.person).await.expect("an identity");
        let edit = EditIdentity {
            person: self.person,
            seen: now.version,
            legal: now.legal.clone(),
            known_as: Line::new(&format!("Addy {}", now.version)).ok(),
            born: now.born,
            gender: now.gender,
            identifiers: now
                .identifiers
                .iter()
                .map(|one| TypedIdentifier { kind: one.kind, typed: one.raw.clone() })
                .collect(),
        };
        people::edit_identity(app, &viewer, edit).await.expect("corrected");
        let told = rectifications::notices(app, &worker).await.expect("notices");
        let waits = told.iter().find(|line| line.notice.acknowledged.is_none()).expect("a notice");
        waits.notice.correction.id.to_string()
    }
}
