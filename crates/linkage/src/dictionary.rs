//! Values, each kept once. A table holds numbers; what a number means, and all that comparators ask of a value
//! (how it sounds, its postcode sector, the forename it is a form of), is worked out once per distinct value.
//!
//! Code 0 means missing. Codes follow the order in which [`Dictionary::code`] first saw the values.

use crate::date::Date;
use crate::kind::Family;
use crate::names;

mod growing;

/// What comparators ask of a value; which fields mean what depends on the family.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Names and places: how it sounds. Dates: `YYYYMMDD`. Postcodes: the sector. Numbers: the digits. 0: none.
    /// Lines of words: a bit for each word, the others in `second`.
    pub main: u32,
    /// Postcodes: the district. Names: the first two stems, 16 bits each. Dates: the digits.
    pub second: u32,
    /// Postcodes: the area. Names: further stems. Dates: the day, counted from the year 0.
    pub third: u32,
}

/// Which letters a text has, and its length: enough to tell most pairs of texts apart without reading them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Letters(u32);

impl Letters {
    /// Lengths from here on are not told apart.
    const LONG: u32 = 31;

    /// A bit each for a to z, one for all else; or a bit for each digit, and seventeen that letters share.
    pub fn of(family: Family, text: &str) -> Self {
        let numbered = matches!(family, Family::Number | Family::Postcode);
        let bit = |byte: u8| match byte {
            b'0'..=b'9' if numbered => byte - b'0',
            _ if numbered => 10 + byte % 17,
            b'a'..=b'z' => byte - b'a',
            _ => 26,
        };
        let bits = text.bytes().fold(0, |bits, byte| bits | 1 << bit(byte));
        Self(bits | u32::try_from(text.len()).unwrap_or(u32::MAX).min(Self::LONG) << 27)
    }

    /// The length, where it is told.
    fn length(self) -> Option<u32> {
        Some(self.0 >> 27).filter(|length| *length < Self::LONG)
    }

    /// How many kinds of letters this text has and the other has not.
    fn without(self, other: Self) -> u32 {
        (self.0 & !other.0 & ((1 << 27) - 1)).count_ones()
    }

    /// Whether the text is one word of at least two letters, all of them a to z. Texts of numbers are not told.
    pub fn is_plain_word(self) -> bool {
        self.0 & 1 << 26 == 0 && self.0 >> 27 > 1
    }

    /// Whether one text might be the beginning of the other.
    pub fn within_prefix(self, other: Self) -> bool {
        self.without(other) == 0 || other.without(self) == 0
    }

    /// Whether so few edits might make one of the other: each adds or takes away one kind of letter at most.
    pub fn within_edits(self, other: Self, most: u32) -> bool {
        let apart = match (self.length(), other.length()) {
            (Some(own), Some(other)) => own.abs_diff(other),
            _ => 0,
        };
        apart <= most && self.without(other) <= most && other.without(self) <= most
    }

    /// Whether the letters leave room for this Jaro–Winkler similarity.
    pub fn within_similarity(self, other: Self, least: f64) -> bool {
        let (Some(own_length), Some(other_length)) = (self.length(), other.length()) else { return true };
        let common = own_length
            .saturating_sub(self.without(other))
            .min(other_length.saturating_sub(other.without(self)));
        if common == 0 {
            return false;
        }
        let share = |length: u32| f64::from(common) / f64::from(length);
        let jaro = (share(own_length) + share(other_length) + 1.0) / 3.0;
        jaro + 0.4 * (1.0 - jaro) >= least
    }
}

/// The distinct values of one column, or of columns that share their values.
#[derive(Debug, Clone)]
pub(crate) struct Dictionary {
    pub family: Family,
    arena: String,
    ends: Vec<u32>,
    /// Half of a value's hash above its code: a look at one place tells most values apart without reading them.
    slots: Vec<u64>,
    facts: Vec<Facts>,
    /// Apart from the other facts, since most pairs of texts are told apart by them alone.
    letters: Vec<Letters>,
}

