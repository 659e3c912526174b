//! The routes about convictions, summaries and applications that were turned down, and what they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post};
use Way::{Fill, Json, Open};
use app::{
    convictions::{self, RecordConviction},
    summaries::{self, NewRecipient, SummaryStep, WriteSummary},
};
use domain::{
    consent::{Manner, Taken},
    conviction::{Age, Details, Ends, Runs, Sentence, SentenceKind, Term},
    disclosure_summary::{RecipientKind, Words},
    ids::{ConvictionId, RecipientId, SummaryId},
    rehabilitation::Use,
    text::{Line, Prose},
};
use jiff::ToSpan;
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const API: Who = Who::Program(Part::Practitioner);

const CONVICTION: &[(&str, &str)] = &[
    ("day-day", "2"),
    ("day-month", "5"),
    ("day-year", "2024"),
    ("offence", "theft from a shop"),
    ("age", "adult"),
    ("kind", "fine"),
];
const CORRECTED: &[(&str, &str)] = &[("offence", "theft from a kiosk"), ("why", "The court wrote.")];
const WORDS: &[(&str, &str)] = &[
    ("recipient", "00000000-0000-7000-8000-0000000000aa"),
    ("opportunity", "Warehouse, nights"),
    ("purpose", "To decide on the application"),
    ("used_for", "ordinary"),
    ("explanation", "One night."),
    ("risk", "None that follows."),
    ("support", "A mentor."),
    ("progress", "Passed a course."),
    ("contact", "P. Practitioner"),
    ("reach", "01632 960123"),
];
const RECIPIENT: &[(&str, &str)] = &[
    ("kind", "landlord"),
    ("name", "Harbour Homes"),
    ("contact", "The lettings desk"),
    ("address", "1 Quay Street"),
    ("agreed_on-day", "1"),
    ("agreed_on-month", "11"),
    ("agreed_on-year", "2026"),
    ("agreed_by", "Robin Hand"),
];
const TURNED_DOWN: &[(&str, &str)] = &[
    ("kind", "employer"),
    ("body", "Harbour Foods"),
    ("opportunity", "Kitchen"),
    ("day-day", "20"),
    ("day-month", "11"),
    ("day-year", "2026"),
    ("why", "binned"),
];
const CONVICTION_JSON: &str =
    r#"{"offence":"theft","day":"2024-05-02","age":"adult","sentences":[{"kind":"fine"}]}"#;
