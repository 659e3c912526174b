//! Throughcare's own short reference, `KTR-4827-Y`: what is read out on the telephone or written on a card instead of a UUID.
//!
//! Three consonants (no vowels, so no words; no S, which is heard as F and seen as 5), four digits, and a check letter. The values of all
//! eight characters, each times its own weight, add up to 0 modulo the prime 23. So every single wrong character and every two
//! neighbours that changed places are caught: a letter among digits by the form, all else by the sum.

use crate::typed::compact;
use crate::{Invalid, Kind};

/// The letters that carry the number. Their places in [`CHECK_LETTERS`] are their values.
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRTVWXYZ";
/// The letters that check it; one for each remainder by 23.
const CHECK_LETTERS: &[u8; 23] = b"BCDFGHJKLMNPQRTVWXYZAEU";
/// The weights of the seven characters before the check letter, whose own weight is 1: all different, none 0 modulo 23.
const WEIGHTS: [u64; 7] = [8, 7, 6, 5, 4, 3, 2];
/// How many references there are.
const CAPACITY: u64 = 20 * 20 * 20 * 10_000;
/// Spreads neighbouring numbers over the whole range, so that two people in the same queue do not have look-alike references.
/// It ends in 9, so it shares no factor with [`CAPACITY`], and the spreading is one to one.
const SPREAD: u64 = 48_271_339;

/// A short reference whose check letter holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(u64); // INVARIANT: below CAPACITY; the spread number

impl Reference {
    /// The number of different references: eighty million. Numbers that differ modulo this have different references.
    pub const CAPACITY: u64 = CAPACITY;

    /// The reference of `number`, which may be a sequence number or the tail of a UUID.
    ///
    /// Sequence numbers give unique references up to [`Reference::CAPACITY`]. Tails of random UUIDs do not (among ten thousand there is
    /// a shared one more often than not), so who keeps such references looks for the reference *and* lets the reader choose.
    pub fn from_number(number: u64) -> Self {
        Self(number % CAPACITY * SPREAD % CAPACITY)
    }

    /// The number, modulo [`Reference::CAPACITY`], that this is the reference of.
    pub fn number(self) -> u64 {
        self.0 * inverse(SPREAD, CAPACITY) % CAPACITY
    }

    /// Reads a reference in any case, with or without spaces and hyphens.
    ///
    /// # Errors
    /// [`Invalid::Form`], or [`Invalid::Check`] when one character is wrong or two neighbours changed places.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let form = Invalid::Form(Kind::Reference);
        let compact = compact(text, Kind::Reference, &['-'])?;
        let [a, b, c, digits @ .., check] = compact.as_bytes() else { return Err(form) };
        if digits.len() != 4 || !digits.iter().all(u8::is_ascii_digit) || !CHECK_LETTERS.contains(check) {
            return Err(form);
        }
        let mut spread = 0;
        for letter in [a, b, c] {
            spread = spread * 20 + place(*letter, LETTERS).ok_or(form)?;
        }
        for digit in digits {
            spread = spread * 10 + u64::from(digit - b'0');
        }
        let reference = Self(spread);
        if reference.check_letter() == *check { Ok(reference) } else { Err(Invalid::Check(Kind::Reference)) }
    }

    /// `KTR-4827-Y`, the form that is shown, read out and stored.
    pub fn canonical(self) -> String {
        self.to_string()
    }

    /// The values of the seven characters, from the left.
    fn values(self) -> [u64; 7] {
        let (letters, digits) = (self.0 / 10_000, self.0 % 10_000);
        [
            letters / 400,
            letters / 20 % 20,
            letters % 20,
            digits / 1000,
            digits / 100 % 10,
            digits / 10 % 10,
            digits % 10,
        ]
    }

    fn check_letter(self) -> u8 {
        let sum: u64 = self.values().iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
        letter((23 - sum % 23) % 23, CHECK_LETTERS)
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [a, b, c, ..] = self.values();
        for value in [a, b, c] {
            write!(f, "{}", char::from(letter(value, LETTERS)))?;
        }
        write!(f, "-{:04}-{}", self.0 % 10_000, char::from(self.check_letter()))
    }
}

fn place(letter: u8, letters: &[u8]) -> Option<u64> {
    let at = letters.iter().position(|known| *known == letter)?;
    u64::try_from(at).ok()
}

fn letter(value: u64, letters: &[u8]) -> u8 {
    usize::try_from(value).ok().and_then(|at| letters.get(at)).copied().unwrap_or(b'?')
}

/// The number that undoes multiplication by `number` modulo `modulus`, by Euclid's algorithm.
const fn inverse(number: u64, modulus: u64) -> u64 {
    let (mut old_rest, mut rest) = (number, modulus);
    // Kept modulo `modulus`, so that nothing is negative.
    let (mut old_factor, mut factor) = (1_u64, 0_u64);
    while rest != 0 {
        let quotient = old_rest / rest;
        (old_rest, rest) = (rest, old_rest % rest);
        let product = (quotient % modulus) * factor % modulus;
        (old_factor, factor) = (factor, (old_factor + modulus - product) % modulus);
    }
    old_factor
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn spreading_can_be_undone() {
        assert_eq!(SPREAD * inverse(SPREAD, CAPACITY) % CAPACITY, 1);
    }

    #[test]
    fn the_first_hundred_thousand_numbers_have_different_references() {
        let references: HashSet<String> =
            (0..100_000).map(|n| Reference::from_number(n).canonical()).collect();
        assert_eq!(references.len(), 100_000);
    }

    #[test]
    fn it_is_read_in_any_case_and_spacing() {
        let reference = Reference::from_number(20_261_121);
        let shown = reference.to_string();
        for text in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', ""),
            shown.replace('-', "  "),
            format!(" {shown} "),
        ] {
            assert_eq!(Reference::parse(&text), Ok(reference), "{text}");
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "KTR-482-A",
            "KTR-48271-A",
            "KT-4827-A",
            "AEU-4827-A",
            "KTR-4827-S",
            "KTR-4827-5",
            "---",
            "KTR4827",
            "ÄTR-4827-A",
        ] {
            assert_eq!(Reference::parse(text), Err(Invalid::Form(Kind::Reference)), "{text}");
        }
        assert_eq!(Reference::parse(" "), Err(Invalid::Empty(Kind::Reference)));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(number: u64) {
            let reference = Reference::from_number(number);
            prop_assert_eq!(Reference::parse(&reference.to_string()), Ok(reference));
            prop_assert_eq!(reference.number(), number % Reference::CAPACITY);
        }

        /// All 8 × 35 ways of getting one character wrong, for each number tried.
        #[test]
        fn every_single_wrong_character_is_caught(number: u64) {
            let right: Vec<u8> = Reference::from_number(number).to_string().replace('-', "").into_bytes();
            for at in 0..right.len() {
                for wrong in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" {
                    if *wrong != right[at] {
                        let mut text = right.clone();
                        text[at] = *wrong;
                        prop_assert!(Reference::parse(&String::from_utf8(text).unwrap()).is_err());
                    }
                }
            }
        }

        #[test]
        fn every_two_neighbours_that_changed_places_are_caught(number: u64) {
            let right: Vec<u8> = Reference::from_number(number).to_string().replace('-', "").into_bytes();
            for at in 0..right.len() - 1 {
                let mut text = right.clone();
                text.swap(at, at + 1);
                if text != right {
                    prop_assert!(Reference::parse(&String::from_utf8(text).unwrap()).is_err());
                }
            }
        }
    }
}
