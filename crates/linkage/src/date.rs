//! Dates of birth as files write them, read without judging: the thirteenth of month 27 is a date that somebody
//! typed, and one digit of it may be all that is wrong.
//!
//! A date without a year is not read; two-digit years are not guessed.

/// Year, month and day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// 1 to 9999.
    pub year: u16,
    /// 0 to 99: months that do not exist are kept.
    pub month: u8,
    /// 0 to 99.
    pub day: u8,
}

impl Date {
    /// Reads `1990-12-31`, `19901231`, `31/12/1990`, `31.12.1990`, `31 Dec 1990`; a time behind it is left out.
    pub fn read(text: &str) -> Option<Self> {
        if let [a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() {
            // As most files write it.
            let written = [a, b, c, d, e, f, g, h];
            if written.iter().all(|byte| byte.is_ascii_digit()) {
                let two = |tens: &u8, ones: &u8| (tens - b'0') * 10 + (ones - b'0');
                let year = u16::from(two(a, b)) * 100 + u16::from(two(c, d));
                return Self::checked(year, two(e, f), two(g, h));
            }
        }
        let text = text.trim();
        let text = text.split_once('T').map_or(text, |(date, _)| date);
        if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::of(text.get(0..4)?, text.get(4..6)?, text.get(6..8)?);
        }
        let mut parts = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty());
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
        if first.len() == 4 { Self::of(first, second, third) } else { Self::of(third, second, first) }
    }

    fn of(year: &str, month: &str, day: &str) -> Option<Self> {
        let month = month.parse().ok().or_else(|| month_named(month))?;
        Self::checked(year.parse().ok()?, month, day.parse().ok()?)
    }

    fn checked(year: u16, month: u8, day: u8) -> Option<Self> {
        (year > 99 && year <= 9999 && month < 100 && day < 100).then_some(Self { year, month, day })
    }

    /// `YYYYMMDD` as a number, which sorts like the date.
    pub fn packed(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day)
    }

    /// Days since the year 0 of the proleptic calendar; dates that do not exist spill over.
    pub fn ordinal(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let shifted = (month + 9).rem_euclid(12);
        365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day
    }

    /// Its digits as written.
    pub(crate) fn digits(self) -> Digits {
        let mut packed = self.packed();
        let digits = (0..8).fold(0, |digits, place| {
            let digit = packed % 10;
            packed /= 10;
            digits | digit << (4 * place)
        });
        Digits(digits)
    }
}

/// The eight digits of a date, four bits each, the year first: what clerks slip on is seen in a few instructions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits(pub u32);

impl Digits {
    fn year(self) -> u32 {
        self.0 >> 16
    }

    fn month(self) -> u32 {
        self.0 >> 8 & 0xFF
    }

    fn day(self) -> u32 {
        self.0 & 0xFF
    }

    /// How many of year, month and day agree.
    pub fn parts_shared(self, other: Self) -> u8 {
        u8::from(self.year() == other.year())
            + u8::from(self.month() == other.month())
            + u8::from(self.day() == other.day())
    }

    /// Whether day and month have changed places.
    pub fn is_swapped(self, other: Self) -> bool {
        self.year() == other.year()
            && self.day() == other.month()
            && self.month() == other.day()
            && self != other
    }

    /// Whether they are of one year, of which one is the first of January: many write that when they know the year
    /// alone.
    pub fn is_only_the_year(self, other: Self) -> bool {
        let new_year = |date: Self| date.0 & 0xFFFF == 0x0101;
        self.year() == other.year() && (new_year(self) || new_year(other))
    }

    /// How many digits differ; two neighbours that changed places count once.
    pub fn slips(self, other: Self) -> u8 {
        let differ = self.0 ^ other.0;
        let (mut slips, mut at) = (0, 28_i8);
        while at >= 0 {
            if differ >> at & 15 != 0 {
                slips += 1;
                // The digit and its neighbour, and the same two the other way round.
                let two = |digits: u32| digits >> (at - 4) & 0xFF;
                if at > 0 && two(self.0) == (two(other.0) >> 4 | (two(other.0) & 15) << 4) {
                    at -= 4;
                }
            }
            at -= 4;
        }
        slips
    }
}

fn month_named(text: &str) -> Option<u8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = text.get(0..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| **month == start)?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::read(text).unwrap()
    }

    #[test]
    fn dates_are_read_as_files_write_them() {
        for text in [
            "1990-12-31",
            " 1990-12-31",
            "19901231",
            "31/12/1990",
            "31.12.1990",
            "31 December 1990",
            "1990-12-31T00:00",
        ] {
            assert_eq!(date(text).packed(), 19_901_231, "{text}");
        }
        assert_eq!(date("1861-21-01").month, 21, "a month that does not exist is kept");
        for text in ["", "1990", "31/12", "31/12/90", "12-1990", "x-y-z"] {
            assert_eq!(Date::read(text), None, "{text}");
        }
    }

    #[test]
    fn slips_swaps_and_parts() {
        let date = |text: &str| date(text).digits();
        let born = date("1984-03-12");
        assert_eq!(born.slips(date("1984-03-21")), 1, "neighbours that changed places are one slip");
        assert_eq!(born.slips(date("1994-03-12")), 1);
        assert_eq!(born.slips(date("1995-03-12")), 2);
        assert!(born.is_swapped(date("1984-12-03")));
        assert!(!date("1984-03-03").is_swapped(date("1984-03-03")), "the same date is no swap");
        assert_eq!(born.slips(date("1894-30-12")), 2);
        assert_eq!(born.parts_shared(date("1985-03-12")), 2);
        assert!(born.is_only_the_year(date("1984-01-01")) && !born.is_only_the_year(date("1985-01-01")));
    }

    #[test]
    fn days_between_are_those_of_the_calendar() {
        let days = |a: &str, b: &str| date(b).ordinal() - date(a).ordinal();
        assert_eq!(days("1999-12-31", "2000-01-01"), 1);
        assert_eq!(days("2000-02-28", "2000-03-01"), 2, "2000 was a leap year");
        assert_eq!(days("1900-02-28", "1900-03-01"), 1, "1900 was none");
        assert_eq!(days("1990-01-01", "1991-01-01"), 365);
    }
}
