//! The routes about agreements, and the agreements that they are about.

use super::{
    scene::Scene,
    table::{Row, Way, Who},
};
use crate::{agreements as made, town::Part};
use Verb::{Get, Post, Put};
use Way::{Fill, Json, Open, Press};
use app::agreements::History;
use domain::{
    agreement::{ConsentModel, Fact, Version},
    ids::AgreementId,
    section::Purpose,
};
use jiff::ToSpan;
use web::{
    Verb,
    paths::{self, api},
};

const L: Who = Who::Seat(Part::Lead);
const M: Who = Who::Seat(Part::Manager);
const API: Who = Who::Program(Part::Lead);

const NEW: &[(&str, &str)] = &[
    ("template", "duty_to_refer"),
    ("title", "Duty to refer"),
    ("starts-day", "1"),
    ("starts-month", "12"),
    ("starts-year", "2026"),
    ("signatory", "mina@probation.example"),
    ("contact", "The duty desk"),
    ("dpo", "An officer"),
    ("agency", "00000000-0000-0000-0000-000000000104"),
    ("their_signatory", "iona@council.example"),
    ("their_contact", "The desk"),
    ("their_dpo", "An officer"),
];
const CLAUSE: &[(&str, &str)] = &[
    ("roles", "treatment_worker"),
    ("sections", "contact"),
    ("holder", "any"),
    ("level", "full"),
    ("purposes", "treatment"),
    ("when", "on_team"),
    ("bases", "A6-1-e"),
];
const PARTY: &[(&str, &str)] = &[
    ("agency", "00000000-0000-0000-0000-000000000104"),
    ("signatory", "iona@council.example"),
    ("role", "controller"),
    ("regime", "uk_gdpr"),
    ("contact", "The desk"),
    ("dpo", "An officer"),
    ("retention", "Eight years"),
    ("basis-treatment", "A6-1-e"),
];
const STEP: &[(&str, &str)] = &[("step", "suspend"), ("words", "A mistaken disclosure")];
const DRAFT: &str = r#"{"template":"duty_to_refer","title":"Duty to refer","starts":"2026-12-01","parties":[
    {"agency":"00000000-0000-0000-0000-000000000101","signatory":"mina@probation.example","contact":"A","dpo":"B"},
    {"agency":"00000000-0000-0000-0000-000000000104","signatory":"iona@council.example","contact":"A","dpo":"B"}]}"#;
const TERMS: &str = r#"{"title":"T","kind":"agreement","parties":[{"agency":"00000000-0000-0000-0000-000000000101",
    "role":"controller","regime":"uk_gdpr","contact":"A","dpo":"B","caldicott":null,
    "signatory":"00000000-0000-0000-0000-000000000209","bases":[],"retention":"R"}],"purposes":[],"necessity":"N",
    "consent":"not_needed","consent_wording":null,"privacy_notice":"P","transfer":"T","frequency":"F","rights":"R",
    "accuracy":"A","incidents":"I","assessments":null,"onward":"none","auditing":{"per_cent":5,"reviewer":"R"},
    "funding":null,"starts":"2026-12-01","review":"2027-12-01","ends":null,"stops_unreviewed":false,"clauses":[]}"#;

