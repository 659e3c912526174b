//! Recording an order, page by page: what the court made, its requirements, what was shown for treatment, and a look at it
//! all before it is kept. Answers are kept as a draft; the law is asked before the next page is shown.

mod basics;
mod check;
mod conditions;
mod requirements;

use crate::{
    answer::WebCx,
    form::{Check, FieldError, Typed},
    pages::journey::Journey,
    paths,
    problem::Problem,
    router::{Access, Route},
};
use app::orders::{Choices, MakeOrder, NewRequirement};
use domain::{
    cadence::Trigger,
    ids::PersonId,
    lead::Nation,
    order::OrderKind,
    requirement::{Condition, ConditionKind, LawDates, RequirementRule},
};

pub(super) fn routes(record: Access) -> Vec<Route> {
    vec![
        Route::page(paths::ORDER_NEW, record, basics::get),
        Route::form(paths::ORDER_NEW, record, basics::post),
        Route::page(paths::ORDER_NEW_REQUIREMENTS, record, requirements::get),
        Route::form(paths::ORDER_NEW_REQUIREMENTS, record, requirements::post),
        Route::page(paths::ORDER_NEW_CONDITIONS, record, conditions::get),
        Route::form(paths::ORDER_NEW_CONDITIONS, record, conditions::post),
        Route::page(paths::ORDER_NEW_CHECK, record, check::get),
        Route::form(paths::ORDER_NEW_CHECK, record, check::post),
    ]
}

/// What may be chosen, and the answers so far.
async fn begun(cx: &WebCx, person: PersonId) -> Result<(Choices, Journey), Problem> {
    let choices = app::orders::choices(cx.app(), cx.viewer(), person).await?;
    let journey = Journey::of(cx, &paths::order_new(person)).await?;
    Ok((choices, journey))
}

/// Fields of the first page.
const BASICS: [&str; 19] = [
    "kind",
    "court",
    "offence",
    "offence_day-day",
    "offence_day-month",
    "offence_day-year",
    "convicted-day",
    "convicted-month",
    "convicted-year",
    "made-day",
    "made-month",
    "made-year",
    "ends-day",
    "ends-month",
    "ends-year",
    "operational-day",
    "operational-month",
    "operational-year",
    "nation",
];

/// What the court made, as the first page asks it.
fn basics(check: &mut Check, person: PersonId, typed: &Typed) -> Option<MakeOrder> {
    let kind = check.code("kind", typed.get("kind"), OrderKind::from_code, "Select what the court made");
    let court = check.optional_line("court", typed.get("court"), "the court");
    let offence = check.optional_line("offence", typed.get("offence"), "the offence");
    let offence_day =
        check.optional_date("offence_day", &typed.date("offence_day"), "The day of the offence");
    let convicted = check.optional_date("convicted", &typed.date("convicted"), "The day of conviction");
    let made = check.date("made", &typed.date("made"), "The day of the order");
    let ends = check.date("ends", &typed.date("ends"), "The end of the order");
    let operational_ends =
        check.optional_date("operational", &typed.date("operational"), "The end of the operational period");
    let nation = check.code("nation", typed.get("nation"), Nation::from_code, "Select England or Wales");
    Some(MakeOrder {
        person,
        kind: kind?,
        court,
        offence,
        dates: LawDates { offence: offence_day, convicted, made: made? },
        ends: ends?,
        operational_ends,
        nation: nation?,
        requirements: Vec::new(),
        high_risk: false,
        triggers: Vec::new(),
        allocate_to: None,
    })
}

/// The rules that may be picked, from the answers of the first page.
fn rules<'a>(choices: &'a Choices, order: &MakeOrder) -> Vec<&'a RequirementRule> {
    choices.catalogue.on(order.kind, &order.dates)
}

/// The name of a field about one kind of requirement.
fn field(name: &str, code: &str) -> String {
    format!("{name}-{code}")
}

/// The name of a field about one condition of one kind.
fn shown_field(name: &str, code: &str, condition: ConditionKind) -> String {
    format!("{name}-{code}-{}", condition.code())
}

