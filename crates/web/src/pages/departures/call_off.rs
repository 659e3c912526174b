//! Calling a departure off, while its last day is not over.

use super::{facts, who};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    departures::{self, DepartureView},
};
use domain::ids::DepartureId;

fn page(cx: &WebCx, view: &DepartureView, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = view.record.departure.id;
    let mut frame = cx.form_frame(format!("Call off the last day of {}", who(view)), errors, &[]);
    frame.back = Some(BackLink::to(paths::departure(id)));
    let again = Again { typed, errors };
    PlainForm {
        bar: None,
        intro: facts(view, cx.app().london()),
        action: paths::departure_call_off(id),
        hidden: frame.csrf_field(),
        fields: vec![again.line("why", "Why is it called off?", "", "20")],
        send: Button::submit("Call it off"),
        frame,
    }
}

/// Shows the form; where it can no longer be called off, the departure.
pub(crate) async fn get(cx: WebCx, Id(id): Id<DepartureId>, Query(()): Query<()>) -> Answer {
    let view = departures::departure(cx.app(), cx.viewer(), id).await?.view;
    if !view.may_call_off {
        return cx.go(paths::departure(id));
    }
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &view, &typed, &Errors::none()))
}

/// Calls it off.
pub(crate) async fn post(cx: WebCx, Id(id): Id<DepartureId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let why = check.line("why", typed.get("why"), "why it is called off");
    let done = match check.done(|| why) {
        Ok(why) => departures::call_off(cx.app(), cx.viewer(), id, why).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::departure(id), Said::DepartureCalledOff)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let view = departures::departure(cx.app(), cx.viewer(), id).await?.view;
            cx.show_as(errors.status(), &page(&cx, &view, &typed, &errors))
        }
    }
}
