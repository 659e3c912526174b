//! People in contact with several services: who comes up time and again across lists and agencies, and what is missing.
//!
//! What holds: what one agency has of one day is one contact, whatever it recorded of it; records that were decided to be of one
//! person are told as one; the order in which anything is given changes nothing. Nothing here knows what a viewer may see:
//! whoever gathers contacts has asked the gate about each before, so that a hidden one neither counts nor shows.
//!
//! Deliberately not here: notes, meetings and orders, which are about a person and no contact with them, and any score. It
//! counts, and says what is missing; what follows from it somebody decides.

use crate::{
    codes,
    identity_review::Pair,
    ids::{AgencyId, PersonId},
    timing::{NoTiming, TimingCode, Timings},
};
use jiff::{ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

codes! {
    /// As what somebody came up at an agency.
    Occasion {
        CourtList = "court_list", "Court list";
        Screening = "screening", "Screening";
        WayIn = "way_in", "Way in";
        Referral = "referral", "Referral received";
        Appointment = "appointment", "Appointment";
    }
}

codes! {
    /// What is missing today, as far as the viewer may see.
    Gap {
        NobodyLeads = "nobody_leads", "Nobody leads today";
        NoReferral = "no_referral", "No referral in progress";
        NoAppointment = "no_appointment", "No appointment ahead";
    }
}

codes! {
    /// What is arranged for somebody from today on.
    Arranged {
        Referral = "referral", "Referral in progress";
        Appointment = "appointment", "Appointment ahead";
    }
}

/// Days of a window at most.
pub const MOST_DAYS: u16 = 365;
/// Agencies and contacts that may be asked for at most.
pub const MOST_COUNTED: u16 = 50;

/// Who is listed: whoever had so many contacts, at so many agencies, within so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Days that the window reaches back from today.
    pub days: u16,
    /// Different agencies at least.
    pub agencies: u16,
    /// Contacts at least.
    pub contacts: u16,
}

impl Rule {
    /// What the partnership has set, as of `day`.
    ///
    /// # Errors
    /// [`NoTiming`] when it has set none.
    pub fn on(timings: &Timings, day: Date) -> Result<Self, NoTiming> {
        let count = |code| timings.on(code, day).map(|row| row.count);
        Ok(Self {
            days: count(TimingCode::RepeatWindow)?,
            agencies: count(TimingCode::RepeatAgencies)?,
            contacts: count(TimingCode::RepeatContacts)?,
        })
    }

    /// The first day of the window that ends `today`.
    pub fn since(self, today: Date) -> Date {
        today.saturating_sub(i64::from(self.days).days())
    }
}

/// Somebody came up at an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// At which agency.
    pub agency: AgencyId,
    /// On which day.
    pub day: Date,
    /// As what.
    pub occasion: Occasion,
}

/// What is seen of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Whose.
    pub person: PersonId,
    /// Where they came up, within the window.
    pub seen: Vec<Seen>,
    /// Agencies that lead today.
    pub leads: Vec<AgencyId>,
    /// What is arranged.
    pub arranged: Vec<Arranged>,
}

/// Contacts with one agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtAgency {
    /// Which.
    pub agency: AgencyId,
    /// On how many days.
    pub contacts: usize,
    /// As what.
    pub occasions: BTreeSet<Occasion>,
    /// The last.
    pub last: Date,
}

/// Somebody in contact with several agencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatContact {
    /// Their records, the oldest first; one at least.
    pub records: Vec<PersonId>,
    /// By agency, most contacts first.
    pub at: Vec<AtAgency>,
    /// Contacts with all of them.
    pub contacts: usize,
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// The longest time without one, from contact to contact.
    pub longest: Option<(Date, Date)>,
    /// Who leads today.
    pub leads: Vec<AgencyId>,
    /// What is missing today.
    pub gaps: Vec<Gap>,
}

/// Those whom the rule lists: most agencies first, then most contacts, then whoever was seen last.
pub fn listed(records: Vec<Record>, same: &[Pair], rule: Rule) -> Vec<RepeatContact> {
    let groups = Groups::of(records.iter().map(|record| record.person), same);
    let mut people: BTreeMap<PersonId, Vec<Record>> = BTreeMap::new();
    for record in records {
        people.entry(groups.first(record.person)).or_default().push(record);
    }
    let told = people.into_values().filter_map(|records| told(records, rule));
    let mut told: Vec<RepeatContact> = told.collect();
    told.sort_by(|one, other| {
        let counts = |repeat: &RepeatContact| (repeat.at.len(), repeat.contacts, repeat.last);
        counts(other).cmp(&counts(one)).then_with(|| one.records.cmp(&other.records))
    });
    told
}

