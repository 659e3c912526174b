//! Card: one part of a page that shows several side by side, such as My work and a person's overview.

use askama::Template;

use super::{Classes, Html, Text};

/// A part of a page with a heading, what it holds, and a link to all of it. Cards stand in a `div` of class
/// `tc-cards`, `tc-cards--2` or `tc-cards--3`; one of class `tc-card--wide` takes the whole width.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kit/card.html")]
pub struct Card {
    /// Its heading.
    pub title: Text,
    /// How many things are in it, beside the heading.
    pub count: Option<usize>,
    /// What it holds.
    pub html: Html,
    /// Words and address of the link at its foot.
    pub more: Option<(Text, Text)>,
    /// Id of the element.
    pub id: Text,
    /// Heading's level, 2 unless given.
    pub heading_level: Option<u8>,
    /// Further classes: `tc-card--wide`, `tc-card--late`, `tc-card--withheld`.
    pub classes: Classes,
}

impl Card {
    /// A card with a heading and what it holds.
    pub fn new(title: impl Into<Text>, html: Html) -> Self {
        Self { title: title.into(), html, ..Self::default() }
    }

    fn level(&self) -> u8 {
        self.heading_level.unwrap_or(2)
    }
}
