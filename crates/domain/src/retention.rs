//! Retention: how long an agency keeps what it holds about a person, what stops its disposal, and what a disposal says of itself.
//!
//! What holds: how long is rows with dates, never figures here; of several periods the longest counts; nothing is due while
//! anybody works with the person, an order or a referral runs, something is owed, or a hold stands. Whoever proposed a disposal
//! does not carry it out. A certificate names nobody.

use crate::{
    agency::AgencyKind,
    codes,
    ids::{AccountId, AgencyId, DisposalId, HoldId, PersonId},
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::{ToSpan, civil::Date};

codes! {
    /// A kind of record that a schedule speaks of.
    RecordKind {
        Case = "case", "Case record";
        MentalHealth = "mental_health", "Record about wellbeing and its treatment";
        Child = "child", "Record of somebody under 18";
    }
}

codes! {
    /// The day from which a period counts.
    CountsFrom {
        OrderEnd = "order_end", "The end of the last order";
        LastContact = "last_contact", "The last contact";
        Discharge = "discharge", "The day the work ended";
        Birth = "birth", "The date of birth";
    }
}

codes! {
    /// What follows when a period is over.
    AfterPeriod {
        Dispose = "dispose", "Dispose of it";
        Review = "review", "Review whether it is still needed, then dispose of it";
    }
}

codes! {
    /// Where a disposal stands.
    DisposalState {
        Proposed = "proposed", "Waits for a second person";
        CarriedOut = "carried_out", "Carried out";
        Refused = "refused", "Refused by the second person";
    }
}

codes! {
    /// What stops a disposal.
    Stop {
        Held = "held", "A legal hold stands";
        AtWork = "at_work", "The agency works with the person";
        OrderRuns = "order_runs", "An order runs";
        ReferralRuns = "referral_runs", "A referral is in progress";
        SomethingDue = "something_due", "Something is still owed on the record";
        NotYet = "not_yet", "The period is not over";
        NoSchedule = "no_schedule", "No schedule says how long it is kept";
    }
}

/// How long records of a kind are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// What tells it from all others.
    pub code: Line,
    /// By agencies of which kind.
    pub kind: AgencyKind,
    /// By this one agency, in place of what holds for its kind.
    pub agency: Option<AgencyId>,
    /// Which records.
    pub record: RecordKind,
    /// Counted from when.
    pub counts_from: CountsFrom,
    /// For how many months.
    pub months: u16,
    /// What follows then.
    pub action: AfterPeriod,
    /// The first day on which the row counts.
    pub from: Date,
    /// The last day, where there is one.
    pub until: Option<Date>,
    /// Where it is written.
    pub source: Line,
    /// Whether it is a default from memory, to be confirmed.
    pub from_memory: bool,
}

impl Schedule {
    /// Whether the row counts on `day`.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What an agency holds about one person, as far as its retention depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Whose record.
    pub person: PersonId,
    /// Its short reference.
    pub reference: String,
    /// Born when.
    pub born: Option<Date>,
    /// What runs, is owed or held.
    pub runs: Vec<Stop>,
    /// The day on which its last order ended, or ends.
    pub order_end: Option<Date>,
    /// The agency has recorded something about mental health.
    pub mental_health: bool,
    /// The day of the last thing that the agency recorded.
    pub last_contact: Option<Date>,
    /// The day on which its last involvement ended.
    pub discharged: Option<Date>,
    /// A proposal that waits for its second person.
    pub proposed: Option<DisposalId>,
}

/// What follows from the schedules for one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The row that decides, with the day it counts from and the day on which the period is over.
    pub rests_on: Option<(Schedule, Date, Date)>,
    /// What stops the disposal; nothing when it is due.
    pub stops: Vec<Stop>,
}

impl Assessment {
    /// Whether the record may be disposed of.
    pub const fn is_due(&self) -> bool {
        self.stops.is_empty()
    }
}

impl Holding {
    fn counts_from(&self, from: CountsFrom) -> Option<Date> {
        match from {
            // A record without an order counts from the last contact.
            CountsFrom::OrderEnd => self.order_end.or(self.last_contact),
            CountsFrom::LastContact => self.last_contact,
            CountsFrom::Discharge => self.discharged.max(self.last_contact),
            CountsFrom::Birth => self.born,
        }
    }

