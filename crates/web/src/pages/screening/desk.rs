//! The screening desk: who agreed and waits for what is found.

use super::shown::{ShownPage, cards};
use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Card, Cell, Html, Table},
    paths, words,
};
use app::screening::Asked;

fn row(one: &Asked) -> Vec<Cell> {
    let contact = &one.contact;
    vec![
        Html::link(&paths::contact_assess(contact.id), &one.person.called()).into(),
        contact.setting.words().into(),
        contact.place.to_string().into(),
        Cell::unbroken(words::day(contact.day)),
    ]
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let open = app::screening::open_contacts(cx.app(), cx.viewer()).await?;
    let html = if open.is_empty() {
        Html::paragraphs("Nobody waits. Ask for consent from the court list, or from a person’s Assessments.")
    } else {
        let rows: Vec<_> = open.iter().map(row).collect();
        let head = ["Person", "Met at", "Place", "Day"];
        Html::of(&Table::new("People who agreed", head, rows).caption_hidden().rows_named().dense())
    };
    let card = Card { count: Some(open.len()), ..Card::new("Agreed, and not screened yet", html) };
    let frame = cx.frame("Screening");
    cx.show(&ShownPage { bar: None, parts: None, heading: "Screening".into(), body: cards([card]), frame })
}
