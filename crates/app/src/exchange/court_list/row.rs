//! What a reader hands on: rows, rows set aside, and faults; and the count of them.

use domain::{
    codes,
    hearing::{CourtEntry, Source},
};
use jiff::civil::Date;
use std::borrow::Cow;

/// Whoever hears rows wants no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no more rows are wanted")]
pub struct Stop;

/// Where in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The path, for example `session 2, block 1, case 3`; empty for the file as a whole.
    pub path: String,
    /// The line, counted from 1, where the format has lines to count.
    pub line: Option<u64>,
}

impl Place {
    /// A line of the file.
    pub const fn line(line: u64) -> Self {
        Self { path: String::new(), line: Some(line) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.path.as_str(), self.line) {
            ("", None) => f.write_str("the file"),
            ("", Some(line)) => write!(f, "line {line}"),
            (path, None) => f.write_str(path),
            (path, Some(line)) => write!(f, "{path} (line {line})"),
        }
    }
}

codes! {
    /// Why a row, or something in it, could not be read. Says what to do and repeats nothing of the row.
    FaultReason {
        Empty = "empty", "The file is empty";
        UnknownFormat = "unknown_format", "This is none of the formats that are read: Libra daily list (XML), Common Platform hearings (JSON), publications hub adult list (JSON)";
        Utf16 = "utf_16", "The file is in UTF-16: save it as UTF-8 and load it again";
        NotUtf8 = "not_utf_8", "The file has characters that are not UTF-8: save it as UTF-8 and load it again";
        Doctype = "doctype", "The file has a document type declaration, which court lists do not have: nothing after it is read";
        CutOff = "cut_off", "The file ends in the middle: ask for it again. What came before is loaded";
        Malformed = "malformed", "The text is not well formed: nothing after this place can be read";
        BadRow = "bad_row", "The row is not well formed";
        TooLong = "too_long", "The row is longer than any real one";
        TooDeep = "too_deep", "The row is nested deeper than any real one";
        NoName = "no_name", "The defendant has no name";
        NoDay = "no_day", "The day of the hearing is missing or is no day";
        NoCase = "no_case", "There is neither a case number nor a URN";
        NoParty = "no_party", "The defendant is neither a person nor an organisation";
        NoDefendants = "no_defendants", "The hearing has no defendants";
        DateUnread = "date_unread", "A date is not one: the row is loaded without it";
        TimeUnread = "time_unread", "A time is not one: the row is loaded without it";
        SexUnknown = "sex_unknown", "The code for sex is unknown: the row is loaded as not known";
        CutShort = "cut_short", "A text was longer than is kept: the row is loaded with its beginning";
        BirthAfterHearing = "birth_after_hearing", "The date of birth lies after the hearing: the row is loaded without it";
        NotValid = "not_valid", "The court marked the case as not valid: it is not loaded";
    }
}

impl FaultReason {
    /// Whether the row was loaded nevertheless.
    pub const fn row_kept(self) -> bool {
        matches!(
            self,
            Self::DateUnread | Self::TimeUnread | Self::SexUnknown | Self::CutShort | Self::BirthAfterHearing
        )
    }

    /// Whether the rest of the file was not read.
    pub const fn ends_the_file(self) -> bool {
        matches!(
            self,
            Self::Empty
                | Self::UnknownFormat
                | Self::Utf16
                | Self::NotUtf8
                | Self::Doctype
                | Self::CutOff
                | Self::Malformed
        )
    }
}

codes! {
    /// Why a row is nobody's to screen.
    SetAside {
        Organisation = "organisation", "an organisation";
        Under18 = "under_18", "under 18 on the day";
    }
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// Why.
    pub reason: FaultReason,
    /// The field, where it was one: its name in the format.
    pub field: Option<Cow<'static, str>>,
}

/// One defendant at one hearing, as one source tells it.
#[derive(Debug, Clone)]
pub struct Heard {
    /// Where it stood.
    pub place: Place,
    /// Which source.
    pub source: Source,
    /// The list that it stands in: a re-issue of the same list replaces all of it.
    pub list: String,
    /// What the source calls this defendant at this hearing, where it has a name for that.
    pub key: Option<String>,
    /// What it tells.
    pub entry: CourtEntry,
    /// This defendant's part of the file, as it came, as JSON.
    pub raw: String,
}

/// One thing read.
#[derive(Debug, Clone)]
pub enum Row {
    /// A defendant.
    Heard(Box<Heard>),
    /// Nobody to screen.
    SetAside(Place, SetAside),
    /// Something that could not be read.
    Fault(Fault),
    /// A list was found, with or without rows: a re-issue may have none left.
    List(String),
    /// Something of this list could not be read, so that what it lacks cannot be known.
    Unsure(String),
}

/// What reading came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Read {
    /// Which source it was, once recognised.
    pub source: Option<Source>,
    /// Whether it was read to its end.
    pub complete: bool,
    /// Defendants handed on.
    pub heard: u64,
    /// Rows set aside.
    pub set_aside: u64,
    /// Faults reported.
    pub faults: u64,
}

/// Where readers put what they read. Counts, and sets aside whom it is not to concern.
pub(super) struct Sink<'a> {
    hear: &'a mut dyn FnMut(Row) -> Result<(), Stop>,
    /// Today in London, against which two-digit years are read.
    pub(super) today: Date,
    read: Read,
}

impl<'a> Sink<'a> {
    pub(super) fn new(hear: &'a mut dyn FnMut(Row) -> Result<(), Stop>, today: Date) -> Self {
        Self { hear, today, read: Read { complete: true, ..Read::default() } }
    }

    pub(super) const fn read(&self) -> Read {
        self.read
    }

    pub(super) const fn source(&mut self, source: Source) {
        self.read.source = Some(source);
    }

    pub(super) fn fault(
        &mut self,
        place: Place,
        reason: FaultReason,
        field: Option<&'static str>,
    ) -> Result<(), Stop> {
        self.read.faults += 1;
        if reason.ends_the_file() {
            self.read.complete = false;
        }
        (self.hear)(Row::Fault(Fault { place, reason, field: field.map(Cow::Borrowed) }))
    }

    pub(super) fn list(&mut self, list: &str) -> Result<(), Stop> {
        (self.hear)(Row::List(list.to_owned()))
    }

    pub(super) fn unsure(&mut self, list: &str) -> Result<(), Stop> {
        (self.hear)(Row::Unsure(list.to_owned()))
    }

    pub(super) fn set_aside(&mut self, place: Place, why: SetAside) -> Result<(), Stop> {
        self.read.set_aside += 1;
        (self.hear)(Row::SetAside(place, why))
    }

    /// Hands a defendant on, unless under 18 on the day, by age or by the list's own word.
    pub(super) fn heard(&mut self, heard: Heard, said: Option<i16>) -> Result<(), Stop> {
        let age = heard.entry.age().or(said);
        if age.is_some_and(|age| age < 18) {
            return self.set_aside(heard.place, SetAside::Under18);
        }
        self.read.heard += 1;
        (self.hear)(Row::Heard(Box::new(heard)))
    }
}
