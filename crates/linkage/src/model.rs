//! What a linkage model says, as plain data: comparisons with their levels, blocking rules, the prior, and the
//! *stories* that explain why fields of two records agree together.
//!
//! The core is Fellegi and Sunter's: each comparison of two records falls into one [`Level`], which is `m` likely
//! when they are one person and `u` likely when they are not. Plain models treat comparisons as independent. This
//! one adds [`Story`]: comparisons belong to a [`Part`] of a person's description, and a story says which parts two
//! records share. A twin shares surname, birth date and address but not the forename; a person who moved shares
//! all but the address. Each story costs one number and replaces a table of interactions.
//!
//! Nothing here reads files or scores pairs; every field is public, since any combination is a model. What cannot
//! be scored is found by [`crate::Linker::new`].

/// A model: everything that is needed to score two records of one [`crate::Table`].
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Evaluated in order; at most [`Model::MOST_COMPARISONS`].
    pub comparisons: Vec<Comparison>,
    /// Which pairs are offered for scoring; a pair that several rules offer is scored once.
    pub blocking: Vec<BlockingRule>,
    /// The probability that two records taken at random are one person.
    pub prior: f64,
    /// Ways in which a pair comes about. Empty means the plain model: everything shared, or nothing.
    pub stories: Vec<Story>,
}

impl Model {
    /// A pair's levels are packed into one word, which bounds the number of comparisons.
    pub const MOST_COMPARISONS: usize = 16;
    /// And the number of levels of one comparison.
    pub const MOST_LEVELS: usize = 15;
}

/// One field, or several fields that are compared as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Unique in its model; names the comparison in explanations.
    pub name: String,
    /// The columns it reads. The first is the one that rules apply to unless they say otherwise; when it is
    /// missing on either side and no level holds, the comparison is silent.
    pub columns: Vec<String>,
    /// What of a person it describes.
    pub part: Part,
    /// The first level whose rule holds is the one that counts.
    pub levels: Vec<Level>,
}

/// One way in which two values agree or differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// For people who read an explanation: "same", "a nickname", "differs".
    pub name: String,
    /// When it holds.
    pub rule: Rule,
    /// How often it holds for two records of one person, given that the part is shared.
    pub m: f64,
    /// How often it holds for two records of different people.
    pub u: f64,
    /// How often it holds for two records of one person in stories that do not share the part; `None` means as
    /// often as by chance. Who moves stays near, so this is learnt for homes.
    pub apart: Option<f64>,
    /// Which of the two training leaves alone.
    pub fixed: Fixed,
    /// Whether rare values count for more.
    pub tf: Option<TermFrequency>,
    /// Comparisons (by name) on which this level has already pronounced, so that they stay silent: forename and
    /// surname that changed places speak for the surname too.
    pub speaks_for: Vec<String>,
}

/// What training may not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fixed {
    /// Both are learnt.
    #[default]
    Neither,
    /// `m` stays.
    M,
    /// `u` stays.
    U,
    /// Both stay.
    Both,
}

impl Fixed {
    /// Whether training leaves `m` alone.
    pub fn keeps_m(self) -> bool {
        matches!(self, Self::M | Self::Both)
    }

    /// Whether training leaves `u` alone.
    pub fn keeps_u(self) -> bool {
        matches!(self, Self::U | Self::Both)
    }
}

/// How the frequency of the values themselves changes `u`.
///
/// With `f` the share of records that hold the value (the commoner of the two, when they differ) and `f̄` the share
/// at which `u` was measured, `u` becomes `u · (max(f, floor) / f̄)^weight`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TermFrequency {
    /// Which of the comparison's columns is counted.
    pub column: usize,
    /// 0 ignores the frequency, 1 trusts it wholly.
    pub weight: f64,
    /// No value is taken to be rarer than this.
    pub floor: f64,
    /// The share `f̄` of records that hold the value, at which `u` was measured.
    pub at: f64,
}

/// What of a person a comparison describes. Parts are what a [`Story`] shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Forenames, and what follows from them (sex).
    Forename,
    /// Family name.
    Surname,
    /// Birth date.
    Birth,
    /// Where the person lives.
    Home,
    /// What is issued to one person alone: identifiers, e-mail, telephone.
    Own,
    /// All else.
    Other,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 6] =
        [Self::Forename, Self::Surname, Self::Birth, Self::Home, Self::Own, Self::Other];

    /// The stable code under which a stored model names it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Forename => "forename",
            Self::Surname => "surname",
            Self::Birth => "birth",
            Self::Home => "home",
            Self::Own => "own",
            Self::Other => "other",
        }
    }
}

