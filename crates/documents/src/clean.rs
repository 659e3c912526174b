//! What of a text is printed: its letters, spaces and line breaks, and nothing that steers a reader or a printer.
//!
//! Signs that show nothing and only change how others are shown (controls, direction marks, joiners, private and invisible
//! signs) are dropped: with them a text could be shown as something that it is not.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Marks over and under one letter: no language sets more, and more would climb over the lines beside it.
const MARKS: usize = 3;
/// Letters of a title.
const LONGEST: usize = 300;

/// The text without signs that are not printed; each kind of line break is `\n`, each other white space a space.
pub(crate) fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut letters = text.nfc().peekable();
    let mut marks = 0;
    while let Some(letter) = letters.next() {
        marks = if is_combining_mark(letter) { marks + 1 } else { 0 };
        if marks > MARKS {
            continue;
        }
        match letter {
            '\r' => {
                if letters.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\t' => clean.push(' '),
            letter if letter.is_control() || shows_nothing(letter) => {}
            // Spaces of other widths than a font's own are all the same to a reader.
            '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' | '\u{1680}' => clean.push(' '),
            letter => clean.push(letter),
        }
    }
    clean
}

/// The text on one line, for a title: never empty, never longer than a reader shows.
pub(crate) fn title(text: &str) -> String {
    let one_line = printable(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.is_empty() { "–".to_owned() } else { one_line.chars().take(LONGEST).collect() }
}

const fn shows_nothing(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}'
        | '\u{e0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_dropped_and_letters_are_put_together() {
        assert_eq!(printable("a\u{202e}b\u{0}c\u{feff}d\u{e000}\u{1b}[31m\u{ad}e"), "abcd[31me");
        assert_eq!(printable("Sw\u{302}n\r\nCaryl\rx\u{2028}y\tz"), "Sŵn\nCaryl\nx\ny z");
        assert_eq!(printable(&format!("q{}r", "\u{301}".repeat(90))), "q\u{301}\u{301}\u{301}r");
        assert_eq!(printable("👩\u{200d}🚀\u{fe0f}"), "👩🚀");
    }
}
