//! What is new on a desk, written with the change that it tells of.

use crate::{Cx, ports::NewNotice, refusal::Refusal};
use domain::{
    ids::{AccountId, AgencyId, PersonId},
    notice::NoticeKind,
};
use uuid::Uuid;

impl Cx<'_> {
    /// Puts a notice on the desk of an account for its work at an agency, unless that is the viewer's own: in the transaction of the change, so that it
    /// is there the moment the change is. Whether the person may still be known to its reader is decided when it is read.
    pub(crate) async fn tell(
        &mut self,
        (account, agency): (AccountId, AgencyId),
        person: PersonId,
        subject: Uuid,
        kind: NoticeKind,
    ) -> Result<(), Refusal> {
        if account == self.viewer.account {
            return Ok(());
        }
        let notice =
            NewNotice { id: self.id(), account, person, subject, kind, at: self.at, agency: Some(agency) };
        Ok(self.tx.insert_notice(&notice).await?)
    }
}
