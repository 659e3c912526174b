//! A page that shows what was found: the person's bar, perhaps the parts of the record, and pieces below each other.

use crate::kit::{Card, Frame, Html, PersonBar, SubNavigation, SummaryList, SummaryRow, Text};
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/screening/shown.html")]
pub(crate) struct ShownPage {
    pub(crate) frame: Frame,
    pub(crate) bar: Option<PersonBar>,
    pub(crate) parts: Option<SubNavigation>,
    pub(crate) heading: Text,
    pub(crate) body: Html,
}

/// Cards below each other, each as wide as the page.
pub(crate) fn cards(cards: impl IntoIterator<Item = Card>) -> Html {
    let cards = cards
        .into_iter()
        .map(|card| Html::of(&Card { classes: card.classes.after("tc-card--wide"), ..card }));
    let inner = Html::join(cards, "\n");
    Html::join([Html::literal("<div class=\"tc-cards\">"), inner, Html::literal("</div>")], "")
}

/// Facts in two columns.
pub(crate) fn facts(rows: impl IntoIterator<Item = SummaryRow>) -> Html {
    Html::of(&SummaryList::new(rows).compact())
}
