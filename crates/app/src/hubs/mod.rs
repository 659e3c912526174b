//! Hubs: teams of several agencies with one list of people whom they put first, opened and set by the agency that leads one.
//!
//! What holds: that there is a hub, its teams and its room are told to all staff; who is on its list only as far as the gate opens
//! each listing, and every figure of the list counts those alone; no result before twelve months.

mod list;
mod open;
mod room;
mod step;
pub mod told;

pub use list::{HubLine, HubPage, HubRow, HubsPage, ROWS, hub, hubs};
pub use open::{agencies, open, set};
pub use room::Room;
pub use step::{count, met};

use crate::{Cx, refusal::Refusal};
use domain::{hub::Hub, ids::HubId};
use gate::Action;

/// Hubs of a partnership at most.
const MOST: u32 = 50;

impl Cx<'_> {
    /// A hub that the viewer's agency leads, in the version that was seen.
    async fn led_hub(&mut self, id: HubId, seen: i64, action: Action) -> Result<Hub, Refusal> {
        self.permit_role(action)?;
        let hub = self.tx.hub(id).await?.ok_or(Refusal::NotFound)?;
        if hub.lead() != self.agency() {
            return Err(Refusal::NotFound);
        }
        if hub.version() != seen {
            return Err(Refusal::Stale { seen, now: hub.version() });
        }
        Ok(hub)
    }
}
