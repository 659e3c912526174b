//! One place on the list of a hub: what was proposed, every position, what is in place, and what happened.

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
use app::listings::{OpenedListing, listing};
use domain::{
    cohort::Principle,
    ids::ListingId,
    listing::{ListingFact, ListingState},
    panel::Position,
};
use jiff::tz::TimeZone;

fn proposed(model: &OpenedListing, zone: &TimeZone) -> Card {
    let listing = &model.line.listing;
    let entry = &listing.entry;
    let mut rows = vec![
        SummaryRow::new("Where it stands", listing.state().words()),
        SummaryRow::new("Kind", entry.kind.words()),
        SummaryRow::new("Legal status", listing.status().words()),
        SummaryRow::new("Team", model.line.team.clone()),
        SummaryRow::html("Why", Html::paragraphs(entry.why.as_str())),
        SummaryRow::new(
            "Proposed by",
            format!(
                "{}, {}, {}",
                model.names.account(entry.stamp.by),
                model.names.agency(entry.stamp.agency),
                words::moment(entry.stamp.at, zone)
            ),
        ),
    ];
    rows.extend(model.turns_18.map(|day| SummaryRow::new("Turns 18", words::day(day))));
    if listing.changed().is_some() {
        let waits: Vec<String> =
            model.not_acknowledged.iter().map(|agency| model.names.agency(*agency)).collect();
        let waits = if waits.is_empty() { "Nobody".to_owned() } else { waits.join(", ") };
        rows.push(SummaryRow::new("Has not acknowledged the last change", waits));
    }
    Card::new(model.line.hub.clone(), facts(rows))
}

fn said(position: &Position) -> String {
    match &position.words {
        None => position.stance.words().to_owned(),
        Some(words) => format!("{}: {words}", position.stance),
    }
}

/// The question to the panel, with every position and its time.
fn panel(model: &OpenedListing, zone: &TimeZone) -> Card {
    let (listing, round) = (&model.line.listing, model.line.listing.round());
    let rows = round.said().iter().map(|(stamp, position)| {
        vec![
            Cell::from(model.names.agency(stamp.agency)),
            Cell::html(Html::paragraphs(&said(position))),
            words::moment(stamp.at, zone).into(),
            model.names.account(stamp.by).into(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let terms = &round.terms;
    let count = round.count();
    let mut lines = vec![format!(
        "For: {}. Against: {}. Neither: {}. Nothing said: {}. It takes {} at least: {}.",
        count.for_it,
        count.against,
        count.abstains,
        count.silent,
        words::count(u64::from(terms.quorum), "position", "positions"),
        terms.rule.words().to_lowercase()
    )];
    if listing.state().is_asked() {
        lines.push(format!("Positions by {}.", words::day(terms.by)));
    }
    let mut pieces = vec![Html::paragraphs(&lines.join(" "))];
    if !rows.is_empty() {
        let head = ["Agency", "What it thinks", "When", "By"];
        pieces.push(Html::of(&Table::new("Positions, oldest first", head, rows).caption_hidden().dense()));
    }
    let title = if matches!(listing.state(), ListingState::Leaving | ListingState::Left) {
        "The panel, asked whether they leave the list"
    } else {
        "The panel"
    };
    Card::new(title, Html::join(pieces, "\n"))
}

fn principles(model: &OpenedListing) -> Card {
    let in_place = model.line.listing.in_place();
    let rows = Principle::ALL.iter().map(|principle| {
        let words = in_place.get(principle).map_or_else(|| "Nothing yet".to_owned(), ToString::to_string);
        SummaryRow::new(principle.words(), words)
    });
    Card::new("What is in place", facts(rows))
}

/// What a fact says, in a sentence.
fn told(model: &OpenedListing, fact: &ListingFact) -> String {
    let team = |number: u16| {
        let team = model.hub.terms().team(number);
        team.map_or_else(|| "another team".to_owned(), |team| team.name.to_string())
    };
    match fact {
        ListingFact::Said(position) => format!("Position: {}", said(position)),
        ListingFact::Decided(outcome) => format!("The panel: {outcome}"),
        ListingFact::Leave(why, _) => format!("Proposed to leave the list. {why}"),
        ListingFact::Acknowledged => "Took note of the change".to_owned(),
        ListingFact::InPlace(principle, words) => format!("In place: {principle}. {words}"),
        ListingFact::Passed(number) => format!("Passed to {}", team(*number)),
        ListingFact::Status(status) => format!("Legal status: {status}"),
    }
}

fn history(model: &OpenedListing, zone: &TimeZone) -> Option<Card> {
    let facts = model.line.listing.facts();
    let rows = facts.iter().rev().map(|(stamp, fact)| {
        vec![
            words::moment(stamp.at, zone).into(),
            Cell::html(Html::paragraphs(&told(model, fact))),
            format!("{}, {}", model.names.account(stamp.by), model.names.agency(stamp.agency)).into(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let table = |rows| {
        let head = ["When", "What", "By"];
        Html::of(&Table::new("What happened, newest first", head, rows).caption_hidden().dense())
    };
    (!facts.is_empty()).then(|| Card::new("What happened", table(rows)))
}

fn buttons(model: &OpenedListing, id: ListingId) -> Vec<Html> {
    let state = model.line.listing.state();
    let others = model.hub.terms().teams.len() > 1;
    let steps = [
        (model.is_asked, "Say what your agency thinks", paths::listing_say(id)),
        (model.line.listing.changed().is_some(), "Take note of the change", paths::listing_acknowledge(id)),
        (state.is_on(), "Record what is in place", paths::listing_principle(id)),
        (state.is_on() && others, "Pass to another team", paths::listing_pass(id)),
        (state.is_on(), "Change the legal status", paths::listing_status(id)),
        (state == ListingState::Listed, "Propose that they leave the list", paths::listing_leave(id)),
    ];
    let shown = steps.into_iter().filter(|(shown, ..)| model.may_keep && *shown);
    shown.map(|(_, words, to)| Html::of(&Button::link(words, to).secondary())).collect()
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Id(id): Id<ListingId>, Query(()): Query<()>) -> Answer {
    let model = listing(cx.app(), cx.viewer(), id).await?;
    let (person, zone) = (model.person.person, cx.app().london());
    let mut frame = cx.frame(format!("{}: {}", model.line.hub, model.person.called()));
    let back = BackLink { text: "Lists of hubs".into(), ..BackLink::to(paths::person_listings(person)) };
    frame.back = Some(back);
    let shown = [
        Some(proposed(&model, zone)),
        Some(panel(&model, zone)),
        Some(principles(&model)),
        history(&model, zone),
    ];
    let note = "To be on this list is no sanction. Whoever is under no order takes part of their own will, and nothing here can lead \
                to a breach.";
    let mut pieces = vec![Html::of(&InsetText::new(note)), cards(shown.into_iter().flatten())];
    pieces.extend(buttons(&model, id));
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: model.line.hub.clone().into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
