//! How it is watched over, and who pays until when.

use super::{Page, days::with_day, form, saved, shown};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, FieldError, Query, Typed},
    pages::plain_form::{Again, PlainForm},
    paths,
};
use app::agreements::{Edit, Opened};
use domain::{
    agreement::{Auditing, Funding},
    ids::AgreementId,
};

fn filled(opened: &Opened) -> Typed {
    let terms = &opened.version.terms;
    let funding = terms.funding.as_ref();
    let typed = Typed::default()
        .with("per_cent", terms.auditing.per_cent.to_string())
        .with("reviewer", terms.auditing.reviewer.as_str())
        .with("funding", funding.map_or("", |one| one.source.as_str()));
    with_day(typed, "funded_until", funding.and_then(|one| one.ends))
}

fn page(cx: &WebCx, opened: &Opened, typed: &Typed, errors: &Errors) -> PlainForm {
    let again = Again { typed, errors };
    let fields = vec![
        again.line("per_cent", "Of a hundred looks, how many are reviewed?", "From 0 to 100.", "5"),
        again.line("reviewer", "Who reviews them?", "", "20"),
        again.line("funding", "Who pays for it? (optional)", "", "20"),
        again.date(
            "funded_until",
            "Last day of the funding (optional)",
            "It is said 90, 30 and 7 days before.",
        ),
    ];
    let action = paths::agreement_oversight(opened.version.agreement);
    form(cx, opened, "Audit and funding", errors, &[("funded_until", "funded_until-day")], action, fields)
}

fn read(typed: &Typed) -> Result<Edit, Vec<FieldError>> {
    let mut check = Check::default();
    let share = typed.get("per_cent").trim();
    let per_cent = if share.is_empty() {
        check.wrong("per_cent", "required", "Enter how many of a hundred looks are reviewed")
    } else {
        check.number("per_cent", share, 0, 100)
    };
    let reviewer = check.line("reviewer", typed.get("reviewer"), "who reviews them");
    let source = check.optional_line("funding", typed.get("funding"), "who pays");
    let ends =
        check.optional_date("funded_until", &typed.date("funded_until"), "The last day of the funding");
    if ends.is_some() && source.is_none() {
        check.wrong::<()>("funding", "required", "Enter who pays until then");
    }
    check.done(|| {
        let per_cent = u8::try_from(per_cent?).ok()?;
        let auditing = Auditing { per_cent, reviewer: reviewer? };
        Some(Edit::Oversight { auditing, funding: source.map(|source| Funding { source, ends }) })
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
