//! Applications that were turned down: the list of one person, and the form below it.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Cell, Html, Table},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options},
    },
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    summaries::{self, RecordTurnedDown, TurnedDownPart},
};
use domain::{
    application::{TurnedDown, TurnedDownWhy},
    disclosure_summary::RecipientKind,
    ids::PersonId,
};

fn row(one: &TurnedDown) -> Vec<Cell> {
    vec![
        Cell::unbroken(words::day(one.day)),
        format!("{} ({})", one.body, one.kind).into(),
        one.opportunity.to_string().into(),
        one.why.words().into(),
    ]
}

fn page(cx: &WebCx, model: &TurnedDownPart, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame("Applications turned down", errors, &[("day", "day-day")]);
    frame.back = Some(BackLink::to(paths::person(person)));
    let again = Again { typed, errors };
    let intro = if model.applications.is_empty() {
        Html::paragraphs("None is recorded that you can see.")
    } else {
        let head = ["Day", "By whom", "For what", "Why"];
        let table = Table::new("Recorded so far", head, model.applications.iter().map(row));
        Html::of(&table.dense())
    };
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro,
        action: paths::person_turned_down(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.radios("kind", "Who turned it down?", options!(RecipientKind)),
            again.line("body", "Their name", "", "govuk-input--width-20"),
            again.line("opportunity", "For what?", "The post, the tenancy, the course.", ""),
            again.date("day", "When did the answer come?", ""),
            again.radios("why", "Why?", options!(TurnedDownWhy)),
        ],
        send: Button::submit("Record"),
        frame,
    }
}

/// Shows the list and the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = summaries::turned_down(cx.app(), cx.viewer(), person).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Records one.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let kind = check.code("kind", typed.get("kind"), RecipientKind::from_code, "Select who turned it down");
    let body = check.line("body", typed.get("body"), "their name");
    let opportunity = check.line("opportunity", typed.get("opportunity"), "what it was for");
    let day = check.date("day", &typed.date("day"), "The day of the answer");
    let why = check.code("why", typed.get("why"), TurnedDownWhy::from_code, "Select why");
    let command = check.done(|| {
        Some(RecordTurnedDown {
            person,
            kind: kind?,
            body: body?,
            opportunity: opportunity?,
            day: day?,
            why: why?,
        })
    });
    let done = match command {
        Ok(command) => {
            summaries::record_turned_down(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_turned_down(person), Said::TurnedDownRecorded)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = summaries::turned_down(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
