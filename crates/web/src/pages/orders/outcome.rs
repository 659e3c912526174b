//! What was reached at the end of an order.

use super::{form, opened, the};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    pages::plain_form::{Again, PlainForm, options},
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    orders::{self, OrderTab},
};
use domain::{
    ids::OrderId,
    order_end::{Outcome, OutcomeAnswer, OutcomeKind},
};
use gate::Action;

fn page(cx: &WebCx, tab: &OrderTab, typed: &Typed, errors: &Errors) -> Result<PlainForm, Problem> {
    let view = the(tab)?;
    let again = Again { typed, errors };
    let fields = vec![
        again.radios("kind", "What was measured?", options!(OutcomeKind)),
        again.radios("answer", "What was found?", options!(OutcomeAnswer)),
        again.line("score", "Score (AUDIT only)", "0 to 40", "govuk-input--width-3"),
        again.date("day", "On which day?", ""),
    ];
    let action = paths::order_outcome(view.record.order.id);
    Ok(form(cx, tab, "Record an outcome".to_owned(), errors, action, fields, "Record"))
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let tab = opened(&cx, id, Action::EndOrder).await?;
    cx.show(&page(&cx, &tab, &Typed::default(), &Errors::none())?)
}

/// Records it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<OrderId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let kind = check.code("kind", typed.get("kind"), OutcomeKind::from_code, "Select what was measured");
    let answer = check.code("answer", typed.get("answer"), OutcomeAnswer::from_code, "Select what was found");
    let score = check.number("score", typed.get("score").trim(), 0, 40);
    let day = check.date("day", &typed.date("day"), "The day");
    let outcome = check.done(|| Some(Outcome { kind: kind?, answer: answer?, score, day: day? }));
    let done = match outcome {
        Ok(outcome) => orders::record_outcome(cx.app(), cx.viewer(), id, outcome).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    let tab = opened(&cx, id, Action::EndOrder).await?;
    match done {
        Ok(()) => cx.go_saying(paths::person_order(tab.person.person), Said::OutcomeRecorded),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &tab, &typed, &errors)?)
        }
    }
}
