//! Beginning a strand.

use super::told;
use crate::{App, Once, events::EventKind, refusal::Refusal, settle::NOT_YOURS};
use domain::{
    ids::{PersonId, StrandId},
    plan::{Begun, Topic},
    section::Purpose,
    text::{Line, Prose},
};
use gate::{Action, Viewer};

/// What somebody begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeginStrand {
    /// With whom.
    pub person: PersonId,
    /// About what.
    pub topic: Topic,
    /// What is to be reached.
    pub aim: Line,
    /// What stands in the way.
    pub need: Option<Prose>,
    /// What helps.
    pub strengths: Option<Prose>,
    /// In the person's own words.
    pub quote: Option<Prose>,
}

/// Begins a strand, which the viewer's agency holds.
///
/// Invariant: the strand and its event commit together; the same `once` begins one.
pub async fn begin(
    app: &App,
    viewer: &Viewer,
    command: BeginStrand,
    once: Option<&Once>,
) -> Result<StrandId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "begin a strand of a plan").await?;
    cx.permit_role(Action::KeepPlan)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::KeepPlan, &standing, None)?;
    if !cx.would_read(&standing, command.topic.section()) {
        return Err(Refusal::field("topic", "not-yours", NOT_YOURS));
    }
    let BeginStrand { person, topic, aim, need, strengths, quote } = command;
    let begun = Begun { id: cx.id(), person, topic, aim, need, strengths, quote, stamp: cx.stamp() };
    cx.tx.add_strand(&begun).await?;
    let mut event = cx.event(person, EventKind::StrandBegun, topic.section(), told::begun(&begun));
    event.subject = Some(begun.id.0);
    cx.append(event);
    cx.remember(once, begun.id.0).await?;
    cx.answer(begun.id).await
}
