//! Precision over recall, of pairs at every cut and of clusters at some: what a threshold costs.

use std::fmt::Write as _;

use super::{Anchor, Drawing, PALE};
use crate::evaluate::{Counts, Evaluation};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 560.0;
/// Where the curve may lie.
const LEFT: f64 = 72.0;
const RIGHT: f64 = 688.0;
const TOP: f64 = 64.0;
const BOTTOM: f64 = 448.0;
/// Places nearer to each other than this are one.
const FINE: f64 = 0.5;

/// What pairs and clusters are at a threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// The least match weight.
    pub weight: f64,
    /// Pairs of at least this weight.
    pub pairs: Counts,
    /// Clusters resolved at this weight.
    pub clusters: Counts,
}

/// The curve of precision over recall: pairs as a solid line with squares at the thresholds, clusters as a broken line with circles, and
/// the weight beside each square.
pub fn curve(found: &Evaluation, thresholds: &[Threshold]) -> String {
    let mut drawing = Drawing::new(WIDTH, HEIGHT);
    let least = thresholds.iter().flat_map(|own| [own.pairs, own.clusters]);
    let least = least.filter(|own| own.right > 0).map(|own| own.precision()).fold(1.0, f64::min);
    // Precision begins at the tenth below the least, so that what differs is seen.
    let floor = ((least * 10.0).ceil() / 10.0 - 0.1).clamp(0.0, 0.9);
    let place = |counts: &Counts| {
        let high = ((counts.precision() - floor) / (1.0 - floor)).clamp(0.0, 1.0);
        (LEFT + counts.recall() * (RIGHT - LEFT), BOTTOM - high * (BOTTOM - TOP))
    };
    axes(&mut drawing, floor);
    let cuts = found.cuts().iter().map(|cut| cut.counts).filter(|counts| counts.right > 0);
    drawing.path(&thinned(cuts.map(|counts| place(&counts))), false);
    let clusters: Vec<(f64, f64)> = thresholds
        .iter()
        .map(|own| own.clusters)
        .filter(|own| own.right > 0)
        .map(|own| place(&own))
        .collect();
    drawing.path(&clusters, true);
    for (x, y) in clusters {
        let _ = writeln!(
            drawing.body,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"#ffffff\" stroke=\"{PALE}\" stroke-width=\"2\"/>"
        );
    }
    let mut labelled: Option<(f64, f64)> = None;
    for own in thresholds.iter().filter(|own| own.pairs.right > 0) {
        let (x, y) = place(&own.pairs);
        let _ = writeln!(
            drawing.body,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"8\" height=\"8\"/>",
            x - 4.0,
            y - 4.0
        );
        // Weights that would be written over each other are left to the description.
        if labelled.is_none_or(|(a, b)| (a - x).abs() > 24.0 || (b - y).abs() > 16.0) {
            drawing.text((x - 8.0, y + 18.0), Anchor::End, &format!("{}", own.weight));
            labelled = Some((x, y));
        }
    }
    let best = found.best().map_or(0.0, |cut| cut.counts.f1());
    let title = format!("Precision and recall by match weight: best F1 of pairs {best:.4}");
    drawing.text((16.0, 28.0), Anchor::Start, &title);
    let key =
        "Solid line and squares: pairs, with the least weight beside. Broken line and circles: clusters.";
    drawing.text((16.0, HEIGHT - 20.0), Anchor::Start, key);
    drawing.finished(&title, &described(thresholds))
}

fn axes(drawing: &mut Drawing, floor: f64) {
    for step in 0..=5_u8 {
        let share = f64::from(step) / 5.0;
        let y = BOTTOM - share * (BOTTOM - TOP);
        drawing.line((LEFT, y), (RIGHT, y), if step == 0 { PALE } else { "#b1b4b6" });
        drawing.text((LEFT - 8.0, y + 5.0), Anchor::End, &format!("{:.2}", floor + share * (1.0 - floor)));
        let x = LEFT + share * (RIGHT - LEFT);
        drawing.line((x, BOTTOM), (x, BOTTOM + 6.0), PALE);
        drawing.text((x, BOTTOM + 22.0), Anchor::Middle, &format!("{share:.1}"));
    }
    drawing.text((LEFT, TOP - 14.0), Anchor::Start, "Precision: of what was found, the share that is right");
    let recall = "Recall: of what is true, the share that was found";
    drawing.text((f64::midpoint(LEFT, RIGHT), BOTTOM + 48.0), Anchor::Middle, recall);
}

/// Without places that nobody could tell from the one before; the last stays.
fn thinned(places: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    let mut left_out = None;
    for place in places {
        if kept.last().is_some_and(|last| (last.0 - place.0).hypot(last.1 - place.1) < FINE) {
            left_out = Some(place);
        } else {
            kept.push(place);
            left_out = None;
        }
    }
    kept.extend(left_out);
    kept
}

/// The thresholds in words.
fn described(thresholds: &[Threshold]) -> String {
    let said = thresholds.iter().map(|own| {
        let figures = |counts: &Counts| {
            format!(
                "precision {:.4}, recall {:.4}, F1 {:.4}",
                counts.precision(),
                counts.recall(),
                counts.f1()
            )
        };
        format!("Weight {}: pairs {}; clusters {}.", own.weight, figures(&own.pairs), figures(&own.clusters))
    });
    said.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Truth;
    use crate::score::ScoredPair;

    #[test]
    fn thresholds_are_told_in_words_and_the_curve_stays_small() {
        let labels: Vec<String> = (0..4_000).map(|row| (row / 2).to_string()).collect();
        let truth = Truth::of_labels(labels.iter().map(String::as_str));
        let pairs: Vec<ScoredPair> = (0..3_999)
            .filter(|left| left % 2 == 0 || left % 7 == 0)
            .map(|left| ScoredPair { left, right: left + 1, weight: f64::from(left % 911) / 60.0 })
            .collect();
        let found = Evaluation::new(&truth, &pairs);
        let at = |weight: f64| Threshold { weight, pairs: found.at(weight), clusters: found.at(weight) };
        let svg = curve(&found, &[at(0.0), at(5.0), at(10.5), at(99.0)]);
        assert!(
            svg.contains("<title id=\"title\">Precision and recall by match weight: best F1 of pairs 0.93"),
            "{svg}"
        );
        let counts = found.at(10.5);
        let words =
            format!("Weight 10.5: pairs precision {:.4}, recall {:.4}", counts.precision(), counts.recall());
        assert!(svg.contains(&words), "{words}");
        assert!(svg.contains("Weight 99: pairs precision 0.0000"), "nothing found is said, not drawn");
        assert_eq!(svg.matches("r=\"4\"").count(), 3);
        assert!(svg.contains("stroke-dasharray") && svg.len() < 60_000, "{}", svg.len());
    }

    #[test]
    fn nothing_found_is_a_picture_all_the_same() {
        let truth = Truth::of_labels(["a", "a"]);
        let svg = curve(&Evaluation::new(&truth, &[]), &[]);
        assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN"));
    }

    #[test]
    fn places_that_cannot_be_told_apart_are_one_but_the_last_stays() {
        let places = [(0.0, 0.0), (0.1, 0.0), (0.2, 0.0), (5.0, 0.0), (5.1, 0.0)];
        assert_eq!(thinned(places.into_iter()), [(0.0, 0.0), (5.0, 0.0), (5.1, 0.0)]);
    }
}
