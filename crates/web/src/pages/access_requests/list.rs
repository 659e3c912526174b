//! A person's requests for a copy, and the form that writes one down.

use super::state_tag;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Cell, Html, RadioItem, Table},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm},
    },
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    access_requests::{Ask, RequestsPart, ask, requests},
};
use domain::ids::PersonId;

fn table(model: &RequestsPart) -> Html {
    if model.requests.is_empty() {
        return Html::literal("<p class=\"govuk-body\">Nobody has asked for a copy that you can see.</p>");
    }
    let rows = model.requests.iter().map(|(request, due)| {
        let received = words::day(request.asked.received);
        let due = match due {
            _ if request.state().is_over() => "–".to_owned(),
            Some(due) => format!("{} ({})", words::day(*due), words::near(*due, model.glance.today)),
            None => "The clock is stopped".to_owned(),
        };
        vec![
            Cell::from(Html::link(&paths::access_request(request.asked.id), &received)),
            Html::of(&state_tag(request.state())).into(),
            due.into(),
        ]
    });
    Html::of(&Table::new("Requests", ["Received", "State", "Answer by"], rows).dense())
}

fn page(cx: &WebCx, model: &RequestsPart, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame =
        cx.form_frame("Requests for a copy of the record", errors, &[("received", "received-day")]);
    frame.back = Some(BackLink::to(paths::person(person)));
    let again = Again { typed, errors };
    let glance = &model.glance;
    let known = vec![
        RadioItem::new("yes", "No doubt: the clock begins on the day it came"),
        RadioItem::new("no", "Proof is needed first: the clock begins when it is there"),
    ];
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: table(model),
        action: paths::person_access_requests(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.date("received", "When did it come?", ""),
            again.prose("words", "How did it come, and for what?", "It needs no form and no reason."),
            again.radios("identity", "Is it clear who asks?", known),
        ],
        send: Button::submit("Record the request"),
        frame,
    }
}

/// Shows requests and the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = requests(cx.app(), cx.viewer(), person).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Whether it is clear who asks.
fn known(code: &str) -> Result<bool, ()> {
    match code {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(()),
    }
}

/// Writes one down.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let received = check.date("received", &typed.date("received"), "The day it came");
    let words = check.prose("words", typed.get("words"), "how it came, and for what");
    let identity =
        check.code("identity", typed.get("identity"), known, "Select whether it is clear who asks");
    let command =
        check.done(|| Some(Ask { person, received: received?, words: words?, identity_known: identity? }));
    let done = match command {
        Ok(command) => ask(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::access_request(id), Said::CopyAsked)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = requests(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
