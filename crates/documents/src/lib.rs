//! Letters, receipts, copies of records and agreements: one model in, HTML for the screen or a tagged PDF for paper out.
//!
//! What holds: the same document gives the same words in the same order on the screen, on paper and to a screen reader; the
//! same input gives the same bytes; a PDF that its own check against PDF/UA-1 and PDF/A-2a refuses is not given at all; text
//! is only ever text, so nothing in it can be markup, and no text is too long, too strange or too wide.
//!
//! What it does not do: it knows nothing of people, of the gate or of the law. It draws words that came through the gate
//! already, asks no clock, and opens no file.

mod break_lines;
mod clean;
mod flow;
mod fonts;
mod html;
mod model;
mod pages;
mod pdf;
mod table;
mod tree;

pub use model::{Block, Document, Heading, Language, Level, Size, Span, Table, Text};
pub use pdf::{Refused, to_pdf};

pub use html::body as to_html;
