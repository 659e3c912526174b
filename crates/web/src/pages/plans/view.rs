//! The form for what the person says of the plan.

use super::form;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::Html,
    pages::plain_form::{Again, PlainForm, options},
    paths,
    words::Said,
};
use app::{
    Refusal,
    people::{Who, who},
    plans::{RecordView, record_view},
};
use domain::{ids::PersonId, plan::View};
use gate::Action;

/// What is asked where nothing was chosen.
pub(crate) const SELECT_VIEW: &str = "Select what the person says of the plan";

fn page(cx: &WebCx, model: &Who, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let title = "What the person says of the plan";
    let (page, again) = (form(cx, &model.person, &model.glance, title, errors), Again { typed, errors });
    PlainForm {
        intro: Html::paragraphs(
            "Go through the plan together. Recording it sets the day of the next review.",
        ),
        action: paths::plan_view(person),
        hidden: cx.hidden(&page.frame, typed, errors),
        fields: vec![
            again.date("day", "Day of the conversation", ""),
            again.radios("view", "What do they say?", options!(View)),
            again.prose(
                "words",
                "Why, or in their own words",
                "Needed where the person does not agree or could not answer: say what was in the way.",
            ),
        ],
        ..page
    }
}

fn read(check: &mut Check, person: PersonId, typed: &Typed) -> Option<RecordView> {
    let day = check.date("day", &typed.date("day"), "The day of the conversation");
    let view = check.code("view", typed.get("view"), View::from_code, SELECT_VIEW);
    let words = check.optional_prose("words", typed.get("words"), "Why");
    Some(RecordView { person, view: view?, words, day: day? })
}

async fn whom(cx: &WebCx, person: PersonId) -> Result<Who, Refusal> {
    who(cx.app(), cx.viewer(), person, Action::KeepPlan).await
}

/// Shows the form.
pub(super) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = whom(&cx, person).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Records it.
pub(super) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let command = read(&mut check, person, &typed);
    let done = match check.done(|| command) {
        Ok(command) => record_view(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_plan(person), Said::PlanViewed)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = whom(&cx, person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
