//! A step of an order: which one is asked by the address.

use super::{form, opened, seen, the};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{Escaped, Html, RadioItem},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    orders::{self, OrderStep, OrderTab},
};
use domain::{
    ids::OrderId,
    order_course::{OrderMove, Recipient},
};
use gate::Action;

/// Which step.
pub(crate) struct Which(Option<OrderMove>);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["step"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let code = typed.get("step");
        Self(if code.is_empty() {
            None
        } else {
            check.code("step", code, OrderMove::from_code, "Choose a step")
        })
    }
}

fn page(
    cx: &WebCx,
    tab: &OrderTab,
    step: OrderMove,
    staff: &[(domain::ids::AccountId, String)],
    agencies: &[(domain::ids::AgencyId, String)],
    typed: &Typed,
    errors: &Errors,
) -> Result<PlainForm, crate::problem::Problem> {
    let view = the(tab)?;
    let id = view.record.order.id;
    let again = Again { typed, errors };
    let mut fields = Vec::new();
    match step {
        OrderMove::Serve => {
            let provider = view.record.requirements.iter().any(|one| one.provider.is_some());
            let owed = view.record.course.copies_owed(provider);
            let items = owed.into_iter().map(|one| RadioItem::new(one.code(), one.words())).collect();
            fields.push(again.radios("recipient", "Who was given a copy?", items));
        }
        OrderMove::Allocate => {
            let items = staff.iter().map(|(id, name)| (id.to_string(), name.clone()));
            fields.push(again.select("account", "To whom?", "Choose a practitioner", items));
        }
        OrderMove::Transfer => {
            let items = agencies.iter().map(|(id, name)| (id.to_string(), name.clone()));
            fields.push(again.select("agency", "To which probation agency?", "Choose an agency", items));
        }
        OrderMove::Vary => {
            fields.push(again.date("ends", "New end of the order", ""));
            fields.push(again.line("words", "Why did the court vary it?", "", ""));
        }
        OrderMove::Suspend => fields.push(again.line("words", "Why does it stand still?", "", "")),
        OrderMove::Review => fields.push(again.line("words", "What was found? (optional)", "", "")),
        OrderMove::Induct | OrderMove::Commence | OrderMove::Plan | OrderMove::Resume | OrderMove::End => {}
    }
    fields.push(again.date("day", "On which day? (optional)", "Today, where you leave it empty."));
    let hidden =
        Html::markup(format!("<input type=\"hidden\" name=\"step\" value=\"{}\">", Escaped(step.code())));
    let page = form(cx, tab, step.words().to_owned(), errors, paths::order_step(id), fields, "Record");
    Ok(PlainForm { hidden: Html::join([page.hidden.clone(), hidden], ""), ..page })
}

async fn shown(
    cx: &WebCx,
    id: OrderId,
    step: OrderMove,
    typed: &Typed,
    errors: &Errors,
) -> Result<PlainForm, crate::problem::Problem> {
    let tab = opened(cx, id, Action::CarryOutOrder).await?;
    let choices = orders::choices(cx.app(), cx.viewer(), tab.person.person).await?;
    page(cx, &tab, step, &choices.staff, &choices.probation, typed, errors)
}

/// Shows the form; the first step that may be taken, where none is asked for.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(Which(step)): Query<Which>) -> Answer {
    let step = if let Some(step) = step {
        step
    } else {
        let tab = opened(&cx, id, Action::CarryOutOrder).await?;
        let first = the(&tab)?.record.course.stage().moves().find(|step| *step != OrderMove::End);
        first.ok_or_else(crate::problem::Problem::not_found)?
    };
    let page = shown(&cx, id, step, &Typed::default(), &Errors::none()).await?;
    cx.show(&page)
}

fn read(check: &mut Check, step: OrderMove, typed: &Typed) -> Option<OrderStep> {
    let words = typed.get("words");
    match step {
        OrderMove::Serve => check
            .code("recipient", typed.get("recipient"), Recipient::from_code, "Select who was given a copy")
            .map(OrderStep::Serve),
        OrderMove::Allocate => {
            check.id("account", typed.get("account"), "Select a practitioner").map(OrderStep::Allocate)
        }
        OrderMove::Transfer => {
            check.id("agency", typed.get("agency"), "Select an agency").map(OrderStep::Transfer)
        }
        OrderMove::Vary => {
            let ends = check.date("ends", &typed.date("ends"), "The new end");
            let reason = check.line("words", words, "why the court varied it");
            Some(OrderStep::Vary { ends: ends?, reason: reason? })
        }
        OrderMove::Suspend => check.line("words", words, "why it stands still").map(OrderStep::Suspend),
        OrderMove::Plan => Some(OrderStep::Plan),
        OrderMove::Review => Some(OrderStep::Review(check.optional_line("words", words, "what was found"))),
        OrderMove::Induct => Some(OrderStep::Induct),
        OrderMove::Commence => Some(OrderStep::Commence),
        OrderMove::Resume => Some(OrderStep::Resume),
        OrderMove::End => None,
    }
}

/// Records the step.
pub(crate) async fn post(cx: WebCx, Id(id): Id<OrderId>, typed: Typed) -> Answer {
    let Ok(step) = OrderMove::from_code(typed.get("step")) else {
        return Err(crate::problem::Problem::not_found());
    };
    let mut check = Check::default();
    let day = check.optional_date("day", &typed.date("day"), "The day");
    let taken = read(&mut check, step, &typed);
    let done = match check.done(|| taken) {
        Ok(taken) => orders::carry_out(cx.app(), cx.viewer(), id, seen(&typed), day, taken).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            let tab = orders::order(cx.app(), cx.viewer(), id).await;
            // After a transfer the order is another agency's.
            let back =
                tab.map_or_else(|_| paths::CASELOAD.to_owned(), |tab| paths::person_order(tab.person.person));
            cx.go_saying(back, Said::OrderStepped)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let page = shown(&cx, id, step, &typed, &errors).await?;
            cx.show_as(errors.status(), &page)
        }
    }
}
