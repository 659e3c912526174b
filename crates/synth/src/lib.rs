//! An invented partnership and the people it works with: deterministic by seed, streamed, in bounded memory.
//!
//! What holds: the same seed, day and number give the same person on every machine, whoever else is invented (so the first thousand of ten
//! thousand people are the same as a thousand alone); nobody and nothing in it exists; the day of the world is passed in, and no clock is read.
//! Proportions come from the domain notes where those give any, and each such number names its note; all other proportions are our own guesses and say so.
//!
//! What it deliberately does not do: write to a store (the binary maps these plain facts onto use-cases), or invent errors of typing (those are in
//! the records for matchers, [`linkage`], whose people are others); and sexual offences and
//! details of victims are left out on purpose.
//!
//! ```
//! use jiff::civil::date;
//! let world = synth::World::new(7, date(2026, 11, 21));
//! let partnership = world.partnership(2_000);
//! for person in world.people(2_000) {
//!     let lead = person.lead().and_then(|lead| partnership.account(lead.account));
//! #   let _ = lead;
//! }
//! ```

mod agencies;
mod appointments;
mod chance;
mod contacts;
mod course;
mod days;
mod household;
mod identity;
pub mod linkage;
mod names;
mod needs;
mod notes;
mod offences;
mod orders;
mod outcomes;
mod person;
mod places;
mod referrals;
mod staff;
mod team;
mod words;

pub use agencies::{Agency, AgencyIx, Service, ServiceIx, Site, SiteIx, Team, TeamIx, the};
pub use contacts::NO_DELIVERY_NEEDS;
pub use days::bank_holidays;
pub use household::Relation;
pub use names::PersonName;
pub use orders::requirement_catalogue;
pub use person::*;
pub use places::{County, District, Place, Point, SafetyPartnership, Ward, WardIx};
pub use staff::{Account, AccountIx, PEOPLE_PER_DIVISION, demonstration};

use domain::calendar::BankHolidays;
use jiff::{Timestamp, civil::Date};

/// An invented world: a seed, and the day that is today in it.
#[derive(Debug)]
pub struct World {
    seed: u64,
    as_of: Date,
    names: names::Names,
    county: County,
    holidays: BankHolidays,
}

/// The partnership: where, who, what.
#[derive(Debug, Clone, PartialEq)]
pub struct Partnership {
    /// Its name.
    pub name: &'static str,
    /// The county.
    pub county: County,
    /// Its agencies; [`AgencyIx`] counts them.
    pub agencies: Vec<Agency>,
    /// Their sites; [`SiteIx`] counts them.
    pub sites: Vec<Site>,
    /// Their teams; [`TeamIx`] counts them.
    pub teams: Vec<Team>,
    /// Their services; [`ServiceIx`] counts them.
    pub services: Vec<Service>,
    /// Their staff; [`AccountIx`] counts them. The demonstration accounts come first, in the order of `Role::ALL`.
    pub accounts: Vec<Account>,
}

impl Partnership {
    /// The agency that `ix` counts.
    pub fn agency(&self, ix: AgencyIx) -> Option<&Agency> {
        self.agencies.get(usize::from(ix.0))
    }

    /// The service that `ix` counts.
    pub fn service(&self, ix: ServiceIx) -> Option<&Service> {
        self.services.get(usize::from(ix.0))
    }

    /// The account that `ix` counts.
    pub fn account(&self, ix: AccountIx) -> Option<&Account> {
        self.accounts.get(usize::try_from(ix.0).ok()?)
    }
}

impl World {
    /// The world of `seed` on the day `as_of`.
    pub fn new(seed: u64, as_of: Date) -> Self {
        Self {
            seed,
            as_of,
            names: names::Names::new(),
            county: County::northmoor(),
            holidays: bank_holidays(as_of.year().saturating_sub(12), as_of.year().saturating_add(4)),
        }
    }

    /// The day that is today in it.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The partnership with as many staff as `people` people need.
    pub fn partnership(&self, people: u64) -> Partnership {
        Partnership {
            name: "Northmoor Reducing Reoffending Partnership",
            county: self.county.clone(),
            agencies: agencies::AGENCIES.to_vec(),
            sites: agencies::sites(&self.county),
            teams: agencies::TEAMS.to_vec(),
            services: agencies::SERVICES.to_vec(),
            accounts: staff::roster(self.seed, &self.names, people),
        }
    }

    /// The first `count` people, one after the other; none is kept.
    pub fn people(&self, count: u64) -> impl Iterator<Item = Person> + '_ {
        (0..count).map(|number| self.person(number))
    }

    /// The person with this `number`.
    pub fn person(&self, number: u64) -> Person {
        let identity = identity::invent(self, number);
        let course = course::plot(self, number, &identity);
        let offences = offences::invent(self, &course);
        let orders = orders::invent(self, &course, &offences);
        let needs = needs::invent(self, &course, &offences);
        let audits = needs::audits(self, &course);
        let risk_flags = team::risk_flags(self, &course);
        let delivery = contacts::delivery_needs(&identity);
        let referrals = referrals::invent(self, &course, &orders, &needs, &risk_flags, &delivery);
        let appointments = appointments::invent(self, &course, &referrals);
        let meetings = appointments::meetings(self, &course, &referrals);
        let notes = notes::invent(self, &course, &identity, &referrals);
        let outcomes = outcomes::invent(self, &course);
        let involvements = team::involvements(self, &course, &referrals);
        let (addresses, home_ward) = contacts::addresses(self, &course, &identity);
        Person {
            number,
            contact: contacts::contact(self, &course, &identity),
            identifiers: identity::identifiers(self, &course, &offences),
            legal: identity.legal,
            known_as: identity.known_as,
            aliases: identity.aliases,
            born: identity.born_known.then_some(identity.born),
            gender: identity.gender,
            ethnicity: identity.ethnicity,
            communication: identity.communication,
            addresses,
            home_ward,
            household: Household {
                number: identity.member.household,
                other: identity.member.other,
                relation: identity.member.relation,
            },
            limited_access: identity.limited_access,
            came_by: course.route,
            first_known: course.first_known,
            involvements,
            risk_flags,
            offences,
            orders,
            needs,
            audits,
            referrals,
            appointments,
            meetings,
            notes,
            outcomes,
        }
    }

    /// When the first record of the person with this `number` was made, without inventing the rest.
    pub fn first_known(&self, number: u64) -> Timestamp {
        course::plot(self, number, &identity::invent(self, number)).first_known.at
    }

    /// Every name by which the first `count` people go (legal, everyday and other, each on one line): what must never be found in a log.
    pub fn names_in_use(&self, count: u64) -> impl Iterator<Item = String> + '_ {
        (0..count).flat_map(|number| {
            let identity = identity::invent(self, number);
            let aliases: Vec<String> = identity.aliases.iter().map(PersonName::short).collect();
            std::iter::once(identity.legal.short()).chain(identity.known_as).chain(aliases)
        })
    }
}
