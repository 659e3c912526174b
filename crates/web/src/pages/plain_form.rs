//! A page that is one form: fields below each other, and the button that sends it. Forms of a few fields are made of this.

use crate::{
    form::{Errors, Typed},
    kit::{
        Button, CharacterCount, CheckboxItem, Checkboxes, DateInput, Escaped, Frame, Html, Input, Label,
        PersonBar, RadioItem, Radios, Select, SelectItem,
    },
};
use askama::Template;
use domain::text::Prose;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/form.html")]
pub(crate) struct PlainForm {
    pub(crate) frame: Frame,
    pub(crate) bar: Option<PersonBar>,
    /// What stands above the fields.
    pub(crate) intro: Html,
    pub(crate) action: String,
    /// Fields that nobody sees.
    pub(crate) hidden: Html,
    pub(crate) fields: Vec<Html>,
    pub(crate) send: Button,
}

/// A code that a form carries along.
pub(crate) fn hidden_code(name: &str, code: &str) -> Html {
    Html::markup(format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", Escaped(name), Escaped(code)))
}

/// The version that the writer of a form saw, as its form sends it back.
pub(crate) fn seen_field(version: i64) -> Html {
    Html::markup(format!("<input type=\"hidden\" name=\"seen\" value=\"{}\">", Escaped(&version.to_string())))
}

/// What was typed and what was wrong with it, for fields that are shown again.
#[derive(Clone, Copy)]
pub(crate) struct Again<'a> {
    pub(crate) typed: &'a Typed,
    pub(crate) errors: &'a Errors,
}

impl Again<'_> {
    /// Text of several lines.
    pub(crate) fn prose(self, name: &'static str, label: &'static str, hint: &'static str) -> Html {
        let most = u32::try_from(Prose::MOST).unwrap_or(u32::MAX);
        let field = CharacterCount {
            rows: "5".into(),
            label: Label::text(label).strong(),
            threshold: "50".into(),
            ..CharacterCount::new(name, label, most)
        }
        .with_value(self.typed.get(name).to_owned())
        .with_error(self.errors.at(name));
        Html::of(&if hint.is_empty() { field } else { field.with_hint(hint) })
    }

    /// One line.
    pub(crate) fn line(
        self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        width: &'static str,
    ) -> Html {
        let field = Input { label: Label::text(label).strong(), ..Input::text(name, label) }
            .with_value(self.typed.get(name).to_owned())
            .with_error(self.errors.at(name))
            .width(width);
        Html::of(&if hint.is_empty() { field } else { field.with_hint(hint) })
    }

    /// A day in three fields.
    pub(crate) fn date(self, name: &'static str, legend: &'static str, hint: &'static str) -> Html {
        let field =
            DateInput::new(name, legend).with_typed(&self.typed.date(name)).with_error(self.errors.at(name));
        Html::of(&if hint.is_empty() { field } else { field.with_hint(hint) })
    }

    /// Any number of a list.
    pub(crate) fn boxes(
        self,
        name: &'static str,
        legend: &'static str,
        hint: &'static str,
        items: impl IntoIterator<Item = CheckboxItem>,
    ) -> Html {
        let values: Vec<String> = self.typed.all(name).map(str::to_owned).collect();
        let field =
            Checkboxes::new(name, legend, items).small().with_values(values).with_error(self.errors.at(name));
        Html::of(&if hint.is_empty() { field } else { field.with_hint(hint) })
    }

    /// One of a list that is long; `none` stands for none of it.
    pub(crate) fn select(
        self,
        name: &'static str,
        label: &'static str,
        none: &'static str,
        items: impl IntoIterator<Item = (String, String)>,
    ) -> Html {
        let items = items.into_iter().map(|(value, words)| SelectItem::new(value, words));
        let items = std::iter::once(SelectItem::new("", none)).chain(items).collect::<Vec<_>>();
        Html::of(
            &Select { label: Label::text(label).strong(), ..Select::new(name, label, items) }
                .with_value(self.typed.get(name).to_owned())
                .with_error(self.errors.at(name)),
        )
    }

    /// One of a list.
    pub(crate) fn radios(self, name: &'static str, legend: &'static str, items: Vec<RadioItem>) -> Html {
        Html::of(
            &Radios::new(name, legend, items)
                .with_value(self.typed.get(name).to_owned())
                .with_error(self.errors.at(name)),
        )
    }
}

/// A code list as radios.
macro_rules! options {
    ($list:ty, $some:ident) => {
        <$list>::$some
            .iter()
            .map(|one| crate::kit::RadioItem::new(one.code(), one.words()))
            .collect::<Vec<_>>()
    };
    ($list:ty) => {
        <$list>::ALL.iter().map(|one| crate::kit::RadioItem::new(one.code(), one.words())).collect::<Vec<_>>()
    };
}
pub(crate) use options;
