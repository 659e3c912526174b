//! Lines: a text of any length, script and strangeness, broken so that no line is wider than it may be.
//!
//! Lines break where Unicode lets them; a word wider than a whole line breaks between letters. Words that run from right to
//! left stand in their places on a line, and are drawn in the order in which they are read.

use crate::{
    clean::printable,
    fonts::{Cut, Fonts, MISSING, Shaped},
    model::{Span, Text},
};
use krilla::text::KrillaGlyph;
use std::rc::Rc;
use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// A stretch of a line in one font and one direction.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Where it begins, from the line's own left.
    pub(crate) x: f32,
    pub(crate) cut: Cut,
    pub(crate) words: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
}

/// A line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    pub(crate) width: f32,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// In points.
    pub(crate) size: f32,
    /// The widest that a line may be, in points.
    pub(crate) width: f32,
    /// Whether all of it is strong.
    pub(crate) strong: bool,
}

/// What is broken into lines, and what was found missing on the way.
pub(crate) struct Breaker {
    pub(crate) fonts: Fonts,
    /// Whether a sign was met that no font holds.
    pub(crate) missed: bool,
}

/// A letter of a text, with where it comes from.
#[derive(Clone, Copy)]
struct Letter {
    at: usize,
    cut: Cut,
    level: Level,
}

/// A piece of a word in one font and one direction.
#[derive(Clone)]
struct Piece {
    words: String,
    cut: Cut,
    level: Level,
    shaped: Rc<Shaped>,
    space: bool,
}

impl Piece {
    fn width(&self, size: f32) -> f32 {
        self.shaped.width * size
    }
}

impl Breaker {
    pub(crate) fn new(fonts: Fonts) -> Self {
        Self { fonts, missed: false }
    }

    /// The lines of a text: one at least, so that nothing is without a place.
    pub(crate) fn lines(&mut self, text: &Text, setting: Setting) -> Vec<Line> {
        let mut lines = Vec::new();
        for (words, strong) in paragraphs(text, setting.strong) {
            self.paragraph(&words, &strong, setting, &mut lines);
        }
        lines
    }

    /// One line, however wide: numbers, bullets, what stands at the foot.
    pub(crate) fn line(&mut self, words: &str, size: f32) -> Line {
        let setting = Setting { size, width: f32::MAX, strong: false };
        let joined = printable(words).replace('\n', " ");
        self.lines(&Text::plain(joined), setting).into_iter().next().unwrap_or_default()
    }

    fn paragraph(&mut self, words: &str, strong: &[bool], setting: Setting, lines: &mut Vec<Line>) {
        let (words, letters) = self.letters(words, strong);
        let mut waiting: Vec<Piece> = Vec::new();
        let mut width = 0.0_f32;
        let mut from = 0;
        for (to, opportunity) in linebreaks(&words) {
            let segment = self.pieces(&words, &letters, from, to);
            from = to;
            let full: f32 = segment.iter().map(|piece| piece.width(setting.size)).sum();
            let spaces: f32 = segment
                .iter()
                .rev()
                .take_while(|piece| piece.space)
                .map(|piece| piece.width(setting.size))
                .sum();
            if !waiting.is_empty() && width + full - spaces > setting.width {
                lines.push(laid(&waiting, setting.size));
                waiting.clear();
                width = 0.0;
            }
            if full - spaces > setting.width {
                for piece in self.cut_up(segment, setting) {
                    let more = piece.width(setting.size);
                    if !piece.space && !waiting.is_empty() && width + more > setting.width {
                        lines.push(laid(&waiting, setting.size));
                        waiting.clear();
                        width = 0.0;
                    }
                    width += more;
                    waiting.push(piece);
                }
            } else {
                width += full;
                waiting.extend(segment);
            }
            if opportunity == BreakOpportunity::Mandatory {
                lines.push(laid(&waiting, setting.size));
                waiting.clear();
                width = 0.0;
            }
        }
        if !waiting.is_empty() || words.is_empty() {
            lines.push(laid(&waiting, setting.size));
        }
    }

