//! Whom many descriptions may fit, in a handful of statements however many there are.

use crate::{
    dialect::by_ids,
    link::Link,
    person,
    sql::{Param, Sql, args, statements},
    standing::ids,
};
use app::{
    known::{Candidate, Described, evidence},
    ports::Stored,
    search,
};
use domain::{
    ids::{AgencyId, PersonId},
    person::{IdentifierKind, Identity},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

statements! {
    /// `$1` a JSON list of pairs: kind and canonical number.
    BY_NUMBERS = Sql {
        sqlite: "select i.kind, i.canonical, i.person_id from json_each($1) as w cross join identifier i \
                 where i.kind = json_extract(w.value, '$[0]') and i.canonical = json_extract(w.value, '$[1]')",
        postgres: "select i.kind, i.canonical, i.person_id from jsonb_array_elements($1::jsonb) as w(value) \
                   join identifier i on i.kind = (w.value->>0) collate \"C\" and i.canonical = (w.value->>1) collate \"C\"",
    };
    /// `$1` a JSON list of triples: day of birth, and two words in quotation marks as a person's list of words has them.
    BY_BIRTHS = Sql {
        sqlite: "select p.id from json_each($1) as w cross join person p \
                 where p.born = json_extract(w.value, '$[0]') and (instr(p.words, json_extract(w.value, '$[1]')) > 0 \
                 or instr(p.words, json_extract(w.value, '$[2]')) > 0)",
        postgres: "select p.id from jsonb_array_elements($1::jsonb) as w(value) join person p \
                   on p.born = (w.value->>0) collate \"C\" and (strpos(p.words, w.value->>1) > 0 \
                   or strpos(p.words, w.value->>2) > 0)",
    };
    /// `$1` people, `$2` the agency whose own record counts.
    POSTCODES = by_ids!(
        "select c.person_id, c.postcode from contact c where c.holder_id = $2 and c.postcode is not null and c.person_id",
        ""
    );
}

/// The words by which somebody born on a day is looked for: the last of the family name and the first of the given one.
fn words(one: &Described) -> Option<[String; 2]> {
    let family = search::tokens(one.name.family.as_str()).pop()?;
    let given = one.name.given.as_ref().and_then(|given| search::tokens(given.as_str()).into_iter().next());
    let given = given.unwrap_or_else(|| family.clone());
    Some([format!("\"{family}\""), format!("\"{given}\"")])
}

fn list<T: serde::Serialize>(each: &BTreeSet<T>) -> Stored<String> {
    serde_json::to_string(each).map_err(|_| crate::error::failed("a list cannot be written"))
}

pub(super) async fn candidates_of(
    link: &mut Link,
    agency: AgencyId,
    described: &[Described],
    most: usize,
) -> Stored<Vec<Vec<Candidate>>> {
    let numbers: BTreeSet<(&str, &str)> = described
        .iter()
        .flat_map(|one| &one.numbers)
        .filter_map(|number| Some((number.kind.code(), number.canonical.as_deref()?)))
        .collect();
    let births: BTreeSet<(String, String, String)> = described
        .iter()
        .filter_map(|one| {
            let [family, given] = words(one)?;
            Some((one.born?.to_string(), family, given))
        })
        .collect();
    let mut by_number: HashMap<(IdentifierKind, String), Vec<PersonId>> = HashMap::new();
    let mut found = BTreeSet::new();
    if !numbers.is_empty() {
        for row in link.all(BY_NUMBERS, args![list(&numbers)?]).await? {
            let mut f = row.fields();
            let key = (f.next()?, f.next()?);
            let person = f.next()?;
            found.insert(person);
            by_number.entry(key).or_default().push(person);
        }
    }
    if !births.is_empty() {
        for row in link.all(BY_BIRTHS, args![list(&births)?]).await? {
            found.insert(row.fields().next()?);
        }
    }
    let people: Vec<PersonId> = found.into_iter().collect();
    let identities: BTreeMap<PersonId, Identity> =
        person::plain_identities(link, &people).await?.into_iter().map(|one| (one.person, one)).collect();
    let mut by_birth: HashMap<Date, Vec<PersonId>> = HashMap::new();
    for one in identities.values() {
        if let Some(born) = one.born {
            by_birth.entry(born).or_default().push(one.person);
        }
    }
    let postcodes = postcodes(link, agency, &people).await?;
    let each = described.iter().map(|one| {
        let numbered = one.numbers.iter().filter_map(|number| {
            let canonical = number.canonical.clone()?;
            by_number.get(&(number.kind, canonical))
        });
        let born = one.born.and_then(|born| by_birth.get(&born));
        let near: BTreeSet<PersonId> = numbered.chain(born).flatten().copied().collect();
        let mut fits: Vec<Candidate> = near
            .iter()
            .filter_map(|person| {
                let codes = postcodes.get(person).map(std::slice::from_ref).unwrap_or_default();
                let evidence = evidence(one, identities.get(person)?, codes);
                (!evidence.is_empty()).then_some(Candidate { person: *person, evidence })
            })
            .collect();
        fits.sort_by_key(|one| {
            let against = one.evidence.iter().filter(|evidence| evidence.against()).count();
            (!one.is_sure(), against, usize::MAX - one.evidence.len(), one.person)
        });
        fits.truncate(most);
        fits
    });
    Ok(each.collect())
}

async fn postcodes(
    link: &mut Link,
    agency: AgencyId,
    people: &[PersonId],
) -> Stored<HashMap<PersonId, String>> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = link.all(POSTCODES, vec![ids(people), agency.arg()]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok((f.next()?, f.next()?))
        })
        .collect()
}
