//! Arguing over an agreement: a remark on a part or a clause, and sending it back for changes.

use super::edit::seen;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, Select, SelectItem},
    pages::plain_form::{Again, PlainForm, seen_field},
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    agreements::{self, AddRemark, Opened, Step},
};
use domain::{
    agreement::{About, Part, State, words::Names},
    ids::AgreementId,
};
use gate::Action;

async fn opened(cx: &WebCx, id: AgreementId, may: fn(&Opened) -> bool) -> Result<Opened, Problem> {
    let opened = agreements::open(cx.app(), cx.viewer(), id, None).await?;
    if may(&opened) {
        return Ok(opened);
    }
    let state = opened.state();
    Err(if state == State::UnderReview {
        Refusal::Role(Action::SignAgreement).into()
    } else {
        Refusal::not_now("agreement", state.words()).into()
    })
}

fn page(cx: &WebCx, opened: &Opened, typed: &Typed, errors: &Errors) -> PlainForm {
    let version = &opened.version;
    let title = format!("Remark on “{}”, version {}", version.terms.title.as_str(), version.number);
    let mut frame = cx.form_frame(title, errors, &[]);
    frame.back = Some(BackLink::to(paths::agreement(version.agreement)));
    let again = Again { typed, errors };
    let parts = Part::ALL.iter().map(|part| SelectItem::new(part.code(), part.words()));
    let clauses = version.terms.clauses.iter().map(|clause| {
        let about = About::Clause(clause.number);
        let words: String = clause.words(Names(&opened.agencies)).chars().take(90).collect();
        SelectItem::new(about.code(), format!("{}: {words}…", about.words()))
    });
    let about = Select::new("about", "What is it about?", parts.chain(clauses).collect::<Vec<_>>())
        .with_value(typed.get("about").to_owned())
        .with_error(errors.at("about"));
    PlainForm {
        bar: None,
        intro: Html::paragraphs("All parties read it. Nothing about any person belongs here."),
        action: paths::agreement_remark(version.agreement),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            Html::of(&about),
            again.prose("words", "Your remark", "What you would have instead, and why."),
        ],
        send: Button::submit("Keep the remark"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(()): Query<()>) -> Answer {
    let opened = opened(&cx, id, |one| one.may.remark).await?;
    let draft = cx.draft().await?;
    cx.show(&page(&cx, &opened, &draft.unwrap_or_default(), &Errors::none()))
}

/// Keeps the remark.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let about = check.code(
        "about",
        typed.get("about"),
        |code| About::from_code(code).ok_or(()),
        "Select what the remark is about",
    );
    let words = check.prose("words", typed.get("words"), "your remark");
    let command = check.done(|| Some(AddRemark { agreement: id, about: about?, words: words? }));
    let done = match command {
        Ok(command) => agreements::remark(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::agreement(id), Said::AgreementRemarked)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let opened = opened(&cx, id, |one| one.may.remark).await?;
            cx.show_as(errors.status(), &page(&cx, &opened, &typed, &errors))
        }
    }
}

fn return_page(cx: &WebCx, opened: &Opened, typed: &Typed, errors: &Errors) -> PlainForm {
    let version = &opened.version;
    let title = format!("Send “{}” back for changes", version.terms.title.as_str());
    let mut frame = cx.form_frame(title, errors, &[]);
    frame.back = Some(BackLink::to(paths::agreement(version.agreement)));
    let again = Again { typed, errors };
    PlainForm {
        bar: None,
        intro: Html::paragraphs(
            "This version is not signed any more. The next version answers what you ask for.",
        ),
        action: paths::agreement_return(version.agreement),
        hidden: Html::join([frame.csrf_field(), seen_field(version.seen())], ""),
        fields: vec![again.line(
            "why",
            "What is to be changed?",
            "In short: remarks say it clause by clause.",
            "20",
        )],
        send: Button::submit("Send back"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get_return(cx: WebCx, Id(id): Id<AgreementId>, Query(()): Query<()>) -> Answer {
    let opened = opened(&cx, id, |one| one.may.send_back).await?;
    cx.show(&return_page(&cx, &opened, &Typed::default(), &Errors::none()))
}

/// Sends it back.
pub(crate) async fn post_return(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let why = check.line("why", typed.get("why"), "what is to be changed");
    let done = match check.done(|| why) {
        Ok(why) => {
            let step = Step::Return(why);
            agreements::step(cx.app(), cx.viewer(), (id, None), seen(&typed), step).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => cx.go_saying(paths::agreement(id), Said::AgreementReturned),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let opened = opened(&cx, id, |one| one.may.send_back).await?;
            cx.show_as(errors.status(), &return_page(&cx, &opened, &typed, &errors))
        }
    }
}
