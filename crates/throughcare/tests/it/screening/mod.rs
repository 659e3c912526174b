//! Screening, AUDIT, recommendations, the funnel and the other ways in, by public addresses.

mod attacks;
mod audit;
mod court;
mod funnel;
mod list;
mod ways_in;

use crate::town::{Part, Seat, Town};
use domain::{
    ids::{InvolvementId, PersonId},
    involvement::{Involvement, InvolvementRole},
};
use http::StatusCode;

/// The seven pathways, with a great need of drugs and alcohol and some of a place to live.
const NEEDS: [(&str, &str); 7] = [
    ("need-accommodation", "some"),
    ("need-employment", "none"),
    ("need-health", "none"),
    ("need-substance", "great"),
    ("need-family", "none"),
    ("need-finance", "none"),
    ("need-attitudes", "none"),
];

/// Answers to AUDIT that make 20 points, with signs of dependence.
const TWENTY: [u8; 10] = [2, 2, 2, 2, 2, 2, 2, 2, 2, 2];

/// Puts `part` on the person's team, or only its agency to work where nobody is `named`.
pub(crate) async fn joins(town: &Town, person: PersonId, part: Part, role: InvolvementRole, named: bool) {
    let mut tx = town.app.store.write().await.expect("a transaction");
    let involvement = Involvement {
        id: town.app.id::<InvolvementId>(),
        person,
        agency: part.agency().id(),
        account: named.then(|| part.account()),
        role,
        leads: false,
        from: town.app.today(),
        to: None,
    };
    tx.add_involvement(&involvement).await.expect("an involvement");
    tx.commit().await.expect("committed");
}

/// Asks for consent at court through the pages, and answers where what is found is to be put.
pub(crate) async fn agrees(seat: &mut Seat, person: PersonId) -> String {
    let screen = format!("/people/{person}/screen");
    let typed = [("place", "Northmoor Magistrates"), ("consent", "yes"), ("manner", "spoken")];
    let seen = seat.fill(&screen, &typed).await;
    assert!(seen.location().starts_with("/first-contacts/"), "{}: {}", seen.status, seen.page().main_text());
    seen.location().to_owned()
}

/// Gives AUDIT through its pages, and answers where it is.
async fn audit(seat: &mut Seat, person: PersonId, points: [u8; 10]) -> String {
    let at = |step: &str| format!("/people/{person}/audit{step}");
    let points: Vec<String> = points.iter().map(ToString::to_string).collect();
    let first = [("mode", "interview"), ("pregnancy", "no"), ("item-1", points[0].as_str())];
    let mut next = seat.fill(&at(""), &first).await.location().to_owned();
    let steps: [(&str, &[usize]); 3] =
        [("/amount", &[2, 3]), ("/signs", &[4, 5, 6, 7, 8]), ("/harm", &[9, 10])];
    for (step, items) in steps {
        if next != at(step) {
            continue;
        }
        let names: Vec<String> = items.iter().map(|item| format!("item-{item}")).collect();
        let typed: Vec<(&str, &str)> =
            items.iter().zip(&names).map(|(item, name)| (name.as_str(), points[item - 1].as_str())).collect();
        let seen = seat.fill(&next, &typed).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{step}: {}", seen.page().main_text());
        seen.location().clone_into(&mut next);
    }
    assert_eq!(next, at("/check"));
    let seen = seat.fill(&next, &[]).await;
    assert!(seen.location().starts_with("/audits/"), "{}: {}", seen.status, seen.page().main_text());
    seen.location().to_owned()
}

/// Keeps what was found, and answers where the assessment is.
pub(crate) async fn found(seat: &mut Seat, contact: &str, more: &[(&str, &str)]) -> String {
    let mut typed: Vec<(&str, &str)> = NEEDS.to_vec();
    typed.extend([("risk", "none"), ("suitability", "suitable")]);
    typed.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    typed.extend(more);
    let seen = seat.fill(contact, &typed).await;
    assert!(seen.location().starts_with("/screenings/"), "{}: {}", seen.status, seen.page().main_text());
    seen.location().to_owned()
}

/// Recommends in one form, and answers where the recommendation is.
async fn recommends(seat: &mut Seat, screening: &str, form: &str) -> String {
    let seen = seat.fill(&format!("{screening}/recommend"), &[("form", form)]).await;
    let text = format!("{screening}/recommend/text");
    assert_eq!(seen.location(), text, "{}", seen.page().main_text());
    let seen = seat.fill(&text, &[]).await;
    assert!(seen.location().starts_with("/recommendations/"), "{}: {}", seen.status, seen.page().main_text());
    seen.location().to_owned()
}
