//! Fieldset: fields that belong together, under one legend.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// Fields that belong together.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/fieldset.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Fieldset {
    /// Ids of elements that describe it.
    pub described_by: Text,
    /// Its heading.
    pub legend: Legend,
    /// Further classes.
    pub classes: Classes,
    /// ARIA role.
    pub role: Text,
    /// Further attributes.
    pub attributes: Attributes,
    /// The fields.
    pub html: Html,
}

/// The heading of a fieldset.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Legend {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further classes.
    pub classes: Classes,
    /// Whether it is the page's heading too, on a page that asks one thing.
    pub is_page_heading: bool,
}

impl Legend {
    pub(crate) fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl Fieldset {
    /// With a legend in medium size.
    pub fn legend(text: impl Into<Text>) -> Self {
        Self::sized(text, "govuk-fieldset__legend--s", false)
    }

    /// With a legend that is the heading of its page as well.
    pub fn page_heading(text: impl Into<Text>) -> Self {
        Self::sized(text, "govuk-fieldset__legend--l", true)
    }

    fn sized(text: impl Into<Text>, class: &'static str, is_page_heading: bool) -> Self {
        Self {
            legend: Legend { text: text.into(), classes: class.into(), is_page_heading, ..Legend::default() },
            ..Self::default()
        }
    }

    /// Around `html`, described by `ids`.
    pub(crate) fn around(&self, html: Html, ids: &Text) -> Self {
        Self { html, described_by: ids.clone(), ..self.clone() }
    }
}
