//! The routes of bodies and of what services do.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::provision;
use domain::{
    field::{Answer, Answers},
    ids::ProvisionId,
    provision::{ProvisionFact, ProvisionStep},
    step::Step as _,
};
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const M: Who = Who::Seat(Part::Manager);
const API: Who = Who::Program(Part::Practitioner);
const MANAGER: Who = Who::Program(Part::Manager);
const BEGUN: &[(&str, &str)] = &[
    ("name", "Board"),
    ("purpose", "It decides."),
    ("began-day", "1"),
    ("began-month", "9"),
    ("began-year", "2026"),
];
const BEGUN_JSON: &str =
    r#"{"kind":"body","answers":{"name":"Another board","purpose":"It decides.","began":"2026-09-01"}}"#;
const SEAT: &[(&str, &str)] = &[("seat", "chair"), ("each", "no")];
const SEAT_JSON: &str = r#"{"step":"body_seat","answers":{"seat":"member","each":"no"}}"#;

/// The rows, in the order in which they are gone through.
pub const ROWS: &[Row] = &[
    Row(Get, paths::PROVISION, P, Open(""), 8),
    Row(Get, paths::COVERAGE, P, Open(""), 8),
    Row(Get, paths::PROVISION_NEW, M, Open(""), 6),
    Row(Post, paths::PROVISION_NEW, M, Fill(BEGUN), 14),
    Row(Get, paths::PROVISION_ONE, P, Open(""), 8),
    Row(Get, paths::PROVISION_STEP, M, Open(""), 10),
    Row(Post, paths::PROVISION_STEP, M, Fill(SEAT), 14),
    Row(Get, api::PROVISION, API, Open(""), 8),
    Row(Get, api::COVERAGE, API, Open(""), 8),
    Row(Get, api::PROVISION_STEPS, API, Open(""), 4),
    Row(Post, api::PROVISION, MANAGER, Json(BEGUN_JSON), 14),
    Row(Get, api::PROVISION_ONE, API, Open(""), 8),
    Row(Post, api::PROVISION_FACTS, MANAGER, Json(SEAT_JSON), 20),
];

impl Scene {
    /// So many bodies.
    pub(super) async fn record_bodies(&self, bodies: usize) {
        for number in 0..bodies {
            self.body(&format!("Body {number}")).await;
        }
    }

    async fn body(&self, name: &str) -> ProvisionId {
        let step = ProvisionStep::BodyBegin;
        let texts = [("name", name), ("purpose", "It decides."), ("began", "2026-09-01")];
        let answers = texts.iter().fold(Answers::default(), |answers, (name, text)| {
            let field = step.field(name).expect("a field");
            answers.with(field.name, Answer::parse(field.shape, text).expect("an answer"))
        });
        let fact = ProvisionFact { step, answers };
        provision::begin(&self.town.app, &Town::viewer(Part::Manager), fact, None).await.expect("begun")
    }

    /// The whole address of a route that says by its query what is asked for; `None` for any other route.
    pub(super) async fn asked_for(&self, template: &str) -> Option<(String, i64)> {
        match self.cased(template).await {
            None => self.provided(template).await,
            found => found,
        }
    }

    /// The address of a route of bodies and services, and the version of it; `None` for any other route.
    async fn provided(&self, template: &str) -> Option<(String, i64)> {
        if template == paths::PROVISION_NEW {
            return Some((format!("{template}?kind=body"), 1));
        }
        if !template.contains("/provision/{id}") {
            return None;
        }
        let path = template.replace("{id}", &self.body("One more").await.to_string());
        let query = if template == paths::PROVISION_STEP { "?step=body_seat" } else { "" };
        Some((format!("{path}{query}"), 1))
    }
}
