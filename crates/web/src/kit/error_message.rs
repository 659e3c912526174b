//! Error message beside a field.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// What is wrong with one field, and what to do.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/error_message.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct ErrorMessage {
    /// The sentence.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Id that the field's `aria-describedby` names. Fields set it themselves.
    pub id: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
    /// Read out before the sentence: "Error" unless given, nothing when empty.
    pub visually_hidden_text: Option<Text>,
}

impl ErrorMessage {
    /// An error of this sentence.
    pub fn text(text: impl Into<Text>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(crate) fn under(&self, id: impl Into<Text>) -> Self {
        Self { id: id.into(), ..self.clone() }
    }

    fn prefix(&self) -> &str {
        self.visually_hidden_text.as_ref().map_or("Error", Text::as_str)
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
