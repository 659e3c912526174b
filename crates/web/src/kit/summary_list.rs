//! Summary list: what is known, as keys and values, alone or as a card with a title.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// Keys and values.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/summary_list.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SummaryList {
    /// The rows.
    #[cfg_attr(test, serde(deserialize_with = "super::reading::truthy"))]
    pub rows: Vec<SummaryRow>,
    /// A card around the list.
    pub card: Option<SummaryCard>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One key and its value.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SummaryRow {
    /// Further classes.
    pub classes: Classes,
    /// What it is.
    pub key: SummaryCell,
    /// How it is.
    pub value: SummaryCell,
    /// What one may do about it.
    pub actions: SummaryActions,
}

/// A key or a value.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SummaryCell {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further classes.
    pub classes: Classes,
}

/// Links beside a row or on a card.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SummaryActions {
    /// The links.
    pub items: Vec<SummaryAction>,
    /// Further classes.
    pub classes: Classes,
}

/// One link.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SummaryAction {
    /// Where it goes.
    pub href: Text,
    /// The word, such as "Change".
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// What is changed, for those who hear links without their row.
    pub visually_hidden_text: Text,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// A card around a summary list.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct SummaryCard {
    /// Its heading.
    pub title: Option<CardTitle>,
    /// Links in its head.
    pub actions: SummaryActions,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// The heading of a card.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct CardTitle {
    /// The words.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// 1 to 6, 2 unless given.
    pub heading_level: Option<u8>,
    /// Further classes.
    pub classes: Classes,
}

impl CardTitle {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }

    fn level(&self) -> u8 {
        self.heading_level.unwrap_or(2)
    }
}

impl SummaryCell {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl SummaryAction {
    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}

impl SummaryRow {
    /// A key and a value of words.
    pub fn new(key: impl Into<Text>, value: impl Into<Text>) -> Self {
        Self {
            key: SummaryCell { text: key.into(), ..SummaryCell::default() },
            value: SummaryCell { text: value.into(), ..SummaryCell::default() },
            ..Self::default()
        }
    }

    /// A key of words and a value of markup.
    pub fn html(key: impl Into<Text>, value: Html) -> Self {
        let mut row = Self::new(key, "");
        row.value.html = value;
        row
    }

    /// With a "Change" link, which says aloud what it changes.
    #[must_use]
    pub fn change(self, href: impl Into<Text>, what: impl Into<Text>) -> Self {
        self.action("Change", href, what)
    }

    /// With a link of another word.
    #[must_use]
    pub fn action(mut self, word: impl Into<Text>, href: impl Into<Text>, what: impl Into<Text>) -> Self {
        self.actions.items.push(SummaryAction {
            href: href.into(),
            text: word.into(),
            visually_hidden_text: what.into(),
            ..SummaryAction::default()
        });
        self
    }
}

impl SummaryList {
    /// Of these rows.
    pub fn new(rows: impl IntoIterator<Item = SummaryRow>) -> Self {
        Self { rows: rows.into_iter().collect(), ..Self::default() }
    }

    /// With less space between rows, for pages that people live in.
    #[must_use]
    pub fn compact(mut self) -> Self {
        self.classes = self.classes.after("tc-summary-list--compact");
        self
    }

    /// As a card with a heading.
    #[must_use]
    pub fn carded(mut self, title: impl Into<Text>) -> Self {
        self.card = Some(SummaryCard {
            title: Some(CardTitle { text: title.into(), ..CardTitle::default() }),
            ..SummaryCard::default()
        });
        self
    }

    fn card_title(&self) -> Option<&CardTitle> {
        self.card.as_ref()?.title.as_ref()
    }

    fn has_actions(&self) -> bool {
        self.rows.iter().any(|row| !row.actions.items.is_empty())
    }
}
