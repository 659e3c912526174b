//! Agreements to share, by public addresses: drafted, argued over, signed, compared, watched.

mod inventory;
mod life;
mod reach;

use crate::town::{Part, Seat, Seen, Town};
use app::agreements::{History, NewParty};
use domain::{
    agreement::{Clause, Fact, Parties, PurposeTerm, Terms, Version},
    ids::AgreementId,
    section::Purpose,
    stamp::Stamp,
    text::Line,
};
use http::{Method, StatusCode};
use jiff::{SignedDuration, ToSpan, civil::Date};
use serde_json::Value;

pub(crate) fn line(text: &str) -> Line {
    Line::new(text).expect("a line")
}

/// A party with whoever signs for it.
fn party(part: Part) -> NewParty {
    NewParty {
        agency: part.agency().id(),
        kind: part.agency().kind(),
        signatory: part.account(),
        contact: line("The duty desk"),
        dpo: line("The data protection officer"),
    }
}

/// Terms between these, for one purpose, with one clause that opens for it.
pub(crate) async fn terms(town: &Town, title: &str, parts: &[Part], purpose: Purpose) -> Terms {
    let mut tx = town.app.store.read().await.expect("a transaction");
    let templates = tx.agreement_templates().await.expect("templates");
    tx.end().await.expect("ended");
    let template = templates.iter().find(|one| one.code == "probation_treatment").expect("a template");
    let parties: Vec<NewParty> = parts.iter().map(|part| party(*part)).collect();
    let starts = town.app.today().saturating_sub(1.year());
    let mut terms = template.terms(&line(title), &parties, starts).expect("terms");
    terms.purposes = vec![PurposeTerm { purpose, words: line("So that each does its part") }];
    terms.clauses.truncate(1);
    for clause in &mut terms.clauses {
        *clause = Clause { purposes: vec![purpose], ..clause.clone() };
    }
    if let Parties::Listed(parties) = &mut terms.parties {
        for party in parties {
            party.bases.iter_mut().for_each(|basis| basis.purpose = purpose);
            party.bases.truncate(1);
        }
    }
    terms.review = town.app.today().saturating_add(2.years());
    terms.ends = None;
    terms
}

/// Noon of a day.
pub(crate) fn stamp(part: Part, day: Date) -> Stamp {
    let at = day.at(12, 0, 0, 0).in_tz("UTC").expect("an instant").timestamp();
    Stamp { at, by: part.account(), agency: part.agency().id() }
}

/// A version that all these signed on a day.
pub(crate) fn signed(id: AgreementId, terms: Terms, by: Part, day: Date) -> Version {
    let on = stamp(by, day);
    let signs: Vec<Fact> = terms.signing().iter().map(|party| Fact::Signed(party.agency)).collect();
    let facts = std::iter::once(Fact::Submitted).chain(signs).map(|fact| (on, fact));
    Version::new(id, 1, terms, on).replay(facts).expect("a life")
}

/// Writes versions that were made before the test began.
pub(crate) async fn written(town: &Town, versions: Vec<Version>) {
    let count = u64::try_from(versions.len()).expect("few");
    let histories = versions.into_iter().map(|version| History { version, remarks: Vec::new() }).collect();
    let new = app::agreements::write(&town.app, &*town.app.chance, histories).await.expect("written");
    assert_eq!(new, count);
}

/// The form of the next page, filled in and sent; it must lead on.
async fn leads_on(seat: &mut Seat, path: &str, typed: &[(&str, &str)]) -> String {
    let seen = seat.fill(path, typed).await;
    assert!(seen.status.is_redirection(), "{path}: {} {}", seen.status, seen.page().main_text());
    seen.location().to_owned()
}

/// The words of a page that must be there.
async fn text(seat: &mut Seat, path: &str) -> String {
    let seen = seat.get(path).await;
    assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.page().main_text());
    seen.page().main_text()
}

/// JSON sent with the version that was seen.
async fn sends(seat: &mut Seat, method: Method, path: &str, seen: i64, body: &Value) -> Seen {
    let csrf = if seat.token.is_none() { seat.csrf().await } else { String::new() };
    let mark = format!("\"{seen}\"");
    seat.json(method, path, &[("if-match", &mark), ("x-csrf-token", &csrf)], &body.to_string()).await
}

/// The version in the mark of an answer.
fn mark(seen: &Seen) -> i64 {
    seen.header("etag").trim_matches('"').parse().expect("a version")
}

/// Moves the clock of codes on, so that the next is another.
fn half_a_minute(town: &Town) {
    town.wall.on(SignedDuration::from_secs(30));
}