/// One way in which a pair of records comes about, and which parts it shares.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// For people who read an explanation: "moved house", "twin or sibling".
    pub name: String,
    /// Whether the two records are one person.
    pub same_person: bool,
    /// Parts that agree as one person's do (by `m`); the others agree by chance (by `u`).
    pub shares: Vec<Part>,
    /// For a story of one person, its share among such pairs; for another, its share among all pairs.
    pub share: f64,
}

/// When a level holds. Rules are symmetrical: the order of the two records never matters.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// The values are equal.
    Exact,
    /// The value is missing on either side.
    Missing,
    /// One value's first word is a single letter, with which the other begins.
    Initial,
    /// The values are forms of one forename: Bill and William, Małgosia and Małgorzata.
    Nickname,
    /// One is the beginning of the other, which has at least this many letters.
    Prefix(u8),
    /// One is a word of the other: Patel and Patel-Shah, Maria and Ana Maria.
    PartOf,
    /// The values share a word of at least three letters.
    SharedWord,
    /// The same words in another order.
    SameWords,
    /// The values sound alike.
    SoundsAlike,
    /// Jaro–Winkler similarity of at least this.
    JaroWinkler(f64),
    /// Damerau–Levenshtein distance of at most this.
    Edits(u8),
    /// Levenshtein distance of at most this: neighbours that changed places count as two.
    PlainEdits(u8),
    /// At least this share of the words (of the shorter value) is found in the other, spelling mistakes allowed in
    /// all but one of them.
    Words(f64),
    /// Dates: day and month have changed places.
    DaySwapped,
    /// Dates: at most this many digits differ, or two neighbours changed places.
    DateSlip(u8),
    /// Dates of one year, one of which is its first of January: what is written when only the year is known.
    FirstOfYear,
    /// Dates: at least this many of year, month and day agree.
    DateParts(u8),
    /// Dates: at most this many days apart.
    WithinDays(u32),
    /// Dates: at most this many years apart.
    WithinYears(u32),
    /// Postcodes of one sector (`SP1 1`); elsewhere, all but the last character.
    Sector,
    /// Postcodes of one district (`SP1`).
    District,
    /// Postcodes of one area (`SP`).
    Area,
    /// Identifiers whose digits agree though letters or separators do not.
    CoreDigits,
    /// Lists (aliases, former postcodes) that share at least this many entries.
    Overlap(u8),
    /// The comparison's first two columns hold each other's values, crosswise.
    Crossed,
    /// As [`Rule::Crossed`], with at least this Jaro–Winkler similarity both ways.
    CrossedNearly(f64),
    /// The first column's value is (the first word of) the value of this other column on the other side.
    CrossedWith(usize),
    /// Applies a rule to another of the comparison's columns.
    On(usize, Box<Rule>),
    /// All hold.
    All(Vec<Rule>),
    /// Any holds.
    Any(Vec<Rule>),
    /// It does not hold, and nothing is missing.
    Not(Box<Rule>),
    /// Whatever is left.
    Else,
}

/// Offers pairs of records whose keys all agree. A record that lacks one of the keys is not offered by this rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockingRule {
    /// What must agree.
    pub keys: Vec<BlockingKey>,
    /// What must also agree, one after the other, where a block would hold more than [`BlockingRule::most`]
    /// records. Missing values agree with each other here.
    pub refine: Vec<BlockingKey>,
    /// The most records that a block may hold; one that no refinement makes smaller is not offered, and the
    /// report says so.
    pub most: u32,
}

/// A column and what of its value must agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockingKey {
    /// The column's name.
    pub column: String,
    /// What of its value.
    pub of: KeyOf,
}

/// What of a value must agree for two records to be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyOf {
    /// All of it.
    Whole,
    /// All of it together with another column's value, in either order: two names that may have changed places.
    WithInAnyOrder(String),
    /// The first letters.
    Prefix(u8),
    /// How it sounds.
    Sound,
    /// The forename that it is a form of.
    Stem,
    /// Postcode sector.
    Sector,
    /// Postcode district.
    District,
    /// Year of a date.
    Year,
    /// Month and day of a date.
    MonthDay,
    /// Year and month of a date.
    YearMonth,
    /// Digits alone.
    Digits,
}
