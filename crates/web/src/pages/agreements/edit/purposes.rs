//! What it serves: each purpose with its own words; one without words is not served.

use super::{super::say, Page, form, saved, shown};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, FieldError, Query, Typed},
    kit::{Html, Input, Label},
    pages::plain_form::PlainForm,
    paths,
};
use app::agreements::{Edit, Opened};
use domain::{agreement::PurposeTerm, ids::AgreementId, section::Purpose};

fn filled(opened: &Opened) -> Typed {
    let purposes = opened.version.terms.purposes.iter();
    purposes.fold(Typed::default(), |typed, one| typed.with(one.purpose.code(), one.words.as_str()))
}

fn page(cx: &WebCx, opened: &Opened, typed: &Typed, errors: &Errors) -> PlainForm {
    let fields = Purpose::ALL.iter().map(|purpose| {
        let name = purpose.code();
        let label = format!("{} (optional)", say::purpose(*purpose));
        let input = Input { label: Label::text(label.clone()).strong(), ..Input::text(name, label) }
            .with_value(typed.get(name).to_owned())
            .with_error(errors.at(name));
        Html::of(&input)
    });
    let action = paths::agreement_purposes(opened.version.agreement);
    let page = form(cx, opened, "Purposes", errors, &[], action, fields.collect());
    let intro = "Say in precise terms what each is for. A purpose without words is not served, and no clause may open for it.";
    PlainForm { intro: Html::paragraphs(intro), ..page }
}

fn read(typed: &Typed) -> Result<Edit, Vec<FieldError>> {
    let mut check = Check::default();
    let mut purposes = Vec::new();
    for purpose in Purpose::ALL {
        let words = check.optional_line(purpose.code(), typed.get(purpose.code()), "the purpose");
        purposes.extend(words.map(|words| PurposeTerm { purpose: *purpose, words }));
    }
    if purposes.is_empty() {
        let first = Purpose::ALL.first().map_or("purposes", |purpose| purpose.code());
        check.wrong::<()>(first, "required", "Enter the words of one purpose or more");
    }
    check.done(|| Some(Edit::Purposes(purposes)))
}

/// Shows it.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(()): Query<()>) -> Answer {
    shown(&cx, id, filled, page as Page).await
}

/// Saves it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    saved(&cx, id, &typed, read(&typed), page as Page).await
}
