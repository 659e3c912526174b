//! Hint: help that is always in sight beside a field.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// Help for a field.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/hint.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Hint {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Id that the field's `aria-describedby` names. Fields set it themselves.
    pub id: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Hint {
    /// A hint of these words.
    pub fn text(text: impl Into<Text>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(crate) fn under(&self, id: impl Into<Text>) -> Self {
        Self { id: id.into(), ..self.clone() }
    }

    pub(crate) fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
