//! Steps of one report, up to its closing.

use crate::{App, events::EventKind, refusal::Refusal};
use domain::{
    duty::{Closing, DutyKind},
    ids::MistakeId,
    mistake::{Danger, Mistake, MistakeFact, MistakeMove, Recovery},
    section::Purpose,
};
use gate::{Action, Viewer};
use serde_json::json;

/// Takes a step.
///
/// # Errors
/// [`Refusal::Stale`] where somebody took another first; [`Refusal::NotNow`] where the state does not allow it;
/// [`Refusal::Invalid`] where the hours are over and nobody said why.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    id: MistakeId,
    seen: i64,
    fact: MistakeFact,
) -> Result<Mistake, Refusal> {
    let mut cx = app.write(viewer, Purpose::Oversight, "take a step with a mistaken disclosure").await?;
    cx.permit_role(Action::HandleMistake)?;
    let (one, _) = cx.kept_mistake(id).await?;
    if one.version() != seen {
        return Err(Refusal::Stale { seen, now: one.version() });
    }
    let stamp = cx.stamp();
    let after = one.append(stamp, fact)?;
    if !cx.tx.append_mistake(&after, seen).await? {
        return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
    }
    let Some((_, fact)) = after.facts().last() else { return cx.answer(after).await };
    let body = json!({
        "step": fact.step.code(), "danger": fact.danger.map(Danger::code), "recovery": fact.recovery.map(Recovery::code),
        "late": fact.late.is_some(),
    });
    let decides = matches!(fact.step, MistakeMove::TellCommissioner | MistakeMove::SpareCommissioner);
    let event = cx.partnership_event(EventKind::MistakeStepped, id.0, body);
    cx.append(event);
    if let Some(person) = after.person.filter(|_| decides) {
        cx.close_duties(person, id.0, &[DutyKind::TellCommissioner], Closing::Done).await?;
    }
    cx.answer(after).await
}
