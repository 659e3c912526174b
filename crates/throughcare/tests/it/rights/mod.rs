//! What the person and the auditor get: receipts, reviews of looks, corrections; and what somebody could try with them.

mod access;
mod corrections;
mod receipts;
mod reviews;

use crate::town::{Part, Town};
use domain::{
    ids::{PersonId, ReferralId},
    referral::{Summary, Told},
    section::Section,
    text::Prose,
};

/// A town with somebody on probation whom the alcohol service was asked to see, and has looked at.
async fn seen_by_two() -> (Town, PersonId) {
    let town = Town::new().await;
    let person = town.shared_person().await;
    referred(&town, person).await;
    (town, person)
}

/// A referral that the worker opens.
async fn referred(town: &Town, person: PersonId) -> ReferralId {
    let command = app::referrals::MakeReferral {
        person,
        service: crate::town::ALCOHOL_SERVICE,
        requirement: None,
        asks: Prose::new("Please assess.").expect("words"),
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] },
    };
    let practitioner = Town::viewer(Part::Practitioner);
    let id = app::referrals::make(&town.app, &practitioner, command, None).await.expect("a referral");
    app::referrals::open(&town.app, &Town::viewer(Part::Worker), id).await.expect("the worker reads it");
    id
}

/// The officer's look at the person, of which this section is said to have been shown.
async fn looked(town: &Town, person: PersonId, part: Part, section: Section) {
    let viewer = Town::viewer(part);
    let entry = gate::Entry {
        person,
        section,
        holder: viewer.agency,
        outcome: gate::Outcome::Shown(domain::section::Level::Full, gate::INTERIM_1, 1, 2),
    };
    let row = app::ledger::LedgerRow {
        id: town.app.id(),
        at: town.app.now(),
        by: viewer.account,
        agency: viewer.agency,
        purpose: domain::section::Purpose::Supervision,
        asked: "open a person",
        people: [(person, vec![entry])].into(),
    };
    town.app.store.record_look(row).await.expect("a look");
}
