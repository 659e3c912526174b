//! Signs that services have lost touch with somebody, for the installation itself to weigh; what alerts took, for whom it was taken
//! from.

use super::{AskedBy, Stored};
use async_trait::async_trait;
use domain::{
    agency::AgencyKind,
    ids::{AccountId, AgencyId, AgreementId, PersonId, PieceId},
    role::Roles,
    section::Section,
    silence::Trace,
};
use gate::Label;
use jiff::civil::Date;

/// One thing that a service recorded of reaching somebody, and the label of the record that it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touch {
    /// Which service, when, and whether it reached them.
    pub trace: Trace,
    /// Where it is recorded.
    pub label: Label,
}

/// Who leads somebody's case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// Who.
    pub account: AccountId,
    /// For which agency.
    pub agency: AgencyId,
    /// Which kind of agency that is.
    pub agency_kind: AgencyKind,
    /// Their roles.
    pub roles: Roles,
}

/// A sign that an alert took, and the clause that let it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenSignal {
    /// About whom.
    pub person: PersonId,
    /// Which agency recorded it.
    pub holder: AgencyId,
    /// In which section.
    pub section: Section,
    /// The day of the sign.
    pub day: Date,
    /// Which agency was alerted.
    pub to: AgencyId,
    /// Under which agreement.
    pub agreement: AgreementId,
    /// Its version.
    pub version: u16,
    /// The clause.
    pub clause: u16,
}

/// A sign that an alert took, as the agency that recorded it reads of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignalLine {
    /// The sign.
    pub signal: TakenSignal,
    /// The short reference of the record.
    pub reference: String,
    /// When the alert was raised.
    pub raised: Date,
}

/// Ports for alerts that services have lost touch. But for the last they are not under seal: for the installation itself.
#[async_trait]
pub trait Silences {
    /// People of whom so many services recorded a sign from the first of these days until before the second, and about whom there is no
    /// alert, in order of id; `after` is the last one seen.
    async fn out_of_touch(
        &mut self,
        days: (Date, Date),
        services: u16,
        after: Option<PersonId>,
        limit: u32,
    ) -> Stored<Vec<PersonId>>;

    /// What services recorded of reaching somebody from `since` until before `today`.
    async fn touches(&mut self, person: PersonId, since: Date, today: Date) -> Stored<Vec<Touch>>;

    /// Whoever leads somebody's case today and is named, the longest first.
    async fn leads_of(&mut self, person: PersonId, today: Date) -> Stored<Vec<Lead>>;

    /// Whether an alert about somebody is open, or was raised after `since`.
    async fn silence_stands(&mut self, person: PersonId, since: Date) -> Stored<bool>;

    /// Writes down what an alert of `today` took.
    async fn add_signals(&mut self, alert: PieceId, signals: &[TakenSignal], today: Date) -> Stored<()>;

    /// What alerts of these days took from the records of the agency that asks, the latest first, of records that are open to whoever
    /// asks.
    async fn signals(&mut self, by: AskedBy, days: (Date, Date), limit: u32) -> Stored<Vec<SignalLine>>;
}
