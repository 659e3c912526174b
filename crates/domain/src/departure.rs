//! An agency leaves the partnership, or one of its services loses its contract: the last day, why, and who takes over what.
//!
//! What holds: a last day is recorded before it is over, and called off only until then; what is open passes to whoever was
//! named, or back to whoever referred, and nobody takes over from themselves. After the last day nothing is open to the agency, or
//! by the service, any more; that goes by the day alone and waits for nothing. Whoever takes over or keeps and leaves later passes
//! on what came to it: always to the last of the row, who is still there.

use crate::{
    agency::AgencyKind,
    codes,
    ids::{AgencyId, DepartureId, PersonId, ServiceId},
    pathway::Pathway,
    service::Service,
    stamp::Stamp,
    text::Line,
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

codes! {
    /// Why an agency leaves, or a service ends.
    DepartureReason {
        ContractEnded = "contract_ended", "Its contract has ended";
        ContractMoved = "contract_moved", "Its contract went to another provider";
        Withdrew = "withdrew", "It withdraws from the partnership";
        Merged = "merged", "It becomes part of another agency";
        Closed = "closed", "It closes";
        Other = "other", "Another reason";
    }
}

codes! {
    /// Where it stands.
    DepartureState {
        Recorded = "recorded", "Recorded";
        CalledOff = "called_off", "Called off";
        PassedOn = "passed_on", "Open work is passed on";
    }
}

codes! {
    /// What an agency has open, or holds, on the day it leaves.
    OpenWork {
        Referral = "referral", "Open referrals";
        Order = "order", "Orders it supervises";
        Requirement = "requirement", "Requirements it provides";
        Appointment = "appointment", "Appointments ahead";
        Duty = "duty", "Duties";
        Meeting = "meeting", "Meetings ahead that it arranged";
        Lead = "lead", "Activities of orders that it leads on";
        Handover = "handover", "Cases handed over to it that wait for an answer";
        Question = "question", "Questions to and from other agencies that wait";
        Secondment = "secondment", "Secondments";
        Agreement = "agreement", "Agreements in force that it is a party to";
        Record = "record", "People about whom it holds records";
    }
}

/// Who takes over the referrals of one pathway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakesOver {
    /// Of which pathway.
    pub pathway: Pathway,
    /// Which service; nobody: they go back to whoever referred.
    pub service: Option<ServiceId>,
}

/// What was recorded: never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// Its id.
    pub id: DepartureId,
    /// Which agency.
    pub agency: AgencyId,
    /// Only this service of it; nothing: the agency as a whole.
    pub service: Option<ServiceId>,
    /// The last day on which anything is open to it.
    pub last_day: Date,
    /// Why.
    pub reason: DepartureReason,
    /// The same in words.
    pub words: Option<Line>,
    /// Who takes over referrals, by pathway. A pathway that is not here goes back to whoever referred.
    pub takes_over: Vec<TakesOver>,
    /// Which agency takes over all other work that is open. A service leaves that with its own agency.
    pub heir: AgencyId,
    /// Which agency keeps the records from then on. Those of a service stay with its own agency.
    pub keeper: AgencyId,
    /// Who recorded it, for which agency, and when.
    pub stamp: Stamp,
}

codes! {
    /// Why a departure cannot be recorded as it is.
    Unfit {
        Past = "past", "The last day must be today or later";
        OwnHeir = "own_heir", "Select another agency: one that leaves cannot take over its own work";
        OwnKeeper = "own_keeper", "Select another agency: one that leaves cannot keep its own records";
        Twice = "twice", "Select one service for each pathway";
        OwnService = "own_service", "Select a service that goes on";
        OtherPathway = "other_pathway", "Select a service of the same pathway";
    }
}

impl Departure {
    /// Whether this one may be recorded on `today`; `services` are those that go on for all that is known.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self, today: Date, services: &[Service]) -> Result<(), Unfit> {
        if self.last_day < today {
            return Err(Unfit::Past);
        }
        if self.service.is_none() && self.heir == self.agency {
            return Err(Unfit::OwnHeir);
        }
        if self.service.is_none() && self.keeper == self.agency {
            return Err(Unfit::OwnKeeper);
        }
        for (place, one) in self.takes_over.iter().enumerate() {
            if self.takes_over.iter().skip(place.saturating_add(1)).any(|other| other.pathway == one.pathway)
            {
                return Err(Unfit::Twice);
            }
            let Some(id) = one.service else { continue };
            let found = services.iter().find(|service| service.id == id).ok_or(Unfit::OwnService)?;
            if self.covers(found.agency, found.id) {
                return Err(Unfit::OwnService);
            }
            if found.pathway != one.pathway {
                return Err(Unfit::OtherPathway);
            }
        }
        Ok(())
    }

    /// Whether what `service` of `agency` does ends with this.
    pub fn covers(&self, agency: AgencyId, service: ServiceId) -> bool {
        self.agency == agency && self.service.is_none_or(|one| one == service)
    }

    /// Whether its last day is over on `day`.
    pub fn is_over_on(&self, day: Date) -> bool {
        self.last_day < day
    }

    /// The service that takes over a pathway; nobody: its referrals go back to whoever referred.
    pub fn service_for(&self, pathway: Pathway) -> Option<ServiceId> {
        self.takes_over.iter().find(|one| one.pathway == pathway).and_then(|one| one.service)
    }
}

