//! Reading hubs, and the list of one.

use super::{
    MOST,
    room::{AtHub, Room, on},
};
use crate::{App, Cx, people::Names, refusal::Refusal};
use domain::{
    cohort::LegalStatus,
    hub::{Hub, HubResult},
    ids::{AgencyId, HubId, PersonId},
    listing::Listing,
    order::{Order, OrderState},
    person::Identity,
    section::{Purpose, Section},
    timing::TimingCode,
};
use gate::{Action, Label, Sealed, Standing, Viewer};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Rows of one page of a list.
pub const ROWS: usize = 50;

/// One hub among others.
#[derive(Debug, Clone)]
pub struct HubLine {
    /// The hub.
    pub hub: Hub,
    /// What it has achieved, as far as it may be published today.
    pub result: HubResult,
}

/// The hubs of the partnership.
#[derive(Debug, Clone)]
pub struct HubsPage {
    /// Today in London.
    pub today: Date,
    /// Hubs, oldest first.
    pub hubs: Vec<HubLine>,
    /// Places of all hubs at most.
    pub most_places: u32,
    /// The reduction that is worked for, in per cent.
    pub target: u16,
    /// Names of agencies.
    pub names: Names,
    /// Whether the viewer may open one.
    pub may_keep: bool,
}

/// One person of a list.
#[derive(Debug, Clone)]
pub struct HubRow {
    /// Who.
    pub person: Identity,
    /// Their place on the list.
    pub listing: Listing,
    /// Their order in force, as far as the gate opens it.
    pub order: Option<Order>,
    /// Which sections of their record, held by the agency that leads the hub, the viewer may read.
    pub may_read: Vec<Section>,
    /// Agencies of the hub that have not acknowledged the last change.
    pub not_acknowledged: Vec<AgencyId>,
    /// The day on which they turn 18, where they are with a team for those under it.
    pub turns_18: Option<Date>,
}

/// A hub with its list.
#[derive(Debug, Clone)]
pub struct HubPage {
    /// Today in London.
    pub today: Date,
    /// The hub.
    pub line: HubLine,
    /// The reduction that is worked for, in per cent.
    pub target: u16,
    /// How full it is.
    pub room: Room,
    /// How many on the list are under an order, and how many are not.
    pub by_status: BTreeMap<LegalStatus, usize>,
    /// People of this page.
    pub rows: Vec<HubRow>,
    /// How many there are, with those who are proposed.
    pub of: usize,
    /// Where this page begins among them.
    pub from: usize,
    /// Names of agencies.
    pub names: Names,
    /// Whether the viewer's agency leads it, and they may set it.
    pub may_keep: bool,
    /// Whether they may count a year.
    pub may_count: bool,
}

/// The hubs of the partnership.
pub async fn hubs(app: &App, viewer: &Viewer) -> Result<HubsPage, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "list hubs").await?;
    cx.permit_role(Action::SeeHubs)?;
    let (today, found) = (cx.today(), cx.tx.hubs(app.partnership, MOST).await?);
    let timings = cx.tx.timings().await?;
    let most_places = u32::from(timings.on(TimingCode::HubPlaces, today)?.count);
    let target = timings.on(TimingCode::HubTarget, today)?.count;
    let names = cx.names([], found.iter().flat_map(Hub::agencies)).await?;
    let may_keep = cx.permit_role(Action::KeepHub).is_ok();
    let line = |hub: Hub| HubLine { result: hub.result(today), hub };
    let hubs = found.into_iter().map(line).collect();
    cx.answer(HubsPage { today, hubs, most_places, target, names, may_keep }).await
}

/// One hub, and its list from the row `from` on.
pub async fn hub(app: &App, viewer: &Viewer, id: HubId, from: usize) -> Result<HubPage, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read the list of a hub").await?;
    cx.permit_role(Action::SeeHubs)?;
    let hub = cx.tx.hub(id).await?.ok_or(Refusal::NotFound)?;
    let today = cx.today();
    let target = cx.tx.timings().await?.on(TimingCode::HubTarget, today)?.count;
    let found = cx.at_hub(&hub).await?;
    let room = Room { people: on(&found), places: hub.terms().places };
    let mut by_status = BTreeMap::new();
    for one in found.iter().filter(|one| one.listing.state().is_on()) {
        *by_status.entry(one.listing.status()).or_default() += 1;
    }
    let of = found.len();
    let rows: Vec<AtHub> = found.into_iter().skip(from).take(ROWS).collect();
    let rows = cx.hub_rows(&hub, rows).await?;
    let names = cx.names([], hub.agencies()).await?;
    let own = hub.lead() == cx.agency();
    let may_keep = own && cx.permit_role(Action::KeepHub).is_ok();
    let may_count = own && cx.permit_role(Action::CountHub).is_ok();
    let line = HubLine { result: hub.result(today), hub };
    let page = HubPage { today, line, target, room, by_status, rows, of, from, names, may_keep, may_count };
    cx.answer(page).await
}

impl Cx<'_> {
    /// Shows these people: what was weighed is opened once more, so that the ledger tells of it.
    async fn hub_rows(&mut self, hub: &Hub, found: Vec<AtHub>) -> Result<Vec<HubRow>, Refusal> {
        let standings: BTreeMap<PersonId, Standing> =
            found.iter().map(|one| (one.standing.person, one.standing)).collect();
        let people: Vec<PersonId> = standings.keys().copied().collect();
        let orders = self.orders_of(&people, &standings).await?;
        let (today, agencies) = (self.today(), hub.agencies());
        let mut rows = Vec::with_capacity(found.len());
        for AtHub { standing, identity, label, listing } in found {
            let Some(person) = self.open(&standing, identity).opened() else { continue };
            let Some(listing) = self.open(&standing, Sealed::new(label, listing)).opened() else { continue };
            let order = orders.get(&standing.person).and_then(|orders| {
                orders.iter().find(|order| order.state_on(today) == OrderState::InForce).cloned()
            });
            rows.push(HubRow {
                may_read: self.may_read(hub, &standing),
                not_acknowledged: listing.not_acknowledged(&agencies),
                turns_18: crate::listings::turns_18(hub, &listing, person.born),
                person,
                listing,
                order,
            });
        }
        Ok(rows)
    }

    /// What the viewer may read of what the leading agency holds about somebody.
    fn may_read(&self, hub: &Hub, standing: &Standing) -> Vec<Section> {
        let opens = |section: &&Section| {
            let label = Label::own(standing.person, **section, hub.lead());
            self.gate.decide(&self.viewer, self.purpose(), standing, label).is_ok()
        };
        Section::ALL.iter().filter(opens).copied().collect()
    }
}
