//! Everybody, read for the index in memory: pages of people, and what the log had since.

use crate::{
    dialect::by_ids,
    person::{identity_columns, plain, plain_identities},
    sql::{Row, Sql, args, statements},
    standing::ids,
    tx::StoreTx,
};
use app::ports::{Everybody, KnownAs, Stored};
use async_trait::async_trait;
use domain::{
    ids::{AgencyId, PersonId},
    person::Identity,
};
use std::collections::HashMap;

/// People whose ids one statement is asked about.
const TOGETHER: usize = 500;

/// Whom an event is about. That of a disposal names nobody, and the disposal says whose record it was.
macro_rules! whom {
    () => {
        "coalesce(e.person_id, (select d.person_id from disposal d where d.id = e.subject))"
    };
}

statements! {
    LOG_END = Sql::same("select coalesce(max(sequence), 0) from event");
    RECORDED = Sql::same(concat!(
        "select e.sequence, ", whom!(), " from event e where e.sequence > $1 order by e.sequence limit $2 + 0"
    ));
    /// `$1` a JSON list of places.
    AT = Sql {
        sqlite: concat!("select e.sequence, ", whom!(), " from json_each($1) as word cross join event e \
                 where e.sequence = word.value order by e.sequence"),
        postgres: concat!("select e.sequence, ", whom!(), " from jsonb_array_elements_text($1::jsonb) as word(value) \
                   join event e on e.sequence = word.value::bigint order by e.sequence"),
    };
    PAGE = Sql::same(concat!(
        "select ", identity_columns!(), " from person p where p.id > $1 order by p.id limit $2 + 0"
    ));
    /// An agency has all of a person's words or none: the first of them tells.
    AGENCIES = Sql {
        sqlite: by_ids!(
            "select a.id, p.id from person p cross join agency a where (select 1 from search_word s \
             where s.agency_id = a.id and s.word = p.words ->> 0 and s.person_id = p.id) is not null and p.id",
            ""
        ).sqlite,
        postgres: by_ids!(
            "select a.id, p.id from person p cross join agency a where exists (select 1 from search_word s \
             where s.agency_id = a.id and s.word = (p.words::jsonb ->> 0) collate \"C\" and s.person_id = p.id) and p.id",
            ""
        ).postgres,
    };
}

fn place(row: &Row) -> Stored<(i64, Option<PersonId>)> {
    let mut f = row.fields();
    Ok((f.next()?, f.maybe()?))
}

impl StoreTx {
    /// The same people with their agencies.
    async fn with_agencies(&mut self, identities: Vec<Identity>) -> Stored<Vec<KnownAs>> {
        let people: Vec<PersonId> = identities.iter().map(|one| one.person).collect();
        let mut agencies: HashMap<PersonId, Vec<AgencyId>> = HashMap::new();
        for some in people.chunks(TOGETHER) {
            for row in &self.link.all(AGENCIES, vec![ids(some)]).await? {
                let mut f = row.fields();
                let agency = f.next()?;
                agencies.entry(f.next()?).or_default().push(agency);
            }
        }
        let known = identities.into_iter().map(|identity| {
            let agencies = agencies.remove(&identity.person).unwrap_or_default();
            KnownAs { identity, agencies }
        });
        Ok(known.collect())
    }
}

#[async_trait]
impl Everybody for StoreTx {
    async fn log_end(&mut self) -> Stored<i64> {
        let row = self.link.one_of("event", LOG_END, args![]).await?;
        row.map_or(Ok(0), |row| row.fields().next())
    }

    async fn recorded(
        &mut self,
        after: i64,
        missed: &[i64],
        most: u32,
    ) -> Stored<Vec<(i64, Option<PersonId>)>> {
        let mut found = Vec::new();
        if !missed.is_empty() {
            found = self.link.all(AT, args![serde_json::json!(missed).to_string()]).await?;
        }
        found.append(&mut self.link.all(RECORDED, args![after, most]).await?);
        found.iter().map(place).collect()
    }

    async fn everybody(&mut self, after: PersonId, most: u32) -> Stored<Vec<KnownAs>> {
        let rows = self.link.all(PAGE, args![after, most]).await?;
        let identities =
            rows.iter().map(|row| plain(&mut row.fields())).collect::<Stored<Vec<Identity>>>()?;
        self.with_agencies(identities).await
    }

    async fn known_as(&mut self, people: &[PersonId]) -> Stored<Vec<KnownAs>> {
        let mut identities = Vec::with_capacity(people.len());
        for some in people.chunks(TOGETHER) {
            identities.append(&mut plain_identities(&mut self.link, some).await?);
        }
        self.with_agencies(identities).await
    }
}
