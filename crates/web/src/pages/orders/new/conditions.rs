//! What was shown for treatment: each condition with its evidence, who assessed it, and when.

use super::{asked, basics, begun, condition_fields, conditions, once, requirements, rules, shown_field};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, DateInput, Html, Input, InsetText, Label},
    pages::{person::bar, plain_form::PlainForm},
    paths,
};
use app::orders::{Choices, MakeOrder};
use domain::{
    ids::PersonId,
    requirement::{ConditionKind, Proposed, ProposedOrder, RequirementRule},
};

fn line(name: String, label: String, typed: &Typed) -> Html {
    let value = typed.get(&name).to_owned();
    let input = Input { label: Label::text(label.clone()).strong(), ..Input::text(name, label) };
    Html::of(&input.with_value(value))
}

fn ask(rule: &RequirementRule, condition: ConditionKind, typed: &Typed) -> Html {
    let name = |what: &str| shown_field(what, &rule.code, condition);
    let day = DateInput::new(name("day"), "When was it assessed?").with_typed(&typed.date(&name("day")));
    Html::join(
        [
            line(name("evidence"), format!("{}. {}: what shows it?", rule.name, condition), typed),
            line(name("assessor"), "Who assessed it?".to_owned(), typed),
            Html::of(&day),
        ],
        "",
    )
}

fn page(
    cx: &WebCx,
    choices: &Choices,
    asked: &[(&RequirementRule, ConditionKind)],
    typed: &Typed,
    errors: &Errors,
) -> PlainForm {
    let person = choices.person.person;
    let first =
        asked.first().map(|(rule, one)| shown_field("evidence", &rule.code, *one)).unwrap_or_default();
    let focus = [("conditions", first.as_str())];
    let mut frame = cx.form_frame("What was shown for treatment?", errors, &focus);
    frame.caption = "Record an order".into();
    frame.back = Some(BackLink::to(paths::order_new_requirements(person)));
    let said = "The court must be satisfied of each condition. A link between drinking and the offence is not needed. Willingness to comply is a record of its own, apart from consent to share.";
    PlainForm {
        bar: Some(bar::linked_bar(&choices.person, cx.app().today(), None, &[])),
        intro: Html::of(&InsetText::new(said)),
        action: paths::order_new_conditions(person),
        hidden: frame.csrf_field(),
        fields: asked.iter().map(|(rule, one)| ask(rule, *one, typed)).collect(),
        send: Button::submit("Continue"),
        frame,
    }
}

/// The order so far, from the first two pages.
fn so_far(person: PersonId, choices: &Choices, typed: &Typed) -> Option<MakeOrder> {
    let mut order = basics(&mut Check::default(), person, typed)?;
    let picked = rules(choices, &order);
    requirements(&mut Check::default(), &mut order, &picked, typed);
    Some(order)
}

/// Shows the form; leads back while the first pages are not answered.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let (choices, journey) = begun(&cx, person).await?;
    let answers = journey.answers();
    let Some(order) = so_far(person, &choices, &answers) else { return cx.go(paths::order_new(person)) };
    let picked = rules(&choices, &order);
    let asked = asked(&order, &picked);
    if asked.is_empty() {
        return cx.go(paths::order_new_check(person));
    }
    cx.show(&page(&cx, &choices, &asked, &answers, &Errors::none()))
}

/// Keeps the answers and goes on.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let (choices, mut journey) = begun(&cx, person).await?;
    let Some(mut order) = so_far(person, &choices, &journey.answers()) else {
        return cx.go(paths::order_new(person));
    };
    let picked = rules(&choices, &order);
    let asked = asked(&order, &picked);
    let mut check = Check::default();
    conditions(&mut check, &mut order, &asked, &typed);
    let wrong = match check.done(|| Some(())) {
        Ok(()) => {
            let proposed = ProposedOrder {
                kind: order.kind,
                dates: order.dates,
                ends: order.ends,
                requirements: order
                    .requirements
                    .iter()
                    .map(|one| Proposed {
                        code: one.code.clone(),
                        amount: one.amount,
                        conditions: one.conditions.clone(),
                    })
                    .collect(),
                elsewhere: Vec::new(),
            };
            choices.catalogue.check(&proposed).err().map(|wrong| app::orders::field_errors(&wrong))
        }
        Err(wrong) => Some(once(wrong)),
    };
    match wrong {
        None => {
            let fields = condition_fields(&asked);
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            journey.keep(&cx, &fields, &typed).await?;
            cx.forget_draft().await;
            cx.go(paths::order_new_check(person))
        }
        Some(wrong) => {
            let errors = Errors::of(wrong);
            cx.show_as(errors.status(), &page(&cx, &choices, &asked, &typed, &errors))
        }
    }
}