    fn has(&self, record: RecordKind) -> bool {
        match record {
            RecordKind::Case => true,
            RecordKind::MentalHealth => self.mental_health,
            RecordKind::Child => match (self.born, self.last_contact) {
                (Some(born), Some(last)) => last < born.saturating_add(18.years()),
                _ => false,
            },
        }
    }

    /// Whether a hold of the agency stands.
    pub fn is_held(&self) -> bool {
        self.runs.contains(&Stop::Held)
    }

    /// What the schedules of the agency say of the record on `today`: the longest period wins.
    pub fn assess(&self, kind: AgencyKind, agency: AgencyId, rows: &[Schedule], today: Date) -> Assessment {
        let counts = |row: &&Schedule| {
            row.is_in_force(today) && row.agency.map_or(row.kind == kind, |own| own == agency)
        };
        let own: Vec<&Schedule> = rows.iter().filter(counts).filter(|row| row.agency.is_some()).collect();
        let replaced = |row: &Schedule| {
            row.agency.is_none()
                && own.iter().any(|one| (one.record, one.counts_from) == (row.record, row.counts_from))
        };
        let rests_on = rows
            .iter()
            .filter(counts)
            .filter(|row| !replaced(row) && self.has(row.record))
            .filter_map(|row| {
                let from = self.counts_from(row.counts_from)?;
                Some((row.clone(), from, from.saturating_add(i64::from(row.months).months())))
            })
            .max_by_key(|(_, _, over)| *over);
        let time = match &rests_on {
            None => Some(Stop::NoSchedule),
            Some((_, _, over)) => (*over > today).then_some(Stop::NotYet),
        };
        let stops = self.runs.iter().copied().chain(time).collect();
        Assessment { rests_on, stops }
    }
}

/// A hold: nothing of what the agency holds about the person is disposed of while it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Whose record.
    pub person: PersonId,
    /// What this agency recorded: the one that placed it, or one that has left and whose records that one keeps.
    pub of: AgencyId,
    /// Which hold.
    pub id: HoldId,
    /// Why.
    pub why: Prose,
    /// By when somebody asks whether it is still needed.
    pub review: Date,
    /// Who placed it, when, for which agency.
    pub stamp: Stamp,
    /// Who ended it, when, and why.
    pub ended: Option<(Stamp, Prose)>,
}

/// What is to be disposed of, and on which ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: DisposalId,
    /// Whose record.
    pub person: PersonId,
    /// What this agency recorded: the one that proposed it, or one that has left and whose records that one keeps.
    pub of: AgencyId,
    /// The row of the schedules, in words.
    pub schedule: Line,
    /// The day from which the period counted.
    pub counted_from: Date,
    /// The day on which it was over.
    pub due: Date,
    /// Who proposed it, when, for which agency.
    pub stamp: Stamp,
}

/// A disposal as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposal {
    /// What was proposed.
    pub proposal: Proposal,
    /// Where it stands.
    pub state: DisposalState,
    /// Who decided, when.
    pub decided: Option<Stamp>,
    /// The certificate, as it was written.
    pub certificate: Option<String>,
}

impl Disposal {
    /// Whether `account` may refuse it: it waits, and somebody else proposed it.
    pub fn may_refuse(&self, account: AccountId) -> bool {
        self.state == DisposalState::Proposed && self.proposal.stamp.by != account
    }

