//! Referrals and the services they go to.

use super::Stored;
use async_trait::async_trait;
use domain::{
    ids::{AccountId, PersonId, ProtocolId, ReferralId, ServiceId},
    pathway::Pathway,
    referral::{Fact, OwnAnswer, Referral, Request, State},
    service::Service,
    stamp::Stamp,
};
use gate::{ListFilter, Sealed, Standing, Viewer};
use jiff::civil::Date;
use uuid::Uuid;

/// A page of a provider's inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxQuery {
    /// The states wanted.
    pub states: Vec<State>,
    /// Cursor: answer-by day and id of the last row seen.
    pub after: Option<(Date, ReferralId)>,
    /// Rows at most.
    pub limit: u32,
}

/// A referral that is about to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundQuery {
    /// Of whom.
    pub person: PersonId,
    /// To which service.
    pub service: ServiceId,
    /// The short reference drawn for it.
    pub reference: String,
}

/// What a new referral begins from.
#[derive(Debug, Clone)]
pub struct Ground {
    /// What relates the viewer to the person: nothing to somebody who is not there.
    pub standing: Standing,
    /// The newest version of the service's pathway.
    pub pathway: Option<ProtocolId>,
    /// Whether another referral has the short reference.
    pub taken: bool,
}

/// Ports for referrals. A referral is sealed under the section of its service's pathway, held by the agency that refers
/// and sent to the one that is asked.
#[async_trait]
pub trait Referrals {
    /// Services in force, by pathway and name.
    async fn services(&mut self, pathway: Option<Pathway>, limit: u32) -> Stored<Vec<Service>>;

    /// One service.
    async fn service(&mut self, id: ServiceId) -> Stored<Option<Service>>;

    /// What a new referral begins from, in one statement, which looks at the same rows for somebody hidden as for somebody
    /// absent. Until this transaction ends, nobody else appends to the person's chain.
    async fn ground(&mut self, viewer: &Viewer, asked: &GroundQuery, today: Date) -> Stored<Ground>;

    /// Writes a referral with its first fact, and the person's search words for the agency asked. Its short reference is one
    /// that [`Referrals::ground`] found free.
    async fn insert_referral(&mut self, request: &Request, stamp: &Stamp, fact: &Fact) -> Stored<()>;

    /// Writes the last fact of a referral, if there was none since the one before it; `answer_by` is the day by which an
    /// answer is due now, since a clock may have stood still.
    async fn append_fact(&mut self, one: &Referral, answer_by: Date) -> Stored<bool>;

    /// One referral with its facts.
    async fn referral(&mut self, id: ReferralId) -> Stored<Option<Sealed<Referral>>>;

    /// A person's referrals, newest first, with their facts. Two statements.
    async fn referrals_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Referral>>>;

    /// Referrals to the filter's agency about people whom the filter shows, by answer-by day and id. Two statements.
    async fn inbox(
        &mut self,
        filter: &ListFilter,
        query: &InboxQuery,
        today: Date,
    ) -> Stored<Vec<Sealed<Referral>>>;

    /// How many referrals to the filter's agency wait for an answer; no more than `most` are counted.
    async fn inbox_size(&mut self, filter: &ListFilter, today: Date, most: u32) -> Stored<u64>;

    /// Referrals that `account` made and that wait for the provider's answer, by answer-by day, after one
    /// of them. Two statements.
    async fn awaiting(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        after: Option<(Date, ReferralId)>,
        limit: u32,
        today: Date,
    ) -> Stored<Vec<Sealed<Referral>>>;

    /// The answers of the viewer's agency to referrals that are over, the latest limit first; none about people to whom
    /// access is limited. Two statements.
    async fn answered(
        &mut self,
        viewer: &Viewer,
        after: Option<(Date, ReferralId)>,
        limit: u32,
        today: Date,
    ) -> Stored<Vec<((Date, ReferralId), Sealed<OwnAnswer>)>>;

    /// Names of these agencies and accounts, as far as there are such.
    async fn names(&mut self, ids: &[Uuid]) -> Stored<Vec<(Uuid, String)>>;
}
