//! The identifiers that the field writes on people and places: PNC, CRO, NHS, prison and CRN numbers, UK postcodes,
//! and Throughcare's own short [`Reference`], which is read out on the telephone.
//!
//! What holds: a value that exists is valid and in its one canonical form, so two values are equal exactly when they name
//! the same thing; `parse` never panics, whatever it is given, and refuses text longer than [`LONGEST`]; errors say what to do and never repeat
//! what was typed, since that is personal data. Formats and checks come from court-lists.md, section 6, and geography.md, section 3.
//!
//! What it deliberately does not do: decide whether a number belongs to somebody, drop what it cannot read ([`Checked`] keeps the
//! raw text beside the verdict), or read a clock (the year that two-digit years are read against is passed in).

mod check_letter;
mod checked;
mod crn;
mod cro;
mod nhs;
mod pnc;
mod postcode;
mod prison;
mod reference;
mod typed;

pub use checked::{Checked, Verdict};
pub use crn::Crn;
pub use cro::Cro;
pub use nhs::NhsNumber;
pub use pnc::Pnc;
pub use postcode::{Postcode, PostcodePart};
pub use prison::PrisonNumber;
pub use reference::Reference;

/// The longest text that any parser looks at, in bytes. No identifier is longer, however it is spaced out.
pub const LONGEST: usize = 64;

/// Why a text is not the identifier that it was offered as. The sentence says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Invalid {
    /// Nothing was typed.
    #[error("enter a {0}")]
    Empty(Kind),
    /// The text has not the form of this identifier.
    #[error("enter a {0} in the form {example}", example = .0.example())]
    Form(Kind),
    /// The form is right, the check character is not: a slip of the pen, most often.
    #[error("check the {0}: one character is mistyped or two have changed places")]
    Check(Kind),
    /// The form and check are right, and yet no such number is ever issued.
    #[error("check the {0}: no such number is issued")]
    NotIssued(Kind),
}

impl Invalid {
    /// Which identifier was asked for.
    pub fn kind(self) -> Kind {
        match self {
            Self::Empty(kind) | Self::Form(kind) | Self::Check(kind) | Self::NotIssued(kind) => kind,
        }
    }
}

/// The identifiers that this crate knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Police National Computer id.
    Pnc,
    /// Criminal Records Office number.
    Cro,
    /// NHS number.
    Nhs,
    /// Prison number, also called NOMS number.
    Prison,
    /// Case reference number of probation.
    Crn,
    /// UK postcode.
    Postcode,
    /// Throughcare's own short reference.
    Reference,
}

impl Kind {
    /// Every kind, in the order in which a page lists them.
    pub const ALL: [Self; 7] =
        [Self::Crn, Self::Pnc, Self::Cro, Self::Prison, Self::Nhs, Self::Postcode, Self::Reference];

    /// The stable code under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pnc => "pnc",
            Self::Cro => "cro",
            Self::Nhs => "nhs",
            Self::Prison => "prison",
            Self::Crn => "crn",
            Self::Postcode => "postcode",
            Self::Reference => "reference",
        }
    }

    /// The kind that `code` names, if any.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// An example in canonical form, for hints and errors. It belongs to nobody.
    pub fn example(self) -> &'static str {
        match self {
            Self::Pnc => "2003/0000003Y",
            Self::Cro => "123456/99L",
            Self::Nhs => "999 000 0018",
            Self::Prison => "A1234BC",
            Self::Crn => "X320741",
            Self::Postcode => "SP1 1AA",
            Self::Reference => "KTR-4827-Y",
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Pnc => "PNC number",
            Self::Cro => "CRO number",
            Self::Nhs => "NHS number",
            Self::Prison => "prison number",
            Self::Crn => "CRN",
            Self::Postcode => "postcode",
            Self::Reference => "reference",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_come_back_as_their_kind_and_differ() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::from_code("passport"), None);
    }

    #[test]
    fn errors_say_what_to_do_and_repeat_nothing_typed() {
        let error = Pnc::parse("SECRET-NAME", 2026).unwrap_err();
        assert_eq!(error.to_string(), "enter a PNC number in the form 2003/0000003Y");
        assert_eq!(
            NhsNumber::parse("943 476 5918").unwrap_err().to_string(),
            "check the NHS number: one character is mistyped or two have changed places"
        );
        assert_eq!(Crn::parse("  ").unwrap_err().to_string(), "enter a CRN");
    }

    #[test]
    fn the_examples_shown_to_users_are_valid() {
        assert!(Pnc::parse(Kind::Pnc.example(), 2026).is_ok());
        assert!(Cro::parse(Kind::Cro.example()).is_ok());
        assert!(NhsNumber::parse(Kind::Nhs.example()).is_ok());
        assert!(PrisonNumber::parse(Kind::Prison.example()).is_ok());
        assert!(Crn::parse(Kind::Crn.example()).is_ok());
        assert!(Postcode::parse(Kind::Postcode.example()).is_ok());
        assert!(Reference::parse(Kind::Reference.example()).is_ok());
    }

    proptest! {
        #[test]
        fn no_text_makes_a_parser_panic(text in "\\PC*", year in i16::MIN..i16::MAX) {
            let _ = Pnc::parse(&text, year);
            let _ = Cro::parse(&text);
            let _ = NhsNumber::parse(&text);
            let _ = PrisonNumber::parse(&text);
            let _ = Crn::parse(&text);
            let _ = Postcode::parse(&text);
            let _ = Reference::parse(&text);
        }

        #[test]
        fn nearly_right_text_does_not_panic_either(text in "[A-Za-z0-9/ \\-ſıé٣]{0,14}") {
            let _ = Pnc::parse(&text, 2026);
            let _ = Cro::parse(&text);
            let _ = NhsNumber::parse(&text);
            let _ = PrisonNumber::parse(&text);
            let _ = Crn::parse(&text);
            let _ = Postcode::parse(&text);
            let _ = Reference::parse(&text);
        }
    }
}
