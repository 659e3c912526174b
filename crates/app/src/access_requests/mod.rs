//! Subject access: a request is written down with its clock, the whole record is collected through the gate, entries are left out
//! with reasons, a second person checks the very copy, and then it is given.
//!
//! What holds: what is given is what was checked, to the letter; it holds everything that the log tells of the record, as far as
//! whoever puts it together may see it. A copy is never kept beside the record: it is collected anew, and refused where it is no
//! longer the one that was checked.

mod ask;
mod bundle;
mod collect;
mod open;
mod step;
mod told;

pub use ask::{Ask, ask};
pub use bundle::{Bundle, LeftOut, LeftOutHere, bundle};
pub use collect::{Copied, Entry, Part};
pub use open::{OpenedRequest, RequestsPart, request, requests};
pub use step::{AccessStep, step};

use crate::{Cx, refusal::Refusal};
use domain::{
    access_request::{AccessMove, AccessRefused, AccessRequest, Months},
    ids::{AccessRequestId, PersonId},
    timing::TimingCode,
};
use gate::{Action, Standing};
use jiff::civil::Date;

/// Requests of one person that are read.
const ROWS: u32 = 50;

impl From<AccessRefused> for Refusal {
    fn from(refused: AccessRefused) -> Self {
        match refused {
            AccessRefused::Move { from, .. } => Self::not_now("request", from.words()),
            AccessRefused::OwnWork => {
                Self::NotNow("You have worked on this copy, so somebody else checks it.".to_owned())
            }
            AccessRefused::ExtendedBefore => Self::NotNow("The time has been extended before.".to_owned()),
            AccessRefused::Changed => changed(),
            AccessRefused::NotLeftOut => Self::field("entry", "unknown", "This entry is not left out"),
        }
    }
}

/// The copy is not the one that was handed over or checked.
fn changed() -> Refusal {
    Refusal::NotNow(
        "The record has changed since this copy was handed over. Send it back, look at it again, and hand it over again.".to_owned(),
    )
}

/// The action behind a move.
pub(crate) const fn action_of(step: AccessMove) -> Action {
    match step {
        AccessMove::Check | AccessMove::Return => Action::CheckAccessRequest,
        AccessMove::ConfirmIdentity
        | AccessMove::AskIdentity
        | AccessMove::Extend
        | AccessMove::Redact
        | AccessMove::Restore
        | AccessMove::Submit
        | AccessMove::Give
        | AccessMove::Withdraw => Action::HandleAccessRequest,
    }
}

impl Cx<'_> {
    /// What relates the viewer to somebody whose requests they may handle.
    async fn may_handle(&mut self, person: PersonId) -> Result<Standing, Refusal> {
        self.permit_role(Action::HandleAccessRequest)?;
        let standing = self.standing(person).await?;
        self.permit(Action::HandleAccessRequest, &standing, None)?;
        Ok(standing)
    }

    /// One request that the viewer may read. One that is absent takes the same way as one out of reach.
    async fn request_read(&mut self, id: AccessRequestId) -> Result<(Standing, AccessRequest), Refusal> {
        self.permit_role(Action::HandleAccessRequest)?;
        let sealed = self.tx.access_request(id).await?;
        let person = sealed.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.may_handle(person).await?;
        let sealed = sealed.ok_or(Refusal::NotFound)?;
        let request = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok((standing, request))
    }

    /// The days by which requests are to be answered.
    async fn all_due(&mut self, requests: &[AccessRequest]) -> Result<Vec<Option<Date>>, Refusal> {
        let timings = self.tx.timings().await?;
        let holidays = self.holidays().await?;
        let due = |request: &AccessRequest| -> Result<Option<Date>, Refusal> {
            let day = request.asked.received;
            let months = Months {
                first: timings.on(TimingCode::SubjectAccess, day)?.count,
                more: timings.on(TimingCode::SubjectAccessMore, day)?.count,
            };
            Ok(request.due(months, &holidays))
        };
        requests.iter().map(due).collect()
    }

    /// The day by which a request is to be answered.
    async fn due_of(&mut self, request: &AccessRequest) -> Result<Option<Date>, Refusal> {
        Ok(self.all_due(std::slice::from_ref(request)).await?.into_iter().next().flatten())
    }
}
