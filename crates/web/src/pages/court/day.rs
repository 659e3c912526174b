//! A day's list: room and time, defendant, whose each entry is, who works with them, what the court decided.

use super::say;
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    kit::{Button, Cell, Frame, Html, InsetText, Label, PageLink, Pagination, Select, SelectItem, Table},
    pages::person::bar,
    paths, words,
};
use app::{
    court::{self, CourtDay, CourtPage, EntryLine, Match},
    ports::CourtQuery,
};
use askama::Template;
use domain::ids::CourtEntryId;
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

/// Entries on one page.
const ROWS: u32 = 50;
/// Days back that the filter offers.
const BACK: i64 = 28;

/// Which list.
pub(crate) struct Which {
    list: String,
    after: Option<(String, CourtEntryId)>,
}

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["list", "cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let list = typed.get("list");
        if !list.is_empty() && chosen(list).is_none() {
            check.wrong::<()>("list", "unknown", "Select a day and a court from the list");
        }
        Self {
            list: list.to_owned(),
            after: check
                .cursor("cursor", typed.get("cursor"), |place| Some((place.part(0)?, place.part(1)?))),
        }
    }
}

/// The day and the court that the filter's value names: `2026-11-24 B10JQ`.
fn chosen(list: &str) -> Option<(Date, String)> {
    let (day, court) = list.split_once(' ').unwrap_or((list, ""));
    Some((day.parse().ok()?, court.to_owned()))
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/court/day.html")]
struct DayPage {
    frame: Frame,
    load: Button,
    lists: Button,
    action: &'static str,
    which: Select,
    show: Button,
    table: Option<Table>,
    none: &'static str,
    restricted: Option<InsetText>,
    paging: Pagination,
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(asked): Query<Which>) -> Answer {
    let today = cx.app().today();
    let days = court::days(cx.app(), cx.viewer(), today.saturating_sub(BACK.days())).await?;
    let first = days.iter().find(|one| one.day >= today).map_or(today, |one| one.day);
    let (day, court) = chosen(&asked.list).unwrap_or((first, String::new()));
    let later = asked.after.is_some();
    let query = CourtQuery {
        day,
        court: (!court.is_empty()).then(|| court.clone()),
        after: asked.after,
        limit: ROWS,
    };
    let page = court::page(cx.app(), cx.viewer(), query).await?;
    let title = format!("Court list, {}", words::day(day));
    cx.show(&model(cx.frame(title), &page, &days, (day, &court), later))
}

fn model(
    frame: Frame,
    page: &CourtPage,
    days: &[CourtDay],
    (day, court): (Date, &str),
    later: bool,
) -> DayPage {
    let list = format!("{day} {court}").trim().to_owned();
    let here = |cursor: &str| paths::with_query(paths::COURT, &[("list", &list), ("cursor", cursor)]);
    let next =
        page.next.as_ref().map(|(place, id)| PageLink::to(here(&cursor([place.clone(), id.to_string()]))));
    let previous = later.then(|| PageLink { text: "First page".into(), ..PageLink::to(here("")) });
    // One court is named once, above its list.
    let courts: BTreeSet<String> =
        page.lines.iter().map(|line| line.kept.entry.court.called().to_owned()).collect();
    let one = courts.len() == 1;
    let mut frame = frame;
    if let (Some(court), true) = (courts.into_iter().next(), one) {
        frame.caption = court.into();
    }
    let restricted = page.lines.iter().any(|line| line.kept.entry.restricted);
    DayPage {
        load: Button::link("Load a court list", paths::COURT_LOAD),
        lists: Button::link("Lists loaded", paths::COURT_LISTS).secondary(),
        action: paths::COURT,
        which: Select {
            label: Label::text("Day and court").strong(),
            ..Select::new("list", "Day and court", choices(days, day, &list))
        }
        .with_value(list.clone()),
        show: Button::submit("Show").secondary(),
        table: (!page.lines.is_empty()).then(|| table(&page.lines, one)),
        none: "Nobody is listed on this day. Load the court’s list, or select another day.",
        restricted: restricted.then(|| {
            InsetText::new("Names under a reporting restriction stay within this team: do not pass them on.")
        }),
        paging: Pagination { previous, next, ..Pagination::default() },
        frame,
    }
}

/// Each day as a whole and, where it has several courts, each court of it.
fn choices(days: &[CourtDay], shown: Date, which: &str) -> Vec<SelectItem> {
    let mut items = Vec::new();
    let mut last = None;
    if !days.iter().any(|one| one.day == shown) {
        items.push(SelectItem::new(shown.to_string(), words::day(shown)));
    }
    for one in days {
        let (words, value) = (words::day(one.day), format!("{} {}", one.day, one.court));
        let courts = days.iter().filter(|other| other.day == one.day);
        let several = courts.clone().count() > 1;
        if last != Some(one.day) {
            let all: u64 = courts.map(|other| other.entries).sum();
            let courts = if several { ": all courts" } else { "" };
            items.push(SelectItem::new(one.day.to_string(), format!("{words}{courts} ({all})")));
            last = Some(one.day);
        }
        if !several && value != which {
            continue;
        }
        let court = if one.court.is_empty() { "court not stated" } else { one.court.as_str() };
        items.push(SelectItem::new(value, format!("{words}: {court} ({})", one.entries)));
    }
    items
}

fn table(lines: &[EntryLine], one_court: bool) -> Table {
    let head = ["Defendant", "Room and time", "Match", "Known to", "To do", "Outcome"];
    Table::new("Court list", head, lines.iter().map(|line| row(line, one_court)))
        .caption_hidden()
        .rows_named()
        .dense()
}

fn row(line: &EntryLine, one_court: bool) -> Vec<Cell> {
    let (kept, entry) = (&line.kept, &line.kept.entry);
    let mut name = vec![say::link(paths::court_entry(kept.id), entry.name.full())];
    name.extend(say::marks(kept).iter().map(Html::of));
    let (court, time) = (entry.court.called(), say::time(entry));
    let place = match (&entry.court.room, one_court) {
        (Some(room), true) => format!("Room {room}, {time}"),
        (Some(room), false) => format!("{court}, room {room}, {time}"),
        (None, true) => time,
        (None, false) => format!("{court}, {time}"),
    };
    let mut matched = vec![Html::of(&say::match_tag(&line.matched))];
    match &line.matched {
        Match::Attached(identity) => matched.push(bar::named(identity, paths::person(identity.person))),
        Match::Possible(_, evidence) => matched.push(Html::text(&say::reasons(evidence))),
        Match::New => {}
    }
    let outcome: Vec<&str> = entry.outcome().into_iter().map(domain::text::Line::as_str).collect();
    vec![
        Html::join(name, "<br>").into(),
        place.into(),
        Html::join(matched, "<br>").into(),
        line.known_to.join(", ").into(),
        say::to_do(kept).into(),
        outcome.join("; ").into(),
    ]
}
