//! Reporting: one short form, for anybody of staff.

use crate::{App, Once, duties::NewDuty, events::EventKind, refusal::Refusal};
use domain::{
    duty::{DutyKind, Owner},
    ids::{MistakeId, PersonId},
    mistake::Mistake,
    section::{Purpose, Section},
    text::{Line, Prose},
    timing::TimingCode,
};
use gate::{Action, Viewer};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde_json::json;

/// The most people that one report is about.
const MOST_PEOPLE: u32 = 10_000_000;
/// How long ago somebody can have become aware, at most.
const LONG_AGO: SignedDuration = SignedDuration::from_hours(24 * 3660);

/// What somebody noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whose record, where it is one person's and known.
    pub person: Option<PersonId>,
    /// What was disclosed.
    pub what: Prose,
    /// About how many people.
    pub people: u32,
    /// Which parts of a record.
    pub sections: Vec<Section>,
    /// Who had it.
    pub recipient: Line,
    /// The day it happened.
    pub happened: Date,
    /// When somebody of the agency became aware; now, unless said.
    pub aware: Option<Timestamp>,
}

/// Reports a disclosure that was a mistake; its hours count from becoming aware.
///
/// # Errors
/// [`Refusal::NotFound`] for somebody out of reach; [`Refusal::Invalid`] for days to come, no sections and no people.
pub async fn report(
    app: &App,
    viewer: &Viewer,
    command: Report,
    once: Option<&Once>,
) -> Result<MistakeId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "report a mistaken disclosure").await?;
    cx.permit_role(Action::ReportMistake)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    if let Some(person) = command.person {
        cx.standing(person).await?;
    }
    let (now, today) = (cx.at, cx.today());
    let aware = command.aware.unwrap_or(now);
    if command.happened > today {
        return Err(Refusal::field("happened", "future", "The day it happened must be today or in the past"));
    }
    if aware > now || now.duration_since(aware) > LONG_AGO {
        return Err(Refusal::field("aware", "range", "Enter when you became aware: now or in the past"));
    }
    if cx.app.day_of(aware) < command.happened {
        return Err(Refusal::field("aware", "before", "You cannot have become aware before it happened"));
    }
    if command.people == 0 || command.people > MOST_PEOPLE {
        return Err(Refusal::field("people", "range", "Enter about how many people it is: at least 1"));
    }
    if command.sections.is_empty() {
        return Err(Refusal::field("sections", "required", "Select what it was about"));
    }
    let timings = cx.tx.timings().await?;
    let tell_by = timings.until(TimingCode::TellCommissioner, today, aware)?;
    let Report { person, what, people, sections, recipient, happened, .. } = command;
    let stamp = cx.stamp();
    let mistake =
        Mistake::new(cx.id(), person, what, people, sections, recipient, happened, aware, tell_by, stamp);
    cx.tx.add_mistake(&mistake).await?;
    let body = json!({
        "people": mistake.people, "sections": mistake.sections.iter().map(|section| section.code()).collect::<Vec<_>>(),
        "happened": happened.to_string(), "aware": aware.as_millisecond(), "tell_by": tell_by.as_millisecond(),
    });
    let event = cx.partnership_event(EventKind::MistakeReported, mistake.id.0, body);
    cx.append(event);
    if let Some(person) = person {
        let (kind, subject, due) = (DutyKind::TellCommissioner, mistake.id.0, cx.app.day_of(tell_by));
        let owner = Owner { agency: cx.agency(), account: None };
        cx.open_duty(NewDuty { person, kind, owner, due, subject, why: None }).await?;
    }
    cx.remember(once, mistake.id.0).await?;
    cx.answer(mistake.id).await
}
