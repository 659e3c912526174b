//! Members of staff who work for another agency for a while.

use super::Stored;
use async_trait::async_trait;
use domain::{
    account::Account,
    agency::Agency,
    ids::{AccountId, AgencyId, OrderId, PersonId, SecondmentId, SessionId},
    involvement::Involvement,
    role::Roles,
    secondment::Secondment,
};
use jiff::{Timestamp, civil::Date};

/// The secondment under which a session or a token acts. Whether it is in force today, the caller judges.
#[derive(Debug, Clone)]
pub struct ActingUnder {
    /// Which.
    pub id: SecondmentId,
    /// Whether both agencies have agreed, and nobody has ended it.
    pub agreed: bool,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The roles at the host.
    pub roles: Roles,
    /// The host.
    pub host: Agency,
}

impl ActingUnder {
    /// Whether it opens anything on `day`.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.agreed && self.from <= day && day <= self.until
    }
}

/// Ports for secondments.
#[async_trait]
pub trait Secondments {
    /// Writes one that nobody has answered.
    async fn insert_secondment(&mut self, one: &Secondment) -> Stored<()>;

    /// One with its facts.
    async fn secondment(&mut self, id: SecondmentId) -> Stored<Option<Secondment>>;

    /// Those to or from an agency, newest first.
    async fn secondments_of_agency(&mut self, agency: AgencyId, limit: u32) -> Stored<Vec<Secondment>>;

    /// Those of an account, newest first.
    async fn secondments_of_account(&mut self, account: AccountId, limit: u32) -> Stored<Vec<Secondment>>;

    /// Appends the last fact if the secondment still has `seen` facts.
    async fn append_secondment_fact(&mut self, one: &Secondment, seen: i64) -> Stored<bool>;

    /// Agreed ones whose days were over before `today` or that were ended, and whose work lies with the secondee still.
    async fn secondments_to_pass_on(&mut self, today: Date, limit: u32) -> Stored<Vec<Secondment>>;

    /// Notes that what the secondee had to do at the host is the host's team's; `false` when that was noted before.
    async fn secondment_passed_on(&mut self, id: SecondmentId, at: Timestamp) -> Stored<bool>;

    /// From now on an account's session acts under this secondment, or for the account's own agency.
    async fn act_under(
        &mut self,
        account: AccountId,
        session: SessionId,
        secondment: Option<SecondmentId>,
    ) -> Stored<bool>;

    /// Who works for an agency on `today`, by name: its own staff, and those seconded to it in their roles there.
    async fn staff(&mut self, agency: AgencyId, today: Date, limit: u32) -> Stored<Vec<Account>>;

    /// One of those who work for an agency on `today`, in the roles there.
    async fn member_of_staff(
        &mut self,
        agency: AgencyId,
        account: AccountId,
        today: Date,
    ) -> Stored<Option<Account>>;

    /// The people about whom an account has something to do at an agency, or on whose team it is there.
    async fn people_of_staff(
        &mut self,
        agency: AgencyId,
        account: AccountId,
        limit: u32,
    ) -> Stored<Vec<PersonId>>;

    /// Takes an account off the person's team at an agency on `day`; gives what ended, as it is now.
    async fn leave_team(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        account: AccountId,
        day: Date,
    ) -> Stored<Vec<Involvement>>;

    /// Orders of a person that an account owns at an agency and that have not ended.
    async fn orders_owned(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        account: AccountId,
    ) -> Stored<Vec<OrderId>>;
}
