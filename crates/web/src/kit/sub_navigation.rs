//! Sub navigation: the parts of a person's record, or of another noun.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// Tabs that are pages.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/sub_navigation.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SubNavigation {
    /// The landmark's name, "Secondary navigation region" unless given.
    pub label: Text,
    /// The entries.
    pub items: Vec<SubNavigationItem>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One entry.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SubNavigationItem {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Where it leads.
    pub href: Text,
    /// Whether it is the page shown.
    pub active: bool,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl SubNavigationItem {
    /// An entry with words and address.
    pub fn new(text: impl Into<Text>, href: impl Into<Text>) -> Self {
        Self { text: text.into(), href: href.into(), ..Self::default() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl SubNavigation {
    /// Entries under a landmark's name, `current` the address of the page shown.
    pub fn new(
        label: impl Into<Text>,
        current: &str,
        items: impl IntoIterator<Item = SubNavigationItem>,
    ) -> Self {
        let mark = |mut item: SubNavigationItem| {
            item.active = item.href == current;
            item
        };
        Self { label: label.into(), items: items.into_iter().map(mark).collect(), ..Self::default() }
    }
}
