//! Disposal: no table is forgotten, and the database itself asks for two people.

use super::fixture::{Fresh, Raw, id};
use domain::ids::PersonId;
use sqlx::Row as _;
use std::collections::{BTreeMap, BTreeSet};
use store::Class;
use uuid::Uuid;

/// A disposal of the person that two people decided, at work.
pub async fn begin(fresh: &Fresh, person: PersonId) {
    let [disposal, agency, one, other] = [(); 4].map(|()| fresh.raw.literal(id::<Uuid>()));
    let person = fresh.raw.literal(person.0);
    let insert = |decided: &str| {
        format!(
            "insert into disposal (id, person_id, agency_id, schedule, counted_from, due, state, at, by_account, decided_at, \
             decided_by) values ({disposal}, {person}, {agency}, 'x', '2019-01-01', '2025-01-01', 'carried_out', 1, {one}, 2, \
             {decided})"
        )
    };
    let begin = format!("insert into disposing (person_id, disposal_id) values ({person}, {disposal})");
    assert!(fresh.raw.run(&begin).await.is_err(), "without a disposal");
    fresh.raw.run(&insert(&other)).await.expect("a disposal");
    fresh.raw.run(&begin).await.expect("two people");
}

/// The tables of the schema with their columns.
async fn tables(fresh: &Fresh) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let rows: Vec<(String, String)> = match &fresh.raw {
        Raw::Sqlite(pool) => {
            let text = "select m.name as t, c.name as c from sqlite_master m join pragma_table_info(m.name) c \
                        where m.type = 'table' and m.name not like 'sqlite_%'";
            sqlx::query(text)
                .fetch_all(pool)
                .await
                .unwrap()
                .iter()
                .map(|row| (row.get(0), row.get(1)))
                .collect()
        }
        Raw::Postgres(pool) => {
            let text = "select table_name::text, column_name::text from information_schema.columns where table_schema = 'public'";
            sqlx::query(text)
                .fetch_all(pool)
                .await
                .unwrap()
                .iter()
                .map(|row| (row.get(0), row.get(1)))
                .collect()
        }
    };
    for (table, column) in rows {
        found.entry(table).or_default().insert(column);
    }
    found
}

/// A table that is new, and that nobody has said whose its rows are, fails here.
pub async fn every_table_is_classed(fresh: &Fresh) {
    let tables = tables(fresh).await;
    let classes: BTreeMap<&str, Class> = store::CLASSES.iter().copied().collect();
    assert_eq!(classes.len(), store::CLASSES.len(), "a table is classed twice");
    let named: BTreeSet<&str> = tables.keys().map(String::as_str).collect();
    assert_eq!(
        classes.keys().copied().collect::<BTreeSet<_>>(),
        named,
        "say in store::disposal whose its rows are"
    );
    for (table, class) in store::CLASSES {
        let columns = &tables[*table];
        let wanted: Vec<&str> = match class {
            Class::Nobody => {
                assert!(!columns.contains("person_id"), "{table} is about people");
                continue;
            }
            Class::Stays | Class::ByItself(_) => continue,
            Class::Of(column) => vec!["person_id", column],
            Class::Together(one, other) => vec!["person_id", one, other],
            Class::Within(parent, column) => {
                assert!(tables[*parent].contains("id"), "{parent}");
                let before = |name: &str| store::CLASSES.iter().position(|(table, _)| *table == name);
                assert!(before(table) < before(parent), "{table} goes before {parent}");
                vec!["person_id", column]
            }
            Class::Person => vec!["person_id"],
        };
        for column in wanted {
            assert!(columns.contains(column), "{table}.{column}");
        }
    }
}

/// Even for whoever writes to the database itself: one account is not two people, and what is gone stays gone.
pub async fn the_database_asks_for_two_people_and_keeps_what_is_gone_gone(fresh: &Fresh) {
    let [disposal, person, agency, one] = [(); 4].map(|()| fresh.raw.literal(id::<Uuid>()));
    let alone = format!(
        "insert into disposal (id, person_id, agency_id, schedule, counted_from, due, state, at, by_account, decided_at, \
         decided_by) values ({disposal}, {person}, {agency}, 'x', '2019-01-01', '2025-01-01', 'carried_out', 1, {one}, 2, {one})"
    );
    fresh.raw.run(&alone).await.expect("a row");
    let begin = format!("insert into disposing (person_id, disposal_id) values ({person}, {disposal})");
    assert!(fresh.raw.run(&begin).await.is_err(), "one person is not two");
    let tombstone = format!(
        "insert into tombstone (person_id, agency_id, disposal_id, at, whole) values ({person}, {agency}, {disposal}, 1, 1)"
    );
    fresh.raw.run(&tombstone).await.expect("a tombstone");
    let again = format!(
        "insert into person (id, reference, holder_id, family, aliases, gender, identifiers, words, version, at) \
         values ({person}, 'TC-GONE', {agency}, 'Gone', '[]', 'unknown', '[]', '[]', 1, 1)"
    );
    assert!(fresh.raw.run(&again).await.is_err(), "an import cannot bring it back");
    for change in ["delete from tombstone", "update tombstone set whole = 0"] {
        assert!(fresh.raw.run(change).await.is_err(), "{change}");
    }
}
