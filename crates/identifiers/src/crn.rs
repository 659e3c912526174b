//! Case reference numbers of the probation service: a letter and six digits, `X320741`. They have no check, and they change and merge.
//! Source: court-lists.md, section 6.

use crate::typed::compact;
use crate::{Invalid, Kind};

/// A CRN of the right form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Crn(String); // INVARIANT: a capital and six digits

impl Crn {
    /// Reads a letter and six digits, in any case and spacing.
    ///
    /// # Errors
    /// [`Invalid::Form`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let compact = compact(text, Kind::Crn, &[])?;
        match compact.as_bytes() {
            [letter, digits @ ..]
                if letter.is_ascii_uppercase()
                    && digits.len() == 6
                    && digits.iter().all(u8::is_ascii_digit) =>
            {
                Ok(Self(compact))
            }
            _ => Err(Invalid::Form(Kind::Crn)),
        }
    }

    /// `X320741`, the only form that is stored and compared.
    pub fn canonical(&self) -> String {
        self.0.clone()
    }
}

impl std::fmt::Display for Crn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn court_lists_6_crn() {
        assert_eq!(Crn::parse("X320741").map(|crn| crn.canonical()), Ok("X320741".to_owned()));
        assert_eq!(Crn::parse(" x 320741").map(|crn| crn.canonical()), Ok("X320741".to_owned()));
        for text in ["320741", "X32074", "X3207411", "XX320741", "X32O741"] {
            assert_eq!(Crn::parse(text), Err(Invalid::Form(Kind::Crn)), "{text}");
        }
        assert_eq!(Crn::parse(""), Err(Invalid::Empty(Kind::Crn)));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(text in "[A-Z][0-9]{6}") {
            prop_assert_eq!(Crn::parse(&text).unwrap().to_string(), text);
        }
    }
}
