//! The words that names are made of, and which of them somebody may have meant who typed another: forms of one
//! forename, words that sound alike, and words one slip of the finger away.
//!
//! What holds: words come and go with the identities that bear them, and what is meant depends on the words that are
//! there. Words of fewer than four letters are not searched for slips: too many are one letter apart.

use super::keys::{mixed, of_text};
use super::sorted::Sorted;
use super::store::Lookup;
use crate::compare::edits;
use crate::dictionary::{Dictionary, Facts, facts_of};
use crate::kind::Family;

/// A word that may be meant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Variant {
    pub text: String,
    /// The text's part of a key.
    pub key: u32,
    pub by: Likeness,
    /// Identities that bear it.
    pub count: u32,
}

/// How a word is like the one that was typed, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    Same,
    Form,
    Slip,
    Sound,
}

impl Likeness {
    /// How much of the word's weight it carries.
    pub fn worth(self) -> f64 {
        match self {
            Self::Same => 1.0,
            Self::Form => 0.75,
            Self::Slip => 0.7,
            Self::Sound => 0.6,
        }
    }
}

/// The most words that are taken to be meant by one.
const MOST: usize = 24;
/// The most words that are looked at for one key.
const READ: usize = 256;

#[derive(Debug)]
pub(super) struct Vocabulary {
    words: Dictionary,
    lookup: Lookup,
    counts: Vec<u32>,
    /// Under each key, the words that have it, in an order that is the words' own.
    near: Sorted<[u32; 3]>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let words = Dictionary::new(Family::Name).renumbered(&[]);
        Self { words, lookup: Lookup::default(), counts: Vec::new(), near: Sorted::default() }
    }
}

impl Vocabulary {
    /// One more identity bears a word.
    pub fn take(&mut self, word: &str) {
        let Some(code) = self.lookup.take(&mut self.words, word) else { return };
        let at = code as usize;
        if self.counts.len() <= at {
            self.counts.resize(at + 1, 0);
        }
        let Some(count) = self.counts.get_mut(at) else { return };
        *count += 1;
        if *count == 1 {
            let (near, own) = (&mut self.near, of_text(word));
            each_key(word, self.words.facts(code), |key| {
                near.insert([key, own, code]);
            });
        }
    }

    /// One identity less bears a word.
    pub fn let_go(&mut self, word: &str) {
        let Some(code) = self.lookup.find(&self.words, word) else { return };
        let Some(count) = self.counts.get_mut(code as usize) else { return };
        *count = count.saturating_sub(1);
        if *count == 0 {
            let (near, own) = (&mut self.near, of_text(word));
            each_key(word, self.words.facts(code), |key| {
                near.remove(&[key, own, code]);
            });
            self.lookup.give_back(&mut self.words, code);
        }
    }

    /// The words that may be meant by one, the nearest first and the commoner of those alike.
    pub fn meant(&self, word: &str) -> Vec<Variant> {
        let facts = facts_of(Family::Name, word);
        let mut codes = Vec::new();
        each_key(word, facts, |key| {
            let found = self.near.range([key, 0, 0]..=[key, u32::MAX, u32::MAX]);
            codes.extend(found.take(READ).map(|[_, _, code]| code));
        });
        codes.sort_unstable();
        codes.dedup();
        let mut meant: Vec<Variant> = Vec::new();
        for code in codes {
            let text = self.words.text(code);
            if let Some(by) = likeness(word, facts, text, self.words.facts(code)) {
                let count = self.counts.get(code as usize).copied().unwrap_or(0);
                meant.push(Variant { text: text.to_owned(), key: of_text(text), by, count });
            }
        }
        meant.sort_unstable_by(|a, b| {
            a.by.cmp(&b.by).then(b.count.cmp(&a.count)).then_with(|| a.text.cmp(&b.text))
        });
        meant.truncate(MOST);
        meant
    }
}

fn likeness(typed: &str, facts: Facts, word: &str, own: Facts) -> Option<Likeness> {
    let stems =
        |facts: Facts| [facts.second & 0xFFFF, facts.second >> 16, facts.third & 0xFFFF, facts.third >> 16];
    if typed == word {
        Some(Likeness::Same)
    } else if stems(facts).iter().any(|stem| *stem != 0 && stems(own).contains(stem)) {
        Some(Likeness::Form)
    } else if typed.len().min(word.len()) >= SHORTEST && edits::at_most(typed.as_bytes(), word.as_bytes(), 1)
    {
        Some(Likeness::Slip)
    } else if facts.main != 0 && facts.main == own.main {
        Some(Likeness::Sound)
    } else {
        None
    }
}

/// The fewest bytes of a word in which a slip is looked for.
const SHORTEST: usize = 4;

/// Keys that a word shares with each word that may be meant by it.
fn each_key(word: &str, facts: Facts, mut with: impl FnMut(u32)) {
    with(mixed(1, of_text(word)));
    if facts.main != 0 {
        with(mixed(2, facts.main));
    }
    let stems = [facts.second & 0xFFFF, facts.second >> 16, facts.third & 0xFFFF, facts.third >> 16];
    stems.into_iter().filter(|stem| *stem != 0).for_each(|stem| with(mixed(3, stem)));
    // Two words that are one slip apart become the same when the right letter is left out of one or of both.
    if word.len() > SHORTEST - 1 {
        let mut shorter = String::with_capacity(word.len());
        for (at, letter) in word.char_indices() {
            shorter.clear();
            shorter.push_str(word.get(..at).unwrap_or(""));
            shorter.push_str(word.get(at + letter.len_utf8()..).unwrap_or(""));
            with(mixed(1, of_text(&shorter)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_meant_by_slips_sounds_and_forms_and_go_with_who_bears_them() {
        let mut vocabulary = Vocabulary::default();
        for word in ["smith", "smith", "smyth", "william", "jones", "okafor", "lee"] {
            vocabulary.take(word);
        }
        let meant = |vocabulary: &Vocabulary, word: &str| -> Vec<(String, Likeness)> {
            vocabulary.meant(word).into_iter().map(|own| (own.text, own.by)).collect()
        };
        assert_eq!(
            meant(&vocabulary, "smith"),
            [("smith".into(), Likeness::Same), ("smyth".into(), Likeness::Slip)]
        );
        assert_eq!(
            meant(&vocabulary, "smiht")[0],
            ("smith".into(), Likeness::Slip),
            "neighbours changed places"
        );
        assert_eq!(meant(&vocabulary, "bill"), [("william".into(), Likeness::Form)]);
        assert_eq!(meant(&vocabulary, "okafr"), [("okafor".into(), Likeness::Slip)]);
        assert_eq!(meant(&vocabulary, "joness"), [("jones".into(), Likeness::Slip)]);
        vocabulary.let_go("smith");
        assert_eq!(meant(&vocabulary, "smith").len(), 2);
        vocabulary.let_go("smith");
        assert_eq!(meant(&vocabulary, "smith"), [("smyth".into(), Likeness::Slip)]);
        vocabulary.take("kahan");
        assert_eq!(meant(&vocabulary, "kahan"), [("kahan".into(), Likeness::Same)], "room is used again");
    }
}
