//! Lists that were loaded, what each came to, and what could not be read in it.

use super::say::{self, Shown};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    kit::{BackLink, Button, Cell, Html, InsetText, PageLink, Pagination, SummaryList, SummaryRow, Table},
    paths, words,
};
use app::{
    court,
    exchange::court_list::Fault,
    ports::{FeedLine, Tally},
};
use domain::ids::CourtFeedId;

/// Loadings on one page.
const ROWS: u32 = 30;

/// Where the page begins.
pub(crate) struct Place(Option<CourtFeedId>);

impl Asked for Place {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.cursor("cursor", typed.get("cursor"), |place| place.part(0)))
    }
}

fn state(line: &FeedLine) -> &'static str {
    match (line.ended, line.complete) {
        (Some(_), true) => "Loaded",
        (Some(_), false) => "Loaded in part: the file could not be read to its end",
        (None, _) => "At work, or interrupted: load it again",
    }
}

/// Shows the loadings.
pub(crate) async fn all(cx: WebCx, Query(Place(before)): Query<Place>) -> Answer {
    let (lines, more) = court::feeds(cx.app(), cx.viewer(), before, ROWS).await?;
    let mut frame = cx.frame("Court lists loaded");
    frame.back = Some(BackLink { text: "Court list".into(), ..BackLink::to(paths::COURT) });
    let here = |from: &str| paths::with_query(paths::COURT_LISTS, &[("cursor", from)]);
    let last = lines.last().map(|line| line.feed.id.to_string());
    let next = last.filter(|_| more).map(|last| PageLink::to(here(&cursor([last]))));
    let previous = before.map(|_| PageLink { text: "First page".into(), ..PageLink::to(paths::COURT_LISTS) });
    let rows: Vec<Vec<Cell>> = lines
        .iter()
        .map(|line| {
            let when = words::moment(line.feed.stamp.at, cx.app().london());
            let tally = &line.tally;
            vec![
                say::link(paths::court_list(line.feed.id), when).into(),
                line.feed.file.as_ref().map(ToString::to_string).unwrap_or_default().into(),
                line.source.map_or("", domain::hearing::Source::words).to_owned().into(),
                state(line).into(),
                Cell::number(words::thousands(tally.rows)),
                Cell::number(words::thousands(tally.added)),
                Cell::number(words::thousands(tally.changed)),
                Cell::number(words::thousands(tally.gone)),
                Cell::number(words::thousands(tally.faults)),
            ]
        })
        .collect();
    let head = ["Loaded", "File", "Source", "State", "Rows", "New", "Changed", "Gone", "Not read"];
    let table = if rows.is_empty() {
        Html::paragraphs("No list has been loaded yet.")
    } else {
        Html::of(&Table::new("Court lists", head, rows).caption_hidden().rows_named().dense())
    };
    let load = Html::of(&Button::link("Load a court list", paths::COURT_LOAD));
    let paging = Html::of(&Pagination { previous, next, ..Pagination::default() });
    cx.show(&Shown { frame, body: Html::join([load, table, paging], "\n") })
}

fn counts(tally: &Tally) -> SummaryList {
    let rows = [
        ("Defendants read", tally.rows),
        ("New", tally.added),
        ("Told differently now", tally.changed),
        ("As before", tally.same),
        ("Told by another list before", tally.joined),
        ("No longer listed", tally.gone),
        ("Attached to a record, agreeing in every point", tally.attached),
        ("Set aside: organisations, and people under 18", tally.set_aside),
        ("Could not be read", tally.faults),
    ];
    SummaryList::new(rows.map(|(what, count)| SummaryRow::new(what, words::thousands(count)))).compact()
}

fn faults(faults: &[Fault]) -> Html {
    let rows = faults.iter().map(|fault| {
        let field = fault.field.as_ref().map(ToString::to_string).unwrap_or_default();
        vec![fault.place.to_string().into(), field.into(), fault.reason.words().into()]
    });
    let head = ["Where", "Field", "Why, and what to do"];
    let table = Table::new("What could not be read", head, rows.collect::<Vec<_>>());
    Html::of(&table.rows_named().dense())
}

/// Shows one loading.
pub(crate) async fn one(cx: WebCx, Id(id): Id<CourtFeedId>, Query(()): Query<()>) -> Answer {
    let loaded = court::feed(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame("Court list loaded");
    frame.back = Some(BackLink { text: "Lists loaded".into(), ..BackLink::to(paths::COURT_LISTS) });
    frame.caption = loaded.line.feed.file.as_ref().map(ToString::to_string).unwrap_or_default().into();
    let mut pieces = vec![
        Html::paragraphs(&format!("{}. {}.", state(&loaded.line), loaded.line.feed.trigger.words())),
        Html::of(&counts(&loaded.line.tally)),
    ];
    if !loaded.line.complete {
        pieces.push(Html::of(&InsetText::new(
            "Nothing was marked as no longer listed, since the whole list was not read.",
        )));
    }
    if !loaded.faults.is_empty() {
        pieces.push(faults(&loaded.faults));
    }
    pieces.push(Html::of(&Button::link("Go to the court list", paths::COURT)));
    cx.show(&Shown { frame, body: Html::join(pieces, "\n") })
}
