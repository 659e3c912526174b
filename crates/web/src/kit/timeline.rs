//! Timeline: what happened to a person's record, when and by whom.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// Events, the latest first.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/timeline.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Timeline {
    /// The events.
    pub items: Vec<TimelineItem>,
    /// 1 to 6, 2 unless given.
    pub heading_level: Option<u8>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One event.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct TimelineItem {
    /// What happened, in a few words.
    pub label: TimelineText,
    /// Who did it; shown after "by".
    pub byline: Option<TimelineText>,
    /// When.
    pub datetime: TimelineDate,
    /// More about it.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// Words of an event.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct TimelineText {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
}

/// A moment: for machines, and as it is shown. (The original formats it itself.)
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct TimelineDate {
    /// RFC 3339.
    pub timestamp: Text,
    /// As shown, such as "Tue 3 Mar 2026, 14:05".
    pub text: Text,
}

impl TimelineText {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl TimelineItem {
    /// An event with its label, moment for machines and moment as shown.
    pub fn new(label: impl Into<Text>, timestamp: impl Into<Text>, shown: impl Into<Text>) -> Self {
        Self {
            label: TimelineText { text: label.into(), ..TimelineText::default() },
            datetime: TimelineDate { timestamp: timestamp.into(), text: shown.into() },
            ..Self::default()
        }
    }

    /// With who did it.
    #[must_use]
    pub fn by(mut self, who: impl Into<Text>) -> Self {
        self.byline = Some(TimelineText { text: who.into(), ..TimelineText::default() });
        self
    }

    /// With more about it.
    #[must_use]
    pub fn about(mut self, html: Html) -> Self {
        self.html = html;
        self
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl Timeline {
    /// Of these events.
    pub fn new(items: impl IntoIterator<Item = TimelineItem>) -> Self {
        Self { items: items.into_iter().collect(), ..Self::default() }
    }

    fn level(&self) -> u8 {
        self.heading_level.unwrap_or(2)
    }
}
