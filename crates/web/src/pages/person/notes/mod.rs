//! A person's notes, whole, newest first.

mod page;

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed},
};
use domain::ids::PersonId;
use jiff::Timestamp;
use page::NotesPage;

/// Where the page begins.
pub(crate) struct From {
    before: Option<Timestamp>,
}

impl Asked for From {
    const KNOWN: &'static [&'static str] = &["before"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let text = typed.get("before");
        let before = text.parse().ok().and_then(|at| Timestamp::from_millisecond(at).ok());
        if before.is_none() && !text.is_empty() {
            check.wrong::<()>("before", "unknown", "Begin with the newest notes and go on from there");
        }
        Self { before }
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(from): Query<From>) -> Answer {
    let model = app::people::notes(cx.app(), cx.viewer(), person, from.before).await?;
    let frame = cx.frame(format!("Notes: {}", model.person.called()));
    cx.show(&NotesPage::of(frame, &model, from.before.is_some(), cx.app().london()))
}
