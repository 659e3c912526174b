//! The requirements, picked from those that the law allows on these dates; and what sets the pace of supervision.

use super::{asked, basics, begun, field, requirement_fields, requirements, rules};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, CheckboxItem, Checkboxes, Html, Input, InsetText, Label, Select, SelectItem},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm},
    },
    paths, words,
};
use app::orders::{Choices, MakeOrder};
use domain::{
    cadence::Trigger,
    ids::PersonId,
    requirement::{Proposed, ProposedOrder, RequirementRule},
};

/// "1 to 36 months. ", "40 hours or more. "; nothing where the law sets no limit but that there is something of it.
fn limits(rule: &RequirementRule) -> String {
    let together = if rule.aggregate { ", all orders together" } else { "" };
    let said = match (rule.least, rule.most) {
        (None | Some(1), None) => return String::new(),
        (Some(least), Some(most)) => format!("{least} to {most} {}", rule.unit),
        (Some(least), None) => format!("{least} {} or more", rule.unit),
        (None, Some(most)) => format!("{most} {} or less", rule.unit),
    };
    format!("{said}{together}. ")
}

fn hint(rule: &RequirementRule) -> String {
    let memory = if rule.from_memory { " A default: confirm it." } else { "" };
    let checks = if rule.checks.is_empty() { String::new() } else { format!(" {}", rule.checks) };
    format!("{}{}.{memory}{checks}", limits(rule), rule.source)
}

fn amount(rule: &RequirementRule, choices: &Choices, typed: &Typed) -> Html {
    let name = field("amount", &rule.code);
    let label = format!("{} ({}), {}", rule.name, rule.code, rule.unit);
    let input = Input { label: Label::text(label.clone()).strong(), ..Input::text(name.clone(), label) }
        .with_value(typed.get(&name).to_owned())
        .with_hint(hint(rule))
        .width("govuk-input--width-5");
    if !rule.referred {
        return Html::of(&input);
    }
    let name = field("provider", &rule.code);
    let items = [SelectItem::new("", "Not known yet")]
        .into_iter()
        .chain(choices.agencies.iter().map(|(id, name)| SelectItem::new(id.to_string(), name.clone())))
        .collect::<Vec<_>>();
    let select = Select::new(name.clone(), format!("Who gives it: {}", rule.name), items)
        .with_value(typed.get(&name).to_owned());
    Html::join([Html::of(&input), Html::of(&select)], "")
}

fn pace(choices: &Choices, typed: &Typed, errors: &Errors) -> Vec<Html> {
    let risk = CheckboxItem {
        name: "high_risk".into(),
        checked: Some(!typed.get("high_risk").is_empty()),
        ..CheckboxItem::new("yes", "High risk of serious harm: the first appointment is due sooner")
    };
    let triggers = Trigger::ALL.iter().map(|trigger| {
        let name = field("trigger", trigger.code());
        let checked = Some(!typed.get(&name).is_empty());
        CheckboxItem { name: name.into(), checked, ..CheckboxItem::new("yes", trigger.words()) }
    });
    let items: Vec<CheckboxItem> = std::iter::once(risk).chain(triggers).collect();
    let boxes = Checkboxes::new("pace", "What makes contact closer from the start? (optional)", items);
    let staff = choices.staff.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let again = Again { typed, errors };
    let to_whom = again.select("allocate_to", "To whom is it allocated?", "The team allocates it", staff);
    vec![Html::of(&boxes), to_whom]
}

fn page(cx: &WebCx, choices: &Choices, order: &MakeOrder, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = choices.person.person;
    let rules = rules(choices, order);
    let first = rules.first().map(|rule| field("amount", &rule.code)).unwrap_or_default();
    let focus = [("requirements", first.as_str())];
    let mut frame = cx.form_frame("Which requirements?", errors, &focus);
    frame.caption = "Record an order".into();
    frame.back = Some(BackLink::to(paths::order_new(person)));
    let said = format!(
        "{} of {}: what the law allows on that date. Enter an amount for each that the court imposed, and leave the others empty.",
        order.kind,
        words::day(order.dates.made)
    );
    let mut fields: Vec<Html> = rules.iter().map(|rule| amount(rule, choices, typed)).collect();
    fields.extend(pace(choices, typed, errors));
    PlainForm {
        bar: Some(bar::linked_bar(&choices.person, cx.app().today(), None, &[])),
        intro: Html::of(&InsetText::new(said)),
        action: paths::order_new_requirements(person),
        hidden: frame.csrf_field(),
        fields,
        send: Button::submit("Continue"),
        frame,
    }
}

/// Shows the form; leads back to the first page while that is not answered.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let (choices, journey) = begun(&cx, person).await?;
    let answers = journey.answers();
    let Some(order) = basics(&mut Check::default(), person, &answers) else {
        return cx.go(paths::order_new(person));
    };
    cx.show(&page(&cx, &choices, &order, &answers, &Errors::none()))
}

/// Keeps the answers and goes on. What the law does not allow is refused here, but for what the next page asks.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let (choices, mut journey) = begun(&cx, person).await?;
    let Some(mut order) = basics(&mut Check::default(), person, &journey.answers()) else {
        return cx.go(paths::order_new(person));
    };
    let picked = rules(&choices, &order);
    let mut check = Check::default();
    requirements(&mut check, &mut order, &picked, &typed);
    let proposed = ProposedOrder {
        kind: order.kind,
        dates: order.dates,
        ends: order.ends,
        requirements: order
            .requirements
            .iter()
            .map(|one| Proposed { code: one.code.clone(), amount: one.amount, conditions: Vec::new() })
            .collect(),
        elsewhere: Vec::new(),
    };
    if let Err(wrong) = choices.catalogue.check(&proposed) {
        for error in app::orders::field_errors(&wrong) {
            if error.field != "conditions" {
                check.wrong::<()>("requirements", error.code, error.sentence);
            }
        }
    }
    match check.done(|| Some(())) {
        Ok(()) => {
            let fields = requirement_fields(&picked);
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            journey.keep(&cx, &fields, &typed).await?;
            cx.forget_draft().await;
            if asked(&order, &picked).is_empty() {
                cx.go(paths::order_new_check(person))
            } else {
                cx.go(paths::order_new_conditions(person))
            }
        }
        Err(wrong) => {
            let errors = Errors::of(wrong);
            cx.show_as(errors.status(), &page(&cx, &choices, &order, &typed, &errors))
        }
    }
}
