//! Who is already known: the people whom a description may fit, found by number and by date of birth and name.

use crate::{
    court::POSTCODES_OF,
    dialect::by_ids,
    person,
    sql::{Param, Row, Sql, args, statements},
    standing,
    tx::StoreTx,
};
use app::{
    known::{Candidate, Described, Known, Likeness, evidence},
    ports::Stored,
};
use async_trait::async_trait;
use domain::ids::{AgencyId, PersonId};
use std::collections::{BTreeMap, BTreeSet};

/// People read for one date of birth, or one family name.
const MOST: u32 = 500;

statements! {
    BY_NUMBER = Sql::same("select person_id from identifier where kind = $1 and canonical = $2 limit 50");
    BY_BIRTH = Sql::same("select id from person where born = $1 order by id limit $2 + 0");
    POSTCODES = by_ids!(
        "select c.person_id, c.postcode from contact c where c.postcode is not null and c.person_id",
        "order by c.person_id, c.holder_id"
    );
}

fn ids(rows: &[Row]) -> Stored<Vec<PersonId>> {
    rows.iter().map(|row| row.fields().next()).collect()
}

#[async_trait]
impl Known for StoreTx {
    async fn candidates(
        &mut self,
        holder: Option<AgencyId>,
        described: &Described,
        near: &[Likeness],
        most: u32,
    ) -> Stored<Vec<Candidate>> {
        let mut found: BTreeSet<PersonId> = near.iter().map(|one| one.person).collect();
        for number in &described.numbers {
            if let Some(canonical) = &number.canonical {
                found.extend(ids(&self.link.all(BY_NUMBER, args![number.kind, canonical]).await?)?);
            }
        }
        if let Some(born) = described.born {
            found.extend(ids(&self.link.all(BY_BIRTH, args![born, MOST]).await?)?);
        }
        let near: BTreeMap<PersonId, &Likeness> = near.iter().map(|one| (one.person, one)).collect();
        let people: Vec<PersonId> = found.into_iter().collect();
        let mut candidates = Vec::new();
        let mut postcodes: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
        if described.postcode.is_some() && !people.is_empty() {
            let among = standing::ids(&people);
            let rows = match holder {
                Some(agency) => self.link.all(POSTCODES_OF, vec![among, agency.arg()]).await?,
                None => self.link.all(POSTCODES, vec![among]).await?,
            };
            for row in &rows {
                let mut f = row.fields();
                postcodes.entry(f.next()?).or_default().push(f.next()?);
            }
        }
        for identity in person::plain_identities(&mut self.link, &people).await? {
            let codes = postcodes.remove(&identity.person).unwrap_or_default();
            let near = near.get(&identity.person).copied();
            let evidence = evidence(described, &identity, &codes, near);
            if !evidence.is_empty() {
                candidates.push(Candidate { person: identity.person, evidence });
            }
        }
        let weight = |one: &Candidate| {
            let against = one.evidence.iter().filter(|evidence| evidence.against()).count();
            (!one.is_sure(), against, usize::MAX - one.evidence.len(), one.person)
        };
        candidates.sort_by_key(weight);
        candidates.truncate(most as usize);
        Ok(candidates)
    }
}
