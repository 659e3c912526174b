//! The routes about agencies that leave.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{AgencyOf, Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::departures::{self, RecordDeparture};
use domain::departure::DepartureReason;
use jiff::ToSpan;
use web::{
    Verb,
    paths::{self, api},
};

const C: Who = Who::Seat(Part::Coordinator);
const CORA: Who = Who::Program(Part::Coordinator);
const T: Who = Who::Seat(Part::TreatmentManager);
const TOM: Who = Who::Program(Part::TreatmentManager);
const NEW: &[(&str, &str)] = &[
    ("last_day-day", "31"),
    ("last_day-month", "3"),
    ("last_day-year", "2027"),
    ("reason", "closed"),
    ("heir", "00000000-0000-0000-0000-000000000105"),
    ("keeper", "00000000-0000-0000-0000-000000000105"),
];
const NEW_JSON: &str = r#"{"agency":"00000000-0000-0000-0000-000000000104","last_day":"2027-03-31","reason":"closed","heir":"00000000-0000-0000-0000-000000000105","keeper":"00000000-0000-0000-0000-000000000105"}"#;

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::DEPARTURES, C, Open(""), 6),
    Row(Get, paths::DEPARTURE_CHOOSE, C, Open(""), 6),
    Row(Get, paths::DEPARTURE_NEW, C, Open(""), 8),
    Row(Post, paths::DEPARTURE_NEW, C, Fill(NEW), 22),
    Row(Get, paths::DEPARTURE, C, Open(""), 8),
    Row(Get, paths::DEPARTURE_CHECKLIST, T, Open(""), 10),
    Row(Post, paths::DEPARTURE_CHECKLIST, T, Fill(&[]), 12),
    Row(Get, paths::DEPARTURE_CALL_OFF, C, Open(""), 9),
    Row(Post, paths::DEPARTURE_CALL_OFF, C, Fill(&[("why", "It stays")]), 12),
    Row(Get, api::DEPARTURES, CORA, Open(""), 6),
    Row(Post, api::DEPARTURES, CORA, Json(NEW_JSON), 18),
    Row(Get, api::DEPARTURE_NEW, CORA, Open(""), 7),
    Row(Get, api::DEPARTURE, CORA, Open(""), 8),
    Row(Get, api::DEPARTURE_CHECKLIST, TOM, Open(""), 10),
    Row(Post, api::DEPARTURE_CHECKLIST, TOM, Json(r#"{"person":"PERSON","id":"OPEN_ITEM"}"#), 10),
    Row(Post, api::DEPARTURE_CALL_OFF, CORA, Json(r#"{"why":"It stays"}"#), 11),
];

impl Scene {
    /// What is sent, with the id of something that is open where it names one.
    pub(super) async fn with_open_item(&self, body: String) -> String {
        if body.contains("OPEN_ITEM") {
            body.replace("OPEN_ITEM", &self.refer(self.person).await.to_string())
        } else {
            body
        }
    }

    /// What a route about departures is about: an agency whose last day nobody has recorded, or a last day recorded anew; `None` for
    /// any other route.
    pub(super) async fn departing(&self, template: &str) -> Option<String> {
        if template.contains("/departures/new/{id}") {
            let agency = if template.starts_with("/api") { AgencyOf::Probation } else { AgencyOf::Police };
            return Some(agency.id().to_string());
        }
        if !template.contains("/departures/{id}") {
            return None;
        }
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Coordinator));
        if template == paths::DEPARTURE_CHECKLIST {
            self.refer(self.person).await;
        }
        let standing = departures::departures(app, &viewer).await.expect("departures");
        let open = standing
            .iter()
            .find(|one| one.may_call_off && one.record.departure.agency == AgencyOf::Alcohol.id());
        if let Some(one) = open {
            return Some(one.record.departure.id.to_string());
        }
        let command = RecordDeparture {
            agency: AgencyOf::Alcohol.id(),
            service: None,
            last_day: app.today() + 30.days(),
            reason: DepartureReason::Closed,
            words: None,
            takes_over: Vec::new(),
            heir: Some(AgencyOf::Liaison.id()),
            keeper: Some(AgencyOf::Liaison.id()),
        };
        let id = departures::record(app, &viewer, command, None).await.expect("recorded");
        Some(id.to_string())
    }
}
