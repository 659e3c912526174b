//! The routes of casework, and what they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{AgencyOf, Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::casework;
use domain::{
    casework::{Answer, Answers, PieceFact, PieceStep},
    ids::{PersonId, PieceId},
    step::Step as _,
};
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const API: Who = Who::Program(Part::Practitioner);
const BEGUN: &[(&str, &str)] = &[
    ("release-day", "18"),
    ("release-month", "12"),
    ("release-year", "2026"),
    ("prison", "HMP Northmoor"),
    ("length", "short"),
    ("lead", "00000000-0000-0000-0000-000000000101"),
];
const BEGUN_JSON: &str = r#"{"kind":"carer","answers":{"name":"Bo","relation":"partner","part":"Walks with them","permitted":"2026-11-20","how":"spoken"}}"#;
const BED_JSON: &str = r#"{"step":"release_bed","answers":{"bed":"Quay House"}}"#;

/// The rows, in the order in which they are gone through.
pub const ROWS: &[Row] = &[
    Row(Get, paths::CASEWORK, P, Open("?kind=release"), 12),
    Row(Get, paths::PERSON_CASEWORK, P, Open(""), 16),
    Row(Get, paths::PIECE_NEW, P, Open(""), 16),
    Row(Post, paths::PIECE_NEW, P, Fill(BEGUN), 30),
    Row(Get, paths::PIECE, P, Open(""), 18),
    Row(Get, paths::PIECE_STEP, P, Open(""), 18),
    Row(Post, paths::PIECE_STEP, P, Fill(&[("bed", "Quay House")]), 30),
    Row(Get, paths::PIECE_PAPER, P, Open(""), 18),
    Row(Get, paths::PIECE_PAPER_PDF, P, Open(""), 18),
    Row(Get, api::CASEWORK, API, Open("?kind=release"), 12),
    Row(Get, api::CASEWORK_STEPS, API, Open(""), 4),
    Row(Get, api::PERSON_CASEWORK, API, Open(""), 16),
    Row(Post, api::PERSON_CASEWORK, API, Json(BEGUN_JSON), 30),
    Row(Get, api::PIECE, API, Open(""), 18),
    Row(Post, api::PIECE_FACTS, API, Json(BED_JSON), 40),
];

impl Scene {
    /// So many releases on the record that rows are gone through on, and as many of other people.
    pub(super) async fn prepare_releases(&self, releases: usize) {
        for number in 0..releases {
            self.released(self.person).await;
            let person = self.town.person_of(Part::Practitioner, "Free", &format!("Number{number}")).await;
            self.released(person).await;
        }
    }

    async fn released(&self, person: PersonId) -> PieceId {
        let (app, step) = (&self.town.app, PieceStep::ReleaseBegin);
        let probation = AgencyOf::Probation.id().to_string();
        let texts = [
            ("release", "2026-12-18"),
            ("prison", "HMP Northmoor"),
            ("length", "short"),
            ("lead", &*probation),
        ];
        let answers = texts.iter().fold(Answers::default(), |answers, (name, text)| {
            let field = step.field(name).expect("a field");
            answers.with(field.name, Answer::parse(field.shape, text).expect("an answer"))
        });
        let fact = PieceFact { step, answers };
        casework::begin(app, &Town::viewer(Part::Practitioner), person, fact, None).await.expect("begun")
    }

    /// The address of a route of casework, and the version of the piece; `None` for any other route.
    pub(super) async fn cased(&self, template: &str) -> Option<(String, i64)> {
        if template == paths::PIECE_NEW {
            let path = template.replace("{id}", &self.person.to_string());
            return Some((format!("{path}?kind=release"), 1));
        }
        if !template.contains("/casework/{id}") {
            return None;
        }
        let person = self.town.person_of(Part::Practitioner, "Mister", "X").await;
        let path = template.replace("{id}", &self.released(person).await.to_string());
        let query = if template == paths::PIECE_STEP { "?step=release_bed" } else { "" };
        Some((format!("{path}{query}"), 1))
    }
}
