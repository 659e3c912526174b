//! How two records weigh, step by step: a table and a picture of the same, for those who ask.

use super::waiting::likely;
use crate::{
    html_safe,
    kit::{Cell, Details, Fall, Html, Table, Waterfall, signed},
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

/// What begins, what is compared and what comes of it: what it is, what was found, and how much it says.
fn steps(weighing: &Weighing) -> Vec<(String, String, f64, bool)> {
    let one_in = (-weighing.start).exp2();
    let start = format!("two records taken at random are one person’s about once in {one_in:.0}");
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