/// One person, if the rule lists them.
fn told(records: Vec<Record>, rule: Rule) -> Option<RepeatContact> {
    let mut days: BTreeMap<AgencyId, BTreeMap<Date, BTreeSet<Occasion>>> = BTreeMap::new();
    let (mut leads, mut arranged, mut ids) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for record in records {
        ids.insert(record.person);
        leads.extend(record.leads);
        arranged.extend(record.arranged);
        for seen in record.seen {
            days.entry(seen.agency).or_default().entry(seen.day).or_default().insert(seen.occasion);
        }
    }
    let all: BTreeSet<Date> = days.values().flat_map(BTreeMap::keys).copied().collect();
    let (first, last) = (*all.first()?, *all.last()?);
    let mut at: Vec<AtAgency> = days
        .into_iter()
        .filter_map(|(agency, days)| {
            Some(AtAgency {
                agency,
                contacts: days.len(),
                last: *days.last_key_value()?.0,
                occasions: days.into_values().flatten().collect(),
            })
        })
        .collect();
    at.sort_by(|one, other| {
        (other.contacts, other.last).cmp(&(one.contacts, one.last)).then(one.agency.cmp(&other.agency))
    });
    let contacts = at.iter().map(|one| one.contacts).sum();
    if at.len() < usize::from(rule.agencies) || contacts < usize::from(rule.contacts) {
        return None;
    }
    let missing = [
        (Gap::NobodyLeads, leads.is_empty()),
        (Gap::NoReferral, !arranged.contains(&Arranged::Referral)),
        (Gap::NoAppointment, !arranged.contains(&Arranged::Appointment)),
    ];
    let gaps = missing.into_iter().filter(|(_, missing)| *missing).map(|(gap, _)| gap).collect();
    Some(RepeatContact {
        records: ids.into_iter().collect(),
        at,
        contacts,
        first,
        last,
        longest: longest(&all),
        leads: leads.into_iter().collect(),
        gaps,
    })
}

/// The longest time from one of these days to the next; of two alike the later.
fn longest(days: &BTreeSet<Date>) -> Option<(Date, Date)> {
    let between = days.iter().zip(days.iter().skip(1)).map(|(from, to)| (*from, *to));
    between.max_by_key(|(from, to)| apart(*from, *to))
}

