//! Opening a hub, and setting it anew.

use super::{MOST, told};
use crate::{App, Cx, Once, events::EventKind, refusal::Refusal};
use domain::{
    hub::{Hub, HubFact, HubTerms},
    ids::{AgencyId, HubId},
    section::Purpose,
    timing::TimingCode,
};
use gate::{Action, Viewer};

/// Agencies of an installation at most.
const AGENCIES: u32 = 1000;

/// Opens a hub, which the viewer's agency leads.
///
/// Invariant: hub and event commit together; the same `once` opens one.
///
/// # Errors
/// [`Refusal::Invalid`] for terms that contradict each other, and for more places than the partnership has set for all hubs.
pub async fn open(
    app: &App,
    viewer: &Viewer,
    terms: HubTerms,
    once: Option<&Once>,
) -> Result<HubId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "open a hub").await?;
    cx.permit_role(Action::KeepHub)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    cx.check_terms(&terms, None).await?;
    let hub = Hub::new(cx.id(), cx.stamp(), terms);
    cx.tx.add_hub(app.partnership, &hub).await?;
    let event = cx.partnership_event(EventKind::HubOpened, hub.id.0, told::terms(hub.terms()));
    cx.append(event);
    cx.remember(once, hub.id.0).await?;
    cx.answer(hub.id).await
}

/// Sets a hub of the viewer's agency anew.
pub async fn set(app: &App, viewer: &Viewer, id: HubId, seen: i64, terms: HubTerms) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "set a hub anew").await?;
    let hub = cx.led_hub(id, seen, Action::KeepHub).await?;
    cx.check_terms(&terms, Some(id)).await?;
    cx.append_to_hub(hub, HubFact::Set(terms)).await?;
    cx.answer(()).await
}

/// Agencies whose teams a hub may have.
pub async fn agencies(app: &App, viewer: &Viewer) -> Result<Vec<(AgencyId, String)>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "agencies of a hub").await?;
    cx.permit_role(Action::KeepHub)?;
    let found = cx.tx.agencies(AGENCIES).await?;
    cx.answer(found.into_iter().map(|one| (one.id, one.name)).collect()).await
}

impl Cx<'_> {
    /// Whether a hub may be set so: by itself, with agencies of the partnership, and beside the other hubs.
    async fn check_terms(&mut self, terms: &HubTerms, own: Option<HubId>) -> Result<(), Refusal> {
        terms.check().map_err(|wrong| Refusal::field(field_of(wrong), "range", wrong.to_string()))?;
        if !terms.criteria.iter().all(|row| row.tests.iter().all(|test| test.holds_together())) {
            return Err(Refusal::field("criteria", "range", "A criterion has figures that nobody can meet"));
        }
        let known = self.tx.agencies(AGENCIES).await?;
        if !terms.agencies().iter().all(|agency| known.iter().any(|one| one.id == *agency)) {
            return Err(Refusal::field("teams", "unknown", "Select agencies of the partnership"));
        }
        let today = self.today();
        let most = u32::from(self.tx.timings().await?.on(TimingCode::HubPlaces, today)?.count);
        let hubs = self.tx.hubs(self.app.partnership, MOST).await?;
        if own.is_none() && hubs.len() >= MOST as usize {
            return Err(Refusal::field(
                "name",
                "range",
                "There are 50 hubs, which is as many as there can be",
            ));
        }
        let others = hubs.iter().filter(|hub| Some(hub.id) != own);
        let taken: u32 = others.map(|hub| u32::from(hub.terms().places)).sum();
        if taken + u32::from(terms.places) > most {
            let sentence = format!(
                "All hubs together have places for {most} people, and the others have {taken} of them"
            );
            return Err(Refusal::field("places", "range", sentence));
        }
        Ok(())
    }

    /// Appends a fact to a hub and tells it.
    pub(super) async fn append_to_hub(&mut self, hub: Hub, fact: HubFact) -> Result<(), Refusal> {
        let (seen, stamp) = (hub.version(), self.stamp());
        let said = told::fact(&fact);
        let wrong = |refused: domain::hub::HubRefused| Refusal::field("teams", "gone", refused.to_string());
        let after = hub.append(stamp, fact).map_err(wrong)?;
        if !self.tx.append_hub_fact(seen, &after).await? {
            return Err(Refusal::Stale { seen, now: after.version() });
        }
        let event = self.partnership_event(EventKind::HubStepped, after.id.0, said);
        self.append(event);
        Ok(())
    }
}

const fn field_of(wrong: domain::hub::TermsRefused) -> &'static str {
    use domain::hub::TermsRefused as Wrong;
    match wrong {
        Wrong::Teams | Wrong::Numbers => "teams",
        Wrong::Quorum => "quorum",
        Wrong::Places => "places",
        Wrong::Meets => "meets",
    }
}
