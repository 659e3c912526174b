//! Waterfall: steps that add up, as a picture beside the table that says the same.
//!
//! What holds: nothing is told by colour alone (what takes away is outlined, and its figure has a minus), all of it is in the
//! picture's description too, and there is no style in it. It is as wide as the narrowest screen, so that its letters can be read
//! there.

use std::fmt::{self, Display};

use askama::filters::HtmlSafe;

use super::{Escaped, Text};

/// The picture's measures.
const WIDTH: f64 = 300.0;
const ROW: f64 = 36.0;
const EDGE: f64 = 4.0;

/// One step.
#[derive(Debug, Clone)]
pub struct Fall {
    /// What it is.
    pub name: Text,
    /// How much it adds or takes away; for a sum, how much there is.
    pub change: f64,
    /// What it begins or ends with, rather than a change.
    pub is_sum: bool,
}

/// Steps that add up.
#[derive(Debug, Clone)]
pub struct Waterfall {
    /// Id of the picture, on which those of its words are built.
    pub id: Text,
    /// What it shows, in a few words.
    pub title: Text,
    /// The steps, in order.
    pub falls: Vec<Fall>,
}

/// A figure with its sign.
pub fn signed(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    if rounded == 0.0 {
        return "0.0".to_owned();
    }
    format!("{rounded:+.1}").replace('-', "−")
}

impl Waterfall {
    /// Each step with where it begins and ends.
    fn placed(&self) -> Vec<(&Fall, f64, f64)> {
        let mut at = 0.0;
        let mut placed = Vec::with_capacity(self.falls.len());
        for fall in &self.falls {
            let from = if fall.is_sum { 0.0 } else { at };
            at = from + fall.change;
            placed.push((fall, from, at));
        }
        placed
    }
}

impl Display for Waterfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let placed = self.placed();
        let ends = || placed.iter().flat_map(|(_, from, to)| [*from, *to]);
        let (least, most) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
        let at =
            |weight: f64| EDGE + (weight - least) / (most - least).max(1.0) * 2.0f64.mul_add(-EDGE, WIDTH);
        let rows = f64::from(u32::try_from(placed.len()).unwrap_or(u32::MAX));
        let (height, id) = (rows.mul_add(ROW, EDGE), Escaped(self.id.as_str()));
        write!(
            f,
            "<svg class=\"tc-waterfall\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" focusable=\"false\" \
             aria-labelledby=\"{id}-title {id}-words\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-words\">",
            Escaped(self.title.as_str())
        )?;
        for (number, fall) in self.falls.iter().enumerate() {
            let between = if number == 0 { "" } else { "; " };
            write!(f, "{between}{}: {}", Escaped(fall.name.as_str()), signed(fall.change))?;
        }
        write!(f, "</desc><path class=\"tc-waterfall__zero\" d=\"M{:.1} 0V{height}\"/>", at(0.0))?;
        let mut top = 0.0;
        for (fall, from, to) in placed {
            let (left, width) = (at(from.min(to)), (at(to) - at(from)).abs().max(1.0));
            let kind = if fall.change < 0.0 { "against" } else { "for" };
            write!(
                f,
                "<text class=\"tc-waterfall__words\" x=\"{EDGE}\" y=\"{:.0}\">{} {}</text><rect class=\"tc-waterfall__{kind}\" \
                 x=\"{left:.1}\" y=\"{:.0}\" width=\"{width:.1}\" height=\"12\"/>",
                top + 14.0,
                Escaped(fall.name.as_str()),
                signed(fall.change),
                top + 19.0,
            )?;
            top += ROW;
        }
        f.write_str("</svg>")
    }
}

impl HtmlSafe for Waterfall {}

#[cfg(test)]
mod tests {
    use super::*;

    fn fall(name: &str, change: f64, is_sum: bool) -> Fall {
        Fall { name: name.to_owned().into(), change, is_sum }
    }

    #[test]
    fn every_step_is_in_words_and_none_is_told_by_colour_alone() {
        let falls = vec![
            fall("Start", -18.0, true),
            fall("Family name <same>", 9.8, false),
            fall("Date of birth", -2.04, false),
            fall("Sum", -10.2, true),
        ];
        let picture = Waterfall { id: "w".into(), title: "How two records weigh".into(), falls };
        for (pair, placed) in picture.placed().windows(2).map(|two| (two[0], two[1])) {
            assert!(
                placed.0.is_sum || (placed.1 - pair.2).abs() < 1e-9,
                "each begins where the one before ended"
            );
        }
        let html = picture.to_string();
        let words = "Start: −18.0; Family name &lt;same&gt;: +9.8; Date of birth: −2.0; Sum: −10.2</desc>";
        assert!(html.contains(words), "{html}");
        assert!(html.contains("aria-labelledby=\"w-title w-words\"") && !html.contains("style="), "{html}");
        assert_eq!(html.matches("tc-waterfall__against").count(), 3, "what takes away is outlined");
        assert_eq!(signed(-0.04), "0.0");
    }
}
