//! Placing a legal hold, or ending the one that stands.

use super::{Asks, address, of_field, which};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    retention::{self, HeldRecord, HoldStep},
};
use domain::ids::PersonId;

fn page(cx: &WebCx, model: &HeldRecord, typed: &Typed, errors: &Errors) -> PlainForm {
    let (person, held) = (model.holding.person, model.holding.is_held());
    let title = if held { "End the legal hold" } else { "Place a legal hold" };
    let mut frame = cx.form_frame(title, errors, &[("review", "review-day")]);
    frame.back = Some(BackLink::to(address(&paths::retention_record(person), &model.kept)));
    let again = Again { typed, errors };
    let whose = model.kept.left.as_ref().map_or("your agency", |left| left.name.as_str());
    let note = if held {
        "Without a hold the record may be disposed of once its time is over. If it is still needed on its day of review, end it \
         and place the next."
            .to_owned()
    } else {
        let list = if model.kept.left.is_none() { "on your team’s list, and " } else { "" };
        format!(
            "While a hold stands, nothing that {whose} recorded about this person is disposed of. On its day of review it is \
             {list}on the page about retention."
        )
    };
    let mut fields = vec![again.prose(
        "why",
        "Why?",
        "A claim, an inquiry, an order of a court. The hold goes with the record.",
    )];
    if !held {
        fields.push(again.date("review", "When is it looked at again?", ""));
    }
    PlainForm {
        bar: None,
        intro: Html::of(&InsetText::new(note)),
        action: paths::retention_hold(person),
        hidden: Html::join([cx.hidden(&frame, typed, errors), of_field(&model.kept)], ""),
        fields,
        send: Button::submit(title),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(Asks(which)): Query<Asks>) -> Answer {
    let model = retention::record(cx.app(), cx.viewer(), person, which).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Places a hold, or ends it.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let which = which(&typed)?;
    let model = retention::record(cx.app(), cx.viewer(), person, which).await?;
    let mut check = Check::default();
    let why = check.prose("why", typed.get("why"), "why");
    let step = if model.holding.is_held() {
        check.done(|| Some(HoldStep::End(why?)))
    } else {
        let review = check.date("review", &typed.date("review"), "The day on which it is looked at again");
        check.done(|| Some(HoldStep::Place(why?, review?)))
    };
    let done = match step {
        Ok(step) => retention::hold(cx.app(), cx.viewer(), person, which, step).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(address(&paths::retention_record(person), &model.kept), Said::HoldChanged)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
