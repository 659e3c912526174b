//! Failures to comply, and what was decided about each.

use super::{Record, Told, Unreadable, fields::Fields};
use domain::{
    failure::{Failed, Failure, FailureFact, FailureMove, Finding, MayWarn, Warning},
    ids::{FailureId, OrderId, PersonId},
};

impl Record {
    /// A failure as it was recorded: for the agency that held its order then to decide.
    pub(super) fn record_failure(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let order: OrderId = fields.id("order")?;
        let holder = self.orders.get(&order).map(|record| record.order.holder);
        let failed = Failed {
            id: fields.id("id")?,
            person,
            order,
            holder: holder.ok_or(fields.unreadable("order"))?,
            appointment: fields.maybe_id("appointment")?,
            day: fields.day("day")?,
            source: told.stamp,
            what: fields.line("what")?,
            offered: fields.maybe_line("offered")?,
        };
        self.failures.insert(failed.id, Failure::recorded(failed));
        Ok(())
    }

    /// A step. Whether a warning was allowed was decided then: kept facts are not argued with.
    pub(super) fn step_failure(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let subject = fields.unreadable("subject");
        let id = told.subject.map(FailureId).ok_or(subject)?;
        let before = self.failures.remove(&id).ok_or(subject)?;
        let (fact, day) = (fact(fields)?, fields.day("day")?);
        let after = before.append(told.stamp, day, fact, MayWarn::Choice);
        self.failures.insert(id, after.map_err(|_| fields.unreadable("step"))?);
        Ok(())
    }
}

fn fact(fields: Fields<'_>) -> Result<FailureFact, Unreadable> {
    let words = || fields.prose("words");
    Ok(match fields.code("step", FailureMove::from_code)? {
        FailureMove::Await => FailureFact::Awaited,
        FailureMove::Accept => FailureFact::Accepted(words()?),
        FailureMove::Reject => FailureFact::Rejected(words()?),
        FailureMove::Warn => FailureFact::Warned(Warning {
            circumstances: fields.prose("circumstances")?,
            unacceptable: fields.prose("unacceptable")?,
            liability: fields.prose("liability")?,
        }),
        FailureMove::Refer => FailureFact::Referred(words()?),
        FailureMove::Void => FailureFact::Voided(words()?),
        FailureMove::Begin => FailureFact::Begun,
        FailureMove::Drop => FailureFact::Dropped(words()?),
        FailureMove::Withdraw => FailureFact::Withdrawn(words()?),
        FailureMove::Restore => FailureFact::Restored(words()?),
        FailureMove::Hear => {
            FailureFact::Heard(fields.code("finding", Finding::from_code)?, fields.maybe_prose("words")?)
        }
    })
}