    /// Whether `account` may carry it out for `agency`: the same, and somebody of that very agency proposed it. What one proposed
    /// that has left since, or passed its keeping on, is proposed anew.
    pub fn may_carry_out(&self, account: AccountId, agency: AgencyId) -> bool {
        self.may_refuse(account) && self.proposal.stamp.agency == agency
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    const AGENCY: AgencyId = AgencyId(Uuid::from_u128(1));

    fn row(record: RecordKind, counts_from: CountsFrom, months: u16) -> Schedule {
        let words = Line::new("A source").expect("words");
        Schedule {
            code: words.clone(),
            kind: AgencyKind::AlcoholTreatment,
            agency: None,
            record,
            counts_from,
            months,
            action: AfterPeriod::Dispose,
            from: date(2000, 1, 1),
            until: None,
            source: words,
            from_memory: false,
        }
    }

    fn health() -> Vec<Schedule> {
        vec![
            row(RecordKind::Case, CountsFrom::LastContact, 96),
            row(RecordKind::MentalHealth, CountsFrom::Discharge, 240),
            row(RecordKind::Child, CountsFrom::Birth, 300),
        ]
    }

    fn adult() -> Holding {
        Holding {
            person: PersonId(Uuid::from_u128(2)),
            reference: "TC-1".to_owned(),
            born: Some(date(1980, 5, 1)),
            runs: Vec::new(),
            order_end: None,
            mental_health: false,
            last_contact: Some(date(2018, 2, 28)),
            discharged: Some(date(2018, 2, 1)),
            proposed: None,
        }
    }

    fn on(holding: &Holding, rows: &[Schedule], today: Date) -> (Option<Date>, Vec<Stop>) {
        let found = holding.assess(AgencyKind::AlcoholTreatment, AGENCY, rows, today);
        (found.rests_on.map(|(_, _, over)| over), found.stops)
    }

    /// information-sharing.md, section 9: the longest period wins, and each counts from its own day.
    #[test]
    fn of_several_periods_the_longest_counts() {
        let rows = health();
        let plain = adult();
        assert_eq!(on(&plain, &rows, date(2026, 2, 27)), (Some(date(2026, 2, 28)), vec![Stop::NotYet]));
        assert_eq!(on(&plain, &rows, date(2026, 2, 28)), (Some(date(2026, 2, 28)), vec![]));
        let treated = Holding { mental_health: true, ..adult() };
        assert_eq!(on(&treated, &rows, date(2026, 3, 1)), (Some(date(2038, 2, 28)), vec![Stop::NotYet]));
        let young = Holding { born: Some(date(2001, 3, 2)), ..adult() };
        assert_eq!(on(&young, &rows, date(2026, 3, 1)), (Some(date(2026, 3, 2)), vec![Stop::NotYet]));
        let grown = Holding { born: Some(date(2000, 2, 27)), ..adult() };
        assert_eq!(on(&grown, &rows, date(2026, 3, 1)), (Some(date(2026, 2, 28)), vec![]), "18 by then");
    }

    #[test]
    fn an_agencys_own_row_takes_the_place_of_its_kinds_on_its_days() {
        let own =
            Schedule { agency: Some(AGENCY), from: date(2026, 1, 1), months: 120, ..health().remove(0) };
        let rows = [health(), vec![own]].concat();
        assert_eq!(on(&adult(), &rows, date(2025, 12, 31)).0, Some(date(2026, 2, 28)));
        assert_eq!(on(&adult(), &rows, date(2026, 1, 1)).0, Some(date(2028, 2, 28)));
        let elsewhere = adult().assess(
            AgencyKind::AlcoholTreatment,
            AgencyId(Uuid::from_u128(9)),
            &rows,
            date(2026, 1, 1),
        );
        assert_eq!(
            elsewhere.rests_on.map(|(_, _, over)| over),
            Some(date(2026, 2, 28)),
            "another agency keeps its own"
        );
    }

    #[test]
    fn whatever_runs_or_is_held_stops_it_and_so_does_a_missing_schedule() {
        let day = date(2030, 1, 1);
        let stops = vec![Stop::Held, Stop::AtWork, Stop::OrderRuns, Stop::ReferralRuns, Stop::SomethingDue];
        let all = Holding { runs: stops.clone(), ..adult() };
        assert_eq!(on(&all, &health(), day).1, stops);
        assert_eq!(on(&adult(), &[], day), (None, vec![Stop::NoSchedule]));
        let order = [row(RecordKind::Case, CountsFrom::OrderEnd, 72)];
        assert_eq!(
            on(&adult(), &order, day).0,
            Some(date(2024, 2, 28)),
            "without an order: the last contact"
        );
        let ended = Holding { order_end: Some(date(2020, 2, 29)), ..adult() };
        assert_eq!(on(&ended, &order, day).0, Some(date(2026, 2, 28)), "months clamp");
    }
}
