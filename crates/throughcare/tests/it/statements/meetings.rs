//! The routes about meetings, and the meetings and actions that they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::meetings::{self, ArrangeMeeting, HoldMeeting, NewAction, NewGoal, Said, WhichGoal};
use domain::{
    ids::{ActionId, MeetingId},
    meeting::{Attendance, Came, MeetingKind, Minutes, Party, Progress, Setting},
    text::Line,
};
use std::collections::BTreeMap;
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const API: Who = Who::Program(Part::Practitioner);

const ARRANGED: &[(&str, &str)] = &[
    ("kind", "joint"),
    ("order", ""),
    ("day-day", "1"),
    ("day-month", "12"),
    ("day-year", "2026"),
    ("time", "10:30"),
    ("place", "Office"),
];
const MOVED: &[(&str, &str)] = &[
    ("day-day", "2"),
    ("day-month", "12"),
    ("day-year", "2026"),
    ("time", "10:30"),
    ("place", "Office"),
    ("asked_by", "person"),
];
const CAME: &[(&str, &str)] = &[
    ("came-person", "attended"),
    ("came-manager", "attended"),
    ("came-worker", "attended"),
    ("goal-0", "Dry until spring"),
    ("progress-person-0", "some"),
];
const HELD: &str = r#"{"person":"attended","manager":"attended","worker":"attended","goals":["Dry"]}"#;
const SHIFTED: &str = r#"{"starts":"2026-12-02T10:00:00Z","place":"Office","asked_by":"person"}"#;
const JOINT: &str = r#"{"kind":"joint","starts":"2026-12-01T10:00:00Z","place":"Office"}"#;

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::PERSON_MEETINGS, P, Open(""), 16),
    Row(Get, paths::MEETING_NEW, P, Open(""), 16),
    Row(Post, paths::MEETING_NEW, P, Fill(ARRANGED), 26),
    Row(Get, paths::MEETING, P, Open(""), 20),
    Row(Get, paths::MEETING_CALENDAR, P, Open(""), 20),
    Row(Get, paths::MEETING_RECORD, P, Open(""), 20),
    Row(Post, paths::MEETING_RECORD, P, Fill(CAME), 36),
    Row(Get, paths::MEETING_MOVE, P, Open(""), 20),
    Row(Post, paths::MEETING_MOVE, P, Fill(MOVED), 20),
    Row(Get, paths::MEETING_CANCEL, P, Open(""), 20),
    Row(Post, paths::MEETING_CANCEL, P, Fill(&[("why", "Snow")]), 20),
    Row(Get, paths::ACTION_END, P, Open(""), 14),
    Row(Post, paths::ACTION_END, P, Fill(&[("end", "done")]), 20),
    Row(Get, api::PERSON_MEETINGS, API, Open(""), 16),
    Row(Post, api::PERSON_MEETINGS, API, Json(JOINT), 26),
    Row(Get, api::MEETING, API, Open(""), 20),
    Row(Post, api::MEETING_MOVE, API, Json(SHIFTED), 32),
    Row(Post, api::MEETING_CANCEL, API, Json(r#"{"why":"Snow"}"#), 32),
    Row(Post, api::MEETING_HOLD, API, Json(HELD), 46),
    Row(Post, api::ACTION_END, API, Json(r#"{"end":"done"}"#), 20),
];

impl Scene {
    /// Lets meetings of the scene's person be held: each with a goal that two speak of and an action.
    pub(super) async fn hold_meetings(&self, rows: usize) {
        for _ in 0..rows {
            self.held_meeting().await;
        }
    }

    /// A meeting of today that is still to be held; its version is 1.
    pub(super) async fn meeting_for(&self) -> MeetingId {
        let app = &self.town.app;
        let setting = Setting { at: app.now(), place: Line::new("Office").expect("words") };
        let command = ArrangeMeeting {
            person: self.person,
            order: None,
            kind: MeetingKind::Joint,
            point: None,
            setting,
        };
        let viewer = Town::viewer(Part::Practitioner);
        meetings::arrange(app, &viewer, command, None).await.expect("a meeting")
    }

    /// An action that no meeting has carried yet; its version is 0.
    pub(super) async fn action_for(&self) -> ActionId {
        let held = self.held_meeting().await;
        let viewer = Town::viewer(Part::Practitioner);
        let opened = meetings::meeting(&self.town.app, &viewer, held).await.expect("the meeting");
        let own = opened.actions.iter().find(|action| action.agreed.meeting == held);
        own.expect("its action").agreed.id
    }

    async fn held_meeting(&self) -> MeetingId {
        let meeting = self.meeting_for().await;
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Practitioner));
        let line = |text: &str| Line::new(text).expect("words");
        let says = |party| Said { goal: WhichGoal::New(0), party, progress: Progress::Good, words: None };
        let attendance = Attendance::new(Came::Attended, Came::Attended, Came::Apologies);
        let command = HoldMeeting {
            meeting,
            seen: 1,
            minutes: Minutes { attendance, words: None, decisions: vec![line("Weekly key work")] },
            goals: vec![NewGoal { words: line("Dry until spring") }],
            voices: vec![says(Party::Person), says(Party::Worker)],
            actions: vec![NewAction { words: line("Ring"), who: Party::Manager, due: app.today() }],
            carried: BTreeMap::new(),
        };
        meetings::hold(app, &viewer, command).await.expect("held");
        meeting
    }
}
