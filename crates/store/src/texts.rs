//! Every statement of this crate as the databases get it: for the test that prepares each, and for looking at plans.

use crate::{
    account, agency, bulk::Insert, chain, db, desk, event, examine, fill, installation, involvement, job,
    ledger, migrate, need, note, order, person, referral, risk, search, service, session, sql::Sql, standing,
    sweep,
};

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its module and name.
    pub name: String,
    /// Its text for SQLite.
    pub sqlite: String,
    /// Its text for PostgreSQL.
    pub postgres: String,
}

/// Every statement of this crate, inserts with one row of values.
pub fn statements() -> Vec<Text> {
    let statements: &[(&str, &[(&str, Sql)])] = &[
        ("account", account::STATEMENTS),
        ("agency", agency::STATEMENTS),
        ("chain", chain::STATEMENTS),
        ("db", db::STATEMENTS),
        ("desk", desk::STATEMENTS),
        ("event", event::STATEMENTS),
        ("examine", examine::STATEMENTS),
        ("fill", fill::STATEMENTS),
        ("installation", installation::STATEMENTS),
        ("involvement", involvement::STATEMENTS),
        ("job", job::STATEMENTS),
        ("ledger", ledger::STATEMENTS),
        ("migrate", migrate::STATEMENTS),
        ("need", need::STATEMENTS),
        ("note", note::STATEMENTS),
        ("order", order::STATEMENTS),
        ("person", person::STATEMENTS),
        ("referral", referral::STATEMENTS),
        ("risk", risk::STATEMENTS),
        ("search", search::STATEMENTS),
        ("service", service::STATEMENTS),
        ("session", session::STATEMENTS),
        ("standing", standing::STATEMENTS),
        ("sweep", sweep::STATEMENTS),
    ];
    let inserts: &[(&str, &[(&str, Insert)])] = &[
        ("account", account::INSERTS),
        ("agency", agency::INSERTS),
        ("desk", desk::INSERTS),
        ("event", event::INSERTS),
        ("fill", fill::INSERTS),
        ("involvement", involvement::INSERTS),
        ("job", job::INSERTS),
        ("ledger", ledger::INSERTS),
        ("need", need::INSERTS),
        ("note", note::INSERTS),
        ("order", order::INSERTS),
        ("person", person::INSERTS),
        ("referral", referral::INSERTS),
        ("risk", risk::INSERTS),
        ("search", search::INSERTS),
        ("service", service::INSERTS),
        ("session", session::INSERTS),
    ];
    let fixed = statements.iter().flat_map(|(module, list)| {
        list.iter().map(move |(name, sql)| Text {
            name: format!("{module}::{name}"),
            sqlite: sql.sqlite.to_owned(),
            postgres: sql.postgres.to_owned(),
        })
    });
    let composed = inserts.iter().flat_map(|(module, list)| {
        list.iter().map(move |(name, insert)| Text {
            name: format!("{module}::{name}"),
            sqlite: insert.text(1, false),
            postgres: insert.text(1, true),
        })
    });
    fixed.chain(composed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_statement_is_planned_anew_for_its_limit() {
        let bare = |text: &str| {
            let mut limits = text
                .split("limit $")
                .skip(1)
                .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
            limits.any(|after| !after.starts_with(" + 0"))
        };
        let found: Vec<String> =
            statements().into_iter().filter(|one| bare(&one.sqlite)).map(|one| one.name).collect();
        assert!(found.is_empty(), "{found:?}");
    }
}
