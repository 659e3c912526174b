//! Criminal Records Office numbers: standard `NNNNNN/YYL` and supplementary-file `SFYY/N…L`.
//! Source: court-lists.md, section 6.

use crate::check_letter::check_letter;
use crate::typed::{compact, digits, split_letter};
use crate::{Invalid, Kind};

/// A CRO number that passes its check letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cro {
    file: File,
    year: u8,    // INVARIANT: at most 99; the century is not part of the number
    serial: u32, // INVARIANT: at most 999,999; from 1 in a supplementary file
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum File {
    Standard,
    Supplementary,
}

impl Cro {
    /// Reads `N…/YYL` (the serial may lack its leading zeros), `NNNNNNYYL`, and `SFYY/N…L`.
    ///
    /// # Errors
    /// [`Invalid::Form`], or [`Invalid::Check`] for another check letter. A supplementary serial with a leading zero is a wrong
    /// form: its letter is worked out from the unpadded digits, so a zero would hide an error.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let form = Invalid::Form(Kind::Cro);
        let compact = compact(text, Kind::Cro, &[])?;
        let (body, letter) = split_letter(&compact).ok_or(form)?;
        let (file, year, serial) = match body.strip_prefix("SF") {
            Some(rest) => {
                let (year, serial) = rest.split_once('/').ok_or(form)?;
                (File::Supplementary, year, serial)
            }
            None if body.len() == 8 && !body.contains('/') => {
                let (serial, year) = body.split_at_checked(6).ok_or(form)?;
                (File::Standard, year, serial)
            }
            None => {
                let (serial, year) = body.split_once('/').ok_or(form)?;
                (File::Standard, year, serial)
            }
        };
        let padded_supplement = file == File::Supplementary && serial.starts_with('0');
        if year.len() != 2 || serial.len() > 6 || padded_supplement {
            return Err(form);
        }
        let year = digits(year).and_then(|year| u8::try_from(year).ok()).ok_or(form)?;
        let cro = Self { file, year, serial: digits(serial).ok_or(form)? };
        if cro.letter() == letter { Ok(cro) } else { Err(Invalid::Check(Kind::Cro)) }
    }

    /// The standard number of this two-digit `year` and `serial`, with the letter worked out.
    ///
    /// # Errors
    /// [`Invalid::NotIssued`] for a year above 99 or a serial above 999,999.
    pub fn new(year: u8, serial: u32) -> Result<Self, Invalid> {
        if year <= 99 && serial <= 999_999 {
            Ok(Self { file: File::Standard, year, serial })
        } else {
            Err(Invalid::NotIssued(Kind::Cro))
        }
    }

    /// The supplementary-file number of this two-digit `year` and `serial`.
    ///
    /// # Errors
    /// [`Invalid::NotIssued`] for a year above 99 or a serial that is 0 or above 999,999.
    pub fn supplementary(year: u8, serial: u32) -> Result<Self, Invalid> {
        if serial == 0 {
            return Err(Invalid::NotIssued(Kind::Cro));
        }
        Ok(Self { file: File::Supplementary, ..Self::new(year, serial)? })
    }

    /// Whether it names a supplementary file.
    pub fn is_supplementary(self) -> bool {
        self.file == File::Supplementary
    }

    /// `NNNNNN/YYL` or `SFYY/N…L`, the only form that is stored and compared.
    pub fn canonical(self) -> String {
        self.to_string()
    }

    fn letter(self) -> char {
        let shift = match self.file {
            File::Standard => 1_000_000,
            // The year is followed by the serial as written, without zeros between.
            File::Supplementary => 10_u64.pow(self.serial.checked_ilog10().unwrap_or(0) + 1),
        };
        check_letter(u64::from(self.year) * shift + u64::from(self.serial))
    }
}

impl std::fmt::Display for Cro {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, serial, letter) = (self.year, self.serial, self.letter());
        match self.file {
            File::Standard => write!(f, "{serial:06}/{year:02}{letter}"),
            File::Supplementary => write!(f, "SF{year:02}/{serial}{letter}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn court_lists_6_cro_vectors() {
        for (text, canonical) in [
            ("065656/91H", "065656/91H"),
            ("65656/91H", "065656/91H"),
            ("123456/99L", "123456/99L"),
            ("1/07W", "000001/07W"),
            ("SF05/482703J", "SF05/482703J"),
            ("SF83/50058Z", "SF83/50058Z"),
            ("sf83 / 50058 z", "SF83/50058Z"),
            ("06565691H", "065656/91H"),
        ] {
            assert_eq!(Cro::parse(text).map(Cro::canonical), Ok(canonical.to_owned()), "{text}");
        }
    }

    #[test]
    fn court_lists_6_cro_wrong_letter_and_the_right_one() {
        assert_eq!(Cro::parse("85227/65G"), Err(Invalid::Check(Kind::Cro)));
        assert!(Cro::parse("85227/65L").is_ok());
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "CR0006100061",
            "SF05482703J",
            "SF83/050058Z",
            "1234567/99L",
            "/99L",
            "123456/9L",
            "123456/99",
            "SF/1A",
            "L",
        ] {
            assert_eq!(Cro::parse(text), Err(Invalid::Form(Kind::Cro)), "{text}");
        }
    }

    #[test]
    fn numbers_outside_the_range_are_not_made() {
        assert!(Cro::new(100, 1).is_err() && Cro::new(1, 1_000_000).is_err());
        assert!(Cro::supplementary(5, 0).is_err());
        assert!(Cro::supplementary(5, 482_703).is_ok_and(Cro::is_supplementary));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(year in 0_u8..100, serial in 1_u32..1_000_000, supplementary: bool) {
            let cro = if supplementary { Cro::supplementary(year, serial) } else { Cro::new(year, serial) }.unwrap();
            prop_assert_eq!(Cro::parse(&cro.to_string()), Ok(cro));
        }

        #[test]
        fn one_wrong_serial_digit_is_caught(year in 0_u8..100, serial in 1_u32..1_000_000, at in 0_usize..6, by in 1_u8..10) {
            let mut text = Cro::new(year, serial).unwrap().canonical().into_bytes();
            text[at] = b'0' + (text[at] - b'0' + by) % 10;
            prop_assert_eq!(Cro::parse(&String::from_utf8(text).unwrap()), Err(Invalid::Check(Kind::Cro)));
        }

        #[test]
        fn one_wrong_supplementary_digit_is_caught(year in 0_u8..100, serial in 1_u32..1_000_000, at in 0_usize..6, by in 1_u8..10) {
            let mut text = Cro::supplementary(year, serial).unwrap().canonical().into_bytes();
            let at = 5 + at % (text.len() - 6);
            text[at] = b'0' + (text[at] - b'0' + by) % 10;
            prop_assert!(Cro::parse(&String::from_utf8(text).unwrap()).is_err());
        }
    }
}