    /// The letters that are printed, each with its font and direction; what no font holds is one [`MISSING`] sign a stretch.
    fn letters(&mut self, words: &str, strong: &[bool]) -> (String, Vec<Letter>) {
        let mut shown = String::with_capacity(words.len());
        let mut cuts = Vec::with_capacity(words.len());
        for (letter, strong) in words.chars().zip(strong) {
            let own = if *strong { Cut::Bold } else { Cut::Regular };
            match self.fonts.cut_for(letter, *strong) {
                Some(cut) => {
                    cuts.push((shown.len(), cut));
                    shown.push(letter);
                }
                None if shown.ends_with(MISSING) => {}
                None => {
                    self.missed = true;
                    cuts.push((shown.len(), own));
                    shown.push(MISSING);
                }
            }
        }
        let leftward = shown.chars().any(|letter| letter >= '\u{590}');
        let levels = leftward.then(|| BidiInfo::new(&shown, Some(Level::ltr())).levels);
        let level =
            |at: usize| levels.as_ref().and_then(|levels| levels.get(at)).copied().unwrap_or_else(Level::ltr);
        let letters = cuts.into_iter().map(|(at, cut)| Letter { at, cut, level: level(at) }).collect();
        (shown, letters)
    }

    /// The pieces of a stretch of a text: each in one font and direction, spaces apart.
    fn pieces(&mut self, words: &str, letters: &[Letter], from: usize, to: usize) -> Vec<Piece> {
        let first = letters.partition_point(|letter| letter.at < from);
        let last = letters.partition_point(|letter| letter.at < to);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut open: Option<(Letter, bool)> = None;
        for letter in letters.get(first..last).unwrap_or_default() {
            let space = words.get(letter.at..).is_some_and(|rest| rest.starts_with(' '));
            let same = open.is_some_and(|(one, spaces)| {
                one.cut == letter.cut && one.level == letter.level && spaces == space
            });
            if !same {
                if let Some((one, spaces)) = open {
                    pieces.extend(self.piece(words.get(one.at..letter.at), one, spaces));
                }
                open = Some((*letter, space));
            }
        }
        if let Some((one, spaces)) = open {
            pieces.extend(self.piece(words.get(one.at..to), one, spaces));
        }
        pieces
    }

    fn piece(&mut self, words: Option<&str>, letter: Letter, space: bool) -> Option<Piece> {
        let words = words?.to_owned();
        let shaped = self.fonts.shape(&words, letter.cut, letter.level.is_rtl());
        Some(Piece { words, cut: letter.cut, level: letter.level, shaped, space })
    }

    /// The same pieces, each no wider than a line.
    fn cut_up(&mut self, pieces: Vec<Piece>, setting: Setting) -> Vec<Piece> {
        let mut cut = Vec::new();
        for piece in pieces {
            if piece.width(setting.size) <= setting.width {
                cut.push(piece);
                continue;
            }
            let letter = Letter { at: 0, cut: piece.cut, level: piece.level };
            let mut advances: Vec<(usize, f32)> = piece
                .shaped
                .glyphs
                .iter()
                .map(|glyph| (glyph.text_range.start, glyph.x_advance * setting.size))
                .collect();
            advances.sort_by_key(|(at, _)| *at);
            let (mut from, mut width) = (0, 0.0);
            for (at, advance) in advances {
                // Half a letter's room is left: a stretch may be a little wider once it is shaped by itself.
                if width + advance > setting.width - setting.size / 2.0 && at > from {
                    cut.extend(self.piece(piece.words.get(from..at), letter, piece.space));
                    (from, width) = (at, 0.0);
                }
                width += advance;
            }
            cut.extend(self.piece(piece.words.get(from..), letter, piece.space));
        }
        cut
    }
}

/// A text between its line breaks: the letters, and whether each is strong.
fn paragraphs(text: &Text, all: bool) -> Vec<(String, Vec<bool>)> {
    let mut paragraphs = vec![(String::new(), Vec::new())];
    for Span { words, strong } in &text.0 {
        for letter in printable(words).chars() {
            if letter == '\n' {
                paragraphs.push((String::new(), Vec::new()));
            } else if let Some((open, marks)) = paragraphs.last_mut() {
                open.push(letter);
                marks.push(*strong || all);
            }
        }
    }
    paragraphs
}

