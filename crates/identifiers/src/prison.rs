//! Prison numbers, also called NOMS numbers: `A1234BC`. They have no check letter, and a merge replaces them.
//! Source: court-lists.md, section 6.

use crate::typed::compact;
use crate::{Invalid, Kind};

/// A prison number of the right form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PrisonNumber(String); // INVARIANT: letter, four digits, two letters, in capitals

impl PrisonNumber {
    /// Reads a letter, four digits and two letters, in any case and spacing.
    ///
    /// # Errors
    /// [`Invalid::Form`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let compact = compact(text, Kind::Prison, &[])?;
        match compact.as_bytes() {
            [first, digits @ .., last_but_one, last]
                if digits.len() == 4
                    && digits.iter().all(u8::is_ascii_digit)
                    && [first, last_but_one, last].iter().all(|b| b.is_ascii_uppercase()) =>
            {
                Ok(Self(compact))
            }
            _ => Err(Invalid::Form(Kind::Prison)),
        }
    }

    /// `A1234BC`, the only form that is stored and compared.
    pub fn canonical(&self) -> String {
        self.0.clone()
    }
}

impl std::fmt::Display for PrisonNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_spaces_do_not_matter_and_other_forms_are_refused() {
        assert_eq!(PrisonNumber::parse(" a1234 bc").map(|n| n.canonical()), Ok("A1234BC".to_owned()));
        for text in ["A123BC", "A12345BC", "11234BC", "A1234B1", "A1234BCD", "AB1234C"] {
            assert_eq!(PrisonNumber::parse(text), Err(Invalid::Form(Kind::Prison)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(text in "[A-Z][0-9]{4}[A-Z]{2}") {
            let number = PrisonNumber::parse(&text).unwrap();
            prop_assert_eq!(number.to_string(), text);
        }
    }
}
