//! Generic header: the product's name on every page, with a mark of our own and no crown.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// The top line of every page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/generic_header.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct GenericHeader {
    /// The name.
    pub logo_text: Text,
    /// Markup instead of `logo_text`.
    pub logo_html: Html,
    /// Where the name leads, `/` unless given.
    pub url: Text,
    /// Classes of the container, `govuk-width-container` unless given.
    pub container_classes: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl GenericHeader {
    fn content(&self) -> Content<'_> {
        Content::of(&self.logo_text, &self.logo_html)
    }
}
