//! The form that begins a strand.

use super::form;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Button, Html},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    people::{Who, who},
    plans::{BeginStrand, begin},
};
use domain::{ids::PersonId, plan::Topic};
use gate::Action;

/// What is asked where nothing was chosen.
pub(crate) const SELECT_TOPIC: &str = "Select what the strand is about";

fn topics() -> Vec<(String, String)> {
    let named = |topic: &Topic| (topic.code().to_owned(), format!("{topic} ({})", topic.pathway()));
    Topic::ALL.iter().map(named).collect()
}

fn page(cx: &WebCx, model: &Who, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let (page, again) =
        (form(cx, &model.person, &model.glance, "Begin a strand", errors), Again { typed, errors });
    PlainForm {
        intro: Html::paragraphs(
            "A strand is what your agency works on with the person. It is seen by those who may see its topic.",
        ),
        action: paths::strand_new(person),
        hidden: cx.hidden(&page.frame, typed, errors),
        fields: vec![
            again.select("topic", "What is it about?", "Select", topics()),
            again.line("aim", "What is to be reached?", "Like “a tenancy of his own”.", ""),
            again.prose(
                "quote",
                "In the person’s own words (optional)",
                "What they said they want, or how things are now.",
            ),
            again.prose("need", "What stands in the way? (optional)", ""),
            again.prose(
                "strengths",
                "What helps? (optional)",
                "What the person can do and has: skills, people, what worked before.",
            ),
        ],
        send: Button::submit("Begin"),
        ..page
    }
}

fn read(check: &mut Check, person: PersonId, typed: &Typed) -> Option<BeginStrand> {
    let topic = check.code("topic", typed.get("topic"), Topic::from_code, SELECT_TOPIC);
    let aim = check.line("aim", typed.get("aim"), "What is to be reached");
    let quote = check.optional_prose("quote", typed.get("quote"), "What the person said");
    let need = check.optional_prose("need", typed.get("need"), "What stands in the way");
    let strengths = check.optional_prose("strengths", typed.get("strengths"), "What helps");
    Some(BeginStrand { person, topic: topic?, aim: aim?, need, strengths, quote })
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

/// Begins it.
pub(super) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let command = read(&mut check, person, &typed);
    let done = match check.done(|| command) {
        Ok(command) => begin(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::strand(id), Said::StrandBegun)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = whom(&cx, person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
