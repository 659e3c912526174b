//! A hearing as a court list tells it: one defendant, in one case, at one court, on one day.
//!
//! What lists say is often wrong, so nothing here refuses a number or a name for its form: numbers are kept as they came
//! beside their canonical form and a verdict. Organisations and people under 18 on the day are no entries at all.
//! Source: court-lists.md. Deliberately not here: whose record an entry belongs to (`matching`), and reading any format.

mod court;
mod matching;
mod same;

pub use court::{Court, CourtCode};
pub use matching::{Deciding, Decision, Evidence, Fact, Matching, State, Wrong};
pub use same::{Difference, folded, plausibly_same, same_court, same_defendant};

use crate::{
    codes,
    person::{IdentifierKind, Name},
    text::{Line, Prose},
};
pub use identifiers::{Checked, Verdict};
use jiff::civil::{Date, Time};

codes! {
    /// Where a list comes from (court-lists.md, section 1).
    Source {
        LibraDaily = "libra_daily", "Libra daily list";
        CommonPlatform = "common_platform", "Common Platform";
        PublicationsHub = "publications_hub", "Publications hub adult list";
    }
}

codes! {
    /// What loading a list sets off (practice S4-17).
    Trigger {
        Weekly = "weekly", "Weekly list: candidates to screen";
        Daily = "daily", "Daily remand and breach list: a paper assessment the same day";
    }
}

codes! {
    /// Sex as courts record it.
    Sex {
        Male = "M", "Male";
        Female = "F", "Female";
        NotKnown = "N", "Not known";
        NotSpecified = "NS", "Not specified";
    }
}

codes! {
    /// Where the defendant is kept, as far as the list says.
    Custody {
        Unknown = "unknown", "Not stated";
        Bail = "bail", "On bail";
        Remand = "remand", "On remand";
        Custody = "custody", "In custody";
        Care = "care", "In care";
        NotApplicable = "not_applicable", "Not applicable";
    }
}

/// A number that a list gives a defendant: as it came, what it means, and how far it may be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Which system's.
    pub kind: IdentifierKind,
    /// Raw text, canonical form and verdict.
    pub checked: Checked,
}

/// What was charged, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offence {
    /// The offence code, in capitals. It may be one that no table knows.
    pub code: Option<Line>,
    /// The title.
    pub title: Option<Line>,
    /// The title in Welsh.
    pub title_welsh: Option<Line>,
    /// The facts, as charged.
    pub wording: Option<Prose>,
    /// The statute.
    pub statute: Option<Line>,
    /// The plea, as the list words it.
    pub plea: Option<Line>,
    /// When it was entered.
    pub plea_day: Option<Date>,
    /// The verdict, as the list words it.
    pub verdict: Option<Line>,
    /// When the defendant was convicted.
    pub convicted: Option<Date>,
    /// Adjourned from this day. It may lie before the list's own.
    pub adjourned: Option<Date>,
    /// Results, in order.
    pub results: Vec<Line>,
}

/// One defendant at one hearing of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourtEntry {
    /// Which court, and the room.
    pub court: Court,
    /// The day.
    pub day: Date,
    /// The time of day, where the list gives one.
    pub time: Option<Time>,
    /// The court's case number. Its form varies.
    pub case_number: Option<Line>,
    /// The police's number of the case, which co-defendants share.
    pub urn: Option<Line>,
    /// The defendant's place in the case.
    pub sequence: Option<u32>,
    /// The title that stood before or in the name.
    pub title: Option<Line>,
    /// The name, without titles.
    pub name: Name,
    /// Date of birth.
    pub born: Option<Date>,
    /// Sex, as the court records it.
    pub sex: Sex,
    /// Address, whichever lines it stood in.
    pub address: Option<Line>,
    /// Postcode, canonical where it is one, else as it came.
    pub postcode: Option<Line>,
    /// Numbers of other systems.
    pub numbers: Vec<Number>,
    /// What is charged.
    pub offences: Vec<Offence>,
    /// Where the defendant is kept.
    pub custody: Custody,
    /// Whether reporting is restricted or the name masked: names are then shown to the court team alone.
    pub restricted: bool,
    /// What the restriction says.
    pub restrictions: Vec<Line>,
    /// Who brings the case, for example `POL01`.
    pub informant: Option<Line>,
    /// What kind of hearing it is.
    pub hearing_type: Option<Line>,
}

