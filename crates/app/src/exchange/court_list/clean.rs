//! Texts of lists made fit to keep: trimmed, bounded, titles taken off names, dates as courts write them.
//!
//! What cannot be read is noted and left out; the text as it came stays in the row's raw part.

use super::row::FaultReason;
use domain::{
    hearing::{Number, Sex},
    person::{IdentifierKind, Name},
    text::{Line, Prose},
};
use identifiers::{Checked, Crn, Cro, NhsNumber, Pnc, PrisonNumber};
use jiff::civil::{Date, Time};

/// What was amiss in one row, field by field.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<(FaultReason, &'static str)>);

impl Notes {
    pub(super) fn note(&mut self, reason: FaultReason, field: &'static str) {
        if !self.0.contains(&(reason, field)) {
            self.0.push((reason, field));
        }
    }

    pub(super) fn into_vec(self) -> Vec<(FaultReason, &'static str)> {
        self.0
    }

    /// One line, cut where it is too long.
    pub(super) fn line(&mut self, field: &'static str, text: Option<&str>) -> Option<Line> {
        let text = text?.trim();
        if text.chars().nth(Line::MOST).is_none() {
            return Line::new(text).ok();
        }
        self.note(FaultReason::CutShort, field);
        let cut: String = text.chars().take(Line::MOST).collect();
        Line::new(&cut).ok()
    }

    /// Several lines, cut where they are too long.
    pub(super) fn prose(&mut self, field: &'static str, text: Option<&str>) -> Option<Prose> {
        let text = text?.trim();
        if text.chars().nth(Prose::MOST).is_none() {
            return Prose::new(text).ok();
        }
        self.note(FaultReason::CutShort, field);
        let cut: String = text.chars().take(Prose::MOST).collect();
        Prose::new(&cut).ok()
    }

    /// A date as courts write them: `dd/MM/yyyy`, or `yyyy-MM-dd` with or without a time behind.
    pub(super) fn date(&mut self, field: &'static str, text: Option<&str>) -> Option<Date> {
        let text = text?.trim();
        if text.is_empty() {
            return None;
        }
        let read = date(text);
        if read.is_none() {
            self.note(FaultReason::DateUnread, field);
        }
        read
    }

    /// A time of day, `HH:mm` with or without seconds, alone or behind a date.
    pub(super) fn time(&mut self, field: &'static str, text: Option<&str>) -> Option<Time> {
        let text = text?.trim();
        if text.is_empty() {
            return None;
        }
        let read = time(text);
        if read.is_none() {
            self.note(FaultReason::TimeUnread, field);
        }
        read
    }

    /// Sex by any of the codes and words that lists use; what is unknown becomes "not known" (court-lists.md, section 5).
    pub(super) fn sex(&mut self, field: &'static str, text: Option<&str>) -> Sex {
        match text.map(|text| text.trim().to_ascii_uppercase()).as_deref() {
            Some("M" | "MALE") => Sex::Male,
            Some("F" | "FEMALE") => Sex::Female,
            Some("NS" | "NOT_SPECIFIED" | "NOT SPECIFIED" | "INDETERMINATE") => Sex::NotSpecified,
            Some("" | "N" | "NOT_KNOWN" | "NOT KNOWN" | "UNKNOWN") | None => Sex::NotKnown,
            Some(_) => {
                self.note(FaultReason::SexUnknown, field);
                Sex::NotKnown
            }
        }
    }

    /// A date of birth, unless it lies after the hearing.
    pub(super) fn born(&mut self, field: &'static str, text: Option<&str>, day: Date) -> Option<Date> {
        let born = self.date(field, text)?;
        if born > day {
            self.note(FaultReason::BirthAfterHearing, field);
            return None;
        }
        Some(born)
    }
}

/// A date in one of the two forms.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let parts: Vec<&str> = text.split('/').collect();
    if let [day, month, year] = parts.as_slice() {
        if year.len() != 4 {
            return None;
        }
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
            .ok()
            .filter(|date| date.year() >= 1);
    }
    let day = text.get(..10)?;
    let rest = text.get(10..)?;
    let separated = rest.is_empty() || rest.starts_with('T') || rest.starts_with(' ');
    let digits = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if !separated || !digits {
        return None;
    }
    day.parse().ok().filter(|date: &Date| date.year() >= 1)
}

