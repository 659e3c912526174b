//! Footer: links that every page needs. Without the crown, the crest and the licence of the original, which are not ours to use.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// The bottom of every page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/footer.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Footer {
    /// Links and a line below the navigation.
    pub meta: Option<FooterMeta>,
    /// Lists of links under headings.
    pub navigation: Vec<FooterNavigation>,
    /// Further classes of the container.
    pub container_classes: Classes,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// Links and a line below the navigation.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct FooterMeta {
    /// Heading for those who hear the page, "Support links" unless given.
    pub visually_hidden_title: Text,
    /// A line of words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// The links.
    pub items: Vec<FooterLink>,
}

/// Links under a heading.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct FooterNavigation {
    /// The heading.
    pub title: Text,
    /// In how many columns.
    pub columns: Text,
    /// Width of the part: `full` unless given.
    pub width: Text,
    /// The links.
    pub items: Vec<FooterLink>,
}

/// One link.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct FooterLink {
    /// The words.
    pub text: Text,
    /// Where it leads.
    pub href: Text,
    /// Further attributes.
    pub attributes: Attributes,
}

impl FooterLink {
    /// A link with words and address.
    pub fn new(text: impl Into<Text>, href: impl Into<Text>) -> Self {
        Self { text: text.into(), href: href.into(), ..Self::default() }
    }
}

impl FooterMeta {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
