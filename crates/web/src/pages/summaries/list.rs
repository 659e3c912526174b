//! A person's summaries, newest first, without a word of their texts.

use super::state_tag;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{Button, Cell, Html, InsetText, Table},
    pages::{
        person::bar::{self, Part},
        screening::shown::ShownPage,
    },
    paths, words,
};
use app::summaries::{SummaryLine, summaries};
use domain::ids::PersonId;
use gate::Action;
use jiff::tz::TimeZone;

fn row(line: &SummaryLine, zone: &TimeZone) -> Vec<Cell> {
    let written = &line.summary.written;
    vec![
        Cell::html(Html::link(&paths::summary(written.id), written.opportunity.as_str())),
        line.body.clone().into(),
        Html::of(&state_tag(line.summary.state())).into(),
        Cell::unbroken(words::moment(written.stamp.at, zone)),
    ]
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = summaries(cx.app(), cx.viewer(), person).await?;
    let frame = cx.frame(format!("Summaries: {}", model.person.called()));
    let zone = cx.app().london();
    let mut pieces = vec![Html::of(&InsetText::new(
        "A summary tells an employer, a landlord, a college or a voluntary body what they need for a fair decision: convictions that are not spent, risk in that role, support, and progress. The person sees it first and agrees to its exact words.",
    ))];
    if model.may_write {
        pieces.push(Html::of(&Button::link("Write a summary", paths::summary_new(person))));
        pieces.push(Html::of(&Button::link("Convictions", paths::person_convictions(person)).secondary()));
    }
    if cx.may(Action::RecordTurnedDown) {
        let link = Button::link("Applications turned down", paths::person_turned_down(person)).secondary();
        pieces.push(Html::of(&link));
    }
    let rows: Vec<Vec<Cell>> = model.summaries.iter().map(|line| row(line, zone)).collect();
    pieces.push(if rows.is_empty() {
        Html::paragraphs("No summary has been written.")
    } else {
        let table = Table::new("Summaries", ["For what", "To whom", "State", "Written"], rows);
        Html::of(&table.caption_hidden().dense())
    });
    cx.show(&ShownPage {
        bar: Some(bar::bar(&model.person, &model.glance, Vec::new())),
        parts: Some(bar::parts(person, Part::Summaries, &model.glance)),
        heading: "Summaries".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