/// Days from one day to another.
pub fn apart(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Records that are of one person, by way of others where need be.
#[derive(Debug)]
struct Groups(BTreeMap<PersonId, PersonId>);

impl Groups {
    /// `same` counts only between two of the `people`.
    fn of(people: impl IntoIterator<Item = PersonId>, same: &[Pair]) -> Self {
        let mut groups = Self(people.into_iter().map(|person| (person, person)).collect());
        for pair in same {
            if groups.0.contains_key(&pair.first()) && groups.0.contains_key(&pair.second()) {
                let (one, other) = (groups.first(pair.first()), groups.first(pair.second()));
                groups.0.insert(one.max(other), one.min(other));
            }
        }
        groups
    }

    /// The oldest record of the same person.
    fn first(&self, person: PersonId) -> PersonId {
        let mut at = person;
        while let Some(next) = self.0.get(&at).filter(|next| **next != at) {
            at = *next;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timing::{Timing, TimingUnit};
    use jiff::civil::date;
    use proptest::{collection::vec, prelude::*, sample::select};
    use uuid::Uuid;

    const TODAY: Date = date(2026, 11, 21);

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn agency(number: u128) -> AgencyId {
        AgencyId(Uuid::from_u128(number))
    }

    fn seen(at: u128, days_ago: i64, occasion: Occasion) -> Seen {
        Seen { agency: agency(at), day: TODAY.saturating_sub(days_ago.days()), occasion }
    }

    fn record(number: u128, seen: Vec<Seen>) -> Record {
        Record { person: person(number), seen, leads: vec![], arranged: vec![] }
    }

    const RULE: Rule = Rule { days: 90, agencies: 3, contacts: 3 };

    #[test]
    fn three_agencies_list_somebody_once_with_the_count_by_agency_and_what_is_missing() {
        let came = vec![
            seen(1, 60, Occasion::CourtList),
            seen(1, 60, Occasion::Screening),
            seen(1, 2, Occasion::CourtList),
            seen(2, 20, Occasion::Appointment),
            seen(3, 19, Occasion::Referral),
        ];
        let two = record(8, came[..4].to_vec());
        let mut three = record(9, came);
        three.arranged.push(Arranged::Referral);
        let found = listed(vec![two, three], &[], RULE);
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((one.records.as_slice(), one.contacts), ([person(9)].as_slice(), 4));
        let by: Vec<(AgencyId, usize)> = one.at.iter().map(|at| (at.agency, at.contacts)).collect();
        // What an agency has of one day is one contact.
        assert_eq!(by, [(agency(1), 2), (agency(3), 1), (agency(2), 1)]);
        assert_eq!(one.at[0].occasions, BTreeSet::from([Occasion::CourtList, Occasion::Screening]));
        assert_eq!(one.longest, Some((date(2026, 9, 22), date(2026, 11, 1))));
        assert_eq!(one.gaps, [Gap::NobodyLeads, Gap::NoAppointment]);
        assert_eq!(RULE.since(TODAY), date(2026, 8, 23));
    }

    #[test]
    fn records_of_one_person_are_one_by_way_of_another_that_is_there_and_of_none_that_is_not() {
        let records = || (1..=3).map(|n| record(n, vec![seen(n, 5, Occasion::WayIn)])).collect::<Vec<_>>();
        let pair = |one, other| Pair::new(person(one), person(other)).unwrap();
        let found = listed(records(), &[pair(2, 3), pair(1, 2)], RULE);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].records, [person(1), person(2), person(3)]);
        let by_way_of_nobody = [pair(1, 7), pair(2, 7), pair(3, 7)];
        assert_eq!(listed(records(), &by_way_of_nobody, RULE), []);
    }

    #[test]
    fn the_rule_is_what_the_partnership_has_set_as_of_the_day() {
        let row = |code, count, unit, from| Timing {
            code,
            count,
            unit,
            from,
            source: String::new(),
            from_memory: false,
        };
        let first = date(2000, 1, 1);
        let timings = Timings::new(vec![
            row(TimingCode::RepeatWindow, 90, TimingUnit::Days, first),
            row(TimingCode::RepeatWindow, 60, TimingUnit::Days, date(2026, 12, 1)),
            row(TimingCode::RepeatAgencies, 3, TimingUnit::Agencies, first),
            row(TimingCode::RepeatAgencies, 2, TimingUnit::Agencies, date(2026, 12, 1)),
            row(TimingCode::RepeatContacts, 3, TimingUnit::Contacts, first),
        ]);
        assert_eq!(Rule::on(&timings, TODAY), Ok(RULE));
        let later = Rule { days: 60, agencies: 2, contacts: 3 };
        assert_eq!(Rule::on(&timings, date(2026, 12, 1)), Ok(later));
        assert!(Rule::on(&Timings::default(), TODAY).is_err());
    }

    fn any_record() -> impl Strategy<Value = (u128, Vec<Seen>)> {
        let one = (1..6_u128, 0..90_i64, select(Occasion::ALL));
        (1..9_u128, vec(one.prop_map(|(at, ago, occasion)| seen(at, ago, occasion)), 0..9))
    }

    proptest! {
        /// Each record is told at most once, counts are days by agency, and no order of what is given changes anything.
        #[test]
        fn nobody_is_told_twice_and_the_order_does_not_matter(
            given in vec(any_record(), 0..9),
            same in vec((1..9_u128, 1..9_u128), 0..6),
            agencies in 1..5_u16,
        ) {
            let rule = Rule { agencies, contacts: 1, ..RULE };
            let mut records: BTreeMap<u128, Record> = BTreeMap::new();
            for (number, came) in given {
                records.entry(number).or_insert_with(|| record(number, vec![])).seen.extend(came);
            }
            let mut pairs: Vec<Pair> =
                same.into_iter().filter_map(|(one, other)| Pair::new(person(one), person(other))).collect();
            let records: Vec<Record> = records.into_values().collect();
            let found = listed(records.clone(), &pairs, rule);
            let told: Vec<PersonId> = found.iter().flat_map(|one| one.records.iter().copied()).collect();
            prop_assert_eq!(told.len(), told.iter().collect::<BTreeSet<_>>().len());
            for one in &found {
                let of: BTreeSet<(AgencyId, Date)> = records
                    .iter()
                    .filter(|record| one.records.contains(&record.person))
                    .flat_map(|record| record.seen.iter().map(|seen| (seen.agency, seen.day)))
                    .collect();
                prop_assert_eq!(one.contacts, of.len());
                prop_assert!(one.at.len() >= usize::from(agencies));
            }
            pairs.reverse();
            let turned: Vec<Record> = records
                .into_iter()
                .rev()
                .map(|mut record| {
                    record.seen.reverse();
                    record
                })
                .collect();
            prop_assert_eq!(listed(turned, &pairs, rule), found);
        }
    }
}
