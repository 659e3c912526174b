//! Retention, disposal and mistaken disclosures; and what somebody could try with them.

mod disposal;
mod kept;
mod mistakes;

use crate::town::{Part, Seat, Town};
use domain::ids::PersonId;
use jiff::{SignedDuration, ToSpan as _};

/// What stands in the record and nowhere else.
pub const NAME: &str = "Quillfeather";

/// Lets years go by.
fn pass(town: &Town, years: i64) {
    let then = town.app.today().saturating_add(years.years());
    let days = then.duration_since(town.app.today()).as_hours();
    town.clock.on(SignedDuration::from_hours(days + 24));
}

/// Proposes as the lead and confirms as the manager, through the pages; answers the address of the disposal.
async fn dispose(town: &Town, person: PersonId) -> String {
    let mut lead = town.signed_in(Part::Lead).await;
    let at = propose(&mut lead, person).await;
    let mut manager = town.signed_in(Part::Manager).await;
    let code = town.code(Part::Manager);
    let seen = manager.fill(&format!("{at}/confirm"), &[("code", &code)]).await;
    assert_eq!(seen.location(), at, "{}", seen.page().main_text());
    at
}

async fn propose(lead: &mut Seat, person: PersonId) -> String {
    let record = format!("/retention/records/{person}");
    if lead.get(&record).await.body.contains("/end-work") {
        lead.press(&record, &format!("{record}/end-work")).await;
    }
    let seen = lead.press(&record, &format!("{record}/propose")).await;
    let at = seen.location().to_owned();
    assert!(at.starts_with("/retention/disposals/"), "{}", seen.page().main_text());
    at
}
