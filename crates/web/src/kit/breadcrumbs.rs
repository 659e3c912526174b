//! Breadcrumbs: where one is, and the way up.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// The way from the home page to this one.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/breadcrumbs.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Breadcrumbs {
    /// The steps; one without `href` is this page.
    pub items: Vec<Crumb>,
    /// Shows only the first and last step on a narrow screen.
    pub collapse_on_mobile: bool,
    /// The landmark's name, "Breadcrumb" unless given.
    pub label_text: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One step.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Crumb {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Where it is.
    pub href: Text,
    /// Further attributes.
    pub attributes: Attributes,
}

impl Crumb {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl Breadcrumbs {
    /// Of steps with words and address.
    pub fn of<W: Into<Text>, H: Into<Text>>(steps: impl IntoIterator<Item = (W, H)>) -> Self {
        let crumb = |(text, href): (W, H)| Crumb { text: text.into(), href: href.into(), ..Crumb::default() };
        Self { items: steps.into_iter().map(crumb).collect(), collapse_on_mobile: true, ..Self::default() }
    }
}
