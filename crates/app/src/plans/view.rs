//! What the person says of the plan. With it the plan is made, or reviewed, and its next review falls due.

use super::told;
use crate::{App, Once, events::EventKind, refusal::Refusal};
use domain::{
    ids::{PersonId, PlanViewId},
    plan::{PlanView, StrandState, View},
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// Open strands that are looked at for one of the own agency.
const STRANDS: u32 = 100;

/// What somebody records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordView {
    /// Of whom.
    pub person: PersonId,
    /// What they said.
    pub view: View,
    /// Why, or in their own words.
    pub words: Option<Prose>,
    /// The day of the conversation.
    pub day: Date,
}

/// Records what the person says of the plan as it stands.
///
/// Invariant: view, event and the days of the next reviews commit together; the same `once` records one.
pub async fn record_view(
    app: &App,
    viewer: &Viewer,
    command: RecordView,
    once: Option<&Once>,
) -> Result<PlanViewId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record what somebody says of their plan").await?;
    cx.permit_role(Action::KeepPlan)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let RecordView { person, view, words, day } = command;
    let standing = cx.standing(person).await?;
    cx.permit(Action::KeepPlan, &standing, None)?;
    let (today, agency) = (cx.today(), cx.agency());
    if day > today {
        return Err(Refusal::field("day", "future", "The conversation must be today or in the past"));
    }
    if !PlanView::says_why(view, words.as_ref()) {
        let sentence = "Say why, in the person’s own words where you can";
        return Err(Refusal::field("words", "required", sentence));
    }
    let said = PlanView { id: cx.id(), person, view, words, day, stamp: cx.stamp() };
    cx.tx.add_plan_view(&said).await?;
    let mut event = cx.event(person, EventKind::PlanViewed, Section::Plan, told::view(&said));
    event.subject = Some(said.id.0);
    cx.append(event);
    let mut orders = cx.tx.orders_in_force(person, today).await?;
    // A conversation of before an order is about no plan of that order, and without a strand there is no plan yet.
    orders.retain(|order| order.owner.agency == agency && order.made <= day);
    let strands = cx.tx.strands(person, StrandState::Open, None, STRANDS).await?;
    if strands.iter().any(|(_, strand)| strand.label().holder == agency) {
        cx.plan_is_of(person, &orders, day).await?;
    }
    cx.remember(once, said.id.0).await?;
    cx.answer(said.id).await
}
