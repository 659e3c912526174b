//! One score: what came out, what it means, what was put in, and the working term by term.

use super::{meaning, of_hundred};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Card, Cell, Html, SummaryRow, Table},
    pages::{
        person::bar,
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::scores::{ScoreLine, score};
use domain::{
    ids::ScoreId,
    reoffending_score::{
        Inputs, ReoffendingScore, Worked,
        arp::{self, Answers, Problem},
        tier::probation_tier,
    },
};
use jiff::tz::TimeZone;

/// A figure of the working, to five places.
fn figure(number: f64) -> String {
    format!("{number:.5}").replacen('-', "−", 1)
}

fn result(line: &ScoreLine, zone: &TimeZone) -> Card {
    let score = &line.score;
    let mut rows = Vec::new();
    rows.extend(score.one_year.map(|one| SummaryRow::new("Reconvicted within one year", of_hundred(one))));
    rows.push(SummaryRow::new("Reconvicted within two years", of_hundred(score.two_years)));
    rows.push(SummaryRow::new("Band", score.band().words()));
    if let Inputs::Arp(arp::Inputs { serious: Some(serious), .. }) = &score.inputs {
        let tier = probation_tier(score.two_years, *serious);
        rows.push(SummaryRow::new(
            "Suggested tier",
            format!("{tier}, from this score and the one for serious reoffending. A named person decides."),
        ));
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
        SummaryRow::new("Sex, as court records give it", history.sex().words()),
        SummaryRow::new("Age at the first sanction", ages.first().to_string()),
        SummaryRow::new("Sanctions in all", history.sanctions().to_string()),
    ];
    match &score.inputs {
        Inputs::Ogrs3(inputs) => rows.push(SummaryRow::new(
            "Current offence",
            format!("{}: {}", inputs.offence.code(), inputs.offence.group().words()),
        )),
        Inputs::Arp(inputs) => {
            rows.push(SummaryRow::new("Current offence", inputs.offence.words()));
            let months = u64::from(inputs.offence_free.count());
            rows.push(SummaryRow::new("Time without an offence", words::count(months, "month", "months")));
            rows.extend(
                inputs.serious.map(|one| SummaryRow::new("Score for serious reoffending", of_hundred(one))),
            );
            rows.extend(answered(&inputs.answers));
        }
    }
    Card::new("What was put in", facts(rows))
}

/// The answers that were given; of the others nothing.
fn answered(said: &Answers) -> Vec<SummaryRow> {
    let level = |what: &'static str, given: Option<Problem>| {
        given.map(|problem| SummaryRow::new(what, problem.words()))
    };
    let flag = |what: &'static str, given: Option<bool>| {
        given.map(|yes| SummaryRow::new(what, if yes { "Yes" } else { "No" }))
    };
    let drugs = said.drugs.iter().map(|drug| drug.words()).collect::<Vec<_>>().join(", ");
    [
        level("Accommodation", said.accommodation),
        flag("Out of work", said.unemployed),
        flag("A partner lives with them", said.live_in_partner),
        level("Relationship", said.relationship),
        flag("Abuse at home", said.domestic_abuse),
        level("Activities that encourage offending", said.activities),
        level("Chronic drinking", said.chronic_drinking),
        level("Binge drinking", said.binge_drinking),
        level("Acting on impulse", said.impulsivity),
        level("Attitudes in favour of crime", said.attitude),
        said.drug_motivation.map(|one| SummaryRow::new("Changing the use of drugs", one.words())),
        (!drugs.is_empty()).then(|| SummaryRow::new("Drugs used now", drugs)),
    ]
    .into_iter()
    .flatten()
    .collect()
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
                "This score was computed with other figures than those of today. Its working is not kept.",
            ),
        ),
    };
    let shown = cards([result(&model.line, cx.app().london()), put_in(score), working]);
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: format!("{} of {}", score.inputs.predictor(), words::day(score.days.assessed)).into(),
        body: Html::join([meaning(), shown], "\n"),
        frame,
    })
}
