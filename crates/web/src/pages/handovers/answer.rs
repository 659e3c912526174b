//! The answer of the probation team: the person is taken on, with an owner, or declined, with the reason.

use super::form;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Html, Label, RadioItem, Select, SelectItem},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    handovers::{self, HandoverStep, HandoverView},
};
use domain::{case_handover::HandoverMove, ids::CaseHandoverId};

fn page(cx: &WebCx, model: &HandoverView, typed: &Typed, errors: &Errors) -> PlainForm {
    let again = Again { typed, errors };
    let staff = model.staff.iter().map(|(id, name)| SelectItem::new(id.to_string(), name.clone()));
    let owner = Select {
        value: typed.get("account").to_owned().into(),
        label: Label::text("Who owns what follows?").strong(),
        ..Select::new(
            "account",
            "Who owns what follows?",
            [SelectItem::new("", "Choose somebody")].into_iter().chain(staff),
        )
    }
    .with_error(errors.at("account"));
    let items = vec![
        RadioItem::new(HandoverMove::TakeOn.code(), "Take the person on").reveals(Html::of(&owner)),
        RadioItem::new(HandoverMove::Decline.code(), "Decline").reveals(again.line(
            "reason",
            "Why?",
            "The team that handed over reads it.",
            "20",
        )),
    ];
    let fields = vec![again.radios("step", "What is your answer?", items)];
    let action = paths::handover_answer(model.handover.offer.id);
    form(cx, model, ("Answer a handover", "Answer"), (action, fields), (typed, errors))
}

/// Shows the form; where nothing is left to answer, the handover.
pub(crate) async fn get(cx: WebCx, Id(id): Id<CaseHandoverId>, Query(()): Query<()>) -> Answer {
    let model = handovers::handover(cx.app(), cx.viewer(), id).await?;
    if !model.moves.iter().any(|step| step.is_an_answer()) {
        return cx.go(paths::handover(id));
    }
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

/// Answers.
pub(crate) async fn post(cx: WebCx, Id(id): Id<CaseHandoverId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let step = match typed.get("step") {
        "take_on" => check
            .id("account", typed.get("account"), "Select who owns what follows")
            .map(HandoverStep::TakeOn),
        "decline" => check.line("reason", typed.get("reason"), "why you decline").map(HandoverStep::Decline),
        _ => check.wrong("step", "required", "Select your answer"),
    };
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| step) {
        Ok(step) => handovers::answer(cx.app(), cx.viewer(), id, seen, step).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::MY_WORK, Said::HandoverAnswered)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = handovers::handover(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
