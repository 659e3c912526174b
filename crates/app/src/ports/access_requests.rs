//! Requests for a copy of one's record.

use super::Stored;
use async_trait::async_trait;
use domain::{
    access_request::AccessRequest,
    ids::{AccessRequestId, PersonId},
};
use gate::Sealed;

/// Ports for requests for a copy of a record.
#[async_trait]
pub trait AccessRequests {
    /// Writes a request as it came.
    async fn add_access_request(&mut self, request: &AccessRequest) -> Stored<()>;

    /// Appends the last fact of a request if it still has `seen` facts.
    async fn append_access_fact(&mut self, request: &AccessRequest, seen: i64) -> Stored<bool>;

    /// One request with its facts.
    async fn access_request(&mut self, id: AccessRequestId) -> Stored<Option<Sealed<AccessRequest>>>;

    /// A person's requests, newest first.
    async fn access_requests(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<AccessRequest>>>;
}