/// The rows, gone through in order.
pub const ROWS: &[Row] = &[
    Row(Get, paths::AGREEMENTS, L, Open(""), 6),
    Row(Get, paths::AGREEMENT_FINDINGS, L, Open(""), 7),
    Row(Get, paths::AGREEMENT_MATRIX, L, Open(""), 9),
    Row(Get, paths::AGREEMENT_REPLAY, L, Open(""), 12),
    Row(Get, paths::AGREEMENT_NEW, L, Open(""), 6),
    Row(Post, paths::AGREEMENT_NEW, L, Fill(NEW), 22),
    Row(Get, paths::AGREEMENT, L, Open(""), 8),
    Row(Get, paths::AGREEMENT_PRINT, L, Open(""), 8),
    Row(Get, paths::AGREEMENT_PDF, L, Open(""), 8),
    Row(Get, paths::AGREEMENT_EDIT, L, Open(""), 8),
    Row(Get, paths::AGREEMENT_DAYS, L, Open(""), 9),
    Row(Post, paths::AGREEMENT_DAYS, L, Fill(&[("title", "Another")]), 14),
    Row(Get, paths::AGREEMENT_PURPOSES, L, Open(""), 9),
    Row(Post, paths::AGREEMENT_PURPOSES, L, Fill(&[("treatment", "Another")]), 14),
    Row(Get, paths::AGREEMENT_CONSENT, L, Open(""), 9),
    Row(Post, paths::AGREEMENT_CONSENT, L, Fill(&[("consent", "not_needed")]), 14),
    Row(Get, paths::AGREEMENT_HANDLING, L, Open(""), 9),
    Row(Post, paths::AGREEMENT_HANDLING, L, Fill(&[("frequency", "Each day")]), 14),
    Row(Get, paths::AGREEMENT_OVERSIGHT, L, Open(""), 9),
    Row(Post, paths::AGREEMENT_OVERSIGHT, L, Fill(&[("per_cent", "7")]), 14),
    Row(Get, paths::AGREEMENT_PARTY, L, Open(""), 9),
    Row(Post, paths::AGREEMENT_PARTY, L, Fill(PARTY), 23),
    Row(Post, paths::AGREEMENT_PARTY_REMOVE, L, Press("?party"), 22),
    Row(Get, paths::AGREEMENT_CLAUSE, L, Open(""), 9),
    Row(Post, paths::AGREEMENT_CLAUSE, L, Fill(CLAUSE), 14),
    Row(Post, paths::AGREEMENT_CLAUSE_REMOVE, L, Press("?edit"), 14),
    Row(Get, paths::AGREEMENT_SUBMIT, L, Open(""), 8),
    Row(Post, paths::AGREEMENT_SUBMIT, L, Fill(&[]), 15),
    Row(Get, paths::AGREEMENT_SIGN, M, Open(""), 8),
    Row(Post, paths::AGREEMENT_SIGN, M, Fill(&[("code", "")]), 20),
    Row(Get, paths::AGREEMENT_REMARK, L, Open(""), 10),
    Row(Post, paths::AGREEMENT_REMARK, L, Fill(&[("about", "whole"), ("words", "Good.")]), 14),
    Row(Get, paths::AGREEMENT_RETURN, L, Open(""), 8),
    Row(Post, paths::AGREEMENT_RETURN, L, Fill(&[("why", "Less")]), 14),
    Row(Get, paths::AGREEMENT_STEP, L, Open(""), 8),
    Row(Post, paths::AGREEMENT_STEP, L, Fill(STEP), 14),
    Row(Post, paths::AGREEMENT_NEXT, L, Press(""), 14),
    Row(Get, api::AGREEMENTS, API, Open(""), 6),
    Row(Post, api::AGREEMENTS, API, Json(DRAFT), 22),
    Row(Get, api::AGREEMENT_FINDINGS, API, Open(""), 7),
    Row(Get, api::AGREEMENT_MATRIX, API, Open(""), 9),
    Row(Get, api::AGREEMENT_REPLAY, API, Open(""), 12),
    Row(Get, api::AGREEMENT_TEMPLATES, API, Open(""), 6),
    Row(Get, api::AGREEMENT, API, Open(""), 8),
    Row(Get, api::AGREEMENT_PDF, API, Open(""), 8),
    Row(Put, api::AGREEMENT, API, Json(TERMS), 14),
    Row(Post, api::AGREEMENT_VERSIONS, API, Json("{}"), 14),
    Row(Post, api::AGREEMENT_SUBMIT, API, Json("{}"), 15),
    Row(Post, api::AGREEMENT_REMARKS, API, Json(r#"{"about":"whole","words":"Good."}"#), 14),
    Row(Post, api::AGREEMENT_SIGN, M, Json(r#"{"code":"CODE"}"#), 20),
    Row(Post, api::AGREEMENT_STEPS, API, Json(r#"{"step":"suspend","words":"Wait"}"#), 14),
];

/// Where the agreement of a route must stand.
enum Stands {
    Draft,
    UnderReview,
    InForce,
}

fn stands(template: &str, verb: Verb) -> Stands {
    let ends = |ends: &[&str]| ends.iter().any(|end| template.ends_with(end));
    if template.contains("/edit") || ends(&["/submit"]) || verb == Verb::Put {
        Stands::Draft
    } else if ends(&["/sign", "/remark", "/remarks", "/return"]) {
        Stands::UnderReview
    } else {
        Stands::InForce
    }
}

impl Scene {
    /// Writes so many agreements.
    pub(super) async fn put_agreements(&self, rows: usize) {
        for _ in 0..rows {
            self.put(&Stands::InForce).await;
        }
    }

    /// An agreement with which the route at `template` can do what it does, and its version.
    pub(super) async fn agreement_for(&self, template: &str, verb: Verb) -> (AgreementId, i64) {
        self.put(&stands(template, verb)).await
    }

    async fn put(&self, stands: &Stands) -> (AgreementId, i64) {
        let town = &self.town;
        let parts = [Part::Manager, Part::TreatmentManager, Part::CouncilLead];
        let mut terms = made::terms(town, "Probation and treatment", &parts, Purpose::Treatment).await;
        terms.consent = ConsentModel::NotNeeded;
        let (id, day): (AgreementId, _) = (town.app.id(), town.app.today().saturating_sub(30.days()));
        let draft = Version::new(id, 1, terms.clone(), made::stamp(Part::TreatmentLead, day));
        let version = match stands {
            Stands::Draft => draft,
            Stands::UnderReview => {
                draft.append(made::stamp(Part::TreatmentLead, day), Fact::Submitted).expect("sent")
            }
            Stands::InForce => made::signed(id, terms, Part::TreatmentLead, day),
        };
        let seen = version.seen();
        let history = History { version, remarks: Vec::new() };
        app::agreements::write(&town.app, &*town.app.chance, vec![history]).await.expect("written");
        (id, seen)
    }
}
