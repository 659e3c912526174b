//! Title and days.

use super::{Page, form, saved, shown};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, FieldError, Query, Typed},
    kit::RadioItem,
    pages::plain_form::{Again, PlainForm},
    paths,
};
use app::agreements::{Edit, Opened};
use domain::ids::AgreementId;
use jiff::civil::Date;

const FOCUS: [(&str, &str); 3] = [("starts", "starts-day"), ("review", "review-day"), ("ends", "ends-day")];

/// A day in the three fields of a form.
pub(super) fn with_day(typed: Typed, name: &str, day: Option<Date>) -> Typed {
    let Some(day) = day else { return typed };
    typed
        .with(&format!("{name}-day"), day.day().to_string())
        .with(&format!("{name}-month"), day.month().to_string())
        .with(&format!("{name}-year"), day.year().to_string())
}

fn filled(opened: &Opened) -> Typed {
    let terms = &opened.version.terms;
    let stops = if terms.stops_unreviewed { "yes" } else { "no" };
    let typed = Typed::default().with("title", terms.title.as_str()).with("stops", stops);
    let typed = with_day(typed, "starts", Some(terms.starts));
    let typed = with_day(typed, "review", Some(terms.review));
    with_day(typed, "ends", terms.ends)
}

fn page(cx: &WebCx, opened: &Opened, typed: &Typed, errors: &Errors) -> PlainForm {
    let again = Again { typed, errors };
    let stops = vec![
        RadioItem::new("no", "It goes on, and is shown as overdue"),
        RadioItem::new("yes", "It stops: nothing more is seen under it"),
    ];
    let fields = vec![
        again.line("title", "Title", "", "20"),
        again.date("starts", "From which day is it to hold?", "Once every party has signed."),
        again.date("review", "By which day is it reviewed?", "It is said 90, 30 and 7 days before."),
        again.date("ends", "Its last day (optional)", ""),
        again.radios("stops", "What if nobody has reviewed it by then?", stops),
    ];
    form(
        cx,
        opened,
        "Title and days",
        errors,
        &FOCUS,
        paths::agreement_days(opened.version.agreement),
        fields,
    )
}

fn read(typed: &Typed) -> Result<Edit, Vec<FieldError>> {
    let mut check = Check::default();
    let title = check.line("title", typed.get("title"), "a title");
    let starts = check.date("starts", &typed.date("starts"), "The first day");
    let review = check.date("review", &typed.date("review"), "The day of the review");
    let ends = check.optional_date("ends", &typed.date("ends"), "The last day");
    let yes = |code: &str| match code {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(()),
    };
    let stops = check.code("stops", typed.get("stops"), yes, "Select what happens without a review");
    check.done(|| {
        let (title, starts, review) = (title?, starts?, review?);
        Some(Edit::Days { title, starts, review, ends, stops_unreviewed: stops? })
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
