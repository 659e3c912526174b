//! Another lead than the delivery model's, with the reason.

use super::{form, opened, seen, the};
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
    orders::{self, OrderTab, SetLead},
};
use domain::{
    ids::{AgencyId, OrderId},
    lead::Activity,
};
use gate::Action;

fn page(
    cx: &WebCx,
    tab: &OrderTab,
    agencies: &[(AgencyId, String)],
    typed: &Typed,
    errors: &Errors,
) -> Result<PlainForm, Problem> {
    let view = the(tab)?;
    let again = Again { typed, errors };
    let items = agencies.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let fields = vec![
        again.radios("activity", "On what?", options!(Activity)),
        again.select("agency", "Which agency is to lead?", "Choose an agency", items),
        again.line("reason", "Why not as the delivery model says?", "", ""),
    ];
    let action = paths::order_lead(view.record.order.id);
    Ok(form(cx, tab, "Set who leads".to_owned(), errors, action, fields, "Set the lead"))
}

async fn shown(cx: &WebCx, id: OrderId, typed: &Typed, errors: &Errors) -> Result<PlainForm, Problem> {
    let tab = opened(cx, id, Action::SetLead).await?;
    let mut agencies = orders::choices(cx.app(), cx.viewer(), tab.person.person).await?.agencies;
    let own = the(&tab)?.record.order.holder;
    agencies.insert(0, (own, tab.names.agency(own)));
    page(cx, &tab, &agencies, typed, errors)
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let page = shown(&cx, id, &Typed::default(), &Errors::none()).await?;
    cx.show(&page)
}

/// Sets the lead.
pub(crate) async fn post(cx: WebCx, Id(order): Id<OrderId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let activity = check.code("activity", typed.get("activity"), Activity::from_code, "Select an activity");
    let agency = check.id("agency", typed.get("agency"), "Select an agency");
    let reason = check.line("reason", typed.get("reason"), "why");
    let seen = seen(&typed);
    let command = check.done(|| {
        Some(SetLead { order, seen, activity: activity?, agency: agency?, account: None, reason: reason? })
    });
    let done = match command {
        Ok(command) => orders::set_lead(cx.app(), cx.viewer(), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            let tab = opened(&cx, order, Action::SetLead).await?;
            cx.go_saying(paths::person_order(tab.person.person), Said::LeadSet)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let page = shown(&cx, order, &typed, &errors).await?;
            cx.show_as(errors.status(), &page)
        }
    }
}
