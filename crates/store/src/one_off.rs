//! One-off disclosures with their facts. One lies among the notes of the agency whose part it opens.

use crate::{
    bulk::inserts,
    link::Link,
    order_record::{By, stamp},
    sql::{Row, Sql, args, statements},
};
use app::{
    openings::{ground, ground_told},
    ports::{StoreError, Stored},
};
use domain::{
    ids::{AgencyId, DisclosureId, PersonId},
    one_off::{Aim, Decision, Disclosure, DisclosureFact, DisclosureMove, DisclosureState},
    section::Section,
    stamp::Stamp,
    text::Line,
};
use gate::{Label, Sealed};
use serde_json::json;
use std::collections::BTreeMap;

inserts! {
    DISCLOSURE = "disclosure" (
        person_id, id, to_agency_id, sections, aims, body, until_day, facts, state, at, by_account, agency_id
    ) "";
    DISCLOSURE_FACT = "disclosure_fact" (
        person_id, disclosure_id, position, step, words, at, by_account, agency_id
    ) "";
}

statements! {
    WHOSE = Sql::same("select person_id from disclosure where id = $1");
    OF_PERSON = Sql::same(
        "select person_id, id, to_agency_id, sections, aims, body, until_day, at, by_account, agency_id, state \
         from disclosure where person_id = $1 order by id desc limit $2 + 0"
    );
    FACTS = Sql::same(
        "select disclosure_id, step, words, at, by_account, agency_id from disclosure_fact \
         where person_id = $1 order by disclosure_id, position"
    );
    STEP = Sql::same(
        "update disclosure set facts = facts + 1, state = $4 where person_id = $1 and id = $2 and facts = $3"
    );
}

/// Disclosures of one person read to find one of them.
const MOST: u32 = 500;

pub(crate) async fn insert(link: &mut Link, one: &Disclosure) -> Stored<()> {
    let said = &one.decision;
    let codes = |codes: Vec<&str>| json!(codes).to_string();
    let args = args![
        said.person,
        said.id,
        said.to,
        codes(said.sections.iter().map(|one| one.code()).collect()),
        codes(said.aims.iter().map(|one| one.code()).collect()),
        ground_told(&said.ground).to_string(),
        said.until,
        one.version(),
        one.state(),
        said.stamp.at,
        said.stamp.by,
        said.stamp.agency,
    ];
    DISCLOSURE.run(link, args).await.map(drop)
}

/// One that is absent takes the same statements, so that time does not tell.
pub(crate) async fn one(link: &mut Link, id: DisclosureId) -> Stored<Option<Sealed<Disclosure>>> {
    let row = link.one(WHOSE, args![id]).await?;
    let person = row.map_or(Ok(PersonId(id.0)), |row| row.fields().next())?;
    let rows = link.all(OF_PERSON, args![person, MOST]).await?;
    let is = |row: &Row| {
        let mut f = row.fields();
        f.skip(1);
        f.next::<DisclosureId>().is_ok_and(|found| found == id)
    };
    let found = rows.into_iter().filter(is).collect();
    Ok(with_facts(link, person, found).await?.pop())
}

pub(crate) async fn of_person(
    link: &mut Link,
    person: PersonId,
    limit: u32,
) -> Stored<Vec<Sealed<Disclosure>>> {
    let rows = link.all(OF_PERSON, args![person, limit]).await?;
    with_facts(link, person, rows).await
}

pub(crate) async fn append(link: &mut Link, one: &Disclosure, seen: i64) -> Stored<bool> {
    let Some((stamp, fact)) = one.facts().last() else { return Ok(false) };
    let said = &one.decision;
    if link.run(STEP, args![said.person, said.id, seen, one.state()]).await? == 0 {
        return Ok(false);
    }
    let (position, step, words) = (seen.saturating_add(1), fact.as_move(), fact.reason());
    let args = args![said.person, said.id, position, step, words, stamp.at, stamp.by, stamp.agency];
    DISCLOSURE_FACT.run(link, args).await?;
    Ok(true)
}

async fn with_facts(link: &mut Link, person: PersonId, rows: Vec<Row>) -> Stored<Vec<Sealed<Disclosure>>> {
    let mut facts: By<DisclosureId, (Stamp, DisclosureFact)> = BTreeMap::new();
    for row in link.all(FACTS, args![person]).await? {
        let (id, kept) = fact(&row)?;
        facts.entry(id).or_default().push(kept);
    }
    rows.iter()
        .map(|row| {
            let (decision, state) = decision(row)?;
            let (id, holder) = (decision.id, decision.holder);
            let one = Disclosure::replay(decision, facts.remove(&id).unwrap_or_default())
                .map_err(|error| StoreError::unknown(&format!("disclosure {id}"), error))?;
            link.agrees(one.state() == state, || format!("disclosure {id}"))?;
            Ok(Sealed::new(Label::own(person, Section::Notes, holder), one))
        })
        .collect()
}

fn decision(row: &Row) -> Stored<(Decision, DisclosureState)> {
    let mut f = row.fields();
    let (person, id, to): (PersonId, DisclosureId, AgencyId) = (f.next()?, f.next()?, f.next()?);
    let broken = || StoreError::Corrupt(format!("disclosure {id} cannot be read"));
    let sections = codes(&f.next::<String>()?, Section::from_code).ok_or_else(broken)?;
    let aims = codes(&f.next::<String>()?, Aim::from_code).ok_or_else(broken)?;
    let body = serde_json::from_str(&f.next::<String>()?).map_err(|_| broken())?;
    let ground = ground(&body).ok_or_else(broken)?;
    let (until, stamp) = (f.next()?, stamp(&mut f)?);
    let holder = stamp.agency;
    Ok((Decision { id, person, holder, to, sections, aims, ground, until, stamp }, f.next()?))
}

/// A list of codes, as it is kept.
pub(crate) fn codes<T, E>(json: &str, from_code: impl Fn(&str) -> Result<T, E>) -> Option<Vec<T>> {
    let codes: Vec<String> = serde_json::from_str(json).ok()?;
    codes.iter().map(|code| from_code(code).ok()).collect()
}

fn fact(row: &Row) -> Stored<(DisclosureId, (Stamp, DisclosureFact))> {
    let mut f = row.fields();
    let (id, step): (DisclosureId, DisclosureMove) = (f.next()?, f.next()?);
    let words: Option<Line> = f.maybe()?;
    let lacking = || StoreError::Corrupt(format!("disclosure_fact of {id}: {} has no words", step.code()));
    let fact = match step {
        DisclosureMove::Confirm => DisclosureFact::Confirmed,
        DisclosureMove::Refuse => DisclosureFact::Refused(words.ok_or_else(lacking)?),
        DisclosureMove::End => DisclosureFact::Ended(words.ok_or_else(lacking)?),
    };
    Ok((id, (stamp(&mut f)?, fact)))
}
