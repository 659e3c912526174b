//! The disclosure ledger: rows as they are written, grouped under load, and read again as looks.
//!
//! What was answered about one person is kept as one compact text: groups by holder between `|`, each `holder:` (left out
//! for the reader's own agency) and then `section=level.version.clause` or `section!reason`, between spaces.

use crate::{
    bulk::inserts,
    link::Link,
    note::before_args,
    sql::{Arg, Sql, args, statements},
};
use app::{
    ledger::{LedgerRow, Look},
    ports::{Place, StoreError, Stored},
};
use domain::{
    ids::{AgencyId, PersonId},
    section::{Level, Section},
};
use gate::{Entry, Outcome, Reason};
use std::{collections::BTreeMap, fmt::Write as _};

inserts! {
    LEDGER = "ledger" (id, at, by_account, agency_id, purpose, asked) "";
    LEDGER_PERSON = "ledger_person" (person_id, at, ledger_id, entries) "";
}

statements! {
    LOOKS = Sql::same(
        "select p.ledger_id, p.at, l.by_account, coalesce(a.name, 'A member of staff'), l.agency_id, coalesce(g.name, 'An agency'), l.purpose, p.entries \
         from ledger_person p join ledger l on l.id = p.ledger_id left join account a on a.id = l.by_account \
         left join agency g on g.id = l.agency_id where p.person_id = $1 and (p.at, p.ledger_id) < ($2, $3) \
         order by p.at desc, p.ledger_id desc limit $4 + 0"
    );
}

/// Writes rows in two statements, however many people they speak of.
pub(crate) async fn insert(link: &mut Link, rows: &[&LedgerRow]) -> Stored<()> {
    let mut ledger = Vec::with_capacity(rows.len() * LEDGER.width);
    let mut people = Vec::new();
    for row in rows {
        ledger.append(&mut args![row.id, row.at, row.by, row.agency, row.purpose, row.asked]);
        for (person, entries) in &row.people {
            people.append(&mut args![*person, row.at, row.id]);
            people.push(Arg::Text(Some(encoded(entries, row.agency))));
        }
    }
    LEDGER.later(link, ledger).await?;
    LEDGER_PERSON.later(link, people).await
}

fn encoded(entries: &[Entry], reader: AgencyId) -> String {
    let mut groups: BTreeMap<AgencyId, String> = BTreeMap::new();
    for entry in entries {
        let group = groups.entry(entry.holder).or_default();
        if !group.is_empty() {
            group.push(' ');
        }
        group.push_str(entry.section.code());
        // Writing to a string cannot fail.
        let _ = match entry.outcome {
            Outcome::Shown(level, version, clause) => write!(group, "={}.{version}.{clause}", level.code()),
            Outcome::Withheld(reason) => write!(group, "!{}", reason.code()),
        };
    }
    let mut text = String::new();
    for (holder, group) in groups {
        if !text.is_empty() {
            text.push('|');
        }
        if holder != reader {
            let _ = write!(text, "{}:", holder.0.simple());
        }
        text.push_str(&group);
    }
    text
}

/// What was answered about `person`, read from the compact text.
pub(crate) fn entries(text: &str, person: PersonId, reader: AgencyId) -> Stored<Vec<Entry>> {
    let mut found = Vec::new();
    for group in text.split('|') {
        let (holder, group) = match group.split_once(':') {
            Some((holder, group)) => (holder.parse().map(AgencyId).map_err(unreadable)?, group),
            None => (reader, group),
        };
        for entry in group.split(' ').filter(|entry| !entry.is_empty()) {
            let (section, outcome) = match entry.split_once('=') {
                Some((section, shown)) => (section, shown_as(shown)?),
                None => {
                    let (section, reason) = entry.split_once('!').ok_or_else(|| unreadable("no outcome"))?;
                    (section, Outcome::Withheld(Reason::from_code(reason).map_err(unreadable)?))
                }
            };
            let section = Section::from_code(section).map_err(unreadable)?;
            found.push(Entry { person, section, holder, outcome });
        }
    }
    Ok(found)
}

/// `level.version.clause`.
fn shown_as(text: &str) -> Stored<Outcome> {
    let mut parts = text.split('.');
    let mut part = || parts.next().ok_or_else(|| unreadable("no clause"));
    let level = Level::from_code(part()?).map_err(unreadable)?;
    Ok(Outcome::Shown(level, part()?.parse().map_err(unreadable)?, part()?.parse().map_err(unreadable)?))
}

fn unreadable(error: impl std::fmt::Display) -> StoreError {
    StoreError::unknown("ledger_person: entries", error)
}

/// The sections that were shown and those that were withheld, each once.
fn sections(entries: &[Entry]) -> (Vec<Section>, Vec<Section>) {
    let (mut shown, mut withheld) = (Vec::new(), Vec::new());
    for entry in entries {
        let list = match entry.outcome {
            Outcome::Shown(..) => &mut shown,
            Outcome::Withheld(_) => &mut withheld,
        };
        if !list.contains(&entry.section) {
            list.push(entry.section);
        }
    }
    shown.sort_unstable();
    withheld.sort_unstable();
    withheld.retain(|section| !shown.contains(section));
    (shown, withheld)
}

pub(crate) async fn looks(
    link: &mut Link,
    person: PersonId,
    before: Option<Place>,
    limit: u32,
) -> Stored<Vec<Look>> {
    let (at, id) = before_args(before);
    let rows = link.all(LOOKS, args![person, at, id, limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let (id, at, account, by, agency_id) = (f.next()?, f.next()?, f.next()?, f.next()?, f.next()?);
            let (agency, purpose) = (f.next()?, f.next()?);
            let (shown, withheld) = sections(&entries(&f.next::<String>()?, person, agency_id)?);
            Ok(Look { id, at, account, by, agency_id, agency, purpose, shown, withheld })
        })
        .collect()
}
