//! The routes of scores, and what they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::scores::{self, Put, RecordScore};
use domain::reoffending_score::{RecordedSex, ScoreDays, offence_weight::OffenceCode};
use jiff::civil::date;
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const API: Who = Who::Program(Part::Practitioner);

const TYPED: &[(&str, &str)] = &[
    ("assessed_on-day", "1"),
    ("assessed_on-month", "3"),
    ("assessed_on-year", "2021"),
    ("convicted-day", "1"),
    ("convicted-month", "3"),
    ("convicted-year", "2021"),
    ("counted_from-day", "1"),
    ("counted_from-month", "3"),
    ("counted_from-year", "2021"),
    ("sex", "male"),
    ("first_age", "17"),
    ("sanctions", "4"),
    ("predictor", "ogrs3"),
    ("offence_code", "046/00"),
];
const SENT: &str = r#"{"predictor":"arp","assessed_on":"2021-03-01","convicted":"2021-03-01","counted_from":"2021-03-01","sex":"male","first_age":17,"sanctions":4,"offence":"theft"}"#;

/// The rows, in the order in which they are gone through.
pub const ROWS: &[Row] = &[
    Row(Get, paths::PERSON_SCORES, P, Open(""), 20),
    Row(Get, paths::SCORE_NEW, P, Open(""), 20),
    Row(Post, paths::SCORE_NEW, P, Fill(TYPED), 30),
    Row(Get, paths::SCORE, P, Open(""), 20),
    Row(Get, api::PERSON_SCORES, API, Open(""), 20),
    Row(Post, api::PERSON_SCORES, API, Json(SENT), 30),
    Row(Get, api::SCORE, API, Open(""), 20),
];

impl Scene {
    /// So many scores on the record that rows are gone through on.
    pub(super) async fn score(&self, scores: usize) {
        for _ in 0..scores {
            self.computed(self.person).await;
        }
    }

    /// A score of somebody else, made anew.
    pub(super) async fn scored(&self) -> String {
        let person = self.town.person_of(Part::Practitioner, "Mister", "X").await;
        self.computed(person).await
    }

    async fn computed(&self, person: domain::ids::PersonId) -> String {
        let day = date(2021, 3, 1);
        let command = RecordScore {
            person,
            days: ScoreDays { assessed: day, convicted: day, counted_from: day },
            sex: RecordedSex::Male,
            first_age: 17,
            sanctions: 4,
            put: Put::Ogrs3(OffenceCode::parse("046/00").expect("a code")),
            supersedes: None,
        };
        let viewer = Town::viewer(Part::Practitioner);
        scores::record(&self.town.app, &viewer, command, None).await.expect("recorded").to_string()
    }
}
