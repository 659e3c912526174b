//! Text as it is compared: lower case, without accents, without what typists add. Two spellings that a clerk
//! would call the same are the same text afterwards.
//!
//! Letters of other scripts stay as they are; nothing is guessed and nothing that carries meaning is dropped.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, no accents, single spaces; control characters count as spaces.
pub fn fold(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || (33..=64).contains(&byte);
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    if text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    let mut folded = String::with_capacity(text.len());
    let mut push = |letter: char| {
        if letter.is_whitespace() || letter.is_control() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            folded.push(letter);
        }
    };
    if text.is_ascii() {
        text.chars().map(|letter| letter.to_ascii_lowercase()).for_each(push);
    } else {
        for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
            match spelled_out(letter) {
                Some(letters) => letters.chars().for_each(&mut push),
                None => letter.to_lowercase().for_each(&mut push),
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    Cow::Owned(folded)
}

/// Letters that no decomposition turns into plain ones, as passports write them.
fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' | 'Ł' => "l",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ß' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        '’' | '‘' | 'ʼ' => "'",
        '–' | '—' => "-",
        _ => return None,
    })
}

/// A name's words: letters and digits, with apostrophes dropped and all else a gap; a title in front goes.
pub fn name(text: &str) -> String {
    words(&fold(text))
}

/// The same, of folded text.
pub fn words(folded: &str) -> String {
    if folded.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return folded.to_owned();
    }
    let mut words = String::with_capacity(folded.len());
    for letter in folded.chars() {
        if letter.is_alphanumeric() {
            words.push(letter);
        } else if letter != '\'' && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    match words.split_once(' ') {
        Some((title, rest)) if TITLES.contains(&title) => rest.to_owned(),
        _ => words,
    }
}

const TITLES: [&str; 10] = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "rev", "master"];

/// Letters and digits in upper case: an identifier or a postcode however it is spaced.
pub fn compact(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

/// Digits alone.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// What people type when they have nothing to type.
pub fn says_nothing(folded: &str) -> bool {
    const NOTHING: [&str; 12] =
        ["", "-", "?", "n/a", "na", "nan", "none", "null", "nk", "not known", "unknown", "nil"];
    NOTHING.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_a_clerk_calls_the_same_become_the_same() {
        for (typed, folded) in [
            ("  JOSÉ  García ", "jose garcia"),
            ("Łukasz", "lukasz"),
            ("O’Brien", "o'brien"),
            ("Ollie\t\nTwist", "ollie twist"),
            ("plain", "plain"),
        ] {
            assert_eq!(fold(typed), folded);
        }
        assert_eq!(name("O'Brien-Smith"), "obrien smith");
        assert_eq!(name("Mrs. Ann  Siân"), "ann sian");
        assert_eq!(name("Mr"), "mr", "a title alone is a name: Mr could be anything");
        assert_eq!(compact("sp1 1aa"), "SP11AA");
    }

    #[test]
    fn other_scripts_are_kept() {
        assert_eq!(fold("Иван"), "иван");
    }
}
