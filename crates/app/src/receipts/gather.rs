//! Looks of the ledger gathered so that they can be read: by day, agency and purpose.

use super::Telling;
use crate::{Cx, ledger::Look, ports::Place, refusal::Refusal};
use domain::{
    agreement::Version,
    ids::{AgencyId, AgreementId, PersonId},
    receipt::{LookFacts, is_told},
    section::{Purpose, Section},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Looks read at once.
const READ: u32 = 500;
/// Looks read for one page at most; a page that ends within a day is gone on with there.
const MOST: usize = 5_000;
/// Rows on one page, but that a day is told whole.
const ROWS: usize = 40;

/// One day on which somebody looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: Date,
    /// Who, for what: a row for each agency and purpose.
    pub told: Vec<Told>,
}

/// What one agency looked at for one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The agency.
    pub agency_id: AgencyId,
    /// By name.
    pub agency: String,
    /// What for.
    pub purpose: Purpose,
    /// How often.
    pub looks: u32,
    /// What was shown.
    pub shown: Vec<Section>,
    /// What it rests on.
    pub under: Vec<Under>,
}

/// An agreement that looks rest on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Under {
    /// Its title with its version.
    pub title: String,
    /// The last day on which it lets anybody look, where one is agreed.
    pub last: Option<Date>,
    /// The day by which it is looked at again.
    pub review: Date,
}

impl Under {
    pub(super) fn of(versions: &[Version], cited: (AgreementId, u16)) -> Option<Self> {
        let found = versions.iter().find(|one| (one.agreement, one.number) == cited)?;
        Some(Self {
            title: format!("{}, version {}", found.terms.title, found.number),
            last: found.last_day(),
            review: found.review_by(),
        })
    }
}

/// Whether the person is told of this look.
pub(super) fn told(look: &Look, day: Date, telling: &Telling) -> bool {
    let facts = LookFacts {
        day,
        purpose: look.purpose,
        kind: look.agency_kind,
        shown: &look.shown,
        limited: telling.was_limited(day),
    };
    telling.circle.contains_key(&look.agency_id) && !look.shown.is_empty() && is_told(&telling.rules, &facts)
}

/// Adds a look to the days, of which the last is the earliest so far.
fn add(days: &mut Vec<Day>, day: Date, look: &Look, versions: &[Version]) {
    if days.last().is_none_or(|last| last.day != day) {
        days.push(Day { day, told: Vec::new() });
    }
    let Some(last) = days.last_mut() else { return };
    let under = look.under.iter().filter_map(|cited| Under::of(versions, *cited));
    let same = |one: &&mut Told| one.agency_id == look.agency_id && one.purpose == look.purpose;
    if let Some(row) = last.told.iter_mut().find(same) {
        row.looks = row.looks.saturating_add(1);
        row.shown = union(&row.shown, &look.shown);
        let mut all: BTreeSet<Under> = row.under.drain(..).collect();
        all.extend(under);
        row.under = all.into_iter().collect();
    } else {
        last.told.push(Told {
            agency_id: look.agency_id,
            agency: look.agency.clone(),
            purpose: look.purpose,
            looks: 1,
            shown: look.shown.clone(),
            under: under.collect(),
        });
    }
}

pub(super) fn union(one: &[Section], other: &[Section]) -> Vec<Section> {
    let all: BTreeSet<Section> = one.iter().chain(other).copied().collect();
    all.into_iter().collect()
}

impl Cx<'_> {
    /// Days of looks that the person is told of, and where the next page begins. Pages are filled past what is kept back, so
    /// that a short page tells nothing.
    pub(super) async fn told_days(
        &mut self,
        person: PersonId,
        before: Option<Place>,
        telling: &Telling,
    ) -> Result<(Vec<Day>, Option<Place>), Refusal> {
        let (_, versions) = self.app.agreed.versions();
        let (mut days, mut before, mut read): (Vec<Day>, _, usize) = (Vec::new(), before, 0);
        loop {
            let looks = self.tx.looks(person, before, READ).await?;
            let last = looks.len() < READ as usize;
            for look in &looks {
                let day = self.app.day_of(look.at);
                if !told(look, day, telling) {
                    continue;
                }
                let full = days.iter().map(|one: &Day| one.told.len()).sum::<usize>() >= ROWS;
                if full && days.last().is_some_and(|one| one.day != day) {
                    return Ok((days, before_of(look)));
                }
                add(&mut days, day, look, &versions);
            }
            read = read.saturating_add(looks.len());
            before = looks.last().map(Look::place);
            if last {
                return Ok((days, None));
            }
            if read >= MOST && !days.is_empty() {
                return Ok((days, before));
            }
        }
    }
}

