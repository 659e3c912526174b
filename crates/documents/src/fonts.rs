//! The fonts, which of them holds a letter, and how words are made of their glyphs.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer, ttf_parser::GlyphId as FaceGlyph};
use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

static REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");
static ARABIC: &[u8] = include_bytes!("../fonts/NotoSansArabic-Regular.ttf");
static HEBREW: &[u8] = include_bytes!("../fonts/NotoSansHebrew-Regular.ttf");

/// What is printed for a sign that no font holds.
pub(crate) const MISSING: char = '\u{fffd}';
/// Words whose glyphs are remembered.
const REMEMBERED: usize = 20_000;

/// A font of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Cut {
    Regular,
    Bold,
    Arabic,
    Hebrew,
}

/// A word as glyphs. Lengths are in parts of the size it is set in.
#[derive(Debug)]
pub(crate) struct Shaped {
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) width: f32,
}

struct Typeface {
    face: Face<'static>,
    font: Font,
}

/// The fonts of one document.
pub(crate) struct Fonts {
    regular: Typeface,
    bold: Typeface,
    arabic: Typeface,
    hebrew: Typeface,
    known: HashMap<(Cut, bool, String), Rc<Shaped>>,
}

impl Typeface {
    fn of(data: &'static [u8]) -> Option<Self> {
        Some(Self { face: Face::from_slice(data, 0)?, font: Font::new(data.into(), 0)? })
    }

    fn holds(&self, letter: char) -> bool {
        self.face.glyph_index(letter).is_some_and(|glyph| glyph != FaceGlyph(0))
    }
}

impl Fonts {
    /// The fonts, which are in the program: none only where they were damaged when it was built.
    pub(crate) fn new() -> Option<Self> {
        Some(Self {
            regular: Typeface::of(REGULAR)?,
            bold: Typeface::of(BOLD)?,
            arabic: Typeface::of(ARABIC)?,
            hebrew: Typeface::of(HEBREW)?,
            known: HashMap::new(),
        })
    }

    fn typeface(&self, cut: Cut) -> &Typeface {
        match cut {
            Cut::Regular => &self.regular,
            Cut::Bold => &self.bold,
            Cut::Arabic => &self.arabic,
            Cut::Hebrew => &self.hebrew,
        }
    }

    /// The font, for drawing.
    pub(crate) fn font(&self, cut: Cut) -> Font {
        self.typeface(cut).font.clone()
    }

    /// Which font holds a letter, with preference for the one it is to be set in.
    pub(crate) fn cut_for(&self, letter: char, strong: bool) -> Option<Cut> {
        let own = if strong { Cut::Bold } else { Cut::Regular };
        [own, Cut::Arabic, Cut::Hebrew].into_iter().find(|cut| self.typeface(*cut).holds(letter))
    }

    /// A word as glyphs of one font, from left to right or from right to left.
    pub(crate) fn shape(&mut self, word: &str, cut: Cut, leftward: bool) -> Rc<Shaped> {
        let key = (cut, leftward, word.to_owned());
        if let Some(known) = self.known.get(&key) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(shape(&self.typeface(cut).face, word, leftward));
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(key, Rc::clone(&shaped));
        shaped
    }
}

#[expect(clippy::cast_precision_loss, reason = "units of a font are small numbers")]
fn shape(face: &Face<'_>, word: &str, leftward: bool) -> Shaped {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(word);
    buffer.guess_segment_properties();
    buffer.set_direction(if leftward { Direction::RightToLeft } else { Direction::LeftToRight });
    let out = rustybuzz::shape(face, &[], buffer);
    let per_em = face.units_per_em() as f32;
    let ends: BTreeSet<usize> = out
        .glyph_infos()
        .iter()
        .map(|glyph| usize::try_from(glyph.cluster).unwrap_or_default())
        .chain([word.len()])
        .collect();
    let glyphs = out.glyph_infos().iter().zip(out.glyph_positions()).map(|(glyph, position)| {
        let from = usize::try_from(glyph.cluster).unwrap_or_default();
        let to = ends.range(from.saturating_add(1)..).next().copied().unwrap_or(word.len());
        KrillaGlyph {
            glyph_id: GlyphId::new(glyph.glyph_id),
            text_range: from..to,
            x_advance: position.x_advance as f32 / per_em,
            x_offset: position.x_offset as f32 / per_em,
            y_offset: position.y_offset as f32 / per_em,
            y_advance: position.y_advance as f32 / per_em,
            location: None,
        }
    });
    let glyphs: Vec<KrillaGlyph> = glyphs.collect();
    let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
    Shaped { glyphs, width }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_wales_and_of_the_world_have_glyphs() {
        let fonts = Fonts::new().expect("fonts");
        for strong in [false, true] {
            for letter in "ŵŷŴŶâêîôûïÿ Łukasz Đặng Nguyễn İçöğü Żółć ΑλέξανδροςДмитрий «»‘’“”–—…•£€".chars()
            {
                assert!(fonts.cut_for(letter, strong).is_some(), "{letter}");
            }
        }
        assert_eq!(fonts.cut_for('م', true), Some(Cut::Arabic));
        assert_eq!(fonts.cut_for('ש', false), Some(Cut::Hebrew));
        assert_eq!(fonts.cut_for('🚀', false), None);
        assert_eq!(fonts.cut_for(MISSING, false), Some(Cut::Regular));
    }

    #[test]
    fn glyphs_of_a_word_cover_it_and_none_is_missing() {
        let mut fonts = Fonts::new().expect("fonts");
        for (word, cut, leftward) in
            [("affidavit", Cut::Regular, false), ("ŵyr", Cut::Bold, false), ("محمد", Cut::Arabic, true)]
        {
            let shaped = fonts.shape(word, cut, leftward);
            let mut covered: Vec<_> = shaped.glyphs.iter().map(|glyph| glyph.text_range.clone()).collect();
            covered.sort_by_key(|range| range.start);
            assert_eq!(covered.first().map(|range| range.start), Some(0));
            assert_eq!(covered.last().map(|range| range.end), Some(word.len()));
            assert!(shaped.glyphs.iter().all(|glyph| glyph.glyph_id != GlyphId::new(0)));
            assert!(shaped.width > 0.0);
        }
    }
}
