//! Who is on a hub's list, as far as the viewer may read each listing: the one place where a list is counted and put in order.

use crate::{Cx, refusal::Refusal};
use domain::{
    hub::Hub,
    ids::PersonId,
    listing::{Listing, ListingState},
    person::Identity,
};
use gate::{Label, Sealed, Standing};

/// People of a hub that are read: more than there is room for at any.
const MOST: u32 = 2000;

/// How full a hub is, of those whom the viewer may know to be on its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// People on the list.
    pub people: usize,
    /// Places.
    pub places: u16,
}

impl Room {
    /// How many are on the list above its places.
    pub fn over(self) -> usize {
        self.people.saturating_sub(usize::from(self.places))
    }

    /// Whether one more is one too many.
    pub fn is_full(self) -> bool {
        self.people >= usize::from(self.places)
    }
}

/// Somebody at a hub, weighed and not shown yet.
pub(crate) struct AtHub {
    pub(crate) standing: Standing,
    pub(crate) identity: Sealed<Identity>,
    pub(crate) label: Label,
    pub(crate) listing: Listing,
}

impl Cx<'_> {
    /// Who has a listing at the hub that goes on, as far as the gate opens it, in the order of the list: those who are on it before
    /// those who are proposed, the kinds that are put first before the others, and then who came first. Nobody is told of this
    /// look: whoever is shown is shown by `show`.
    pub(crate) async fn at_hub(&mut self, hub: &Hub) -> Result<Vec<AtHub>, Refusal> {
        let (filter, today, own) = (self.visible(), self.today(), self.agency());
        let mut listed = self.tx.people_of_hub(&filter, hub.id, MOST, today).await?;
        self.complete(listed.iter_mut().map(|one| &mut one.standing)).await?;
        let people: Vec<PersonId> = listed.iter().map(|one| one.standing.person).collect();
        let mut sealed = self.tx.listings_at(hub.id, &people, own).await?;
        sealed.sort_by_key(|one| one.label().person);
        listed.sort_by_key(|one| one.standing.person);
        let mut untold = self.gate.reading(self.viewer, self.purpose());
        let mut found = Vec::with_capacity(sealed.len());
        let mut listed = listed.into_iter().peekable();
        for one in sealed {
            let person = one.label().person;
            while listed.next_if(|next| next.standing.person < person).is_some() {}
            let Some(next) = listed.next_if(|next| next.standing.person == person) else { continue };
            let opened = self.weighed(&mut untold, &next.standing, one);
            found.extend(opened.map(|(label, listing)| AtHub {
                standing: next.standing,
                identity: next.identity,
                label,
                listing,
            }));
        }
        found.sort_by_key(|one| {
            let listing = &one.listing;
            let since = listing.listed().map_or(listing.entry.stamp.at, |stamp| stamp.at);
            (!listing.state().is_on(), listing.entry.kind, since, listing.entry.id)
        });
        Ok(found)
    }

    /// How full the hub is.
    pub(crate) async fn room_of(&mut self, hub: &Hub) -> Result<Room, Refusal> {
        let people = self.at_hub(hub).await?.iter().filter(|one| one.listing.state().is_on()).count();
        Ok(Room { people, places: hub.terms().places })
    }
}

/// How many there are of a list of those on it.
pub(crate) fn on(found: &[AtHub]) -> usize {
    found.iter().filter(|one| one.listing.state() != ListingState::Proposed).count()
}
