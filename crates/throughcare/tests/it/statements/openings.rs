//! The routes about questions, disclosures, emergencies, the room of a meeting, and who may open a record.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open, Plain};
use app::{
    accounts::Signed,
    meetings::{self, ArrangeMeeting},
    openings::{self, AskQuestion, Disclose, OpenInEmergency},
    restrictions::{self, Bar, KeepApart, SetLimit},
};
use domain::{
    agency::Agency,
    ids::{DisclosureId, MeetingId, OpeningId, QuestionId},
    meeting::{MeetingKind, Setting},
    one_off::{Aim, ConsentSaid, Factors, Ground},
    opening::EmergencyReason,
    restriction::{BarReason, LimitReason},
    section::Section,
    text::{Line, Prose},
};
use jiff::ToSpan;
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const W: Who = Who::Seat(Part::Worker);
const C: Who = Who::Seat(Part::Colleague);
const L: Who = Who::Seat(Part::Lead);
const M: Who = Who::Seat(Part::Manager);
const API: Who = Who::Program(Part::Practitioner);
const WORKER: Who = Who::Program(Part::Worker);
const COLLEAGUE: Who = Who::Program(Part::Colleague);
const MANAGER: Who = Who::Program(Part::Manager);

const ASK: &[(&str, &str)] = &[
    ("agency", "00000000-0000-0000-0000-000000000102"),
    ("section", "risk"),
    ("words", "Is there a risk to staff?"),
];
const DISCLOSE: &[(&str, &str)] = &[
    ("agency", "00000000-0000-0000-0000-000000000103"),
    ("sections", "risk"),
    ("aims", "manage_risk"),
    ("ground", "duty"),
    ("duty", "Care Act 2014, section 45"),
    ("method", "In writing"),
    ("until-day", "1"),
    ("until-month", "12"),
    ("until-year", "2026"),
];
const EMERGENCY: &[(&str, &str)] =
    &[("reason", "medical"), ("words", "Collapsed"), ("sections", "notes"), ("code", "CODE")];
const REVIEW: &[(&str, &str)] = &[("outcome", "justified"), ("words", "A life was saved")];
const LIMIT: &[(&str, &str)] = &[("named", "00000000-0000-0000-0000-000000000209"), ("reason", "operation")];
const APART: &[(&str, &str)] =
    &[("step", "keep"), ("reference", "TWIN"), ("contact", "00000000-0000-0000-0000-000000000209")];
