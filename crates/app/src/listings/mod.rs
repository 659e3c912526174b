//! Who is on the list of a hub: proposed by whoever works with somebody, decided by its panel in writing, acknowledged by each
//! partner, and ended by the panel.
//!
//! What holds: a listing is read under risk, by the agencies of the hub as what was sent to them; every agency of the panel is
//! asked, whether it works with the person or not, so that being asked tells nothing of who works with them; what falls due tells
//! no words, and lies where only the agency that owes it reads it.

mod decide;
mod list;
mod propose;
mod step;
mod suggest;
pub mod told;

pub use decide::decide_due;
pub use list::{ListingLine, ListingsPart, OpenedListing, listing, listings};
pub use propose::{Propose, Proposed, propose};
pub use step::{ListingMove, step};
pub use suggest::{Suggested, suggestions};

use crate::{App, Cx, refusal::Refusal};
use domain::{
    hub::{Ages, Hub},
    ids::{AgencyId, ListingId, PersonId},
    listing::{Listing, ListingRefused},
    panel::Terms,
    timing::TimingCode,
};
use gate::Standing;
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

/// Hubs of a partnership at most.
const HUBS: u32 = 50;
/// Days at most that a panel is given.
const MOST_DAYS: i64 = 60;

/// The day on which somebody turns 18, while they are with a team for those under it.
pub(crate) fn turns_18(hub: &Hub, listing: &Listing, born: Option<Date>) -> Option<Date> {
    let youth = hub.terms().team(listing.team()).is_some_and(|team| team.ages == Ages::Youth);
    Some(born.filter(|_| youth)?.saturating_add(18.years()))
}

fn not_taken(refused: ListingRefused) -> Refusal {
    Refusal::NotNow(format!("{}.", domain::agreement::words::capital(&refused.to_string())))
}

impl Cx<'_> {
    /// A listing that the gate opens, its hub, and how the viewer stands to its person; as absent otherwise. The viewer's agency
    /// must be of the hub.
    async fn listing_of_hub(&mut self, id: ListingId) -> Result<(Standing, Hub, Listing), Refusal> {
        let own = self.agency();
        let found = self.tx.listing(id, own).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let sealed = found.ok_or(Refusal::NotFound)?;
        let listing = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        let hub = self.tx.hub(listing.entry.hub).await?.ok_or(Refusal::NotFound)?;
        if hub.agencies().contains(&own) { Ok((standing, hub, listing)) } else { Err(Refusal::NotFound) }
    }

    /// Whom the panel of a hub consists of today, and by when it says what it thinks.
    async fn panel_terms(&mut self, hub: &Hub, by: Option<Date>) -> Result<Terms, Refusal> {
        let today = self.today();
        let by = match by {
            None => self.calendar(today).await?.after(TimingCode::PanelAnswer, today)?,
            Some(day) if day <= today => {
                return Err(Refusal::field("by", "past", "The day must be after today"));
            }
            Some(day) if day > today.saturating_add(MOST_DAYS.days()) => {
                return Err(Refusal::field("by", "too-late", "The day must be within the next 60 days"));
            }
            Some(day) => day,
        };
        let terms = hub.terms();
        Ok(Terms { asked: terms.agencies(), by, quorum: terms.quorum, rule: terms.rule })
    }

    /// Which of these agencies work with the person today. Told to nobody: only their own desks show it.
    async fn at_work(
        &mut self,
        person: PersonId,
        of: &BTreeSet<AgencyId>,
    ) -> Result<BTreeSet<AgencyId>, Refusal> {
        let today = self.today();
        let involved = self.tx.involved(person, today).await?;
        let open = involved.iter().filter(|one| one.closed.is_none_or(|day| day > today));
        Ok(open.map(|one| one.agency).filter(|agency| of.contains(agency)).collect())
    }
}

/// The installation, acting for the agency that leads a hub.
fn itself_for(app: &App, hub: &Hub) -> gate::Viewer {
    gate::Viewer { agency: hub.lead(), ..crate::agreements::itself(app) }
}
