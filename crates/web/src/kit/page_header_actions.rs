//! Page header actions: a page's heading with what one may do there beside it.

use askama::Template;

use super::button::Button;
use super::{Attributes, Classes, Content, Html, Text};

/// A heading and its buttons.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/page_header_actions.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct PageHeaderActions {
    /// The heading.
    pub heading: PageHeading,
    /// The buttons.
    pub items: Vec<Button>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// The heading.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct PageHeading {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// 1 to 6, 1 unless given.
    pub level: Option<u8>,
    /// Classes, `govuk-heading-xl` unless given.
    pub classes: Text,
}

impl PageHeading {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }

    fn shown_level(&self) -> u8 {
        self.level.unwrap_or(1)
    }
}

impl PageHeaderActions {
    /// A page's heading with these buttons.
    pub fn new(heading: impl Into<Text>, items: impl IntoIterator<Item = Button>) -> Self {
        Self {
            heading: PageHeading {
                text: heading.into(),
                classes: "govuk-heading-l".into(),
                ..PageHeading::default()
            },
            items: items.into_iter().collect(),
            ..Self::default()
        }
    }
}
