//! Limiting access to named people, changing the list, and lifting the limit.

use crate::{App, Cx, duties::NewDuty, events::EventKind, refusal::Refusal};
use domain::{
    duty::{Closing, DutyKind},
    ids::{AccountId, PersonId},
    restriction::{Limit, LimitReason},
    section::{Purpose, Section},
    text::Line,
    timing::TimingCode,
};
use gate::{Action, Viewer};
use serde_json::json;
use std::collections::BTreeSet;

/// Names on a list at most.
const MOST: usize = 50;

/// Who may open the record from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetLimit {
    /// Whose record.
    pub person: PersonId,
    /// Who: the viewer among them.
    pub named: Vec<AccountId>,
    /// Why.
    pub reason: LimitReason,
}

/// Limits access, or puts another list in place of the former one.
///
/// Invariant: the list, the day of its review and the event commit together; the next look by anybody else finds nothing.
pub async fn set_limit(app: &App, viewer: &Viewer, command: SetLimit) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "limit access to a record").await?;
    cx.permit_role(Action::LimitAccess)?;
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::LimitAccess, &standing, None)?;
    let before = cx.kept_limit(command.person).await?;
    let known = cx.nameable(&standing).await?;
    let listed = |account: &AccountId| before.as_ref().is_some_and(|limit| limit.named.contains(account));
    let named: Vec<AccountId> = command.named.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    if !named.contains(&viewer.account) {
        return Err(Refusal::field("named", "self", "Put yourself on the list, so that you can change it"));
    }
    if named.len() > MOST || !named.iter().all(|one| known.contains_key(one) || listed(one)) {
        return Err(Refusal::field("named", "unknown", "Select people from the list"));
    }
    let apart = cx.tx.kept_apart(command.person).await?;
    if apart.iter().any(|one| !named.contains(&one.contact)) {
        let sentence = "Keep whom another person’s team is told to speak to on the list";
        return Err(Refusal::field("named", "contact", sentence));
    }
    let (person, today) = (command.person, cx.today());
    let review = cx.calendar(today).await?.after(TimingCode::LimitReview, today)?;
    let limit = Limit {
        person,
        named,
        from: before.map_or(today, |limit| limit.from),
        reason: Some(command.reason),
        review: Some(review),
        keeper: Some(cx.agency()),
        by: Some(viewer.account),
    };
    cx.tx.set_limit(&limit).await?;
    let body = json!({
        "named": limit.named.iter().map(|account| account.0).collect::<Vec<_>>(),
        "from": limit.from.to_string(),
        "reason": command.reason.code(),
        "review": review.to_string(),
        "keeper": cx.agency().0,
    });
    let event = cx.event(person, EventKind::AccessLimited, Section::Notes, body);
    cx.append(event);
    cx.close_duties(person, person.0, &[DutyKind::LimitReview], Closing::Done).await?;
    let (kind, owner) = (DutyKind::LimitReview, cx.myself());
    cx.open_duty(NewDuty { person, kind, owner, due: review, subject: person.0, why: None }).await?;
    cx.answer(()).await
}

/// Lifts the limit: clauses alone decide again.
pub async fn lift(app: &App, viewer: &Viewer, person: PersonId, reason: Line) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "lift a limit on access").await?;
    cx.permit_role(Action::LimitAccess)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::LimitAccess, &standing, None)?;
    let before = cx.kept_limit(person).await?;
    if !cx.tx.kept_apart(person).await?.is_empty() {
        let sentence = "The record is kept apart from another person’s team: end that first.";
        return Err(Refusal::NotNow(sentence.to_owned()));
    }
    if before.is_none() || !cx.tx.lift_limit(person).await? {
        return Err(Refusal::not_now("record", "open to its usual circle"));
    }
    let body = json!({ "reason": reason.as_str() });
    let event = cx.event(person, EventKind::LimitLifted, Section::Notes, body);
    cx.append(event);
    cx.close_duties(person, person.0, &[DutyKind::LimitReview], Closing::Done).await?;
    cx.answer(()).await
}

impl Cx<'_> {
    /// The limit, where the viewer's agency keeps its list; one from elsewhere has no keeper yet.
    pub(super) async fn kept_limit(&mut self, person: PersonId) -> Result<Option<Limit>, Refusal> {
        let found = self.tx.limit(person).await?;
        let own = self.agency();
        match found {
            Some(limit) if limit.keeper.is_some_and(|keeper| keeper != own) => {
                Err(Refusal::NotNow("Another agency keeps the list of who may open this record.".to_owned()))
            }
            found => Ok(found),
        }
    }
}
