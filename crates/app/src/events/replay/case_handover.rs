//! A person handed over to probation, and what became of it.

use super::{EventKind, Record, Told, Unreadable, fields::Fields};
use domain::{
    case_handover::{CaseHandover, HandoverFact, Offer},
    ids::{CaseHandoverId, PersonId},
};

impl Record {
    /// A handover as it was offered.
    pub(super) fn offer_case(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let offer = Offer {
            id: fields.id("id")?,
            person,
            from: told.stamp.agency,
            to: fields.id("to")?,
            answer_by: fields.day("answer_by")?,
            words: fields.maybe_line("words")?,
            involvement: fields.maybe_id("involvement")?,
            stamp: told.stamp,
        };
        self.case_handovers.insert(offer.id, CaseHandover::offered(offer));
        Ok(())
    }

    /// An answer, or that it was taken back.
    pub(super) fn step_case(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let subject = fields.unreadable("subject");
        let id = told.subject.map(CaseHandoverId).ok_or(subject)?;
        let fact = match told.kind {
            EventKind::CaseTakenOn => HandoverFact::TakenOn(fields.maybe_id("account")?),
            EventKind::CaseDeclined => HandoverFact::Declined(fields.line("reason")?),
            _ => HandoverFact::Withdrawn(fields.line("reason")?),
        };
        let before = self.case_handovers.remove(&id).ok_or(subject)?;
        let after = before.append(told.stamp, fact).map_err(|_| fields.unreadable("step"))?;
        self.case_handovers.insert(id, after);
        Ok(())
    }
}
