//! Skip link: past the menus, for those who use the keyboard.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A link to the page's main part, seen when it has the focus.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/skip_link.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SkipLink {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Where it goes, `#content` unless given.
    pub href: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl SkipLink {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
