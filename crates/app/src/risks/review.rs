//! Looking at a flag again: it still holds, until another day; or it is over.

use crate::{
    App,
    duties::NewDuty,
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    duty::{Closing, DutyKind},
    ids::{PersonId, RiskFlagId},
    risk::{RiskFlag, Upkeep},
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
    /// The day of review that the reviewer saw on it.
    pub seen: Option<Date>,
    /// What was found.
    pub found: Found,
    /// Why.
    pub words: Prose,
}

/// Records a review. Whoever reviews owes the next.
///
/// Invariant: flag, event and duties commit together; of two reviews of the same state one is kept.
pub async fn review(app: &App, viewer: &Viewer, command: ReviewRisk) -> Result<PersonId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "review a risk flag").await?;
    cx.permit_role(Action::ReviewRisk)?;
    let (standing, flag) = cx.own_risk(command.flag).await?;
    cx.permit(Action::ReviewRisk, &standing, None)?;
    let (person, today) = (flag.person, cx.today());
    let was = flag.upkeep.map(|one| one.review);
    if !flag.holds_on(today) {
        return Err(Refusal::not_now("risk flag", "over"));
    }
    let (kind, now) = match command.found {
        Found::Holds(asked) => {
            let upkeep = Upkeep {
                source: flag.upkeep.and_then(|one| one.source),
                review: cx.risk_review(asked).await?,
            };
            (EventKind::RiskReviewed, RiskFlag { upkeep: Some(upkeep), ..flag })
        }
        Found::Over => (EventKind::RiskEnded, RiskFlag { ended: Some(today), ..flag }),
    };
    if was != command.seen || !cx.tx.review_risk(&now, was).await? {
        return Err(Refusal::NotNow("Somebody reviewed this flag meanwhile. Look at it again.".to_owned()));
    }
    let mut told = body::risk(&now);
    if let Some(fields) = told.as_object_mut() {
        fields.insert("words".to_owned(), command.words.as_str().into());
    }
    let mut event = cx.event(person, kind, Section::Risk, told);
    event.subject = Some(now.id.0);
    cx.append(event);
    let closing = if now.ended.is_some() { Closing::Overtaken } else { Closing::Done };
    cx.close_duties(person, now.id.0, &[DutyKind::RiskReview], closing).await?;
    if now.ended.is_some() {
        cx.close_duties(person, now.id.0, &[DutyKind::AlertToRead], closing).await?;
    }
    if let (None, Some(upkeep)) = (now.ended, now.upkeep) {
        let (kind, owner) = (DutyKind::RiskReview, cx.myself());
        let duty = NewDuty { person, kind, owner, due: upkeep.review, subject: now.id.0, why: None };
        cx.open_duty(duty).await?;
    }
    cx.answer(person).await
}
