//! The routes of screening, AUDIT, consents, recommendations, alerts, the funnel and the ways in, and what they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::town::{Part, Town};
use Verb::{Get, Post, Put};
use Way::{Fill, Json, Open, Plain};
use app::{
    court::{LoadList, load},
    ports::CourtQuery,
    screening::{self, AskConsent, Assess, GiveAudit, Met, Recommend, RecommendationGate},
};
use domain::{
    audit::{Answers, Mode, Pregnancy},
    consent::{ConsentTo, Manner, Taken},
    hearing::Trigger,
    ids::{FirstContactId, PersonId, RecommendationId, ScreeningId},
    involvement::{Involvement, InvolvementRole},
    pathway::{NeedLevel, Pathway},
    recommendation::{Proposal, ReportForm},
    screening::{AlcoholScreen, Found, RiskToSelf, Setting, SevenNeeds, Suitability},
    text::{Line, Prose},
};
use web::{
    Verb,
    paths::{self, api},
};

const P: Who = Who::Seat(Part::Practitioner);
const L: Who = Who::Seat(Part::Liaison);
const API: Who = Who::Program(Part::Practitioner);
const LIAISON: Who = Who::Program(Part::Liaison);

const YES: &[(&str, &str)] =
    &[("place", "North Court"), ("consent", "yes"), ("manner", "spoken"), ("language", "English")];
const FOUND: &[(&str, &str)] = &[
    ("need-accommodation", "some"),
    ("need-employment", "none"),
    ("need-health", "none"),
    ("need-substance", "great"),
    ("need-family", "none"),
    ("need-finance", "none"),
    ("need-attitudes", "none"),
    ("risk", "none"),
    ("alcohol", "refused"),
    ("suitability", "suitable"),
];
const COMES: &[(&str, &str)] = &[
    ("consent", "yes"),
    ("manner", "spoken"),
    ("place", "At the office"),
    ("family", "Quill"),
    ("asks", "Somebody to talk to."),
    ("risk_known", "none"),
    ("needs_known", "none"),
    ("alcohol", "not_asked"),
    ("service", "none"),
];
const OUTCOME: &[(&str, &str)] = &[
    ("outcome", "probation_sentence"),
    ("made", "yes"),
    ("day-day", "24"),
    ("day-month", "11"),
    ("day-year", "2026"),
];
const SIGNS: &[(&str, &str)] =
    &[("item-4", "2"), ("item-5", "0"), ("item-6", "0"), ("item-7", "0"), ("item-8", "0")];
const ASKED: &[(&str, &str)] =
    &[("to", "sharing"), ("purpose", "So that housing knows"), ("answer", "yes"), ("manner", "paper")];
const SCREENED: &str = r#"{"suitability":"suitable","needs":[{"pathway":"accommodation","level":"some"},{"pathway":"employment","level":"none"},{"pathway":"health","level":"none"},{"pathway":"substance","level":"none"},{"pathway":"family","level":"none"},{"pathway":"finance","level":"none"},{"pathway":"attitudes","level":"none"}],"risk_to_self_none_found":true,"alcohol":"refused"}"#;
const ENTERED: &str = r#"{"door":"partner","place":"Food bank","agrees":true,"taken":{"manner":"paper","language":"English"},"person":{"identity":{"legal_name":{"family":"Wren"},"gender":"unknown"}},"asks":"Help.","risk_none_known":true,"needs_none_known":true}"#;
const DESCRIBED: &str =
    r#"{"identity":{"legal_name":{"given":"Ada","family":"Crane"},"born":"1960-02-14","gender":"unknown"}}"#;
const AUDIT: &str = r#"{"day":"2026-11-24","mode":"interview","language":"English","pregnancy":"no","answers":[2,2,2,2,2,2,2,2,2,2]}"#;
const PAPER: &str =
    r#"{"offence":"Theft","deposition":"Seen on camera.","known_to_mental_health":"unconfirmed"}"#;

