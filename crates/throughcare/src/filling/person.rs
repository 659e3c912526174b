//! One invented person, laid out as rows and events: identity, contact, who works with them. Orders and what follows are in `case`.

use super::{
    case, referral,
    roster::Roster,
    telling::{Telling, morning},
};
use anyhow::Result;
use app::{
    chance::numbered_reference,
    events::{EventKind, body},
    fill::{Batch, LimitedAccess},
};
use domain::{
    involvement::{Involvement, InvolvementRole},
    person::{Communication, Contact, Identifier, Identity, Name},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use std::collections::BTreeMap;
use synth::{AccountIx, AgencyIx, Person, PersonName};

/// Adds all that is known of `person` to `batch`.
pub fn lay(person: &Person, roster: &Roster, batch: &mut Batch) -> Result<()> {
    let mut telling = Telling::new(roster, person.number, person.first_known);
    let first = telling.stamp(person.first_known)?;
    identity(person, &mut telling, first, batch)?;
    contact(person, &mut telling, first, batch)?;
    involvements(person, &mut telling, batch)?;
    let requirements = case::orders(person, &mut telling, batch)?;
    case::needs(person, &mut telling, batch)?;
    case::risks(person, &mut telling, batch)?;
    case::appointments(person, &mut telling, batch)?;
    case::notes(person, &mut telling, batch)?;
    referral::referrals(person, &requirements, &mut telling, batch)?;
    batch.events.extend(telling.events());
    Ok(())
}

fn identity(person: &Person, telling: &mut Telling<'_>, first: Stamp, batch: &mut Batch) -> Result<()> {
    let identity = Identity {
        person: telling.person,
        reference: numbered_reference(person.number),
        holder: first.agency,
        legal: name(&person.legal)?,
        known_as: person.known_as.as_deref().and_then(line),
        aliases: person.aliases.iter().map(name).collect::<Result<_>>()?,
        born: person.born,
        gender: person.gender,
        identifiers: person
            .identifiers
            .iter()
            .map(|one| Identifier {
                kind: one.kind,
                raw: one.raw.clone(),
                canonical: Some(one.canonical.clone()),
            })
            .collect(),
        version: 1,
    };
    telling.tell(first, EventKind::PersonCreated, Section::Identity, None, body::identity(&identity));
    batch.people.push((identity, first.at));
    if let Some(needs) = person.communication.line().as_deref().and_then(line) {
        let communication = Communication { person: telling.person, holder: first.agency, needs };
        let said = body::communication(&communication);
        telling.tell(first, EventKind::CommunicationRecorded, Section::Communication, None, said);
        batch.communication.push((communication, first.at));
    }
    Ok(())
}

/// The contact details that each agency recorded last, and an event for each address since the record began.
fn contact(person: &Person, telling: &mut Telling<'_>, first: Stamp, batch: &mut Batch) -> Result<()> {
    let (by, agency) = holder(person);
    let at_address = |address: &synth::Address| Contact {
        person: telling.person,
        holder: first.agency,
        address: line(&format!("{}, {}", address.line, address.town)),
        postcode: Some(address.postcode.clone()),
        telephone: person.contact.mobile.as_deref().or(person.contact.landline.as_deref()).and_then(line),
        email: person.contact.email.as_deref().and_then(line),
    };
    let since = |address: &&synth::Address| address.to.is_none_or(|to| to > person.first_known.on);
    let known: Vec<(jiff::Timestamp, Contact)> = person
        .addresses
        .iter()
        .filter(since)
        .map(|address| (morning(address.from), at_address(address)))
        .collect();
    let mut last = BTreeMap::new();
    for (at, mut contact) in known {
        let stamp = if at <= first.at { first } else { telling.stamp_of(at, by, agency)? };
        contact.holder = stamp.agency;
        telling.tell(stamp, EventKind::ContactRecorded, Section::Contact, None, body::contact(&contact));
        last.insert(contact.holder, (contact, stamp.at));
    }
    batch.contacts.extend(last.into_values());
    Ok(())
}

fn involvements(person: &Person, telling: &mut Telling<'_>, batch: &mut Batch) -> Result<()> {
    let mut named = Vec::new();
    for invented in &person.involvements {
        let began = telling.stamp_of(morning(invented.from), invented.account, invented.agency)?;
        let mut involvement = Involvement {
            id: telling.id(began.at),
            person: telling.person,
            agency: began.agency,
            account: Some(began.by),
            role: invented.role,
            leads: invented.leads,
            from: invented.from,
            to: None,
        };
        let (section, subject) = (involvement.role.section(), Some(involvement.id.0));
        telling.tell(began, EventKind::InvolvementBegan, section, subject, body::involvement(&involvement));
        if let Some(to) = invented.to {
            involvement.to = Some(to);
            let ended = Stamp { at: morning(to).max(began.at), ..began };
            let said = body::involvement(&involvement);
            telling.tell(ended, EventKind::InvolvementEnded, section, subject, said);
        }
        named.push(began.by);
        batch.involvements.push(involvement);
    }
    if person.limited_access.is_some() {
        named.sort_unstable();
        named.dedup();
        let from = person.first_known.on;
        let limited = LimitedAccess { person: telling.person, named, from };
        let (first, said) = (telling.stamp(person.first_known)?, body::limited_access(&limited));
        telling.tell(first, EventKind::AccessLimited, Section::Identity, None, said);
        batch.limited.push(limited);
    }
    Ok(())
}

/// Who keeps the contact details: whoever leads or, once nobody does, whoever made the record.
fn holder(person: &Person) -> (AccountIx, AgencyIx) {
    let supervising =
        person.involvements.iter().find(|one| one.leads && one.role == InvolvementRole::Supervision);
    person
        .lead()
        .or(supervising)
        .map_or((person.first_known.by, person.first_known.agency), |lead| (lead.account, lead.agency))
}

fn name(invented: &PersonName) -> Result<Name> {
    Ok(Name {
        given: invented.given.as_deref().and_then(line),
        middle: invented.middle.as_deref().and_then(line),
        family: Line::new(&invented.family)?,
    })
}

/// A line of at most 200 characters; `None` for nothing.
pub fn line(text: &str) -> Option<Line> {
    let short: String = text.chars().take(Line::MOST).collect();
    Line::new(&short).ok()
}

/// A text; `None` for nothing.
pub fn prose(text: &str) -> Option<Prose> {
    Prose::new(text).ok()
}
