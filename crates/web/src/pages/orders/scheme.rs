//! Whether somebody may be put into a scheme: its questions, and the answer with reasons. It decides and keeps nothing.

use super::{form, opened, the};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Html, InsetText, RadioItem, Radios},
    pages::plain_form::{Again, PlainForm},
    paths,
    problem::Problem,
};
use app::orders::{self, OrderTab};
use domain::{
    eligibility::{Eligibility, Scheme},
    ids::OrderId,
};
use gate::Action;
use std::collections::BTreeMap;

fn said(scheme: &Scheme, answer: &Eligibility) -> Html {
    let words = if answer.is_eligible() {
        format!("{}: nothing stands against it. The decision is yours.", scheme.name)
    } else {
        let against = answer.refused.iter().chain(&answer.asked).cloned().collect::<Vec<_>>();
        format!("{}: not eligible, or not yet known. {}.", scheme.name, against.join(". "))
    };
    Html::of(&InsetText::new(words))
}

fn page(
    cx: &WebCx,
    tab: &OrderTab,
    scheme: &Scheme,
    typed: &Typed,
    errors: &Errors,
) -> Result<PlainForm, Problem> {
    let view = the(tab)?;
    let again = Again { typed, errors };
    let mut fields: Vec<Html> = scheme
        .criteria
        .iter()
        .map(|one| {
            let items = vec![
                RadioItem::new("yes", "Yes"),
                RadioItem::new("no", "No"),
                RadioItem::new("", "Not known"),
            ];
            let radios = Radios::new(one.fact.clone(), one.question.clone(), items);
            Html::of(&radios.inline().with_value(typed.get(&one.fact).to_owned()))
        })
        .collect();
    fields.push(again.date("start", "From which day? (optional)", "Today, where you leave it empty."));
    let title = format!("Could {} be right?", scheme.name);
    let action = paths::order_scheme(view.record.order.id);
    Ok(form(cx, tab, title, errors, action, fields, "See the answer"))
}

async fn first(cx: &WebCx) -> Result<Scheme, Problem> {
    let schemes = orders::schemes(cx.app(), cx.viewer()).await?;
    schemes.into_iter().next().ok_or_else(Problem::not_found)
}

/// Shows the questions.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let tab = opened(&cx, id, Action::CarryOutOrder).await?;
    let scheme = first(&cx).await?;
    cx.show(&page(&cx, &tab, &scheme, &Typed::default(), &Errors::none())?)
}

/// Shows the answer above the questions.
pub(crate) async fn post(cx: WebCx, Id(id): Id<OrderId>, typed: Typed) -> Answer {
    let tab = opened(&cx, id, Action::CarryOutOrder).await?;
    let scheme = first(&cx).await?;
    let mut check = Check::default();
    let start = check.optional_date("start", &typed.date("start"), "The day");
    let facts: BTreeMap<String, bool> = scheme
        .criteria
        .iter()
        .filter_map(|one| match typed.get(&one.fact) {
            "yes" => Some((one.fact.clone(), true)),
            "no" => Some((one.fact.clone(), false)),
            _ => None,
        })
        .collect();
    if let Err(wrong) = check.done(|| Some(())) {
        let errors = Errors::of(wrong);
        return cx.show_as(errors.status(), &page(&cx, &tab, &scheme, &typed, &errors)?);
    }
    let (scheme, answer) = orders::assess(cx.app(), cx.viewer(), id, &scheme.code, start, facts).await?;
    let intro = said(&scheme, &answer);
    let page = page(&cx, &tab, &scheme, &typed, &Errors::none())?;
    cx.show(&PlainForm { intro, ..page })
}
