//! Telling every agency that goes on that probation's part ends; and saying that one's own agency knows.

use super::{form, opened, seen, the};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Html, InsetText},
    pages::plain_form::{Again, PlainForm},
    paths,
    problem::Problem,
    words::{self, Said},
};
use app::{
    Refusal,
    orders::{self, OrderTab},
};
use domain::ids::OrderId;
use gate::Action;

fn page(cx: &WebCx, tab: &OrderTab, typed: &Typed, errors: &Errors) -> Result<PlainForm, Problem> {
    let view = the(tab)?;
    let order = &view.record.order;
    let again = Again { typed, errors };
    let hint = "A desk and a number, not the name of somebody who may leave.";
    let fields = vec![again.line("contact", "Whom may they turn to afterwards?", hint, "")];
    let title = "Tell agencies that probation’s part ends".to_owned();
    let action = paths::order_tell(order.id);
    let said = format!(
        "The order ends on {}. Every agency that works with the person now, and whose part goes on, is told that day and this contact. Nobody is told twice, and none whose part has closed.",
        words::day(order.ends)
    );
    let page = form(cx, tab, title, errors, action, fields, "Tell them");
    Ok(PlainForm { intro: Html::of(&InsetText::new(said)), ..page })
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let tab = opened(&cx, id, Action::EndOrder).await?;
    cx.show(&page(&cx, &tab, &Typed::default(), &Errors::none())?)
}

/// Tells them.
pub(crate) async fn post(cx: WebCx, Id(id): Id<OrderId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let contact = check.line("contact", typed.get("contact"), "whom they may turn to");
    let done = match check.done(|| contact) {
        Ok(contact) => orders::tell_agencies(cx.app(), cx.viewer(), id, seen(&typed), contact).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    let tab = opened(&cx, id, Action::EndOrder).await?;
    match done {
        Ok(_) => cx.go_saying(paths::person_order(tab.person.person), Said::AgenciesTold),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &tab, &typed, &errors)?)
        }
    }
}

/// Says that one's own agency knows.
pub(crate) async fn acknowledge(cx: WebCx, Id(id): Id<OrderId>, _: Typed) -> Answer {
    orders::acknowledge(cx.app(), cx.viewer(), id).await?;
    cx.go_saying(paths::MY_WORK, Said::EndAcknowledged)
}
