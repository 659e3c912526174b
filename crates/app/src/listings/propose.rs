//! Proposing that somebody comes on the list of a hub.

use super::told;
use crate::{
    App, Cx, Once,
    duties::NewDuty,
    events::{EventKind, NewEvent},
    hubs::Room,
    refusal::Refusal,
};
use domain::{
    cohort::{CohortKind, LegalStatus},
    duty::{DutyKind, Owner},
    hub::Hub,
    ids::{AgencyId, HubId, ListingId, PersonId},
    listing::{Entry, Listing, ListingFact},
    order::OrderState,
    panel::{Position, Stance, Terms},
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;
use serde_json::Value;

/// What somebody proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Propose {
    /// Who is to come on the list.
    pub person: PersonId,
    /// Of which hub.
    pub hub: HubId,
    /// As which kind.
    pub kind: CohortKind,
    /// Under an order or not.
    pub status: LegalStatus,
    /// With which of its teams, by its number.
    pub team: u16,
    /// Why.
    pub why: Prose,
    /// By when the panel says what it thinks; the partnership's usual time where none is given.
    pub by: Option<Date>,
}

/// What was proposed, and how full the hub is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposed {
    /// The listing.
    pub id: ListingId,
    /// The hub before it.
    pub room: Room,
}

/// Proposes somebody to the panel of a hub, for which the viewer's own agency thereby speaks.
///
/// Invariant: listing, events and duties commit together; the same `once` proposes one.
///
/// # Errors
/// [`Refusal::Invalid`] for a hub that the viewer's agency is not of, a team that it does not have, and somebody who is on its list
/// or proposed to it.
pub async fn propose(
    app: &App,
    viewer: &Viewer,
    command: Propose,
    once: Option<&Once>,
) -> Result<Proposed, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "propose somebody to a hub").await?;
    cx.permit_role(Action::ProposeListing)?;
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::ProposeListing, &standing, None)?;
    let unknown = || Refusal::field("hub", "unknown", "Select a hub that your agency is of");
    let hub = cx.tx.hub(command.hub).await?.ok_or_else(unknown)?;
    if !hub.agencies().contains(&cx.agency()) {
        return Err(unknown());
    }
    let room = cx.room_of(&hub).await?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(Proposed { id: made.into(), room }).await;
    }
    let entry = cx.entry(&standing, &hub, command).await?;
    let (id, person, terms) = (entry.id, entry.person, entry.terms.clone());
    let listing = Listing::new(entry);
    if !cx.tx.add_listing(&listing).await? {
        let sentence = "They are on the list of this hub, or proposed to it";
        return Err(Refusal::field("hub", "on-it", sentence));
    }
    cx.tell_listing(person, id, EventKind::ListingProposed, told::entry(&listing.entry));
    cx.ask_panel(person, id, &terms).await?;
    cx.speak_for_it(&hub, listing).await?;
    cx.remember(once, id.0).await?;
    cx.answer(Proposed { id, room }).await
}

impl Cx<'_> {
    async fn entry(&mut self, standing: &Standing, hub: &Hub, command: Propose) -> Result<Entry, Refusal> {
        let Propose { person, kind, status, team, why, by, .. } = command;
        self.check_team(standing, hub, team).await?;
        self.check_status(standing, status).await?;
        let terms = self.panel_terms(hub, by).await?;
        Ok(Entry { id: self.id(), person, hub: hub.id, kind, status, team, why, terms, stamp: self.stamp() })
    }

    /// The team is of the hub, and works with people of this age, as far as the viewer may read how old somebody is.
    pub(super) async fn check_team(
        &mut self,
        standing: &Standing,
        hub: &Hub,
        team: u16,
    ) -> Result<(), Refusal> {
        let unknown = || Refusal::field("team", "unknown", "Select a team of this hub");
        let ages = hub.terms().team(team).ok_or_else(unknown)?.ages;
        let (today, person) = (self.today(), self.identity(standing).await?);
        if person.age_on(today).is_none_or(|age| ages.takes(age)) {
            return Ok(());
        }
        let sentence = "This team works with people of another age. Select another one, or look at the date of birth on the record";
        Err(Refusal::field("team", "age", sentence))
    }

    /// Whoever can read of an order in force cannot say that there is none.
    pub(super) async fn check_status(
        &mut self,
        standing: &Standing,
        status: LegalStatus,
    ) -> Result<(), Refusal> {
        let (today, standings) = (self.today(), [(standing.person, *standing)].into());
        let orders = self.orders_of(&[standing.person], &standings).await?;
        let mut orders = orders.values().flatten();
        let under = orders.any(|order| order.state_on(today) == OrderState::InForce);
        if under && status == LegalStatus::NonStatutory {
            let sentence = "An order is in force, so they are statutory";
            return Err(Refusal::field("status", "order", sentence));
        }
        Ok(())
    }

    /// A step of a listing, as the log tells it.
    pub(super) fn tell_listing(&mut self, person: PersonId, id: ListingId, kind: EventKind, body: Value) {
        let mut event: NewEvent = self.event(person, kind, Section::Risk, body);
        event.subject = Some(id.0);
        self.append(event);
    }

    /// The agencies of the panel that work with the person have its question on their desks.
    pub(super) async fn ask_panel(
        &mut self,
        person: PersonId,
        id: ListingId,
        terms: &Terms,
    ) -> Result<(), Refusal> {
        let mut asked = self.at_work(person, &terms.asked).await?;
        asked.remove(&self.agency());
        let due = |agency: AgencyId| NewDuty {
            person,
            kind: DutyKind::PanelPosition,
            owner: Owner { agency, account: None },
            due: terms.by,
            subject: id.0,
            why: None,
        };
        self.open_duties(asked.into_iter().map(due).collect()).await.map(drop)
    }

    /// Who proposes is for it: that is the first position. Where nobody else could change it, it is decided.
    pub(super) async fn speak_for_it(&mut self, hub: &Hub, listing: Listing) -> Result<Listing, Refusal> {
        let own = self.agency();
        let listing = if listing.round().terms.asked.contains(&own) {
            let position = Position { stance: Stance::For, words: None };
            self.append_to_listing(listing, ListingFact::Said(position)).await?
        } else {
            listing
        };
        self.decide_if_due(hub, listing).await
    }
}
