//! Error summary: everything that is wrong, on top of the page, each linked to its field.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// The list of what is wrong.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/error_summary.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct ErrorSummary {
    /// The heading.
    pub title_text: Text,
    /// Markup instead of `title_text`.
    pub title_html: Html,
    /// A sentence below the heading.
    pub description_text: Text,
    /// Markup instead of `description_text`.
    pub description_html: Html,
    /// The errors.
    pub error_list: Vec<SummaryError>,
    /// Leaves the keyboard's focus where it is.
    pub disable_auto_focus: Option<bool>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One error.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SummaryError {
    /// `#` and the id of the field.
    pub href: Text,
    /// The sentence.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further attributes.
    pub attributes: Attributes,
}

impl SummaryError {
    /// An error of the field with this id.
    pub fn of(field: &str, text: impl Into<Text>) -> Self {
        Self { href: format!("#{field}").into(), text: text.into(), ..Self::default() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl ErrorSummary {
    /// "There is a problem", and these errors.
    pub fn of(errors: impl IntoIterator<Item = SummaryError>) -> Self {
        Self {
            title_text: "There is a problem".into(),
            error_list: errors.into_iter().collect(),
            ..Self::default()
        }
    }

    fn title(&self) -> Content<'_> {
        Content::of(&self.title_text, &self.title_html)
    }

    fn description(&self) -> Content<'_> {
        Content::of(&self.description_text, &self.description_html)
    }
}
