//! What makes joint meetings more frequent, and that it does so no longer.

use super::{form, opened, seen, the};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::RadioItem,
    pages::plain_form::{Again, PlainForm, options},
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    orders::{self, OrderTab},
};
use domain::{cadence::Trigger, ids::OrderId};
use gate::Action;

fn page(cx: &WebCx, tab: &OrderTab, typed: &Typed, errors: &Errors) -> Result<PlainForm, Problem> {
    let view = the(tab)?;
    let again = Again { typed, errors };
    let change = vec![
        RadioItem::new("raise", "It makes joint meetings more frequent from today"),
        RadioItem::new("lower", "It does so no longer"),
    ];
    let fields = vec![
        again.radios("trigger", "What?", options!(Trigger)),
        again.radios("change", "What of it?", change),
        again.line("words", "Why?", "Shown beside the next joint meeting. Not needed for “no longer”.", ""),
    ];
    let action = paths::order_cadence(view.record.order.id);
    Ok(form(cx, tab, "How often the parties meet".to_owned(), errors, action, fields, "Record"))
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let tab = opened(&cx, id, Action::RaiseCadence).await?;
    cx.show(&page(&cx, &tab, &Typed::default(), &Errors::none())?)
}

/// Records it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<OrderId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let trigger = check.code("trigger", typed.get("trigger"), Trigger::from_code, "Select what it is");
    let raise = match typed.get("change") {
        "raise" => Some(true),
        "lower" => Some(false),
        _ => check.wrong("change", "required", "Select what of it"),
    };
    let words = if raise == Some(true) { check.line("words", typed.get("words"), "why") } else { None };
    let done = match check.done(|| Some((trigger?, raise?))) {
        Ok((trigger, _)) => match words {
            Some(words) => {
                orders::raise_cadence(cx.app(), cx.viewer(), id, seen(&typed), trigger, words).await
            }
            None => orders::lower_cadence(cx.app(), cx.viewer(), id, seen(&typed), trigger).await,
        },
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    let tab = opened(&cx, id, Action::RaiseCadence).await?;
    match done {
        Ok(()) => cx.go_saying(paths::person_order(tab.person.person), Said::CadenceSet),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &tab, &typed, &errors)?)
        }
    }
}
