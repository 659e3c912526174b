//! The hubs of the partnership.

use super::achieved;
use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Button, Card, Html, SummaryRow},
    pages::screening::shown::{ShownPage, cards, facts},
    paths, words,
};
use app::hubs::{HubLine, HubsPage, hubs};

fn card(model: &HubsPage, line: &HubLine) -> Card {
    let (hub, terms) = (&line.hub, line.hub.terms());
    let named = terms.teams.iter().map(|team| format!("{}, {}", team.name, model.names.agency(team.agency)));
    let rows = vec![
        SummaryRow::new("Led by", model.names.agency(hub.lead())),
        SummaryRow::new("Teams", format!("{}: {}", terms.teams.len(), named.collect::<Vec<_>>().join("; "))),
        SummaryRow::new("Room", format!("Places for {}, about {} staff", terms.places, terms.staff)),
        SummaryRow::new("Works since", words::day(terms.operating)),
        SummaryRow::new("What it achieved", achieved(&line.result, model.target)),
    ];
    let open = Html::link(&paths::hub(hub.id), &format!("Open the list of {}", terms.name));
    Card::new(terms.name.to_string(), Html::join([facts(rows), open], "\n"))
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = hubs(cx.app(), cx.viewer()).await?;
    let mut pieces = Vec::new();
    if model.may_keep {
        pieces.push(Html::of(&Button::link("Open a hub", paths::HUB_NEW)));
    }
    let places: u32 = model.hubs.iter().map(|line| u32::from(line.hub.terms().places)).sum();
    let hubs = words::count(u64::try_from(model.hubs.len()).unwrap_or(u64::MAX), "hub", "hubs");
    pieces.push(Html::paragraphs(&format!(
        "{hubs} with places for {places} people, of {} that all hubs together may have.",
        model.most_places
    )));
    pieces.push(cards(model.hubs.iter().map(|line| card(&model, line))));
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: "Hubs".into(),
        body: Html::join(pieces, "\n"),
        frame: cx.frame("Hubs"),
    })
}
