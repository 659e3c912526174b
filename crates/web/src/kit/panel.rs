//! Panel: a thing is done (the reference to read out), or a stop before going on.

use askama::Template;

use super::button::Button;
use super::{Attributes, Classes, Content, Html, Text};

/// A large coloured message.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/panel.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Panel {
    /// The heading.
    pub title_text: Text,
    /// Markup instead of `title_text`.
    pub title_html: Html,
    /// 1 to 6, 1 unless given.
    pub heading_level: Option<u8>,
    /// Below the heading.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// What one can do: only with class `govuk-panel--interruption`.
    pub actions: Option<PanelActions>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// What one can do from an interruption.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct PanelActions {
    /// Buttons and links.
    pub items: Vec<PanelAction>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// A button, or with `href` a link.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct PanelAction {
    /// The words.
    pub text: Text,
    /// `button` makes a button of a link.
    #[cfg_attr(test, serde(rename = "type"))]
    pub type_: Text,
    /// Where it leads.
    pub href: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl PanelAction {
    fn is_button(&self) -> bool {
        self.href.is_empty() || self.type_ == "button"
    }

    fn button(&self) -> Button {
        Button {
            text: self.text.clone(),
            type_: self.type_.or("button").to_owned().into(),
            classes: self.classes.after("govuk-button--inverse"),
            href: self.href.clone(),
            attributes: self.attributes.clone(),
            ..Button::default()
        }
    }
}

impl Panel {
    /// A thing is done.
    pub fn confirmation(title: impl Into<Text>, html: Html) -> Self {
        Self { title_text: title.into(), html, ..Self::default() }
    }

    fn is_interruption(&self) -> bool {
        self.classes.contains("govuk-panel--interruption")
    }

    fn level(&self) -> u8 {
        self.heading_level.unwrap_or(1)
    }

    fn title(&self) -> Content<'_> {
        Content::of(&self.title_text, &self.title_html)
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
