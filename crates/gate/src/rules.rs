//! The agreements that are in force on one day, laid out for the gate.
//!
//! What is not in force is not here, so nothing can be seen under it.

use crate::standing::Viewer;
use domain::{
    agency::AgencyKind,
    agreement::{Also, Clause, Holder, Parties, Version, Who, in_force},
    ids::{AccountId, AgencyId, AgreementId, ServiceId},
    role::Roles,
    section::{Purpose, Section},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One agreement in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// Its version.
    pub version: u16,
    /// Its title, as pages show it.
    pub title: String,
    /// The agencies that are parties; `None` where every agency is.
    pub parties: Option<BTreeSet<AgencyId>>,
    /// Who sees what. Only clauses that run on the day.
    pub clauses: Vec<Clause>,
}

/// All that is in force on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// The day.
    pub day: Date,
    /// The edition of the agreements that this was made from.
    pub edition: i64,
    /// The agreements.
    pub agreements: Vec<Agreement>,
    watched: Vec<String>,
    left: BTreeSet<AgencyId>,
    ended: BTreeSet<ServiceId>,
    services_end: BTreeMap<ServiceId, Date>,
}

/// The last day of an agency, or of one service of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastDay {
    /// The agency.
    pub agency: AgencyId,
    /// Only this service; nothing: the agency as a whole.
    pub service: Option<ServiceId>,
    /// The day.
    pub day: Date,
}

/// Requirements that clauses may ask for at a time: one bit each.
const MOST_WATCHED: usize = 64;

impl Rules {
    /// What of `versions` is in force on `day`. A clause that cannot stand, or that would watch a 65th kind of requirement, is
    /// left out: it shows nothing.
    pub fn on(day: Date, edition: i64, versions: &[Version]) -> Self {
        let live = in_force(versions, day);
        let mut rules = Self {
            day,
            edition,
            agreements: Vec::new(),
            watched: Vec::new(),
            left: BTreeSet::new(),
            ended: BTreeSet::new(),
            services_end: BTreeMap::new(),
        };
        for version in live {
            rules.take(version, day);
        }
        rules
    }

    /// The same without what is over: whoever has left sees nothing and does nothing any more, whatever an agreement says. What
    /// they recorded stays theirs, and open to others as before.
    #[must_use]
    pub fn without(mut self, last_days: &[LastDay]) -> Self {
        let services = last_days.iter().filter_map(|one| one.service.map(|service| (service, one.day)));
        self.services_end.extend(services);
        for over in last_days.iter().filter(|one| one.day < self.day) {
            match over.service {
                None => drop(self.left.insert(over.agency)),
                Some(service) => drop(self.ended.insert(service)),
            }
        }
        self
    }

    /// Whether an agency has left.
    pub fn has_left(&self, agency: AgencyId) -> bool {
        self.left.contains(&agency)
    }

    /// Whether a service of an agency takes nobody on any more.
    pub fn has_ended(&self, agency: AgencyId, service: ServiceId) -> bool {
        self.has_left(agency) || self.ended.contains(&service)
    }

    /// The last day of a service, where one is recorded: what rests on it ends with it.
    pub fn last_day_of(&self, service: ServiceId) -> Option<Date> {
        self.services_end.get(&service).copied()
    }

    fn take(&mut self, version: &Version, day: Date) {
        let parties: Option<BTreeSet<AgencyId>> = match &version.terms.parties {
            Parties::Everyone => None,
            Parties::Listed(parties) => Some(parties.iter().map(|party| party.agency).collect()),
        };
        let nobody = parties.as_ref().is_some_and(BTreeSet::is_empty);
        let said = if nobody { &[] } else { version.terms.clauses.as_slice() };
        let mut clauses = Vec::new();
        for clause in said {
            if clause.runs_on(day) && clause.check().is_ok() && self.watch(clause) {
                clauses.push(clause.clone());
            }
        }
        self.agreements.push(Agreement {
            id: version.agreement,
            version: version.number,
            title: version.terms.title.as_str().to_owned(),
            parties,
            clauses,
        });
    }