fn time(text: &str) -> Option<Time> {
    let clock = text.rsplit(['T', ' ']).next()?;
    let clock = clock.trim_end_matches('Z');
    let mut parts = clock.split([':', '.']);
    let mut two =
        || parts.next().filter(|part| (1..=2).contains(&part.len())).and_then(|part| part.parse().ok());
    let (hour, minute) = (two()?, two()?);
    Time::new(hour, minute, 0, 0).ok()
}

/// Titles that lists write into names, in lower case and without stops.
const TITLES: [&str; 17] = [
    "mr",
    "mrs",
    "miss",
    "ms",
    "mx",
    "master",
    "dr",
    "doctor",
    "prof",
    "professor",
    "rev",
    "reverend",
    "sir",
    "dame",
    "lord",
    "lady",
    "mstr",
];

fn is_title(word: &str) -> bool {
    let bare = word.trim_end_matches('.').to_lowercase();
    TITLES.contains(&bare.as_str())
}

/// A title and a name, from the parts that a list gives.
pub(super) fn name_of_parts(
    notes: &mut Notes,
    title: Option<&str>,
    given: &[Option<&str>],
    family: Option<&str>,
) -> Option<(Option<Line>, Name)> {
    let mut title = notes.line("title", title);
    let mut given: Vec<String> =
        given.iter().flatten().flat_map(|part| part.split_whitespace()).map(str::to_owned).collect();
    // A title inside the forenames is no forename, unless it is all there is.
    if given.len() > 1 && given.first().is_some_and(|first| is_title(first)) {
        let taken = given.remove(0);
        title = title.or_else(|| Line::new(&taken).ok());
    }
    let mut family = family.map(str::trim).unwrap_or_default().to_owned();
    if family.is_empty() {
        // With forenames only, the last of them is what there is.
        family = given.pop()?;
    }
    let (first, middle) = match given.split_first() {
        Some((first, rest)) => (Some(first.as_str()), rest.join(" ")),
        None => (None, String::new()),
    };
    let family = notes.line("name", Some(&family))?;
    Some((
        title,
        Name { given: notes.line("name", first), middle: notes.line("name", Some(&middle)), family },
    ))
}

/// A title and a name from one text: `Mr Test MIDDLE User`, or `USER, Test`.
pub(super) fn name_of_text(notes: &mut Notes, text: Option<&str>) -> Option<(Option<Line>, Name)> {
    let text = text?.trim();
    if let Some((family, given)) = text.split_once(',') {
        return name_of_parts(notes, None, &[Some(given)], Some(family));
    }
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let mut title = None;
    if words.len() > 1 && words.first().is_some_and(|first| is_title(first)) {
        title = Some(words.remove(0));
    }
    let family = words.pop()?;
    let given: Vec<Option<&str>> = words.into_iter().map(Some).collect();
    name_of_parts(notes, title, &given, Some(family))
}

/// A number as it came, checked. Nothing where the list gives none.
pub(super) fn number(kind: IdentifierKind, text: Option<&str>, year: i16) -> Option<Number> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    // No identifier is that long: what is kept of it can be looked at, and no more.
    let text: String = text.chars().take(200).collect();
    let checked = Checked::of(&text, |text| match kind {
        IdentifierKind::Crn => Crn::parse(text).map(|id| id.canonical()),
        IdentifierKind::Pnc => Pnc::parse(text, year).map(Pnc::canonical),
        IdentifierKind::Cro => Cro::parse(text).map(Cro::canonical),
        IdentifierKind::Noms => PrisonNumber::parse(text).map(|id| id.canonical()),
        IdentifierKind::Nhs => NhsNumber::parse(text).map(NhsNumber::canonical),
    });
    Some(Number { kind, checked })
}

