//! One narrow question to another agency.

use super::form;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Html, InsetText, RadioItem},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    openings::{self, AskForm, AskQuestion},
};
use domain::{ids::PersonId, opening::openable, section::Section};

fn page(cx: &WebCx, model: &AskForm, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("Ask a question", errors, &[]);
    let hidden = cx.hidden(&frame, typed, errors);
    let again = Again { typed, errors };
    let agencies =
        model.agencies.iter().map(|(id, name)| RadioItem::new(id.to_string(), name.clone())).collect();
    let sections = openable().map(|one| (one.code().to_owned(), one.words().to_owned()));
    let said = "Ask one thing, such as whether there is a risk to staff. The agency answers in words or says why not. Both are kept, and the answer counts up to a day.";
    let fields = vec![
        again.radios("agency", "Whom do you ask?", agencies),
        again.select("section", "What is it about?", "Choose a part of the record", sections),
        again.line("words", "Your question", "One sentence.", "govuk-!-width-full"),
    ];
    let person = model.person.person;
    let inset = Html::of(&InsetText::new(said));
    let action = (paths::person_ask(person), "Send the question");
    form(
        frame,
        (&model.person, &model.glance),
        paths::person_openings(person),
        action,
        (inset, hidden, fields),
    )
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = openings::ask_form(cx.app(), cx.viewer(), person).await?;
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

/// Asks.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let to = check.id("agency", typed.get("agency"), "Select whom you ask");
    let section =
        check.code("section", typed.get("section"), Section::from_code, "Select what your question is about");
    let words = check.line("words", typed.get("words"), "your question");
    let command = check.done(|| Some(AskQuestion { person, to: to?, section: section?, words: words? }));
    let done = match command {
        Ok(command) => {
            let once = cx.once(&typed);
            openings::ask(cx.app(), cx.viewer(), command, once.as_ref()).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::question(id), Said::QuestionSent)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = openings::ask_form(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
