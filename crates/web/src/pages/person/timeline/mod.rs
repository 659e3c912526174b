//! A person's timeline.

mod page;
mod sentence;

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed},
};
use domain::ids::{EventId, PersonId};
use page::TimelinePage;

/// Events on one page.
const EVENTS: u32 = 25;

/// Where the page begins.
pub(crate) struct From {
    before: Option<EventId>,
}

impl Asked for From {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self { before: check.cursor("cursor", typed.get("cursor"), |cursor| cursor.part(0).map(EventId)) }
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(from): Query<From>) -> Answer {
    let model = app::people::timeline(cx.app(), cx.viewer(), person, from.before, EVENTS).await?;
    let frame = cx.frame(format!("Timeline: {}", model.person.called()));
    cx.show(&TimelinePage::of(frame, &model, from.before.is_some(), cx.app().london()))
}
