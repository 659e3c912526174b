//! An entry that was put on a wrong person's record goes to the right one's. Both records tell it; the entry keeps its id, and
//! every decision about it stays to be read.

use crate::{App, refusal::Refusal};
use domain::{
    hearing::{Fact, State},
    ids::{CourtEntryId, PersonId},
    section::Purpose,
    text::Line,
};
use gate::{Action, Viewer};

use super::decide::DecidedNow;

/// Which entry goes where, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveEntry {
    /// The entry.
    pub entry: CourtEntryId,
    /// How many decisions the writer saw.
    pub seen: u32,
    /// The right person.
    pub to: PersonId,
    /// Why.
    pub reason: Line,
}

/// Moves an entry from one person's record to another's.
///
/// # Errors
/// [`Refusal::NotFound`] when the viewer may not know of the entry or of either person; [`Refusal::NotNow`] when the entry
/// is on nobody's record, or on that person's already.
pub async fn move_entry(app: &App, viewer: &Viewer, command: MoveEntry) -> Result<DecidedNow, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "move an entry to the right person").await?;
    cx.permit_role(Action::MoveCourtEntry)?;
    let (_, kept) = cx.court_entry(command.entry).await?;
    if kept.matching.version() != command.seen {
        let now = i64::from(kept.matching.version());
        return Err(Refusal::Stale { seen: i64::from(command.seen), now });
    }
    cx.standing(command.to).await?;
    let after = cx.decided(&kept, Fact::Moved(command.to), Some(&command.reason), &[]).await?;
    debug_assert_eq!(after.state(), State::Attached(command.to));
    cx.answer(DecidedNow { entry: kept.id, state: after.state(), version: after.version() }).await
}
