//! Service navigation: the entries that a role needs, below the header.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// The main menu.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/service_navigation.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct ServiceNavigation {
    /// Name of the service.
    pub service_name: Text,
    /// Where the name leads.
    pub service_url: Text,
    /// The entries.
    #[cfg_attr(test, serde(deserialize_with = "super::reading::truthy"))]
    pub navigation: Vec<NavigationItem>,
    /// Word on the menu button of a narrow screen, "Menu" unless given.
    pub menu_button_text: Text,
    /// The menu button's name, where it differs from its word.
    pub menu_button_label: Text,
    /// The landmark's name, the menu button's word unless given.
    pub navigation_label: Text,
    /// Id of the list, `navigation` unless given.
    pub navigation_id: Text,
    /// Further classes of the menu.
    pub navigation_classes: Classes,
    /// Folds the menu on a narrow screen; so unless given when there are two entries or more.
    pub collapse_navigation_on_mobile: Option<bool>,
    /// Name of the section around it, "Service information" unless given.
    pub aria_label: Text,
    /// Markup before, behind and within.
    pub slots: NavigationSlots,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One entry.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct NavigationItem {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Where it leads.
    pub href: Text,
    /// Whether it is the page shown.
    pub current: bool,
    /// Whether the page shown lies below it.
    pub active: bool,
    /// Further attributes.
    pub attributes: Attributes,
}

/// Markup before, behind and within the menu.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct NavigationSlots {
    /// Before all.
    pub start: Html,
    /// Behind all.
    pub end: EndSlot,
    /// Before the first entry, as list items.
    pub navigation_start: Html,
    /// After the last entry, as list items.
    pub navigation_end: Html,
}

/// Markup behind the menu.
#[derive(Debug, Clone, Default)]
pub struct EndSlot {
    /// The markup.
    pub html: Html,
    /// `inline` for beside the menu.
    pub align: Text,
}

impl NavigationItem {
    /// An entry with words and address.
    pub fn new(text: impl Into<Text>, href: impl Into<Text>) -> Self {
        Self { text: text.into(), href: href.into(), ..Self::default() }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }

    fn is_active(&self) -> bool {
        self.active || self.current
    }

    fn aria_current(&self) -> Html {
        match (self.current, self.active) {
            (true, _) => Html::literal(" aria-current=\"page\""),
            (_, true) => Html::literal(" aria-current=\"true\""),
            _ => Html::default(),
        }
    }
}

impl ServiceNavigation {
    fn button_text(&self) -> &str {
        self.menu_button_text.or("Menu")
    }

    fn button_label(&self) -> Text {
        if self.menu_button_label == self.button_text() {
            Text::default()
        } else {
            self.menu_button_label.clone()
        }
    }

    fn folds(&self) -> bool {
        self.collapse_navigation_on_mobile.unwrap_or(self.navigation.len() > 1)
    }

    fn has_menu(&self) -> bool {
        !self.navigation.is_empty()
            || !self.slots.navigation_start.is_empty()
            || !self.slots.navigation_end.is_empty()
    }

    fn is_section(&self) -> bool {
        !self.service_name.is_empty() || !self.slots.start.is_empty() || !self.slots.end.html.is_empty()
    }
}

#[cfg(test)]
impl<'de> serde::Deserialize<'de> for EndSlot {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let mut given = serde_json::Value::deserialize(from)?;
        let (html, align) = match given.get_mut("html") {
            Some(html) => {
                let html = html.take();
                (html, given.get("align").cloned().unwrap_or_default())
            }
            None => (given, serde_json::Value::Null),
        };
        Ok(Self {
            html: serde_json::from_value(html).map_err(D::Error::custom)?,
            align: serde_json::from_value(align).map_err(D::Error::custom)?,
        })
    }
}
