//! Agencies that leave, and services that lose their contract.

use super::Stored;
use async_trait::async_trait;
use domain::{
    appointment::Appointment,
    case_handover::CaseHandover,
    departure::{Departure, DepartureRecord, DepartureState, Left, OpenItem, OpenWork},
    ids::{AgencyId, DepartureId, PersonId, ReferralId, ServiceId},
    involvement::Involvement,
    meeting::Meeting,
    order_record::OrderRecord,
    question::Question,
    referral::Referral,
    stamp::Stamp,
    text::Line,
};
use gate::{Label, LastDay, ListFilter};
use jiff::civil::Date;
use uuid::Uuid;

/// What waits between an agency and others, about one person.
#[derive(Debug, Clone, Default)]
pub struct Waiting {
    /// Handovers that were offered to it.
    pub handovers: Vec<CaseHandover>,
    /// Questions put to it, and those that it put to others.
    pub questions: Vec<Question>,
    /// Meetings ahead that it arranged.
    pub meetings: Vec<Meeting>,
}

/// Ports for departures.
#[async_trait]
pub trait Departures {
    /// The edition of the agreements with the last days of agencies and services, those over included: what the gate goes by.
    async fn last_days(&mut self) -> Stored<(i64, Vec<LastDay>)>;

    /// Puts somebody on a person's team for a service, up to its last day where that is known.
    async fn add_to_team(
        &mut self,
        involvement: &Involvement,
        service: ServiceId,
        until: Option<Date>,
    ) -> Stored<()>;

    /// Says of a referral just made that its service has a last day.
    async fn referral_until(&mut self, referral: ReferralId, day: Date) -> Stored<()>;

    /// Writes a departure, the last day that it means, and another edition of the agreements; `false` where one stands already.
    async fn insert_departure(&mut self, one: &Departure) -> Stored<bool>;

    /// Calls a recorded one off, or notes that it is passed on; `false` where it is no longer recorded. One that is called off
    /// takes the last day back.
    async fn end_departure(
        &mut self,
        one: &Departure,
        state: DepartureState,
        stamp: &Stamp,
        why: Option<&Line>,
    ) -> Stored<bool>;

    /// One with what became of it.
    async fn departure(&mut self, id: DepartureId) -> Stored<Option<DepartureRecord>>;

    /// Those of an agency, or of all, the latest recorded first.
    async fn departures(&mut self, of: Option<AgencyId>, limit: u32) -> Stored<Vec<DepartureRecord>>;

    /// Agencies whose last day is over on `today`, the earliest first, with whom each named.
    async fn left(&mut self, today: Date, limit: u32) -> Stored<Vec<Left>>;

    /// Those that hold on `today`, the earliest first: recorded ones, and those passed on before, to which something may have come
    /// since.
    async fn departures_to_pass_on(&mut self, today: Date, limit: u32) -> Stored<Vec<DepartureRecord>>;

    /// What an agency, or one service of it, has open from `today` on, item by item after a place, of those whom the filter shows.
    async fn items_to_pass_on(
        &mut self,
        filter: &ListFilter,
        one: &Departure,
        today: Date,
        after: Option<(PersonId, Uuid)>,
        limit: u32,
    ) -> Stored<Vec<OpenItem>>;

    /// Writes that an item is ready to be passed on; `false` where somebody said so before.
    async fn ready_to_pass_on(
        &mut self,
        id: DepartureId,
        person: PersonId,
        subject: Uuid,
        stamp: &Stamp,
    ) -> Stored<bool>;

    /// What others wait for from an agency about a person, and what it asked of them, for the installation itself.
    async fn waiting_to_pass_on(&mut self, person: PersonId, agency: AgencyId) -> Stored<Waiting>;

    /// A person's orders that have not ended in which an agency leads on something, for the installation itself.
    async fn orders_led_by(&mut self, person: PersonId, agency: AgencyId) -> Stored<Vec<OrderRecord>>;

    /// How much of each kind an agency, or one service of it, has open.
    async fn open_work(
        &mut self,
        agency: AgencyId,
        service: Option<ServiceId>,
        today: Date,
    ) -> Stored<Vec<(OpenWork, u64)>>;

    /// The people about whom it has something open, or on whose team it is, after one of them.
    async fn people_to_pass_on(
        &mut self,
        agency: AgencyId,
        service: Option<ServiceId>,
        after: PersonId,
        limit: u32,
    ) -> Stored<Vec<PersonId>>;

    /// A person's referrals in progress to an agency, or to one service of it, for the installation itself, which gives them to
    /// another desk and shows them to nobody.
    async fn referrals_to_pass_on(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        service: Option<ServiceId>,
    ) -> Stored<Vec<(Label, Referral)>>;

    /// A person's open appointments with an agency from `day` on, for the installation itself.
    async fn appointments_to_pass_on(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        day: Date,
    ) -> Stored<Vec<Appointment>>;

    /// A person's orders that an agency holds and that have not ended, for the installation itself.
    async fn orders_to_pass_on(&mut self, person: PersonId, agency: AgencyId) -> Stored<Vec<OrderRecord>>;

    /// Whether an agency still has a referral in progress or an open duty about a person.
    async fn works_on(&mut self, person: PersonId, agency: AgencyId) -> Stored<bool>;

    /// Takes an agency off the person's team on `day`, or those who are on it for one service; gives what ended, as it is now.
    async fn agency_leaves_team(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        service: Option<ServiceId>,
        day: Date,
    ) -> Stored<Vec<Involvement>>;
}
