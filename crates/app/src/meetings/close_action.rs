//! Ending an action: it is done, or nobody will do it.

use super::told;
use crate::{App, events::EventKind, refusal::Refusal};
use domain::{
    action::{Action as Agreed, ActionFact},
    duty::{Closing, DutyKind},
    ids::{ActionId, PersonId},
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Viewer};

/// How an action ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionEnd {
    /// It is done.
    Done,
    /// Nobody will do it, and why.
    Dropped(Line),
}

/// Ends an action; what was due with it goes from its owner's desk.
pub async fn close_action(
    app: &App,
    viewer: &Viewer,
    id: ActionId,
    seen: i64,
    end: ActionEnd,
) -> Result<PersonId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "end an action").await?;
    cx.permit_role(Action::CloseAction)?;
    let found = cx.tx.action(id).await?;
    let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    let action: Agreed = match found {
        Some(sealed) => cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?,
        None => return Err(Refusal::NotFound),
    };
    cx.permit(Action::CloseAction, &standing, None)?;
    if action.version() != seen {
        return Err(Refusal::Stale { seen, now: action.version() });
    }
    let (fact, closing) = match end {
        ActionEnd::Done => (ActionFact::Done, Closing::Done),
        ActionEnd::Dropped(why) => (ActionFact::Dropped(why), Closing::Overtaken),
    };
    let stamp = cx.stamp();
    let after = action
        .append(stamp, fact.clone())
        .map_err(|refused| Refusal::not_now("action", refused.from.words()))?;
    if !cx.tx.append_action_fact(seen, &after, &stamp, &fact).await? {
        return Err(Refusal::Stale { seen, now: after.version() });
    }
    let mut event =
        cx.event(person, EventKind::ActionClosed, Section::Plan, told::action_step(&after, &fact));
    event.subject = Some(id.0);
    cx.append(event);
    cx.close_duties(person, id.0, &[DutyKind::ActionDue], closing).await?;
    cx.answer(person).await
}
