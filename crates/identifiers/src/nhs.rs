//! NHS numbers: ten digits, the last a modulus-11 check. Source: court-lists.md, section 6.

use crate::typed::compact;
use crate::{Invalid, Kind};

/// An NHS number that passes its check digit. Shown 3-3-4, stored as ten digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NhsNumber(u64); // INVARIANT: ten digits with the check digit, not all the same

impl NhsNumber {
    /// Reads ten digits in any spacing, with or without hyphens.
    ///
    /// # Errors
    /// [`Invalid::Form`], [`Invalid::Check`] for another check digit, [`Invalid::NotIssued`] when all ten digits are the same
    /// (zero ten times passes the arithmetic, and is what people type to get past a form).
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let compact = compact(text, Kind::Nhs, &['-'])?;
        let ten_digits = compact.len() == 10 && compact.bytes().all(|b| b.is_ascii_digit());
        let Some(number) = compact.parse::<u64>().ok().filter(|_| ten_digits) else {
            return Err(Invalid::Form(Kind::Nhs));
        };
        if check_digit(number / 10) != Some(number % 10) {
            return Err(Invalid::Check(Kind::Nhs));
        }
        if number.is_multiple_of(1_111_111_111) {
            return Err(Invalid::NotIssued(Kind::Nhs));
        }
        Ok(Self(number))
    }

    /// The number that starts with these nine digits; `None` when their check would be 10, so that there is no such number,
    /// or when the nine digits are more than nine or all the same as their check digit.
    pub fn from_first_nine(first_nine: u64) -> Option<Self> {
        if first_nine > 999_999_999 {
            return None;
        }
        let number = first_nine * 10 + check_digit(first_nine)?;
        (!number.is_multiple_of(1_111_111_111)).then_some(Self(number))
    }

    /// Whether it lies in the range kept for tests, 999 000 0000 to 999 999 9999, which is never issued to a person.
    pub fn is_reserved_for_tests(self) -> bool {
        self.0 >= 9_990_000_000
    }

    /// Ten digits without spaces, the only form that is stored and compared.
    pub fn canonical(self) -> String {
        format!("{:010}", self.0)
    }
}

impl std::fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (first, second, third) = (self.0 / 10_000_000, self.0 / 10_000 % 1000, self.0 % 10_000);
        write!(f, "{first:03} {second:03} {third:04}")
    }
}

/// Weights 10 to 2 on the nine digits; 11 less the remainder by 11; 11 becomes 0, and 10 means that there is no such number.
fn check_digit(first_nine: u64) -> Option<u64> {
    let mut rest = first_nine;
    let mut sum = 0;
    for weight in 2..=10 {
        sum += weight * (rest % 10);
        rest /= 10;
    }
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => Some(digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn court_lists_6_valid_nhs_vectors() {
        for text in ["943 476 5919", "401 023 2137", "999 000 0018", "999 000 0026", "987 654 3210"] {
            assert_eq!(NhsNumber::parse(text).map(|number| number.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(NhsNumber::parse("943-476-5919").map(NhsNumber::canonical), Ok("9434765919".to_owned()));
    }

    #[test]
    fn court_lists_6_invalid_nhs_vectors() {
        assert_eq!(NhsNumber::parse("943 476 5918"), Err(Invalid::Check(Kind::Nhs)));
        assert_eq!(NhsNumber::parse("0000000000"), Err(Invalid::NotIssued(Kind::Nhs)));
        for prefix in [999_000_000, 999_123_456] {
            assert_eq!(NhsNumber::from_first_nine(prefix), None);
            for last in 0..10 {
                assert!(NhsNumber::parse(&format!("{prefix}{last}")).is_err());
            }
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in ["943476591", "94347659190", "943476591X", "-", "٩٤٣٤٧٦٥٩١٩"] {
            assert_eq!(NhsNumber::parse(text), Err(Invalid::Form(Kind::Nhs)), "{text}");
        }
    }

    #[test]
    fn the_reserved_range_is_known() {
        assert!(NhsNumber::parse("9990000018").is_ok_and(NhsNumber::is_reserved_for_tests));
        assert!(NhsNumber::parse("9434765919").is_ok_and(|number| !number.is_reserved_for_tests()));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back_and_one_wrong_digit_is_caught(nine in 1_u64..1_000_000_000, at in 0_usize..10, by in 1_u8..10) {
            let Some(number) = NhsNumber::from_first_nine(nine) else { return Ok(()) };
            prop_assert_eq!(NhsNumber::parse(&number.to_string()), Ok(number));
            let mut text = number.canonical().into_bytes();
            text[at] = b'0' + (text[at] - b'0' + by) % 10;
            prop_assert!(NhsNumber::parse(&String::from_utf8(text).unwrap()).is_err());
        }
    }
}
