//! The receipt as the person is given it: a letter, or the same on an easy-read sheet. No names of staff, no titles of
//! agreements, nothing of what stayed closed.

use super::{
    Sending, Telling,
    gather::{Under, told, union},
};
use crate::{App, Cx, ledger::Look, refusal::Refusal};
use domain::{
    agreement::Version,
    ids::{AgencyId, PersonId},
    section::{Purpose, Section},
};
use gate::Viewer;
use jiff::{ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// Looks read at once.
const READ: u32 = 500;
/// Looks read for one letter at most.
const MOST: usize = 20_000;

/// The days that a letter tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first.
    pub from: Date,
    /// The last.
    pub until: Date,
}

/// A receipt as the person is given it.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The record that it is about.
    pub person: PersonId,
    /// What the person is called.
    pub called: String,
    /// The agency that writes.
    pub agency: String,
    /// The day.
    pub day: Date,
    /// The days that it tells of: fewer than were asked for, where there was too much for one letter.
    pub period: Period,
    /// Who looked, by name.
    pub agencies: Vec<AgencyLooks>,
    /// What was sent.
    pub sent: Vec<Sending>,
}

/// What one agency looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyLooks {
    /// By name.
    pub agency: String,
    /// By purpose.
    pub purposes: Vec<PurposeLooks>,
}

/// What one agency looked at for one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeLooks {
    /// What for.
    pub purpose: Purpose,
    /// On how many days.
    pub days: u32,
    /// The first of them.
    pub first: Date,
    /// The last of them.
    pub last: Date,
    /// What was shown.
    pub shown: Vec<Section>,
    /// The last day on which they may look, where the agreements name one.
    pub until: Option<Date>,
    /// Else the day by which it is decided again whether they may.
    pub review: Option<Date>,
}

/// What is gathered of one agency and purpose.
#[derive(Default)]
struct Gathered {
    days: BTreeSet<Date>,
    shown: Vec<Section>,
    under: BTreeSet<Under>,
}

/// The letter about the looks of `period`, the last year where none is given: for those who work with the person.
///
/// # Errors
/// [`Refusal::Invalid`] for a period that ends before it begins.
pub async fn letter(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    (from, until): (Option<Date>, Option<Date>),
) -> Result<Letter, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "print a receipt for the person").await?;
    let standing = cx.may_see_looks(person).await?;
    let today = cx.today();
    let until = until.unwrap_or(today).min(today);
    let from = from.unwrap_or_else(|| until.saturating_sub(1.year()));
    if until < from {
        return Err(Refusal::field("until", "before", "The last day must be on or after the first"));
    }
    let identity = cx.identity(&standing).await?;
    let telling = cx.telling(&standing).await?;
    let (period, found) = cx.told_in(person, Period { from, until }, &telling).await?;
    let sent = cx.sent(&standing, &telling).await?;
    let sent = sent.into_iter().filter(|one| period.from <= one.day && one.day <= period.until).collect();
    let letter = Letter {
        person,
        called: identity.called(),
        agency: telling.name(viewer.agency),
        day: today,
        period,
        agencies: by_agency(found),
        sent,
    };
    cx.answer(letter).await
}

impl Cx<'_> {
    async fn told_in(
        &mut self,
        person: PersonId,
        period: Period,
        telling: &Telling,
    ) -> Result<(Period, BTreeMap<(String, AgencyId, Purpose), Gathered>), Refusal> {
        let (_, versions) = self.app.agreed.versions();
        let mut found: BTreeMap<(String, AgencyId, Purpose), Gathered> = BTreeMap::new();
        let (mut before, mut read, mut earliest) = (None, 0_usize, period.from);
        loop {
            let looks = self.tx.looks(person, before, READ).await?;
            let end = looks.len() < READ as usize;
            for look in &looks {
                let day = self.app.day_of(look.at);
                if day < period.from {
                    return Ok((Period { from: earliest, ..period }, found));
                }
                if day <= period.until && told(look, day, telling) {
                    let key = (look.agency.clone(), look.agency_id, look.purpose);
                    found.entry(key).or_default().take(look, day, &versions);
                }
            }
            read = read.saturating_add(looks.len());
            before = looks.last().map(Look::place);
            if end {
                return Ok((Period { from: earliest, ..period }, found));
            }
            if read >= MOST {
                // What was read ends within this day; the letter tells from the next one on.
                let reached = looks.last().map_or(period.from, |look| self.app.day_of(look.at));
                earliest = reached.tomorrow().unwrap_or(reached).min(period.until);
                for gathered in found.values_mut() {
                    gathered.days.retain(|day| earliest <= *day);
                }
                found.retain(|_, gathered| !gathered.days.is_empty());
                return Ok((Period { from: earliest, ..period }, found));
            }
        }
    }
}

impl Gathered {
    fn take(&mut self, look: &Look, day: Date, versions: &[Version]) {
        self.days.insert(day);
        self.shown = union(&self.shown, &look.shown);
        self.under.extend(look.under.iter().filter_map(|cited| Under::of(versions, *cited)));
    }
}

fn by_agency(found: BTreeMap<(String, AgencyId, Purpose), Gathered>) -> Vec<AgencyLooks> {
    let mut agencies: Vec<(AgencyId, AgencyLooks)> = Vec::new();
    for ((agency, id, purpose), gathered) in found {
        let (Some(first), Some(last)) = (gathered.days.first(), gathered.days.last()) else { continue };
        // Where any of the agreements has no last day, they may look until it is decided again.
        let open = gathered.under.iter().any(|under| under.last.is_none());
        let row = PurposeLooks {
            purpose,
            days: u32::try_from(gathered.days.len()).unwrap_or(u32::MAX),
            first: *first,
            last: *last,
            shown: gathered.shown,
            until: gathered.under.iter().filter_map(|under| under.last).max().filter(|_| !open),
            review: gathered.under.iter().map(|under| under.review).max().filter(|_| open),
        };
        match agencies.last_mut() {
            Some((last, looks)) if *last == id => looks.purposes.push(row),
            _ => agencies.push((id, AgencyLooks { agency, purposes: vec![row] })),
        }
    }
    agencies.into_iter().map(|(_, looks)| looks).collect()
}
