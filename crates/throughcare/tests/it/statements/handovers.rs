//! The routes about handing a person over to probation.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::handovers::{self, HandOver};
use domain::{ids::CaseHandoverId, text::Line};
use web::{
    Verb,
    paths::{self, api},
};

const L: Who = Who::Seat(Part::Liaison);
const M: Who = Who::Seat(Part::Manager);
const LIAISON: Who = Who::Program(Part::Liaison);
const MANAGER: Who = Who::Program(Part::Manager);
const TO: &[(&str, &str)] = &[("agency", "00000000-0000-0000-0000-000000000101")];
const DECLINE: &[(&str, &str)] = &[("step", "decline"), ("reason", "Lives elsewhere")];

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::HANDOVER_NEW, L, Open(""), 10),
    Row(Post, paths::HANDOVER_NEW, L, Fill(TO), 24),
    Row(Get, paths::HANDOVER, L, Open(""), 13),
    Row(Get, paths::HANDOVER_ANSWER, M, Open(""), 13),
    Row(Post, paths::HANDOVER_ANSWER, M, Fill(DECLINE), 25),
    Row(Get, paths::HANDOVER_WITHDRAW, L, Open(""), 13),
    Row(Post, paths::HANDOVER_WITHDRAW, L, Fill(&[("reason", "Wrong team")]), 20),
    Row(
        Post,
        api::PERSON_HANDOVERS,
        LIAISON,
        Json(r#"{"agency":"00000000-0000-0000-0000-000000000101"}"#),
        24,
    ),
    Row(Get, api::HANDOVER, MANAGER, Open(""), 13),
    Row(Post, api::HANDOVER_ANSWER, MANAGER, Json(r#"{"answer":"decline","reason":"Lives elsewhere"}"#), 24),
    Row(Post, api::HANDOVER_WITHDRAW, LIAISON, Json(r#"{"reason":"Wrong team"}"#), 20),
];

impl Scene {
    /// The id of what a route about handovers is about, made anew; `None` for any other route.
    pub(super) async fn handed(&self, template: &str) -> Option<String> {
        let about = |folder: &str| template.contains(folder);
        if about("/people/{id}/hand-over") || template == api::PERSON_HANDOVERS {
            return Some(self.town.person_of(Part::Liaison, "Mister", "X").await.to_string());
        }
        if !about("/handovers/{id}") {
            return None;
        }
        Some(self.handover().await.to_string())
    }

    async fn handover(&self) -> CaseHandoverId {
        let person = self.town.person_of(Part::Liaison, "Mister", "X").await;
        let words = Some(Line::new("Ring after four").expect("words"));
        let command = HandOver { person, to: Part::Manager.agency().id(), words };
        let viewer = Town::viewer(Part::Liaison);
        handovers::hand_over(&self.town.app, &viewer, command, None).await.expect("handed over")
    }
}
