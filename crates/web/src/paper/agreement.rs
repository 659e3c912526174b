//! An agreement on paper: its state, its parts, its clauses in words, who signed for whom and when, and what happened to it.

use documents::{Block, Document, Language, Size, Table, Text};
use jiff::civil::Date;

/// The name of its file.
pub(crate) const NAME: &str = "agreement-to-share-information";

/// A piece of a part: words, then facts by name.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) heading: Option<String>,
    pub(crate) words: String,
    pub(crate) rows: Vec<(String, String)>,
}

/// A clause in words.
#[derive(Debug)]
pub(crate) struct Sentence {
    pub(crate) number: u16,
    pub(crate) words: String,
    pub(crate) basis: String,
}

/// An agency, and that it signed or did not.
#[derive(Debug)]
pub(crate) struct Signed {
    pub(crate) agency: String,
    pub(crate) what: String,
}

/// What is printed of a version.
pub(crate) struct Printed {
    pub(crate) title: String,
    /// "Version 2: In force".
    pub(crate) version: String,
    /// The day on which it is printed.
    pub(crate) day: Date,
    pub(crate) parts: Vec<(String, Vec<Facts>)>,
    pub(crate) clauses: Vec<Sentence>,
    pub(crate) signed: Vec<Signed>,
    /// What is said where nobody signed.
    pub(crate) unsigned: &'static str,
    pub(crate) history: Vec<String>,
}

fn facts(facts: Facts) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(heading) = facts.heading {
        blocks.push(Block::piece(heading));
    }
    blocks.extend(facts.words.split("\n\n").filter(|one| !one.trim().is_empty()).map(Block::paragraph));
    if !facts.rows.is_empty() {
        let rows = facts.rows.iter().map(|(name, value)| Text::named(name, value.clone()));
        blocks.push(Block::Facts(rows.collect()));
    }
    blocks
}

/// The agreement.
pub(crate) fn agreement(printed: Printed) -> Document {
    let mut body = vec![
        Block::paragraph(format!("{}. Agreement to share information.", printed.version)),
        Block::part("Contents", ""),
        Block::Contents,
    ];
    for (number, (title, held)) in (1..).zip(printed.parts) {
        body.push(Block::part(title, format!("part-{number}")));
        body.extend(held.into_iter().flat_map(facts));
    }
    body.push(Block::part("Clauses", "clauses"));
    body.extend(printed.clauses.into_iter().map(|one| {
        let said = format!(" {} Basis: {}.", one.words, one.basis);
        Block::Paragraph(Text::strong(format!("Clause {}.", one.number)).then(said))
    }));
    body.push(Block::part("Signatures", "signatures"));
    if printed.signed.is_empty() {
        body.push(Block::paragraph(printed.unsigned));
    } else {
        let row = |one: Signed| vec![Text::plain(one.agency), Text::plain(one.what)];
        body.push(Block::Table(Table {
            caption: "Who signed".into(),
            head: vec![("Agency".into(), 2), ("Signature".into(), 3)],
            rows: printed.signed.into_iter().map(row).collect(),
        }));
    }
    body.push(Block::part("History", "history"));
    body.push(Block::bullets(printed.history));
    Document {
        foot: format!("{}, {}", printed.title, printed.version.to_lowercase()),
        title: printed.title,
        language: Language::English,
        day: printed.day,
        author: "Throughcare".into(),
        size: Size::Ordinary,
        letterhead: Vec::new(),
        body,
        closing: Vec::new(),
    }
}
