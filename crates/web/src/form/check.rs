//! From text to values, gathering what cannot be taken.

use super::FieldError;
use crate::kit::TypedDate;
use domain::{
    account::Email,
    text::{Line, Prose, TextError},
};
use jiff::civil::{Date, Time};
use std::str::FromStr;

/// Reads field after field; what is wrong with any of them comes out together at the end.
///
/// ```
/// use web::form::Check;
///
/// let mut check = Check::default();
/// let name = check.line("name", " Ada ", "a name");
/// let born = check.optional_date("born", &web::form::typed_date("31 2 1990"), "Date of birth");
/// let errors = check.done(|| Some((name?, born))).unwrap_err();
/// assert_eq!(errors[0].sentence, "Date of birth must be a date that exists, like 14 2 1991");
/// ```
#[derive(Debug, Default)]
pub struct Check {
    errors: Vec<FieldError>,
    exact: bool,
}

impl Check {
    /// For programs: lengths count before anything is trimmed, as the description of the API says them.
    pub fn exact() -> Self {
        Self { exact: true, ..Self::default() }
    }

    /// One line that must be there; `what` completes "Enter …".
    pub fn line(&mut self, field: &'static str, typed: &str, what: &str) -> Option<Line> {
        self.text(field, what, Line::new(typed), (typed, Line::MOST))
    }

    /// One line that may be left out.
    pub fn optional_line(&mut self, field: &'static str, typed: &str, what: &str) -> Option<Line> {
        self.text(field, what, Line::optional(typed), (typed, Line::MOST)).flatten()
    }

    /// Text of several lines that must be there.
    pub fn prose(&mut self, field: &'static str, typed: &str, what: &str) -> Option<Prose> {
        self.text(field, what, Prose::new(typed), (typed, Prose::MOST))
    }

    /// Text of several lines that may be left out.
    pub fn optional_prose(&mut self, field: &'static str, typed: &str, what: &str) -> Option<Prose> {
        self.text(field, what, Prose::optional(typed), (typed, Prose::MOST)).flatten()
    }

    fn text<T>(
        &mut self,
        field: &'static str,
        what: &str,
        read: Result<T, TextError>,
        (typed, most): (&str, usize),
    ) -> Option<T> {
        let found = if self.exact { typed.chars().count() } else { 0 };
        let read = if found > most { Err(TextError::TooLong { found, most }) } else { read };
        match read {
            Ok(text) => Some(text),
            Err(TextError::Empty) => self.wrong(field, "required", format!("Enter {what}")),
            Err(TextError::TooLong { found, most }) => {
                let sentence = format!(
                    "{} must be {most} characters or fewer; you have entered {found}",
                    capital(without_article(what))
                );
                self.wrong(field, "too-long", sentence)
            }
        }
    }

    /// An e-mail address that must be there.
    pub fn email(&mut self, field: &'static str, typed: &str) -> Option<Email> {
        if typed.trim().is_empty() {
            return self.wrong(field, "required", "Enter an email address");
        }
        match Email::new(typed) {
            Ok(email) => Some(email),
            Err(_) => self.wrong(
                field,
                "format",
                "Enter an email address in the correct format, like name@example.org",
            ),
        }
    }