/// The place just after a look, so that the next page begins with it.
fn before_of(look: &Look) -> Option<Place> {
    let id = look.id.0.as_u128().checked_add(1)?;
    Some(Place { at: look.at, id: uuid::Uuid::from_u128(id) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        agency::AgencyKind,
        ids::LedgerId,
        receipt::{KeepsBack, Rule},
    };
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    const DAY: Date = date(2026, 11, 24);

    fn agency(number: u128) -> AgencyId {
        AgencyId(Uuid::from_u128(number))
    }

    fn look(by: u128, shown: &[Section]) -> Look {
        Look {
            id: LedgerId(Uuid::from_u128(by)),
            at: Timestamp::UNIX_EPOCH,
            account: domain::ids::AccountId(Uuid::nil()),
            by: "P. Officer".to_owned(),
            agency_id: agency(by),
            agency: "Police".to_owned(),
            agency_kind: Some(AgencyKind::Police),
            purpose: Purpose::Supervision,
            shown: shown.to_vec(),
            withheld: vec![Section::ThirdParty],
            under: vec![],
        }
    }

    fn telling(limited_from: Option<Date>) -> Telling {
        let rule = |keeps_back| Rule { keeps_back, from: date(2000, 1, 1), until: None };
        Telling {
            rules: vec![rule(KeepsBack::Section(Section::ThirdParty)), rule(KeepsBack::Limited)],
            limited: limited_from.map(|from| (from, Some(DAY))).into_iter().collect(),
            circle: [(agency(1), (AgencyKind::Police, "Police".to_owned()))].into(),
        }
    }

    #[test]
    fn what_a_rule_keeps_back_and_agencies_out_of_sight_are_not_told() {
        let plain = look(1, &[Section::Identity]);
        assert!(told(&plain, DAY, &telling(None)));
        assert!(!told(&look(2, &[Section::Identity]), DAY, &telling(None)), "an agency out of sight");
        assert!(!told(&look(1, &[Section::ThirdParty]), DAY, &telling(None)), "a victim's words were shown");
        assert!(!told(&look(1, &[]), DAY, &telling(None)), "nothing was shown");
        assert!(!told(&plain, DAY, &telling(Some(DAY))), "access is limited since that day");
        assert!(told(&plain, date(2026, 11, 23), &telling(Some(DAY))), "and was not before");
        assert!(told(&plain, date(2026, 11, 25), &telling(Some(DAY))), "nor after it was lifted");
    }

    #[test]
    fn looks_of_one_agency_and_purpose_on_one_day_are_one_row() {
        let mut days = Vec::new();
        add(&mut days, DAY, &look(1, &[Section::Risk]), &[]);
        add(&mut days, DAY, &look(1, &[Section::Identity]), &[]);
        add(&mut days, DAY, &look(2, &[Section::Identity]), &[]);
        add(&mut days, date(2026, 11, 23), &look(1, &[Section::Identity]), &[]);
        assert_eq!(days.iter().map(|one| one.told.len()).collect::<Vec<_>>(), [2, 1]);
        let first = &days[0].told[0];
        assert_eq!((first.looks, first.shown.as_slice()), (2, &[Section::Identity, Section::Risk][..]));
    }

    #[test]
    fn a_page_goes_on_with_the_look_that_it_did_not_tell() {
        let one = look(7, &[]);
        let place = before_of(&one).unwrap();
        assert!((one.at, one.id.0) < (place.at, place.id));
    }
}
