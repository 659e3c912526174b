//! The routes of risk flags, and what they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::risks::{self, RaiseRisk};
use domain::{
    risk::{RiskKind, RiskSource},
    text::Prose,
};
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const API: Who = Who::Program(Part::Practitioner);
const RAISED: &[(&str, &str)] =
    &[("kind", "staff"), ("detail", "Keeps a dog."), ("source", "own_work"), ("rises", "no")];
const SENT: &str = r#"{"kind":"staff","detail":"Keeps a dog.","source":"own_work","rises":false}"#;
const OVER: &str = r#"{"found":"over","words":"The dog is gone.","seen":0}"#;

/// The rows, in the order in which they are gone through.
pub const ROWS: &[Row] = &[
    Row(Get, paths::PERSON_RISKS, P, Open(""), 20),
    Row(Get, paths::RISK_NEW, P, Open(""), 20),
    Row(Post, paths::RISK_NEW, P, Fill(RAISED), 40),
    Row(Get, paths::RISK_REVIEW, P, Open(""), 20),
    Row(Post, paths::RISK_REVIEW, P, Fill(&[("found", "holds"), ("words", "It is there.")]), 40),
    Row(Get, api::PERSON_RISKS, API, Open(""), 20),
    Row(Post, api::PERSON_RISKS, API, Json(SENT), 40),
    Row(Post, api::RISK_REVIEWS, API, Json(OVER), 40),
];

impl Scene {
    /// A flag about somebody else, raised anew.
    pub(super) async fn flagged(&self) -> String {
        let person = self.town.person_of(Part::Practitioner, "Mister", "X").await;
        let command = RaiseRisk {
            person,
            kind: RiskKind::Staff,
            detail: Prose::new("Keeps a dog.").expect("words"),
            source: RiskSource::OwnWork,
            review: None,
            rises: false,
        };
        let viewer = Town::viewer(Part::Practitioner);
        risks::raise(&self.town.app, &viewer, command, None).await.expect("raised").id.to_string()
    }
}
