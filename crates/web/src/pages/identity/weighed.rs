//! How two records weigh, step by step: a table and a picture of the same, for those who ask.

use super::waiting::likely;
use crate::{
    html_safe,
    kit::{Cell, Details, Fall, Html, Table, Waterfall, signed},
    words as spoken,
};
use app::identity::Weighing;
use askama::Template;

/// What a figure means, and what is left out.
#[derive(Debug, Template)]
#[template(ext = "html", source = r#"<p class="govuk-body">{{ words }}</p>"#)]
struct Words {
    words: String,
}

html_safe!(Words);

fn words(words: String) -> Html {
    Html::of(&Words { words })
}

/// One in how many, in two digits: nobody knows it better. `weight` is log₂ of the odds.
fn once_in(weight: f64) -> String {
    let one_in = (-weight).exp2().clamp(1.0, 1e15);
    let digits = 10_f64.powf((one_in.log10().floor() - 1.0).max(0.0));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between one and 10¹⁵")]
    let rounded = ((one_in / digits).round() * digits) as u64;
    spoken::thousands(rounded)
}

/// What begins, what is compared and what comes of it: what it is, what was found, and how much it says.
fn steps(weighing: &Weighing) -> Vec<(String, String, f64, bool)> {
    let start =
        format!("two records taken at random are one person’s about once in {}", once_in(weighing.start));
    let mut steps = vec![("Start".to_owned(), start, weighing.start, true)];
    for step in &weighing.steps {
        steps.push((step.compared.to_owned(), step.found.to_owned(), step.weight, false));
    }
    let together = "names change, relatives share a family name, and some people have the same name";
    steps.push(("Taken together".to_owned(), together.to_owned(), weighing.together, false));
    steps.push((
        "Sum".to_owned(),
        format!("{} are one person", likely(weighing.probability)),
        weighing.weight,
        true,
    ));
    steps
}

/// How likely it is and why, folded up under one line.
pub(super) fn details(weighing: &Weighing, who: &str) -> Html {
    let steps = steps(weighing);
    let rows = steps.iter().map(|(name, found, weight, _)| {
        vec![name.clone().into(), found.clone().into(), Cell::number(signed(*weight))]
    });
    let head = [Cell::from("Compared"), Cell::from("Found"), Cell::number("Weight")];
    let caption = format!("What speaks for {who} being this person, and against");
    let table = Table::new(caption, head, rows).rows_named().dense();
    let falls = steps.iter().map(|(name, _, weight, is_sum)| Fall {
        name: name.clone().into(),
        change: *weight,
        is_sum: *is_sum,
    });
    let picture = Waterfall {
        id: "weighed".into(),
        title: format!("How this record and that of {who} weigh").into(),
        falls: falls.collect(),
    };
    let note = "A plus speaks for one person, a minus against. Each 1 doubles or halves the odds, so 10 is about a thousand times. \
                Only what stands in these two records is weighed; what one of them lacks says nothing. It is a help for whoever decides \
                and no decision.";
    let body = Html::join([words(note.to_owned()), Html::of(&table), Html::of(&picture)], "\n");
    let summary = format!("Why: among pairs like this, {} are one person", likely(weighing.probability));
    Html::of(&Details { open: true, ..Details::new(summary, body) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_is_told_in_two_digits() {
        assert_eq!(once_in(-18.9316), "500,000");
        assert_eq!(once_in(-6.658), "100");
        assert_eq!(once_in(-2.0), "4");
        assert_eq!(once_in(3.0), "1");
    }
}
