//! Recording a conviction, correcting it, taking it off the record.

use super::told;
use crate::{App, Cx, Once, events::EventKind, refusal::Refusal};
use domain::{
    conviction::{Age, Conviction, ConvictionFact, ConvictionMove, Details},
    ids::{ConvictionId, PersonId},
    rehabilitation::FigureCode,
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, Standing, Viewer};
use jiff::ToSpan;

/// What somebody records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordConviction {
    /// Whose.
    pub person: PersonId,
    /// What.
    pub details: Details,
}

/// What somebody does with what was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConvictionStep {
    /// Writes it anew, and why.
    Correct(Details, Prose),
    /// Takes it off the record, and why.
    Remove(Prose),
}

/// What a step made of a conviction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corrected {
    /// Whose.
    pub person: PersonId,
    /// Its version now.
    pub version: i64,
}

/// Records a conviction or caution.
pub async fn record(
    app: &App,
    viewer: &Viewer,
    command: RecordConviction,
    once: Option<&Once>,
) -> Result<ConvictionId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a conviction").await?;
    cx.permit_role(Action::RecordConviction)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::RecordConviction, &standing, None)?;
    cx.fits(&standing, &command.details).await?;
    let conviction = Conviction::recorded(cx.id(), command.person, cx.stamp(), command.details);
    cx.tx.add_conviction(&conviction).await?;
    cx.tell_conviction(&conviction);
    cx.remember(once, conviction.id.0).await?;
    cx.answer(conviction.id).await
}

/// Corrects a conviction, or takes it off the record. What was recorded before stays in its history.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    id: ConvictionId,
    seen: i64,
    step: ConvictionStep,
) -> Result<Corrected, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "correct a conviction").await?;
    let (standing, conviction) = cx.conviction_to(id).await?;
    if conviction.version() != seen {
        return Err(Refusal::Stale { seen, now: conviction.version() });
    }
    let fact = match step {
        ConvictionStep::Correct(details, why) => {
            cx.fits(&standing, &details).await?;
            ConvictionFact::Corrected(details, why)
        }
        ConvictionStep::Remove(why) => ConvictionFact::Removed(why),
    };
    let after = conviction.append(cx.stamp(), fact)?;
    if !cx.tx.append_conviction_fact(&after, seen).await? {
        return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
    }
    cx.tell_conviction(&after);
    let corrected = Corrected { person: after.person, version: after.version() };
    cx.answer(corrected).await
}

const fn kind_of(step: ConvictionMove) -> EventKind {
    match step {
        ConvictionMove::Record => EventKind::ConvictionRecorded,
        ConvictionMove::Correct => EventKind::ConvictionCorrected,
        ConvictionMove::Remove => EventKind::ConvictionRemoved,
    }
}

impl Cx<'_> {
    /// One conviction that the viewer may record and correct. One that is absent takes the same way as one out of reach.
    pub(super) async fn conviction_to(
        &mut self,
        id: ConvictionId,
    ) -> Result<(Standing, Conviction), Refusal> {
        self.permit_role(Action::RecordConviction)?;
        let found = self.tx.conviction(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        self.permit(Action::RecordConviction, &standing, None)?;
        let sealed = found.ok_or(Refusal::NotFound)?;
        let conviction = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok((standing, conviction))
    }

    /// Writes the event of the last fact.
    fn tell_conviction(&mut self, conviction: &Conviction) {
        let Some((_, fact)) = conviction.facts().last() else { return };
        let kind = kind_of(fact.as_move());
        let mut event = self.event(conviction.person, kind, Section::Court, told::fact(fact));
        event.subject = Some(conviction.id.0);
        self.append(event);
    }

    /// Nothing lies in the future, and the age is that which follows from the date of birth, where it is known.
    async fn fits(&mut self, standing: &Standing, details: &Details) -> Result<(), Refusal> {
        let today = self.today();
        if details.day > today {
            return Err(Refusal::field(
                "day",
                "future",
                "The day of conviction must be today or in the past",
            ));
        }
        if details.sentenced > today {
            return Err(Refusal::field(
                "sentenced",
                "future",
                "The day of sentence must be today or in the past",
            ));
        }
        let identity = self.identity(standing).await?;
        let law = self.tx.rehabilitation_law().await?;
        let (Some(born), Some(years)) = (identity.born, law.figure(FigureCode::AdultYears, today)) else {
            return Ok(());
        };
        if details.day <= born {
            return Err(Refusal::field(
                "day",
                "birth",
                "The day of conviction is before the person was born",
            ));
        }
        let of_age = born.saturating_add(i64::from(years).years());
        let age = if details.day < of_age { Age::Under18 } else { Age::Adult };
        if age == details.age {
            return Ok(());
        }
        let sentence = format!("By the date of birth on the record the person was then: {}", age.words());
        Err(Refusal::field("age", "birth", sentence))
    }
}
