//! A person's scores, newest first, as far as the gate opens them.

use super::meaning;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Cell, Html, Table},
    pages::{
        person::{bar, withheld},
        screening::shown::{ShownPage, cards},
    },
    paths, words,
};
use app::scores::{ScoreLine, scores};
use domain::{ids::PersonId, reoffending_score::of_hundred};

fn row(line: &ScoreLine) -> Vec<Cell> {
    let score = &line.score;
    let day = Html::link(&paths::score(score.id), &words::day(score.days.assessed));
    let predictor = match score.corrected_by {
        Some(_) => format!("{} (corrected by a later score)", score.inputs.predictor()),
        None => score.inputs.predictor().to_string(),
    };
    vec![
        Cell::html(day).classed("tc-nowrap"),
        predictor.into(),
        score.one_year.map_or_else(|| "Not given by this predictor".to_owned(), of_hundred).into(),
        of_hundred(score.two_years).into(),
        format!("{}, {}", line.by, line.agency).into(),
    ]
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = scores(cx.app(), cx.viewer(), person).await?;
    let mut frame = cx.frame(format!("Scores: {}", model.person.called()));
    frame.back =
        Some(BackLink { text: "Assessments".into(), ..BackLink::to(paths::person_assessments(person)) });
    let head = ["Assessed", "Predictor", "Within one year", "Within two years", "Recorded by"];
    let table =
        Table::new("Scores, newest first", head, model.scores.iter().map(row)).caption_hidden().dense();
    let list = if model.scores.is_empty() {
        Html::paragraphs("No score that you can see.")
    } else {
        Html::of(&table)
    };
    let mut pieces = vec![meaning()];
    if model.may_record {
        pieces.push(Html::of(&Button::link("Compute a score", paths::score_new(person))));
    }
    pieces.push(list);
    if !model.withheld.is_empty() {
        pieces.push(cards([Card {
            classes: "tc-card--withheld".into(),
            ..Card::new("What you cannot see here", withheld::list(&model.withheld, &model.names))
        }]));
    }
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Scores of reoffending".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
