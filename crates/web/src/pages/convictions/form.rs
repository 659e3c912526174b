//! The form that records a conviction, and the one that corrects it.

use super::fields;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, seen_field},
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    convictions::{
        ConvictionStep, OpenedConviction, RecordConviction, conviction, record as record_it, step,
    },
    people::{Who, who},
};
use domain::ids::{ConvictionId, PersonId};
use gate::Action;

fn new_page(cx: &WebCx, model: &Who, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame("Record a conviction", errors, &fields::FOCUS);
    frame.back = Some(BackLink::to(paths::person_convictions(person)));
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::default(),
        action: paths::conviction_new(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: fields::fields(Again { typed, errors }),
        send: Button::submit("Record"),
        frame,
    }
}

async fn whom(cx: &WebCx, person: PersonId) -> Result<Who, Refusal> {
    who(cx.app(), cx.viewer(), person, Action::RecordConviction).await
}

/// Shows the form.
pub(crate) async fn new(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = whom(&cx, person).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&new_page(&cx, &model, &typed, &Errors::none()))
}

/// Records it.
pub(crate) async fn record(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let details = fields::read(&mut check, &typed);
    let done = match check.done(|| details) {
        Ok(details) => {
            let command = RecordConviction { person, details };
            record_it(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_convictions(person), Said::ConvictionRecorded)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = whom(&cx, person).await?;
            cx.show_as(errors.status(), &new_page(&cx, &model, &typed, &errors))
        }
    }
}

fn edit_page(cx: &WebCx, model: &OpenedConviction, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = model.this.conviction.id;
    let mut frame = cx.form_frame("Correct a conviction", errors, &fields::FOCUS);
    frame.back = Some(BackLink::to(paths::conviction(id)));
    let again = Again { typed, errors };
    let mut all = fields::fields(again);
    all.push(again.prose(
        "why",
        "Why is it corrected?",
        "A recall, a variation, a mistake. What was recorded before stays in its history.",
    ));
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::default(),
        action: paths::conviction_correct(id),
        hidden: Html::join([frame.csrf_field(), seen_field(model.this.conviction.version())], ""),
        fields: all,
        send: Button::submit("Correct"),
        frame,
    }
}

/// Shows the form with what is recorded now.
pub(crate) async fn edit(cx: WebCx, Id(id): Id<ConvictionId>, Query(()): Query<()>) -> Answer {
    let model = conviction(cx.app(), cx.viewer(), id).await?;
    let typed = cx.draft().await?.unwrap_or_else(|| fields::typed(model.this.conviction.details()));
    cx.show(&edit_page(&cx, &model, &typed, &Errors::none()))
}

/// Corrects it.
pub(crate) async fn correct(cx: WebCx, Id(id): Id<ConvictionId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let details = fields::read(&mut check, &typed);
    let why = check.prose("why", typed.get("why"), "why it is corrected");
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| Some(ConvictionStep::Correct(details?, why?))) {
        Ok(wanted) => step(cx.app(), cx.viewer(), id, seen, wanted).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::conviction(id), Said::ConvictionCorrected)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = conviction(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &edit_page(&cx, &model, &typed, &errors))
        }
    }
}