/// Address lines in any position as one line, and the postcode: from its own field, or from the end of the lines.
pub(super) fn address(
    notes: &mut Notes,
    lines: &[Option<&str>],
    postcode: Option<&str>,
) -> (Option<Line>, Option<Line>) {
    let mut kept: Vec<&str> =
        lines.iter().flatten().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let canonical = |text: &str| {
        identifiers::Postcode::parse(text).ok().and_then(|code| Line::new(&code.canonical()).ok())
    };
    let mut code = postcode
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .and_then(|text| canonical(text).or_else(|| notes.line("postcode", Some(text))));
    if code.is_none() {
        code = kept.last().and_then(|last| canonical(last));
        if code.is_some() {
            kept.pop();
        }
    }
    let joined = kept.join(", ");
    (notes.line("address", Some(&joined)), code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as day, time as clock};

    #[test]
    fn court_lists_8_8_dates_are_read_in_both_forms_and_nothing_else_is_one() {
        assert_eq!(date("24/11/2026"), Some(day(2026, 11, 24)));
        assert_eq!(date("2026-11-24"), Some(day(2026, 11, 24)));
        assert_eq!(date("2026-11-24T10:00:00Z"), Some(day(2026, 11, 24)));
        for text in ["31/02/2026", "24/11/26", "24-11-2026", "2026-11-24X", "é", "", "0000-01-01", "1/1/0000"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_read_with_and_without_seconds_and_dates() {
        for text in ["09:30", "9:30", "09:30:15", "2026-11-24T09:30:00.000Z", "2026-11-24 09:30", "09.30"] {
            assert_eq!(time(text), Some(clock(9, 30, 0, 0)), "{text}");
        }
        for text in ["25:00", "half past nine", "09", ""] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn court_lists_8_5_titles_are_taken_off_names_and_names_of_one_word_stay() {
        let read = |text| {
            let (title, name) = name_of_text(&mut Notes::default(), Some(text)).unwrap();
            (title.map(|t| t.to_string()), name.full())
        };
        assert_eq!(read("Mr Ada Mary CRANE"), (Some("Mr".into()), "Ada Mary CRANE".into()));
        assert_eq!(read("CRANE, Mrs. Ada"), (Some("Mrs.".into()), "Ada CRANE".into()));
        assert_eq!(read("Siân  Llŷr"), (None, "Siân Llŷr".into()));
        assert_eq!(read("Mx"), (None, "Mx".into()), "a title alone is the name");
        assert_eq!(read("Cher"), (None, "Cher".into()));
        assert!(name_of_text(&mut Notes::default(), Some("  ")).is_none());
        assert!(name_of_text(&mut Notes::default(), Some(",")).is_none());
    }

    #[test]
    fn a_forename_alone_is_the_name_and_equal_names_stay_two() {
        let read = |given, family| {
            let (_, name) = name_of_parts(&mut Notes::default(), None, &[given], family).unwrap();
            (name.given.map(|g| g.to_string()), name.family.to_string())
        };
        assert_eq!(read(Some("Ada"), None), (None, "Ada".into()));
        assert_eq!(read(Some("James"), Some("James")), (Some("James".into()), "James".into()));
    }

    #[test]
    fn court_lists_8_10_a_postcode_is_found_in_the_last_line_too() {
        let read = |lines: &[Option<&str>], code| {
            let (address, code) = address(&mut Notes::default(), lines, code);
            (address.map(|a| a.to_string()), code.map(|c| c.to_string()))
        };
        assert_eq!(
            read(&[None, Some("1 High Street"), Some(""), Some("sp11aa")], None),
            (Some("1 High Street".into()), Some("SP1 1AA".into()))
        );
        assert_eq!(
            read(&[Some("1 High Street")], Some("unknown")),
            (Some("1 High Street".into()), Some("unknown".into()))
        );
        assert_eq!(read(&[None, None], None), (None, None));
    }

    #[test]
    fn court_lists_8_1_numbers_keep_their_raw_text_and_get_a_verdict() {
        let cro = number(IdentifierKind::Cro, Some("CR0006100061"), 2026).unwrap();
        assert_eq!((cro.checked.raw.as_str(), cro.checked.canonical), ("CR0006100061", None));
        let pnc = number(IdentifierKind::Pnc, Some("20030011985X"), 2026).unwrap();
        assert_eq!(pnc.checked.canonical.as_deref(), Some("2003/0011985X"));
        assert_eq!(number(IdentifierKind::Pnc, Some(" "), 2026), None);
    }
}
