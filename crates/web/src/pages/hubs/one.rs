//! One hub with its list: those who are put first before the others, each with what the viewer may read of them.

use super::achieved;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed},
    kit::{BackLink, Button, Card, Cell, Html, InsetText, SummaryRow, Table},
    pages::screening::shown::{ShownPage, cards, facts},
    paths, words,
};
use app::hubs::{HubPage, HubRow, ROWS, hub};
use domain::{
    agreement::words::capital,
    cohort::LegalStatus,
    hub::{HubFact, HubResult, YearOf},
    ids::HubId,
    listing::ListingState,
};
use jiff::tz::TimeZone;

/// From which row on the list is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct From(pub(crate) usize);

impl Asked for From {
    const KNOWN: &'static [&'static str] = &["from"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let from = check.number("from", typed.get("from"), 0, 100_000);
        Self(from.and_then(|from| usize::try_from(from).ok()).unwrap_or_default())
    }
}

fn count(number: usize, one: &str, more: &str) -> String {
    words::count(u64::try_from(number).unwrap_or(u64::MAX), one, more)
}

fn lines(lines: &[String]) -> Html {
    Html::join(lines.iter().map(|line| Html::text(line)), "<br>")
}

/// Under an order, and which, as far as that may be read; what may be asked of somebody follows from it.
fn status(row: &HubRow) -> Vec<String> {
    let mut said = match row.listing.status() {
        LegalStatus::Statutory => vec!["Statutory".to_owned()],
        LegalStatus::NonStatutory => vec!["Non-statutory: takes part of their own will".to_owned()],
    };
    said.extend(row.order.as_ref().map(|order| format!("{}, to {}", order.kind, words::day(order.ends))));
    said
}

fn stands(model: &HubPage, row: &HubRow, zone: &TimeZone) -> Vec<String> {
    let listing = &row.listing;
    let mut said = match listing.state() {
        ListingState::Listed => {
            let since = listing.listed().map(|stamp| stamp.at);
            let since = since.map(|at| words::day(at.to_zoned(zone.clone()).date()));
            vec![format!("On the list since {}", since.unwrap_or_default())]
        }
        state => {
            vec![format!("{state}: positions by {}", words::day(listing.round().terms.by))]
        }
    };
    let waits: Vec<String> = row.not_acknowledged.iter().map(|one| model.names.agency(*one)).collect();
    if !waits.is_empty() {
        said.push(format!("Not acknowledged by: {}", waits.join(", ")));
    }
    said.extend(row.turns_18.map(|day| {
        let when = if day <= model.today { "Turned 18 on" } else { "Turns 18 on" };
        format!("{when} {}: passes to the team for adults", words::day(day))
    }));
    said
}

fn reads(row: &HubRow) -> String {
    let read: Vec<String> = row.may_read.iter().map(|section| section.words().to_lowercase()).collect();
    if read.is_empty() { "Nothing but this".to_owned() } else { capital(&read.join(", ")) }
}

