//! Badge: a small outlined word beside a name.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A small outlined word. (The original's `label` writes an empty `aria-label`; it is left out.)
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/badge.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Badge {
    /// The word.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further classes, such as `moj-badge--red`.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Badge {
    /// A badge of this word.
    pub fn new(text: impl Into<Text>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
