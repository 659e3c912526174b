//! Carrying a correction to those who had read the old words, in the transaction of the correction.

use super::TOLD_TO;
use crate::{Cx, events::EventKind, refusal::Refusal};
use domain::{
    ids::{AccountId, AgencyId, CorrectionId, NoteId, PersonId},
    notice::NoticeKind,
    person::Identity,
    rectification::{Corrected, Correction, parts_that_differ},
    section::Section,
    text::Prose,
};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeSet;

/// Desks on which a notice is put; the agency's own list has it in any case.
const DESKS: usize = 50;

/// What is to be carried.
pub(super) struct Carried {
    pub(super) person: PersonId,
    pub(super) corrected: Corrected,
    pub(super) note: Option<NoteId>,
    pub(super) section: Section,
    pub(super) words: Prose,
    /// Whose words were read; anybody's where none is named.
    pub(super) holder: Option<AgencyId>,
    /// Since when there was something to read.
    pub(super) since: Timestamp,
}

impl Cx<'_> {
    /// Carries a correction of the identity, if anything differs.
    pub(crate) async fn carry_identity(
        &mut self,
        before: &Identity,
        after: &Identity,
    ) -> Result<(), Refusal> {
        let Some(said) = parts_that_differ(before, after) else { return Ok(()) };
        let words = Prose::new(&said).map_err(|_| crate::cx::missing("words of a correction"))?;
        let carried = Carried {
            person: after.person,
            corrected: Corrected::Identity,
            note: None,
            section: Section::Identity,
            words,
            holder: None,
            since: Timestamp::UNIX_EPOCH,
        };
        self.carry_correction(carried).await.map(drop)
    }

    /// Writes a correction down and tells every agency that had read the old words.
    pub(super) async fn carry_correction(&mut self, carried: Carried) -> Result<CorrectionId, Refusal> {
        let Carried { person, corrected, note, section, words, holder, since } = carried;
        let own = self.agency();
        let readers = self.tx.readers(person, section, holder, since).await?;
        let told: BTreeSet<AgencyId> =
            readers.iter().map(|(agency, _)| *agency).filter(|agency| *agency != own).collect();
        let told: Vec<AgencyId> = told.into_iter().collect();
        let correction =
            Correction { id: self.id(), person, corrected, note, section, words, stamp: self.stamp() };
        self.tx.add_correction(&correction, &told).await?;
        let desks: BTreeSet<(AccountId, AgencyId)> = readers
            .iter()
            .filter(|(agency, _)| *agency != own)
            .map(|(agency, account)| (*account, *agency))
            .collect();
        for desk in desks.into_iter().take(DESKS) {
            self.tell(desk, person, correction.id.0, NoticeKind::Corrected).await?;
        }
        let body = json!({
            "id": correction.id.0,
            "corrected": corrected.code(),
            "note": note.map(|id| id.0),
            "words": correction.words.as_str(),
            TOLD_TO: told.iter().map(|agency| agency.0).collect::<Vec<_>>(),
        });
        let mut event = self.event(person, EventKind::CorrectionRecorded, section, body);
        event.subject = Some(correction.id.0);
        self.append(event);
        Ok(correction.id)
    }
}
