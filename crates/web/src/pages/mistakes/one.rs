//! One report: what happened, how the hours stand, what was done, and the steps.

use super::hours;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Cell, Html, SummaryRow, Table},
    pages::{
        retention::recorded_by,
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::mistakes::{OneMistake, mistake};
use domain::{ids::MistakeId, mistake::MistakeMove};
use jiff::tz::TimeZone;

/// What was reported.
pub(super) fn reported(model: &OneMistake, zone: &TimeZone) -> Html {
    let one = &model.mistake;
    let sections: Vec<&str> = one.sections.iter().map(|section| section.words()).collect();
    let name = model.names.account(one.stamp.by);
    let by = match recorded_by(&model.kept) {
        None => name,
        Some(agency) => format!("{name}, {agency}; kept by your agency"),
    };
    facts([
        SummaryRow::new("The 72 hours", hours(one, model.now)),
        SummaryRow::new("What went out", one.what.to_string()),
        SummaryRow::new("Who had it", one.recipient.to_string()),
        SummaryRow::new("About", words::count(u64::from(one.people), "person", "people")),
        SummaryRow::new("What it was about", sections.join(", ")),
        SummaryRow::new("Happened", words::day(one.happened)),
        SummaryRow::new("Aware since", words::moment(one.aware, zone)),
        SummaryRow::new("The commissioner is told by", words::moment(one.tell_by, zone)),
        SummaryRow::new("Reported by", by),
    ])
}

fn history(model: &OneMistake, zone: &TimeZone) -> Html {
    if model.mistake.facts().is_empty() {
        return Html::literal("<p class=\"govuk-body\">Nothing yet.</p>");
    }
    let rows = model.mistake.facts().iter().map(|(stamp, fact)| {
        let said = [
            fact.danger.map(|danger| danger.words().to_owned()),
            fact.recovery.map(|recovery| recovery.words().to_owned()),
            Some(fact.words.to_string()),
            fact.late.as_ref().map(|late| format!("Late, because: {late}")),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        vec![
            Cell::unbroken(words::moment(stamp.at, zone)),
            fact.step.words().into(),
            said.join(". ").into(),
            model.names.account(stamp.by).into(),
        ]
    });
    Html::of(&Table::new("What was done", ["When", "Step", "In words", "By"], rows).caption_hidden().dense())
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<MistakeId>, Query(()): Query<()>) -> Answer {
    let model = mistake(cx.app(), cx.viewer(), id).await?;
    let zone = cx.app().london();
    let mut frame = cx.frame("A mistaken disclosure");
    frame.back = Some(BackLink::to(paths::MISTAKES));
    let steps = model.moves.iter().map(|step: &MistakeMove| {
        let path = paths::with_query(&paths::mistake_step(id), &[("step", step.code())]);
        Html::of(&Button::link(step.words(), path).secondary())
    });
    let body = Html::join(
        [
            cards([
                Card::new("What happened", reported(&model, zone)),
                Card::new("What was done", history(&model, zone)),
            ]),
            Html::literal("<div class=\"tc-steps\">"),
            Html::join(steps, ""),
            Html::literal("</div>"),
        ],
        "\n",
    );
    cx.show(&ShownPage { bar: None, parts: None, heading: "A mistaken disclosure".into(), body, frame })
}
