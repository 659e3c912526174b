//! Tabs: parts of one page of which one is shown. Without a script all are shown, one below the other.

use askama::Template;

use super::{Attributes, Classes, Html, Text};

/// Parts of a page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/tabs.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Tabs {
    /// Id of the element.
    pub id: Text,
    /// Start of the parts' ids.
    pub id_prefix: Text,
    /// Heading where all are shown, "Contents" unless given.
    pub title: Text,
    /// The parts.
    #[cfg_attr(test, serde(deserialize_with = "super::reading::truthy"))]
    pub items: Vec<Tab>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One part.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Tab {
    /// Its id.
    pub id: Text,
    /// On the tab.
    pub label: Text,
    /// What it shows.
    pub panel: TabPanel,
    /// Further attributes of the tab.
    pub attributes: Attributes,
}

/// What a part shows.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct TabPanel {
    /// A paragraph.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Tab {
    /// A part with an id, a label and markup.
    pub fn new(id: impl Into<Text>, label: impl Into<Text>, html: Html) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            panel: TabPanel { html, ..TabPanel::default() },
            ..Self::default()
        }
    }
}

impl Tabs {
    fn panel_id(&self, tab: &Tab, index: usize) -> Text {
        if tab.id.is_empty() { format!("{}-{index}", self.id_prefix).into() } else { tab.id.clone() }
    }
}
