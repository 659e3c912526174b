//! Opening a record in an emergency: why, what is needed, and the second factor once more.

use super::{boxes, form, ticked};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Html, Input, WarningText},
    pages::plain_form::{Again, PlainForm, options},
    paths,
    words::Said,
};
use app::{
    Refusal,
    openings::{self, OpenInEmergency},
    people::{self, Who},
};
use domain::{
    ids::PersonId,
    opening::{EmergencyReason, openable},
};
use gate::Action;

fn page(cx: &WebCx, model: &Who, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("Emergency access", errors, &[]);
    let hidden = frame.csrf_field();
    let again = Again { typed, errors };
    let warning = WarningText::new(
        "For an emergency alone. It opens what every agency recorded, for an hour. The information governance lead is told at once and reviews it.",
    );
    let code = Input {
        autocomplete: "one-time-code".into(),
        ..Input::text("code", "Code that your authenticator shows now")
    }
    .whole_number()
    .width("govuk-input--width-10")
    .with_hint("A code works once. If you have just signed in with it, wait for the next.")
    .with_error(errors.at("code"));
    let sections: Vec<_> = openable().collect();
    let fields = vec![
        again.radios("reason", "Why can it not wait?", options!(EmergencyReason)),
        again.line(
            "words",
            "In words",
            "What happened. Whoever reviews it reads this, so leave names out.",
            "govuk-!-width-full",
        ),
        again.boxes("sections", "What do you need to see?", "Only what is needed.", boxes(&sections)),
        Html::of(&code),
    ];
    let person = model.person.person;
    let action = (paths::person_emergency(person), "Open the record");
    let (intro, back) = (Html::of(&warning), paths::person(person));
    form(frame, (&model.person, &model.glance), back, action, (intro, hidden, fields))
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = people::who(cx.app(), cx.viewer(), person, Action::OpenInEmergency).await?;
    cx.show(&page(&cx, &model, &Typed::default(), &Errors::none()))
}

/// Opens the record.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let reason =
        check.code("reason", typed.get("reason"), EmergencyReason::from_code, "Select why it cannot wait");
    let words = check.line("words", typed.get("words"), "what happened");
    let sections = ticked(typed.all("sections"));
    let code = typed.get("code").trim().to_owned();
    let command =
        check.done(|| Some(OpenInEmergency { person, reason: reason?, words: words?, sections, code }));
    let done = match command {
        Ok(command) => openings::open_in_emergency(cx.app(), &cx.signed, command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => cx.go_saying(paths::person(person), Said::EmergencyOpened),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = people::who(cx.app(), cx.viewer(), person, Action::OpenInEmergency).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
