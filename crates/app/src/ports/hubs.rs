//! Hubs, and who is on their lists. A listing is sealed under risk, held by the agency that leads the hub and sent to every other
//! agency of it: to be on a list says how often somebody offends.

use super::{Listed, Stored};
use async_trait::async_trait;
use domain::{
    hub::Hub,
    ids::{AgencyId, HubId, ListingId, PartnershipId, PersonId},
    listing::{Listing, ListingFact},
    stamp::Stamp,
};
use gate::{ListFilter, Sealed};
use jiff::civil::Date;

/// Ports for hubs.
#[async_trait]
pub trait Hubs {
    /// Writes a hub as it is opened.
    async fn add_hub(&mut self, partnership: PartnershipId, hub: &Hub) -> Stored<()>;

    /// The hubs of a partnership, oldest first.
    async fn hubs(&mut self, partnership: PartnershipId, limit: u32) -> Stored<Vec<Hub>>;

    /// One hub.
    async fn hub(&mut self, id: HubId) -> Stored<Option<Hub>>;

    /// Writes the last fact of a hub that has `seen` facts; answers whether it had so many.
    async fn append_hub_fact(&mut self, seen: i64, after: &Hub) -> Stored<bool>;
}

/// Ports for listings. Each is read by an agency, `reader`, since one of the hub reads what was sent to it.
#[async_trait]
pub trait Listings {
    /// Writes a listing as it is proposed; answers whether the person had no other at this hub that goes on.
    async fn add_listing(&mut self, listing: &Listing) -> Stored<bool>;

    /// One listing.
    async fn listing(&mut self, id: ListingId, reader: AgencyId) -> Stored<Option<Sealed<Listing>>>;

    /// A person's listings past `after`, newest first, each with its place.
    async fn listings(
        &mut self,
        person: PersonId,
        reader: AgencyId,
        after: Option<ListingId>,
        limit: u32,
    ) -> Stored<Vec<(ListingId, Sealed<Listing>)>>;

    /// People of whom the viewer may know, with a listing at this hub that goes on.
    async fn people_of_hub(
        &mut self,
        filter: &ListFilter,
        hub: HubId,
        limit: u32,
        today: Date,
    ) -> Stored<Vec<Listed>>;

    /// The listings of these people at this hub that go on.
    async fn listings_at(
        &mut self,
        hub: HubId,
        people: &[PersonId],
        reader: AgencyId,
    ) -> Stored<Vec<Sealed<Listing>>>;

    /// Writes a fact of a listing that has `seen` facts; answers whether it had so many.
    async fn append_listing_fact(
        &mut self,
        seen: i64,
        after: &Listing,
        stamp: &Stamp,
        fact: &ListingFact,
    ) -> Stored<bool>;

    /// The day on which somebody was born, for the rules alone.
    async fn born(&mut self, person: PersonId) -> Stored<Option<Date>>;

    /// Listings on which the panel was to have said all before `today`, not under seal: for the installation itself.
    async fn rounds_over(&mut self, today: Date, limit: u32) -> Stored<Vec<Listing>>;
}
