//! Who has looked: told to those who work with the person, and only as far as they may know who works there.

use crate::town::{ALCOHOL_SERVICE, Part, Town};
use app::referrals::{self, MakeReferral};
use domain::{
    ids::{PersonId, ReferralId},
    referral::{Summary, Told},
    text::Prose,
};

/// A person with a practitioner, an officer on the team, and a referral that the alcohol service has opened.
async fn town_with_looks() -> (Town, PersonId) {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let command = MakeReferral {
        person,
        service: ALCOHOL_SERVICE,
        requirement: None,
        asks: Prose::new("Please assess.").expect("words"),
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] },
    };
    let id: ReferralId = referrals::make(&town.app, &Town::viewer(Part::Practitioner), command, None)
        .await
        .expect("a referral");
    referrals::open(&town.app, &Town::viewer(Part::Worker), id).await.expect("the worker reads it");
    (town, person)
}

#[tokio::test]
async fn a_look_tells_nobody_of_an_agency_that_they_may_not_know_of() {
    let (town, person) = town_with_looks().await;
    let path = format!("/people/{person}/sharing");
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let text = practitioner.get(&path).await.page().main_text();
    assert!(text.contains("Wanda Worker"), "{text}");
    let mut officer = town.signed_in(Part::Officer).await;
    let seen = officer.get(&path).await;
    assert_eq!(seen.status, 200);
    let text = seen.page().main_text();
    assert!(text.contains("Priya Practitioner"), "the officer knows of probation: {text}");
    assert!(!text.contains("Wanda") && !text.contains("Alcohol Service"), "{text}");
}

#[tokio::test]
async fn the_referral_itself_leaves_no_trace_for_an_agency_outside_it() {
    let (town, person) = town_with_looks().await;
    let mut officer = town.signed_in(Part::Officer).await;
    for tab in ["", "/referrals", "/timeline", "/sharing", "/order"] {
        let seen = officer.get(&format!("/people/{person}{tab}")).await;
        assert_eq!(seen.status, 200, "{tab}");
        let body = seen.body;
        assert!(!body.contains("Alcohol Service") && !body.contains("Structured alcohol"), "{tab}");
    }
}
