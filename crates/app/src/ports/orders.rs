//! Orders with their courses, failures to comply, the end of an order, and the dated rows they go by.

use super::Stored;
use async_trait::async_trait;
use domain::{
    cadence::{Raised, Trigger},
    duty::Owner,
    eligibility::Scheme,
    failure::{Failed, Failure},
    ids::{AccountId, AgencyId, AppointmentId, FailureId, OrderId, PersonId, RequirementId},
    lead::{DeliveryModel, LeadSet},
    order_course::OrderCourse,
    order_end::{EndNotice, Involved, Outcome},
    order_record::{Handover, OrderRecord, Willingness},
    requirement::{Catalogue, RequirementCourse},
    stamp::Stamp,
    start_delay::Share,
    text::Line,
    timing::Timings,
};
use gate::{ListFilter, Sealed};
use jiff::civil::Date;

/// Where the list of late starts goes on: after this day and requirement.
pub type AfterStart = Option<(Date, RequirementId)>;

/// A question about what has not begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartQuery {
    /// The agency that holds the orders.
    pub agency: AgencyId,
    /// As of which day.
    pub day: Date,
    /// Supervision began by this day for it to be late.
    pub late: Date,
    /// Supervision began by this day for it to be very late.
    pub very_late: Date,
    /// Cursor.
    pub after: AfterStart,
    /// Rows at most.
    pub limit: u32,
}

/// A requirement that has not begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateStart {
    /// Whose.
    pub person: PersonId,
    /// Of which order.
    pub order: OrderId,
    /// Which requirement.
    pub requirement: RequirementId,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The day supervision began.
    pub supervision_began: Date,
    /// To whom the order is allocated.
    pub allocated: Option<AccountId>,
}

impl gate::AtLevel for LateStart {
    fn at_level(self, level: domain::section::Level) -> Option<Self> {
        use domain::section::Level;
        matches!(level, Level::Full | Level::Summary).then_some(self)
    }
}

/// What the rules need of an order in force, whoever acts: shown to nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderBrief {
    /// Which.
    pub id: OrderId,
    /// The agency that holds it.
    pub holder: AgencyId,
    /// Who owns what is due on it.
    pub owner: Owner,
    /// The day it was made.
    pub made: Date,
    /// The day it is to end.
    pub ends: Date,
    /// What raises the cadence of its meetings, the latest.
    pub raised: Option<Line>,
}

/// Ports for orders.
#[async_trait]
pub trait Orders {
    /// The law's limits, of every day.
    async fn catalogue(&mut self) -> Stored<Catalogue>;

    /// How long things may take, of every day.
    async fn timings(&mut self) -> Stored<Timings>;

    /// Who leads on what, of every day.
    async fn delivery_model(&mut self) -> Stored<DeliveryModel>;

    /// Schemes with their rules.
    async fn schemes(&mut self) -> Stored<Vec<Scheme>>;

    /// Writes an order with its requirements, their courses, conditions and leads.
    async fn insert_order(&mut self, record: &OrderRecord) -> Stored<()>;

    /// One order with all that is kept about it.
    async fn order_record(&mut self, id: OrderId) -> Stored<Option<Sealed<OrderRecord>>>;

    /// A person's orders with all that is kept about them, newest first. A constant number of statements.
    async fn order_records(&mut self, person: PersonId) -> Stored<Vec<Sealed<OrderRecord>>>;

    /// A person's orders in force on `day`, newest first, for the rules alone.
    async fn orders_in_force(&mut self, person: PersonId, day: Date) -> Stored<Vec<OrderBrief>>;

    /// Appends the last fact of `course` if the order still has `seen` facts, and what follows from it.
    async fn append_order_fact(&mut self, person: PersonId, course: &OrderCourse, seen: i64) -> Stored<bool>;

    /// The course of one requirement, for the rules alone.
    async fn requirement_course(
        &mut self,
        person: PersonId,
        requirement: RequirementId,
    ) -> Stored<Option<RequirementCourse>>;

    /// Appends the last fact of a requirement's course if it still has `seen` facts.
    async fn append_requirement_fact(
        &mut self,
        person: PersonId,
        course: &RequirementCourse,
        seen: i64,
    ) -> Stored<bool>;

