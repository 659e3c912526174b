//! The routes of plans, and what they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::plans::{self, BeginStrand, NewStep, StrandMove};
use domain::{
    ids::{PersonId, StrandId},
    plan::Topic,
    text::Line,
};
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const API: Who = Who::Program(Part::Practitioner);
const BEGUN: &[(&str, &str)] = &[("topic", "tenancy"), ("aim", "A flat of her own")];
const AGREED: &[(&str, &str)] = &[
    ("words", "Bid for a flat"),
    ("by_the_person", "no"),
    ("who", "me"),
    ("due-day", "1"),
    ("due-month", "12"),
    ("due-year", "2026"),
];
const SAID: &[(&str, &str)] =
    &[("view", "agreed"), ("day-day", "24"), ("day-month", "11"), ("day-year", "2026")];
const MOVED: &[(&str, &str)] =
    &[("became", "moved"), ("due-day", "9"), ("due-month", "12"), ("due-year", "2026")];
const CLOSED: &[(&str, &str)] = &[("outcome", "reached"), ("words", "Moved in.")];

/// The rows, in the order in which they are gone through.
pub const ROWS: &[Row] = &[
    Row(Get, paths::PERSON_PLAN, P, Open(""), 22),
    Row(Get, paths::STRAND_NEW, P, Open(""), 20),
    Row(Post, paths::STRAND_NEW, P, Fill(BEGUN), 30),
    Row(Get, paths::PLAN_VIEW, P, Open(""), 20),
    Row(Post, paths::PLAN_VIEW, P, Fill(SAID), 40),
    Row(Get, paths::STRAND, P, Open(""), 22),
    Row(Get, paths::STRAND_AGREE, P, Open(""), 22),
    Row(Post, paths::STRAND_AGREE, P, Fill(AGREED), 40),
    Row(Get, paths::STRAND_STEP, P, Open(""), 22),
    Row(Post, paths::STRAND_STEP, P, Fill(MOVED), 40),
    Row(Get, paths::STRAND_PROGRESS, P, Open(""), 22),
    Row(Post, paths::STRAND_PROGRESS, P, Fill(&[("words", "Went to a viewing.")]), 40),
    Row(Get, paths::STRAND_CLOSE, P, Open(""), 22),
    Row(Post, paths::STRAND_CLOSE, P, Fill(CLOSED), 40),
    Row(Get, api::PERSON_PLAN, API, Open(""), 22),
    Row(Post, api::PERSON_STRANDS, API, Json(r#"{"topic":"debt","aim":"Debts in order"}"#), 30),
    Row(Post, api::PERSON_PLAN_VIEWS, API, Json(r#"{"view":"agreed","day":"2026-11-24"}"#), 40),
    Row(Get, api::STRAND, API, Open(""), 22),
    Row(Post, api::STRAND_FACTS, API, Json(r#"{"step":"progress","words":"Went to a viewing."}"#), 50),
];

impl Scene {
    /// So many strands on the record that rows are gone through on.
    pub(super) async fn plan(&self, strands: usize) {
        for _ in 0..strands {
            self.strand_of(self.person).await;
        }
    }

    /// A strand of somebody else, begun anew, with a step that is open or done.
    pub(super) async fn stranded(&self, done: bool) -> String {
        let person = self.town.person_of(Part::Practitioner, "Mister", "X").await;
        let id = self.strand_of(person).await;
        if done {
            let (app, viewer) = (&self.town.app, Town::viewer(Part::Practitioner));
            let opened = plans::strand(app, &viewer, id).await.expect("a strand");
            let step = opened.line.strand.steps().first().map(|step| step.id).expect("a step");
            plans::step(app, &viewer, id, 1, StrandMove::Done(step, None)).await.expect("done");
        }
        id.to_string()
    }

    async fn strand_of(&self, person: PersonId) -> StrandId {
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Practitioner));
        let aim = Line::new("A flat of her own").expect("words");
        let command =
            BeginStrand { person, topic: Topic::Tenancy, aim, need: None, strengths: None, quote: None };
        let id = plans::begin(app, &viewer, command, None).await.expect("begun");
        let step = NewStep {
            words: Line::new("Bid for a flat").expect("words"),
            who: plans::Who::Myself,
            by_the_person: false,
            due: app.today(),
        };
        plans::step(app, &viewer, id, 0, StrandMove::Agree(step)).await.expect("agreed");
        id
    }
}
