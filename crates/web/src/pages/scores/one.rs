//! One score: what came out, what it means, what was put in, and the working term by term.

use super::meaning;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Cell, Html, InsetText, SummaryRow, Table},
    pages::{
        person::bar,
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::scores::{OpenedScore, ScoreLine, score};
use domain::{
    ids::ScoreId,
    reoffending_score::{ReoffendingScore, Worked, of_hundred},
};
use jiff::tz::TimeZone;

/// A figure of the working, to five places.
fn figure(number: f64) -> String {
    format!("{number:.5}").replacen('-', "−", 1)
}

fn result(line: &ScoreLine, zone: &TimeZone) -> Card {
    let score = &line.score;
    let mut rows = Vec::new();
    rows.extend(score.one_year.map(|one| SummaryRow::new("Within one year", of_hundred(one))));
    rows.push(SummaryRow::new("Within two years", of_hundred(score.two_years)));
    rows.extend(score.band().map(|band| SummaryRow::new("Band", band.words())));
    if let Some(tier) = score.suggested_tier() {
        rows.push(SummaryRow::new(
            "Suggested tier",
            format!("{tier}, from this score and the one for serious reoffending. A named person decides."),
        ));
    }
    if score.supersedes.is_some() {
        rows.push(SummaryRow::new("Corrects", "An earlier score, which is kept as it was"));
    }
    rows.push(SummaryRow::new("Computed by", score.edition.clone()));
    rows.push(SummaryRow::new(
        "Recorded by",
        format!("{}, {}, {}", line.by, line.agency, words::moment(score.stamp.at, zone)),
    ));
    Card::new("What came out", facts(rows))
}

fn put_in(score: &ReoffendingScore) -> Card {
    let (days, history) = (score.days, score.inputs.history());
    let ages = history.ages();
    let with_age = |day, age| format!("{}, aged {age}", words::day(day));
    let mut rows = vec![
        SummaryRow::new("Day of the assessment", words::day(days.assessed)),
        SummaryRow::new("Current conviction", with_age(days.convicted, ages.conviction())),
        SummaryRow::new("Reoffending is counted from", with_age(days.counted_from, ages.counted())),
    ];
    rows.extend(score.inputs.told().into_iter().map(|(what, said)| SummaryRow::new(what, said)));
    Card::new("What was put in", facts(rows))
}

fn working(worked: &Worked) -> Card {
    let mut rows: Vec<Vec<Cell>> = worked
        .terms
        .iter()
        .map(|term| vec![term.what.into(), term.how.clone().into(), Cell::number(figure(term.adds))])
        .collect();
    rows.push(vec!["Sum".into(), "Of all above".into(), Cell::number(figure(worked.sum))]);
    let shares = worked.share_from_sum.iter();
    rows.extend(shares.map(|(how, share)| vec!["Share".into(), (*how).into(), Cell::number(figure(*share))]));
    let head = [Cell::text("Term"), Cell::text("How"), Cell::number("Adds")];
    let table = Table::new("Working, term by term", head, rows).caption_hidden().rows_named().dense();
    let remarks = worked.remarks.iter().map(|remark| Html::paragraphs(remark));
    Card::new("Working", Html::join(remarks.chain([Html::of(&table)]), "\n"))
}

/// What stands above a score that was found wrong.
fn corrected(model: &OpenedScore) -> Option<Html> {
    model.line.score.corrected_by.map(|_| {
        let sentence = "A later score corrects this one. It is kept as it was, and is not to be used.";
        Html::of(&InsetText::new(sentence))
    })
}

/// The way to a correction.
fn correct(model: &OpenedScore) -> Option<Html> {
    let score = &model.line.score;
    let id = score.id.to_string();
    let to = paths::with_query(&paths::score_new(score.person), &[("corrects", &id)]);
    model.may_correct.then(|| Html::of(&Button::link("Correct this score", to).secondary()))
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ScoreId>, Query(()): Query<()>) -> Answer {
    let model = score(cx.app(), cx.viewer(), id).await?;
    let (person, score) = (model.person.person, &model.line.score);
    let mut frame = cx.frame(format!("Score: {}", model.person.called()));
    frame.back = Some(BackLink { text: "Scores".into(), ..BackLink::to(paths::person_scores(person)) });
    let working = match score.working() {
        Some(worked) => working(&worked),
        None => Card::new(
            "Working",
            Html::paragraphs(
                "This score was computed with other figures than those of today. Its working and its band are not kept.",
            ),
        ),
    };
    let shown = cards([result(&model.line, cx.app().london()), put_in(score), working]);
    let (corrected, correct) = (corrected(&model), correct(&model));
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: format!("{} of {}", score.inputs.predictor(), words::day(score.days.assessed)).into(),
        body: Html::join([Some(meaning()), corrected, Some(shown), correct].into_iter().flatten(), "\n"),
        frame,
    })
}