fn people(model: &HubPage, zone: &TimeZone) -> Html {
    let hub = &model.line.hub;
    let rows = model.rows.iter().map(|row| {
        let listing = &row.listing;
        let team = hub.terms().team(listing.team()).map_or_else(String::new, |team| team.name.to_string());
        let link = Html::link(&paths::listing(listing.entry.id), &row.person.called());
        vec![
            Cell::html(link),
            Cell::from(format!("{}", listing.entry.kind)),
            Cell::html(lines(&status(row))),
            Cell::from(team),
            Cell::html(lines(&stands(model, row, zone))),
            Cell::from(reads(row)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Html::paragraphs("Nobody that you can see.");
    }
    let head = ["Who", "Kind", "Legal status", "Team", "Where it stands", "What you may read of them"];
    Html::of(
        &Table::new("People, those who are put first before the others", head, rows).caption_hidden().dense(),
    )
}

fn paging(model: &HubPage, id: HubId) -> Vec<Html> {
    let to = |from: usize| paths::with_query(&paths::hub(id), &[("from", &from.to_string())]);
    let mut links = Vec::new();
    if model.from > 0 {
        links.push(Html::link(&to(model.from.saturating_sub(ROWS)), "The people before these"));
    }
    if model.from.saturating_add(ROWS) < model.of {
        links.push(Html::link(&to(model.from.saturating_add(ROWS)), "The people after these"));
    }
    links
}

fn about(model: &HubPage) -> Card {
    let (hub, terms) = (&model.line.hub, model.line.hub.terms());
    let counts = LegalStatus::ALL.iter().map(|status| {
        let count = model.by_status.get(status).copied().unwrap_or_default();
        let name = match status {
            LegalStatus::Statutory => "statutory",
            LegalStatus::NonStatutory => "non-statutory",
        };
        format!("{count} {name}")
    });
    let named = terms
        .teams
        .iter()
        .map(|team| format!("{}, {} ({})", team.name, model.names.agency(team.agency), team.ages));
    let meeting = hub.next_meeting();
    let late = if meeting < model.today { ": overdue" } else { "" };
    let rows = vec![
        SummaryRow::new("Led by", model.names.agency(hub.lead())),
        SummaryRow::html("Teams", lines(&named.collect::<Vec<_>>())),
        SummaryRow::new("Works since", words::day(terms.operating)),
        SummaryRow::new(
            "On the list",
            format!(
                "{} of {}, as far as you can see: {}",
                count(model.room.people, "person", "people"),
                words::count(u64::from(model.room.places), "place", "places"),
                counts.collect::<Vec<_>>().join(", ")
            ),
        ),
        SummaryRow::new(
            "How the panel decides",
            format!(
                "In writing. {}, of {} at least",
                terms.rule,
                words::count(u64::from(terms.quorum), "position", "positions")
            ),
        ),
        SummaryRow::new("The panel meets next by", format!("{}{late}", words::day(meeting))),
        SummaryRow::new("What it achieved", achieved(&model.line.result, model.target)),
    ];
    Card::new("About this hub", facts(rows))
}

/// What a year came to, once results may be shown at all; of a year that was counted again the last count stands.
fn counted(model: &HubPage, year: &YearOf) -> String {
    if matches!(model.line.result, HubResult::NotYet(_)) {
        return "Not shown before the hub has worked for 12 months".into();
    }
    let stands = model.line.hub.years().contains(year);
    let again = if stands { "" } else { ". Counted again later" };
    format!("{} people: {} convictions before, {} after{again}", year.people, year.before, year.after)
}

fn history(model: &HubPage) -> Option<Card> {
    let rows = model.line.hub.facts().iter().rev().filter_map(|(_, fact)| match fact {
        HubFact::Met(day, said) => Some(vec![
            words::day(*day).into(),
            "The panel met".into(),
            said.as_ref().map(ToString::to_string).unwrap_or_default().into(),
        ]),
        HubFact::Counted(year) => Some(vec![
            words::day(year.from).into(),
            "A year from this day was counted".into(),
            counted(model, year).into(),
        ]),
        HubFact::Set(_) => None,
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let table = |rows| {
        let head = ["Day", "What", "What came of it"];
        Html::of(&Table::new("Meetings and years, newest first", head, rows).caption_hidden().dense())
    };
    (!rows.is_empty()).then(|| Card::new("Meetings and years", table(rows)))
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Id(id): Id<HubId>, Query(From(from)): Query<From>) -> Answer {
    let model = hub(cx.app(), cx.viewer(), id, from).await?;
    let name = model.line.hub.terms().name.to_string();
    let mut frame = cx.frame(name.clone());
    frame.back = Some(BackLink { text: "Hubs".into(), ..BackLink::to(paths::HUBS) });
    let mut pieces = Vec::new();
    if model.room.over() > 0 {
        let over = count(model.room.over(), "person", "people");
        pieces.push(Html::of(&InsetText::new(format!(
            "The list has {over} more than the hub has places for. Ask the panel who can leave it."
        ))));
    }
    pieces.push(people(&model, cx.app().london()));
    pieces.extend(paging(&model, id));
    pieces.push(cards([Some(about(&model)), history(&model)].into_iter().flatten()));
    if model.may_keep {
        pieces.push(Html::of(&Button::link("Record that the panel met", paths::hub_met(id)).secondary()));
        pieces.push(Html::of(&Button::link("Set it anew", paths::hub_set(id)).secondary()));
    }
    if model.may_count {
        pieces.push(Html::of(&Button::link("Count a year", paths::hub_count(id)).secondary()));
    }
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: name.into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
