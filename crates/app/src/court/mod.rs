//! The court's lists: loading them, the day's list of entries, whose each is, and moving what was put on a wrong record.
//!
//! An entry belongs to the agency that loaded it, and only those of its staff who work the court's list see it, until it is
//! on somebody's record; then it follows that record. Whom an entry may be is looked for among everybody, and shown as far
//! as the viewer may know of them: somebody out of reach is neither named, counted nor hinted at.

mod body;
mod decide;
mod list;
mod load;
mod moved;
mod one;
mod plan;

pub use decide::{Decide, DecidedNow, become_record, decide};
pub use list::{CourtDay, CourtPage, EntryLine, Match, days, page};
pub use load::{LoadList, Loaded, Progress, feed, feeds, load};
pub use moved::{MoveEntry, move_entry};
pub use one::{CandidateView, EntryView, HearingsPart, of_person, one};

pub(crate) use plan::court_words;

use crate::{Cx, ports::KeptEntry, refusal::Refusal};
use domain::ids::{CourtEntryId, PersonId};
use gate::{Access, Condition, Label, Relations, Sealed, Standing};

impl Cx<'_> {
    /// The standing of the viewer towards whatever an entry stands under: a person, or the entry itself, to which everybody
    /// of the agency that loaded it is related and nobody else.
    async fn standing_of_entry(&mut self, label: Label, entry: CourtEntryId) -> Result<Standing, Refusal> {
        if label.person != PersonId(entry.0) {
            return self.standing(label.person).await;
        }
        if label.holder != self.agency() {
            return Err(Refusal::NotFound);
        }
        Ok(own(entry, self.gate.rules().edition))
    }

    /// An entry of the viewer's agency, opened; as absent when it is not there, or is somebody's out of reach.
    pub(crate) async fn court_entry(&mut self, id: CourtEntryId) -> Result<(Standing, KeptEntry), Refusal> {
        let agency = self.agency();
        let sealed: Sealed<KeptEntry> = self.tx.court_entry(agency, id).await?.ok_or(Refusal::NotFound)?;
        let standing = self.standing_of_entry(sealed.label(), id).await?;
        let kept = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok((standing, kept))
    }
}

/// What relates the agency that loaded an entry to it, while it is nobody's.
fn own(entry: CourtEntryId, edition: i64) -> Standing {
    Standing {
        relations: Relations::NONE.and(Condition::AgencyInvolved, true),
        access: Access::Ordinary,
        edition,
        ..Standing::none(PersonId(entry.0))
    }
}
