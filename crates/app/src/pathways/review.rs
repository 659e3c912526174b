//! The quarterly review: meetings are laid down for each service; what is agreed at one becomes a new version of the pathway.

use crate::{
    App,
    events::EventKind,
    ports::Held,
    refusal::{FieldError, Refusal},
};
use domain::{
    ids::{ProtocolId, ServiceId},
    protocol::{self, Definition, Figures, Protocol},
    section::Purpose,
    text::Prose,
};
use gate::{Action, Viewer};
use jiff::{ToSpan, civil::Date};
use serde_json::{Value, json};

/// Services looked at in one go.
const SERVICES: u32 = 500;
/// Meetings looked at, to find the one to hold.
const REVIEWS: u32 = 400;

/// A change of the pathway, agreed at a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendPathway {
    /// What was agreed.
    pub definition: Definition,
    /// From which day referrals are under it: the meeting's, or later.
    pub from: Date,
    /// Why.
    pub why: Prose,
}

/// A meeting that was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldReview {
    /// Of which service.
    pub service: ServiceId,
    /// On which day it was due.
    pub due: Date,
    /// On which day it was held.
    pub on: Date,
    /// What was said and decided.
    pub words: Prose,
    /// What was changed, if anything.
    pub amend: Option<AmendPathway>,
}

/// Lays down the review meetings of the year ahead for every service: four of them. Those that were laid down before stay.
///
/// # Errors
/// When the database cannot be written.
pub async fn lay_down_reviews(app: &App) -> Result<u64, Refusal> {
    let today = app.today();
    let mut tx = app.store.write().await?;
    let mut new = 0;
    for service in tx.services(None, SERVICES).await? {
        let versions = tx.protocols(service.id).await?;
        let Some(began) = versions.first().map(|one| one.from) else { continue };
        let until = today.saturating_add(1.year()).saturating_sub(1.day());
        let days = protocol::reviews(began, today, until);
        new += tx.insert_reviews(service.id, &days).await?;
    }
    tx.commit().await?;
    Ok(new)
}

/// Records a review meeting with the figures of the day, and with the new version of the pathway that was agreed there.
///
/// Invariant: meeting, version and events commit together. Referrals already made keep the version they began under.
pub async fn hold(app: &App, viewer: &Viewer, command: HoldReview) -> Result<Option<u16>, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "record a review of a pathway").await?;
    cx.permit_role(Action::ReviewPathway)?;
    let HoldReview { service: id, due, on, words, amend } = command;
    let service = cx.tx.service(id).await?.ok_or(Refusal::NotFound)?;
    if !cx.may_review(&service) {
        return Err(Refusal::Role(Action::ReviewPathway));
    }
    let reviews = cx.tx.reviews(id, REVIEWS).await?;
    let review = reviews.iter().find(|one| one.due == due).ok_or(Refusal::NotFound)?;
    if review.held.is_some() {
        return Err(Refusal::not_now("meeting", "Held"));
    }
    let today = cx.today();
    if on > today {
        return Err(Refusal::field("on", "future", "The meeting must have been held today or before"));
    }
    let versions = cx.tx.protocols(id).await?;
    let (_, figures) = cx.figures_since_last(&service, &versions, &reviews).await?;
    let (stamp, figures) = (cx.stamp(), told(&figures));
    let held = Held { on, words, figures: figures.clone(), stamp };
    if !cx.tx.hold_review(id, due, &held).await? {
        return Err(Refusal::not_now("meeting", "Held"));
    }
    let said = json!({
        "due": due.to_string(), "on": on.to_string(), "words": held.words.as_str(), "figures": figures,
    });
    let event = cx.partnership_event(EventKind::PathwayReviewed, id.0, said);
    cx.append(event);
    let Some(amend) = amend else { return cx.answer(None).await };
    if amend.from < on {
        let sentence = "The change must begin on the day of the meeting or later";
        return Err(Refusal::Invalid(vec![FieldError::new("from", "past", sentence)]));
    }
    let version = versions.iter().map(|one| one.version).max().unwrap_or_default().saturating_add(1);
    let protocol_id: ProtocolId = cx.id();
    let protocol = Protocol {
        id: protocol_id,
        service: id,
        version,
        from: amend.from,
        definition: amend.definition,
        agreed_at: Some(due),
        why: Some(amend.why),
    };
    if !cx.tx.insert_protocol(&protocol).await? {
        return Err(Refusal::Stale { seen: i64::from(version) - 1, now: i64::from(version) });
    }
    let event = cx.partnership_event(EventKind::PathwayAmended, id.0, amended(&protocol));
    cx.append(event);
    cx.answer(Some(version)).await
}

/// Figures as they are kept with the meeting.
fn told(figures: &Figures) -> Value {
    let counts = |pairs: Vec<(&'static str, u64)>| -> Value {
        pairs
            .into_iter()
            .map(|(code, count)| (code.to_owned(), json!(count)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    json!({
        "sent": figures.sent,
        "by_state": counts(figures.by_state.iter().map(|(state, count)| (state.code(), *count)).collect()),
        "late": counts(figures.late.iter().map(|(stage, count)| (stage.code(), *count)).collect()),
        "declined": counts(figures.declined.iter().map(|(reason, count)| (reason.code(), *count)).collect()),
    })
}

/// A new version, whole.
fn amended(protocol: &Protocol) -> Value {
    let definition = &protocol.definition;
    let limits: Vec<Value> = definition
        .limits()
        .map(|(stage, limit)| {
            json!({ "stage": stage.code(), "owner": limit.owner.code(), "working_days": limit.working_days })
        })
        .collect();
    json!({
        "id": protocol.id.0,
        "version": protocol.version,
        "from": protocol.from.to_string(),
        "agreed_at": protocol.agreed_at.map(|day| day.to_string()),
        "why": protocol.why.as_ref().map(ToString::to_string),
        "asking_stops_clock": definition.asking_stops_clock,
        "waiting_list": definition.waiting_list,
        "offers": definition.offers,
        "limits": limits,
    })
}
