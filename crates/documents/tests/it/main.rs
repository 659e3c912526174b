//! PDFs read back by a reader that has nothing to do with their writer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a PDF that cannot be read has failed"
)]

mod hostile;
mod reader;
mod structure;

use documents::{Block, Document, Language, Size};
use jiff::civil::date;

/// A short document around some blocks.
fn document(body: Vec<Block>) -> Document {
    Document {
        title: "Who has seen your record".into(),
        language: Language::English,
        day: date(2026, 11, 24),
        author: "Probation Service".into(),
        size: Size::Ordinary,
        foot: "Probation Service, 24 November 2026".into(),
        letterhead: vec![Block::paragraph("24 November 2026")],
        body,
        closing: vec![Block::paragraph("Sam Officer")],
    }
}
