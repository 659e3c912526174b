//! The model of a document: what it says, in which order, and what each piece of it is. How it looks is decided elsewhere.

use jiff::civil::Date;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The heading on its first page; also its title in a reader's window. Never a person's name where the page has none.
    pub title: String,
    /// In which language it is.
    pub language: Language,
    /// The day that it bears. A PDF says it was made then.
    pub day: Date,
    /// Who gives it.
    pub author: String,
    /// How large it is set.
    pub size: Size,
    /// What stands at the foot of each page, before the number of the page.
    pub foot: String,
    /// What comes before the heading on paper: addresses, the day.
    pub letterhead: Vec<Block>,
    /// What it says.
    pub body: Vec<Block>,
    /// What ends it: who signs.
    pub closing: Vec<Block>,
}

/// The language of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// British English.
    English,
    /// Welsh.
    Welsh,
}

impl Language {
    /// Its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en-GB",
            Self::Welsh => "cy",
        }
    }
}

/// How large a document is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 12 points, the least that clear print asks for.
    Ordinary,
    /// 16 points with room between the lines: easy read.
    Large,
}

/// The level of a heading below the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A part of the document: stands in the contents and in the outline.
    Part,
    /// A piece of a part.
    Piece,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// How deep.
    pub level: Level,
    /// Its words.
    pub words: String,
    /// What follows it, set more quietly: a day.
    pub aside: String,
    /// What links point at: an id without spaces. A part without one stands in no contents and no outline.
    pub anchor: String,
    /// What the contents say after its words.
    pub holds: String,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Text),
    /// Lines that belong together: an address, who signs.
    Lines(Vec<Text>),
    /// Something that must not be missed, or that stands in place of something: a mark of what was left out.
    Inset(Text),
    /// A list with bullets.
    Bullets(Vec<Text>),
    /// A list with numbers.
    Numbers(Vec<Text>),
    /// A list without marks: what an entry says, name by name.
    Facts(Vec<Text>),
    /// A table with a row of headings.
    Table(Table),
    /// The contents: the headings of parts, on paper with their pages.
    Contents,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it is, for those who hear it.
    pub caption: String,
    /// The headings of its columns, each with its share of the width.
    pub head: Vec<(String, u16)>,
    /// Its rows. The first cell of a row is its heading.
    pub rows: Vec<Vec<Text>>,
}

/// Words, some of them strong. A line break in them is a line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Span>);

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub words: String,
    /// Whether they are strong.
    pub strong: bool,
}

impl Text {
    /// Plain words.
    pub fn plain(words: impl Into<String>) -> Self {
        Self(vec![Span { words: words.into(), strong: false }])
    }

    /// Strong words.
    pub fn strong(words: impl Into<String>) -> Self {
        Self(vec![Span { words: words.into(), strong: true }])
    }

    /// With more words after these.
    #[must_use]
    pub fn then(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span { words: words.into(), strong: false });
        self
    }

    /// With strong words after these.
    #[must_use]
    pub fn and_strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span { words: words.into(), strong: true });
        self
    }

    /// A name, and what is said under it.
    pub fn named(name: &str, value: impl Into<String>) -> Self {
        Self::strong(format!("{name}:")).then(" ").then(value)
    }
}

impl<W: Into<String>> From<W> for Text {
    fn from(words: W) -> Self {
        Self::plain(words)
    }
}

impl Heading {
    /// Whether the contents and the outline list it.
    pub fn is_listed(&self) -> bool {
        self.level == Level::Part && !self.anchor.is_empty()
    }
}

impl Block {
    /// A paragraph.
    pub fn paragraph(words: impl Into<Text>) -> Self {
        Self::Paragraph(words.into())
    }

    /// The heading of a part, with the id that links point at.
    pub fn part(words: impl Into<String>, anchor: impl Into<String>) -> Self {
        let (words, anchor) = (words.into(), anchor.into());
        Self::Heading(Heading {
            level: Level::Part,
            words,
            aside: String::new(),
            anchor,
            holds: String::new(),
        })
    }

    /// The heading of a piece of a part.
    pub fn piece(words: impl Into<String>) -> Self {
        let words = words.into();
        Self::Heading(Heading {
            level: Level::Piece,
            words,
            aside: String::new(),
            anchor: String::new(),
            holds: String::new(),
        })
    }

    /// A list with bullets.
    pub fn bullets<W: Into<Text>>(items: impl IntoIterator<Item = W>) -> Self {
        Self::Bullets(items.into_iter().map(Into::into).collect())
    }
}

impl Document {
    /// All of it, from the first word on paper to the last.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.letterhead.iter().chain(&self.body).chain(&self.closing)
    }

    /// The headings of its parts, as the contents list them.
    pub fn parts(&self) -> impl Iterator<Item = &Heading> {
        self.blocks().filter_map(|block| match block {
            Block::Heading(heading) if heading.is_listed() => Some(heading),
            _ => None,
        })
    }
}
