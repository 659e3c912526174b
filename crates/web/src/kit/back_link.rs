//! Back link: the way back within a journey of several pages.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A link to the page before.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/back_link.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct BackLink {
    /// The word, "Back" unless given.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Where it goes.
    pub href: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl BackLink {
    /// Back to this address.
    pub fn to(href: impl Into<Text>) -> Self {
        Self { href: href.into(), ..Self::default() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
