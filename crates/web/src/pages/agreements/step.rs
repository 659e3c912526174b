//! Review, suspend, resume, end; and the next version.

use super::{Which, edit::seen};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, FieldError, Query, Typed},
    kit::{BackLink, Button, Escaped, Html, RadioItem},
    pages::plain_form::{Again, PlainForm, seen_field},
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    agreements::{self, Opened, Step},
};
use domain::{agreement::Move, ids::AgreementId};

fn page(cx: &WebCx, opened: &Opened, typed: &Typed, errors: &Errors) -> PlainForm {
    let version = &opened.version;
    let title =
        format!("Review, suspend or end “{}”, version {}", version.terms.title.as_str(), version.number);
    let mut frame = cx.form_frame(title, errors, &[("next", "next-day")]);
    frame.back = Some(BackLink::to(paths::agreement(version.agreement)));
    let again = Again { typed, errors };
    let items = opened.may.steps.iter().map(|step| match step {
        Move::Review => RadioItem::new(step.code(), "Record a review: it is kept as it is")
            .reveals(again.date("next", "Next review by", "For example, 1 4 2028")),
        Move::Suspend => RadioItem::new(step.code(), "Suspend: nothing is seen under it until it is resumed"),
        Move::Resume => RadioItem::new(step.code(), "Resume: it holds again"),
        _ => RadioItem::new(step.code(), "End: it is over for good"),
    });
    let number = Html::markup(format!(
        "<input type=\"hidden\" name=\"version\" value=\"{}\">",
        Escaped(&version.number.to_string())
    ));
    PlainForm {
        bar: None,
        intro: Html::default(),
        action: paths::agreement_step(version.agreement),
        hidden: Html::join([frame.csrf_field(), seen_field(version.seen()), number], ""),
        fields: vec![
            again.radios("step", "What is to happen?", items.collect()),
            again.line("words", "Why, or what was found?", "All parties read it.", "20"),
        ],
        send: Button::submit("Record"),
        frame,
    }
}

async fn opened(cx: &WebCx, id: AgreementId, number: Option<u16>) -> Result<Opened, Problem> {
    let opened = agreements::open(cx.app(), cx.viewer(), id, number).await?;
    if opened.may.steps.is_empty() {
        return Err(Refusal::not_now("agreement", opened.state().words()).into());
    }
    Ok(opened)
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(Which(number)): Query<Which>) -> Answer {
    let opened = opened(&cx, id, number).await?;
    cx.show(&page(&cx, &opened, &Typed::default(), &Errors::none()))
}

fn read(typed: &Typed) -> Result<(Option<u16>, Step), Vec<FieldError>> {
    let mut check = Check::default();
    let number = check.number("version", typed.get("version"), 1, u32::from(u16::MAX));
    let step = check.code("step", typed.get("step"), Move::from_code, "Select what is to happen");
    let next = (step == Some(Move::Review))
        .then(|| check.date("next", &typed.date("next"), "The day of the next review"))
        .flatten();
    let words = check.line("words", typed.get("words"), "why, or what was found");
    if !matches!(step, None | Some(Move::Review | Move::Suspend | Move::Resume | Move::End)) {
        check.wrong::<()>("step", "unknown", "Select what is to happen");
    }
    check.done(|| {
        let step = match step? {
            Move::Review => Step::Review(next?, words?),
            Move::Suspend => Step::Suspend(words?),
            Move::Resume => Step::Resume(words?),
            _ => Step::End(words?),
        };
        Some((number.and_then(|number| u16::try_from(number).ok()), step))
    })
}

/// Takes the step.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    let done = match read(&typed) {
        Ok((number, step)) => agreements::step(cx.app(), cx.viewer(), (id, number), seen(&typed), step).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => cx.go_saying(paths::agreement(id), Said::AgreementStepped),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let opened = opened(&cx, id, typed.get("version").parse().ok()).await?;
            cx.show_as(errors.status(), &page(&cx, &opened, &typed, &errors))
        }
    }
}

/// Begins the next version.
pub(crate) async fn next(cx: WebCx, Id(id): Id<AgreementId>, _: Typed) -> Answer {
    agreements::next(cx.app(), cx.viewer(), id).await?;
    cx.go_saying(paths::agreement_edit(id), Said::AgreementDrafted)
}
