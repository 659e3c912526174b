//! Beginning a body or the description of a service, and its next step.

use crate::{App, Cx, Once, events::EventKind, refusal::Refusal, settle::not_taken, taken};
use domain::{
    ids::ProvisionId,
    provision::{Provision, ProvisionFact},
    section::Purpose,
};
use gate::{Action, Viewer};

/// Bodies and descriptions of one partnership at most, with those that ended.
pub(super) const MOST: u32 = 2_000;

/// Begins one, which the viewer's agency keeps.
///
/// Invariant: it and its event commit together; the same `once` begins one; of one service one description goes on.
pub async fn begin(
    app: &App,
    viewer: &Viewer,
    fact: ProvisionFact,
    once: Option<&Once>,
) -> Result<ProvisionId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "record what there is").await?;
    cx.permit_role(Action::KeepProvision)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let field = fact.step.fields().first().map_or("step", |field| field.name);
    let begun = Provision::begin(cx.id(), cx.stamp(), cx.settled(fact).await?).map_err(not_taken)?;
    if cx.tx.provisions(app.partnership, None, MOST).await?.len() >= MOST as usize {
        return Err(Refusal::field(
            field,
            "range",
            "There are 2,000 of these, which is as many as there can be",
        ));
    }
    if !cx.tx.add_provision(app.partnership, &begun).await? {
        let sentence = "This service is described already. Add to that description";
        return Err(Refusal::field(field, "twice", sentence));
    }
    cx.tell_provision(EventKind::ProvisionBegun, &begun);
    cx.remember(once, begun.id.0).await?;
    cx.answer(begun.id).await
}

/// Records the next step of one that the viewer's agency keeps.
///
/// Invariant: fact and event commit together; of two facts on the same version one is kept.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    id: ProvisionId,
    seen: i64,
    fact: ProvisionFact,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "record a step of what there is").await?;
    cx.permit_role(Action::KeepProvision)?;
    let found = cx.tx.provision(app.partnership, id).await?;
    let one = found.filter(|one| one.begun().agency == cx.agency()).ok_or(Refusal::NotFound)?;
    if one.version() != seen {
        return Err(Refusal::Stale { seen, now: one.version() });
    }
    let (fact, stamp) = (cx.settled(fact).await?, cx.stamp());
    let after = one.append(stamp, fact).map_err(not_taken)?;
    if !cx.tx.append_provision_fact(seen, &after).await? {
        return Err(Refusal::Stale { seen, now: after.version() });
    }
    cx.tell_provision(EventKind::ProvisionStepped, &after);
    cx.answer(()).await
}

impl Cx<'_> {
    /// Tells of the last fact.
    fn tell_provision(&mut self, kind: EventKind, one: &Provision) {
        let Some((_, fact)) = one.facts().last() else { return };
        let event = self.partnership_event(kind, one.id.0, taken::fact(fact));
        self.append(event);
    }
}
