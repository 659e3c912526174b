//! Steps of a requirement: referred, accepted, begun, completed; and how much of it is done.

use super::{make::not_ahead, told};
use crate::{App, Cx, events::EventKind, refusal::Refusal};
use domain::{
    duty::{Closing, DutyKind},
    ids::{AgencyId, OrderId, PersonId, RequirementId},
    requirement::{RequirementCourse, RequirementFact, RequirementMove},
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use serde_json::json;

/// A step of a requirement, as somebody records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementStep {
    /// Of which order.
    pub order: OrderId,
    /// Which requirement.
    pub requirement: RequirementId,
    /// The requirement's version that the writer saw.
    pub seen: i64,
    /// What happened; nothing where only progress is noted.
    pub step: Option<RequirementMove>,
    /// On which day.
    pub day: Option<Date>,
    /// In words.
    pub words: Option<Line>,
    /// How much is done now.
    pub done: Option<u32>,
}

/// Records a step of a requirement, or its progress; answers its version after it.
pub async fn requirement_step(app: &App, viewer: &Viewer, command: RequirementStep) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "take a step of a requirement").await?;
    let (_, record) = cx.order_to(command.order, None, Action::CarryOutOrder).await?;
    let day = not_ahead(command.day.unwrap_or_else(|| cx.today()), cx.today())?;
    let (one, kept) = record.requirement(command.requirement).ok_or(Refusal::NotFound)?;
    let version = kept.course.version();
    if command.seen != version {
        return Err(Refusal::Stale { seen: command.seen, now: version });
    }
    if day < record.order.made {
        return Err(Refusal::field("day", "too_early", "The day must not be before the order"));
    }
    let person = record.order.person;
    if let Some(done) = command.done.filter(|done| *done != one.done) {
        if done > one.amount {
            return Err(Refusal::field("done", "above", format!("At most {} {}", one.amount, one.unit)));
        }
        cx.tx.set_done(person, one.id, done).await?;
        let body = json!({ "done": done });
        let mut event = cx.event(person, EventKind::RequirementProgress, Section::Court, body);
        event.subject = Some(one.id.0);
        cx.append(event);
    }
    let mut version = version;
    if let Some(step) = command.step {
        let fact = RequirementFact { step, day, words: command.words };
        version = cx.step_requirement(person, kept.course.clone(), fact).await?;
    }
    cx.answer(version).await
}

impl Cx<'_> {
    async fn step_requirement(
        &mut self,
        person: PersonId,
        course: RequirementCourse,
        fact: RequirementFact,
    ) -> Result<i64, Refusal> {
        let seen = course.version();
        let body = told::requirement_step(&fact);
        let course = course.append(self.stamp(), fact)?;
        if !self.tx.append_requirement_fact(person, &course, seen).await? {
            return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
        }
        let mut event = self.event(person, EventKind::RequirementStep, Section::Court, body);
        event.subject = Some(course.id.0);
        self.append(event);
        self.settle_requirement(person, &course).await?;
        Ok(course.version())
    }

    /// What is no longer due once a requirement was referred, has begun or is over.
    async fn settle_requirement(
        &mut self,
        person: PersonId,
        course: &RequirementCourse,
    ) -> Result<(), Refusal> {
        let Some((_, last)) = course.facts().last() else { return Ok(()) };
        let kinds: &[DutyKind] = match last.step {
            RequirementMove::Refer => &[DutyKind::ReferRequirement],
            RequirementMove::Commence | RequirementMove::Complete | RequirementMove::Terminate => {
                &[DutyKind::ReferRequirement, DutyKind::StartLate]
            }
            _ => return Ok(()),
        };
        self.close_duties(person, course.id.0, kinds, Closing::Done).await.map(drop)
    }
}

/// What happened to a referral under a requirement, as a step of the requirement: for the use-cases of referrals, whoever
/// acts. A step that its state does not allow, or that was recorded by hand before, changes nothing.
///
/// # Errors
/// Only those of storage.
pub async fn requirement_moved(
    cx: &mut Cx<'_>,
    person: PersonId,
    requirement: RequirementId,
    step: RequirementMove,
    provider: Option<AgencyId>,
) -> Result<(), Refusal> {
    let day = cx.today();
    let Some(course) = cx.tx.requirement_course(person, requirement).await? else { return Ok(()) };
    if let Some(provider) = provider {
        cx.tx.set_provider(person, requirement, provider).await?;
    }
    if course.state().after(step).is_none() {
        return Ok(());
    }
    cx.step_requirement(person, course, RequirementFact { step, day, words: None }).await.map(drop)
}
