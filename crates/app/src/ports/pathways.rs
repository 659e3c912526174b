//! Pathways of services in versions, and the meetings at which their partners review them.

use super::Stored;
use async_trait::async_trait;
use domain::{
    ids::{AgencyId, ServiceId},
    protocol::{Course, Protocol},
    stamp::Stamp,
    text::Prose,
};
use jiff::{Timestamp, civil::Date};

/// A meeting at which the partners review a pathway.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Of which service.
    pub service: ServiceId,
    /// On which day it is due.
    pub due: Date,
    /// What was said and decided, once it was held.
    pub held: Option<Held>,
}

/// What a review meeting left.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// On which day.
    pub on: Date,
    /// What was said and decided.
    pub words: Prose,
    /// The figures as they were on that day, as kept.
    pub figures: serde_json::Value,
    /// Who recorded it, when.
    pub stamp: Stamp,
}

/// Ports for pathways.
#[async_trait]
pub trait Pathways {
    /// The versions of a service's pathway, oldest first. One statement.
    async fn protocols(&mut self, service: ServiceId) -> Stored<Vec<Protocol>>;

    /// Every version of every pathway, by service and version. One statement.
    async fn all_protocols(&mut self) -> Stored<Vec<Protocol>>;

    /// Writes a version; `false`, and nothing written, when the service has one of that number.
    async fn insert_protocol(&mut self, protocol: &Protocol) -> Stored<bool>;

    /// Lays down the days of review meetings; those laid down before stay. Answers how many are new.
    async fn insert_reviews(&mut self, service: ServiceId, days: &[Date]) -> Stored<u64>;

    /// The review meetings of a service, the latest first.
    async fn reviews(&mut self, service: ServiceId, limit: u32) -> Stored<Vec<Review>>;

    /// Records that a meeting was held; `false` when there is none that waits on that day.
    async fn hold_review(&mut self, service: ServiceId, due: Date, held: &Held) -> Stored<bool>;

    /// The courses of referrals to a service that were sent from one instant to before another, each with the agency that referred,
    /// and without whose they are. Records to which access is limited today, or that are kept apart from a team, are left out.
    async fn courses(
        &mut self,
        service: ServiceId,
        between: (Timestamp, Timestamp),
        today: Date,
        limit: u32,
    ) -> Stored<Vec<(AgencyId, Course)>>;
}