    /// A date that may be left out; `what` begins the sentence.
    pub fn optional_date(&mut self, field: &'static str, typed: &TypedDate, what: &str) -> Option<Date> {
        let parts = [typed.day.trim(), typed.month.trim(), typed.year.trim()];
        if parts.iter().all(|part| part.is_empty()) {
            return None;
        }
        let names = ["day", "month", "year"];
        let missing: Vec<&str> =
            names.iter().zip(parts).filter(|(_, part)| part.is_empty()).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            return self.wrong(
                field,
                "incomplete",
                format!("{what} must include a {}", missing.join(" and a ")),
            );
        }
        match read_date(parts) {
            Some(date) => Some(date),
            None => self.wrong(
                field,
                "no-such-date",
                format!("{what} must be a date that exists, like 14 2 1991"),
            ),
        }
    }

    /// A date that must be there.
    pub fn date(&mut self, field: &'static str, typed: &TypedDate, what: &str) -> Option<Date> {
        let empty = [&typed.day, &typed.month, &typed.year].iter().all(|part| part.trim().is_empty());
        if empty {
            return self.wrong(field, "required", format!("Enter {}", lower(what)));
        }
        self.optional_date(field, typed, what)
    }

    /// A time of day that must be there: "10:30", "2.30pm", "9am".
    pub fn time(&mut self, field: &'static str, typed: &str, what: &str) -> Option<Time> {
        if typed.trim().is_empty() {
            return self.wrong(field, "required", format!("Enter {what}"));
        }
        match read_time(typed) {
            Some(time) => Some(time),
            None => self.wrong(field, "no-such-time", "Enter a time like 10:30 or 2:30pm"),
        }
    }

    /// A date in the form 1991-02-14 that may be left out: for the API and for addresses.
    pub fn iso_date(&mut self, field: &'static str, typed: &str) -> Option<Date> {
        if typed.is_empty() {
            return None;
        }
        match typed.parse::<Date>() {
            Ok(date) if typed.len() == 10 => Some(date),
            _ => self.wrong(field, "no-such-date", "Must be a date that exists, in the form 1991-02-14"),
        }
    }

    /// One of a list of codes, which must be chosen; `missing` is the whole sentence.
    pub fn code<T, E>(
        &mut self,
        field: &'static str,
        typed: &str,
        from_code: impl FnOnce(&str) -> Result<T, E>,
        missing: &str,
    ) -> Option<T> {
        let code = if typed.is_empty() { "required" } else { "unknown" };
        match from_code(typed) {
            Ok(value) => Some(value),
            Err(_) => self.wrong(field, code, missing),
        }
    }

    /// An id that must be chosen; `missing` is the whole sentence.
    pub fn id<T: FromStr>(&mut self, field: &'static str, typed: &str, missing: &str) -> Option<T> {
        self.code(field, typed, T::from_str, missing)
    }

    /// An id that may be left out.
    pub fn optional_id<T: FromStr>(&mut self, field: &'static str, typed: &str, unknown: &str) -> Option<T> {
        if typed.is_empty() { None } else { self.id(field, typed, unknown) }
    }

    /// A whole number within bounds that may be left out.
    pub fn number(&mut self, field: &'static str, typed: &str, least: u32, most: u32) -> Option<u32> {
        if typed.is_empty() {
            return None;
        }
        match typed.parse::<u32>() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => self.wrong(field, "out-of-range", format!("Must be a whole number from {least} to {most}")),
        }
    }

    /// The same of a field that must be there.
    pub fn needed_number(&mut self, field: &'static str, typed: &str, least: u32, most: u32) -> Option<u32> {
        if typed.is_empty() {
            return self.wrong(field, "required", format!("Enter a whole number from {least} to {most}"));
        }
        self.number(field, typed, least, most)
    }

    /// Notes an error of the caller's own.
    pub fn wrong<T>(
        &mut self,
        field: &'static str,
        code: &'static str,
        sentence: impl Into<String>,
    ) -> Option<T> {
        self.errors.push(FieldError::new(field, code, sentence));
        None
    }

    /// The command, unless anything was wrong.
    ///
    /// # Errors
    /// Everything that was wrong, in the order of the fields.
    pub fn done<T>(self, command: impl FnOnce() -> Option<T>) -> Result<T, Vec<FieldError>> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        command().ok_or_else(|| vec![FieldError::new("form", "incomplete", "Check what you have entered")])
    }
}

/// A date in one text, "14 2 1991", for tests and hints.
pub fn typed_date(text: &str) -> TypedDate {
    let mut parts = text.split(' ').map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    TypedDate { day: part(), month: part(), year: part() }
}

/// Hours and minutes, of twelve or of twenty-four.
fn read_time(typed: &str) -> Option<Time> {
    let text = typed.trim().to_lowercase().replace(' ', "");
    let (digits, afternoon) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(false)),
        (_, Some(digits)) => (digits, Some(true)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = digits.split_once([':', '.']).or_else(|| afternoon.map(|_| (digits, "00")))?;
    let digits_only = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if minute.len() != 2 || !(1..=2).contains(&hour.len()) || !digits_only(hour) || !digits_only(minute) {
        return None;
    }
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(later) => hour % 12 + if later { 12 } else { 0 },
    };
    Time::new(hour, minute, 0, 0).ok()
}

fn read_date([day, month, year]: [&str; 3]) -> Option<Date> {
    if year.len() != 4 {
        return None; // "91" could be two centuries.
    }
    let month = month.parse::<i8>().ok().or_else(|| month_named(month))?;
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok().filter(|date| date.year() >= 1000)
}

