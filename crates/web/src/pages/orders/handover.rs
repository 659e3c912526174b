//! What the person keeps when the order ends: a page in their words, to print.

use super::{form, opened, the};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Frame, Html},
    pages::plain_form::{Again, PlainForm},
    paths,
    problem::Problem,
    words::{self, Said},
};
use app::{
    Refusal,
    orders::{self, HandoverWords, OrderTab},
};
use askama::Template;
use domain::ids::OrderId;
use gate::Action;

/// The page that is printed.
#[derive(Debug, Template)]
#[template(path = "pages/orders/handover.html")]
struct HandoverPage {
    frame: Frame,
    called: String,
    ends: String,
    going_well: Html,
    goes_on: Html,
    if_hard: Html,
    contact: String,
}

/// Shows what the person keeps; leads to the form while there is nothing.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let tab = orders::order(cx.app(), cx.viewer(), id).await?;
    let view = the(&tab)?;
    let order = &view.record.order;
    let Some(handover) = &view.record.handover else {
        if view.may.contains(&Action::EndOrder) {
            return cx.go(paths::order_handover_write(id));
        }
        return Err(Problem::not_found());
    };
    let mut frame = cx.frame(format!("What comes next, {}", tab.person.called()));
    frame.back = Some(BackLink::to(paths::person_order(tab.person.person)));
    let page = HandoverPage {
        called: tab.person.called(),
        ends: words::day(order.ended.unwrap_or(order.ends)),
        going_well: Html::paragraphs(handover.going_well.as_str()),
        goes_on: Html::paragraphs(handover.goes_on.as_str()),
        if_hard: Html::paragraphs(handover.if_hard.as_str()),
        contact: handover.contact.to_string(),
        frame,
    };
    cx.show(&page)
}

fn page(cx: &WebCx, tab: &OrderTab, typed: &Typed, errors: &Errors) -> Result<PlainForm, Problem> {
    let view = the(tab)?;
    let again = Again { typed, errors };
    let hint = "In the person’s own words.";
    let fields = vec![
        again.prose("going_well", "What is going well?", hint),
        again.prose("goes_on", "What goes on, with whom, and when next?", hint),
        again.prose("if_hard", "What will you do when it gets hard?", hint),
        again.line("contact", "Whom to turn to", "Somebody who is there after the order.", ""),
    ];
    let action = paths::order_handover_write(view.record.order.id);
    let title = format!("What {} keeps", tab.person.called());
    let page = form(cx, tab, title, errors, action, fields, "Write the page");
    let hidden = cx.hidden(&page.frame, typed, errors);
    Ok(PlainForm { hidden, ..page })
}

/// Shows the form, with what was written before.
pub(crate) async fn get_form(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let tab = opened(&cx, id, Action::EndOrder).await?;
    let mut typed = cx.draft().await?.unwrap_or_default();
    if let Some(before) = the(&tab)?.record.handover.as_ref().filter(|_| !typed.has("going_well")) {
        typed = typed
            .with("going_well", before.going_well.as_str())
            .with("goes_on", before.goes_on.as_str())
            .with("if_hard", before.if_hard.as_str())
            .with("contact", before.contact.as_str());
    }
    cx.show(&page(&cx, &tab, &typed, &Errors::none())?)
}

/// Writes it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<OrderId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let going_well = check.prose("going_well", typed.get("going_well"), "what is going well");
    let goes_on = check.prose("goes_on", typed.get("goes_on"), "what goes on");
    let if_hard = check.prose("if_hard", typed.get("if_hard"), "what to do when it gets hard");
    let contact = check.line("contact", typed.get("contact"), "whom to turn to");
    let said = check.done(|| {
        Some(HandoverWords {
            going_well: going_well?,
            goes_on: goes_on?,
            if_hard: if_hard?,
            contact: contact?,
        })
    });
    let done = match said {
        Ok(said) => orders::write_handover(cx.app(), cx.viewer(), id, said, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::order_handover(id), Said::HandoverWritten)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let tab = opened(&cx, id, Action::EndOrder).await?;
            cx.show_as(errors.status(), &page(&cx, &tab, &typed, &errors)?)
        }
    }
}
