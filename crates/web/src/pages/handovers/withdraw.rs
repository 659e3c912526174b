//! Withdrawing a handover that was a mistake, or is needed no longer.

use super::form;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
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
    let fields = vec![again.line("reason", "Why is it withdrawn?", "", "20")];
    let action = paths::handover_withdraw(model.handover.offer.id);
    form(cx, model, ("Withdraw a handover", "Withdraw"), (action, fields), (typed, errors))
}

/// Shows the form; where nothing is left to withdraw, the handover.
pub(crate) async fn get(cx: WebCx, Id(id): Id<CaseHandoverId>, Query(()): Query<()>) -> Answer {
    let model = handovers::handover(cx.app(), cx.viewer(), id).await?;
    if !model.moves.contains(&HandoverMove::Withdraw) {
        return cx.go(paths::handover(id));
    }
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

/// Withdraws.
pub(crate) async fn post(cx: WebCx, Id(id): Id<CaseHandoverId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let reason = check.line("reason", typed.get("reason"), "why it is withdrawn");
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| reason.map(HandoverStep::Withdraw)) {
        Ok(step) => handovers::answer(cx.app(), cx.viewer(), id, seen, step).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::handover(id), Said::HandoverWithdrawn)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = handovers::handover(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
