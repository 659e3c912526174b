//! What happened, newest first, as far as the viewer may see it.

use super::about::Glance;
use crate::{App, events::TimelineEvent, refusal::Refusal};
use domain::{
    ids::{EventId, PersonId},
    person::Identity,
    section::Purpose,
};
use gate::Viewer;

/// One page of a timeline.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The events, newest first.
    pub events: Vec<TimelineEvent>,
    /// After which event the next page begins; `None` at the end. An event that is shown, and not its place in the log: a place
    /// would tell how much is recorded of everybody.
    pub next: Option<EventId>,
}

/// A page of a person's timeline. Events that stay closed are left out without a trace.
pub async fn timeline(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    before: Option<EventId>,
    limit: u32,
) -> Result<Timeline, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a timeline").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let mut events = Vec::new();
    let mut before = before;
    // Pages are filled past what stays closed, so that a short page never tells that something is hidden.
    loop {
        let sealed = cx.tx.timeline(person, before, limit.saturating_add(1)).await?;
        let (read, wanted) = (sealed.len(), limit as usize + 1);
        before = sealed.last().map(|(id, _)| *id);
        let sealed = sealed.into_iter().map(|(_, event)| event).collect();
        events.extend(cx.open_all(&standing, sealed));
        if read < wanted || events.len() >= wanted {
            break;
        }
    }
    let more = events.len() > limit as usize;
    events.truncate(limit as usize);
    cx.without_moved(person, &mut events).await?;
    let next = if more { events.last().map(|event| event.id) } else { None };
    cx.answer(Timeline { person: identity, glance, events, next }).await
}
