//! A failure to comply that was no missed appointment, recorded by hand.

use super::{form, opened, the};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::Html,
    pages::plain_form::{Again, PlainForm},
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    enforcement::{self, NewFailure},
    orders::OrderTab,
};
use domain::ids::OrderId;
use gate::Action;

fn page(cx: &WebCx, tab: &OrderTab, typed: &Typed, errors: &Errors) -> Result<PlainForm, Problem> {
    let view = the(tab)?;
    let again = Again { typed, errors };
    let fields = vec![
        again.date("day", "On which day?", ""),
        again.line("what", "What happened?", "", ""),
        again.line("offered", "Which reason did the person offer? (optional)", "", ""),
    ];
    let action = paths::order_failure(view.record.order.id);
    let page = form(cx, tab, "Record a failure to comply".to_owned(), errors, action, fields, "Record");
    let hidden = cx.hidden(&page.frame, typed, errors);
    Ok(PlainForm { hidden: Html::join([hidden], ""), ..page })
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let tab = opened(&cx, id, Action::RecordFailure).await?;
    cx.show(&page(&cx, &tab, &Typed::default(), &Errors::none())?)
}

/// Records it.
pub(crate) async fn post(cx: WebCx, Id(order): Id<OrderId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let day = check.date("day", &typed.date("day"), "The day");
    let what = check.line("what", typed.get("what"), "what happened");
    let offered = check.optional_line("offered", typed.get("offered"), "the reason");
    let new = check.done(|| Some(NewFailure { order, day: day?, what: what?, offered }));
    let done = match new {
        Ok(new) => enforcement::record(cx.app(), cx.viewer(), new, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => cx.go_saying(paths::failure(id), Said::FailureRecorded),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let tab = opened(&cx, order, Action::RecordFailure).await?;
            cx.show_as(errors.status(), &page(&cx, &tab, &typed, &errors)?)
        }
    }
}
