//! Signing: what is signed, and the second factor once more.

use super::{edit::seen, one};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{BackLink, Button, Html, Input},
    pages::plain_form::{PlainForm, seen_field},
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    agreements::{self, Opened},
};
use domain::{agreement::State, ids::AgreementId};
use gate::Action;

fn page(cx: &WebCx, opened: &Opened, errors: &Errors) -> PlainForm {
    let version = &opened.version;
    let title = format!("Sign “{}”, version {}", version.terms.title.as_str(), version.number);
    let mut frame = cx.form_frame(title, errors, &[]);
    frame.back = Some(BackLink::to(paths::agreement(version.agreement)));
    let words = "You sign for your agency. Once every party has signed, what the clauses say is what the other agencies see.";
    let code = Input {
        autocomplete: "one-time-code".into(),
        ..Input::text("code", "Code that your authenticator shows now")
    }
    .whole_number()
    .width("govuk-input--width-10")
    .with_hint("A code works once. If you have just signed in with it, wait for the next.")
    .with_error(errors.at("code"));
    PlainForm {
        bar: None,
        intro: Html::join([Html::paragraphs(words), one::what_is_signed(cx, opened)], ""),
        action: paths::agreement_sign(version.agreement),
        hidden: Html::join([frame.csrf_field(), seen_field(version.seen())], ""),
        fields: vec![Html::of(&code)],
        send: Button::submit("Sign"),
        frame,
    }
}

async fn opened(cx: &WebCx, id: AgreementId) -> Result<Opened, Problem> {
    let opened = agreements::open(cx.app(), cx.viewer(), id, None).await?;
    if opened.may.sign {
        return Ok(opened);
    }
    let state = opened.state();
    Err(if state == State::UnderReview {
        Refusal::Role(Action::SignAgreement).into()
    } else {
        Refusal::not_now("agreement", state.words()).into()
    })
}

/// Shows what is signed.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(()): Query<()>) -> Answer {
    let opened = opened(&cx, id).await?;
    cx.show(&page(&cx, &opened, &Errors::none()))
}

/// Signs.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    let code = typed.get("code").trim();
    match agreements::sign(cx.app(), &cx.signed, id, seen(&typed), code).await {
        Ok(State::UnderReview) => cx.go_saying(paths::agreement(id), Said::AgreementSigned),
        Ok(_) => cx.go_saying(paths::agreement(id), Said::AgreementMade),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let opened = opened(&cx, id).await?;
            cx.show_as(errors.status(), &page(&cx, &opened, &errors))
        }
    }
}
