//! Handing a person over: to which probation agency, and what its team should know first.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText, RadioItem},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm},
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    handovers::{self, HandOver, HandoverForm},
};
use domain::ids::PersonId;

fn page(cx: &WebCx, model: &HandoverForm, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame("Hand over to probation", errors, &[]);
    frame.back = Some(BackLink::to(paths::person(person)));
    let again = Again { typed, errors };
    let items =
        model.agencies.iter().map(|(id, name)| RadioItem::new(id.to_string(), name.clone())).collect();
    let said = "The team that is asked sees who the person is, and what you write here. It names an owner or tells you why not. Until then the person is on your desk and on theirs.";
    let hint = "Such as when and where the person can be reached.";
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::of(&InsetText::new(said)),
        action: paths::handover_new(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.radios("agency", "Which probation agency?", items),
            again.line("words", "What should they know first? (optional)", hint, "20"),
        ],
        send: Button::submit("Hand over"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = handovers::handover_form(cx.app(), cx.viewer(), person).await?;
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

/// Hands over.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let to = check.id("agency", typed.get("agency"), "Select a probation agency");
    let words = check.optional_line("words", typed.get("words"), "what they should know");
    let done = match check.done(|| Some(HandOver { person, to: to?, words })) {
        Ok(command) => {
            let once = cx.once(&typed);
            handovers::hand_over(cx.app(), cx.viewer(), command, once.as_ref()).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::handover(id), Said::HandedOver)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = handovers::handover_form(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
