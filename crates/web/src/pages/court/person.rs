//! A person's hearings, as court lists told them, as far as the viewer may see.

use super::say;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{Cell, Frame, Html, PersonBar, SubNavigation, Table},
    pages::person::bar,
    paths, words,
};
use app::court;
use askama::Template;
use domain::ids::PersonId;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/court/person.html")]
struct HearingsPage {
    frame: Frame,
    bar: PersonBar,
    parts: SubNavigation,
    body: Html,
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = court::of_person(cx.app(), cx.viewer(), person).await?;
    let rows: Vec<Vec<Cell>> = model
        .hearings
        .iter()
        .map(|kept| {
            let entry = &kept.entry;
            let day = words::day(entry.day);
            let day = if model.may_work && kept.agency == cx.viewer().agency {
                say::link(paths::court_entry(kept.id), day)
            } else {
                Html::text(&day)
            };
            let offences: Vec<String> =
                entry.offences.iter().filter_map(|one| one.title.as_ref()).map(ToString::to_string).collect();
            let outcome: Vec<&str> = entry.outcome().into_iter().map(domain::text::Line::as_str).collect();
            vec![
                day.into(),
                format!("{} {}", entry.court.called(), say::time(entry)).into(),
                offences.join("; ").into(),
                outcome.join("; ").into(),
                Html::join(say::marks(kept).iter().map(Html::of), " ").into(),
            ]
        })
        .collect();
    let body = if rows.is_empty() {
        Html::paragraphs("No hearing that you can see.")
    } else {
        let head = ["Day", "Court and time", "Offences", "Outcome", "Marks"];
        Html::of(&Table::new("Hearings", head, rows).caption_hidden().rows_named().dense())
    };
    let frame = cx.frame(format!("Hearings: {}", model.person.called()));
    cx.show(&HearingsPage {
        bar: bar::bar(&model.person, &model.glance, Vec::new()),
        parts: bar::parts(person, bar::Part::Hearings, &model.glance),
        body,
        frame,
    })
}
