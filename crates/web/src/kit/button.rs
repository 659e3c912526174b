//! Button: the one primary action of a page, secondary ones, and links that look like one.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A button, or with `href` a link that looks like one.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/button.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Button {
    /// Words on the button.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Id of the element.
    pub id: Text,
    /// `submit` (the default), `button` or `reset`.
    #[cfg_attr(test, serde(rename = "type"))]
    pub type_: Text,
    /// Name sent with the form.
    pub name: Text,
    /// Value sent with the form.
    pub value: Text,
    /// Cannot be pressed. Prefer leaving the button out.
    pub disabled: bool,
    /// Makes a link of it.
    pub href: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
    /// Ignores a second press within a second.
    pub prevent_double_click: Option<bool>,
    /// With an arrow, for the start of a journey.
    pub is_start_button: bool,
}

impl Button {
    /// Sends the form. A second press within a second is ignored.
    pub fn submit(text: impl Into<Text>) -> Self {
        Self { text: text.into(), prevent_double_click: Some(true), ..Self::default() }
    }

    /// Goes somewhere.
    pub fn link(text: impl Into<Text>, href: impl Into<Text>) -> Self {
        Self { text: text.into(), href: href.into(), ..Self::default() }
    }

    /// Less prominent: everything but the page's main action.
    #[must_use]
    pub fn secondary(self) -> Self {
        self.classed("govuk-button--secondary")
    }

    /// For what cannot be undone.
    #[must_use]
    pub fn warning(self) -> Self {
        self.classed("govuk-button--warning")
    }

    /// Sends `name=value` too, to tell which button was pressed.
    #[must_use]
    pub fn named(mut self, name: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.name = name.into();
        self.value = value.into();
        self
    }

    fn classed(mut self, class: &'static str) -> Self {
        self.classes = self.classes.after(class);
        self
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
