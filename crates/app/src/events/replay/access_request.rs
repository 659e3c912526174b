//! Requests for a copy of the record, with their steps.

use super::{Record, Told, Unreadable, fields::Fields};
use domain::{
    access_request::{AccessFact, AccessMove, AccessRequest, Asked, EntryKey, Exemption},
    ids::{AccessRequestId, PersonId},
};

fn entry(fields: Fields<'_>) -> Result<EntryKey, Unreadable> {
    EntryKey::new(&fields.text("entry")?).ok_or(fields.unreadable("entry"))
}

fn fact(fields: Fields<'_>) -> Result<AccessFact, Unreadable> {
    Ok(match fields.code("step", AccessMove::from_code)? {
        AccessMove::AskIdentity => AccessFact::IdentityAsked,
        AccessMove::ConfirmIdentity => AccessFact::IdentityConfirmed(fields.line("line")?),
        AccessMove::Extend => AccessFact::Extended(fields.prose("words")?),
        AccessMove::Redact => {
            let exemption = fields.code("exemption", Exemption::from_code)?;
            AccessFact::Redacted(entry(fields)?, exemption, fields.prose("words")?)
        }
        AccessMove::Restore => AccessFact::Restored(entry(fields)?),
        AccessMove::Submit => AccessFact::Submitted(fields.line("line")?),
        AccessMove::Return => AccessFact::Returned(fields.prose("words")?),
        AccessMove::Check => AccessFact::Checked(fields.line("line")?),
        AccessMove::Give => AccessFact::Given(fields.line("line")?),
        AccessMove::Withdraw => AccessFact::Withdrawn(fields.prose("words")?),
    })
}

impl Record {
    /// The person asks for a copy.
    pub(super) fn ask_copy(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let asked = Asked {
            id: fields.id("id")?,
            person,
            holder: told.stamp.agency,
            received: fields.day("received")?,
            words: fields.prose("words")?,
            identity_known: fields.flag("identity_known")?,
            stamp: told.stamp,
        };
        self.access_requests.insert(asked.id, AccessRequest::new(asked));
        Ok(())
    }

    /// A step of such a request.
    pub(super) fn step_copy(&mut self, fields: Fields<'_>, told: &Told<'_>) -> Result<(), Unreadable> {
        let id = told.subject.map(AccessRequestId).ok_or(fields.unreadable("subject"))?;
        let before = self.access_requests.remove(&id).ok_or(fields.unreadable("subject"))?;
        let (day, fact) = (fields.day("day")?, fact(fields)?);
        let after = before.append(told.stamp, day, fact).map_err(|_| fields.unreadable("step"))?;
        self.access_requests.insert(id, after);
        Ok(())
    }
}