/// Fields of the second page, for the rules that may be picked.
fn requirement_fields(rules: &[&RequirementRule]) -> Vec<String> {
    let mut fields: Vec<String> =
        rules.iter().flat_map(|rule| [field("amount", &rule.code), field("provider", &rule.code)]).collect();
    fields.extend(Trigger::ALL.iter().map(|trigger| field("trigger", trigger.code())));
    fields.extend(["high_risk".to_owned(), "allocate_to".to_owned()]);
    fields
}

/// What the second page asks.
fn requirements(check: &mut Check, order: &mut MakeOrder, rules: &[&RequirementRule], typed: &Typed) {
    for rule in rules {
        let amount = typed.get(&field("amount", &rule.code)).trim();
        if amount.is_empty() {
            continue;
        }
        let Ok(amount) = amount.parse::<u32>() else {
            let sentence = format!("{}: enter a whole number of {}", rule.name, rule.unit);
            check.wrong::<()>("requirements", "number", sentence);
            continue;
        };
        let provider = typed.get(&field("provider", &rule.code));
        let provider = check.optional_id("requirements", provider, "Select a provider from the list");
        order.requirements.push(NewRequirement {
            code: rule.code.clone(),
            amount,
            conditions: Vec::new(),
            provider,
        });
    }
    let raised = |trigger: &&Trigger| !typed.get(&field("trigger", trigger.code())).is_empty();
    order.triggers = Trigger::ALL.iter().filter(raised).copied().collect();
    order.high_risk = !typed.get("high_risk").is_empty();
    order.allocate_to =
        check.optional_id("allocate_to", typed.get("allocate_to"), "Select a practitioner from the list");
}

/// The conditions that the picked kinds ask for, kind by kind.
fn asked<'a>(order: &MakeOrder, rules: &[&'a RequirementRule]) -> Vec<(&'a RequirementRule, ConditionKind)> {
    let picked = |rule: &&&RequirementRule| order.requirements.iter().any(|one| one.code == rule.code);
    rules.iter().filter(picked).flat_map(|rule| rule.conditions.iter().map(|one| (*rule, *one))).collect()
}

/// Fields of the third page.
fn condition_fields(asked: &[(&RequirementRule, ConditionKind)]) -> Vec<String> {
    asked
        .iter()
        .flat_map(|(rule, condition)| {
            ["evidence", "assessor", "day-day", "day-month", "day-year"].map(|name| {
                match name.split_once('-') {
                    Some((name, part)) => format!("{}-{part}", shown_field(name, &rule.code, *condition)),
                    None => shown_field(name, &rule.code, *condition),
                }
            })
        })
        .collect()
}

/// What the third page asks.
fn conditions(
    check: &mut Check,
    order: &mut MakeOrder,
    asked: &[(&RequirementRule, ConditionKind)],
    typed: &Typed,
) {
    for (rule, kind) in asked {
        let text = |name: &str| typed.get(&shown_field(name, &rule.code, *kind)).to_owned();
        let evidence = check.line("conditions", &text("evidence"), "what shows each condition");
        let assessor = check.line("conditions", &text("assessor"), "who assessed each condition");
        let day = check.date(
            "conditions",
            &typed.date(&shown_field("day", &rule.code, *kind)),
            "The day of each assessment",
        );
        let (Some(evidence), Some(assessor), Some(day)) = (evidence, assessor, day) else { continue };
        let shown = Condition { kind: *kind, evidence, assessor, day };
        if let Some(one) = order.requirements.iter_mut().find(|one| one.code == rule.code) {
            one.conditions.push(shown);
        }
    }
}

/// The same sentence once.
fn once(mut errors: Vec<FieldError>) -> Vec<FieldError> {
    let mut seen = std::collections::BTreeSet::new();
    errors.retain(|error| seen.insert(error.sentence.clone()));
    errors
}

/// The whole order, from all the answers.
fn whole(person: PersonId, choices: &Choices, typed: &Typed) -> Result<MakeOrder, Vec<FieldError>> {
    let mut check = Check::default();
    let order = basics(&mut check, person, typed);
    let mut order = check.done(|| order)?;
    let rules = rules(choices, &order);
    let mut check = Check::default();
    requirements(&mut check, &mut order, &rules, typed);
    let asked = asked(&order, &rules);
    conditions(&mut check, &mut order, &asked, typed);
    check.done(|| Some(order)).map_err(once)
}
