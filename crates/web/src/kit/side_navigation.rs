//! Side navigation: the pages of one part, such as administration, beside the page.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A menu at the side, in one list or in sections.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/side_navigation.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SideNavigation {
    /// The landmark's name.
    pub label: Text,
    /// The entries, where there are no sections.
    pub items: Vec<SideNavigationItem>,
    /// Sections with entries.
    pub sections: Vec<SideSection>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// Entries under a heading.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SideSection {
    /// The heading.
    pub heading: SideHeading,
    /// The entries.
    pub items: Vec<SideNavigationItem>,
}

/// The heading of a section.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SideHeading {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// 1 to 6, 4 unless given.
    pub heading_level: Option<u8>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One entry.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SideNavigationItem {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Where it leads.
    pub href: Text,
    /// Whether it is the page shown.
    pub active: bool,
    /// Further attributes.
    pub attributes: Attributes,
}

impl SideHeading {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }

    fn level(&self) -> u8 {
        self.heading_level.unwrap_or(4)
    }
}

impl SideNavigationItem {
    /// An entry with words and address.
    pub fn new(text: impl Into<Text>, href: impl Into<Text>, active: bool) -> Self {
        Self { text: text.into(), href: href.into(), active, ..Self::default() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
