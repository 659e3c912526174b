//! Label of one field.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// The label of one field; shows nothing without words.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/label.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Label {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Id of the field. Fields set it themselves.
    #[cfg_attr(test, serde(rename = "for"))]
    pub for_: Text,
    /// Whether the label is the page's heading too, on a page that asks one thing.
    pub is_page_heading: bool,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Label {
    /// A label of these words.
    pub fn text(text: impl Into<Text>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A label that is the heading of its page as well.
    pub fn page_heading(text: impl Into<Text>) -> Self {
        Self { text: text.into(), classes: "govuk-label--l".into(), is_page_heading: true, ..Self::default() }
    }

    /// In semibold, for a form of several fields.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.classes = "govuk-label--s".into();
        self
    }

    pub(crate) fn of_field(&self, id: &str) -> Self {
        Self { for_: Text::from(id.to_owned()), ..self.clone() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
