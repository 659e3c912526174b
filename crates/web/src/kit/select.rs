//! Select: one of many options.

use askama::Template;

use super::error_message::ErrorMessage;
use super::field::{FormGroup, Notes};
use super::hint::Hint;
use super::label::Label;
use super::{Attributes, Classes, Text};

/// A list to choose one option from. Up to seven options, radios are easier.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/select.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Select {
    /// Name sent with the form.
    pub name: Text,
    /// Id, the name unless given.
    pub id: Text,
    /// The options.
    #[cfg_attr(test, serde(deserialize_with = "super::reading::truthy"))]
    pub items: Vec<SelectItem>,
    /// The value that is chosen.
    pub value: Text,
    /// Cannot be changed.
    pub disabled: bool,
    /// Ids of further elements that describe the field.
    pub described_by: Text,
    /// Its label.
    pub label: Label,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong with the choice.
    pub error_message: Option<ErrorMessage>,
    /// The group around it.
    pub form_group: FormGroup,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes of the field.
    pub attributes: Attributes,
}

/// One option.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SelectItem {
    /// What is sent; the text where not given.
    #[cfg_attr(test, serde(deserialize_with = "kept"))]
    pub value: Option<Text>,
    /// The words.
    pub text: Text,
    /// Chosen, whatever the list's `value` is.
    pub selected: Option<bool>,
    /// Cannot be chosen.
    pub disabled: bool,
    /// Further attributes.
    pub attributes: Attributes,
}

impl SelectItem {
    /// An option with a value and words.
    pub fn new(value: impl Into<Text>, text: impl Into<Text>) -> Self {
        Self { value: Some(value.into()), text: text.into(), ..Self::default() }
    }
}

impl Select {
    /// A list with a name, a label and options.
    pub fn new(
        name: impl Into<Text>,
        label: impl Into<Text>,
        items: impl IntoIterator<Item = SelectItem>,
    ) -> Self {
        Self {
            name: name.into(),
            label: Label::text(label),
            items: items.into_iter().collect(),
            ..Self::default()
        }
    }

    fn identity(&self) -> &str {
        self.id.or(self.name.as_str())
    }

    fn notes(&self) -> Notes {
        Notes::of(self.identity(), &self.described_by, self.hint.as_ref(), self.error_message.as_ref())
    }

    fn is_chosen(&self, item: &SelectItem) -> bool {
        let value = item.value.as_ref().unwrap_or(&item.text);
        item.selected.unwrap_or(!self.value.is_empty() && *value == self.value)
    }
}

/// Keeps `false` as the word, which an option may have as its value.
#[cfg(test)]
fn kept<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Text>, D::Error> {
    use serde::Deserialize as _;
    Ok(match serde_json::Value::deserialize(from)? {
        serde_json::Value::String(text) => Some(text.into()),
        other => Some(other.to_string().into()),
    })
}
