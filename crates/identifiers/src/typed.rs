//! Typed text made ready for a parser: spaces out, capitals, ASCII only, bounded.

use crate::{Invalid, Kind, LONGEST};

/// `text` in capitals without white space and without any character of `also_without`.
///
/// # Errors
/// [`Invalid::Empty`] when nothing is left, [`Invalid::Form`] when the text is over-long or has a character that no identifier has.
pub(crate) fn compact(text: &str, kind: Kind, also_without: &[char]) -> Result<String, Invalid> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Invalid::Empty(kind));
    }
    if text.len() > LONGEST || !text.is_ascii() {
        return Err(Invalid::Form(kind));
    }
    let kept: String = text
        .chars()
        .filter(|c| !c.is_ascii_whitespace() && !also_without.contains(c))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if kept.is_empty() { Err(Invalid::Form(kind)) } else { Ok(kept) }
}

/// The number that `text` writes, when it is one to nine ASCII digits.
pub(crate) fn digits(text: &str) -> Option<u32> {
    let right_length = (1..=9).contains(&text.len());
    if right_length && text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// `text` without its last character, and that character, when it is a capital letter.
pub(crate) fn split_letter(text: &str) -> Option<(&str, char)> {
    let (at, letter) = text.char_indices().next_back()?;
    if !letter.is_ascii_uppercase() {
        return None;
    }
    Some((text.get(..at)?, letter))
}
