//! Somebody of the court's list is met: consent first, and only then is the entry anybody's record.

use super::{Met, contact};
use crate::{
    App, Cx, Once,
    court::{become_record, court_words},
    events::{EventKind, body},
    ports::KeptEntry,
    refusal::Refusal,
};
use domain::{
    consent::Taken,
    hearing::State,
    ids::{CourtEntryId, FirstContactId, PersonId},
    involvement::{Involvement, InvolvementRole},
    screening::{FirstContact, NotAskedWhy, Setting},
    section::Purpose,
    text::Line,
};
use gate::{Action, Condition, Viewer};

/// What came of meeting somebody of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetEntry {
    /// They agreed.
    Agreed(Taken),
    /// They refused: only that is kept.
    Refused,
    /// Nobody asked.
    NotAsked(NotAskedWhy),
}

/// What the form needs.
#[derive(Debug, Clone)]
pub struct MeetingEntry {
    /// The entry as the list tells it.
    pub kept: KeptEntry,
    /// The court, as the count names it.
    pub place: String,
    /// What was recorded of it already.
    pub contact: Option<FirstContact>,
    /// How many people of whom the viewer may know it may be, while nobody has decided.
    pub possible: usize,
}

impl Cx<'_> {
    fn met_at(kept: &KeptEntry) -> Result<Met, Refusal> {
        let words = court_words(&kept.entry);
        let place = Line::new(&words).or_else(|_| Line::new("Court not stated"));
        let place = place.map_err(|_| crate::cx::missing("name of a court"))?;
        Ok(Met { setting: Setting::Court, place, entry: Some(kept.id) })
    }

    async fn possible(&mut self, kept: &KeptEntry) -> Result<usize, Refusal> {
        if kept.matching.state() != State::Open {
            return Ok(0);
        }
        let mut found = self.known_candidates(&[kept.id], std::slice::from_ref(kept)).await?;
        Ok(found.remove(&kept.id).unwrap_or_default().len())
    }

    /// Whose the entry is after consent: the person it is on, or a new record. Whom it may be is decided before.
    async fn person_of(&mut self, kept: &KeptEntry) -> Result<PersonId, Refusal> {
        if let Some(person) = kept.matching.person() {
            self.begins_to_screen(person).await?;
            return Ok(person);
        }
        if self.possible(kept).await? > 0 {
            let sentence = "Decide first whose entry it is: somebody you know of may be the same person";
            return Err(Refusal::field("consent", "undecided", sentence));
        }
        let why = Line::new("Consent to screening").map_err(|_| crate::cx::missing("reason"))?;
        become_record(self, kept.id, &why).await
    }

    /// The agency begins to work with somebody whose record is there. Nobody of it is put on the team by that.
    async fn begins_to_screen(&mut self, person: PersonId) -> Result<(), Refusal> {
        let standing = self.standing(person).await?;
        if standing.relations.has(Condition::AgencyInvolved) {
            return Ok(());
        }
        let involvement = Involvement {
            id: self.id(),
            person,
            agency: self.agency(),
            account: None,
            role: InvolvementRole::Screening,
            leads: false,
            from: self.today(),
            to: None,
        };
        self.tx.add_involvement(&involvement).await?;
        let section = involvement.role.section();
        let mut event =
            self.event(person, EventKind::InvolvementBegan, section, body::involvement(&involvement));
        event.subject = Some(involvement.id.0);
        self.append(event);
        Ok(())
    }
}

/// Opens the form for meeting somebody of the list.
pub async fn meeting_entry(app: &App, viewer: &Viewer, entry: CourtEntryId) -> Result<MeetingEntry, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "meet somebody of the court list").await?;
    cx.permit_role(Action::Screen)?;
    let (_, kept) = cx.court_entry(entry).await?;
    let contact = cx.tx.first_contact_of_entry(entry).await?;
    let possible = cx.possible(&kept).await?;
    let place = Cx::met_at(&kept)?.place.to_string();
    cx.answer(MeetingEntry { kept, place, contact, possible }).await
}

/// Records what came of meeting somebody of the list.
///
/// Invariant: of a refusal, and of nobody having asked, nothing is kept but that; with consent, contact, record, consent
/// and their events commit together.
pub async fn meet_entry(
    app: &App,
    viewer: &Viewer,
    entry: CourtEntryId,
    command: MeetEntry,
    once: Option<&Once>,
) -> Result<FirstContactId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a meeting of the court list").await?;
    cx.permit_role(Action::Screen)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let (_, kept) = cx.court_entry(entry).await?;
    let met = Cx::met_at(&kept)?;
    let id = match command {
        MeetEntry::Refused => cx.refused_contact(met).await?,
        MeetEntry::NotAsked(why) => contact::nobody_asked(&mut cx, met, why).await?,
        MeetEntry::Agreed(taken) => {
            let person = cx.person_of(&kept).await?;
            let standing = cx.standing(person).await?;
            cx.permit(Action::Screen, &standing, None)?;
            contact::agreed(&mut cx, person, met, taken).await?
        }
    };
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}
