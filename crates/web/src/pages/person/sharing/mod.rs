//! Who sees what of a person's record, and who has looked.

mod page;
pub(crate) mod who;
pub(crate) mod why;

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Cursor, Query, Typed},
};
use app::ports::Place;
use domain::ids::PersonId;
use page::SharingPage;

/// Where the list of looks begins.
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
    let model = app::people::sharing(cx.app(), cx.viewer(), person, from.before).await?;
    let frame = cx.frame(format!("Sharing: {}", model.person.called()));
    cx.show(&SharingPage::of(frame, &model, from.before.is_some(), cx.app().london()))
}