impl OpenWork {
    /// One of them, as a list of items says it.
    pub const fn one(self) -> &'static str {
        match self {
            Self::Referral => "Referral",
            Self::Order => "Order",
            Self::Requirement => "Requirement",
            Self::Appointment => "Appointment",
            Self::Duty => "Duty",
            Self::Meeting => "Meeting",
            Self::Lead => "Activity led",
            Self::Handover => "Handover",
            Self::Question => "Question",
            Self::Secondment => "Secondment",
            Self::Agreement => "Agreement",
            Self::Record => "Record",
        }
    }
}

/// One thing that is open, as whoever prepares the last day goes through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenItem {
    /// What kind of thing.
    pub what: OpenWork,
    /// Which: the referral, the order, the duty and so on.
    pub subject: Uuid,
    /// About whom.
    pub person: PersonId,
    /// Its day, where it has one.
    pub day: Option<Date>,
    /// Since when it is ready to be passed on, where somebody said so.
    pub ready: Option<Timestamp>,
}

/// A departure with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartureRecord {
    /// What was recorded.
    pub departure: Departure,
    /// Where it stands.
    pub state: DepartureState,
    /// Who called it off or passed it on, and when.
    pub ended: Option<Stamp>,
    /// Why it was called off.
    pub why: Option<Line>,
}

impl DepartureRecord {
    /// Whether the departure itself holds on `day`: it was not called off, and its last day is over.
    pub fn holds_on(&self, day: Date) -> bool {
        self.state != DepartureState::CalledOff && self.departure.is_over_on(day)
    }

    /// Whether it may be called off on `day`: nothing has ended yet.
    pub fn may_be_called_off(&self, day: Date) -> bool {
        self.state == DepartureState::Recorded && !self.departure.is_over_on(day)
    }
}

/// An agency whose last day is over, and whom it named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Which agency.
    pub agency: AgencyId,
    /// Its name.
    pub name: String,
    /// What it was.
    pub kind: AgencyKind,
    /// Its last day.
    pub last_day: Date,
    /// Who takes over its work.
    pub heir: AgencyId,
    /// Who keeps its records.
    pub keeper: AgencyId,
}

/// Who keeps the records of an agency: itself while it is there, then whoever it named; where that one has left as well, whoever
/// that one named, and so on. `None` where they name one another round and round: then nobody does.
pub fn keeper_of(agency: AgencyId, left: &[Left]) -> Option<AgencyId> {
    last_named(agency, left, |one| one.keeper)
}

/// Who takes over the work of an agency, by the same rule.
pub fn heir_of(agency: AgencyId, left: &[Left]) -> Option<AgencyId> {
    last_named(agency, left, |one| one.heir)
}

/// The agencies that have left and whose records an agency keeps.
pub fn kept_by(keeper: AgencyId, left: &[Left]) -> impl Iterator<Item = &Left> {
    left.iter().filter(move |one| keeper_of(one.agency, left) == Some(keeper))
}

