//! How often applications were turned down under each of the three reasons, and what came of summaries.

use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Cell, Html, InsetText, Table},
    pages::screening::shown::ShownPage,
    words,
};
use app::summaries::{SummaryFigures, figures};
use domain::{
    application::TurnedDownWhy,
    disclosure_summary::{CameOfIt, NOT_ASKED, RecipientKind},
};

fn number(count: u64) -> Cell {
    Cell::number(words::thousands(count))
}

fn turned_down(model: &SummaryFigures) -> Table {
    let count = |kind: RecipientKind, why: TurnedDownWhy| -> u64 {
        let found = model.turned_down.iter().filter(|one| one.kind == kind && one.why == why);
        found.map(|one| one.count).sum()
    };
    let rows = TurnedDownWhy::ALL.iter().map(|why| {
        let counts = RecipientKind::ALL.iter().map(|kind| count(*kind, *why));
        let total = counts.clone().sum();
        std::iter::once(Cell::from(why.words()))
            .chain(counts.map(number))
            .chain([number(total)])
            .collect::<Vec<_>>()
    });
    let head: Vec<&str> = std::iter::once("Why")
        .chain(RecipientKind::ALL.iter().map(|kind| kind.words()))
        .chain(["All"])
        .collect();
    Table::new("Applications turned down", head, rows).rows_named().dense()
}

fn heard(model: &SummaryFigures) -> Table {
    let count = |answer: Option<CameOfIt>| -> u64 {
        model.heard.iter().filter(|one| one.answer == answer).map(|one| one.count).sum()
    };
    let answers = CameOfIt::ALL.iter().map(|answer| (answer.words(), count(Some(*answer))));
    let rows = answers
        .chain([(NOT_ASKED, count(None))])
        .map(|(words, count)| vec![Cell::from(words), number(count)])
        .collect::<Vec<_>>();
    Table::new("What came of summaries that were issued", ["What came of it", "Summaries"], rows)
        .rows_named()
        .dense()
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = figures(cx.app(), cx.viewer()).await?;
    let frame = cx.frame("Applications and summaries");
    let note = format!(
        "From {} to {}, as recorded by your agency. Nobody has to ask what came of a summary, and not to be told is no failure.",
        words::day(model.from),
        words::day(model.until)
    );
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: "Applications and summaries".into(),
        body: Html::join(
            [Html::of(&InsetText::new(note)), Html::of(&turned_down(&model)), Html::of(&heard(&model))],
            "\n",
        ),
        frame,
    })
}
