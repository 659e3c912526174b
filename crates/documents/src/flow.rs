//! From blocks to strips: each strip is a line of text with what stands beside it, and knows what it must not be parted from.

use crate::{
    break_lines::{Breaker, Line, Setting},
    clean::title,
    model::{Block, Document, Heading, Level, Size, Text},
    tree::{Branch, Tree},
};
use krilla::tagging::{ListNumbering, Tag, TagKind};
use std::num::NonZeroU16;

/// The width of a line from margin to margin, in points.
pub(crate) const WIDTH: f32 = 451.0;
/// The room for the numbers of pages in the contents.
const NUMBERS: f32 = 44.0;

/// How dark something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Ink,
    Quiet,
    Faint,
}

/// Something that is drawn; places are from the left margin and from the top of its strip.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// A line of text.
    Line { line: Line, x: f32, baseline: f32, size: f32, tone: Tone, branch: Branch },
    /// A filled box, which means nothing by itself.
    Bar { x: f32, y: f32, width: f32, height: f32, tone: Tone },
    /// The number of the page on which a part begins, to the right margin; and the way there.
    PageOf { part: usize, baseline: f32, size: f32, branch: Branch },
}

/// A strip across the page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    /// The room before it, unless it is the first of a page.
    pub(crate) before: f32,
    pub(crate) height: f32,
    /// Whether the next strip must be on the same page.
    pub(crate) keep: bool,
    pub(crate) items: Vec<Item>,
    /// The part that begins with it.
    pub(crate) part: Option<usize>,
    /// The head of the table that it is a row of: drawn again on each page.
    pub(crate) head: Option<usize>,
}

/// How large things are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measures {
    pub(crate) size: f32,
    leading: f32,
}

impl Measures {
    pub(crate) const fn of(size: Size) -> Self {
        match size {
            Size::Ordinary => Self { size: 12.0, leading: 1.42 },
            Size::Large => Self { size: 16.0, leading: 1.6 },
        }
    }

    /// What list items and insets stand in from the margin.
    fn indent(self) -> f32 {
        self.size * 1.7
    }

    /// The height of a line of this size.
    pub(crate) fn line(self, size: f32) -> f32 {
        size * if size > self.size * 1.2 { 1.2 } else { self.leading }
    }

    /// The baseline from the top of a line: capitals stand in its middle.
    pub(crate) fn baseline(self, size: f32) -> f32 {
        f32::midpoint(self.line(size), size * 0.714)
    }
}

/// A document as strips, with its structure.
pub(crate) struct Flow {
    pub(crate) breaker: Breaker,
    pub(crate) tree: Tree,
    pub(crate) measures: Measures,
    pub(crate) strips: Vec<Strip>,
    /// Heads of tables.
    pub(crate) heads: Vec<Vec<Strip>>,
    parts: usize,
}

/// How a text stands on a page.
#[derive(Clone, Copy)]
pub(crate) struct Stand {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) size: f32,
    pub(crate) strong: bool,
    pub(crate) tone: Tone,
    pub(crate) before: f32,
}

impl Flow {
    /// All of a document.
    pub(crate) fn of(document: &Document, breaker: Breaker) -> Self {
        let measures = Measures::of(document.size);
        let mut flow = Self {
            breaker,
            tree: Tree::default(),
            measures,
            strips: Vec::new(),
            heads: Vec::new(),
            parts: 0,
        };
        for block in &document.letterhead {
            flow.block(document, block);
        }
        flow.title(&document.title, !document.letterhead.is_empty());
        for block in &document.body {
            flow.block(document, block);
        }
        let closes = flow.strips.len();
        for block in &document.closing {
            flow.block(document, block);
        }
        // Who signs does not stand alone on a page.
        let signs = flow.strips.len() > closes;
        if let Some(last) = closes.checked_sub(1).and_then(|last| flow.strips.get_mut(last)) {
            last.keep |= signs;
        }
        if flow.breaker.missed {
            let words = crate::pdf::words_of(document.language).missing;
            let branch = flow.tree.grow(None, Tag::P);
            let stand = Stand { tone: Tone::Quiet, before: flow.measures.size * 1.5, ..flow.plain() };
            flow.text(&Text::plain(words), stand, branch);
        }
        flow
    }

    /// How ordinary text stands.
    pub(crate) fn plain(&self) -> Stand {
        Stand {
            x: 0.0,
            width: WIDTH,
            size: self.measures.size,
            strong: false,
            tone: Tone::Ink,
            before: self.measures.size * 0.7,
        }
    }

