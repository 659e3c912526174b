//! A step of one requirement, or how much of it is done.

use super::{form, opened, seen, the};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{Escaped, Html, InsetText, RadioItem},
    pages::{
        person::order_words,
        plain_form::{Again, PlainForm, seen_field},
    },
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    orders::{self, OrderTab, RequirementStep},
};
use domain::{
    ids::{OrderId, RequirementId},
    requirement::RequirementMove,
};
use gate::Action;

/// Which requirement.
pub(crate) struct Which(Option<RequirementId>);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["requirement"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.optional_id("requirement", typed.get("requirement"), "Choose a requirement"))
    }
}

fn page(
    cx: &WebCx,
    tab: &OrderTab,
    id: RequirementId,
    typed: &Typed,
    errors: &Errors,
) -> Result<PlainForm, Problem> {
    let view = the(tab)?;
    let (one, kept) = view.record.requirement(id).ok_or_else(Problem::not_found)?;
    let again = Again { typed, errors };
    let mut steps: Vec<RadioItem> =
        kept.course.state().moves().map(|step| RadioItem::new(step.code(), step.words())).collect();
    steps.push(RadioItem::divider("or"));
    steps.push(RadioItem::new("", "Only note how much is done"));
    let fields = vec![
        again.radios("step", "What happened?", steps),
        again.line("done", "How much is done now? (optional)", "", "govuk-input--width-5"),
        again.line("words", "In words (optional)", "", ""),
        again.date("day", "On which day? (optional)", "Today, where you leave it empty."),
    ];
    let title = format!("{}, {}: {}", one.name, order_words::amount(one), kept.course.state());
    let action = paths::order_requirement(view.record.order.id);
    let page = form(cx, tab, title, errors, action, fields, "Record");
    let hidden = Html::markup(format!(
        "<input type=\"hidden\" name=\"requirement\" value=\"{}\">",
        Escaped(&id.to_string())
    ));
    let hidden = Html::join([page.frame.csrf_field(), seen_field(kept.course.version()), hidden], "");
    let so_far = InsetText::new(format!("Done so far: {}.", order_words::done(one)));
    Ok(PlainForm { hidden, intro: Html::of(&so_far), ..page })
}

/// Shows the form; for the first requirement, where none is asked for.
pub(crate) async fn get(cx: WebCx, Id(id): Id<OrderId>, Query(Which(which)): Query<Which>) -> Answer {
    let tab = opened(&cx, id, Action::CarryOutOrder).await?;
    let first = the(&tab)?.record.order.requirements.first().map(|one| one.id);
    let Some(which) = which.or(first) else { return Err(Problem::not_found()) };
    cx.show(&page(&cx, &tab, which, &Typed::default(), &Errors::none())?)
}

/// Records it.
pub(crate) async fn post(cx: WebCx, Id(order): Id<OrderId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let requirement: Option<RequirementId> =
        check.id("requirement", typed.get("requirement"), "Choose a requirement");
    let step = match typed.get("step") {
        "" => None,
        code => check.code("step", code, RequirementMove::from_code, "Select what happened"),
    };
    let done = check.number("done", typed.get("done").trim(), 0, 100_000);
    let words = check.optional_line("words", typed.get("words"), "your words");
    let day = check.optional_date("day", &typed.date("day"), "The day");
    if typed.get("step").is_empty() && typed.get("done").trim().is_empty() {
        check.wrong::<()>("step", "required", "Select what happened, or enter how much is done");
    }
    let seen = seen(&typed);
    let command = check
        .done(|| Some(RequirementStep { order, requirement: requirement?, seen, step, day, words, done }));
    let answer = match command {
        Ok(command) => orders::requirement_step(cx.app(), cx.viewer(), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    let tab = opened(&cx, order, Action::CarryOutOrder).await?;
    match answer {
        Ok(_) => cx.go_saying(paths::person_order(tab.person.person), Said::RequirementStepped),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let Some(which) = requirement else { return Err(Problem::not_found()) };
            cx.show_as(errors.status(), &page(&cx, &tab, which, &typed, &errors)?)
        }
    }
}
