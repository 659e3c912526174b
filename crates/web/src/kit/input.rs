//! Text input of one line.

use askama::Template;

use super::error_message::ErrorMessage;
use super::field::{FormGroup, Notes};
use super::hint::Hint;
use super::label::Label;
use super::{Attributes, Classes, Content, Html, Text};

/// A field for one line of text.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/input.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Input {
    /// Name sent with the form.
    pub name: Text,
    /// Id, the name unless given.
    pub id: Text,
    /// `text` unless given.
    #[cfg_attr(test, serde(rename = "type"))]
    pub type_: Text,
    /// Which keyboard a telephone offers.
    pub inputmode: Text,
    /// What is in the field.
    pub value: Option<Text>,
    /// Cannot be changed.
    pub disabled: bool,
    /// Ids of further elements that describe the field.
    pub described_by: Text,
    /// Its label.
    pub label: Label,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong with the value.
    pub error_message: Option<ErrorMessage>,
    /// In front of the field, such as £.
    pub prefix: Option<Affix>,
    /// Behind the field, such as "units".
    pub suffix: Option<Affix>,
    /// The group around it.
    pub form_group: FormGroup,
    /// The element around field, prefix and suffix.
    pub input_wrapper: InputWrapper,
    /// Further classes, such as `govuk-input--width-10`.
    pub classes: Classes,
    /// What the browser may fill in.
    pub autocomplete: Text,
    /// A pattern the browser knows.
    pub pattern: Text,
    /// Whether the browser checks spelling.
    pub spellcheck: Option<bool>,
    /// Whether a telephone writes capitals.
    pub autocapitalize: Text,
    /// Further attributes of the field.
    pub attributes: Attributes,
}

/// What stands in front of or behind a field.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Affix {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// The element around a field that has a prefix or suffix.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct InputWrapper {
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Affix {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl Input {
    /// A field with a name and a label.
    pub fn text(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self { name: name.into(), label: Label::text(label), ..Self::default() }
    }

    /// For whole numbers: digits keyboard, no spin buttons.
    #[must_use]
    pub fn whole_number(mut self) -> Self {
        self.inputmode = "numeric".into();
        self.spellcheck = Some(false);
        self
    }

    /// As wide as `class` says, one of `govuk-input--width-2` to `-30`.
    #[must_use]
    pub fn width(mut self, class: &'static str) -> Self {
        self.classes = self.classes.after(class);
        self
    }

    fn identity(&self) -> &str {
        self.id.or(self.name.as_str())
    }

    fn notes(&self) -> Notes {
        Notes::of(self.identity(), &self.described_by, self.hint.as_ref(), self.error_message.as_ref())
    }

    fn is_wrapped(&self) -> bool {
        let shown = |affix: &Option<Affix>| affix.as_ref().is_some_and(|a| !a.content().is_empty());
        shown(&self.prefix)
            || shown(&self.suffix)
            || !self.form_group.before_input.is_empty()
            || !self.form_group.after_input.is_empty()
    }
}
