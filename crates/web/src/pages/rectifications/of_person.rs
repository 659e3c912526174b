//! A person's corrections, who was told of each, and the form that corrects a note.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Cell, Html, InsetText, Table},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm},
    },
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    rectifications::{Corrections, KeptCorrection, correct_note, corrections},
};
use domain::{ids::PersonId, note::Note};
use jiff::tz::TimeZone;

/// Characters of a note by which one chooses it.
const BEGINNING: usize = 80;

fn told(one: &KeptCorrection, zone: &TimeZone) -> String {
    let said = one.told.iter().map(|(agency, acknowledged)| match acknowledged {
        Some(at) => format!("{agency}: acknowledged {}", words::moment(*at, zone)),
        None => format!("{agency}: told, not acknowledged yet"),
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { "–".to_owned() } else { said.join("; ") }
}

fn list(model: &Corrections, zone: &TimeZone) -> Html {
    if model.corrections.is_empty() {
        return Html::literal("<p class=\"govuk-body\">Nothing was corrected that you can see.</p>");
    }
    let rows = model.corrections.iter().map(|one| {
        vec![
            Cell::unbroken(words::moment(one.correction.stamp.at, zone)),
            one.correction.corrected.words().into(),
            one.correction.words.to_string().into(),
            one.by.clone().into(),
            told(one, zone).into(),
        ]
    });
    let head = ["When", "What", "In words", "By", "Agencies that had read it"];
    Html::of(&Table::new("Corrections", head, rows).dense())
}

fn option(note: &Note, zone: &TimeZone) -> (String, String) {
    let text = note.text.as_str();
    let beginning: String = text.chars().take(BEGINNING).map(|c| if c == '\n' { ' ' } else { c }).collect();
    let more = if text.chars().nth(BEGINNING).is_some() { "…" } else { "" };
    (note.id.to_string(), format!("{}: {beginning}{more}", words::moment(note.stamp.at, zone)))
}

fn page(cx: &WebCx, model: &Corrections, typed: &Typed, errors: &Errors) -> PlainForm {
    let (person, zone) = (model.person.person, cx.app().london());
    let mut frame = cx.form_frame("Corrections", errors, &[]);
    frame.back = Some(BackLink::to(paths::person(person)));
    let again = Again { typed, errors };
    let note = "A note is never changed. What is right stands with it, and every agency that had read it is told. You see only \
                agencies of which you may know. Correct names and numbers on the page of the person’s identity.";
    let glance = &model.glance;
    let notes = model.notes.iter().map(|note| option(note, zone));
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::join([list(model, zone), Html::of(&InsetText::new(note))], "\n"),
        action: paths::person_corrections(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.select("note", "Which note of your agency is wrong?", "Select a note", notes),
            again.prose("words", "What is right?", "Say what was wrong, and what is so."),
        ],
        send: Button::submit("Correct the note"),
        frame,
    }
}

/// Shows corrections and the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = corrections(cx.app(), cx.viewer(), person).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Corrects a note.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let note = check.id("note", typed.get("note"), "Select a note");
    let words = check.prose("words", typed.get("words"), "what is right");
    let done = match check.done(|| Some((note?, words?))) {
        Ok(said) => correct_note(cx.app(), cx.viewer(), person, said, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_corrections(person), Said::NoteCorrected)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = corrections(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
