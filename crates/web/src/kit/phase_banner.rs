//! Phase banner: what kind of installation this is, such as a demonstration with invented people.

use askama::Template;

use super::tag::Tag;
use super::{Attributes, Classes, Content, Html, Text};

/// A tag and a sentence below the header.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/phase_banner.html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct PhaseBanner {
    /// The tag.
    pub tag: Tag,
    /// The sentence.
    pub text: Text,
    /// Markup instead of `text`.
    pub html: Html,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

impl PhaseBanner {
    /// A tag's word and a sentence.
    pub fn new(tag: impl Into<Text>, text: impl Into<Text>) -> Self {
        Self { tag: Tag { text: tag.into(), ..Tag::default() }, text: text.into(), ..Self::default() }
    }

    fn shown_tag(&self) -> Tag {
        Tag {
            classes: self.tag.classes.after("govuk-phase-banner__content__tag"),
            attributes: Attributes::new(),
            ..self.tag.clone()
        }
    }

    fn content(&self) -> Content<'_> {
        Content::of(&self.text, &self.html)
    }
}
