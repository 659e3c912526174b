//! Inset text: a remark that stands apart, such as why a section is withheld.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A remark that stands apart.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/inset_text.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct InsetText {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Id of the element.
    pub id: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl InsetText {
    /// A remark of words.
    pub fn new(text: impl Into<Text>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