fn last_named(agency: AgencyId, left: &[Left], named: impl Fn(&Left) -> AgencyId) -> Option<AgencyId> {
    let mut last = agency;
    // Each step goes from one that has left to the next: after as many as there are, it has gone round.
    for _ in 0..=left.len() {
        match left.iter().find(|one| one.agency == last) {
            None => return Some(last),
            Some(one) => last = named(one),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use jiff::civil::date;

    const fn agency(number: u128) -> AgencyId {
        AgencyId(Uuid::from_u128(number))
    }

    const fn service(number: u128) -> ServiceId {
        ServiceId(Uuid::from_u128(number))
    }

    fn offered(id: u128, of: u128, pathway: Pathway) -> Service {
        Service {
            id: service(id),
            agency: agency(of),
            agency_name: format!("Agency {of}"),
            name: format!("Service {id}"),
            pathway,
            answer_in_working_days: 5,
        }
    }

    fn leaving() -> Departure {
        Departure {
            id: DepartureId(Uuid::nil()),
            agency: agency(1),
            service: None,
            last_day: date(2027, 3, 31),
            reason: DepartureReason::ContractMoved,
            words: None,
            takes_over: vec![TakesOver { pathway: Pathway::Substance, service: Some(service(20)) }],
            heir: agency(2),
            keeper: agency(3),
            stamp: Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: agency(9) },
        }
    }

    #[test]
    fn nobody_takes_over_from_themselves_and_nothing_passes_to_another_need() {
        let services = [
            offered(10, 1, Pathway::Substance),
            offered(11, 1, Pathway::Substance),
            offered(20, 2, Pathway::Substance),
            offered(21, 2, Pathway::Finance),
        ];
        let today = date(2027, 3, 31);
        let takes = |pathway, id| vec![TakesOver { pathway, service: Some(service(id)) }];
        let cases = [
            (leaving(), Ok(())),
            (Departure { last_day: date(2027, 3, 30), ..leaving() }, Err(Unfit::Past)),
            (Departure { heir: agency(1), ..leaving() }, Err(Unfit::OwnHeir)),
            (Departure { keeper: agency(1), ..leaving() }, Err(Unfit::OwnKeeper)),
            (Departure { takes_over: takes(Pathway::Substance, 11), ..leaving() }, Err(Unfit::OwnService)),
            (Departure { takes_over: takes(Pathway::Substance, 99), ..leaving() }, Err(Unfit::OwnService)),
            (Departure { takes_over: takes(Pathway::Substance, 21), ..leaving() }, Err(Unfit::OtherPathway)),
            (
                Departure {
                    takes_over: [takes(Pathway::Substance, 20), takes(Pathway::Substance, 20)].concat(),
                    ..leaving()
                },
                Err(Unfit::Twice),
            ),
            // One service of an agency passes on to another of the same, and everything else stays with the agency.
            (
                Departure {
                    service: Some(service(10)),
                    takes_over: takes(Pathway::Substance, 11),
                    heir: agency(1),
                    keeper: agency(1),
                    ..leaving()
                },
                Ok(()),
            ),
        ];
        for (departure, expected) in cases {
            assert_eq!(departure.check(today, &services), expected, "{departure:?}");
        }
    }

    #[test]
    fn it_holds_from_the_day_after_the_last_and_is_called_off_only_until_then() {
        let record = |state| DepartureRecord { departure: leaving(), state, ended: None, why: None };
        let (last, after) = (date(2027, 3, 31), date(2027, 4, 1));
        let recorded = record(DepartureState::Recorded);
        assert!(!recorded.holds_on(last) && recorded.holds_on(after));
        assert!(recorded.may_be_called_off(last) && !recorded.may_be_called_off(after));
        let called_off = record(DepartureState::CalledOff);
        assert!(!called_off.holds_on(after) && !called_off.may_be_called_off(last));
        assert!(record(DepartureState::PassedOn).holds_on(after));
        assert_eq!(leaving().service_for(Pathway::Substance), Some(service(20)));
        assert_eq!(leaving().service_for(Pathway::Finance), None, "back to whoever referred");
    }

    #[test]
    fn records_are_kept_by_the_last_of_the_row_who_is_still_there() {
        let gone = |number, heir, keeper| Left {
            agency: agency(number),
            name: format!("Agency {number}"),
            kind: AgencyKind::Charity,
            last_day: date(2027, 3, 31),
            heir: agency(heir),
            keeper: agency(keeper),
        };
        // 1 named 2, which left later and named 3; 4 named 3 at once; 7 and 8 name one another.
        let left = [gone(1, 9, 2), gone(2, 5, 3), gone(4, 1, 3), gone(7, 8, 8), gone(8, 7, 7)];
        let keepers = [1, 2, 3, 4, 5, 7].map(|number| keeper_of(agency(number), &left));
        let three = Some(agency(3));
        assert_eq!(keepers, [three, three, three, three, Some(agency(5)), None]);
        let kept = |keeper| kept_by(agency(keeper), &left).map(|one| one.agency).collect::<Vec<_>>();
        assert_eq!(kept(3), [agency(1), agency(2), agency(4)]);
        assert_eq!((kept(2), kept(5), kept(7)), (vec![], vec![], vec![]), "one that has left keeps nothing");
        let heirs = [1, 2, 4].map(|number| heir_of(agency(number), &left));
        assert_eq!(heirs, [Some(agency(9)), Some(agency(5)), Some(agency(9))]);
        assert_eq!(keeper_of(agency(1), &left[..1]), Some(agency(2)), "until its own last day is over");
    }
}
