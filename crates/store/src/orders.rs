//! The ports for orders, each method one call into the module of its noun.

use crate::{cadence, failure, law, order_end, order_record, tx::StoreTx, willing};
use app::ports::{LateStart, OrderBrief, Orders, StartQuery, Stored};
use async_trait::async_trait;
use domain::{
    cadence::{Raised, Trigger},
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
    timing::Timings,
};
use gate::{ListFilter, Sealed};
use jiff::civil::Date;

#[async_trait]
impl Orders for StoreTx {
    async fn catalogue(&mut self) -> Stored<Catalogue> {
        law::catalogue(&mut self.link).await
    }

    async fn timings(&mut self) -> Stored<Timings> {
        law::timings(&mut self.link).await
    }

    async fn delivery_model(&mut self) -> Stored<DeliveryModel> {
        law::delivery_model(&mut self.link).await
    }

    async fn schemes(&mut self) -> Stored<Vec<Scheme>> {
        law::schemes(&mut self.link).await
    }

    async fn insert_order(&mut self, record: &OrderRecord) -> Stored<()> {
        order_record::insert(&mut self.link, record).await
    }

    async fn order_record(&mut self, id: OrderId) -> Stored<Option<Sealed<OrderRecord>>> {
        order_record::one(&mut self.link, id).await
    }

    async fn order_records(&mut self, person: PersonId) -> Stored<Vec<Sealed<OrderRecord>>> {
        order_record::of_person(&mut self.link, person).await
    }

    async fn orders_in_force(&mut self, person: PersonId, day: Date) -> Stored<Vec<OrderBrief>> {
        order_record::in_force(&mut self.link, person, day).await
    }

    async fn append_order_fact(&mut self, person: PersonId, course: &OrderCourse, seen: i64) -> Stored<bool> {
        order_record::append(&mut self.link, person, course, seen).await
    }

    async fn requirement_course(
        &mut self,
        person: PersonId,
        requirement: RequirementId,
    ) -> Stored<Option<RequirementCourse>> {
        order_record::course_of(&mut self.link, person, requirement).await
    }

    async fn append_requirement_fact(
        &mut self,
        person: PersonId,
        course: &RequirementCourse,
        seen: i64,
    ) -> Stored<bool> {
        order_record::append_requirement(&mut self.link, person, course, seen).await
    }

    async fn set_done(&mut self, person: PersonId, requirement: RequirementId, done: u32) -> Stored<bool> {
        order_record::set_done(&mut self.link, person, requirement, done).await
    }

    async fn set_provider(
        &mut self,
        person: PersonId,
        requirement: RequirementId,
        provider: AgencyId,
    ) -> Stored<bool> {
        order_record::set_provider(&mut self.link, person, requirement, provider).await
    }

    async fn set_lead(&mut self, person: PersonId, order: OrderId, lead: &LeadSet) -> Stored<()> {
        order_record::set_lead(&mut self.link, person, order, lead).await
    }

    async fn raise_cadence(&mut self, person: PersonId, order: OrderId, raised: &Raised) -> Stored<()> {
        cadence::raise(&mut self.link, person, order, raised).await
    }

    async fn is_raised(
        &mut self,
        person: PersonId,
        order: OrderId,
        trigger: Trigger,
        day: Date,
    ) -> Stored<bool> {
        cadence::is_raised(&mut self.link, person, order, trigger, day).await
    }

    async fn lower_cadence(
        &mut self,
        person: PersonId,
        order: OrderId,
        trigger: Trigger,
        until: Date,
    ) -> Stored<u64> {
        cadence::lower(&mut self.link, person, order, trigger, until).await
    }

    async fn add_willingness(&mut self, willingness: &Willingness) -> Stored<()> {
        willing::add_willingness(&mut self.link, willingness).await
    }

    async fn willingness(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Willingness>>> {
        willing::willingness(&mut self.link, person, limit).await
    }

    async fn insert_failure(&mut self, failed: &Failed) -> Stored<bool> {
        failure::insert(&mut self.link, failed).await
    }

    async fn failure(&mut self, id: FailureId) -> Stored<Option<Sealed<Failure>>> {
        failure::one(&mut self.link, id).await
    }

    async fn failures(
        &mut self,
        person: PersonId,
        order: Option<OrderId>,
        limit: u32,
    ) -> Stored<Vec<Sealed<Failure>>> {
        failure::of_person(&mut self.link, person, order, limit).await
    }

    async fn failures_of_appointment(
        &mut self,
        person: PersonId,
        appointment: AppointmentId,
    ) -> Stored<Vec<Failure>> {
        failure::of_appointment(&mut self.link, person, appointment).await
    }

    async fn append_failure_fact(&mut self, failure: &Failure, seen: i64) -> Stored<bool> {
        failure::append(&mut self.link, failure, seen).await
    }

    async fn involved(&mut self, person: PersonId, today: Date) -> Stored<Vec<Involved>> {
        order_end::involved(&mut self.link, person, today).await
    }

    async fn tell_end(
        &mut self,
        person: PersonId,
        order: OrderId,
        notice: &EndNotice,
        stamp: &Stamp,
    ) -> Stored<bool> {
        order_end::tell(&mut self.link, person, order, notice, stamp).await
    }

    async fn end_notices(&mut self, person: PersonId) -> Stored<Vec<Sealed<(OrderId, EndNotice)>>> {
        order_end::notices(&mut self.link, person).await
    }

    async fn acknowledge_end(
        &mut self,
        person: PersonId,
        order: OrderId,
        agency: AgencyId,
        day: Date,
        by: AccountId,
    ) -> Stored<bool> {
        order_end::acknowledge(&mut self.link, person, order, agency, day, by).await
    }

    async fn put_outcome(
        &mut self,
        person: PersonId,
        order: OrderId,
        outcome: &Outcome,
        stamp: &Stamp,
    ) -> Stored<()> {
        order_end::put_outcome(&mut self.link, person, order, outcome, stamp).await
    }

    async fn add_handover(&mut self, person: PersonId, order: OrderId, handover: &Handover) -> Stored<()> {
        order_end::add_handover(&mut self.link, person, order, handover).await
    }

    async fn late_starts(
        &mut self,
        filter: &ListFilter,
        query: &StartQuery,
        today: Date,
    ) -> Stored<Vec<Sealed<LateStart>>> {
        order_end::late(&mut self.link, filter, query, today).await
    }

    async fn start_share(&mut self, filter: &ListFilter, query: &StartQuery, today: Date) -> Stored<Share> {
        order_end::share(&mut self.link, filter, query, today).await
    }
}
