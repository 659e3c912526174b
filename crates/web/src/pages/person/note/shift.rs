//! Moving a note that was written on a wrong person's record.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText},
    pages::{
        court::decide::named,
        person::bar,
        plain_form::{Again, PlainForm},
    },
    paths,
    problem::Problem,
    words::{self, Said},
};
use app::{
    Refusal,
    people::{self, MovableNote, MoveNote},
};
use domain::ids::{NoteId, PersonId};

/// Which note.
pub(crate) struct Which(Option<NoteId>);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["note"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.optional_id("note", typed.get("note"), "Open the note from the list of notes"))
    }
}

fn page(cx: &WebCx, model: &MovableNote, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame("Move the note to the right person", errors, &[]);
    frame.back = Some(BackLink::to(paths::person_notes(person)));
    let note = &model.note;
    let when = words::moment(note.stamp.at, cx.app().london());
    let shown = InsetText { html: Html::paragraphs(note.text.as_str()), ..InsetText::default() };
    let says = format!("This note of {when} is on the record of {}.", model.person.called());
    let both = "It will stand on the right person’s record as it was written, and its words are shown here no more. Both \
                records will tell that it was moved, and why.";
    let again = Again { typed, errors };
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::join([Html::paragraphs(&says), Html::of(&shown), Html::paragraphs(both)], ""),
        action: paths::with_query(&paths::note_move(person), &[("note", &note.id.to_string())]),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.line(
                "to",
                "Reference or number of the right person",
                "Like KTR-4827-Y, or a CRN",
                "govuk-input--width-20",
            ),
            again.line("reason", "Why?", "Both records keep it", ""),
        ],
        send: Button::submit("Move the note"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(Which(note)): Query<Which>) -> Answer {
    let Some(note) = note else { return cx.go(paths::person_notes(person)) };
    let model = people::movable_note(cx.app(), cx.viewer(), person, note).await?;
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

async fn shift(cx: &WebCx, person: PersonId, note: NoteId, typed: &Typed) -> Result<(), Refusal> {
    let mut check = Check::default();
    let reason = check.line("reason", typed.get("reason"), "why");
    let to = named(cx, typed.get("to"), "to").await;
    let reason = check.done(|| reason).map_err(Refusal::Invalid)?;
    let command = MoveNote { person, note, to: to?, reason };
    people::move_note(cx.app(), cx.viewer(), command).await.map(drop)
}

/// Moves the note.
pub(crate) async fn post(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(Which(note)): Query<Which>,
    typed: Typed,
) -> Answer {
    let Some(note) = note else { return Err(Problem::not_found()) };
    // Who may not know of the note is told nothing about whomever they name.
    let model = people::movable_note(cx.app(), cx.viewer(), person, note).await?;
    match shift(&cx, person, note, &typed).await {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_notes(person), Said::NoteMoved)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
