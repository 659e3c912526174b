//! The disclosure ledger: rows as they are written, grouped under load, and read again as looks.
//!
//! What was answered about one person is kept as one compact text: groups by holder between `|`, each `holder:` (left out
//! for the reader's own agency) and then `section=level.version.clause` or `section!reason`, between spaces. A clause of another
//! agreement than *Interim 1* has its agreement's id after it, behind one more dot; the first releases knew no other.

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
    ids::{AgencyId, AgreementId, PersonId},
    section::{Level, Section},
};
use gate::{Entry, INTERIM_1, Outcome, Reason};
use std::{collections::BTreeMap, fmt::Write as _};

inserts! {
    LEDGER = "ledger" (id, at, by_account, agency_id, purpose, asked) "";
    LEDGER_PERSON = "ledger_person" (person_id, at, ledger_id, entries) "";
}

statements! {
    LOOKS = Sql::same(
        "select p.ledger_id, p.at, l.by_account, coalesce(a.name, 'A member of staff'), l.agency_id, coalesce(g.name, 'An agency'), g.kind, l.purpose, p.entries \
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
            Outcome::Shown(level, INTERIM_1, version, clause) => {
                write!(group, "={}.{version}.{clause}", level.code())
            }
            Outcome::Shown(level, agreement, version, clause) => {
                write!(group, "={}.{version}.{clause}.{}", level.code(), agreement.0.simple())
            }
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

/// One answer of the compact text: whose part it is about (nobody is named for the reader's own), of which section, and what it was.
type Answer = (Option<AgencyId>, Section, Outcome);

fn answers(text: &str) -> Stored<Vec<Answer>> {
    let mut found = Vec::new();
    for group in text.split('|') {
        let (holder, group) = match group.split_once(':') {
            Some((holder, group)) => (Some(AgencyId(holder.parse().map_err(unreadable)?)), group),
            None => (None, group),
        };
        for entry in group.split(' ').filter(|entry| !entry.is_empty()) {
            let (section, outcome) = if let Some((section, shown)) = entry.split_once('=') {
                (section, shown_as(shown)?)
            } else {
                let (section, reason) = entry.split_once('!').ok_or_else(|| unreadable("no outcome"))?;
                (section, Outcome::Withheld(Reason::from_code(reason).map_err(unreadable)?))
            };
            found.push((holder, Section::from_code(section).map_err(unreadable)?, outcome));
        }
    }
    Ok(found)
}

/// `level.version.clause`, with the agreement behind it where it is not the first.
fn shown_as(text: &str) -> Stored<Outcome> {
    let mut parts = text.split('.');
    let mut part = || parts.next().ok_or_else(|| unreadable("no clause"));
    let level = Level::from_code(part()?).map_err(unreadable)?;
    let (version, clause) = (part()?.parse().map_err(unreadable)?, part()?.parse().map_err(unreadable)?);
    let agreement = match parts.next() {
        None => INTERIM_1,
        Some(id) => AgreementId(id.parse().map_err(unreadable)?),
    };
    Ok(Outcome::Shown(level, agreement, version, clause))
}

fn unreadable(error: impl std::fmt::Display) -> StoreError {
    StoreError::unknown("ledger_person: entries", error)
}

/// What was answered about `person`, to a reader of the agency `reader`.
pub(crate) fn entries(text: &str, person: PersonId, reader: AgencyId) -> Stored<Vec<Entry>> {
    let entry = |(holder, section, outcome): Answer| {
        let holder = holder.unwrap_or(reader);
        Entry { person, section, holder, outcome }
    };
    Ok(answers(text)?.into_iter().map(entry).collect())
}

/// What one text says: sections that were shown and those that were withheld, each once, and what the shown ones rest on.
#[derive(Default)]
pub(crate) struct Decoded {
    pub(crate) shown: Vec<Section>,
    pub(crate) withheld: Vec<Section>,
    pub(crate) under: Vec<(AgreementId, u16)>,
}

pub(crate) fn decoded(text: &str) -> Stored<Decoded> {
    let mut found = Decoded::default();
    for (_, section, outcome) in answers(text)? {
        match outcome {
            Outcome::Shown(_, agreement, version, _) => {
                found.shown.push(section);
                found.under.push((agreement, version));
            }
            Outcome::Withheld(_) => found.withheld.push(section),
        }
    }
    found.shown.sort_unstable();
    found.shown.dedup();
    found.withheld.sort_unstable();
    found.withheld.dedup();
    found.withheld.retain(|section| !found.shown.contains(section));
    found.under.sort_unstable();
    found.under.dedup();
    Ok(found)
}

/// Whether one text says that `section` was shown: of the part that `holder` recorded, or of anybody's where none is named.
pub(crate) fn shown_to(
    text: &str,
    reader: AgencyId,
    section: Section,
    holder: Option<AgencyId>,
) -> Stored<bool> {
    let of = |whose: Option<AgencyId>| holder.is_none_or(|holder| holder == whose.unwrap_or(reader));
    let shown = |(whose, about, outcome): &Answer| {
        *about == section && of(*whose) && matches!(outcome, Outcome::Shown(..))
    };
    Ok(answers(text)?.iter().any(shown))
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
            let (agency, agency_kind, purpose) = (f.next()?, f.maybe()?, f.next()?);
            let Decoded { shown, withheld, under } = decoded(&f.next::<String>()?)?;
            Ok(Look { id, at, account, by, agency_id, agency, agency_kind, purpose, shown, withheld, under })
        })
        .collect()
}
