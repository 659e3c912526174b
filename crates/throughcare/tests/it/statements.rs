//! No query per row: a page runs the same statements for one person and for twenty.

use crate::town::{ALCOHOL_SERVICE, Part, Seat, Town};
use app::referrals::{self, MakeReferral};
use domain::{
    ids::PersonId,
    referral::{Summary, Told},
    text::Prose,
};

async fn refer(town: &Town, person: PersonId) {
    let command = MakeReferral {
        person,
        service: ALCOHOL_SERVICE,
        requirement: None,
        asks: Prose::new("Please assess.").expect("words"),
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] },
    };
    referrals::make(&town.app, &Town::viewer(Part::Practitioner), command, None).await.expect("a referral");
}

async fn statements(seat: &mut Seat, path: &str) -> u64 {
    let (seen, count) = store::counting(seat.get(path)).await;
    assert_eq!(seen.status, 200, "{path}");
    count
}

#[tokio::test]
async fn pages_run_the_same_statements_for_one_and_for_twenty() {
    let town = Town::new().await;
    let first = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    refer(&town, first).await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let mut worker = town.signed_in(Part::Worker).await;
    let person = format!("/people/{first}");
    let mine = [
        "/my-work".to_owned(),
        "/caseload".to_owned(),
        "/people?q=crane".to_owned(),
        "/api/v1/people?q=crane".to_owned(),
        "/api/v1/caseload".to_owned(),
        person.clone(),
        format!("{person}/timeline"),
        format!("{person}/referrals"),
        format!("{person}/sharing"),
    ];
    let mut before = Vec::new();
    for path in &mine {
        before.push(statements(&mut practitioner, path).await);
    }
    let inbox = statements(&mut worker, "/inbox").await;
    for number in 0..19 {
        let person = town.person_of(Part::Practitioner, "Ada", &format!("Crane{number}")).await;
        refer(&town, person).await;
        refer(&town, first).await;
    }
    for (path, before) in mine.iter().zip(before) {
        let after = statements(&mut practitioner, path).await;
        assert_eq!(after, before, "{path}");
        // A ceiling too, so that a page cannot grow unnoticed.
        assert!(after <= 24, "{path} runs {after} statements");
    }
    assert_eq!(statements(&mut worker, "/inbox").await, inbox);
}
