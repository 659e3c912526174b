//! Every statement of this crate as the databases get it: for the test that prepares each, and for looking at plans.

use crate::{
    access_request, account, agency, agreement, appointment, audit, bulk::Insert, cadence, case_handover,
    chain, consent, conviction, court, db, departure, desk, digest, disclosure_summary, disposal, duty,
    duty_page, event, everybody, examine, failure, fill, hub, identity_review, installation, involvement,
    job, known, law, ledger, ledger_seal, likeness, listing, look_review, matcher, meeting, migrate, mistake,
    need, note, one_off, opened, opening, order, order_end, order_record, past, person, piece, plan,
    protocol, provision, question, receipt, rectification, referral, rehabilitation, reoffending_score,
    repeat_contact, restriction, retention, risk, screening, search, secondment, service, session, silence,
    sql::Sql, standing, sweep, way_in, willing,
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

/// The inserts of each module.
const INSERTS: &[(&str, &[(&str, Insert)])] = &[
    ("access_request", access_request::INSERTS),
    ("account", account::INSERTS),
    ("agency", agency::INSERTS),
    ("agreement", agreement::INSERTS),
    ("audit", audit::INSERTS),
    ("consent", consent::INSERTS),
    ("appointment", appointment::INSERTS),
    ("conviction", conviction::INSERTS),
    ("piece", piece::INSERTS),
    ("provision", provision::INSERTS),
    ("silence", silence::INSERTS),
    ("plan", plan::INSERTS),
    ("hub", hub::INSERTS),
    ("listing", listing::INSERTS),
    ("reoffending_score", reoffending_score::INSERTS),
    ("disclosure_summary", disclosure_summary::INSERTS),
    ("court", court::INSERTS),
    ("court::feed", court::FEED_INSERTS),
    ("desk", desk::INSERTS),
    ("digest", digest::INSERTS),
    ("duty", duty::INSERTS),
    ("event", event::INSERTS),
    ("likeness", likeness::INSERTS),
    ("fill", fill::INSERTS),
    ("identity_review", identity_review::INSERTS),
    ("involvement", involvement::INSERTS),
    ("job", job::INSERTS),
    ("ledger", ledger::INSERTS),
    ("look_review", look_review::INSERTS),
    ("matcher", matcher::INSERTS),
    ("meeting", meeting::INSERTS),
    ("mistake", mistake::INSERTS),
    ("need", need::INSERTS),
    ("note", note::INSERTS),
    ("one_off", one_off::INSERTS),
    ("opened", opened::INSERTS),
    ("question", question::INSERTS),
    ("restriction", restriction::INSERTS),
    ("retention", retention::INSERTS),
    ("order", order::INSERTS),
    ("order_record", order_record::INSERTS),
    ("order_end", order_end::INSERTS),
    ("cadence", cadence::INSERTS),
    ("case_handover", case_handover::INSERTS),
    ("failure", failure::INSERTS),
    ("willing", willing::INSERTS),
    ("person", person::INSERTS),
    ("protocol", protocol::INSERTS),
    ("rectification", rectification::INSERTS),
    ("referral", referral::INSERTS),
    ("risk", risk::INSERTS),
    ("screening", screening::INSERTS),
    ("screening::found", screening::FOUND_INSERTS),
    ("screening::recommended", screening::RECOMMENDED_INSERTS),
    ("search", search::INSERTS),
    ("departure", departure::INSERTS),
    ("secondment", secondment::INSERTS),
    ("service", service::INSERTS),
    ("session", session::INSERTS),
    ("way_in", way_in::INSERTS),
];

/// Every statement of this crate, inserts with one row of values.
pub fn statements() -> Vec<Text> {
    let statements: &[(&str, &[(&str, Sql)])] = &[
        ("access_request", access_request::STATEMENTS),
        ("account", account::STATEMENTS),
        ("agency", agency::STATEMENTS),
        ("agreement", agreement::STATEMENTS),
        ("audit", audit::STATEMENTS),
        ("appointment", appointment::STATEMENTS),
        ("chain", chain::STATEMENTS),
        ("consent", consent::STATEMENTS),
        ("conviction", conviction::STATEMENTS),
        ("piece", piece::STATEMENTS),
        ("provision", provision::STATEMENTS),
        ("silence", silence::STATEMENTS),
        ("plan", plan::STATEMENTS),
        ("hub", hub::STATEMENTS),
        ("listing", listing::STATEMENTS),
        ("reoffending_score", reoffending_score::STATEMENTS),
        ("disclosure_summary", disclosure_summary::STATEMENTS),
        ("rehabilitation", rehabilitation::STATEMENTS),
        ("repeat_contact", repeat_contact::STATEMENTS),
        ("court", court::STATEMENTS),
        ("court::feed", court::FEED_STATEMENTS),
        ("court::known", court::KNOWN_STATEMENTS),
        ("db", db::STATEMENTS),
        ("desk", desk::STATEMENTS),
        ("digest", digest::STATEMENTS),
        ("duty", duty::STATEMENTS),
        ("duty_page", duty_page::STATEMENTS),
        ("event", event::STATEMENTS),
        ("everybody", everybody::STATEMENTS),
        ("likeness", likeness::STATEMENTS),
        ("examine", examine::STATEMENTS),
        ("fill", fill::STATEMENTS),
        ("identity_review", identity_review::STATEMENTS),
        ("installation", installation::STATEMENTS),
        ("involvement", involvement::STATEMENTS),
        ("job", job::STATEMENTS),
        ("known", known::STATEMENTS),
        ("ledger", ledger::STATEMENTS),
        ("ledger_seal", ledger_seal::STATEMENTS),
        ("look_review", look_review::STATEMENTS),
        ("disposal", disposal::STATEMENTS),
        ("matcher", matcher::STATEMENTS),
        ("meeting", meeting::STATEMENTS),
        ("mistake", mistake::STATEMENTS),
        ("migrate", migrate::STATEMENTS),
        ("need", need::STATEMENTS),
        ("note", note::STATEMENTS),
        ("opening", opening::STATEMENTS),
        ("one_off", one_off::STATEMENTS),
        ("opened", opened::STATEMENTS),
        ("question", question::STATEMENTS),
        ("restriction", restriction::STATEMENTS),
        ("retention", retention::STATEMENTS),
        ("order", order::STATEMENTS),
        ("order_record", order_record::STATEMENTS),
        ("order_end", order_end::STATEMENTS),
        ("law", law::STATEMENTS),
        ("cadence", cadence::STATEMENTS),
        ("case_handover", case_handover::STATEMENTS),
        ("failure", failure::STATEMENTS),
        ("willing", willing::STATEMENTS),
        ("past", past::STATEMENTS),
        ("person", person::STATEMENTS),
        ("protocol", protocol::STATEMENTS),
        ("receipt", receipt::STATEMENTS),
        ("rectification", rectification::STATEMENTS),
        ("referral", referral::STATEMENTS),
        ("risk", risk::STATEMENTS),
        ("screening", screening::STATEMENTS),
        ("screening::found", screening::FOUND_STATEMENTS),
        ("screening::recommended", screening::RECOMMENDED_STATEMENTS),
        ("search", search::STATEMENTS),
        ("departure", departure::STATEMENTS),
        ("secondment", secondment::STATEMENTS),
        ("service", service::STATEMENTS),
        ("session", session::STATEMENTS),
        ("standing", standing::STATEMENTS),
        ("sweep", sweep::STATEMENTS),
        ("way_in", way_in::STATEMENTS),
    ];
    listed(statements, INSERTS)
}

/// Each as the databases get it.
fn listed(statements: &[(&str, &[(&str, Sql)])], inserts: &[(&str, &[(&str, Insert)])]) -> Vec<Text> {
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

    /// A subquery that is put together from parts must not take a name that is meant outside of it: it would compare itself with
    /// itself, which is always true.
    #[test]
    fn no_statement_compares_a_column_with_itself() {
        let itself = |text: &str| {
            let mut sides =
                text.split(" = ").map(|side| (side.rsplit(' ').next(), side.split([' ', ')', ',']).next()));
            let mut left =
                sides.next().and_then(|(end, _)| end).map(|end| end.trim_start_matches('(').to_owned());
            sides.any(|(end, start)| {
                let same = left.as_deref().is_some_and(|left| left.contains('.') && Some(left) == start);
                left = end.map(|end| end.trim_start_matches('(').to_owned());
                same
            })
        };
        assert!(itself("select 1 from limited l where l.person_id = l.person_id limit 1"));
        assert!(!itself("select 1 from limited l where l.person_id = x.person_id and l.id = $1"));
        let found: Vec<String> =
            statements().into_iter().filter(|one| itself(&one.sqlite)).map(|one| one.name).collect();
        assert!(found.is_empty(), "{found:?}");
    }
}
