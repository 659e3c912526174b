//! What a feed or a form gave, kept as it came, beside what it means and how far it may be trusted.
//! Nothing is dropped: a number that fails its check may still be the only thread back to a person.

use crate::Invalid;

/// The text as received, its canonical form where it has one, and the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Exactly what came in, not even trimmed.
    pub raw: String,
    /// The one way to write it; `None` unless the verdict is [`Verdict::Valid`].
    pub canonical: Option<String>,
    /// What the check found.
    pub verdict: Verdict,
}

impl Checked {
    /// Keeps `raw` and checks it with `parse`, for example
    /// `Checked::of(raw, |text| Crn::parse(text).map(|crn| crn.canonical()))`.
    pub fn of(raw: &str, parse: impl FnOnce(&str) -> Result<String, Invalid>) -> Self {
        let (canonical, verdict) = match parse(raw) {
            Ok(canonical) => (Some(canonical), Verdict::Valid),
            Err(invalid) => (None, Verdict::from(invalid)),
        };
        Self { raw: raw.to_owned(), canonical, verdict }
    }
}

/// What a check found, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Right in form and check.
    Valid,
    /// Nothing was given.
    Empty,
    /// Not the form of this identifier.
    WrongForm,
    /// The check character contradicts the rest.
    WrongCheck,
    /// Consistent in itself, but never issued.
    NotIssued,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 5] = [Self::Valid, Self::Empty, Self::WrongForm, Self::WrongCheck, Self::NotIssued];

    /// The stable code under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Empty => "empty",
            Self::WrongForm => "wrong-form",
            Self::WrongCheck => "wrong-check",
            Self::NotIssued => "not-issued",
        }
    }

    /// The verdict that `code` names, if any.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

impl From<Invalid> for Verdict {
    fn from(invalid: Invalid) -> Self {
        match invalid {
            Invalid::Empty(_) => Self::Empty,
            Invalid::Form(_) => Self::WrongForm,
            Invalid::Check(_) => Self::WrongCheck,
            Invalid::NotIssued(_) => Self::NotIssued,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cro, Pnc};

    #[test]
    fn a_wrong_letter_is_kept_raw_with_its_verdict() {
        let checked = Checked::of(" 20030011985Z", |text| Pnc::parse(text, 2026).map(Pnc::canonical));
        assert_eq!(
            checked,
            Checked { raw: " 20030011985Z".to_owned(), canonical: None, verdict: Verdict::WrongCheck }
        );
    }

    /// Sample feeds contain this form: court-lists.md, section 8, item 1.
    #[test]
    fn a_non_standard_cro_from_a_feed_is_kept() {
        let checked = Checked::of("CR0006100061", |text| Cro::parse(text).map(Cro::canonical));
        assert_eq!(checked.raw, "CR0006100061");
        assert_eq!(checked.verdict, Verdict::WrongForm);
    }

    #[test]
    fn a_good_number_gets_its_canonical_form() {
        let checked = Checked::of("81/34u", |text| Pnc::parse(text, 2026).map(Pnc::canonical));
        assert_eq!(checked.canonical.as_deref(), Some("1981/0000034U"));
        assert_eq!(checked.verdict, Verdict::Valid);
    }

    #[test]
    fn codes_come_back_as_their_verdict() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_code(verdict.code()), Some(verdict));
        }
    }
}
