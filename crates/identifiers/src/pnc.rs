//! Police National Computer ids, `YYYY/NNNNNNNL`. Source: court-lists.md, section 6.

use crate::check_letter::check_letter;
use crate::typed::{compact, digits, split_letter};
use crate::{Invalid, Kind};

/// A PNC id that passes its check letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pnc {
    year: u16,   // INVARIANT: from 1900
    serial: u32, // INVARIANT: at most 9,999,999
}

impl Pnc {
    /// Reads the four written forms: `YYYY/N…L`, `YYYYNNNNNNNL`, `YY/N…L` and `YYN…L`, in any case and spacing.
    ///
    /// A two-digit year is the latest such year that is not after `current_year`. Text without a slash and
    /// shorter than twelve characters is the short form.
    ///
    /// # Errors
    /// [`Invalid::Form`], [`Invalid::Check`] for another check letter, [`Invalid::NotIssued`] for a year before 1900 or after `current_year`.
    pub fn parse(text: &str, current_year: i16) -> Result<Self, Invalid> {
        let form = Invalid::Form(Kind::Pnc);
        let compact = compact(text, Kind::Pnc, &[])?;
        let (body, letter) = split_letter(&compact).ok_or(form)?;
        let (year, serial) = match body.split_once('/') {
            Some(parts) => parts,
            None if compact.len() < 12 => body.split_at_checked(2).ok_or(form)?,
            None => body.split_at_checked(4).ok_or(form)?,
        };
        if serial.len() > 7 {
            return Err(form);
        }
        let serial = digits(serial).ok_or(form)?;
        let number = digits(year).and_then(|year| i16::try_from(year).ok()).ok_or(form)?;
        let year = match year.len() {
            2 => full_year(number, current_year),
            4 => number,
            _ => return Err(form),
        };
        if letter != letter_of(year, serial) {
            return Err(Invalid::Check(Kind::Pnc));
        }
        match u16::try_from(year) {
            Ok(issued) if year >= 1900 && year <= current_year => Ok(Self { year: issued, serial }),
            _ => Err(Invalid::NotIssued(Kind::Pnc)),
        }
    }

    /// The id of this `year` and `serial`, with the letter worked out.
    ///
    /// # Errors
    /// [`Invalid::NotIssued`] for a year outside 1900 to 9999 or a serial above 9,999,999.
    pub fn new(year: u16, serial: u32) -> Result<Self, Invalid> {
        if (1900..=9999).contains(&year) && serial <= 9_999_999 {
            Ok(Self { year, serial })
        } else {
            Err(Invalid::NotIssued(Kind::Pnc))
        }
    }

    /// The year in which the record was made.
    pub fn year(self) -> u16 {
        self.year
    }

    /// `YYYY/NNNNNNNL`, the only form that is stored and compared.
    pub fn canonical(self) -> String {
        self.to_string()
    }
}

impl std::fmt::Display for Pnc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letter = letter_of(i16::try_from(self.year).unwrap_or(i16::MAX), self.serial);
        write!(f, "{:04}/{:07}{letter}", self.year, self.serial)
    }
}

/// The latest year that ends in `two_digits` and is not after `current_year`.
fn full_year(two_digits: i16, current_year: i16) -> i16 {
    let current = i32::from(current_year);
    let candidate = current - current.rem_euclid(100) + i32::from(two_digits);
    let year = if candidate > current { candidate - 100 } else { candidate };
    i16::try_from(year).unwrap_or(0)
}

fn letter_of(year: i16, serial: u32) -> char {
    let two_digits = u64::try_from(year.rem_euclid(100)).unwrap_or(0);
    check_letter(two_digits * 10_000_000 + u64::from(serial))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const YEAR: i16 = 2026;

    #[test]
    fn court_lists_6_valid_vectors() {
        for text in [
            "1981/0000034U",
            "2002/0073319Z",
            "2000/0000223R",
            "1979/0163001B",
            "2003/0000003Y",
            "1967/9893091D",
            "2003/0011985X",
            "2012/0052494Q",
        ] {
            assert_eq!(Pnc::parse(text, YEAR).map(Pnc::canonical), Ok(text.to_owned()));
        }
    }

    #[test]
    fn court_lists_6_wrong_letters_and_the_right_ones() {
        for (text, right) in [
            ("20030011985Z", "2003/0011985X"),
            ("20120052494O", "2012/0052494Q"),
            ("20230583843N", "2023/0583843L"),
            ("2001/0171310S", "2001/0171310W"),
        ] {
            assert_eq!(Pnc::parse(text, YEAR), Err(Invalid::Check(Kind::Pnc)), "{text}");
            assert!(Pnc::parse(right, YEAR).is_ok(), "{right}");
        }
    }

    #[test]
    fn court_lists_6_parsing() {
        for (text, canonical) in [
            ("81/34U", "1981/0000034U"),
            ("02/73319Z", "2002/0073319Z"),
            ("033Y", "2003/0000003Y"),
            ("79163001B", "1979/0163001B"),
            ("20030011985X", "2003/0011985X"),
            (" 2003 / 0011985 x ", "2003/0011985X"),
        ] {
            assert_eq!(Pnc::parse(text, YEAR).map(Pnc::canonical), Ok(canonical.to_owned()), "{text}");
        }
    }

    #[test]
    fn court_lists_6_rejects() {
        for text in [
            "TOTALLYINVALID",
            "1X23/1234567A",
            "1923[1234567A",
            "1923/1234567AA",
            "20030011985",
            "1",
            "1234567890123",
        ] {
            assert_eq!(Pnc::parse(text, YEAR), Err(Invalid::Form(Kind::Pnc)), "{text}");
        }
    }

    #[test]
    fn a_two_digit_year_turns_at_the_year_passed_in() {
        assert_eq!(Pnc::parse("26/1W", 2026).map(Pnc::year), Ok(2026), "letter of 26/0000001");
        assert_eq!(Pnc::parse("26/1W", 2025).map(Pnc::year), Ok(1926));
    }

    #[test]
    fn a_year_to_come_is_not_issued() {
        let next = Pnc::new(2027, 5).unwrap();
        assert_eq!(Pnc::parse(&next.canonical(), 2026), Err(Invalid::NotIssued(Kind::Pnc)));
        assert_eq!(Pnc::parse(&next.canonical(), 2027), Ok(next));
        assert!(Pnc::new(1899, 1).is_err() && Pnc::new(2000, 10_000_000).is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(year in 1900_u16..=2026, serial in 0_u32..10_000_000) {
            let pnc = Pnc::new(year, serial).unwrap();
            prop_assert_eq!(Pnc::parse(&pnc.to_string(), YEAR), Ok(pnc));
            prop_assert_eq!(Pnc::parse(&pnc.to_string().replace('/', ""), YEAR), Ok(pnc));
        }

        #[test]
        fn one_wrong_serial_digit_is_caught(year in 1900_u16..=2026, serial in 0_u32..10_000_000, at in 0_usize..7, by in 1_u8..10) {
            let mut text = Pnc::new(year, serial).unwrap().canonical().into_bytes();
            text[5 + at] = b'0' + (text[5 + at] - b'0' + by) % 10;
            let text = String::from_utf8(text).unwrap();
            prop_assert_eq!(Pnc::parse(&text, YEAR), Err(Invalid::Check(Kind::Pnc)));
        }
    }
}
