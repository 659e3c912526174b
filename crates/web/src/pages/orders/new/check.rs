//! Check your answers, before the order is kept with all that is due because of it.

use super::{begun, rules, whole};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{BackLink, Button, Escaped, Html, SummaryList, SummaryRow},
    pages::{person::bar, plain_form::PlainForm},
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    orders::{self, Choices, MakeOrder, NewRequirement},
};
use domain::{ids::PersonId, requirement::Condition};

fn requirement(one: &NewRequirement, order: &MakeOrder, choices: &Choices) -> Html {
    let rules = rules(choices, order);
    let rule = rules.iter().find(|rule| rule.code == one.code);
    let said =
        rule.map_or_else(|| one.code.clone(), |rule| format!("{}: {} {}", rule.name, one.amount, rule.unit));
    let provider = one.provider.and_then(|id| choices.agencies.iter().find(|(known, _)| *known == id));
    let given = provider.map(|(_, name)| format!("Given by {name}"));
    let shown = |shown: &Condition| {
        format!("{}: {}. {}, {}", shown.kind, shown.evidence, shown.assessor, words::day(shown.day))
    };
    let lines = std::iter::once(said).chain(given).chain(one.conditions.iter().map(shown));
    Html::paragraphs(&lines.collect::<Vec<_>>().join("\n\n"))
}

fn answers(order: &MakeOrder, choices: &Choices) -> SummaryList {
    let person = order.person;
    let basics = |name: &str| format!("{}#{name}", paths::order_new(person));
    let or_not = |text: Option<String>| text.unwrap_or_else(|| "Not given".to_owned());
    let mut rows = vec![
        SummaryRow::new("What", order.kind.words()).change(basics("kind"), "what it is"),
        SummaryRow::new("Made on", words::day(order.dates.made))
            .change(basics("made-day"), "the day it was made"),
        SummaryRow::new("Ends on", words::day(order.ends)).change(basics("ends-day"), "its end"),
        SummaryRow::new("Court", or_not(order.court.as_ref().map(ToString::to_string)))
            .change(basics("court"), "the court"),
        SummaryRow::new("For", or_not(order.offence.as_ref().map(ToString::to_string)))
            .change(basics("offence"), "the offence"),
        SummaryRow::new("Day of the offence", or_not(order.dates.offence.map(words::day)))
            .change(basics("offence_day-day"), "the day of the offence"),
        SummaryRow::new("Day of conviction", or_not(order.dates.convicted.map(words::day)))
            .change(basics("convicted-day"), "the day of conviction"),
        SummaryRow::new("Carried out in", order.nation.words()).change(basics("nation"), "where"),
    ];
    for one in &order.requirements {
        rows.push(
            SummaryRow::html("Requirement", requirement(one, order, choices))
                .change(paths::order_new_requirements(person), format!("the requirement {}", one.code)),
        );
    }
    let closer: Vec<&str> = order
        .high_risk
        .then_some("High risk of serious harm")
        .into_iter()
        .chain(order.triggers.iter().map(|trigger| trigger.words()))
        .collect();
    let closer = if closer.is_empty() { "Nothing".to_owned() } else { closer.join("; ") };
    rows.push(
        SummaryRow::new("Makes contact closer", closer)
            .change(paths::order_new_requirements(person), "what makes contact closer"),
    );
    let who = order.allocate_to.and_then(|id| choices.staff.iter().find(|(known, _)| *known == id));
    rows.push(
        SummaryRow::new(
            "Allocated to",
            who.map_or("The team allocates it", |(_, name)| name.as_str()).to_owned(),
        )
        .change(paths::order_new_requirements(person), "to whom it is allocated"),
    );
    SummaryList::new(rows)
}

fn page(cx: &WebCx, choices: &Choices, order: &MakeOrder, number: &str, errors: &Errors) -> PlainForm {
    let person = order.person;
    let mut frame = cx.form_frame("Check your answers before you record the order", errors, &[]);
    frame.caption = "Record an order".into();
    frame.back = Some(BackLink::to(paths::order_new_requirements(person)));
    let number =
        Html::markup(format!("<input type=\"hidden\" name=\"form_id\" value=\"{}\">", Escaped(number)));
    PlainForm {
        bar: Some(bar::linked_bar(&choices.person, cx.app().today(), None, &[])),
        intro: Html::of(&answers(order, choices)),
        action: paths::order_new_check(person),
        hidden: Html::join([frame.csrf_field(), number], ""),
        fields: Vec::new(),
        send: Button::submit("Record the order"),
        frame,
    }
}

/// Shows the answers; leads back to the first page while something is missing.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let (choices, journey) = begun(&cx, person).await?;
    match whole(person, &choices, &journey.answers()) {
        Ok(order) => cx.show(&page(&cx, &choices, &order, journey.number(), &Errors::none())),
        Err(_) => cx.go(paths::order_new(person)),
    }
}

/// Records the order. However often the page is sent, one order is made.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let (choices, mut journey) = begun(&cx, person).await?;
    if journey.made(&typed).is_some() {
        return cx.go(paths::person_order(person));
    }
    if !journey.is_of(&typed) {
        return cx.go(paths::order_new_check(person));
    }
    let Ok(order) = whole(person, &choices, &journey.answers()) else {
        return cx.go(paths::order_new(person));
    };
    match orders::make(cx.app(), cx.viewer(), order.clone(), Some(&journey.once()?)).await {
        Ok(id) => {
            journey.done(&cx, id.0).await;
            cx.forget_draft().await;
            cx.go_saying(paths::person_order(person), Said::OrderRecorded)
        }
        Err(Refusal::KeyReused) => cx.go(paths::person_order(person)),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &choices, &order, journey.number(), &errors))
        }
    }
}
