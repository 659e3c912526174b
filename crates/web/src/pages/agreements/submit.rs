//! Sending a draft for review: what it says, and that it stands still from then on.

use super::{edit, one};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{BackLink, Button, Html},
    pages::plain_form::{PlainForm, seen_field},
    paths,
    words::Said,
};
use app::agreements::{self, Opened};
use domain::ids::AgreementId;

fn page(cx: &WebCx, opened: &Opened, errors: &Errors) -> PlainForm {
    let id = opened.version.agreement;
    let title = format!("Send “{}” for review", opened.version.terms.title.as_str());
    let mut frame = cx.form_frame(title, errors, &[("terms", "content")]);
    frame.back = Some(BackLink::to(paths::agreement_edit(id)));
    let words = "The parties read it, remark on it, and sign it or send it back. It cannot be changed any more: a change is \
                 the next version.";
    PlainForm {
        bar: None,
        intro: Html::join([Html::paragraphs(words), one::what_is_signed(cx, opened)], ""),
        action: paths::agreement_submit(id),
        hidden: Html::join([frame.csrf_field(), seen_field(opened.version.seen())], ""),
        fields: Vec::new(),
        send: Button::submit("Send for review"),
        frame,
    }
}

/// Shows it.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(()): Query<()>) -> Answer {
    let opened = edit::draft_of(&cx, id).await?;
    cx.show(&page(&cx, &opened, &Errors::none()))
}

/// Sends it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    match agreements::submit(cx.app(), cx.viewer(), id, edit::seen(&typed)).await {
        Ok(_) => cx.go_saying(paths::agreement(id), Said::AgreementSubmitted),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let opened = edit::draft_of(&cx, id).await?;
            cx.show_as(errors.status(), &page(&cx, &opened, &errors))
        }
    }
}
