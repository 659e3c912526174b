//! Alert: what changed or is wrong, within a page, with a heading where it needs one.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A message within a page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/alert.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Alert {
    /// What it is about; the landmark's name, and the message itself where there is no other.
    pub title: Text,
    /// The message.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// How grave it is.
    pub variant: Variant,
    /// Shows the title above the message.
    pub show_title_as_heading: bool,
    /// `h2`, `h3` or `h4`; anything else is `h2`.
    pub heading_tag: Text,
    /// ARIA role, `region` unless given.
    pub role: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// How grave an alert is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum Variant {
    /// To be known.
    #[default]
    Information,
    /// Done.
    Success,
    /// To be watched.
    Warning,
    /// Wrong.
    Error,
}

impl Variant {
    fn word(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Alert {
    /// A message of words under a title that is read out.
    pub fn new(variant: Variant, title: impl Into<Text>, text: impl Into<Text>) -> Self {
        Self { variant, title: title.into(), text: text.into(), ..Self::default() }
    }

    fn tag(&self) -> &'static str {
        match self.heading_tag.as_str() {
            "h3" => "h3",
            "h4" => "h4",
            _ => "h2",
        }
    }

    fn has_heading(&self) -> bool {
        self.show_title_as_heading && !self.content().is_empty()
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
