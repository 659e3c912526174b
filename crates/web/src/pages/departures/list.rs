//! Last days that are recorded: all for the coordinator, otherwise those of one's own agency.

use super::{stands, who};
use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Button, Html, InsetText, Table},
    pages::screening::shown::ShownPage,
    paths, words,
};
use app::departures;
use gate::Action;

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let found = departures::departures(cx.app(), cx.viewer()).await?;
    let note = "On the day after its last day an agency sees nothing any more. What it had open passes to whoever is named here, \
                or back to whoever referred, and its records are kept by a named agency.";
    let rows = found.iter().map(|one| {
        vec![
            Html::link(&paths::departure(one.record.departure.id), &who(one)).into(),
            words::day(one.record.departure.last_day).into(),
            one.record.departure.reason.words().into(),
            Html::of(&stands(one)).into(),
        ]
    });
    let table = Table::new("Departures", ["Who", "Last day", "Why", "State"], rows).caption_hidden().dense();
    let listed = if found.is_empty() {
        Html::literal("<p class=\"govuk-body\">No last day is recorded.</p>")
    } else {
        Html::of(&table)
    };
    let mut pieces = vec![Html::of(&InsetText::new(note))];
    if cx.app().gate().permit_role(cx.viewer(), Action::RecordDeparture).is_ok() {
        pieces.push(Html::of(&Button::link("Record a last day", paths::DEPARTURE_CHOOSE)));
    }
    pieces.push(listed);
    let frame = cx.frame("Departures");
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: "Departures".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
