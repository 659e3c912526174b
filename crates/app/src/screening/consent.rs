//! Consents: asked and answered, listed, withdrawn.

use super::body;
use crate::{
    App, Cx, Once,
    events::EventKind,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    consent::{Asking, Consent, ConsentFact, ConsentMove, ConsentTo, Taken},
    ids::{AgencyId, ConsentId, PersonId},
    person::Identity,
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Viewer};

/// Consents on one page.
const ROWS: u32 = 50;

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskConsent {
    /// Of whom.
    pub person: PersonId,
    /// To what.
    pub to: ConsentTo,
    /// What for, in the words that were said.
    pub purpose: Line,
    /// Which parts of the record.
    pub sections: Vec<Section>,
    /// Towards which agencies.
    pub recipients: Vec<AgencyId>,
    /// The answer: how it was given, or `None` for no.
    pub answer: Option<Taken>,
}

/// Records a question and its answer.
pub async fn ask_consent(
    app: &App,
    viewer: &Viewer,
    command: AskConsent,
    once: Option<&Once>,
) -> Result<ConsentId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a consent").await?;
    cx.permit_role(Action::RecordConsent)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::RecordConsent, &standing, None)?;
    let id = ask(&mut cx, command).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}

/// Records a question and its answer within a use-case that has asked leave.
pub(crate) async fn ask(cx: &mut Cx<'_>, command: AskConsent) -> Result<ConsentId, Refusal> {
    if command.answer.as_ref().and_then(|taken| taken.until).is_some_and(|until| until < cx.today()) {
        return Err(Refusal::field("until", "past", "The last day must be today or later"));
    }
    let asking = Asking {
        id: cx.id(),
        person: command.person,
        to: command.to,
        purpose: command.purpose,
        sections: command.sections,
        recipients: command.recipients,
        holder: cx.agency(),
    };
    let answer = command.answer.map_or(ConsentFact::Refused, ConsentFact::Given);
    let stamp = cx.stamp();
    let consent = Consent::new(asking)
        .append(stamp, ConsentFact::Asked)
        .and_then(|consent| consent.append(stamp, answer))
        .map_err(|_| Refusal::field("consent", "state", "This cannot be recorded now"))?;
    cx.tx.add_consent(&consent).await?;
    let events = consent
        .facts()
        .iter()
        .map(|(_, fact)| {
            let asking = &consent.asking;
            let kind = kind_of(fact.as_move());
            let body = body::consent(asking, fact);
            let mut event = cx.event(asking.person, kind, asking.to.section(), body);
            event.subject = Some(asking.id.0);
            event
        })
        .collect();
    cx.append_all(events);
    Ok(consent.asking.id)
}

/// The event behind a step.
const fn kind_of(step: ConsentMove) -> EventKind {
    match step {
        ConsentMove::Ask => EventKind::ConsentAsked,
        ConsentMove::Give => EventKind::ConsentGiven,
        ConsentMove::Refuse => EventKind::ConsentRefused,
        ConsentMove::Withdraw => EventKind::ConsentWithdrawn,
    }
}

/// Records that the person took a consent back. What was shared before stays shared; from now on nothing rests on it.
pub async fn withdraw_consent(app: &App, viewer: &Viewer, id: ConsentId, seen: i64) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "withdraw a consent").await?;
    cx.permit_role(Action::RecordConsent)?;
    let found = cx.tx.consent(id).await?;
    let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    let consent = match found {
        Some(sealed) => cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?,
        None => return Err(Refusal::NotFound),
    };
    cx.permit(Action::RecordConsent, &standing, None)?;
    let version = withdraw(&mut cx, consent, seen).await?;
    cx.answer(version).await
}

/// Records that a consent was taken back, within a use-case that has asked leave; answers its version.
pub(crate) async fn withdraw(cx: &mut Cx<'_>, consent: Consent, seen: i64) -> Result<i64, Refusal> {
    if consent.version() != seen {
        return Err(Refusal::Stale { seen, now: consent.version() });
    }
    let (id, person) = (consent.asking.id, consent.asking.person);
    let (stamp, fact) = (cx.stamp(), ConsentFact::Withdrawn(cx.today()));
    let after = consent
        .append(stamp, fact.clone())
        .map_err(|_| Refusal::field("consent", "state", "Only a consent that was given can be withdrawn"))?;
    if !cx.tx.append_consent_fact(&after.asking, seen, &stamp, &fact, after.state()).await? {
        return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
    }
    let body = body::consent(&after.asking, &fact);
    let mut event = cx.event(person, EventKind::ConsentWithdrawn, after.asking.to.section(), body);
    event.subject = Some(id.0);
    cx.append(event);
    Ok(after.version())
}

/// Whose consent it is, for those who may read it.
pub async fn consent_of(app: &App, viewer: &Viewer, id: ConsentId) -> Result<PersonId, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a consent").await?;
    let found = cx.tx.consent(id).await?;
    let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    let opened = found.and_then(|sealed| cx.open(&standing, sealed).opened());
    let person = opened.ok_or(Refusal::NotFound)?.asking.person;
    cx.answer(person).await
}

/// One consent in the list.
#[derive(Debug, Clone)]
pub struct ConsentLine {
    /// The consent.
    pub consent: Consent,
    /// Whether sharing may rest on it today.
    pub holds: bool,
}

/// A person's consents.
#[derive(Debug, Clone)]
pub struct ConsentsPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The consents, newest first.
    pub consents: Vec<ConsentLine>,
    /// Names of agencies that asked and that are named.
    pub names: Names,
    /// Whether the viewer may record another.
    pub may_record: bool,
}

/// Reads a person's consents.
pub async fn consents(app: &App, viewer: &Viewer, person: PersonId) -> Result<ConsentsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read consents").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.consents(person, ROWS).await?;
    let today = cx.today();
    let consents: Vec<ConsentLine> = cx
        .open_all(&standing, sealed)
        .into_iter()
        .map(|consent| ConsentLine { holds: consent.holds_on(today), consent })
        .collect();
    let agencies = consents.iter().flat_map(|line| {
        let asking = &line.consent.asking;
        std::iter::once(asking.holder).chain(asking.recipients.iter().copied())
    });
    let names = cx.names([], agencies).await?;
    let may_record = cx.permit(Action::RecordConsent, &standing, None).is_ok();
    cx.answer(ConsentsPart { person: identity, glance, consents, names, may_record }).await
}
