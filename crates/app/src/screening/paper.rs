//! The paper assessment that a daily remand or breach entry starts the same day (practice S4-17).
//!
//! It rests on papers alone and goes with its entry: an entry that stays nobody's is forgotten with all that was written of
//! it. Whether somebody is known is said only once it is decided who it is.

use crate::{App, events::EventKind, ports::KeptEntry, refusal::Refusal};
use domain::{
    duty::{Closing, DutyKind},
    ids::CourtEntryId,
    screening::{KnownOnPaper, PaperAssessment},
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, Viewer};

/// What was assessed on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Of which entry.
    pub entry: CourtEntryId,
    /// The offence.
    pub offence: Prose,
    /// What the papers depose.
    pub deposition: Prose,
    /// Whether the person is known to a mental health service.
    pub known: KnownOnPaper,
    /// What else matters.
    pub words: Option<Prose>,
}

/// An entry with what was assessed on paper.
#[derive(Debug, Clone)]
pub struct OnPaper {
    /// The entry as the list tells it.
    pub kept: KeptEntry,
    /// What was assessed.
    pub paper: Option<PaperAssessment>,
    /// Whether the entry is on somebody's record: only then can it be said whether they are known.
    pub matched: bool,
}

/// Opens the paper assessment of an entry.
pub async fn on_paper(app: &App, viewer: &Viewer, entry: CourtEntryId) -> Result<OnPaper, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a paper assessment").await?;
    cx.permit_role(Action::Screen)?;
    let (_, kept) = cx.court_entry(entry).await?;
    let paper = cx.tx.paper_assessment(entry).await?;
    let matched = kept.matching.person().is_some();
    cx.answer(OnPaper { kept, paper, matched }).await
}

/// Keeps a paper assessment; the duty that the daily entry opened is done.
pub async fn put_on_paper(app: &App, viewer: &Viewer, command: Paper) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "assess on paper").await?;
    cx.permit_role(Action::Screen)?;
    let (_, kept) = cx.court_entry(command.entry).await?;
    let person = kept.matching.person();
    let paper = PaperAssessment {
        entry: kept.id,
        person,
        day: cx.today(),
        offence: command.offence,
        deposition: command.deposition,
        known_to_mental_health: command.known.for_entry(person.is_some()),
        words: command.words,
        stamp: cx.stamp(),
    };
    cx.tx.put_paper_assessment(&paper).await?;
    if let Some(person) = person {
        let body = serde_json::json!({ "entry": kept.id.0, "day": paper.day.to_string() });
        let mut event = cx.event(person, EventKind::PaperAssessed, Section::MentalHealth, body);
        event.subject = Some(kept.id.0);
        cx.append(event);
        cx.close_duties(person, kept.id.0, &[DutyKind::PaperAssessment], Closing::Done).await?;
    }
    cx.answer(()).await
}
