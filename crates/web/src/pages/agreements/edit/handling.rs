//! How it is handled: transfer, frequency, rights, corrections, incidents, assessments, passing on.

use super::{Page, form, saved, shown};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, FieldError, Query, Typed},
    pages::plain_form::{Again, PlainForm, options},
    paths,
};
use app::agreements::{Edit, Opened};
use domain::{agreement::Onward, ids::AgreementId};

fn filled(opened: &Opened) -> Typed {
    let terms = &opened.version.terms;
    Typed::default()
        .with("transfer", terms.transfer.as_str())
        .with("frequency", terms.frequency.as_str())
        .with("rights", terms.rights.as_str())
        .with("accuracy", terms.accuracy.as_str())
        .with("incidents", terms.incidents.as_str())
        .with("assessments", terms.assessments.as_ref().map_or("", |line| line.as_str()))
        .with("onward", terms.onward.code())
}

fn page(cx: &WebCx, opened: &Opened, typed: &Typed, errors: &Errors) -> PlainForm {
    let again = Again { typed, errors };
    let fields = vec![
        again.line("transfer", "How is it sent, how is that secured, how is it marked?", "", "20"),
        again.line("frequency", "On what occasion, how often?", "", "20"),
        again.line("rights", "Who answers requests for access, erasure and objection?", "", "20"),
        again.line("accuracy", "How does a correction reach those who were told?", "", "20"),
        again.line("incidents", "Who tells whom when something went wrong?", "", "20"),
        again.line("assessments", "Where are the impact assessments? (optional)", "", "20"),
        again.radios("onward", "May a party pass on what it was given?", options!(Onward)),
    ];
    form(cx, opened, "Handling", errors, &[], paths::agreement_handling(opened.version.agreement), fields)
}

fn read(typed: &Typed) -> Result<Edit, Vec<FieldError>> {
    let mut check = Check::default();
    let transfer = check.line("transfer", typed.get("transfer"), "how it is sent");
    let frequency = check.line("frequency", typed.get("frequency"), "how often");
    let rights = check.line("rights", typed.get("rights"), "who answers requests");
    let accuracy = check.line("accuracy", typed.get("accuracy"), "how a correction travels");
    let incidents = check.line("incidents", typed.get("incidents"), "who tells whom");
    let assessments = check.optional_line("assessments", typed.get("assessments"), "where they are");
    let onward =
        check.code("onward", typed.get("onward"), Onward::from_code, "Select whether it may be passed on");
    check.done(|| {
        Some(Edit::Handling {
            transfer: transfer?,
            frequency: frequency?,
            rights: rights?,
            accuracy: accuracy?,
            incidents: incidents?,
            assessments,
            onward: onward?,
        })
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
