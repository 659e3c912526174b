//! A note that was written on a wrong person's record goes to the right one's, as it was written. Both records tell it; on the
//! wrong one its words are shown no more, since they are about somebody else.

use super::about::Glance;
use crate::{
    App, Cx,
    events::{EventKind, TimelineEvent, body},
    refusal::Refusal,
};
use domain::{
    ids::{NoteId, PersonId},
    note::{Note, NoteMove},
    person::Identity,
    section::Purpose,
    text::Line,
};
use gate::{Action, Standing, Viewer};
use serde_json::json;

/// Moved notes of one person looked through at most.
const MOST: u32 = 1000;

/// Which note goes where, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveNote {
    /// On whose record it is.
    pub person: PersonId,
    /// Which.
    pub note: NoteId,
    /// Whose it is.
    pub to: PersonId,
    /// Why.
    pub reason: Line,
}

/// A note that may be moved, with whom it is about now.
#[derive(Debug, Clone)]
pub struct MovableNote {
    /// On whose record it is.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The note.
    pub note: Note,
}

/// Opens a note of the viewer's agency, to be moved.
pub async fn movable_note(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    note: NoteId,
) -> Result<MovableNote, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "open a note to move it").await?;
    let (standing, note) = cx.own_note(person, note).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    cx.answer(MovableNote { person: identity, glance, note }).await
}

/// Moves a note of the viewer's agency from one person's record to another's; answers its id there.
///
/// Invariant: that it is shown here no more, that it stands there, and both records' events commit together.
///
/// # Errors
/// [`Refusal::NotFound`] when the viewer may not write on either record, or the note is not their agency's;
/// [`Refusal::Invalid`] when it is that person's already.
pub async fn move_note(app: &App, viewer: &Viewer, command: MoveNote) -> Result<NoteId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "move a note to the right person").await?;
    let (_, note) = cx.own_note(command.person, command.note).await?;
    if command.to == command.person {
        return Err(Refusal::field("to", "same", "The note is on this person’s record already"));
    }
    let standing = cx.standing(command.to).await?;
    cx.permit(Action::MoveNote, &standing, None)?;
    let now = Note { id: cx.id(), person: command.to, ..note.clone() };
    let moved = NoteMove {
        note: note.id,
        from: command.person,
        to: command.to,
        now: now.id,
        reason: command.reason,
        stamp: cx.stamp(),
    };
    if !cx.tx.move_note(&moved, &now).await? {
        return Err(Refusal::NotNow(
            "This note has been moved already. Look at the record again.".to_owned(),
        ));
    }
    let reason = moved.reason.as_str();
    let left = json!({ "note": moved.note.0, "to": moved.to.0, "now": moved.now.0, "reason": reason });
    let mut event = cx.event(moved.from, EventKind::NoteMoved, note.section, left);
    event.subject = Some(moved.note.0);
    cx.append(event);
    let mut came = body::note(&now);
    if let serde_json::Value::Object(fields) = &mut came {
        let stamp = &now.stamp;
        let written = json!({ "at": stamp.at.to_string(), "by": stamp.by.0, "agency": stamp.agency.0 });
        fields.extend([
            ("written".to_owned(), written),
            ("from".to_owned(), json!(moved.from.0)),
            ("reason".to_owned(), json!(reason)),
        ]);
    }
    let mut event = cx.event(moved.to, EventKind::NoteReceived, now.section, came);
    event.subject = Some(moved.now.0);
    cx.append(event);
    cx.answer(moved.now).await
}

impl Cx<'_> {
    /// A note of the viewer's own agency on somebody's record, and leave to move it.
    async fn own_note(&mut self, person: PersonId, id: NoteId) -> Result<(Standing, Note), Refusal> {
        self.permit_role(Action::MoveNote)?;
        let standing = self.standing(person).await?;
        self.permit(Action::MoveNote, &standing, None)?;
        let sealed = self.tx.note(person, id).await?;
        let note = sealed.and_then(|sealed| self.open(&standing, sealed).opened());
        let own = self.agency();
        note.filter(|note| note.stamp.agency == own).map(|note| (standing, note)).ok_or(Refusal::NotFound)
    }

    /// Takes the words of notes that were moved away out of what a timeline shows of them.
    pub(crate) async fn without_moved(
        &mut self,
        person: PersonId,
        events: &mut [TimelineEvent],
    ) -> Result<(), Refusal> {
        let moved = self.tx.moved_notes(person, MOST).await?;
        for event in events {
            let written = matches!(event.kind, EventKind::NoteAdded | EventKind::NoteReceived);
            if written && event.subject.is_some_and(|subject| moved.contains(&NoteId(subject))) {
                event.body = None;
            }
        }
        Ok(())
    }
}
