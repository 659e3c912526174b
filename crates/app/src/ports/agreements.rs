//! Agreements to share: versions with their facts, remarks, templates, and the number by which one knows that something changed.

use super::Stored;
use crate::agreements::Template;
use async_trait::async_trait;
use domain::{
    agreement::{Remark, Version},
    ids::{AgreementId, PartnershipId},
};

/// Ports for agreements.
#[async_trait]
pub trait Agreements {
    /// A number that grows whenever any agreement changes: a draft, a fact, a remark.
    async fn agreements_edition(&mut self) -> Stored<i64>;

    /// Every version of every agreement, its facts replayed, in the order of their agreements and numbers.
    async fn versions(&mut self) -> Stored<Vec<Version>>;

    /// One version.
    async fn version(&mut self, agreement: AgreementId, number: u16) -> Stored<Option<Version>>;

    /// Writes a version with whatever facts it has, and the agreement with its first; `false`, and nothing written, when there
    /// is one of that number.
    async fn insert_version(&mut self, partnership: PartnershipId, version: &Version) -> Stored<bool>;

    /// Puts the terms of a draft in place of those that were `seen`; `false` when they are others by now.
    async fn edit_draft(&mut self, seen: i64, after: &Version) -> Stored<bool>;

    /// Appends the last fact of `after`; `false` when the version is no longer as it was `seen`.
    async fn append_agreement_fact(&mut self, seen: i64, after: &Version) -> Stored<bool>;

    /// Remarks on an agreement, on any of its versions, the first said first.
    async fn remarks(&mut self, agreement: AgreementId, limit: u32) -> Stored<Vec<Remark>>;

    /// Writes a remark.
    async fn insert_remark(&mut self, remark: &Remark) -> Stored<()>;

    /// Every version of every template, by code and day.
    async fn agreement_templates(&mut self) -> Stored<Vec<Template>>;
}
