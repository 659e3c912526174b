//! What the court made: kind, dates, offence in plain words.

use super::{BASICS, basics, begun};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options},
    },
    paths,
};
use app::orders::Choices;
use domain::{ids::PersonId, lead::Nation, order::OrderKind, requirement::ProposedOrder};

fn page(cx: &WebCx, choices: &Choices, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = choices.person.person;
    let focus = [
        ("kind", "kind"),
        ("offence_day", "offence_day-day"),
        ("convicted", "convicted-day"),
        ("made", "made-day"),
        ("ends", "ends-day"),
        ("operational", "operational-day"),
    ];
    let mut frame = cx.form_frame("What did the court make?", errors, &focus);
    frame.caption = "Record an order".into();
    frame.back = Some(BackLink::to(paths::person_order(person)));
    let again = Again { typed, errors };
    PlainForm {
        bar: Some(bar::linked_bar(&choices.person, cx.app().today(), None, &[])),
        intro: Html::default(),
        action: paths::order_new(person),
        hidden: frame.csrf_field(),
        fields: vec![
            again.radios("kind", "What is it?", options!(OrderKind)),
            again.date("made", "On which day was it made?", ""),
            again.date(
                "ends",
                "On which day does it end?",
                "For a suspended sentence, the supervision period.",
            ),
            again.date(
                "operational",
                "End of the operational period (optional)",
                "Suspended sentences only.",
            ),
            again.line("court", "Which court? (optional)", "", ""),
            again.line("offence", "For what, in plain words? (optional)", "", ""),
            again.date(
                "offence_day",
                "Day of the offence (optional)",
                "Some limits go by it. Without it, the day of conviction counts.",
            ),
            again.date(
                "convicted",
                "Day of conviction (optional)",
                "Without it, the day of the order counts.",
            ),
            again.radios("nation", "Where is it carried out?", options!(Nation)),
        ],
        send: Button::submit("Continue"),
        frame,
    }
}

/// Shows the form, with the answers so far.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let (choices, journey) = begun(&cx, person).await?;
    cx.show(&page(&cx, &choices, &journey.answers(), &Errors::none()))
}

/// Keeps the answers and goes on. An order that lasts longer than it may is refused here.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let (choices, mut journey) = begun(&cx, person).await?;
    let mut check = Check::default();
    if let Some(order) = basics(&mut check, person, &typed) {
        let proposed = ProposedOrder {
            kind: order.kind,
            dates: order.dates,
            ends: order.ends,
            requirements: Vec::new(),
            elsewhere: Vec::new(),
        };
        let mut wrong = Vec::new();
        choices.catalogue.check_length(&proposed, &mut wrong);
        for error in app::orders::field_errors(&wrong) {
            // Whether it has a requirement is the next page's question.
            if error.field != "requirements" {
                check.wrong::<()>(error.field, error.code, error.sentence);
            }
        }
        if order.dates.made > cx.app().today() {
            check.wrong::<()>("made", "future", "The day of the order must be today or in the past");
        }
    }
    match check.done(|| Some(())) {
        Ok(()) => {
            journey.keep(&cx, &BASICS, &typed).await?;
            cx.forget_draft().await;
            cx.go(paths::order_new_requirements(person))
        }
        Err(wrong) => {
            let errors = Errors::of(wrong);
            cx.show_as(errors.status(), &page(&cx, &choices, &typed, &errors))
        }
    }
}
