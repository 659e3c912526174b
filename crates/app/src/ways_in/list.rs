//! By which ways a person came, as far as the viewer may see.

use crate::{
    App,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    ids::PersonId,
    person::Identity,
    referral::{DeliveryNeed, Told},
    section::Purpose,
    way_in::WayIn,
};
use gate::Viewer;

/// Entries on one page.
const ROWS: u32 = 20;

/// One entry; each part of the summary only where the agreement opens its section.
#[derive(Debug, Clone)]
pub struct EntryLine {
    /// The entry.
    pub entry: WayIn,
    /// Risk that matters to the receiver.
    pub risk: Option<Told>,
    /// Needs that affect delivery.
    pub needs: Option<(Told, Vec<DeliveryNeed>)>,
}

/// A person's entries.
#[derive(Debug, Clone)]
pub struct WaysInPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The entries, newest first.
    pub entries: Vec<EntryLine>,
    /// Names of those who entered them.
    pub names: Names,
}

/// Reads a person's entries.
pub async fn ways_in(app: &App, viewer: &Viewer, person: PersonId) -> Result<WaysInPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read ways in").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.ways_in(person, ROWS).await?;
    let opened = cx.open_all(&standing, sealed);
    let names =
        cx.names(opened.iter().map(|one| one.stamp.by), opened.iter().map(|one| one.stamp.agency)).await?;
    let mut entries = Vec::with_capacity(opened.len());
    for entry in opened {
        let (mut risk, mut needs) = (None, None);
        if let Some((sealed_risk, sealed_needs)) = cx.tx.two_part(person, entry.id.0).await? {
            risk = cx.open(&standing, sealed_risk).opened();
            needs = cx.open(&standing, sealed_needs).opened();
        }
        entries.push(EntryLine { entry, risk, needs });
    }
    cx.answer(WaysInPart { person: identity, glance, entries, names }).await
}
