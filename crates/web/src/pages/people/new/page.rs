//! The questions about a new person, and the answers before the record is made.

use crate::{
    form::{Errors, Typed},
    kit::{BackLink, Button, Escaped, Frame, Html, Input, InsetText, Label, SummaryList, SummaryRow},
    pages::people::fields,
    paths,
};
use app::people::CreatePerson;
use askama::Template;
use jiff::civil::Date;

/// The questions.
#[derive(Debug, Template)]
#[template(path = "pages/people/new.html")]
pub(crate) struct NewPage {
    pub(crate) frame: Frame,
    action: &'static str,
    csrf: Html,
    fields: Html,
    contact: Html,
    go_on: Button,
}

impl NewPage {
    /// The questions with what was typed.
    pub(crate) fn of(frame: Frame, typed: &Typed, errors: &Errors) -> Self {
        let line = |name: &'static str, label: &'static str| {
            Input {
                autocomplete: "off".into(),
                label: Label::text(label).strong(),
                ..Input::text(name, label)
            }
            .with_value(typed.get(name).to_owned())
            .with_error(errors.at(name))
        };
        let contact = [
            line("address", "Address (optional)"),
            line("postcode", "Postcode (optional)").width("govuk-input--width-10"),
            Input { inputmode: "tel".into(), ..line("telephone", "Telephone number (optional)") }
                .width("govuk-input--width-20"),
        ];
        Self {
            action: paths::NEW_PERSON,
            csrf: frame.csrf_field(),
            fields: fields::fields(typed, errors),
            contact: Html::join(contact.iter().map(Html::of), ""),
            go_on: Button::submit("Continue"),
            frame: Frame { back: Some(BackLink::to(paths::PEOPLE)), ..frame },
        }
    }
}

/// The answers.
#[derive(Debug, Template)]
#[template(path = "pages/people/new_check.html")]
pub(crate) struct CheckPage {
    frame: Frame,
    answers: SummaryList,
    doubtful: Vec<InsetText>,
    action: &'static str,
    hidden: Html,
    create: Button,
}

impl CheckPage {
    /// The answers as the record will say them; `number` makes sure that it is made once.
    pub(crate) fn of(frame: Frame, command: &CreatePerson, number: &str, today: Date) -> Self {
        let doubtful = fields::doubtful(&command.identifiers, today.year());
        let number =
            Html::markup(format!("<input type=\"hidden\" name=\"form_id\" value=\"{}\">", Escaped(number)));
        Self {
            answers: answers(command),
            doubtful: doubtful.into_iter().map(|(_, sentence)| InsetText::new(sentence)).collect(),
            action: paths::NEW_PERSON_CHECK,
            hidden: Html::join([frame.csrf_field(), number], ""),
            create: Button::submit("Make the record"),
            frame: Frame { back: Some(BackLink::to(paths::NEW_PERSON)), ..frame },
        }
    }
}

fn answers(command: &CreatePerson) -> SummaryList {
    let optional = |text: Option<String>| text.unwrap_or_else(|| "Not given".to_owned());
    let to = |field: &str| format!("{}#{field}", paths::NEW_PERSON);
    let row = |words: &'static str, value: String, field: &str| {
        SummaryRow::new(words, value).change(to(field), words.to_lowercase())
    };
    let mut rows = vec![
        row("Legal name", command.legal.full(), "given"),
        row("Wishes to be called", optional(command.known_as.as_ref().map(ToString::to_string)), "known_as"),
        row(
            "Date of birth",
            optional(command.born.map(|born| born.strftime("%-d %B %Y").to_string())),
            "born-day",
        ),
        row("Gender", command.gender.words().to_owned(), "gender"),
    ];
    rows.extend(
        command.identifiers.iter().map(|one| row(one.kind.words(), one.typed.clone(), one.kind.code())),
    );
    rows.extend([
        row("Address", optional(command.address.as_ref().map(ToString::to_string)), "address"),
        row("Postcode", optional(command.postcode.clone()), "postcode"),
        row("Telephone number", optional(command.telephone.as_ref().map(ToString::to_string)), "telephone"),
    ]);
    SummaryList::new(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::person::bar::tests::TODAY;

    #[test]
    fn the_answers_are_shown_as_typed_and_a_doubtful_number_is_kept_with_a_word() {
        let typed = Typed::parse(b"family=Crane+%3Ci%3E&crn=12&gender=female");
        let command = super::super::read(&typed).unwrap();
        let page = CheckPage::of(Frame::titled("Check your answers"), &command, "n", TODAY);
        let html = page.render().unwrap();
        assert!(
            html.contains("Crane &lt;i&gt;") && html.contains("12 does not fit the form of a CRN"),
            "{html}"
        );
        assert!(html.contains("name=\"form_id\" value=\"n\"") && html.contains("Not given"));
    }
}