/// A line of pieces: each in its place, in the order in which they are read.
fn laid(pieces: &[Piece], size: f32) -> Line {
    let words = pieces.iter().rposition(|piece| !piece.space).map_or(0, |last| last + 1);
    // Spaces at the end of a line belong to the line, whatever they follow.
    let levels: Vec<Level> = pieces
        .iter()
        .enumerate()
        .map(|(number, piece)| if number < words { piece.level } else { Level::ltr() })
        .collect();
    let mut places = vec![0.0_f32; pieces.len()];
    let (mut x, mut width) = (0.0, 0.0_f32);
    for number in BidiInfo::reorder_visual(&levels) {
        if let (Some(place), Some(piece)) = (places.get_mut(number), pieces.get(number)) {
            *place = x;
            x += piece.width(size);
            if number < words {
                width = width.max(x);
            }
        }
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<Level> = None;
    for ((piece, x), level) in pieces.iter().zip(places).zip(levels) {
        match runs.last_mut() {
            // What goes on from left to right in the same font is drawn at once.
            Some(run) if run.cut == piece.cut && !level.is_rtl() && last == Some(level) => {
                let shift = run.words.len();
                run.words.push_str(&piece.words);
                run.glyphs.extend(piece.shaped.glyphs.iter().cloned().map(|mut glyph| {
                    glyph.text_range = glyph.text_range.start + shift..glyph.text_range.end + shift;
                    glyph
                }));
            }
            _ => runs.push(Run {
                x,
                cut: piece.cut,
                words: piece.words.clone(),
                glyphs: piece.shaped.glyphs.clone(),
            }),
        }
        last = Some(level);
    }
    Line { runs, width }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: f32) -> (Vec<Line>, bool) {
        let mut breaker = Breaker::new(Fonts::new().expect("fonts"));
        let setting = Setting { size: 12.0, width, strong: false };
        (breaker.lines(&Text::plain(text), setting), breaker.missed)
    }

    fn said(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.runs.iter().map(|run| run.words.as_str()).collect()).collect()
    }

    #[test]
    fn no_line_is_too_wide_and_no_letter_is_lost() {
        let long = "W".repeat(10_000);
        let mixed = format!("{long} Ada محمد 12 שלום {} end", "ab ".repeat(300));
        for width in [451.0, 90.0, 20.0] {
            for text in
                [long.as_str(), mixed.as_str(), "a b c d e f", "Llanfairpwllgwyngyllgogerychwyrndrobwll"]
            {
                let (lines, missed) = set(text, width);
                assert!(!missed);
                assert!(
                    lines.iter().all(|line| line.width <= width),
                    "{width}: {:?}",
                    lines.iter().map(|line| line.width).fold(0.0, f32::max)
                );
                assert_eq!(said(&lines).concat(), text);
            }
        }
    }

    #[test]
    fn runs_of_a_line_do_not_overlap_and_are_in_reading_order() {
        let (lines, _) = set("From محمد علي to שלום, 12 May", 451.0);
        let [line] = lines.as_slice() else { panic!("one line") };
        let order: Vec<&str> = line.runs.iter().map(|run| run.words.as_str()).collect();
        assert!(order.iter().position(|one| *one == "محمد") < order.iter().position(|one| *one == "علي"));
        let mut places: Vec<(f32, f32)> = line
            .runs
            .iter()
            .map(|run| (run.x, run.x + run.glyphs.iter().map(|glyph| glyph.x_advance * 12.0).sum::<f32>()))
            .collect();
        places.sort_by(|one, other| one.0.total_cmp(&other.0));
        assert!(places.windows(2).all(|two| two[0].1 <= two[1].0 + 0.01), "{places:?}");
        let at = |word| line.runs.iter().find(|run| run.words == word).map(|run| run.x).expect("a run");
        assert!(at("محمد") > at("علي"), "what is read first stands to the right");
    }

    #[test]
    fn what_no_font_holds_is_one_sign_and_is_noticed() {
        let (lines, missed) = set("Ada 🚀🚀 Crane", 451.0);
        assert!(missed);
        assert_eq!(said(&lines), ["Ada \u{fffd} Crane"]);
        assert_eq!(said(&set("one\n\ntwo", 451.0).0), ["one", "", "two"]);
        assert_eq!(said(&set("", 451.0).0), [""]);
    }
}