impl Dictionary {
    pub fn new(family: Family) -> Self {
        let slots = vec![0; 1024];
        Self { family, arena: String::new(), ends: vec![0], slots, facts: Vec::new(), letters: Vec::new() }
    }

    /// One more than the highest code.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a code; empty for missing.
    pub fn text(&self, code: u32) -> &str {
        let at = code as usize;
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        self.arena.get(start..end).unwrap_or("")
    }

    pub fn facts(&self, code: u32) -> Facts {
        self.facts.get(code as usize).copied().unwrap_or_default()
    }

    pub fn letters(&self, code: u32) -> Letters {
        self.letters.get(code as usize).copied().unwrap_or_default()
    }

    /// The code of `text`, whose hash is given, new if it was never seen; `None` when the dictionary is full (2³² bytes
    /// of values).
    pub fn code(&mut self, text: &str, hash: u64) -> Option<u32> {
        if text.is_empty() {
            return Some(0);
        }
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        let half = hash & HALF;
        let mut at = self.place(half);
        while let Some(slot) = self.slots.get(at).copied().filter(|slot| *slot != 0) {
            let code = u32::try_from(slot >> 32).unwrap_or(0);
            if slot & HALF == half && self.text(code) == text {
                return Some(code);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let code = u32::try_from(self.ends.len()).ok().filter(|code| *code < CODES)?;
        let end = u32::try_from(self.arena.len() + text.len()).ok()?;
        self.arena.push_str(text);
        self.ends.push(end);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = u64::from(code) << 32 | half;
        }
        Some(code)
    }

    /// Looks where a text of this hash would be, and says what it saw: a row's values are looked up together, and the
    /// machine waits for all of them at once.
    pub fn fetch(&self, hash: u64) -> u64 {
        let slot = self.slots.get(self.place(hash & HALF)).copied().unwrap_or(0);
        let code = usize::try_from(slot >> 32).unwrap_or(0);
        u64::from(self.ends.get(code).copied().unwrap_or(0))
    }

    /// Where the search for half a hash begins.
    fn place(&self, half: u64) -> usize {
        usize::try_from(half).unwrap_or(0) & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let larger = vec![0; self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, larger).into_iter().filter(|slot| *slot != 0) {
            let mut at = self.place(slot & HALF);
            while self.slots.get(at).is_some_and(|taken| *taken != 0) {
                at = (at + 1) & (self.slots.len() - 1);
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }

    /// Forgets where values are found, once none will be asked for any more.
    pub fn closed(&mut self) {
        self.slots = Vec::new();
    }

    /// The same values under the codes that `order` lists, and the facts of each.
    pub fn renumbered(&self, order: &[u32]) -> Self {
        let mut arena = String::with_capacity(self.arena.len());
        let mut ends = Vec::with_capacity(order.len() + 1);
        let mut facts = Vec::with_capacity(order.len() + 1);
        let mut letters = Vec::with_capacity(order.len() + 1);
        ends.push(0);
        facts.push(Facts::default());
        letters.push(Letters::default());
        for code in order {
            let text = self.text(*code);
            facts.push(facts_of(self.family, text));
            letters.push(Letters::of(self.family, text));
            arena.push_str(text);
            ends.push(u32::try_from(arena.len()).unwrap_or(u32::MAX));
        }
        Self { family: self.family, arena, ends, slots: Vec::new(), facts, letters }
    }
}

/// The half of a hash that is kept beside a code.
const HALF: u64 = u32::MAX as u64;
/// Codes are numbers below this, so that two of them and a comparison's number fit one word.
const CODES: u32 = 1 << 30;

/// What comparators ask of a text.
pub(crate) fn facts_of(family: Family, text: &str) -> Facts {
    if text.is_empty() {
        return Facts::default();
    }
    match family {
        Family::Name => {
            let [first, second, third, fourth] = names::stems(text).map(u32::from);
            let main = names::sound(text).map_or(0, |sound| short(sound.as_bytes()));
            Facts { main, second: first | second << 16, third: third | fourth << 16 }
        }
        Family::Place => {
            Facts { main: names::sound(text).map_or(0, |sound| short(sound.as_bytes())), ..Facts::default() }
        }
        Family::Date => Date::read(text).map_or_else(Facts::default, |date| Facts {
            main: date.packed(),
            second: date.digits().0,
            third: u32::try_from(date.ordinal()).unwrap_or(0),
        }),
        Family::Postcode => postcode_facts(text),
        Family::Number => {
            let digits = crate::text::digits(text);
            let digits = digits.trim_start_matches('0');
            Facts { main: if digits.len() < 4 { 0 } else { short(digits.as_bytes()) }, ..Facts::default() }
        }
        Family::Words => {
            let words = text.split(' ').map(|word| 1_u64 << (hash(word.as_bytes()) & 63));
            let bits = words.fold(0, |bits, word| bits | word);
            let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(0);
            Facts { main: half(bits), second: half(bits >> 32), ..Facts::default() }
        }
        Family::List | Family::Plain => Facts::default(),
    }
}

/// Levels of a postcode. Outside the UK a level is the code without its last one, two or three characters.
fn postcode_facts(text: &str) -> Facts {
    let cut = |by: usize| text.get(..text.len().saturating_sub(by)).unwrap_or("");
    if let Ok(postcode) = identifiers::Postcode::parse(text) {
        return Facts {
            main: short(postcode.sector().as_bytes()),
            second: short(postcode.outward().as_bytes()),
            third: short(postcode.area().as_bytes()),
        };
    }
    if text.len() < 4 {
        return Facts::default();
    }
    Facts {
        main: short(cut(1).as_bytes()),
        second: short(cut(2).as_bytes()),
        third: short(cut(3).as_bytes()),
    }
}

/// A number for a text that is the same on every machine and in every run.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64 ^ bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        state = mix(state ^ u64::from_be_bytes(*word));
    }
    mix(state ^ rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)))
}

