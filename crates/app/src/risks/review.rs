//! Looking at a flag again: it still holds, until another day; or it is over.

use crate::{
    App, Once,
    duties::NewDuty,
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    duty::{Closing, DutyKind},
    ids::{PersonId, RiskFlagId},
    risk::{RiskFlag, RiskKind, Upkeep},
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It still holds, and is looked at again by a day: the longest time that the rules allow where none is given.
    Holds(Option<Date>),
    /// It is over.
    Over,
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRisk {
    /// Which flag.
    pub flag: RiskFlagId,
    /// How often it had been looked at again when the reviewer read it.
    pub seen: u32,
    /// What was found.
    pub found: Found,
    /// Why.
    pub words: Prose,
}

/// Records a review. Whoever reviews owes the next.
///
/// Invariant: flag, event and duties commit together; of two reviews of the same state one is kept; the same `once` records one.
pub async fn review(
    app: &App,
    viewer: &Viewer,
    command: ReviewRisk,
    once: Option<&Once>,
) -> Result<PersonId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "review a risk flag").await?;
    cx.permit_role(Action::ReviewRisk)?;
    if let Some(person) = cx.made_before(once).await? {
        return cx.answer(person.into()).await;
    }
    let (standing, flag) = cx.own_risk(command.flag).await?;
    cx.permit(Action::ReviewRisk, &standing, None)?;
    let (person, today) = (flag.person, cx.today());
    let (seen, reviews) = (flag.reviews(), flag.reviews().saturating_add(1));
    if !flag.holds_on(today) {
        return Err(Refusal::not_now("risk flag", "over"));
    }
    let (kind, now) = match command.found {
        Found::Holds(asked) => {
            let upkeep = Upkeep {
                source: flag.upkeep.and_then(|one| one.source),
                review: cx.risk_review(asked).await?,
                reviews,
            };
            (EventKind::RiskReviewed, RiskFlag { upkeep: Some(upkeep), ..flag })
        }
        Found::Over => {
            let upkeep = flag.upkeep.map(|one| Upkeep { reviews, ..one });
            (EventKind::RiskEnded, RiskFlag { ended: Some(today), upkeep, ..flag })
        }
    };
    if seen != command.seen || !cx.tx.review_risk(&now, seen).await? {
        return Err(Refusal::NotNow("Somebody reviewed this flag meanwhile. Look at it again.".to_owned()));
    }
    let told = body::and(body::risk(&now), "words", command.words.as_str());
    let mut event = cx.event(person, kind, Section::Risk, told);
    event.subject = Some(now.id.0);
    cx.append(event);
    let closing = if now.ended.is_some() { Closing::Overtaken } else { Closing::Done };
    cx.close_duties(person, now.id.0, &[DutyKind::RiskReview], closing).await?;
    // Of a risk to self everybody at work was alerted, and whoever has not read that must still hear that there was one.
    if now.ended.is_some() && now.kind != RiskKind::SelfHarm {
        cx.close_duties(person, now.id.0, &[DutyKind::AlertToRead], closing).await?;
    }
    if let (None, Some(upkeep)) = (now.ended, now.upkeep) {
        let (kind, owner) = (DutyKind::RiskReview, cx.myself());
        let duty = NewDuty { person, kind, owner, due: upkeep.review, subject: now.id.0, why: None };
        cx.open_duty(duty).await?;
    }
    cx.remember(once, person.0).await?;
    cx.answer(person).await
}
