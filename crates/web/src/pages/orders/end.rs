//! Ending an order.

use super::{form, opened, seen, the};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Html, RadioItem, WarningText},
    pages::plain_form::{Again, PlainForm},
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    orders::{self, Early, EndOrder, OrderTab},
};
use domain::{ids::OrderId, order_course::EndType};
use gate::Action;

fn yes_or_no() -> Vec<RadioItem> {
    vec![RadioItem::new("yes", "Yes"), RadioItem::new("no", "No")]
}

fn page(cx: &WebCx, tab: &OrderTab, typed: &Typed, errors: &Errors) -> Result<PlainForm, Problem> {
    let view = the(tab)?;
    let order = &view.record.order;
    let again = Again { typed, errors };
    let mut may_lack = yes_or_no();
    may_lack.push(RadioItem::new("none", "There is none"));
    let early = [
        again.radios("reviews", "Does the court review this order?", yes_or_no()),
        again.radios(
            "instructions",
            "Are further instructions needed under a rehabilitation or probation requirement?",
            may_lack.clone(),
        ),
        again.radios("plan", "Are the objectives of the sentence plan met?", may_lack),
    ];
    let early = Html::join(early, "");
    let fitting = EndType::ALL.iter().filter(|end| end.fits(order.kind));
    let items = fitting.map(|end| {
        let item = RadioItem::new(end.code(), end.words());
        if *end == EndType::CompletedEarly { item.reveals(early.clone()) } else { item }
    });
    let fields = vec![
        again.radios("end", "How does it end?", items.collect()),
        again.date("day", "On which day? (optional)", "Today, where you leave it empty."),
        again.line("contact", "Whom may agencies that go on turn to?", "A desk and a number.", ""),
    ];
    let warning = "Everything still due on this order is closed. Agencies that go on are told, and the order cannot be opened again.";
    let page = form(
        cx,
        tab,
        "End the order".to_owned(),
        errors,
        paths::order_end(order.id),
        fields,
        "End the order",
    );
    Ok(PlainForm { intro: Html::of(&WarningText::new(warning)), ..page })
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(()): Query<()>) -> Answer {
    let tab = opened(&cx, id, Action::EndOrder).await?;
    cx.show(&page(&cx, &tab, &Typed::default(), &Errors::none())?)
}

fn early(check: &mut Check, typed: &Typed) -> Option<Early> {
    let answered = |name| match typed.get(name) {
        "yes" => Some(Some(true)),
        "no" => Some(Some(false)),
        "none" => Some(None),
        _ => None,
    };
    let wanted = "Answer this for an early end";
    let reviews = answered("reviews").flatten();
    if reviews.is_none() {
        check.wrong::<()>("reviews", "required", wanted);
    }
    let (instructions_needed, plan_met) = (answered("instructions"), answered("plan"));
    if instructions_needed.is_none() {
        check.wrong::<()>("instructions", "required", wanted);
    }
    if plan_met.is_none() {
        check.wrong::<()>("plan", "required", wanted);
    }
    Some(Early { court_reviews: reviews?, instructions_needed: instructions_needed?, plan_met: plan_met? })
}

/// Ends it.
pub(crate) async fn post(cx: WebCx, Id(order): Id<OrderId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let end = check.code("end", typed.get("end"), EndType::from_code, "Select how it ends");
    let day = check.optional_date("day", &typed.date("day"), "The day");
    let contact = check.line("contact", typed.get("contact"), "whom they may turn to");
    let early = if end == Some(EndType::CompletedEarly) { early(&mut check, &typed) } else { None };
    let seen = seen(&typed);
    let command = check.done(|| Some(EndOrder { order, seen, end: end?, day, contact: contact?, early }));
    let done = match command {
        Ok(command) => orders::end(cx.app(), cx.viewer(), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    let tab = opened(&cx, order, Action::EndOrder).await?;
    match done {
        Ok(_) => cx.go_saying(paths::person_order(tab.person.person), Said::OrderEnded),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &tab, &typed, &errors)?)
        }
    }
}
