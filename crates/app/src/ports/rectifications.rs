//! Corrections, and the agencies that are told of them.

use super::Stored;
use async_trait::async_trait;
use domain::{
    ids::{AccountId, AgencyId, CorrectionId, PersonId},
    rectification::{Correction, CorrectionNotice},
    section::Section,
    stamp::Stamp,
};
use gate::Sealed;
use jiff::Timestamp;

/// A notice as the agency that is told reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressedNotice {
    /// The correction. Its agency is not for showing: the reader may not know that it works with the person.
    pub correction: Correction,
    /// The short reference of the record.
    pub reference: String,
    /// Who here said that our records are right, by name, and when.
    pub acknowledged: Option<(String, Timestamp)>,
}

/// Ports for rectification.
#[async_trait]
pub trait Rectifications {
    /// Who was shown a section of a person's record since an instant, by agency and account: of one holder's part, or of
    /// anybody's where none is named.
    async fn readers(
        &mut self,
        person: PersonId,
        section: Section,
        holder: Option<AgencyId>,
        since: Timestamp,
    ) -> Stored<Vec<(AgencyId, AccountId)>>;

    /// Writes a correction, and that these agencies are told.
    async fn add_correction(&mut self, correction: &Correction, told: &[AgencyId]) -> Stored<()>;

    /// A person's corrections, newest first.
    async fn corrections(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Correction>>>;

    /// Who was told of a person's corrections.
    async fn correction_notices(&mut self, person: PersonId, limit: u32) -> Stored<Vec<CorrectionNotice>>;

    /// What an agency was told, what it has not acknowledged first, then the newest.
    async fn notices_to(&mut self, agency: AgencyId, limit: u32) -> Stored<Vec<AddressedNotice>>;

    /// Of which person a correction is that an agency was told of, and whether it has acknowledged it.
    async fn notice_to(&mut self, agency: AgencyId, id: CorrectionId) -> Stored<Option<(PersonId, bool)>>;

    /// Writes down that the agency of `stamp` has put its records right; `false` when it had before.
    async fn acknowledge_correction(
        &mut self,
        person: PersonId,
        id: CorrectionId,
        stamp: &Stamp,
    ) -> Stored<bool>;
}
