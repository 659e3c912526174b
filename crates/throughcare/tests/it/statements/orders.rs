//! The routes about orders, and the orders and failures that they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open, Plain};
use app::{
    enforcement::{self, NewFailure},
    orders::{self, MakeOrder, NewRequirement},
};
use domain::{
    ids::{FailureId, OrderId},
    lead::Nation,
    order::OrderKind,
    requirement::LawDates,
    text::Line,
};
use jiff::ToSpan;
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const W: Who = Who::Seat(Part::Worker);
const M: Who = Who::Seat(Part::Manager);
const API: Who = Who::Program(Part::Practitioner);
const PROVIDER: Who = Who::Program(Part::Worker);
const MANAGER: Who = Who::Program(Part::Manager);

const BASICS: &[(&str, &str)] = &[
    ("kind", "community"),
    ("nation", "england"),
    ("made-day", "20"),
    ("made-month", "11"),
    ("made-year", "2026"),
    ("ends-day", "20"),
    ("ends-month", "11"),
    ("ends-year", "2027"),
];
const CONDITIONS: &[(&str, &str)] = &[
    ("evidence-ATR-dependent", "AUDIT 28"),
    ("assessor-ATR-dependent", "Nurse"),
    ("day-ATR-dependent-day", "20"),
    ("day-ATR-dependent-month", "11"),
    ("day-ATR-dependent-year", "2026"),
    ("evidence-ATR-treatable", "AUDIT 28"),
    ("assessor-ATR-treatable", "Nurse"),
    ("day-ATR-treatable-day", "20"),
    ("day-ATR-treatable-month", "11"),
    ("day-ATR-treatable-year", "2026"),
    ("evidence-ATR-arranged", "Letter"),
    ("assessor-ATR-arranged", "Nurse"),
    ("day-ATR-arranged-day", "20"),
    ("day-ATR-arranged-month", "11"),
    ("day-ATR-arranged-year", "2026"),
    ("evidence-ATR-willing", "Said so"),
    ("assessor-ATR-willing", "Nurse"),
    ("day-ATR-willing-day", "20"),
    ("day-ATR-willing-month", "11"),
    ("day-ATR-willing-year", "2026"),
];
const LEAD: &[(&str, &str)] = &[
    ("activity", "treatment"),
    ("agency", "00000000-0000-0000-0000-000000000102"),
    ("reason", "They have a place"),
];
const FAILURE: &[(&str, &str)] =
    &[("day-day", "24"), ("day-month", "11"), ("day-year", "2026"), ("what", "Did not attend")];
