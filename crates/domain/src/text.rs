//! Typed text: trimmed, bounded, and free of characters that only break things.
//!
//! Both kinds keep every printable character there is, markup included: escaping is the page's affair.

/// Why typed text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("nothing was entered")]
    Empty,
    /// Too many characters.
    #[error("{found} characters; at most {most} are taken")]
    TooLong {
        /// Characters found, after trimming.
        found: usize,
        /// Characters allowed.
        most: usize,
    },
}

/// One line of text, 1 to 200 characters, without control characters, nor those that turn the reading direction around.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Line(String); // INVARIANT: trimmed, 1..=200 characters, no control characters, none of `turns_around`

/// Several lines of text, 1 to 12,000 characters; line breaks are `\n`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Prose(String); // INVARIANT: trimmed, 1..=12_000 characters, no control characters but `\n` and `\t`

impl Line {
    /// The most characters a line may have.
    pub const MOST: usize = 200;

    /// # Errors
    /// [`TextError`] when nothing is left after trimming, or more than 200 characters are.
    pub fn new(typed: &str) -> Result<Self, TextError> {
        let kept = typed.chars().filter(|c| !turns_around(*c));
        let text: String = kept.map(|c| if c.is_control() { ' ' } else { c }).collect();
        bounded(text.trim(), Self::MOST).map(Self)
    }

    /// `None` for nothing typed.
    ///
    /// # Errors
    /// [`TextError::TooLong`] above 200 characters.
    pub fn optional(typed: &str) -> Result<Option<Self>, TextError> {
        none_if_empty(Self::new(typed))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Prose {
    /// The most characters a text may have.
    pub const MOST: usize = 12_000;

    /// # Errors
    /// [`TextError`] when nothing is left after trimming, or more than 12,000 characters are.
    pub fn new(typed: &str) -> Result<Self, TextError> {
        let breaks = typed.replace("\r\n", "\n").replace('\r', "\n");
        let text: String = breaks.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        bounded(text.trim(), Self::MOST).map(Self)
    }

    /// `None` for nothing typed.
    ///
    /// # Errors
    /// [`TextError::TooLong`] above 12,000 characters.
    pub fn optional(typed: &str) -> Result<Option<Self>, TextError> {
        none_if_empty(Self::new(typed))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Characters that make what follows read backwards, so that one name may look like another. The marks for a single letter
/// (U+200E, U+200F) stay: names in Arabic and Hebrew need them.
const fn turns_around(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn bounded(text: &str, most: usize) -> Result<String, TextError> {
    match text.chars().count() {
        0 => Err(TextError::Empty),
        found if found > most => Err(TextError::TooLong { found, most }),
        _ => Ok(text.to_owned()),
    }
}

fn none_if_empty<T>(read: Result<T, TextError>) -> Result<Option<T>, TextError> {
    match read {
        Ok(text) => Ok(Some(text)),
        Err(TextError::Empty) => Ok(None),
        Err(error) => Err(error),
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for Prose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_loses_its_edges_and_control_characters_only() {
        assert_eq!(Line::new("  <b>O’Brien</b>\u{7}\n").map(|l| l.to_string()), Ok("<b>O’Brien</b>".into()));
        assert_eq!(Line::new(" \t "), Err(TextError::Empty));
        assert_eq!(Line::new(&"x".repeat(201)), Err(TextError::TooLong { found: 201, most: 200 }));
    }

    #[test]
    fn a_line_does_not_look_like_another_by_reading_backwards() {
        let plain = |typed| Line::new(typed).map(|line| line.to_string());
        assert_eq!(plain("Ada \u{202e}enarC\u{202c}"), Ok("Ada enarC".into()));
        assert_eq!(plain("\u{2066}Ada\u{2069} Crane"), Ok("Ada Crane".into()));
        assert_eq!(plain("\u{202a}\u{202d}\u{2067}\u{2068}"), Err(TextError::Empty));
        assert_eq!(
            plain("دا\u{200f}\u{200e}د"),
            Ok("دا\u{200f}\u{200e}د".into()),
            "marks of one letter stay"
        );
    }

    #[test]
    fn prose_of_twelve_thousand_characters_is_taken_and_one_more_is_not() {
        assert!(Prose::new(&"é".repeat(12_000)).is_ok());
        assert!(Prose::new(&"é".repeat(12_001)).is_err());
        assert_eq!(Prose::new("a\r\nb\rc").map(|p| p.to_string()), Ok("a\nb\nc".into()));
    }

    proptest! {
        #[test]
        fn any_text_is_taken_or_refused_and_taking_twice_changes_nothing(typed in ".{0,400}") {
            if let Ok(line) = Line::new(&typed) {
                prop_assert_eq!(Line::new(line.as_str()), Ok(line.clone()));
            }
            if let Ok(prose) = Prose::new(&typed) {
                prop_assert_eq!(Prose::new(prose.as_str()), Ok(prose.clone()));
            }
        }
    }
}
