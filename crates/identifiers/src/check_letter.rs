//! The check letter that PNC and CRO numbers share: a number modulo 23, written in an alphabet without I, O and S.
//! Source: court-lists.md, section 6.

const LETTERS: &[u8; 23] = b"ZABCDEFGHJKLMNPQRTUVWXY";

/// The check letter of `number`.
pub(crate) fn check_letter(number: u64) -> char {
    let index = usize::try_from(number % 23).unwrap_or(0);
    LETTERS.get(index).copied().map_or('Z', char::from)
}
