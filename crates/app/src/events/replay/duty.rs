//! What is due: each change of it as the event that it committed with tells it (see [`crate::duties::DutyChange`]).
//!
//! What an installation of before these were told had open then is in no event: a change of one that nothing opened here
//! changes nothing.

use super::{Record, Told, Unreadable, fields::Fields};
use crate::duties::TOLD_IN;
use domain::{
    duty::{Closing, Duty, DutyKind, Owner},
    ids::{AgencyId, DutyId, PersonId},
    stamp::Stamp,
};
use jiff::civil::Date;
use uuid::Uuid;

/// A duty with who opened it, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// What is due.
    pub duty: Duty,
    /// Who opened it, when.
    pub opened: Stamp,
    /// Who closed it, when, and how; `None` while it is open.
    pub closed: Option<(Stamp, Closing)>,
}

impl Record {
    /// What an event changes of what is due, besides what it says itself.
    pub(super) fn owe(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        if !fields.has(TOLD_IN) {
            return Ok(());
        }
        fields.each(TOLD_IN, Ok)?.into_iter().try_for_each(|change| self.owe_one(change, person, told.stamp))
    }

    fn owe_one(&mut self, change: Fields<'_>, person: PersonId, stamp: Stamp) -> Result<(), Unreadable> {
        if change.has("opened") {
            let duty = opened(change.within("opened")?, person)?;
            self.duties.insert(duty.id, Owed { duty, opened: stamp, closed: None });
        } else if change.has("closed") {
            let told = change.within("closed")?;
            let (agency, closing): (Option<AgencyId>, _) =
                (told.maybe_id("agency")?, told.code("as", Closing::from_code)?);
            self.of(told, |owed| {
                if agency.is_none_or(|agency| agency == owed.duty.owner.agency) {
                    owed.closed = Some((stamp, closing));
                }
            })?;
        } else if change.has("moved") {
            let told = change.within("moved")?;
            let to: Date = told.day("to")?;
            self.of(told, |owed| owed.duty.due = to)?;
        } else {
            let told = change.within("handed_over")?;
            let (from, to) = (owner(told.within("from")?)?, owner(told.within("to")?)?);
            // An event of before it told which ones told of all.
            let which: Option<Vec<DutyId>> =
                if told.has("duties") { Some(told.ids("duties")?) } else { None };
            let open = self.duties.values_mut().filter(|owed| owed.closed.is_none());
            let handed = open.filter(|owed| match &which {
                Some(which) => which.contains(&owed.duty.id),
                None => owed.duty.owner == from,
            });
            handed.for_each(|owed| owed.duty.owner = to);
        }
        Ok(())
    }

    /// Changes the open ones of the kinds that `told` names, which follow from what it names.
    fn of(&mut self, told: Fields<'_>, change: impl Fn(&mut Owed)) -> Result<(), Unreadable> {
        let subject: Uuid = told.id("subject")?;
        let kinds = told.codes("kinds", DutyKind::from_code)?;
        let open = self.duties.values_mut().filter(|owed| owed.closed.is_none());
        open.filter(|owed| owed.duty.subject == subject && kinds.contains(&owed.duty.kind)).for_each(change);
        Ok(())
    }

    /// Somebody read the alert that is the event's subject, which is all that was due of it.
    pub(super) fn read_alert(&mut self, told: &Told<'_>) {
        let alert = told.subject.and_then(|id| self.duties.get_mut(&DutyId(id)));
        if let Some(owed) = alert.filter(|owed| owed.closed.is_none()) {
            owed.closed = Some((told.stamp, Closing::Done));
        }
    }
}

fn opened(fields: Fields<'_>, person: PersonId) -> Result<Duty, Unreadable> {
    Ok(Duty {
        id: fields.id("id")?,
        person,
        kind: fields.code("kind", DutyKind::from_code)?,
        owner: owner(fields)?,
        due: fields.day("due")?,
        subject: fields.id("subject")?,
        why: fields.maybe_line("why")?,
    })
}

fn owner(fields: Fields<'_>) -> Result<Owner, Unreadable> {
    Ok(Owner { agency: fields.id("agency")?, account: fields.maybe_id("account")? })
}
