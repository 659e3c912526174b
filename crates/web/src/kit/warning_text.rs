//! Warning text: what follows if one goes on.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A warning.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/warning_text.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct WarningText {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Read out before the words, "Warning" unless given.
    pub icon_fallback_text: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl WarningText {
    /// A warning of words.
    pub fn new(text: impl Into<Text>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
