//! Willingness to comply: a dated record of its own, apart from consent to share.

use super::told;
use crate::{App, Cx, Once, events::EventKind, refusal::Refusal};
use domain::{
    ids::{OrderId, PersonId, WillingnessId},
    order_record::Willingness,
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWillingness {
    /// Who.
    pub person: PersonId,
    /// For which order, where there is one already.
    pub order: Option<OrderId>,
    /// For which kind of requirement.
    pub kind: String,
    /// Whether they are willing.
    pub willing: bool,
    /// On which day.
    pub day: Date,
    /// In which words.
    pub words: Option<Prose>,
}

/// Records what somebody said about complying. It changes nothing about what may be shared.
pub async fn record_willingness(
    app: &App,
    viewer: &Viewer,
    new: NewWillingness,
    once: Option<&Once>,
) -> Result<WillingnessId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record willingness to comply").await?;
    cx.permit_role(Action::RecordWillingness)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(new.person).await?;
    cx.permit(Action::RecordWillingness, &standing, None)?;
    if new.day > cx.today() {
        return Err(Refusal::field("day", "future", "The day must be today or in the past"));
    }
    let catalogue = cx.tx.catalogue().await?;
    if !catalogue.requirements.iter().any(|rule| rule.code == new.kind) {
        return Err(Refusal::field("kind", "unknown", "Select a kind of requirement"));
    }
    let willingness = Willingness {
        id: cx.id(),
        person: new.person,
        order: new.order,
        kind: new.kind,
        willing: new.willing,
        day: new.day,
        words: new.words,
        stamp: cx.stamp(),
    };
    cx.write_willingness(&willingness).await?;
    cx.remember(once, willingness.id.0).await?;
    cx.answer(willingness.id).await
}

impl Cx<'_> {
    /// Writes willingness with its event.
    pub(super) async fn write_willingness(&mut self, one: &Willingness) -> Result<(), Refusal> {
        self.tx.add_willingness(one).await?;
        let body = told::willingness(one);
        let mut event = self.event(one.person, EventKind::WillingnessRecorded, Section::Court, body);
        event.subject = Some(one.id.0);
        self.append(event);
        Ok(())
    }
}
