//! The pages of giving AUDIT: questions, and the answers before they are kept.

use super::read::{NO_ANSWER, Step, field};
use crate::{
    form::{Errors, Typed},
    kit::{Button, Escaped, Frame, Html, InsetText, RadioItem, Radios, SummaryList, SummaryRow},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options},
    },
    paths, words,
};
use app::{people::Who, screening::GiveAudit};
use domain::audit::{Item, Mode, Pregnancy};

fn hidden(name: &str, value: &str) -> Html {
    Html::markup(format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", Escaped(value)))
}

fn question(item: Item, again: Again<'_>) -> Html {
    let mut items: Vec<RadioItem> =
        item.options().iter().map(|one| RadioItem::new(one.points.to_string(), one.words)).collect();
    items.push(RadioItem::divider("or"));
    items.push(RadioItem::new(NO_ANSWER, "No answer"));
    let name = field(item);
    let legend = format!("{}. {}", item.number(), item.words());
    Html::of(
        &Radios { classes: "govuk-radios--small".into(), ..Radios::new(name, legend, items) }
            .with_value(again.typed.get(name).to_owned())
            .with_error(again.errors.at(name)),
    )
}

/// One page of questions.
pub(super) fn step(frame: Frame, model: &Who, step: Step, typed: &Typed, errors: &Errors) -> PlainForm {
    let again = Again { typed, errors };
    let mut fields = Vec::new();
    let mut intro = Html::default();
    if step == Step::Begin {
        intro = Html::of(&InsetText::new(
            "These are short paraphrases. Ask each question in the words of the official form.",
        ));
        fields.extend([
            again.date("day", "When was it given?", ""),
            again.radios("mode", "How?", options!(Mode)),
            again.line("language", "In which language?", "", "govuk-input--width-20"),
            again.radios("pregnancy", "Is the person pregnant?", options!(Pregnancy)),
        ]);
    }
    fields.extend(step.items().iter().map(|item| question(*item, again)));
    let (person, glance) = (&model.person, &model.glance);
    PlainForm {
        bar: Some(bar::linked_bar(person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro,
        action: step.address(person.person),
        hidden: Html::join([frame.csrf_field(), hidden("corrects", typed.get("corrects"))], ""),
        fields,
        send: Button::submit("Continue"),
        frame,
    }
}

/// The answers before they are kept; `number` makes sure that they are kept once.
pub(super) fn check(frame: Frame, model: &Who, command: &GiveAudit, number: &str) -> PlainForm {
    let person = command.person;
    let row = |words: &'static str, value: String| {
        SummaryRow::new(words, value).change(paths::audit_new(person), words.to_lowercase())
    };
    let mut rows = vec![
        row("Day", words::day(command.day)),
        row("How", command.mode.words().to_owned()),
        row("Language", command.language.to_string()),
        row("Pregnancy", command.pregnancy.words().to_owned()),
    ];
    for item in command.answers.asked() {
        let answer = command.answers.get(item).and_then(|points| item.answer(points)).unwrap_or("No answer");
        let step = [Step::Begin, Step::Amount, Step::Signs, Step::Harm];
        let page = step.into_iter().find(|step| step.items().contains(&item)).unwrap_or(Step::Begin);
        let to = format!("{}#{}", page.address(person), field(item));
        let what = format!("answer {}", item.number());
        rows.push(SummaryRow::new(format!("{}. {}", item.number(), item.words()), answer).change(to, what));
    }
    let missing = command.answers.missing();
    let mut fields = vec![Html::of(&SummaryList::new(rows))];
    if missing > 0 {
        let count = words::count(u64::try_from(missing).unwrap_or(u64::MAX), "question", "questions");
        let sentence = format!("There is no score: {count} without an answer.");
        fields.push(Html::of(&InsetText::new(sentence)));
    }
    let (whom, glance) = (&model.person, &model.glance);
    PlainForm {
        bar: Some(bar::linked_bar(whom, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::default(),
        action: paths::audit_check(person),
        hidden: Html::join([frame.csrf_field(), hidden("form_id", number)], ""),
        fields,
        send: Button::submit("Keep these answers"),
        frame,
    }
}
