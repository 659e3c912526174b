//! Pictures of what the library says, as SVG: why a pair scores as it does, and what a threshold costs.
//!
//! What holds: each picture has a title and a description that say all that it shows, in words; nothing is told by colour alone; there are no
//! styles and no scripts in it, so that it may stand in a page whose policy forbids both. Text is in the one font family that every
//! viewer has. Deliberately not here: where a picture lies, and any other language than English.

mod curve;
mod waterfall;

use std::fmt::Write as _;

pub use curve::{Threshold, curve};
pub use waterfall::waterfall;

/// Ink, and what stands back behind it; both are told apart from white by everybody.
const INK: &str = "#0b0c0c";
const PALE: &str = "#505a5f";
const BAR: &str = "#1d70b8";

/// A picture that is being drawn.
struct Drawing {
    body: String,
    width: f64,
    height: f64,
}

/// Where text stands to the place that it is given.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl Drawing {
    fn new(width: f64, height: f64) -> Self {
        Self { body: String::new(), width, height }
    }

    fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let text = escaped(text);
        let _ = writeln!(self.body, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>");
    }

    fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), ink: &str) {
        let _ = writeln!(
            self.body,
            "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{ink}\"/>"
        );
    }

    /// A bar from one place to another, filled, or outlined where it takes away.
    fn bar(&mut self, from: f64, to: f64, y: f64, height: f64, filled: bool) {
        let (left, width) = (from.min(to), (to - from).abs().max(1.0));
        let fill = if filled { BAR } else { "#ffffff" };
        let _ = writeln!(
            self.body,
            "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\" stroke=\"{BAR}\" \
             stroke-width=\"2\"/>"
        );
    }

    /// A line through places, broken where it is not the first of its picture.
    fn path(&mut self, places: &[(f64, f64)], is_broken: bool) {
        let mut points = String::new();
        for (x, y) in places {
            let _ = write!(points, "{x:.1},{y:.1} ");
        }
        let dashes = if is_broken { " stroke-dasharray=\"6 4\"" } else { "" };
        let _ = writeln!(
            self.body,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"2\"{dashes}/>",
            points.trim_end()
        );
    }

    fn finished(self, title: &str, description: &str) -> String {
        let Self { body, width, height } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" \
             aria-labelledby=\"title description\" font-family=\"arial, sans-serif\" font-size=\"14\" fill=\"{INK}\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
             <rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"#ffffff\"/>\n{body}</svg>\n",
            escaped(title),
            escaped(description)
        )
    }
}

/// Text that cannot be taken for a part of the picture; what XML cannot hold at all becomes a blank.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

/// At most so many letters of a text, with a mark where some were left out.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{kept}…")
}
