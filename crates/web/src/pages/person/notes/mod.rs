//! A person's notes, whole, newest first.

mod page;

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Cursor, Query, Typed},
};
use app::ports::Place;
use domain::ids::PersonId;
use page::NotesPage;

/// Where the page begins.
pub(crate) struct From {
    before: Option<Place>,
}

impl Asked for From {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self { before: check.cursor("cursor", typed.get("cursor"), Cursor::place) }
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(from): Query<From>) -> Answer {
    let model = app::people::notes(cx.app(), cx.viewer(), person, from.before).await?;
    let frame = cx.frame(format!("Notes: {}", model.person.called()));
    cx.show(&NotesPage::of(frame, &model, from.before.is_some(), cx.app().london()))
}