const COLIN: &[(&str, &str)] = &[("account", "00000000-0000-0000-0000-000000000202"), ("reason", "conflict")];
const DISCLOSE_JSON: &str = r#"{"agency":"00000000-0000-0000-0000-000000000103","sections":["risk"],"aims":["manage_risk"],"duty":{"duty":"Care Act 2014, section 45","method":"In writing"},"until":"2026-12-01"}"#;

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::PERSON_OPENINGS, P, Open(""), 16),
    Row(Get, paths::PERSON_ASK, P, Open(""), 24),
    Row(Post, paths::PERSON_ASK, P, Fill(ASK), 40),
    Row(Get, paths::QUESTION, P, Open(""), 18),
    Row(Get, paths::QUESTION_ANSWER, W, Open(""), 18),
    Row(Post, paths::QUESTION_ANSWER, W, Fill(&[("step", "decline"), ("reason", "Not ours")]), 28),
    Row(Get, paths::PERSON_DISCLOSE, P, Open(""), 14),
    Row(Post, paths::PERSON_DISCLOSE, P, Fill(DISCLOSE), 44),
    Row(Get, paths::DISCLOSURE, P, Open(""), 16),
    Row(Get, paths::DISCLOSURE_STEP, C, Open(""), 16),
    Row(Post, paths::DISCLOSURE_STEP, C, Fill(&[("step", "confirm")]), 32),
    Row(Get, paths::PERSON_EMERGENCY, P, Open(""), 14),
    Row(Post, paths::PERSON_EMERGENCY, P, Fill(EMERGENCY), 28),
    Row(Get, paths::EMERGENCIES, L, Open(""), 10),
    Row(Get, paths::EMERGENCY, L, Open(""), 12),
    Row(Get, paths::EMERGENCY_REVIEW, L, Open(""), 12),
    Row(Post, paths::EMERGENCY_REVIEW, L, Fill(REVIEW), 16),
    Row(Post, paths::EMERGENCY, P, Plain, 16),
    Row(Get, paths::MEETING_ROOM, P, Open(""), 16),
    Row(Post, paths::MEETING_ROOM, P, Fill(&[("sections", "plan")]), 22),
    Row(Get, paths::PERSON_RESTRICTIONS, M, Open(""), 18),
    Row(Get, paths::PERSON_LIMIT, M, Open(""), 18),
    Row(Post, paths::PERSON_LIMIT, M, Fill(LIMIT), 30),
    Row(Get, paths::PERSON_LIMIT_LIFT, M, Open(""), 18),
    Row(Post, paths::PERSON_LIMIT_LIFT, M, Fill(&[("reason", "Over")]), 20),
    Row(Get, paths::PERSON_BAR, M, Open(""), 18),
    Row(Post, paths::PERSON_BAR, M, Fill(COLIN), 20),
    Row(Get, paths::PERSON_READMIT, M, Open(""), 18),
    Row(Post, paths::PERSON_READMIT, M, Fill(&[("account", "00000000-0000-0000-0000-000000000202")]), 18),
    Row(Get, api::PERSON_OPENINGS, API, Open(""), 16),
    Row(
        Post,
        api::PERSON_QUESTIONS,
        API,
        Json(
            r#"{"agency":"00000000-0000-0000-0000-000000000102","section":"risk","words":"Seen this week?"}"#,
        ),
        38,
    ),
    Row(Get, api::QUESTION, API, Open(""), 18),
    Row(Post, api::QUESTION_ANSWER, WORKER, Json(r#"{"reply":"decline","reason":"Not ours"}"#), 28),
    Row(Post, api::PERSON_DISCLOSURES, API, Json(DISCLOSE_JSON), 36),
    Row(Get, api::DISCLOSURE, API, Open(""), 16),
    Row(Post, api::DISCLOSURE_STEP, COLLEAGUE, Json(r#"{"step":"confirm"}"#), 32),
    Row(
        Post,
        api::PERSON_EMERGENCY,
        M,
        Json(r#"{"reason":"medical","words":"Collapsed","sections":["notes"],"code":"CODE"}"#),
        28,
    ),
    Row(Get, api::EMERGENCIES, L, Open(""), 10),
    Row(Get, api::EMERGENCY, L, Open(""), 12),
    Row(Post, api::EMERGENCY_REVIEW, L, Json(r#"{"outcome":"justified","words":"A life was saved"}"#), 16),
    Row(Post, api::EMERGENCY_END, P, Json("{}"), 16),
    Row(Get, api::MEETING_ROOM, API, Open(""), 16),
    Row(Post, api::MEETING_ROOM, API, Json(r#"{"sections":["plan"]}"#), 22),
    Row(Post, api::MEETING_LEAVE, API, Json("{}"), 18),
    Row(Get, api::PERSON_RESTRICTIONS, MANAGER, Open(""), 18),
    Row(
        Post,
        api::PERSON_LIMIT,
        MANAGER,
        Json(r#"{"named":["00000000-0000-0000-0000-000000000209"],"reason":"operation"}"#),
        30,
    ),
    Row(Post, api::PERSON_LIMIT_LIFT, MANAGER, Json(r#"{"reason":"Over"}"#), 20),
    Row(
        Post,
        api::PERSON_BAR,
        MANAGER,
        Json(r#"{"account":"00000000-0000-0000-0000-000000000202","reason":"conflict"}"#),
        20,
    ),
    Row(
        Post,
        api::PERSON_READMIT,
        MANAGER,
        Json(r#"{"account":"00000000-0000-0000-0000-000000000202"}"#),
        18,
    ),
    Row(Get, paths::PERSON_APART, M, Open(""), 20),
    Row(Post, paths::PERSON_APART, M, Fill(APART), 24),
    Row(Get, paths::PERSON_WARN, M, Open(""), 16),
    Row(Post, paths::PERSON_WARN, M, Plain, 20),
    Row(
        Post,
        api::PERSON_APART,
        MANAGER,
        Json(r#"{"reference":"TWINS","contact":"00000000-0000-0000-0000-000000000209"}"#),
        24,
    ),
    Row(Post, api::PERSON_WARN, MANAGER, Json("{}"), 20),
];

fn line(words: &str) -> Line {
    Line::new(words).expect("a line")
}

impl Scene {
    /// The id of what a route about openings is about, and the version that a writer has to have seen; `None` for any other route.
    pub(super) async fn opened(&self, template: &str) -> Option<(String, i64)> {
        if template.contains("/questions/{id}") {
            return Some((self.question().await.to_string(), 0));
        }
        if template.contains("/disclosures/{id}") {
            return Some((self.disclosure().await.to_string(), 0));
        }
        if template.contains("/emergencies/{id}") {
            return Some((self.emergency().await.to_string(), 0));
        }
        if [paths::MEETING_ROOM, api::MEETING_ROOM, api::MEETING_LEAVE].contains(&template) {
            return Some((self.room(template).await.to_string(), 0));
        }
        if [paths::PERSON_LIMIT_LIFT, api::PERSON_LIMIT_LIFT].contains(&template) {
            let manager = Town::viewer(Part::Manager);
            let named = vec![Part::Manager.account(), Part::Practitioner.account()];
            let command = SetLimit { person: self.person, named, reason: LimitReason::Operation };
            restrictions::set_limit(&self.town.app, &manager, command).await.expect("limited");
            return Some((self.person.to_string(), 0));
        }
        let (keeps, warns) = (
            [paths::PERSON_APART, api::PERSON_APART].contains(&template),
            [paths::PERSON_WARN, api::PERSON_WARN].contains(&template),
        );
        if keeps || warns {
            self.apart(warns).await;
            return Some((self.person.to_string(), 0));
        }
        if [paths::PERSON_READMIT, api::PERSON_READMIT].contains(&template) {
            let manager = Town::viewer(Part::Manager);
            let account = Part::Colleague.account();
            let command = Bar { person: self.person, account, reason: BarReason::Conflict, to: None };
            // The form before has barred them already where it was filled in.
            let _ = restrictions::bar(&self.town.app, &manager, command).await;
            return Some((self.person.to_string(), 0));
        }
        None
    }

    /// A limited record, kept apart from a colleague's person or not.
    async fn apart(&self, kept: bool) {
        let (app, person, manager) = (&self.town.app, self.person, Town::viewer(Part::Manager));
        let named = vec![Part::Manager.account()];
        let limit = SetLimit { person, named, reason: LimitReason::Victim };
        restrictions::set_limit(app, &manager, limit).await.expect("limited");
        let reference = self.twin_reference.clone();
        if kept {
            let command = KeepApart { person, reference, contact: Part::Manager.account() };
            // The form before has kept it apart already where it was filled in.
            let _ = restrictions::keep_apart(app, &manager, command).await;
        } else {
            let _ = restrictions::end_apart(app, &manager, person, &reference).await;
        }
    }

    async fn question(&self) -> QuestionId {
        let to = Part::Worker.agency().id();
        let words = line("Is there a risk to staff?");
        let command = AskQuestion { person: self.person, to, section: Section::Risk, words };
        let viewer = Town::viewer(Part::Practitioner);
        openings::ask(&self.town.app, &viewer, command, None).await.expect("asked")
    }

    async fn disclosure(&self) -> DisclosureId {
        let prose = |words| Prose::new(words).expect("words");
        let command = Disclose {
            person: self.person,
            to: Part::Officer.agency().id(),
            sections: vec![Section::Substance],
            aims: vec![Aim::ManageRisk],
            ground: Ground::Factors(Factors {
                power: line("Section 115"),
                proportionality: prose("Nothing less will do."),
                consent: ConsentSaid::Refused,
                consent_words: Some(line("Said no")),
                transparency: prose("Told today."),
                vital: prose("Nobody’s."),
            }),
            until: self.town.app.today().saturating_add(7.days()),
        };
        let viewer = Town::viewer(Part::Practitioner);
        openings::disclose(&self.town.app, &viewer, command, None).await.expect("decided")
    }

    /// An emergency of the practitioner's; the one that was open before is over.
    async fn emergency(&self) -> OpeningId {
        let (app, part) = (&self.town.app, Part::Practitioner);
        let mut tx = app.store.read().await.expect("a transaction");
        let before = tx.openings_of(self.person, 500).await.expect("openings");
        tx.end().await.expect("an end");
        for one in before.iter().filter(|one| one.is_open(app.now())) {
            let _ = openings::end_emergency(app, &Town::viewer(part), one.id).await;
        }
        let agency = Agency {
            id: part.agency().id(),
            partnership: app.partnership,
            name: part.agency().name().into(),
            kind: part.agency().kind(),
        };
        let signed = Signed::new(part.as_account(), agency);
        let command = OpenInEmergency {
            person: self.person,
            reason: EmergencyReason::Medical,
            words: line("Collapsed"),
            sections: vec![Section::Notes],
            code: self.town.code(part),
        };
        openings::open_in_emergency(app, &signed, command).await.expect("opened")
    }

    /// A meeting of today; one that is left was entered before.
    async fn room(&self, template: &str) -> MeetingId {
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Practitioner));
        let command = ArrangeMeeting {
            person: self.person,
            order: None,
            kind: MeetingKind::CaseConference,
            point: None,
            setting: Setting { at: app.now(), place: line("Room 2") },
        };
        let id = meetings::arrange(app, &viewer, command, None).await.expect("arranged");
        if template == api::MEETING_LEAVE {
            openings::enter_meeting(app, &viewer, id, vec![Section::Plan]).await.expect("in the room");
        }
        id
    }
}
