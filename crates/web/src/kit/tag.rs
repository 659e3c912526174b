//! Tag: a status as a coloured word. The word says it; the colour only helps.

use askama::Template;

use super::{Attributes, Classes, Content, Html, Text};

/// A status.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/tag.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct Tag {
    /// The word.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further classes, such as `govuk-tag--green`.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// What a status means to the reader; decides the colour, on every page alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do and nothing to fear: closed, ended, draft.
    Quiet,
    /// Under way: sent, received, in treatment.
    Active,
    /// Good: accepted, attended, kept.
    Good,
    /// Wants attention soon: due, waiting.
    Soon,
    /// Late, refused or at risk.
    Late,
    /// Held back from this viewer.
    Withheld,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Quiet => "govuk-tag--grey",
            Self::Active => "govuk-tag--blue",
            Self::Good => "govuk-tag--green",
            Self::Soon => "govuk-tag--yellow",
            Self::Late => "govuk-tag--red",
            Self::Withheld => "govuk-tag--purple",
        }
    }
}

impl Tag {
    /// A status with a meaning.
    pub fn new(text: impl Into<Text>, tone: Tone) -> Self {
        Self { text: text.into(), classes: tone.class().into(), ..Self::default() }
    }

    pub(crate) fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
