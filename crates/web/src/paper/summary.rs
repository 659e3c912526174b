//! The letter to an employer, a landlord or a body like them: the words that were shown, agreed to and approved, unchanged.

use super::said;
use app::summaries::Letter;
use documents::{Block, Document, Language, Size, Text};

/// The name of its file.
pub(crate) const NAME: &str = "summary-in-confidence";

/// The letter.
pub(crate) fn letter(model: &Letter) -> Document {
    let address = [model.contact.to_string(), model.body.to_string()]
        .into_iter()
        .chain(model.address.as_str().lines().map(str::to_owned));
    let destroy = format!("Last day: {}. Destroy it on or before that day.", said(model.last));
    let mut body = Vec::new();
    for part in &model.text.parts {
        if !part.heading.is_empty() {
            body.push(Block::part(part.heading.clone(), ""));
        }
        body.extend(part.paragraphs.iter().map(|paragraph| Block::paragraph(paragraph.clone())));
    }
    Document {
        title: "Summary in confidence".into(),
        language: Language::English,
        day: model.issued,
        author: model.agency.clone(),
        size: Size::Ordinary,
        foot: format!("{}, in confidence, last day {}", model.agency, said(model.last)),
        letterhead: vec![
            Block::Lines(address.map(Text::from).collect()),
            Block::paragraph(format!("{}, {}", model.agency, said(model.issued))),
            Block::Inset(Text::strong(destroy)),
        ],
        body,
        closing: vec![Block::Lines(vec![model.signed.as_str().into(), model.agency.as_str().into()])],
    }
}
