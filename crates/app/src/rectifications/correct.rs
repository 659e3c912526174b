//! A person's corrections, and correcting a note.

use super::{ROWS, carry::Carried};
use crate::{App, Cx, Once, people::Glance, refusal::Refusal};
use domain::{
    ids::{AgencyId, CorrectionId, NoteId, PersonId},
    note::Note,
    person::Identity,
    rectification::{Corrected, Correction},
    section::Purpose,
    text::Prose,
};
use gate::{Action, Standing, Viewer};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Notes that are offered for correction.
const NOTES: u32 = 50;

/// A correction as a person's page shows it.
#[derive(Debug, Clone)]
pub struct KeptCorrection {
    /// The correction.
    pub correction: Correction,
    /// Who put it right, by name.
    pub by: String,
    /// Of the viewer's own: agencies of which the viewer may know that were told, and when each said that its records are right.
    pub told: Vec<(String, Option<Timestamp>)>,
}

/// A person's corrections.
#[derive(Debug, Clone)]
pub struct Corrections {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Corrections, newest first.
    pub corrections: Vec<KeptCorrection>,
    /// Notes of one's own agency, which may be corrected, newest first.
    pub notes: Vec<Note>,
}

/// Reads a person's corrections, and what may be corrected.
pub async fn corrections(app: &App, viewer: &Viewer, person: PersonId) -> Result<Corrections, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read corrections").await?;
    let standing = cx.may_correct(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let known = cx.circle(&standing).await?;
    let sealed = cx.tx.corrections(person, ROWS).await?;
    let opened = cx.open_all(&standing, sealed);
    let notices = cx.tx.correction_notices(person, ROWS * 10).await?;
    let names = cx.names(opened.iter().map(|one| one.stamp.by), known.iter().copied()).await?;
    let own = cx.agency();
    let kept = |correction: Correction| {
        let of_this = notices.iter().filter(|one| one.correction == correction.id && known.contains(&one.to));
        let told = if correction.stamp.agency == own {
            of_this.map(|one| (names.agency(one.to), one.acknowledged.map(|stamp| stamp.at))).collect()
        } else {
            Vec::new()
        };
        KeptCorrection { by: names.account(correction.stamp.by), correction, told }
    };
    let corrections = opened.into_iter().map(kept).collect();
    let sealed = cx.tx.notes(person, None, NOTES).await?;
    let notes = cx.open_all(&standing, sealed.into_iter().map(|(_, note)| note).collect());
    let notes = notes.into_iter().filter(|note| note.stamp.agency == own).collect();
    cx.answer(Corrections { person: identity, glance, corrections, notes }).await
}

/// Corrects a note of one's own agency: what was written stays, and the correction stands with it.
///
/// # Errors
/// [`Refusal::Invalid`] for a note that is not there, or is another agency's: each answers for what it recorded.
pub async fn correct_note(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    (note, words): (NoteId, Prose),
    once: Option<&Once>,
) -> Result<CorrectionId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "correct a note").await?;
    cx.permit_role(Action::AddNote)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.may_correct(person).await?;
    let unknown = || Refusal::field("note", "unknown", "Select a note from the list");
    let sealed = cx.tx.note(person, note).await?.ok_or_else(unknown)?;
    let found = cx.open(&standing, sealed).opened().ok_or_else(unknown)?;
    let own: AgencyId = cx.agency();
    if found.stamp.agency != own {
        return Err(unknown());
    }
    let carried = Carried {
        person,
        corrected: Corrected::Note,
        note: Some(note),
        section: found.section,
        words,
        holder: Some(own),
        since: found.stamp.at,
    };
    let id = cx.carry_correction(carried).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}

impl Cx<'_> {
    async fn may_correct(&mut self, person: PersonId) -> Result<Standing, Refusal> {
        self.permit_role(Action::AddNote)?;
        let standing = self.standing(person).await?;
        self.permit(Action::AddNote, &standing, None)?;
        Ok(standing)
    }

    /// Corrections of notes that the gate opens, by note, the oldest first.
    pub(crate) async fn note_corrections(
        &mut self,
        standing: &Standing,
    ) -> Result<BTreeMap<NoteId, Vec<Correction>>, Refusal> {
        let sealed = self.tx.corrections(standing.person, ROWS).await?;
        let notes =
            sealed.into_iter().filter(|one| one.label().section != domain::section::Section::Identity);
        let mut found: BTreeMap<NoteId, Vec<Correction>> = BTreeMap::new();
        for correction in self.open_all(standing, notes.collect()).into_iter().rev() {
            if let Some(note) = correction.note {
                found.entry(note).or_default().push(correction);
            }
        }
        Ok(found)
    }
}