    fn watch(&mut self, clause: &Clause) -> bool {
        let mut more = self.watched.clone();
        for also in &clause.also {
            if let Also::Requirement(codes) = also {
                more.extend(codes.iter().cloned());
            }
        }
        more.sort();
        more.dedup();
        let fits = more.len() <= MOST_WATCHED;
        if fits {
            self.watched = more;
        }
        fits
    }

    /// The kinds of requirement that clauses ask for, by code; their bits follow this order.
    pub fn watched(&self) -> &[String] {
        &self.watched
    }

    /// The bits of these kinds of requirement.
    pub(crate) fn bits_of(&self, codes: &[String]) -> u64 {
        let bits = self.watched.iter().enumerate().filter(|(_, code)| codes.contains(code));
        bits.fold(0, |all, (bit, _)| all | 1 << bit)
    }

    /// Whether any clause asks for consents, requirements or flags. Openings are asked for where there is one.
    pub fn ask_for_circumstances(&self) -> bool {
        let asks = |also: &Also| !matches!(also, Also::SectionOpened);
        self.clauses().any(|(_, clause)| clause.also.iter().any(asks))
    }

    /// Whether a clause names accounts, so that two people of one role may differ.
    pub fn name_accounts(&self) -> bool {
        self.agreements.iter().any(|one| one.clauses.iter().any(|clause| !clause.who.accounts.is_empty()))
    }

    /// Every clause with its agreement.
    pub fn clauses(&self) -> impl Iterator<Item = (&Agreement, &Clause)> {
        self.agreements.iter().flat_map(|one| one.clauses.iter().map(move |clause| (one, clause)))
    }

    /// The clauses that could ever show `section` to such a viewer for `purpose`: what the engine is then asked about.
    pub fn candidates(
        &self,
        viewer: &Viewer,
        section: Section,
        purpose: Purpose,
    ) -> impl Iterator<Item = (&Agreement, &Clause)> {
        self.clauses().filter(move |(agreement, clause)| {
            clause.sections.contains(&section)
                && clause.purposes.contains(&purpose)
                && agreement.binds(viewer.agency)
                && !self.has_left(viewer.agency)
                && speaks_of(&clause.who, viewer)
        })
    }

    /// The title of an agreement in force.
    pub fn title(&self, id: AgreementId) -> Option<&str> {
        self.agreements.iter().find(|one| one.id == id).map(|one| one.title.as_str())
    }
}

impl Agreement {
    /// Whether `agency` is a party.
    pub fn binds(&self, agency: AgencyId) -> bool {
        self.parties.as_ref().is_none_or(|parties| parties.contains(&agency))
    }
}

/// Whether a clause for `who` speaks of `viewer`.
pub(crate) fn speaks_of(who: &Who, viewer: &Viewer) -> bool {
    let named = |accounts: &[AccountId]| accounts.is_empty() || accounts.contains(&viewer.account);
    Roles::of(&who.roles).meets(viewer.roles)
        && of_agency(who, viewer.agency, viewer.agency_kind)
        && named(&who.accounts)
}

/// Whether a clause for `who` speaks of anybody of such an agency.
pub(crate) fn of_agency(who: &Who, agency: AgencyId, kind: AgencyKind) -> bool {
    (who.agency_kinds.is_empty() && who.agencies.is_empty())
        || who.agency_kinds.contains(&kind)
        || who.agencies.contains(&agency)
}

/// Whether a clause of `agreement` with such a holder speaks of what `holder` recorded. Identity has no single holder.
pub(crate) fn opens_records_of(
    agreement: &Agreement,
    clause: &Clause,
    section: Section,
    holder: AgencyId,
    own: bool,
) -> bool {
    section == Section::Identity
        || match &clause.holder {
            Holder::Own => own,
            Holder::Any => agreement.binds(holder),
            Holder::Of(agencies) => agreement.binds(holder) && agencies.contains(&holder),
        }
}
