//! Why it is needed, what part consent plays, what people are told.

use super::{Page, form, saved, shown};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, FieldError, Query, Typed},
    pages::plain_form::{Again, PlainForm, options},
    paths,
};
use app::agreements::{Edit, Opened};
use domain::{agreement::ConsentModel, ids::AgreementId};

fn filled(opened: &Opened) -> Typed {
    let terms = &opened.version.terms;
    let wording = terms.consent_wording.as_ref().map_or("", |line| line.as_str());
    Typed::default()
        .with("necessity", terms.necessity.as_str())
        .with("consent", terms.consent.code())
        .with("consent_wording", wording)
        .with("privacy_notice", terms.privacy_notice.as_str())
}

fn page(cx: &WebCx, opened: &Opened, typed: &Typed, errors: &Errors) -> PlainForm {
    let again = Again { typed, errors };
    let fields = vec![
        again.prose(
            "necessity",
            "Why is it necessary and proportionate?",
            "Benefit, risk, and the alternatives that were considered.",
        ),
        again.radios("consent", "What part does the person’s consent play?", options!(ConsentModel)),
        again.line(
            "consent_wording",
            "Where are the words with which consent is asked? (optional)",
            "Needed where consent is sought.",
            "20",
        ),
        again.line(
            "privacy_notice",
            "Where and when are people told?",
            "Within a month, where the information came from elsewhere.",
            "20",
        ),
    ];
    let title = "Necessity, consent and telling people";
    form(cx, opened, title, errors, &[], paths::agreement_consent(opened.version.agreement), fields)
}

fn read(typed: &Typed) -> Result<Edit, Vec<FieldError>> {
    let mut check = Check::default();
    let necessity = check.prose("necessity", typed.get("necessity"), "why it is necessary");
    let consent = check.code(
        "consent",
        typed.get("consent"),
        ConsentModel::from_code,
        "Select what part consent plays",
    );
    let wording = check.optional_line("consent_wording", typed.get("consent_wording"), "where the words are");
    if consent.is_some_and(|model| model != ConsentModel::NotNeeded) && wording.is_none() {
        check.wrong::<()>(
            "consent_wording",
            "required",
            "Enter where the words are with which consent is asked",
        );
    }
    let privacy_notice = check.line("privacy_notice", typed.get("privacy_notice"), "where people are told");
    check.done(|| {
        let (necessity, consent, privacy_notice) = (necessity?, consent?, privacy_notice?);
        Some(Edit::Consent { necessity, consent, wording, privacy_notice })
    })
}

/// Shows it.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(()): Query<()>) -> Answer {
    shown(&cx, id, filled, page as Page).await
}

/// Saves it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    saved(&cx, id, &typed, read(&typed), page as Page).await
}
