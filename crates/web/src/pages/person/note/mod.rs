//! Adding a note to a person's record, and moving one that was written on a wrong person's.

pub(crate) mod shift;

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, CharacterCount, CheckboxItem, Frame, Html, Label, PersonBar},
    pages::{person::bar, plain_form::Again},
    paths,
    words::Said,
};
use app::{FieldError, Refusal, people::Who};
use askama::Template;
use domain::{ids::PersonId, text::Prose};
use gate::Action;

/// The page with the form.
#[derive(Debug, Template)]
#[template(path = "pages/person/note.html")]
struct NotePage {
    frame: Frame,
    bar: PersonBar,
    hidden: Html,
    action: String,
    text: CharacterCount,
    about: Html,
    save: Button,
}

/// What the box says where a note is about somebody else.
const OTHERS: &str = "third_party";

fn read(typed: &Typed) -> Result<Prose, Vec<FieldError>> {
    let mut check = Check::default();
    let text = check.prose("text", typed.get("text"), "a note");
    check.done(|| text)
}

fn page(cx: &WebCx, model: &Who, typed: &Typed, errors: &Errors) -> NotePage {
    let person = model.person.person;
    let mut frame = cx.form_frame(format!("Add a note about {}", model.person.called()), errors, &[]);
    frame.back = Some(BackLink::to(paths::person(person)));
    let text = CharacterCount {
        rows: "12".into(),
        label: Label::text("Note").strong(),
        value: typed.get("text").to_owned().into(),
        ..CharacterCount::new("text", "Note", u32::try_from(Prose::MOST).unwrap_or(u32::MAX))
    }
    .with_hint("Your agency sees it. A note cannot be changed later; add another to correct it.")
    .with_error(errors.at("text"));
    let words =
        "A victim, or somebody else. Only those read it whom an agreement shows what is about third parties.";
    let others = CheckboxItem::new(OTHERS, words);
    let glance = &model.glance;
    NotePage {
        bar: bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks),
        hidden: cx.hidden(&frame, typed, errors),
        action: paths::person_note(person),
        text,
        about: Again { typed, errors }.boxes("about", "Whom is it about?", "", [others]),
        save: Button::submit("Save note"),
        frame,
    }
}

/// Shows the form, with what was typed before a session ended.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = app::people::who(cx.app(), cx.viewer(), person, Action::AddNote).await?;
    let draft = cx.draft().await?;
    let mut page = page(&cx, &model, draft.as_ref().unwrap_or(&Typed::default()), &Errors::none());
    if draft.is_some() {
        page.frame.flash = Some(cx.kept_banner());
    }
    cx.show(&page)
}

/// Saves the note.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    match save(&cx, person, &typed).await {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person(person), Said::NoteAdded)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = app::people::who(cx.app(), cx.viewer(), person, Action::AddNote).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}

async fn save(cx: &WebCx, person: PersonId, typed: &Typed) -> Result<(), Refusal> {
    let text = read(typed).map_err(Refusal::Invalid)?;
    let once = cx.once(typed);
    if typed.get("about") == OTHERS {
        app::people::add_note_about_others(cx.app(), cx.viewer(), person, text, once.as_ref()).await?;
    } else {
        app::people::add_note(cx.app(), cx.viewer(), person, text, once.as_ref()).await?;
    }
    Ok(())
}
