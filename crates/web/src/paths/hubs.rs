//! Addresses of hubs and their lists.

use domain::ids::{HubId, ListingId, PersonId};

fixed! {
    /// The hubs of the partnership.
    HUBS = "/hubs";
    /// Open a hub.
    HUB_NEW = "/hubs/new";
}

about! {
    /// A hub, and its list.
    HUB, hub(HubId) = "/hubs/", "";
    /// Set a hub anew.
    HUB_SET, hub_set(HubId) = "/hubs/", "/set";
    /// Record that a hub's panel met.
    HUB_MET, hub_met(HubId) = "/hubs/", "/met";
    /// Count a year of a hub.
    HUB_COUNT, hub_count(HubId) = "/hubs/", "/count";
    /// A person's places on lists of hubs.
    PERSON_LISTINGS, person_listings(PersonId) = "/people/", "/hubs";
    /// Propose somebody to a hub.
    LISTING_NEW, listing_new(PersonId) = "/people/", "/hubs/new";
    /// A place on the list of a hub.
    LISTING, listing(ListingId) = "/listings/", "";
    /// Say what one's own agency thinks.
    LISTING_SAY, listing_say(ListingId) = "/listings/", "/say";
    /// Propose that somebody leaves the list.
    LISTING_LEAVE, listing_leave(ListingId) = "/listings/", "/leave";
    /// Take note of a change to the list.
    LISTING_ACKNOWLEDGE, listing_acknowledge(ListingId) = "/listings/", "/acknowledge";
    /// Record what is in place of a principle.
    LISTING_PRINCIPLE, listing_principle(ListingId) = "/listings/", "/principle";
    /// Pass somebody to another team of the hub.
    LISTING_PASS, listing_pass(ListingId) = "/listings/", "/pass";
    /// Under an order now, or not any more.
    LISTING_STATUS, listing_status(ListingId) = "/listings/", "/status";
}
