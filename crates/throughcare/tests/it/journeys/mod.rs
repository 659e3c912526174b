//! Journeys of practitioners and workers, by public addresses only.

mod by_postcode;
mod desk;
pub(crate) mod digest;
mod identity;
mod long_forms;
mod new_person;
mod record;
mod referral;
mod sizes;
pub(crate) mod team;

use crate::town::{ALCOHOL_SERVICE, Seat, Town};
use domain::ids::PersonId;

/// Runs every job that is due: what happens soon after a change.
pub async fn let_jobs_run(town: &Town) {
    while app::jobs::run_one(&town.app).await.expect("a queue") {}
}

/// Refers a person through the pages, and answers with the address of the referral.
pub async fn refer(seat: &mut Seat, person: PersonId, asks: &str) -> String {
    let at = |step: &str| format!("/people/{person}/refer{step}");
    let service = ALCOHOL_SERVICE.to_string();
    let seen = seat.fill(&at(""), &[("service", &service)]).await;
    assert_eq!(seen.location(), at("/details"), "{}", seen.page().main_text());
    let seen = seat
        .fill(
            &at("/details"),
            &[("asks", asks), ("risk_known", "known"), ("risk", "See in pairs"), ("needs_known", "none")],
        )
        .await;
    assert_eq!(seen.location(), at("/check"), "{}", seen.page().main_text());
    let seen = seat.fill(&at("/check"), &[]).await;
    let place = seen.location().to_owned();
    place
        .strip_suffix("/sent")
        .unwrap_or_else(|| panic!("{}: {}", seen.status, seen.page().main_text()))
        .to_owned()
}