/// One round of a number mixer (that of `SplitMix64`).
pub(crate) fn mix(number: u64) -> u64 {
    let mut number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    number = (number ^ number >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ number >> 31
}

/// A short hash that is never 0, which means none.
#[allow(clippy::cast_possible_truncation, reason = "the low half of a hash is a hash")]
fn short(bytes: &[u8]) -> u32 {
    (hash(bytes) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(dictionary: &mut Dictionary, text: &str) -> Option<u32> {
        dictionary.code(text, hash(text.as_bytes()))
    }

    #[test]
    fn a_value_keeps_its_code_while_the_dictionary_grows() {
        let mut dictionary = Dictionary::new(Family::Plain);
        let codes: Vec<u32> = (0..5_000).map(|n| of(&mut dictionary, &format!("v{n}")).unwrap()).collect();
        for (n, code) in codes.iter().enumerate() {
            assert_eq!(of(&mut dictionary, &format!("v{n}")), Some(*code));
            assert_eq!(dictionary.text(*code), format!("v{n}"));
        }
        assert_eq!(of(&mut dictionary, ""), Some(0));
        assert_eq!(dictionary.text(0), "");
    }

    #[test]
    fn postcodes_have_levels_here_and_elsewhere() {
        let (one, other) = (postcode_facts("SP11AA"), postcode_facts("SP11ZZ"));
        assert_eq!((one.main, one.second, one.third), (other.main, other.second, other.third));
        assert_ne!(one.main, postcode_facts("SP12AA").main);
        assert_eq!(one.second, postcode_facts("SP12AA").second);
        assert_eq!(postcode_facts("4011").main, postcode_facts("4012").main);
    }
}
