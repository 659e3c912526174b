//! The checklist: what is open, item by item, for whoever of the agency that leaves prepares its last day.
//!
//! What holds: it is the list of what the viewer may know of, by the same filter as every list; an item says what it is, about
//! whom, and its day. To say that one is ready changes nothing else about it: it passes on after the last day either way.

use super::DepartureView;
use crate::{App, Cx, events::EventKind, refusal::Refusal};
use domain::{
    departure::{DepartureRecord, OpenItem},
    ids::{DepartureId, PersonId},
    person::Identity,
    section::{Purpose, Section},
};
use gate::{Action, Viewer};
use serde_json::json;
use uuid::Uuid;

/// Items of one page.
const ROWS: u32 = 50;

/// Which item: about whom, and which thing.
pub type WhichItem = (PersonId, Uuid);

/// One page of the checklist.
#[derive(Debug, Clone)]
pub struct Checklist {
    /// The departure.
    pub view: DepartureView,
    /// The items, by person.
    pub items: Vec<(OpenItem, Identity)>,
    /// After which item the next page begins.
    pub next: Option<WhichItem>,
    /// Whether items may still be said to be ready.
    pub may_prepare: bool,
}

/// What the viewer's agency has open, of those whom the viewer may know of.
///
/// # Errors
/// [`Refusal::NotFound`] for the departure of another agency.
pub async fn checklist(
    app: &App,
    viewer: &Viewer,
    id: DepartureId,
    after: Option<WhichItem>,
) -> Result<Checklist, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "prepare the last day of an agency").await?;
    cx.permit_role(Action::PrepareDeparture)?;
    let found = cx.own_departure(id).await?;
    let (filter, today) = (cx.visible(), cx.today());
    let limit = ROWS.saturating_add(1);
    let mut rows = cx.tx.items_to_pass_on(&filter, &found.departure, today, after, limit).await?;
    let more = rows.len() > ROWS as usize;
    rows.truncate(ROWS as usize);
    let next = rows.last().filter(|_| more).map(|last| (last.person, last.subject));
    let (_, identities) = cx.people(rows.iter().map(|one| one.person)).await?;
    let items = rows
        .into_iter()
        .filter_map(|one| identities.get(&one.person).cloned().map(|identity| (one, identity)))
        .collect();
    let may_prepare = found.may_be_called_off(today);
    let view = cx.departure_views(vec![found]).await?.pop().ok_or(Refusal::NotFound)?;
    cx.answer(Checklist { view, items, next, may_prepare }).await
}

/// Says that an item is ready to be passed on; said twice it is as said once.
///
/// # Errors
/// [`Refusal::NotFound`] for what is not on the viewer's list, [`Refusal::NotNow`] once the last day is over.
pub async fn say_ready(
    app: &App,
    viewer: &Viewer,
    id: DepartureId,
    (person, subject): WhichItem,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "say what is ready to be passed on").await?;
    cx.permit_role(Action::PrepareDeparture)?;
    let found = cx.own_departure(id).await?;
    let (filter, today) = (cx.visible(), cx.today());
    if !found.may_be_called_off(today) {
        return Err(Refusal::not_now("departure", "over, or called off already"));
    }
    // The same list as the page's, from the place right before this item.
    let before = Uuid::from_u128(subject.as_u128().saturating_sub(1));
    let listed = cx.tx.items_to_pass_on(&filter, &found.departure, today, Some((person, before)), 1).await?;
    let standing = cx.standing(person).await?;
    let item = listed.into_iter().find(|one| one.person == person && one.subject == subject);
    let item = item.ok_or(Refusal::NotFound)?;
    cx.permit(Action::PrepareDeparture, &standing, None)?;
    let stamp = cx.stamp();
    if cx.tx.ready_to_pass_on(id, person, subject, &stamp).await? {
        let said = json!({ "departure": id.0, "what": item.what.code(), "subject": subject });
        let mut event = cx.event(person, EventKind::DepartureReady, Section::Plan, said);
        event.subject = Some(subject);
        cx.append(event);
    }
    cx.answer(()).await
}

impl Cx<'_> {
    /// A departure of the viewer's own agency; another's is as absent.
    async fn own_departure(&mut self, id: DepartureId) -> Result<DepartureRecord, Refusal> {
        let own = self.agency();
        let found = self.tx.departure(id).await?;
        found.filter(|one| one.departure.agency == own).ok_or(Refusal::NotFound)
    }
}
