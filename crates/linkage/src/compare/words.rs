//! Comparators on the words of a value: initials, parts of double names, lines of an address.
//!
//! All are symmetrical, and all expect folded text.

use super::alike;

pub(super) fn first(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

/// One begins with a single letter, with which the other begins.
pub(super) fn initial(a: &str, b: &str) -> bool {
    let (a, b) = (first(a), first(b));
    (a.chars().nth(1).is_none() || b.chars().nth(1).is_none()) && a.chars().next() == b.chars().next()
}

/// One is the beginning of the other and has at least `least` letters.
pub(super) fn prefix(a: &str, b: &str, least: usize) -> bool {
    a.len().min(b.len()) >= least && (a.starts_with(b) || b.starts_with(a))
}

/// One is a word of the other; or both have a word of at least three letters in common and one has no other.
pub(super) fn part_of(a: &str, b: &str) -> bool {
    let within =
        |part: &str, whole: &str| whole.len() > part.len() && whole.split(' ').any(|word| word == part);
    part_of_joined(a, b) || within(a, b) || within(b, a)
}

/// Written with and without the gap: Abdul Rahman, Abdulrahman.
fn part_of_joined(a: &str, b: &str) -> bool {
    (a.contains(' ') || b.contains(' '))
        && a.bytes().filter(|byte| *byte != b' ').eq(b.bytes().filter(|byte| *byte != b' '))
}

pub(super) fn shared_word(a: &str, b: &str) -> bool {
    a.split(' ').any(|word| word.len() >= 3 && b.split(' ').any(|other| other == word))
}

pub(super) fn same_words(a: &str, b: &str) -> bool {
    let sorted = |text: &'_ str| {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}

/// Entries that two lists share.
pub(super) fn entries_shared(a: &str, b: &str) -> usize {
    a.split('|').filter(|entry| b.split('|').any(|other| other == *entry)).count()
}

/// Whether two values have a stem in common.
pub(super) fn share_a_stem(a: [u32; 2], b: [u32; 2]) -> bool {
    let stems = |packed: [u32; 2]| [packed[0] & 0xFFFF, packed[0] >> 16, packed[1] & 0xFFFF, packed[1] >> 16];
    let others = stems(b);
    stems(a).iter().any(|stem| *stem != 0 && others.contains(stem))
}

/// The share of the shorter value's letters that stand in words which the other has too, spelling mistakes allowed.
pub(super) fn overlap(a: &str, b: &str) -> f64 {
    let (a, b) = (Line::of(a), Line::of(b));
    let shorter = a.letters().min(b.letters());
    if shorter == 0 {
        return 0.0;
    }
    // Either direction may miss a word that the other finds, so both are taken.
    let shared = found(a.words(), b.words()).max(found(b.words(), a.words())).min(shorter);
    #[allow(clippy::cast_precision_loss, reason = "addresses are shorter than 2^52 letters")]
    let share = shared as f64 / shorter as f64;
    share
}

/// The first words of a line; what comes after them is not looked at.
struct Line<'a> {
    words: [&'a str; 16],
    count: usize,
}

impl<'a> Line<'a> {
    fn of(text: &'a str) -> Self {
        let mut line = Self { words: [""; 16], count: 0 };
        for (place, word) in line.words.iter_mut().zip(text.split(' ')) {
            *place = word;
            line.count += 1;
        }
        line
    }

    fn words(&self) -> &[&'a str] {
        self.words.get(..self.count).unwrap_or(&[])
    }

    fn letters(&self) -> usize {
        self.words().iter().map(|word| word.len()).sum()
    }
}

/// Letters of the words of `a` that are among `b`, each word of `b` used once.
fn found(a: &[&str], b: &[&str]) -> usize {
    let mut used = 0_u32;
    let mut letters = 0;
    for exact in [true, false] {
        for word in a {
            if b.contains(word) != exact {
                continue;
            }
            let free = (0_u32..).zip(b).find(|(at, other)| {
                used >> at & 1 == 0 && if exact { *other == word } else { nearly(word, other) }
            });
            if let Some((at, _)) = free {
                used |= 1 << at;
                letters += word.len();
            }
        }
    }
    letters
}

/// A spelling mistake apart; short words and numbers are never nearly the same.
fn nearly(word: &str, other: &str) -> bool {
    let begins = |text: &str| text.as_bytes().first().copied();
    word.len() > 3
        && word.len().abs_diff(other.len()) < 4
        && (begins(word) == begins(other) || word.as_bytes().get(1) == other.as_bytes().get(1))
        && alike(word, other, 0.88)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_parts() {
        assert!(
            initial("j", "john")
                && initial("john paul", "j")
                && !initial("john", "james")
                && !initial("j", "kim")
        );
        assert!(prefix("dan", "daniel", 3) && !prefix("da", "daniel", 3));
        assert!(
            part_of("patel", "patel shah")
                && part_of("abdulrahman", "abdul rahman")
                && !part_of("lee", "leeson")
        );
        assert!(same_words("ann mary", "mary ann") && !same_words("ann mary", "mary anna"));
        assert!(shared_word("clifford 1st baron", "baron x") && !shared_word("de la", "de b"));
        assert_eq!(entries_shared("ann|bob", "bob|cy"), 1);
    }

    #[test]
    fn lines_of_an_address_in_any_order_with_mistakes() {
        assert!((overlap("hoseason street lakefront", "lakefront hosaeson street") - 1.0).abs() < 1e-9);
        assert!(overlap("5 high street", "7 mill lane") < 0.3);
        assert!((overlap("a b", "a b") - 1.0).abs() < 1e-9);
    }
}
