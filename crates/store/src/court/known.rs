//! Whom many descriptions may fit, in a handful of statements however many there are.

use crate::{
    dialect::by_ids,
    link::Link,
    person,
    sql::{Param, Sql, args, statements},
    standing::ids,
};
use app::{
    known::{Candidate, Described, Likeness, evidence},
    ports::Stored,
    search,
};
use domain::{
    hearing::Evidence,
    ids::{AgencyId, PersonId},
    person::{IdentifierKind, Identity},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

statements! {
    /// `$1` a JSON list of pairs: kind and canonical number.
    BY_NUMBERS = Sql {
        sqlite: "select i.kind, i.canonical, i.person_id from json_each($1) as word cross join identifier i \
                 where i.kind = json_extract(word.value, '$[0]') and i.canonical = json_extract(word.value, '$[1]')",
        postgres: "select i.kind, i.canonical, i.person_id from jsonb_array_elements($1::jsonb) as word(value) \
                   join identifier i on i.kind = (word.value->>0) collate \"C\" \
                   and i.canonical = (word.value->>1) collate \"C\"",
    };
    /// `$1` a JSON list of pairs: day of birth, and a word in quotation marks as a person's list of words has it.
    BY_BIRTHS = Sql {
        sqlite: "select distinct p.id from json_each($1) as word cross join person p \
                 where p.born = json_extract(word.value, '$[0]') \
                 and instr(p.words, json_extract(word.value, '$[1]')) > 0",
        postgres: "select distinct p.id from jsonb_array_elements($1::jsonb) as word(value) join person p \
                   on p.born = (word.value->>0) collate \"C\" and strpos(p.words, word.value->>1) > 0",
    };
    /// `$1` people, `$2` the agency whose own record counts.
    POSTCODES_OF = by_ids!(
        "select c.person_id, c.postcode from contact c where c.holder_id = $2 and c.postcode is not null and c.person_id",
        ""
    );
}

/// Words of one name that are looked for.
const WORDS: usize = 6;

/// The words by which somebody born on a day is looked for, as a person's list of words has them.
fn words(one: &Described) -> impl Iterator<Item = String> {
    search::tokens(&one.name.short()).into_iter().take(WORDS).map(|word| format!("\"{word}\""))
}

fn list<T: serde::Serialize>(each: &BTreeSet<T>) -> Stored<String> {
    serde_json::to_string(each).map_err(|_| crate::error::failed("a list cannot be written"))
}

pub(super) async fn candidates_of(
    link: &mut Link,
    agency: AgencyId,
    described: &[Described],
    near: &[Vec<Likeness>],
    most: usize,
) -> Stored<Vec<Vec<Candidate>>> {
    let numbers: BTreeSet<(&str, &str)> = described
        .iter()
        .flat_map(|one| &one.numbers)
        .filter_map(|number| Some((number.kind.code(), number.canonical.as_deref()?)))
        .collect();
    let births: BTreeSet<(String, String)> = described
        .iter()
        .filter_map(|one| Some((one, one.born?.to_string())))
        .flat_map(|(one, born)| words(one).map(move |word| (born.clone(), word)))
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
    found.extend(near.iter().flatten().map(|one| one.person));
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
    let nobody = Vec::new();
    let each = described.iter().zip(near.iter().chain(std::iter::repeat(&nobody))).map(|(one, like)| {
        let numbered = one.numbers.iter().filter_map(|number| {
            let canonical = number.canonical.clone()?;
            by_number.get(&(number.kind, canonical))
        });
        let born = one.born.and_then(|born| by_birth.get(&born));
        let like_ids = like.iter().map(|near| near.person);
        let near: BTreeSet<PersonId> = numbered.chain(born).flatten().copied().chain(like_ids).collect();
        let mut fits: Vec<Candidate> = near
            .iter()
            .filter_map(|person| {
                let codes = postcodes.get(person).map(std::slice::from_ref).unwrap_or_default();
                let like = like.iter().find(|near| near.person == *person);
                let evidence = evidence(one, identities.get(person)?, codes, like);
                Evidence::speaks(&evidence).then_some(Candidate { person: *person, evidence })
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
    let rows = link.all(POSTCODES_OF, vec![ids(people), agency.arg()]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok((f.next()?, f.next()?))
        })
        .collect()
}
