//! Notification banner: what has just happened, or what one must know here.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A message on top of a page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/notification_banner.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct NotificationBanner {
    /// The sentence.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// The heading, "Important" or "Success" unless given.
    pub title_text: Text,
    /// Markup instead of `title_text`.
    pub title_html: Html,
    /// 1 to 6, 2 unless given.
    pub title_heading_level: Option<u8>,
    /// `success` for a green one that is read out at once.
    #[cfg_attr(test, serde(rename = "type"))]
    pub type_: Text,
    /// ARIA role.
    pub role: Text,
    /// Id of the heading.
    pub title_id: Text,
    /// Leaves the keyboard's focus where it is.
    pub disable_auto_focus: Option<bool>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl NotificationBanner {
    /// What one must know here.
    pub fn important(text: impl Into<Text>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// What has been done.
    pub fn success(text: impl Into<Text>) -> Self {
        Self { text: text.into(), type_: "success".into(), ..Self::default() }
    }

    fn is_success(&self) -> bool {
        self.type_ == "success"
    }

    fn shown_role(&self) -> &str {
        self.role.or(if self.is_success() { "alert" } else { "region" })
    }

    fn level(&self) -> u8 {
        self.title_heading_level.unwrap_or(2)
    }

    fn title(&self) -> Content<'_> {
        Content::of(&self.title_text, &self.title_html)
    }
}
