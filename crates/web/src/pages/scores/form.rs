//! The form that computes a score.

use super::{fields, meaning};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm},
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    people::{Who, who},
    scores::record,
};
use domain::ids::PersonId;
use gate::Action;

fn page(cx: &WebCx, model: &Who, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame("Compute a score of reoffending", errors, &fields::FOCUS);
    frame.back = Some(BackLink::to(paths::person_scores(person)));
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: meaning(),
        action: paths::score_new(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: fields::fields(Again { typed, errors }),
        send: Button::submit("Compute and record"),
        frame,
    }
}

async fn whom(cx: &WebCx, person: PersonId) -> Result<Who, Refusal> {
    who(cx.app(), cx.viewer(), person, Action::RecordScore).await
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = whom(&cx, person).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Computes it, and records it.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let command = fields::read(&mut check, person, &typed);
    let done = match check.done(|| command) {
        Ok(command) => record(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::score(id), Said::ScoreRecorded)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = whom(&cx, person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
