//! A person's places on lists of hubs.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Html, SummaryRow},
    pages::{
        person::bar,
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::listings::{ListingLine, listings};
use domain::ids::PersonId;

fn card(line: &ListingLine) -> Card {
    let listing = &line.listing;
    let rows = vec![
        SummaryRow::new("Where it stands", listing.state().words()),
        SummaryRow::new("Kind", listing.entry.kind.words()),
        SummaryRow::new("Legal status", listing.status().words()),
        SummaryRow::new("Team", line.team.clone()),
    ];
    let open = Html::link(&paths::listing(listing.entry.id), &format!("Open: {}", line.hub));
    Card::new(line.hub.clone(), Html::join([facts(rows), open], "\n"))
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = listings(cx.app(), cx.viewer(), person).await?;
    let mut frame = cx.frame(format!("Lists of hubs: {}", model.person.called()));
    frame.back = Some(BackLink { text: "Plan".into(), ..BackLink::to(paths::person_plan(person)) });
    let mut pieces = Vec::new();
    if model.may_propose {
        pieces.push(Html::of(&Button::link("Propose to a hub", paths::listing_new(person))));
    }
    if model.listings.is_empty() {
        pieces.push(Html::paragraphs("No list of a hub that you can see."));
    } else {
        let found = words::count(u64::try_from(model.listings.len()).unwrap_or(u64::MAX), "list", "lists");
        pieces.push(Html::paragraphs(&format!("{found}, newest first.")));
    }
    pieces.push(cards(model.listings.iter().map(card)));
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Lists of hubs".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