    fn block(&mut self, document: &Document, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(text) => {
                let branch = self.tree.grow(None, Tag::P);
                self.text(text, self.plain(), branch);
            }
            Block::Lines(lines) => self.joined(lines),
            Block::Inset(text) => self.inset(text),
            Block::Bullets(items) => self.list(items, ListNumbering::Disc, |_| Some("•".to_owned())),
            Block::Numbers(items) => self.list(items, ListNumbering::Decimal, |at| Some(format!("{at}."))),
            Block::Facts(items) => self.list(items, ListNumbering::None, |_| None),
            Block::Table(table) => self.table(table),
            Block::Contents => self.contents(document),
        }
    }

    fn title(&mut self, words: &str, below: bool) {
        let branch = self.tree.grow(None, heading_tag(1, words));
        let size = self.measures.size * 1.75;
        let before = if below { size } else { 0.0 };
        let stand = Stand { size, strong: true, before, ..self.plain() };
        self.kept(&Text::plain(title(words)), stand, branch);
    }

    fn heading(&mut self, heading: &Heading) {
        let (level, scale, room) = match heading.level {
            Level::Part => (2, 1.35, 1.5),
            Level::Piece => (3, 1.05, 1.1),
        };
        let branch = self.tree.grow(None, heading_tag(level, &heading.words));
        let size = self.measures.size * scale;
        let mut text = Text::strong(title(&heading.words));
        if !heading.aside.is_empty() {
            text = text.then(format!(" {}", heading.aside));
        }
        let first = self.strips.len();
        let stand = Stand { size, before: self.measures.size * room, ..self.plain() };
        self.kept(&text, stand, branch);
        if heading.is_listed() {
            if let Some(strip) = self.strips.get_mut(first) {
                strip.part = Some(self.parts);
            }
            self.parts += 1;
        }
    }

    /// Lines that stay together with each other and with what follows.
    fn kept(&mut self, text: &Text, stand: Stand, branch: Branch) {
        let first = self.strips.len();
        self.text(text, stand, branch);
        for strip in self.strips.iter_mut().skip(first) {
            strip.keep = true;
        }
    }

    fn joined(&mut self, lines: &[Text]) {
        let branch = self.tree.grow(None, Tag::P);
        for (number, line) in lines.iter().enumerate() {
            let before = if number == 0 { self.plain().before } else { 0.0 };
            let stand = Stand { before, ..self.plain() };
            if number + 1 == lines.len() {
                self.text(line, stand, branch);
            } else {
                self.kept(line, stand, branch);
            }
        }
    }

    fn inset(&mut self, text: &Text) {
        let branch = self.tree.grow(None, Tag::P);
        let first = self.strips.len();
        let (size, plain) = (self.measures.size, self.plain());
        let x = self.measures.indent();
        let stand = Stand { x, width: WIDTH - x, before: size, ..plain };
        self.text(text, stand, branch);
        for strip in self.strips.iter_mut().skip(first) {
            let bar = Item::Bar { x: 0.0, y: 0.0, width: 4.0, height: strip.height, tone: Tone::Quiet };
            strip.items.push(bar);
        }
    }

    fn list(&mut self, items: &[Text], numbering: ListNumbering, mark: impl Fn(usize) -> Option<String>) {
        if items.is_empty() {
            return;
        }
        let list = self.tree.grow(None, Tag::L(numbering));
        for (number, text) in (1..).zip(items) {
            let item = self.tree.grow(Some(list), Tag::LI);
            let mark = mark(number).map(|mark| (self.tree.grow(Some(item), Tag::Lbl), mark));
            let body = self.tree.grow(Some(item), Tag::LBody);
            let first = self.strips.len();
            let size = self.measures.size;
            let before = if number == 1 { size * 0.6 } else { size * 0.25 };
            let x = if mark.is_some() { self.measures.indent() } else { 0.0 };
            let stand = Stand { x, width: WIDTH - x, before, ..self.plain() };
            self.text(text, stand, body);
            if let Some((branch, mark)) = mark {
                let line = self.breaker.line(&mark, size);
                let x = if numbering == ListNumbering::Disc { size * 0.5 } else { 0.0 };
                let baseline = self.measures.baseline(size);
                if let Some(strip) = self.strips.get_mut(first) {
                    strip.items.insert(0, Item::Line { line, x, baseline, size, tone: Tone::Ink, branch });
                }
            }
        }
    }

    fn contents(&mut self, document: &Document) {
        let list = self.tree.grow(None, Tag::TOC);
        let size = self.measures.size;
        for (part, heading) in document.parts().enumerate() {
            let item = self.tree.grow(Some(list), Tag::TOCI);
            let reference = self.tree.grow(Some(item), Tag::Reference);
            let link = self.tree.grow(Some(reference), Tag::Link);
            let words = if heading.holds.is_empty() {
                title(&heading.words)
            } else {
                format!("{}: {}", title(&heading.words), heading.holds)
            };
            let stand = Stand { width: WIDTH - NUMBERS, before: size * 0.3, ..self.plain() };
            self.text(&Text::plain(words), stand, link);
            let baseline = self.measures.baseline(size);
            if let Some(strip) = self.strips.last_mut() {
                strip.items.push(Item::PageOf { part, baseline, size, branch: link });
            }
        }
    }

    /// A text as strips: its first two lines stay together, and its last two.
    pub(crate) fn text(&mut self, text: &Text, stand: Stand, branch: Branch) {
        let setting = Setting { size: stand.size, width: stand.width, strong: stand.strong };
        let lines = self.breaker.lines(text, setting);
        let (height, baseline) = (self.measures.line(stand.size), self.measures.baseline(stand.size));
        let count = lines.len();
        for (number, line) in lines.into_iter().enumerate() {
            let Stand { x, size, tone, .. } = stand;
            self.strips.push(Strip {
                before: if number == 0 { stand.before } else { 0.0 },
                height,
                keep: (number == 0 && count > 1) || number + 2 == count,
                items: vec![Item::Line { line, x, baseline, size, tone, branch }],
                ..Strip::default()
            });
        }
    }
}

/// The tag of a heading. Its words, without what a reader could take for an order, are its title.
fn heading_tag(level: u16, words: &str) -> TagKind {
    let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    Tag::Hn(level, Some(title(words))).into()
}
