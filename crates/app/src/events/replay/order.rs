//! What happens to an order after it was made, as far as its row tells it: another end or holder, its requirements' days.

use super::{Record, Told, Unreadable, fields::Fields};
use crate::events::EventKind;
use domain::{
    ids::{OrderId, RequirementId},
    order::{Order, Requirement},
    requirement::RequirementMove,
};

impl Record {
    /// A step of an order: its row has another end, another holder, or the day it was over.
    pub(super) fn step_order(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let subject = fields.unreadable("subject");
        let order: &mut Order =
            told.subject.and_then(|id| self.orders.get_mut(&OrderId(id))).ok_or(subject)?;
        match told.kind {
            EventKind::OrderVaried => order.ends = fields.day("ends")?,
            EventKind::OrderTransferred => order.holder = fields.id("agency")?,
            EventKind::OrderEnded => order.ended = Some(fields.day("day")?),
            _ => {}
        }
        Ok(())
    }

    /// A step of a requirement, or how much of it is done.
    pub(super) fn step_requirement(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let subject = fields.unreadable("subject");
        let id = told.subject.map(RequirementId).ok_or(subject)?;
        let mut all = self.orders.values_mut().flat_map(|order| &mut order.requirements);
        let one: &mut Requirement = all.find(|one| one.id == id).ok_or(subject)?;
        if told.kind == EventKind::RequirementProgress {
            one.done = fields.number("done")?;
            return Ok(());
        }
        let (step, day) = (fields.text("step")?, fields.day("day")?);
        match RequirementMove::from_code(&step).map_err(|_| fields.unreadable("step"))? {
            RequirementMove::Commence => one.began = one.began.or(Some(day)),
            RequirementMove::Complete | RequirementMove::Terminate => one.ended = Some(day),
            _ => {}
        }
        Ok(())
    }
}
