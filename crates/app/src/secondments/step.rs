//! What becomes of a secondment: agreed, declined, withdrawn, or ended before its day.

use super::{kind_of, pass_on::pass_on};
use crate::{App, refusal::Refusal};
use domain::{
    ids::SecondmentId,
    secondment::{SecondmentFact, SecondmentMove},
    section::Purpose,
    text::Line,
};
use gate::{Action, Viewer};
use serde_json::json;

/// A step that somebody takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondmentStep {
    /// The other agency says yes.
    Agree,
    /// The other agency says no.
    Decline(Line),
    /// Whoever proposed it takes it back.
    Withdraw(Line),
    /// It ends today.
    End(Line),
}

impl SecondmentStep {
    fn fact(self) -> SecondmentFact {
        match self {
            Self::Agree => SecondmentFact::Agreed,
            Self::Decline(reason) => SecondmentFact::Declined(reason),
            Self::Withdraw(reason) => SecondmentFact::Withdrawn(reason),
            Self::End(reason) => SecondmentFact::Ended(reason),
        }
    }
}

/// Takes a step; answers the secondment's version after it.
///
/// Invariant: the fact and its event commit together. After an end, what was the secondee's to do at the host becomes its team's at
/// once, or with the next sweep.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    id: SecondmentId,
    seen: i64,
    step: SecondmentStep,
) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "take a step of a secondment").await?;
    cx.permit_role(Action::ArrangeSecondment)?;
    let one = cx.own_secondment(id).await?;
    if one.version() != seen {
        return Err(Refusal::Stale { seen, now: one.version() });
    }
    let fact = step.fact();
    let stamp = cx.stamp();
    let now = one.clone().append(stamp, fact.clone())?;
    if !one.moves(viewer.account, cx.agency(), cx.today()).contains(&fact.as_move()) {
        return Err(not_theirs(fact.as_move()));
    }
    if !cx.tx.append_secondment_fact(&now, seen).await? {
        return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
    }
    let said = json!({ "reason": fact.reason().map(Line::as_str) });
    let event = cx.partnership_event(kind_of(&fact), id.0, said);
    cx.append(event);
    cx.answer(()).await?;
    if matches!(fact, SecondmentFact::Ended(_)) {
        pass_on(app, &now).await?;
    }
    Ok(now.version())
}

/// The state allows the step, but not to this side, not to this member of staff, or not any more.
fn not_theirs(step: SecondmentMove) -> Refusal {
    Refusal::NotNow(match step {
        SecondmentMove::Agree | SecondmentMove::Decline => "It is for somebody else at the other agency to \
                                                             answer, while the days of the secondment last."
            .to_owned(),
        SecondmentMove::Withdraw => "Only the agency that proposed it can withdraw it.".to_owned(),
        SecondmentMove::End => "The last day of this secondment is over.".to_owned(),
    })
}
