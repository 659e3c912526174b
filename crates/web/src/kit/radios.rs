//! Radios: one of a few options, each with a conditional reveal where its answer asks for more.

use askama::Template;

use super::error_message::ErrorMessage;
use super::field::{FormGroup, Notes};
use super::fieldset::Fieldset;
use super::hint::Hint;
use super::label::Label;
use super::{Attributes, Classes, Html, Text};

/// A choice of exactly one.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/radios.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Radios {
    /// The group's legend.
    pub fieldset: Option<Fieldset>,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong with the choice.
    pub error_message: Option<ErrorMessage>,
    /// The group around it.
    pub form_group: FormGroup,
    /// Start of the ids, the name unless given. The first option has it without a number.
    pub id_prefix: Text,
    /// Name sent with the form.
    pub name: Text,
    /// The options.
    #[cfg_attr(test, serde(deserialize_with = "super::reading::truthy"))]
    pub items: Vec<RadioItem>,
    /// The value that is chosen.
    pub value: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One option, or with `divider` a word between two.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct RadioItem {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Id of the field.
    pub id: Text,
    /// What is sent.
    pub value: Text,
    /// Classes and attributes of its label.
    pub label: ItemLabel,
    /// Help for this option.
    pub hint: Option<Hint>,
    /// A word such as "or"; the rest is then ignored.
    pub divider: Text,
    /// Chosen or not, whatever the group's `value` is.
    pub checked: Option<bool>,
    /// Shown when the option is chosen. Without a script it is always shown.
    pub conditional: Conditional,
    /// Cannot be chosen.
    pub disabled: bool,
    /// Further attributes.
    pub attributes: Attributes,
}

/// Classes and attributes of an option's label.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct ItemLabel {
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// What is shown when an option is chosen.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Conditional {
    /// The fields.
    pub html: Html,
}

impl RadioItem {
    /// An option with a value and words.
    pub fn new(value: impl Into<Text>, text: impl Into<Text>) -> Self {
        Self { value: value.into(), text: text.into(), ..Self::default() }
    }

    /// A word between two options.
    pub fn divider(word: impl Into<Text>) -> Self {
        Self { divider: word.into(), ..Self::default() }
    }

    /// With help below its words.
    #[must_use]
    pub fn hinted(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(Hint::text(hint));
        self
    }

    /// With further fields, shown when it is chosen.
    #[must_use]
    pub fn reveals(mut self, html: Html) -> Self {
        self.conditional = Conditional { html };
        self
    }
}

impl ItemLabel {
    pub(crate) fn label(&self, class: &'static str, text: &Text, html: &Html, id: &str) -> Label {
        Label {
            text: text.clone(),
            html: html.clone(),
            for_: id.to_owned().into(),
            classes: self.classes.after(class),
            attributes: self.attributes.clone(),
            ..Label::default()
        }
    }
}

/// The hint of an option as it is shown, `None` when it says nothing.
pub(crate) fn item_hint(hint: Option<&Hint>, class: &'static str, item_id: &str) -> Option<Hint> {
    let hint = hint.filter(|hint| !hint.content().is_empty())?;
    Some(Hint { classes: hint.classes.after(class), ..hint.under(format!("{item_id}-item-hint")) })
}

/// The first option's id has no number, so that an error summary can link to it.
pub(crate) fn item_id(own: &Text, prefix: &str, index: usize) -> String {
    if own.is_empty() && index > 1 { format!("{prefix}-{index}") } else { own.or(prefix).to_owned() }
}

#[derive(Template)]
#[template(path = "kit/radios_inner.html")]
struct Inner<'a> {
    radios: &'a Radios,
    notes: &'a Notes,
}

impl askama::filters::HtmlSafe for Inner<'_> {}

impl Radios {
    /// A choice with a name, a legend and options.
    pub fn new(
        name: impl Into<Text>,
        legend: impl Into<Text>,
        items: impl IntoIterator<Item = RadioItem>,
    ) -> Self {
        Self {
            name: name.into(),
            fieldset: Some(Fieldset::legend(legend)),
            items: items.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Options side by side, for two short ones.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.classes = self.classes.after("govuk-radios--inline");
        self
    }

    fn prefix(&self) -> &str {
        self.id_prefix.or(self.name.as_str())
    }

    fn notes(&self) -> Notes {
        let none = Text::default();
        let given = self.fieldset.as_ref().map_or(&none, |set| &set.described_by);
        Notes::of(self.prefix(), given, self.hint.as_ref(), self.error_message.as_ref())
    }

    fn is_chosen(&self, item: &RadioItem) -> bool {
        item.checked.unwrap_or(!self.value.is_empty() && item.value == self.value)
    }

    fn body(&self) -> Html {
        let notes = self.notes();
        let inner = Html::of(&Inner { radios: self, notes: &notes });
        match &self.fieldset {
            Some(set) => Html::of(&set.around(inner, &notes.described_by)),
            None => inner,
        }
    }
}
