//! Pages stay small, whatever is in the records: at most 60 kB of HTML.

use super::refer;
use crate::town::{Part, Town};

const MOST: usize = 60_000;

#[tokio::test]
async fn no_page_is_larger_than_sixty_kilobytes_however_full_the_records_are() {
    let town = Town::new().await;
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let mut worker = town.signed_in(Part::Worker).await;
    let long = "Wants to stop & <has> tried before. ".repeat(300);
    let mut last = (None, String::new());
    for number in 0..25 {
        let person = town
            .person_of(Part::Practitioner, "Wilhelmina-Josephine", &format!("Featherstonehaugh-{number}"))
            .await;
        last = (Some(person), refer(&mut practitioner, person, &long).await);
    }
    let (Some(person), referral) = last else { panic!("nobody was referred") };
    for _ in 0..10 {
        practitioner.fill(&format!("/people/{person}/note"), &[("text", &long)]).await;
    }
    for _ in 0..30 {
        practitioner.get(&format!("/people/{person}")).await;
    }
    let record =
        ["", "/order", "/referrals", "/timeline", "/sharing", "/notes", "/note", "/identity", "/refer"];
    let mut pages: Vec<String> = record.iter().map(|part| format!("/people/{person}{part}")).collect();
    pages.extend(["/my-work", "/caseload", "/people?q=feather", "/people/new"].map(str::to_owned));
    pages.push(referral.clone());
    for page in pages {
        let seen = practitioner.get(&page).await;
        assert!(
            seen.status.is_success() && seen.body.len() <= MOST,
            "{page}: {} bytes, {}",
            seen.body.len(),
            seen.status
        );
    }
    for page in
        ["/inbox".to_owned(), referral.clone(), format!("{referral}/decline"), format!("/people/{person}")]
    {
        let seen = worker.get(&page).await;
        assert!(
            seen.status.is_success() && seen.body.len() <= MOST,
            "{page}: {} bytes, {}",
            seen.body.len(),
            seen.status
        );
    }
}
