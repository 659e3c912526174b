//! Corrections, and which agencies were told of each.

use super::{Record, Told, Unreadable, fields::Fields};
use crate::rectifications::TOLD_TO;
use domain::{
    ids::{AgencyId, CorrectionId, PersonId},
    rectification::{Corrected, Correction, CorrectionNotice},
    section::Section,
};

impl Record {
    /// A correction, with whom it was carried to.
    pub(super) fn correct(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let corrected = fields.code("corrected", Corrected::from_code)?;
        let note = fields.maybe_id("note")?;
        let section = match corrected {
            Corrected::Identity => Section::Identity,
            Corrected::Note => {
                let note = note.ok_or(fields.unreadable("note"))?;
                self.notes.get(&note).ok_or(fields.unreadable("note"))?.section
            }
        };
        let id: CorrectionId = fields.id("id")?;
        let words = fields.prose("words")?;
        let correction = Correction { id, person, corrected, note, section, words, stamp: told.stamp };
        for to in fields.ids::<AgencyId>(TOLD_TO)? {
            let notice = CorrectionNotice { correction: id, to, acknowledged: None };
            self.correction_notices.insert((id, to), notice);
        }
        self.corrections.insert(id, correction);
        Ok(())
    }

    /// An agency says that its own records are right.
    pub(super) fn acknowledge_correction(
        &mut self,
        fields: Fields<'_>,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let key = (fields.id("id")?, told.stamp.agency);
        let notice = self.correction_notices.get_mut(&key).ok_or(fields.unreadable("id"))?;
        notice.acknowledged = Some(told.stamp);
        Ok(())
    }
}