    /// Notes how much of a requirement is done.
    async fn set_done(&mut self, person: PersonId, requirement: RequirementId, done: u32) -> Stored<bool>;

    /// Notes which agency gives a requirement.
    async fn set_provider(
        &mut self,
        person: PersonId,
        requirement: RequirementId,
        provider: AgencyId,
    ) -> Stored<bool>;

    /// Sets a lead; the earlier ones stay.
    async fn set_lead(&mut self, person: PersonId, order: OrderId, lead: &LeadSet) -> Stored<()>;

    /// Notes what raised the cadence.
    async fn raise_cadence(&mut self, person: PersonId, order: OrderId, raised: &Raised) -> Stored<()>;

    /// Whether one trigger raises the cadence on `day`, for the rules alone.
    async fn is_raised(
        &mut self,
        person: PersonId,
        order: OrderId,
        trigger: Trigger,
        day: Date,
    ) -> Stored<bool>;

    /// Notes that one trigger holds no longer after `until`; answers how many did.
    async fn lower_cadence(
        &mut self,
        person: PersonId,
        order: OrderId,
        trigger: Trigger,
        until: Date,
    ) -> Stored<u64>;

    /// Records willingness to comply.
    async fn add_willingness(&mut self, willingness: &Willingness) -> Stored<()>;

    /// What a person has said about willingness, newest first.
    async fn willingness(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Willingness>>>;

    /// Writes a failure; `false`, and nothing written, when that appointment has one on that order.
    async fn insert_failure(&mut self, failed: &Failed) -> Stored<bool>;

    /// One failure with its facts.
    async fn failure(&mut self, id: FailureId) -> Stored<Option<Sealed<Failure>>>;

    /// A person's failures, newest first; of one order, where one is named.
    async fn failures(
        &mut self,
        person: PersonId,
        order: Option<OrderId>,
        limit: u32,
    ) -> Stored<Vec<Sealed<Failure>>>;

    /// What an appointment's outcome led to: for whoever corrects the outcome, who need not be one to read it. Nothing of it
    /// is for showing.
    async fn failures_of_appointment(
        &mut self,
        person: PersonId,
        appointment: AppointmentId,
    ) -> Stored<Vec<Failure>>;

    /// Appends the last fact of a failure if it still has `seen` facts.
    async fn append_failure_fact(&mut self, failure: &Failure, seen: i64) -> Stored<bool>;

    /// The agencies that work with a person on `today`, or are to: involvements and referrals in progress.
    async fn involved(&mut self, person: PersonId, today: Date) -> Stored<Vec<Involved>>;

    /// Tells an agency of the end of an order; again only when its days have changed.
    async fn tell_end(
        &mut self,
        person: PersonId,
        order: OrderId,
        notice: &EndNotice,
        stamp: &Stamp,
    ) -> Stored<bool>;

    /// Who was told of the end of a person's orders, each under its order.
    async fn end_notices(&mut self, person: PersonId) -> Stored<Vec<Sealed<(OrderId, EndNotice)>>>;

    /// Notes that an agency knows of the end; `false` when it was not told, or had said so before.
    async fn acknowledge_end(
        &mut self,
        person: PersonId,
        order: OrderId,
        agency: AgencyId,
        day: Date,
        by: AccountId,
    ) -> Stored<bool>;

    /// Records an outcome, in place of an earlier one of its kind.
    async fn put_outcome(
        &mut self,
        person: PersonId,
        order: OrderId,
        outcome: &Outcome,
        stamp: &Stamp,
    ) -> Stored<()>;

    /// Writes what the person keeps; the latest counts.
    async fn add_handover(&mut self, person: PersonId, order: OrderId, handover: &Handover) -> Stored<()>;

    /// Requirements that had not begun as of a day, longest first, about people whom the filter shows.
    async fn late_starts(
        &mut self,
        filter: &ListFilter,
        query: &StartQuery,
        today: Date,
    ) -> Stored<Vec<Sealed<LateStart>>>;

    /// The agency's share of them, about people whom the filter shows.
    async fn start_share(&mut self, filter: &ListFilter, query: &StartQuery, today: Date) -> Stored<Share>;
}