/// Month by its name or the first three letters of it.
fn month_named(typed: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let typed = typed.to_lowercase();
    let found = MONTHS.iter().position(|month| *month == typed || month.get(..3) == Some(typed.as_str()))?;
    i8::try_from(found + 1).ok()
}

fn without_article(what: &str) -> &str {
    ["a ", "an ", "the ", "your "].iter().find_map(|article| what.strip_prefix(article)).unwrap_or(what)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn date_of(text: &str) -> Result<Option<Date>, String> {
        let mut check = Check::default();
        let date = check.optional_date("born", &typed_date(text), "Date of birth");
        check.done(|| Some(date)).map_err(|errors| errors[0].sentence.clone())
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let time_of = |text: &str| {
            let mut check = Check::default();
            let time = check.time("time", text, "a time");
            check.done(|| time).ok().map(|time| (time.hour(), time.minute()))
        };
        for (text, read) in [
            ("10:30", Some((10, 30))),
            ("9.05", Some((9, 5))),
            ("2:30pm", Some((14, 30))),
            ("2 PM", Some((14, 0))),
            ("12am", Some((0, 0))),
            ("12:15pm", Some((12, 15))),
            ("23:59", Some((23, 59))),
            ("24:00", None),
            ("13pm", None),
            ("0am", None),
            ("10:5", None),
            ("10", None),
            ("-1:30", None),
            ("+1:30", None),
            ("", None),
            ("noon", None),
        ] {
            assert_eq!(time_of(text), read, "{text}");
        }
    }

    #[test]
    fn dates_that_exist_are_read_and_others_say_what_to_do() {
        assert_eq!(date_of("14 2 1991"), Ok(Some(date(1991, 2, 14))));
        assert_eq!(date_of("29 feb 2024"), Ok(Some(date(2024, 2, 29))));
        assert_eq!(date_of("1 September 1999"), Ok(Some(date(1999, 9, 1))));
        assert_eq!(date_of(""), Ok(None));
        let no_such = Err("Date of birth must be a date that exists, like 14 2 1991".to_owned());
        for text in
            ["31 2 1991", "29 2 2023", "0 1 1990", "1 13 1990", "1 1 91", "x y zzzz", "1 1 0001", "-1 1 1990"]
        {
            assert_eq!(date_of(text), no_such, "{text}");
        }
        assert_eq!(date_of("14  1991"), Err("Date of birth must include a month".into()));
        assert_eq!(date_of("14"), Err("Date of birth must include a month and a year".into()));
    }

    #[test]
    fn too_long_a_text_says_how_long_it_is() {
        let mut check = Check::default();
        assert_eq!(check.prose("text", &"x".repeat(12_001), "a note"), None);
        let errors = check.done(|| Some(())).unwrap_err();
        assert_eq!(errors[0].sentence, "Note must be 12000 characters or fewer; you have entered 12001");
        assert_eq!(errors[0].code, "too-long");
    }

    #[test]
    fn for_a_program_the_length_counts_as_sent() {
        let padded = format!("{}x", " ".repeat(200));
        assert!(Check::default().line("name", &padded, "a name").is_some());
        assert!(Check::exact().line("name", &padded, "a name").is_none());
    }

    #[test]
    fn all_errors_come_together_in_order() {
        let mut check = Check::default();
        let _ = check.line("family", " ", "a family name");
        let _ = check.email("email", "nobody");
        let _ = check.number("limit", "101", 1, 100);
        let errors = check.done(|| Some(())).unwrap_err();
        let read: Vec<_> = errors.iter().map(|e| (e.field, e.code)).collect();
        assert_eq!(read, [("family", "required"), ("email", "format"), ("limit", "out-of-range")]);
    }

    proptest! {
        #[test]
        fn any_three_texts_are_a_date_or_an_error(day in ".{0,5}", month in ".{0,9}", year in ".{0,6}") {
            let mut check = Check::default();
            let typed = TypedDate { day, month, year };
            let date = check.optional_date("born", &typed, "Date of birth");
            let empty = [&typed.day, &typed.month, &typed.year].iter().all(|p| p.trim().is_empty());
            let done = check.done(|| Some(()));
            prop_assert_eq!(done.is_ok(), date.is_some() || empty);
        }
    }
}
