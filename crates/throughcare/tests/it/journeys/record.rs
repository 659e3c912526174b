//! A person's record: what each reader sees of it, and that looks are told.

use super::refer;
use crate::town::{Part, Town};

#[tokio::test]
async fn a_provider_sees_the_person_as_far_as_shared_and_no_notes_of_the_referrer() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    practitioner.fill(&format!("/people/{person}/note"), &[("text", "Kept between us.")]).await;
    refer(&mut practitioner, person, "Please begin.").await;
    let mut worker = town.signed_in(Part::Worker).await;
    let own = practitioner.get(&format!("/people/{person}")).await.page();
    assert!(own.main_text().contains("Kept between us.") && own.text(".tc-person").contains("Add a note"));
    let shared = worker.get(&format!("/people/{person}")).await;
    assert!(shared.page().text(".tc-person").contains("Ada Crane"));
    assert!(
        !shared.body.contains("Kept between us.") && !shared.page().text(".tc-person").contains("Add a note")
    );
    for page in ["timeline", "notes", "order", "referrals"] {
        let seen = worker.get(&format!("/people/{person}/{page}")).await;
        assert!(
            seen.status.is_success() && !seen.body.contains("Kept between us."),
            "{page}: {}",
            seen.status
        );
    }
}

#[tokio::test]
async fn the_sharing_page_tells_who_has_looked_and_under_which_clause_one_sees() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let referral = refer(&mut practitioner, person, "Please begin.").await;
    town.signed_in(Part::Worker).await.get(&referral).await;
    let page = practitioner.get(&format!("/people/{person}/sharing")).await.page();
    let tables = page.texts("table");
    assert!(
        tables[0].contains("Risk In full Interim 1, clause 3")
            && tables[0].contains("Legal privilege Nothing"),
        "{}",
        tables[0]
    );
    assert!(tables[1].contains("Wanda Worker Northmoor Alcohol Service Referral"), "{}", tables[1]);
}

#[tokio::test]
async fn every_page_of_a_record_is_titled_and_marks_where_one_is() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    for (page, title, tab) in [
        ("", "Ada Crane – Throughcare", "Overview"),
        ("/order", "Orders and requirements: Ada Crane – Throughcare", "Order"),
        ("/referrals", "Referrals: Ada Crane – Throughcare", "Referrals"),
        ("/timeline", "Timeline: Ada Crane – Throughcare", "Timeline"),
        ("/sharing", "Sharing: Ada Crane – Throughcare", "Sharing"),
    ] {
        let page = seat.get(&format!("/people/{person}{page}")).await.page();
        assert_eq!(page.text("title"), title);
        assert_eq!(page.text(".moj-sub-navigation [aria-current=page]"), tab);
        assert_eq!(page.texts("h1").len(), 1, "{tab}");
        assert!(
            page.text(".tc-person").contains("Ada Crane born 14 Feb 1991"),
            "{}",
            page.text(".tc-person")
        );
    }
}