/// The rows, in the order in which they are gone through.
pub const ROWS: &[Row] = &[
    Row(Get, paths::PERSON_ASSESSMENTS, P, Open(""), 30),
    Row(Get, paths::AUDIT_NEW, P, Open(""), 20),
    Row(Post, paths::AUDIT_NEW, P, Fill(&[("mode", "interview"), ("pregnancy", "no"), ("item-1", "4")]), 25),
    Row(Get, paths::AUDIT_AMOUNT, P, Open(""), 20),
    Row(Post, paths::AUDIT_AMOUNT, P, Fill(&[("item-2", "3"), ("item-3", "3")]), 25),
    Row(Get, paths::AUDIT_SIGNS, P, Open(""), 20),
    Row(Post, paths::AUDIT_SIGNS, P, Fill(SIGNS), 25),
    Row(Get, paths::AUDIT_HARM, P, Open(""), 20),
    Row(Post, paths::AUDIT_HARM, P, Fill(&[("item-9", "0"), ("item-10", "2")]), 25),
    Row(Get, paths::AUDIT_CHECK, P, Open(""), 20),
    Row(Post, paths::AUDIT_CHECK, P, Fill(&[]), 40),
    Row(Get, paths::AUDIT, L, Open(""), 20),
    Row(Get, paths::PERSON_CONSENTS, P, Open(""), 20),
    Row(Get, paths::CONSENT_NEW, P, Open(""), 20),
    Row(Post, paths::CONSENT_NEW, P, Fill(ASKED), 30),
    Row(Post, paths::CONSENT_WITHDRAW, L, Plain, 20),
    Row(Get, paths::SCREENINGS, L, Open(""), 12),
    Row(Get, paths::PERSON_SCREEN, L, Open(""), 20),
    Row(Post, paths::PERSON_SCREEN, L, Fill(YES), 45),
    Row(Get, paths::COURT_ENTRY_SCREEN, L, Open(""), 30),
    Row(Post, paths::COURT_ENTRY_SCREEN, L, Fill(YES), 80),
    Row(Get, paths::COURT_ENTRY_PAPER, L, Open(""), 20),
    Row(Post, paths::COURT_ENTRY_PAPER, L, Fill(&[("deposition", "Seen on camera.")]), 25),
    Row(Get, paths::CONTACT_ASSESS, L, Open(""), 25),
    Row(Post, paths::CONTACT_ASSESS, L, Fill(FOUND), 70),
    Row(Get, paths::SCREENING, L, Open(""), 25),
    Row(Get, paths::RECOMMEND, L, Open(""), 30),
    Row(Post, paths::RECOMMEND, L, Fill(&[("form", "oral"), ("proposal", "ATR")]), 20),
    Row(Get, paths::RECOMMEND_TEXT, L, Open(""), 30),
    Row(Post, paths::RECOMMEND_TEXT, L, Fill(&[("text", "Mister X was seen.")]), 50),
    Row(Get, paths::RECOMMENDATION, L, Open(""), 20),
    Row(Get, paths::RECOMMENDATION_OUTCOME, L, Open(""), 20),
    Row(Post, paths::RECOMMENDATION_OUTCOME, L, Fill(OUTCOME), 40),
    Row(Get, paths::FUNNEL, L, Open(""), 10),
    Row(Post, paths::ALERT_READ, P, Plain, 20),
    Row(Get, paths::WAYS_IN, P, Open(""), 8),
    Row(Get, paths::WAY_IN, P, Open(""), 12),
    Row(Post, paths::WAY_IN, P, Fill(COMES), 15),
    Row(Get, paths::WAY_IN_KNOWN, P, Open(""), 20),
    Row(Post, paths::WAY_IN_KNOWN, P, Fill(&[("same_as", "none")]), 80),
    Row(Get, api::PERSON_AUDITS, API, Open(""), 25),
    Row(Post, api::PERSON_AUDITS, API, Json(AUDIT), 30),
    Row(Get, api::AUDIT, LIAISON, Open(""), 20),
    Row(Get, api::PERSON_CONSENTS, API, Open(""), 20),
    Row(Post, api::PERSON_CONSENTS, API, Json(r#"{"to":"contact","purpose":"To ring about work"}"#), 30),
    Row(Post, api::CONSENT_WITHDRAW, LIAISON, Json(""), 20),
    Row(
        Post,
        api::FIRST_CONTACTS,
        LIAISON,
        Json(r#"{"setting":"court","place":"North Court","consent":"no"}"#),
        20,
    ),
    Row(Post, api::COURT_ENTRY_CONTACT, LIAISON, Json(r#"{"consent":"no"}"#), 30),
    Row(Get, api::COURT_ENTRY_PAPER, LIAISON, Open(""), 20),
    Row(Put, api::COURT_ENTRY_PAPER, LIAISON, Json(PAPER), 25),
    Row(Post, api::CONTACT_SCREENING, LIAISON, Json(SCREENED), 70),
    Row(Get, api::SCREENING, LIAISON, Open(""), 25),
    Row(Post, api::SCREENING_RECOMMENDATIONS, LIAISON, Json(r#"{"form":"oral","proposal":"ATR"}"#), 70),
    Row(Get, api::RECOMMENDATION, LIAISON, Open(""), 20),
    Row(
        Post,
        api::RECOMMENDATION_OUTCOME,
        LIAISON,
        Json(r#"{"outcome":"adjourned","made":false,"day":"2026-11-24"}"#),
        40,
    ),
    Row(Get, api::FUNNEL, LIAISON, Open(""), 10),
    Row(Get, api::ALERTS, API, Open(""), 12),
    Row(Post, api::ALERT_READ, API, Json(""), 20),
    Row(Post, api::KNOWN, API, Json(DESCRIBED), 20),
    Row(Post, api::WAYS_IN, API, Json(ENTERED), 80),
    Row(Get, api::PERSON_WAYS_IN, API, Open(""), 20),
];

fn taken() -> Taken {
    let language = Line::new("English").expect("a line");
    Taken { manner: Manner::Spoken, language, interpreter: None, capacity: None, until: None }
}

impl Scene {
    /// The id of what a route of screening is about, made anew; `None` for any other route.
    pub(super) async fn screened(&self, template: &str) -> Option<String> {
        let about = |folder: &str| template.contains(folder);
        Some(if about("/ways-in/{id}") {
            "self".to_owned()
        } else if about("/people/{id}/screen") {
            self.town.person_of(Part::Liaison, "Mister", "X").await.to_string()
        } else if template == paths::COURT_ENTRY_SCREEN
            || template == paths::COURT_ENTRY_PAPER
            || template == api::COURT_ENTRY_CONTACT
            || template == api::COURT_ENTRY_PAPER
        {
            self.one_entry().await
        } else if about("/audits/{id}") {
            self.given().await
        } else if about("/strands/{id}") {
            self.stranded(template == paths::STRAND_CLOSE).await
        } else if about("/risks/{id}") {
            self.flagged().await
        } else if about("/scores/{id}") {
            self.scored().await
        } else if about("/consents/{id}") {
            self.consented().await
        } else if about("/first-contacts/{id}") {
            self.agreed().await.0.to_string()
        } else if about("/screenings/{id}/recommend") && about("text") {
            // The form before this row was that of the same assessment.
            self.latest().await.to_string()
        } else if about("/screenings/{id}") {
            self.found(RiskToSelf::NoneFound).await.to_string()
        } else if about("/recommendations/{id}") {
            self.recommended().await.to_string()
        } else if about("/alerts/{id}") {
            self.alerted().await
        } else {
            return None;
        })
    }

    pub(super) async fn one_entry(&self) -> String {
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Liaison));
        let number = app.id::<uuid::Uuid>().as_u128() % 99_999_999;
        let name = format!("Nobody{number}");
        let rows = [crate::court::row(u32::try_from(number).expect("small"), &name, "01/01/1970")];
        let text = crate::court::libra("24/11/2026", &rows);
        let command = LoadList { trigger: Trigger::Weekly, file: None };
        let input = Box::new(std::io::Cursor::new(text.into_bytes()));
        load(app, &viewer, command, input, None, &|_| ()).await.expect("loaded");
        let mut after = None;
        loop {
            let query = CourtQuery { day: app.today(), court: None, after, limit: 50 };
            let page = app::court::page(app, &viewer, query).await.expect("a list");
            if let Some(line) = page.lines.iter().find(|one| one.kept.entry.name.full() == name) {
                return line.kept.id.to_string();
            }
            after = page.next;
            assert!(after.is_some(), "{name} is not listed");
        }
    }

    async fn given(&self) -> String {
        let person = self.town.person_of(Part::Liaison, "Mister", "X").await;
        let command = GiveAudit {
            person,
            day: self.town.app.today(),
            mode: Mode::Interview,
            language: Line::new("English").expect("a line"),
            pregnancy: Pregnancy::No,
            answers: Answers::new([Some(2); 10]).expect("answers"),
            supersedes: None,
        };
        let viewer = Town::viewer(Part::Liaison);
        screening::give_audit(&self.town.app, &viewer, command, None).await.expect("given").to_string()
    }

    async fn consented(&self) -> String {
        let command = AskConsent {
            person: self.town.person_of(Part::Liaison, "Mister", "X").await,
            to: ConsentTo::Sharing,
            purpose: Line::new("So that housing knows").expect("a line"),
            sections: vec![],
            recipients: vec![],
            answer: Some(taken()),
        };
        let viewer = Town::viewer(Part::Liaison);
        screening::ask_consent(&self.town.app, &viewer, command, None).await.expect("asked").to_string()
    }

    /// A contact at which somebody agreed, on whose team the practitioner is too.
    async fn agreed(&self) -> (FirstContactId, PersonId) {
        let (app, viewer) = (&self.town.app, Town::viewer(Part::Liaison));
        let person = self.town.person_of(Part::Liaison, "Mister", "X").await;
        let mut tx = app.store.write().await.expect("a transaction");
        let involvement = Involvement {
            id: app.id(),
            person,
            agency: Part::Practitioner.agency().id(),
            account: Some(Part::Practitioner.account()),
            role: InvolvementRole::Supervision,
            leads: false,
            from: app.today(),
            to: None,
        };
        tx.add_involvement(&involvement).await.expect("an involvement");
        tx.commit().await.expect("committed");
        let place = Line::new("North Court").expect("a line");
        let met = Met { setting: Setting::Court, place, entry: None };
        (screening::agree(app, &viewer, person, met, taken(), None).await.expect("agreed"), person)
    }

    async fn found(&self, risk_to_self: RiskToSelf) -> ScreeningId {
        let (contact, _) = self.agreed().await;
        let none = |pathway: &Pathway| Found { pathway: *pathway, level: NeedLevel::None, detail: None };
        let command = Assess {
            contact,
            suitability: Suitability::Suitable,
            why: None,
            needs: SevenNeeds::new(Pathway::ALL.iter().map(none).collect()).expect("seven"),
            risk_to_self,
            known: vec![],
            alcohol: AlcoholScreen::Refused,
        };
        let viewer = Town::viewer(Part::Liaison);
        let made = screening::assess(&self.town.app, &viewer, command, None).await.expect("assessed");
        *self.last_screening.lock().expect("a place") = Some(made);
        made
    }

    async fn latest(&self) -> ScreeningId {
        let last = *self.last_screening.lock().expect("a place");
        match last {
            Some(id) => id,
            None => self.found(RiskToSelf::NoneFound).await,
        }
    }

    async fn recommended(&self) -> RecommendationId {
        let command = Recommend {
            screening: self.found(RiskToSelf::NoneFound).await,
            form: ReportForm::Oral,
            proposal: Proposal::Treatment,
            gate: RecommendationGate::default(),
            text: Prose::new("Mister X was seen.").expect("words"),
        };
        let viewer = Town::viewer(Part::Liaison);
        screening::recommend(&self.town.app, &viewer, command, None).await.expect("recommended")
    }

    async fn alerted(&self) -> String {
        self.found(RiskToSelf::Found(Prose::new("Has a plan.").expect("words"))).await;
        let alerts = screening::alerts(&self.town.app, &Town::viewer(Part::Practitioner)).await;
        alerts.expect("alerts").first().expect("an alert").duty.id.to_string()
    }
}
