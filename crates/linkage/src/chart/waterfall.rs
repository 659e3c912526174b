//! The steps from the odds before anything was compared to the odds of all told, one bar under the other.

use super::{Anchor, Drawing, PALE, short};
use crate::explain::Explanation;

const WIDTH: f64 = 960.0;
/// Where bars may lie.
const BARS: (f64, f64) = (560.0, 880.0);
const ROW: f64 = 28.0;
const TOP: f64 = 64.0;

/// One step.
struct Step {
    name: String,
    level: String,
    /// Of the left record and of the right, where they differ.
    values: Vec<String>,
    from: f64,
    to: f64,
    /// What it begins or ends with, rather than a change.
    is_sum: bool,
}

/// The account of a pair as a waterfall: filled bars speak for one person, outlined ones against it, and each weight is written beside
/// its bar.
pub fn waterfall(told: &Explanation) -> String {
    let steps = steps(told);
    let rows = f64::from(u32::try_from(steps.len()).unwrap_or(u32::MAX));
    let mut drawing = Drawing::new(WIDTH, TOP + rows * ROW + 56.0);
    let ends = || steps.iter().flat_map(|step| [step.from, step.to]);
    let (least, most) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    let at = |weight: f64| BARS.0 + (weight - least) / (most - least).max(1.0) * (BARS.1 - BARS.0);
    let bottom = TOP + rows * ROW;
    for (x, name) in [(16.0, "Compared"), (150.0, "Found"), (330.0, "Left and right record")] {
        drawing.text((x, TOP - 20.0), Anchor::Start, name);
    }
    drawing.text((BARS.1 + 64.0, TOP - 20.0), Anchor::End, "Weight");
    drawing.line((at(0.0), TOP - 8.0), (at(0.0), bottom + 4.0), PALE);
    drawing.text((at(0.0), bottom + 20.0), Anchor::Middle, "0: as likely as not");
    let mut y = TOP;
    for step in &steps {
        let change = if step.is_sum { step.to } else { step.to - step.from };
        drawing.text((16.0, y + 17.0), Anchor::Start, &short(&step.name, 17));
        drawing.text((150.0, y + 17.0), Anchor::Start, &short(&step.level, 25));
        drawing.text((330.0, y + 17.0), Anchor::Start, &short(&step.drawn(), 32));
        drawing.bar(at(step.from), at(step.to), y + 4.0, ROW - 10.0, change >= 0.0);
        drawing.text((BARS.1 + 64.0, y + 17.0), Anchor::End, &format!("{change:+.2}"));
        y += ROW;
    }
    let title = format!(
        "Match weight {:+.2}: probability {:.4} that they are one person",
        told.weight, told.probability
    );
    drawing.text((16.0, 24.0), Anchor::Start, &title);
    let key = "Filled bars speak for one person, outlined bars against; each 1 doubles or halves the odds.";
    drawing.text((16.0, bottom + 44.0), Anchor::Start, key);
    drawing.finished(&title, &described(&steps))
}

fn steps(told: &Explanation) -> Vec<Step> {
    let sum = |name: &str, to: f64| Step {
        name: name.to_owned(),
        level: String::new(),
        values: Vec::new(),
        from: 0.0,
        to,
        is_sum: true,
    };
    let mut steps = vec![sum("before", told.prior)];
    let mut at = told.prior;
    let mut step = |name: &str, level: String, values: Vec<String>, weight: f64| {
        let from = at;
        at += weight;
        Step { name: name.to_owned(), level, values, from, to: at, is_sum: false }
    };
    for field in &told.fields {
        let level = field.level.as_deref().unwrap_or("says nothing");
        let level = if field.tf_weight.abs() >= 0.05 {
            format!("{level} (rarity {:+.1})", field.tf_weight)
        } else {
            level.to_owned()
        };
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
        let values = match (&field.left, &field.right) {
            (None, None) => Vec::new(),
            (left, right) if left == right => vec![value(left)],
            (left, right) => vec![value(left), value(right)],
        };
        steps.push(step(&field.comparison, level, values, field.weight));
    }
    steps.push(step("taken together", String::new(), Vec::new(), told.stories_weight));
    steps.push(sum("all told", told.weight));
    steps
}

impl Step {
    /// The values as far as there is room for them.
    fn drawn(&self) -> String {
        match self.values.as_slice() {
            [left, right] => format!("{} / {}", short(left, 14), short(right, 14)),
            values => values.concat(),
        }
    }
}

/// The same in words.
fn described(steps: &[Step]) -> String {
    let said = steps.iter().map(|step| {
        let change = if step.is_sum { step.to } else { step.to - step.from };
        let parts = [step.level.clone(), step.values.join(" / ")];
        let found = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let found = if found.is_empty() { found } else { format!(" ({found})") };
        format!("{}{found}: {change:+.2}", step.name)
    });
    said.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::escaped;
    use crate::explain::FieldWeight;

    fn told() -> Explanation {
        let field =
            |comparison: &str, level: Option<&str>, left: Option<&str>, right: Option<&str>, weight: f64| {
                FieldWeight {
                    comparison: comparison.to_owned(),
                    level: level.map(str::to_owned),
                    left: left.map(str::to_owned),
                    right: right.map(str::to_owned),
                    weight,
                    tf_weight: if weight > 10.0 { 2.0 } else { 0.0 },
                }
            };
        Explanation {
            prior: -12.0,
            fields: vec![
                field("surname", Some("same"), Some("o<brien> & \"co\""), Some("o<brien> & \"co\""), 11.0),
                field(
                    "birth_date",
                    Some("differs"),
                    Some("12 March 1984, as he said"),
                    Some("19840412"),
                    -4.5,
                ),
                field("postcode", None, None, None, 0.0),
            ],
            stories_weight: 1.25,
            stories: Vec::new(),
            weight: -4.25,
            probability: 0.05,
        }
    }

    #[test]
    fn every_step_is_told_in_words_and_none_by_colour_alone() {
        let svg = waterfall(&told());
        let (_, rest) = svg.split_once("<desc id=\"description\">").unwrap();
        let (words, picture) = rest.split_once("</desc>").unwrap();
        for step in [
            "before: -12.00",
            "surname (same (rarity +2.0), o&lt;brien&gt; &amp; &quot;co&quot;): +11.00",
            "birth_date (differs, 12 March 1984, as he said / 19840412): -4.50",
            "postcode (says nothing): +0.00",
            "taken together: +1.25",
            "all told: -4.25",
        ] {
            assert!(words.contains(step), "{step} in {words}");
        }
        // What is filled is what has a plus beside it.
        for weight in ["-12.00", "+11.00", "-4.50", "+0.00", "+1.25", "-4.25"] {
            let before = picture.split(&format!(">{weight}<")).next().unwrap();
            let (_, bar) = before.rsplit_once("<rect").unwrap();
            assert_eq!(bar.contains("fill=\"#ffffff\""), weight.starts_with('-'), "{weight}");
        }
        assert!(!svg.contains("style=") && !svg.contains("<brien"));
    }

    #[test]
    fn bars_begin_where_the_one_before_ended() {
        let steps = steps(&told());
        for pair in steps.windows(2).filter(|pair| !pair[1].is_sum) {
            assert!((pair[0].to - pair[1].from).abs() < 1e-9);
        }
        let last = &steps[steps.len() - 2..];
        assert!((last[0].to - last[1].to).abs() < 1e-9, "the steps add up");
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(escaped("a\u{0}b\u{b}c'"), "a b c&#39;");
    }
}
