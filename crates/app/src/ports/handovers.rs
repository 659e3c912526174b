//! People handed over to probation.

use super::Stored;
use async_trait::async_trait;
use domain::{
    case_handover::CaseHandover,
    ids::{AgencyId, CaseHandoverId, InvolvementId, PersonId},
    involvement::{Involvement, InvolvementRole},
};
use gate::Sealed;
use jiff::civil::Date;

/// Ports for handovers.
#[async_trait]
pub trait Handovers {
    /// Writes a handover that nobody has answered.
    async fn insert_case_handover(&mut self, one: &CaseHandover) -> Stored<()>;

    /// One handover with its facts.
    async fn case_handover(&mut self, id: CaseHandoverId) -> Stored<Option<Sealed<CaseHandover>>>;

    /// A person's handovers, newest first.
    async fn case_handovers_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<CaseHandover>>>;

    /// Appends the last fact if the handover still has `seen` facts.
    async fn append_case_handover_fact(&mut self, one: &CaseHandover, seen: i64) -> Stored<bool>;

    /// Ends what an agency does for a person in one role on `day`; gives what ended, as it is now.
    async fn end_part(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        role: InvolvementRole,
        day: Date,
    ) -> Stored<Vec<Involvement>>;

    /// Ends one involvement on `day`; gives it as it is now, or nothing where it has ended before.
    async fn end_involvement(
        &mut self,
        person: PersonId,
        id: InvolvementId,
        day: Date,
    ) -> Stored<Option<Involvement>>;

    /// How much an agency still has to do about a person: open duties, and recommendations on which nobody has said what
    /// the court did.
    async fn owes(&mut self, person: PersonId, agency: AgencyId) -> Stored<u64>;
}
