//! S2-09: up to 27 protocols in one area, up to three years to agree one, paid by money that ends.

use super::*;
use crate::api::program;
use domain::agreement::Funding;
use std::collections::BTreeSet;

/// Who signs for each of the five agencies.
const SIGN: [Part; 5] =
    [Part::Manager, Part::TreatmentManager, Part::Officer, Part::CouncilLead, Part::LiaisonManager];

/// The pairs of agencies with each purpose, no two alike.
fn combinations() -> Vec<([Part; 2], Purpose)> {
    let pairs = (0..5).flat_map(|one| ((one + 1)..5).map(move |other| [SIGN[one], SIGN[other]]));
    let pairs: Vec<[Part; 2]> = pairs.collect();
    Purpose::ALL.iter().flat_map(|purpose| pairs.iter().map(|pair| (*pair, *purpose))).collect()
}

/// `count` agreements in force, the last `alike` of which repeat the first; a draft of `months`; money that ends in `days`.
async fn s2_09(count: usize, alike: usize, months: i32, reviewed: i32, days: i64) {
    let town = Town::new().await;
    let today = town.app.today();
    let combinations = combinations();
    let mut ids: Vec<AgreementId> = Vec::new();
    let mut versions = Vec::new();
    for number in 0..count {
        let distinct = count - alike;
        let (pair, purpose) = combinations[if number < distinct { number } else { number - distinct }];
        let id: AgreementId = town.app.id();
        let mut terms = terms(&town, &format!("Protocol {number:02}"), &pair, purpose).await;
        if number == 1 {
            let ends = Some(today.saturating_add(days.days()));
            terms.funding = Some(Funding { source: line("A grant for a time"), ends });
        }
        if number == 2 {
            let ends = Some(today.saturating_add(91.days()));
            terms.funding = Some(Funding { source: line("A grant for longer"), ends });
        }
        ids.push(id);
        versions.push(signed(id, terms, pair[0], today.saturating_sub(2.years())));
    }
    let slow: AgreementId = town.app.id();
    let begun = today.saturating_sub(months.months());
    let sent = today.saturating_sub(reviewed.days());
    let said = terms(&town, "The slow one", &[Part::Manager, Part::Officer], Purpose::Treatment).await;
    let draft = Version::new(slow, 1, said, stamp(Part::Lead, begun))
        .append(stamp(Part::Lead, sent), Fact::Submitted)
        .expect("sent");
    versions.push(draft);
    written(&town, versions).await;

    let mut lead = program(&town, Part::Lead).await;
    let found = lead.get("/api/v1/agreements/findings").await.json();
    let found = found["findings"].as_array().unwrap().clone();
    let of = |kind: &str| -> Vec<&Value> { found.iter().filter(|one| one["kind"]["code"] == kind).collect() };
    let id = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let overlaps: BTreeSet<BTreeSet<String>> =
        of("overlap").into_iter().map(|one| [id(&one["agreement"]), id(&one["other"])].into()).collect();
    let repeated = |number: usize| [ids[number].to_string(), ids[count - alike + number].to_string()].into();
    assert_eq!(overlaps, (0..alike).map(repeated).collect::<BTreeSet<_>>());
    let funded: Vec<String> = of("funding_ends").into_iter().map(|one| id(&one["agreement"])).collect();
    assert_eq!(funded, [ids[1].to_string()]);
    let slowly: Vec<String> = of("slow_draft").into_iter().map(|one| id(&one["agreement"])).collect();
    assert_eq!(slowly, [slow.to_string()]);

    let list = lead.get("/api/v1/agreements").await.json();
    assert_eq!(list["months_of_the_study"], 36);
    let lines = list["agreements"].as_array().unwrap();
    // The one that an installation begins with, and those of the test.
    assert_eq!(lines.len(), count + 2);
    let line = lines.iter().find(|one| one["id"] == slow.to_string()).unwrap();
    let as_draft = (sent - begun).get_days();
    let made = &line["making"];
    assert_eq!((&made["days_as_draft"], &made["days_under_review"]), (&as_draft.into(), &reviewed.into()));
    assert_eq!((&made["months"], &made["done"]), (&months.into(), &false.into()));

    let mut seat = town.signed_in(Part::Lead).await;
    let page = text(&mut seat, "/agreements").await;
    let stages = format!(
        "{months} months so far: as a draft {} days, under review {reviewed} days",
        thousands(as_draft)
    );
    assert!(page.contains(&stages) && page.contains("The study: 36 months"), "{stages} in {page}");
    let page = text(&mut seat, "/agreements/findings").await;
    assert!(page.contains("have the same parties and both serve"), "{page}");
    assert!(page.contains(&format!("its funding ends in {days} days")), "{page}");
    assert!(!page.contains("its funding ends in 91 days"), "{page}");
}

fn thousands(days: i32) -> String {
    if days < 1000 { days.to_string() } else { format!("{},{:03}", days / 1000, days % 1000) }
}

#[tokio::test]
async fn s2_09_twenty_seven_agreements_say_which_are_alike_which_is_slow_and_whose_money_ends() {
    s2_09(27, 3, 36, 400, 45).await;
}

#[tokio::test]
async fn s2_09_twelve_agreements_with_five_alike_and_a_draft_of_forty_months() {
    s2_09(12, 5, 40, 30, 7).await;
}
