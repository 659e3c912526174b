//! Details: more, for those who ask for it.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A line that unfolds.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/details.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Details {
    /// The line.
    pub summary_text: Text,
    /// Markup instead of `summary_text`.
    pub summary_html: Html,
    /// What unfolds.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Id of the element.
    pub id: Text,
    /// Unfolded from the start.
    pub open: bool,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Details {
    /// A line of words that unfolds markup.
    pub fn new(summary: impl Into<Text>, html: Html) -> Self {
        Self { summary_text: summary.into(), html, ..Self::default() }
    }

    fn summary(&self) -> Content<'_> {
        Content::of(&self.summary_text, &self.summary_html)
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
