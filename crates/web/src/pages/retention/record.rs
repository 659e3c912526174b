//! One record: how long it is kept and why, what stops its disposal, and its holds.

use super::{Asks, address, button, kept_for, of_field, recorded_by, which};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Query, Typed},
    kit::{BackLink, Button, Card, Cell, Html, SummaryRow, Table},
    pages::screening::shown::{ShownPage, cards, facts},
    paths, words,
    words::Said,
};
use app::retention::{self, HeldRecord};
use domain::{ids::PersonId, retention::Stop};
use jiff::tz::TimeZone;

fn kept(model: &HeldRecord) -> Html {
    let mut rows = vec![SummaryRow::new("Record", model.holding.reference.clone())];
    if let Some(by) = recorded_by(&model.kept) {
        rows.push(SummaryRow::new("Recorded by", format!("{by}; kept by your agency")));
    }
    match &model.assessment.rests_on {
        Some((row, from, over)) => {
            let memory = if row.from_memory { " (from memory, to be confirmed)" } else { "" };
            rows.extend([
                SummaryRow::new("Kept as", row.record.words()),
                SummaryRow::new(
                    "How long",
                    format!("{} from {}", kept_for(row.months), row.counts_from.words().to_lowercase()),
                ),
                SummaryRow::new("Written in", format!("{}{memory}", row.source)),
                SummaryRow::new("Counted from", words::day(*from)),
                SummaryRow::new("Over on", words::day(*over)),
                SummaryRow::new("What follows", row.action.words()),
            ]);
        }
        None => rows.push(SummaryRow::new("How long", "No schedule says so")),
    }
    let stops: Vec<&str> = model.assessment.stops.iter().map(|stop| stop.words()).collect();
    let due = if stops.is_empty() { "Nothing: it is due".to_owned() } else { stops.join("; ") };
    rows.push(SummaryRow::new("What stops its disposal", due));
    facts(rows)
}

fn holds(model: &HeldRecord, zone: &TimeZone) -> Html {
    if model.holds.is_empty() {
        return Html::literal("<p class=\"govuk-body\">None.</p>");
    }
    let rows = model.holds.iter().map(|one| {
        let by = format!("{}, {}", model.names.account(one.stamp.by), words::moment(one.stamp.at, zone));
        let ended = one.ended.as_ref().map_or_else(
            || format!("Stands; review by {}", words::day(one.review)),
            |(stamp, why)| format!("Ended {}: {why}", words::moment(stamp.at, zone)),
        );
        vec![Cell::from(one.why.to_string()), by.into(), ended.into()]
    });
    Html::of(&Table::new("Holds", ["Why", "Placed by", "State"], rows).caption_hidden().dense())
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(Asks(which)): Query<Asks>) -> Answer {
    let model = retention::record(cx.app(), cx.viewer(), person, which).await?;
    let mut frame = cx.frame(format!("Retention: {}", model.holding.reference));
    frame.back = Some(BackLink::to(paths::RETENTION));
    let mut next = vec![];
    if let Some(waits) = model.holding.proposed {
        next.push(Html::of(&Button::link("Open the proposal", paths::disposal(waits))));
    } else if model.assessment.is_due() {
        next.push(button(
            &frame,
            &paths::retention_propose(person),
            of_field(&model.kept),
            &Button::submit("Propose to dispose of it"),
        ));
    }
    if model.assessment.stops == [Stop::AtWork] {
        let words = match model.kept.left {
            None => "Nobody here works with this person any more",
            Some(_) => "Nobody there works with this person any more",
        };
        next.push(button(
            &frame,
            &paths::retention_end(person),
            of_field(&model.kept),
            &Button::submit(words),
        ));
    }
    let words = if model.holding.is_held() { "End the hold" } else { "Place a legal hold" };
    let hold = address(&paths::retention_hold(person), &model.kept);
    next.push(Html::of(&Button::link(words, hold).secondary()));
    let body = Html::join(
        [
            cards([
                Card::new("How long it is kept", kept(&model)),
                Card::new("Legal holds", holds(&model, cx.app().london())),
            ]),
            Html::literal("<div class=\"tc-steps\">"),
            Html::join(next, ""),
            Html::literal("</div>"),
        ],
        "\n",
    );
    let heading = format!("Record {}", model.holding.reference);
    cx.show(&ShownPage { bar: None, parts: None, heading: heading.into(), body, frame })
}

/// Proposes that it is disposed of.
pub(crate) async fn propose(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let id = retention::propose(cx.app(), cx.viewer(), person, which(&typed)?).await?;
    cx.go_saying(paths::disposal(id), Said::DisposalProposed)
}

/// Writes down that the work has ended.
pub(crate) async fn end_work(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let which = which(&typed)?;
    retention::end_work(cx.app(), cx.viewer(), person, which).await?;
    let model = retention::record(cx.app(), cx.viewer(), person, which).await?;
    cx.go_saying(address(&paths::retention_record(person), &model.kept), Said::WorkEnded)
}
