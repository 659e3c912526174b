//! Invented or imported history in batches: the same tables and the same events as single changes, a million people in
//! minutes (decisions.md, "Bulk").

use crate::{
    events::NewEvent,
    ports::{NewAccount, NewNotice},
};
use domain::{
    agency::{Agency, Site},
    appointment::Appointment,
    audit::Audit,
    duty::Duty,
    ids::{AccountId, AgencyId, PersonId, RequirementId},
    involvement::Involvement,
    note::Note,
    order::{Order, RequirementKind},
    order_course::OrderCourse,
    pathway::Need,
    person::{Communication, Contact, Identity},
    referral::Referral,
    risk::RiskFlag,
    service::Service,
    stamp::Stamp,
};
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;

/// One restriction of access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitedAccess {
    /// To whose record.
    pub person: PersonId,
    /// Who is on the list of names.
    pub named: Vec<AccountId>,
    /// Since.
    pub from: Date,
}

/// A batch, written in one transaction: rows and events together. All lists may be empty.
#[derive(Default)]
pub struct Batch {
    /// Agencies.
    pub agencies: Vec<Agency>,
    /// Places.
    pub sites: Vec<Site>,
    /// Accounts.
    pub accounts: Vec<NewAccount>,
    /// Services.
    pub services: Vec<Service>,
    /// The requirement catalogue.
    pub requirement_kinds: Vec<RequirementKind>,
    /// Bank holidays, as (nation, day, name).
    pub bank_holidays: Vec<(String, Date, String)>,
    /// People.
    pub people: Vec<(Identity, Timestamp)>,
    /// Contact details.
    pub contacts: Vec<(Contact, Timestamp)>,
    /// Communication needs.
    pub communication: Vec<(Communication, Timestamp)>,
    /// Involvements.
    pub involvements: Vec<Involvement>,
    /// Restrictions of access.
    pub limited: Vec<LimitedAccess>,
    /// Orders with requirements.
    pub orders: Vec<Order>,
    /// Courses of orders, with whose they are. An order without one waits to be allocated, or is over.
    pub order_courses: Vec<(PersonId, OrderCourse)>,
    /// Needs.
    pub needs: Vec<Need>,
    /// Administrations of AUDIT, whole.
    pub audits: Vec<Audit>,
    /// Risk flags.
    pub risk_flags: Vec<RiskFlag>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Referrals with their facts.
    pub referrals: Vec<Referral>,
    /// Appointments with their facts.
    pub appointments: Vec<Appointment>,
    /// What is due, with who opened it.
    pub duties: Vec<(Duty, Stamp)>,
    /// Notices on the desks of staff.
    pub notices: Vec<NewNotice>,
    /// Events, in the order of each chain. Chains begin in this batch or go on from an earlier one.
    pub events: Vec<NewEvent>,
}

impl Batch {
    /// Who gives each requirement: the service whose referral under it has gone as far as to move it.
    pub fn providers(&self) -> HashMap<RequirementId, AgencyId> {
        let moves = |one: &&Referral| {
            one.facts().iter().any(|(_, fact)| crate::referrals::requirement_step_of(fact).is_some())
        };
        let given = self.referrals.iter().filter(moves);
        given.filter_map(|one| Some((one.request.requirement?, one.request.to))).collect()
    }
}
