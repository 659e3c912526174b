//! Agreeing to a secondment, declining, withdrawing or ending it: the steps that are open to the reader, on one form.

use super::facts;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, RadioItem},
    pages::plain_form::{Again, PlainForm, seen_field},
    paths,
    words::Said,
};
use app::{
    Refusal,
    secondments::{self, SecondmentStep, SecondmentView},
};
use domain::{ids::SecondmentId, secondment::SecondmentMove};

fn page(cx: &WebCx, view: &SecondmentView, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = view.secondment.proposal.id;
    let mut frame = cx.form_frame(format!("Secondment of {}", view.who), errors, &[]);
    frame.back = Some(BackLink::to(paths::secondment(id)));
    let again = Again { typed, errors };
    let steps = view.moves.iter().map(|step| RadioItem::new(step.code(), step.words())).collect();
    let seen = typed.get("seen").parse().unwrap_or_else(|_| view.secondment.version());
    PlainForm {
        bar: None,
        intro: facts(view, cx.app().london()),
        action: paths::secondment_answer(id),
        hidden: Html::join([frame.csrf_field(), seen_field(seen)], ""),
        fields: vec![
            again.radios("step", "What do you want to do?", steps),
            again.line("reason", "Reason", "Not needed to agree.", "20"),
        ],
        send: Button::submit("Go on"),
        frame,
    }
}

/// A step as a form or a program says it.
pub(crate) fn step_of(check: &mut Check, step: &str, reason: &str) -> Option<SecondmentStep> {
    let step = check.code("step", step, SecondmentMove::from_code, "Select what you want to do")?;
    if step == SecondmentMove::Agree {
        return Some(SecondmentStep::Agree);
    }
    let reason = check.line("reason", reason, "a reason")?;
    Some(match step {
        SecondmentMove::Agree => SecondmentStep::Agree,
        SecondmentMove::Decline => SecondmentStep::Decline(reason),
        SecondmentMove::Withdraw => SecondmentStep::Withdraw(reason),
        SecondmentMove::End => SecondmentStep::End(reason),
    })
}

/// Shows the form; where nothing is left to do, the secondment.
pub(crate) async fn get(cx: WebCx, Id(id): Id<SecondmentId>, Query(()): Query<()>) -> Answer {
    let view = secondments::secondment(cx.app(), cx.viewer(), id).await?;
    if view.moves.is_empty() {
        return cx.go(paths::secondment(id));
    }
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &view, &typed, &Errors::none()))
}

/// Takes the step.
pub(crate) async fn post(cx: WebCx, Id(id): Id<SecondmentId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let step = step_of(&mut check, typed.get("step"), typed.get("reason"));
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| step) {
        Ok(step) => secondments::step(cx.app(), cx.viewer(), id, seen, step).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::secondment(id), Said::SecondmentStepped)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let view = secondments::secondment(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &view, &typed, &errors))
        }
    }
}
