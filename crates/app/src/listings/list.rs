//! Reading listings: those of one person, and one with its history.

use super::{HUBS, turns_18};
use crate::{
    App,
    people::{Glance, InTurn, Names},
    ports::{Stored, Tx},
    refusal::Refusal,
};
use async_trait::async_trait;
use domain::{
    hub::Hub,
    ids::{AgencyId, ListingId, PersonId},
    listing::Listing,
    person::Identity,
    section::Purpose,
};
use gate::{Action, Sealed, Viewer};
use jiff::civil::Date;

/// Listings on one page, of those that the gate opens.
const SHOWN: usize = 50;

/// A listing with its hub.
#[derive(Debug, Clone)]
pub struct ListingLine {
    /// The listing.
    pub listing: Listing,
    /// The hub's name.
    pub hub: String,
    /// The name of the team that works with the person.
    pub team: String,
}

/// A person's places on lists of hubs.
#[derive(Debug, Clone)]
pub struct ListingsPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Listings, newest first.
    pub listings: Vec<ListingLine>,
    /// Whether the viewer may propose another.
    pub may_propose: bool,
}

/// One listing.
#[derive(Debug, Clone)]
pub struct OpenedListing {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The listing.
    pub line: ListingLine,
    /// Its hub.
    pub hub: Hub,
    /// Agencies of the hub that have not acknowledged the last change.
    pub not_acknowledged: Vec<AgencyId>,
    /// The day on which the person turns 18, where they are with a team for those under it.
    pub turns_18: Option<Date>,
    /// Names of agencies and writers.
    pub names: Names,
    /// Whether the viewer's agency is of the hub and they may record its next fact.
    pub may_keep: bool,
    /// Whether the viewer's agency is of the panel that is asked.
    pub is_asked: bool,
}

struct Newest(AgencyId);

#[async_trait]
impl InTurn for Newest {
    type Place = ListingId;
    type One = Listing;

    async fn next(
        &self,
        tx: &mut dyn Tx,
        person: PersonId,
        after: Option<ListingId>,
        limit: u32,
    ) -> Stored<Vec<(ListingId, Sealed<Listing>)>> {
        tx.listings(person, self.0, after, limit).await
    }
}

fn line(listing: Listing, hub: &Hub) -> ListingLine {
    let team = hub.terms().team(listing.team()).map_or_else(String::new, |team| team.name.to_string());
    ListingLine { hub: hub.terms().name.to_string(), team, listing }
}

/// Reads a person's places on lists of hubs.
pub async fn listings(app: &App, viewer: &Viewer, person: PersonId) -> Result<ListingsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read places on lists of hubs").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let own = cx.agency();
    let found = cx.opened_in_turn(&standing, Newest(own), SHOWN, &mut Vec::new()).await?;
    let hubs = cx.tx.hubs(app.partnership, HUBS).await?;
    let of = |listing: Listing| {
        let hub = hubs.iter().find(|hub| hub.id == listing.entry.hub)?;
        Some(line(listing, hub))
    };
    let listings = found.into_iter().filter_map(of).collect();
    let may_propose = cx.permit(Action::ProposeListing, &standing, None).is_ok();
    cx.answer(ListingsPart { person: identity, glance, listings, may_propose }).await
}

/// Reads one listing. One that is absent takes the same way as one out of reach.
pub async fn listing(app: &App, viewer: &Viewer, id: ListingId) -> Result<OpenedListing, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a place on the list of a hub").await?;
    let own = cx.agency();
    let found = cx.tx.listing(id, own).await?;
    let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    let sealed = found.ok_or(Refusal::NotFound)?;
    let listing = cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let hub = cx.tx.hub(listing.entry.hub).await?.ok_or(Refusal::NotFound)?;
    let writers = listing.facts().iter().map(|(stamp, _)| stamp.by).chain([listing.entry.stamp.by]);
    let said = listing.facts().iter().map(|(stamp, _)| stamp.agency).chain([listing.entry.stamp.agency]);
    let agencies: Vec<AgencyId> = said.chain(hub.agencies()).collect();
    let names = cx.names(writers, agencies).await?;
    let of_hub = hub.agencies().contains(&own);
    let may_keep = of_hub && cx.permit(Action::KeepListing, &standing, None).is_ok();
    let is_asked = may_keep && listing.state().is_asked() && listing.round().terms.asked.contains(&own);
    let not_acknowledged = listing.not_acknowledged(&hub.agencies());
    let turns_18 = turns_18(&hub, &listing, identity.born);
    let line = line(listing, &hub);
    let opened = OpenedListing {
        person: identity,
        glance,
        line,
        hub,
        not_acknowledged,
        turns_18,
        names,
        may_keep,
        is_asked,
    };
    cx.answer(opened).await
}
