//! S3-30: the agreement that is signed with the person.

use super::{begun, due, refused, scene, stage, taken, warns};
use crate::{
    orders::{community, recorded},
    town::Part,
};
use serde_json::{Value, json};

/// What one story says.
struct Story {
    wording: Value,
    own: &'static str,
    kept_not_by: &'static str,
    happened: &'static str,
    talked_over_by: &'static str,
}

async fn story(of: Story) {
    let (town, person, mut seat) = scene().await;
    let order = recorded(&mut seat, person, &community("2026-11-20", "2027-11-19")).await;
    let agreement = begun(&mut seat, person, "agreement", &of.wording).await;
    // Nothing is signed while the person's own part is empty.
    let shown = seat.get(&agreement).await.json();
    assert!(
        stage(&shown) == "draft" && warns(&shown, "what the person wants themself is missing"),
        "{shown}"
    );
    let signing = json!({ "signed": "2026-11-23", "how": "paper", "for_us": "Ana Moss" });
    let (field, sentence) = refused(&mut seat, &agreement, "agreement_sign", &signing).await;
    assert_eq!(field, "signed");
    assert!(sentence.contains("missing"), "{sentence}");
    let mut wording = of.wording.clone();
    wording["own"] = of.own.into();
    taken(&mut seat, &agreement, "agreement_word", &wording).await;
    let signed = taken(&mut seat, &agreement, "agreement_sign", &signing).await;
    assert_eq!((stage(&signed), due(&signed)), ("signed", Vec::new()));
    // What stands above it is named: the order, the tenancy, the job.
    assert_eq!(signed["orders"][0]["code"], "community", "{signed}");
    for (name, text) in wording.as_object().expect("answers") {
        assert_eq!(&signed["answers"][name], text, "{name}");
    }
    // What is not kept leads to a review, and to nothing on the order.
    let before = (seat.get(&order).await.json(), seat.get(&format!("{order}/failures")).await.json());
    let departure = json!({ "day": of.happened, "side": of.kept_not_by, "what": "It was not kept." });
    let open = taken(&mut seat, &agreement, "agreement_departure", &departure).await;
    assert_eq!((stage(&open), due(&open)), ("review", vec![("agreement_review", of.talked_over_by)]));
    let after = (seat.get(&order).await.json(), seat.get(&format!("{order}/failures")).await.json());
    assert_eq!(before, after, "an agreement is no requirement of an order");
    // Councillors and the media are in a log of their own.
    let outside =
        json!({ "day": "2026-11-24", "who": "media", "name": "The Northmoor Post", "what": "A photograph." });
    taken(&mut seat, &agreement, "agreement_outside", &outside).await;
    let review = json!({ "day": "2026-11-24", "came": "goes_on", "words": "We talked about it." });
    let reviewed = taken(&mut seat, &agreement, "agreement_review", &review).await;
    assert_eq!((stage(&reviewed), due(&reviewed)), ("signed", Vec::new()));
    let steps: Vec<_> =
        reviewed["facts"].as_array().expect("facts").iter().map(|one| one["step"]["code"].clone()).collect();
    assert!(steps.contains(&"agreement_outside".into()), "{steps:?}");
    // On paper for the person, with what stands above it.
    let mut page = town.signed_in(Part::Practitioner).await;
    let id = agreement.rsplit('/').next().expect("an id");
    let paper = page.get(&format!("/casework/{id}/paper")).await.page().main_text();
    assert!(paper.contains(of.own), "{paper}");
    let pdf = page.get(&format!("/casework/{id}/paper.pdf")).await;
    assert_eq!(pdf.header("content-type"), "application/pdf");
}

#[tokio::test]
async fn s3_30_nothing_is_signed_without_the_persons_own_part_and_what_is_not_kept_leads_to_a_review() {
    story(Story {
        wording: json!({
            "offered": "A key worker each week.", "expected": "To come, or to ring.", "if_not": "We talk it over first.",
            "tenancy": "12 Quay Street", "work": "Warehouse, nights",
        }),
        own: "I want to see my son on Saturdays.",
        kept_not_by: "person",
        happened: "2026-11-22",
        talked_over_by: "2026-12-08",
    })
    .await;
}

#[tokio::test]
async fn s3_30_again_when_it_is_us_who_did_not_keep_it() {
    story(Story {
        wording: json!({
            "offered": "A place on the joinery course.", "expected": "Tools brought back.", "if_not": "A talk with both.",
        }),
        own: "Work with wood, and no more courts.",
        kept_not_by: "us",
        happened: "2026-10-30",
        talked_over_by: "2026-12-08",
    })
    .await;
}