impl CourtEntry {
    /// Age in whole years on the day of the hearing.
    pub fn age(&self) -> Option<i16> {
        let born = self.born?;
        let short = i16::from((self.day.month(), self.day.day()) < (born.month(), born.day()));
        let years = self.day.year() - born.year() - short;
        (years >= 0).then_some(years)
    }

    /// The canonical number of a kind, if the list gave a valid one.
    pub fn number(&self, kind: IdentifierKind) -> Option<&str> {
        let mut found = self.numbers.iter().filter(|number| number.kind == kind);
        found.find_map(|number| number.checked.canonical.as_deref())
    }

    /// What the court decided, as short lines: results in the order of the offences, each once.
    pub fn outcome(&self) -> Vec<&Line> {
        let mut lines: Vec<&Line> = Vec::new();
        for line in self.offences.iter().flat_map(|offence| &offence.results) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    /// What another source says, where this one is silent.
    #[must_use]
    pub fn completed_by(mut self, other: &Self) -> Self {
        fn fill<T: Clone>(mine: &mut Option<T>, theirs: Option<&T>) {
            if mine.is_none() {
                *mine = theirs.cloned();
            }
        }
        fill(&mut self.court.code, other.court.code.as_ref());
        fill(&mut self.court.name, other.court.name.as_ref());
        fill(&mut self.court.room, other.court.room.as_ref());
        fill(&mut self.time, other.time.as_ref());
        fill(&mut self.case_number, other.case_number.as_ref());
        fill(&mut self.urn, other.urn.as_ref());
        fill(&mut self.sequence, other.sequence.as_ref());
        fill(&mut self.title, other.title.as_ref());
        fill(&mut self.born, other.born.as_ref());
        fill(&mut self.address, other.address.as_ref());
        fill(&mut self.postcode, other.postcode.as_ref());
        fill(&mut self.informant, other.informant.as_ref());
        fill(&mut self.hearing_type, other.hearing_type.as_ref());
        if matches!(self.sex, Sex::NotKnown | Sex::NotSpecified) {
            self.sex = other.sex;
        }
        if self.custody == Custody::Unknown {
            self.custody = other.custody;
        }
        for number in &other.numbers {
            if self.number(number.kind).is_none() && !self.numbers.contains(number) {
                self.numbers.push(number.clone());
            }
        }
        if self.offences.is_empty() {
            self.offences.clone_from(&other.offences);
        }
        // A restriction told by one source holds whatever the other leaves out.
        self.restricted |= other.restricted;
        for line in &other.restrictions {
            if !self.restrictions.contains(line) {
                self.restrictions.push(line.clone());
            }
        }
        self
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::date;

    pub(crate) fn line(text: &str) -> Line {
        Line::new(text).unwrap()
    }

    pub(crate) fn named(given: &str, family: &str) -> Name {
        Name { given: Line::new(given).ok(), middle: None, family: line(family) }
    }

    pub(crate) fn entry() -> CourtEntry {
        CourtEntry {
            court: Court { code: CourtCode::new("B10JQ"), name: None, room: None },
            day: date(2026, 11, 24),
            time: None,
            case_number: Line::new("1600032981").ok(),
            urn: None,
            sequence: Some(1),
            title: None,
            name: named("Ada", "Crane"),
            born: Some(date(1991, 2, 14)),
            sex: Sex::Female,
            address: None,
            postcode: None,
            numbers: Vec::new(),
            offences: Vec::new(),
            custody: Custody::Unknown,
            restricted: false,
            restrictions: Vec::new(),
            informant: None,
            hearing_type: None,
        }
    }

    #[test]
    fn age_is_that_on_the_day_of_the_hearing() {
        let mut eighteen = entry();
        eighteen.born = Some(date(2008, 11, 24));
        assert_eq!(eighteen.age(), Some(18));
        eighteen.born = Some(date(2008, 11, 25));
        assert_eq!(eighteen.age(), Some(17));
        eighteen.born = Some(date(2030, 1, 1));
        assert_eq!(eighteen.age(), None);
    }

    #[test]
    fn another_source_fills_what_is_missing_and_lifts_no_restriction() {
        let mut other = entry();
        other.urn = Line::new("01AB1234567").ok();
        other.born = Some(date(1990, 1, 1));
        other.custody = Custody::Remand;
        other.restricted = true;
        let both = entry().completed_by(&other);
        assert_eq!(both.urn, other.urn);
        assert_eq!(both.born, entry().born, "what it says itself stays");
        assert_eq!(both.custody, Custody::Remand);
        assert!(both.restricted);
    }
}