const CORRECTION_JSON: &str = r#"{"conviction":{"offence":"theft","day":"2024-05-02","age":"adult","sentences":[{"kind":"fine"}]},"why":"The court wrote."}"#;
const SUMMARY_JSON: &str = r#"{"recipient":"00000000-0000-7000-8000-0000000000aa","opportunity":"Warehouse, nights","purpose":"To decide","used_for":"ordinary","explanation":"One night.","risk":"None.","support":"A mentor.","progress":"A course.","contact":"P. P.","reach":"01632 960123"}"#;
const RECIPIENT_JSON: &str = r#"{"kind":"college","name":"Harbour College","contact":"Admissions","address":"2 Quay Street","agreed_on":"2026-11-01","agreed_by":"Robin Hand"}"#;
const TURNED_DOWN_JSON: &str =
    r#"{"kind":"landlord","body":"Homes","opportunity":"Flat","day":"2026-11-20","why":"no_progress"}"#;

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::PERSON_CONVICTIONS, P, Open(""), 14),
    Row(Get, paths::CONVICTION_NEW, P, Open(""), 7),
    Row(Post, paths::CONVICTION_NEW, P, Fill(CONVICTION), 15),
    Row(Get, paths::CONVICTION, P, Open(""), 16),
    Row(Get, paths::CONVICTION_CORRECT, P, Open(""), 17),
    Row(Post, paths::CONVICTION_CORRECT, P, Fill(CORRECTED), 16),
    Row(Get, paths::CONVICTION_REMOVE, P, Open(""), 17),
    Row(Post, paths::CONVICTION_REMOVE, P, Fill(&[("why", "Quashed.")]), 13),
    Row(Get, paths::PERSON_SUMMARIES, P, Open(""), 9),
    Row(Get, paths::SUMMARY_NEW, P, Open(""), 13),
    Row(Post, paths::SUMMARY_NEW, P, Fill(WORDS), 20),
    Row(Get, paths::SUMMARY_PREVIEW, P, Open(""), 18),
    Row(Post, paths::SUMMARY_PREVIEW, P, Fill(&[]), 24),
    Row(Get, paths::SUMMARY, P, Open(""), 18),
    Row(Get, paths::SUMMARY_STEP, P, Open("?step=show"), 20),
    Row(Post, paths::SUMMARY_STEP, P, Fill(&[("manner", "paper"), ("language", "English")]), 24),
    Row(Get, paths::SUMMARY_LETTER, P, Open(""), 14),
    Row(Get, paths::SUMMARY_LETTER_PDF, P, Open(""), 14),
    Row(Get, paths::SUMMARY_RULES, P, Open(""), 9),
    Row(Get, api::SUMMARY_RULES, API, Open(""), 9),
    Row(Get, paths::RECIPIENTS, P, Open(""), 2),
    Row(Get, paths::RECIPIENT_NEW, P, Open(""), 2),
    Row(Post, paths::RECIPIENT_NEW, P, Fill(RECIPIENT), 8),
    Row(Get, paths::PERSON_TURNED_DOWN, P, Open(""), 9),
    Row(Post, paths::PERSON_TURNED_DOWN, P, Fill(TURNED_DOWN), 11),
    Row(Get, paths::SUMMARY_FIGURES, Who::Seat(Part::Manager), Open(""), 3),
    Row(Get, api::PERSON_CONVICTIONS, API, Open(""), 14),
    Row(Post, api::PERSON_CONVICTIONS, API, Json(CONVICTION_JSON), 12),
    Row(Get, api::CONVICTION, API, Open(""), 16),
    Row(Post, api::CONVICTION_CORRECT, API, Json(CORRECTION_JSON), 28),
    Row(Post, api::CONVICTION_REMOVE, API, Json(r#"{"why":"Quashed."}"#), 26),
    Row(Get, api::RECIPIENTS, API, Open(""), 2),
    Row(Post, api::RECIPIENTS, API, Json(RECIPIENT_JSON), 6),
    Row(Get, api::PERSON_SUMMARIES, API, Open(""), 9),
    Row(Post, api::SUMMARY_PREVIEW, API, Json(SUMMARY_JSON), 18),
    Row(Post, api::PERSON_SUMMARIES, API, Json("FINGERPRINT"), 20),
    Row(Get, api::SUMMARY, API, Open(""), 18),
    Row(Post, api::SUMMARY_STEPS, API, Json(r#"{"step":"show","manner":"paper","language":"English"}"#), 22),
    Row(Get, api::SUMMARY_LETTER, API, Open(""), 14),
    Row(Get, api::SUMMARY_LETTER_PDF, API, Open(""), 14),
    Row(Get, api::PERSON_TURNED_DOWN, API, Open(""), 9),
    Row(Post, api::PERSON_TURNED_DOWN, API, Json(TURNED_DOWN_JSON), 9),
    Row(Get, api::SUMMARY_FIGURES, Who::Program(Part::Manager), Open(""), 3),
];

/// The body that the forms of these rows name: the same in each scene.
const BODY: &str = "00000000-0000-7000-8000-0000000000aa";

fn prose(text: &str) -> Prose {
    Prose::new(text).expect("words")
}

fn line(text: &str) -> Line {
    Line::new(text).expect("words")
}

impl Scene {
    /// Records convictions of the scene's person, and bodies, so many of each; and the body that forms name.
    pub(super) async fn convict(&self, rows: usize) {
        for _ in 0..rows {
            self.conviction().await;
            let (app, viewer) = (&self.town.app, Town::viewer(Part::Practitioner));
            let new = NewRecipient {
                kind: RecipientKind::Employer,
                name: line("Harbour Foods"),
                contact: line("Robin Hand"),
                address: prose("1 Quay Street"),
                agreed_on: app.today(),
                agreed_by: line("Robin Hand"),
            };
            summaries::add_recipient(app, &viewer, new, None).await.expect("a body");
        }
        let mut tx = self.town.app.store.write().await.expect("a transaction");
        let agency = Part::Practitioner.agency().id();
        let known = tx.recipients(agency, 1).await.expect("bodies").remove(0);
        let named = domain::disclosure_summary::Recipient { id: BODY.parse().expect("an id"), ..known };
        tx.add_recipient(&named).await.expect("a body");
        tx.commit().await.expect("committed");
        for _ in 0..rows {
            self.written().await;
        }
    }

    /// A conviction of the scene's person.
    pub(super) async fn conviction(&self) -> ConvictionId {
        let app = &self.town.app;
        let day = app.today() - 60.days();
        let custody = Sentence {
            kind: SentenceKind::Custody,
            term: Term::new(1, 0),
            ends: Ends::On(app.today() - 30.days()),
            runs: Runs::Concurrent,
            schedule_18: false,
        };
        let details = Details::new(line("theft"), None, day, day, Age::Adult, true, vec![custody]);
        let command = RecordConviction { person: self.person, details: details.expect("details") };
        let viewer = Town::viewer(Part::Practitioner);
        convictions::record(app, &viewer, command, None).await.expect("a conviction")
    }

    fn command(&self) -> WriteSummary {
        WriteSummary {
            person: self.person,
            recipient: BODY.parse::<RecipientId>().expect("an id"),
            opportunity: line("Warehouse, nights"),
            purpose: line("To decide"),
            used_for: Use::Ordinary,
            words: Words {
                explanation: prose("One night."),
                risk: prose("None."),
                support: prose("A mentor."),
                progress: prose("A course."),
                contact: line("P. P."),
                reach: line("01632 960123"),
            },
        }
    }

    async fn fingerprint(&self) -> String {
        let viewer = Town::viewer(Part::Practitioner);
        let looked = summaries::preview(&self.town.app, &viewer, &self.command()).await.expect("a text");
        looked.fingerprint
    }

    /// What the API is sent to keep a summary that was looked at.
    pub(super) async fn kept_summary(&self) -> String {
        let fingerprint = self.fingerprint().await;
        format!(r#"{{"summary":{SUMMARY_JSON},"fingerprint":"{fingerprint}"}}"#)
    }

    async fn written(&self) -> SummaryId {
        let fingerprint = self.fingerprint().await;
        let viewer = Town::viewer(Part::Practitioner);
        summaries::write(&self.town.app, &viewer, self.command(), &fingerprint, None)
            .await
            .expect("a summary")
    }

    /// A summary in the state that the route needs, and its version.
    pub(super) async fn summary_for(&self, template: &str) -> (SummaryId, i64) {
        let id = self.written().await;
        if !template.contains("/letter") {
            return (id, 0);
        }
        let (app, author) = (&self.town.app, Town::viewer(Part::Practitioner));
        let taken = Taken {
            manner: Manner::Spoken,
            language: line("English"),
            interpreter: None,
            capacity: None,
            until: None,
        };
        let steps = [
            (author, SummaryStep::Show(Manner::Paper, line("English"))),
            (author, SummaryStep::Consent(taken, None)),
            (Town::viewer(Part::Manager), SummaryStep::Approve(None)),
            (author, SummaryStep::Issue),
        ];
        for (seen, (viewer, step)) in (0_i64..).zip(steps) {
            summaries::step(app, &viewer, id, seen, step).await.expect("a step");
        }
        (id, 4)
    }
}
