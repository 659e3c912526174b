//! The routes about secondments, and for which agency somebody acts.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{AgencyOf, Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::secondments::{self, Propose};
use domain::{
    account::Email,
    ids::SecondmentId,
    role::{Role, Roles},
};
use jiff::ToSpan;
use web::{
    Verb,
    paths::{self, api},
};

const M: Who = Who::Seat(Part::Manager);
const T: Who = Who::Seat(Part::TreatmentManager);
const P: Who = Who::Seat(Part::Practitioner);
const MANAGER: Who = Who::Program(Part::Manager);
const TREATMENT: Who = Who::Program(Part::TreatmentManager);
const NEW: &[(&str, &str)] = &[
    ("email", "colin@probation.example"),
    ("host", "00000000-0000-0000-0000-000000000102"),
    ("roles", "specialist"),
    ("from-day", "24"),
    ("from-month", "11"),
    ("from-year", "2026"),
    ("until-day", "31"),
    ("until-month", "3"),
    ("until-year", "2027"),
];
const NEW_JSON: &str = r#"{"email":"colin@probation.example","host":"00000000-0000-0000-0000-000000000102","roles":["specialist"],"from":"2026-11-24","until":"2027-03-31"}"#;

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::SECONDMENTS, M, Open(""), 5),
    Row(Get, paths::SECONDMENT_NEW, M, Open(""), 4),
    Row(Post, paths::SECONDMENT_NEW, M, Fill(NEW), 10),
    Row(Get, paths::SECONDMENT, M, Open(""), 5),
    Row(Get, paths::SECONDMENT_ANSWER, T, Open(""), 6),
    Row(Post, paths::SECONDMENT_ANSWER, T, Fill(&[("step", "agree")]), 10),
    Row(Get, paths::ACTING_FOR, P, Open(""), 5),
    Row(Post, paths::ACTING_FOR, P, Fill(&[("acts_for", "home")]), 7),
    Row(Get, api::SECONDMENTS, MANAGER, Open(""), 5),
    Row(Post, api::SECONDMENTS, MANAGER, Json(NEW_JSON), 9),
    Row(Get, api::SECONDMENT, MANAGER, Open(""), 5),
    Row(Post, api::SECONDMENT_ANSWER, TREATMENT, Json(r#"{"step":"agree"}"#), 9),
    Row(Get, api::ACTING_FOR, P, Open(""), 5),
    Row(Post, api::ACTING_FOR, P, Json(r#"{"secondment":null}"#), 7),
];

impl Scene {
    /// The id of a secondment that waits for an answer, made anew; `None` for any other route.
    pub(super) async fn seconded(&self, template: &str) -> Option<String> {
        if !template.contains("/secondments/{id}") {
            return None;
        }
        let town = &self.town;
        let today = town.app.today();
        let command = Propose {
            email: Email::new(Part::Colleague.email()).expect("an address"),
            host: AgencyOf::Alcohol.id(),
            roles: Roles::of(&[Role::Specialist]),
            from: today,
            until: today + 30.days(),
        };
        let viewer = Town::viewer(Part::Manager);
        let id: SecondmentId =
            secondments::propose(&town.app, &viewer, command, None).await.expect("proposed");
        Some(id.to_string())
    }
}
