//! Who can see what, why, and what another agreement would change: by public addresses.

mod catalogue;
mod matrix;
mod person;
mod replay;

use crate::{
    agreements::{line, signed, stamp, terms, written},
    api::program,
    town::{ALCOHOL_SERVICE, Part, Seat, Town},
};
use app::{
    agreements::History,
    referrals::{self, MakeReferral},
};
use domain::{
    agreement::{Also, Clause, Condition, Fact, Holder, LawfulBasis, PurposeTerm, Terms, Version, Who},
    ids::{AgreementId, PersonId, ReferralId},
    referral::{Summary, Told},
    risk::{RiskFlag, RiskKind},
    role::Role,
    section::{Level, Purpose, Section},
    stamp::Stamp,
    text::Prose,
};
use http::{Method, StatusCode};
use jiff::{SignedDuration, ToSpan};
use serde_json::{Value, json};
use uuid::Uuid;

/// The agreement that every installation begins with.
const INTERIM: AgreementId = AgreementId(Uuid::from_u128(1));

/// A clause that shows a section in full, whoever recorded it.
pub(crate) fn clause(number: u16, role: Role, section: Section, when: Condition, also: &[Also]) -> Clause {
    Clause {
        number,
        who: Who { roles: vec![role], ..Who::default() },
        sections: vec![section],
        holder: Holder::Any,
        level: Level::Full,
        purposes: vec![Purpose::Supervision, Purpose::Treatment],
        when: vec![when],
        also: also.to_vec(),
        from: None,
        until: None,
        bases: vec![LawfulBasis::PublicTask, LawfulBasis::HealthCare],
        power: None,
    }
}

/// An agreement between these two that both have signed a month ago, with these clauses.
pub(crate) async fn agreed(
    town: &Town,
    title: &str,
    parties: [Part; 2],
    clauses: Vec<Clause>,
) -> AgreementId {
    let id: AgreementId = town.app.id();
    let words = || line("So that each does its part");
    let purposes = [Purpose::Supervision, Purpose::Treatment];
    let purposes = purposes.map(|purpose| PurposeTerm { purpose, words: words() }).to_vec();
    let said = Terms { clauses, purposes, ..terms(town, title, &parties, Purpose::Treatment).await };
    let day = town.app.today().saturating_sub(30.days());
    written(town, vec![signed(id, said, parties[0], day)]).await;
    id
}

/// What the first agreement says, changed so.
pub(crate) fn interim(change: impl FnOnce(&mut Vec<Clause>)) -> Terms {
    let mut said = gate::interim_1_terms().expect("terms");
    change(&mut said.clauses);
    said
}

/// Drafts the next version of the first agreement.
async fn drafted(town: &Town, number: u16, said: Terms) {
    let day = town.app.today();
    let version = Version::new(INTERIM, number, said, stamp(Part::Lead, day));
    let history = History { version, remarks: Vec::new() };
    app::agreements::write(&town.app, &*town.app.chance, vec![history]).await.expect("written");
}

/// Puts another version in force in the place of the first.
pub(crate) async fn in_the_place_of_the_first(town: &Town, said: Terms) {
    let day = town.app.today().saturating_sub(3.days());
    let facts = [Fact::Submitted, Fact::Signed(Part::CouncilLead.agency().id())];
    let version = Version::new(INTERIM, 2, said, stamp(Part::Lead, day))
        .replay(facts.map(|fact| (stamp(Part::CouncilLead, day), fact)))
        .expect("a life");
    written(town, vec![version]).await;
}

/// A person with a flag that probation has raised, an officer on the team, and a referral to the alcohol service in progress.
async fn referred(town: &Town) -> (PersonId, ReferralId) {
    let person = town.shared_person().await;
    flagged(town, person, RiskKind::Staff).await;
    (person, refer(town, person).await)
}

async fn flagged(town: &Town, person: PersonId, kind: RiskKind) {
    let by = Part::Practitioner;
    let flag = RiskFlag {
        id: town.app.id(),
        person,
        kind,
        detail: Prose::new("See in pairs.").ok(),
        upkeep: None,
        ended: None,
        stamp: Stamp { at: town.app.now(), by: by.account(), agency: by.agency().id() },
    };
    let mut tx = town.app.store.write().await.expect("a transaction");
    tx.add_risk_flag(&flag).await.expect("a flag");
    tx.commit().await.expect("committed");
}

async fn refer(town: &Town, person: PersonId) -> ReferralId {
    let command = MakeReferral {
        person,
        service: ALCOHOL_SERVICE,
        requirement: None,
        asks: Prose::new("Please assess.").expect("words"),
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] },
    };
    referrals::make(&town.app, &Town::viewer(Part::Practitioner), command, None).await.expect("a referral")
}

/// Records the person's consent to sharing these sections with the alcohol service; answers its id.
async fn consents(seat: &mut Seat, person: PersonId, sections: &[&str]) -> String {
    let body = json!({
        "to": "sharing", "purpose": "So that treatment fits", "sections": sections,
        "recipients": [Part::Worker.agency().id().to_string()],
        "taken": { "manner": "paper", "language": "English" },
    });
    let path = format!("/api/v1/people/{person}/consents");
    let seen = seat.json(Method::POST, &path, &[], &body.to_string()).await;
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    seen.json()["id"].as_str().expect("an id").to_owned()
}

async fn withdraws(seat: &mut Seat, consent: &str) {
    let path = format!("/api/v1/consents/{consent}/withdraw");
    let seen = seat.json(Method::POST, &path, &[("if-match", "\"2\"")], "{}").await;
    assert!(seen.status.is_success(), "{}", seen.body);
}

/// JSON that must be there.
async fn got(seat: &mut Seat, path: &str) -> Value {
    let seen = seat.get(path).await;
    assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.body);
    seen.json()
}

/// The words of a page that must be there.
async fn text(seat: &mut Seat, path: &str) -> String {
    let seen = seat.get(path).await;
    assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.page().main_text());
    seen.page().main_text()
}