const OUTCOME: &[(&str, &str)] = &[
    ("kind", "accommodation"),
    ("answer", "yes"),
    ("day-day", "24"),
    ("day-month", "11"),
    ("day-year", "2026"),
];
const HANDOVER: &[(&str, &str)] = &[
    ("going_well", "I sleep."),
    ("goes_on", "Group."),
    ("if_hard", "Ring Wanda."),
    ("contact", "01632 960123"),
];

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::ORDER_NEW, P, Open(""), 12),
    Row(Post, paths::ORDER_NEW, P, Fill(BASICS), 14),
    Row(Get, paths::ORDER_NEW_REQUIREMENTS, P, Open(""), 12),
    Row(Post, paths::ORDER_NEW_REQUIREMENTS, P, Fill(&[("amount-ATR", "6")]), 14),
    Row(Get, paths::ORDER_NEW_CONDITIONS, P, Open(""), 12),
    Row(Post, paths::ORDER_NEW_CONDITIONS, P, Fill(CONDITIONS), 14),
    Row(Get, paths::ORDER_NEW_CHECK, P, Open(""), 12),
    Row(Post, paths::ORDER_NEW_CHECK, P, Fill(&[]), 60),
    Row(Get, paths::ORDER_STEP, P, Open("?step=serve"), 34),
    Row(Post, paths::ORDER_STEP, P, Fill(&[("recipient", "person")]), 60),
    Row(Get, paths::ORDER_REQUIREMENT, P, Open(""), 26),
    Row(Post, paths::ORDER_REQUIREMENT, P, Fill(&[("step", "refer")]), 60),
    Row(Get, paths::ORDER_LEAD, P, Open(""), 34),
    Row(Post, paths::ORDER_LEAD, P, Fill(LEAD), 60),
    Row(Get, paths::ORDER_CADENCE, P, Open(""), 26),
    Row(
        Post,
        paths::ORDER_CADENCE,
        P,
        Fill(&[("trigger", "change"), ("change", "raise"), ("words", "Lost his tenancy")]),
        60,
    ),
    Row(Get, paths::ORDER_FAILURE, P, Open(""), 26),
    Row(Post, paths::ORDER_FAILURE, P, Fill(FAILURE), 40),
    Row(Get, paths::ORDER_TELL, P, Open(""), 26),
    Row(Post, paths::ORDER_TELL, P, Fill(&[("contact", "Duty desk")]), 60),
    Row(Post, paths::ORDER_ACKNOWLEDGE, W, Plain, 30),
    Row(Get, paths::ORDER_OUTCOME, P, Open(""), 30),
    Row(Post, paths::ORDER_OUTCOME, P, Fill(OUTCOME), 60),
    Row(Get, paths::ORDER_HANDOVER, P, Open(""), 26),
    Row(Get, paths::ORDER_HANDOVER_WRITE, P, Open(""), 27),
    Row(Post, paths::ORDER_HANDOVER_WRITE, P, Fill(HANDOVER), 40),
    Row(Get, paths::ORDER_END, P, Open(""), 26),
    Row(Post, paths::ORDER_END, P, Fill(&[("end", "expired"), ("contact", "Duty desk")]), 90),
    Row(Get, paths::ORDER_SCHEME, P, Open(""), 29),
    Row(Post, paths::ORDER_SCHEME, P, Fill(&[]), 50),
    Row(Get, paths::LATE_STARTS, M, Open(""), 9),
    Row(Get, paths::FAILURE, P, Open(""), 20),
    Row(Get, paths::FAILURE_STEP, P, Open(""), 21),
    Row(Post, paths::FAILURE_STEP, P, Fill(&[]), 40),
    Row(Get, api::PERSON_ORDERS, API, Open(""), 24),
    Row(
        Post,
        api::PERSON_ORDERS,
        API,
        Json(
            r#"{"kind":"community","made":"2026-11-20","ends":"2027-11-20","requirements":[{"code":"RAR","amount":20}]}"#,
        ),
        50,
    ),
    Row(Post, api::PERSON_WILLINGNESS, API, Json(r#"{"kind":"ATR","willing":true,"day":"2026-11-24"}"#), 12),
    Row(Get, api::REQUIREMENT_KINDS, API, Open("?kind=community&made=2026-11-20"), 4),
    Row(Get, api::ORDER, API, Open(""), 26),
    Row(Post, api::ORDER_STEPS, API, Json(r#"{"step":"serve","recipient":"person"}"#), 30),
    Row(Post, api::ORDER_REQUIREMENTS, API, Json(r#"{"requirement":"REQUIREMENT","step":"refer"}"#), 30),
    Row(
        Post,
        api::ORDER_LEADS,
        API,
        Json(
            r#"{"activity":"treatment","agency":"00000000-0000-0000-0000-000000000102","reason":"They have a place"}"#,
        ),
        30,
    ),
    Row(Post, api::ORDER_CADENCE, API, Json(r#"{"trigger":"change","words":"Lost his tenancy"}"#), 30),
    Row(Post, api::ORDER_FAILURES, API, Json(r#"{"day":"2026-11-24","what":"Did not attend"}"#), 30),
    Row(Get, api::FAILURE, API, Open(""), 20),
    Row(Post, api::FAILURE_STEPS, API, Json(r#"{"step":"reject","words":"No reason."}"#), 45),
    Row(Post, api::ORDER_NOTICES, API, Json(r#"{"contact":"Duty desk"}"#), 40),
    Row(Post, api::ORDER_ACKNOWLEDGE, PROVIDER, Json(""), 30),
    Row(
        Post,
        api::ORDER_OUTCOMES,
        API,
        Json(r#"{"kind":"employment","answer":"no","day":"2026-11-24"}"#),
        30,
    ),
    Row(
        Post,
        api::ORDER_HANDOVER,
        API,
        Json(r#"{"going_well":"I sleep.","goes_on":"Group.","if_hard":"Ring.","contact":"01632 960123"}"#),
        30,
    ),
    Row(Post, api::ORDER_END, API, Json(r#"{"end":"expired","contact":"Duty desk"}"#), 60),
    Row(Get, api::SCHEMES, API, Open(""), 4),
    Row(Post, api::ORDER_ELIGIBILITY, API, Json(r#"{"scheme":"S4C","facts":{}}"#), 25),
    Row(Get, api::LATE_STARTS, MANAGER, Open(""), 9),
];

impl Scene {
    /// An order of today of the scene's person, in the state that the route needs.
    pub(super) async fn order_for(&self, template: &str) -> OrderId {
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Practitioner));
        let made = app.today();
        let command = MakeOrder {
            person: self.person,
            kind: OrderKind::Community,
            court: None,
            offence: None,
            dates: LawDates { offence: None, convicted: None, made },
            ends: made.saturating_add(1.year()),
            operational_ends: None,
            nation: Nation::England,
            requirements: vec![NewRequirement {
                code: "RAR".into(),
                amount: 20,
                conditions: vec![],
                provider: None,
            }],
            high_risk: false,
            triggers: vec![],
            allocate_to: None,
        };
        let order = orders::make(app, &viewer, command, None).await.expect("an order");
        if template.ends_with("/acknowledge") {
            let contact = Line::new("Duty desk").expect("words");
            orders::tell_agencies(app, &viewer, order, 0, contact).await.expect("told");
        }
        order
    }

    /// A failure to comply with such an order.
    pub(super) async fn failure(&self) -> FailureId {
        let order = self.order_for("").await;
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Practitioner));
        let what = Line::new("Did not attend").expect("words");
        let new = NewFailure { order, day: app.today(), what, offered: None };
        enforcement::record(app, &viewer, new, None).await.expect("a failure")
    }
}
