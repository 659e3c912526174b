//! Several services lose touch with somebody: one alert to whoever leads, which never says which.
//!
//! What an attacker could try: learning from the alert, from what is due, from the sharing page or from the moment at which it comes that a
//! treatment service has lost touch; an alert that one service alone brings about; beginning an alert by hand. Today is 24 November 2026.

use crate::{
    api::program,
    plans::{post, told},
    screening::joins,
    sight::{agreed, clause, in_the_place_of_the_first, interim},
    town::{Part, Seat, Town},
};
use app::silence::notice;
use domain::{
    agreement::{Clause, Condition, Holder},
    ids::PersonId,
    involvement::InvolvementRole,
    role::Role,
    section::{Level, Section},
};
use http::StatusCode;
use jiff::SignedDuration;
use serde_json::{Value, json};

/// Goes out to somebody and does not reach them on this day; the address of the outreach.
async fn not_reached(seat: &mut Seat, person: PersonId, kind: &str, day: &str) -> String {
    let answers = json!({
        "why": "He has not come.", "safe": "Call after six. Say nothing to whoever else answers.", "two": "no", "next": "2026-11-25",
    });
    let begun = json!({ "kind": kind, "answers": answers });
    let (status, made) = post(seat, &format!("/api/v1/people/{person}/casework"), &[], &begun).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let piece = format!("/api/v1/casework/{}", made["id"].as_str().expect("an id"));
    tried(seat, &piece, kind, day, "no_answer").await;
    piece
}

async fn tried(seat: &mut Seat, piece: &str, kind: &str, day: &str, came: &str) -> Value {
    let answers = json!({ "day": day, "how": "call", "came": came, "next": "2026-11-30" });
    let (status, after) =
        told(seat, piece, &json!({ "step": format!("{kind}_try"), "answers": answers })).await;
    assert_eq!(status, StatusCode::OK, "{after}");
    after
}

/// Somebody whose case probation leads, with whom the police and the alcohol service work.
struct Scene {
    town: Town,
    person: PersonId,
    lead: Seat,
    police: Seat,
    care: Seat,
}

impl Scene {
    async fn new() -> Self {
        let town = Town::new().await;
        // What others record of Plan and Substance is open to probation by no clause but those of the tests.
        let narrow = interim(|clauses| {
            clauses.retain(|one| one.number != 8);
            for one in clauses.iter_mut().filter(|one| one.holder == Holder::Any) {
                one.sections.retain(|section| *section != Section::Plan);
            }
        });
        in_the_place_of_the_first(&town, narrow).await;
        let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
        joins(&town, person, Part::Officer, InvolvementRole::Policing, true).await;
        joins(&town, person, Part::Worker, InvolvementRole::Treatment, true).await;
        let lead = program(&town, Part::Practitioner).await;
        let police = program(&town, Part::Officer).await;
        let care = program(&town, Part::Worker).await;
        Self { town, person, lead, police, care }
    }

    /// Probation hears of these sections of that agency as a signal, whose source it is not told.
    async fn hears(&self, from: Part, section: Section) {
        let signal = Clause {
            level: Level::Signal,
            ..clause(1, Role::ProbationPractitioner, section, Condition::AgencyInvolved, &[])
        };
        agreed(&self.town, &format!("Signals {}", section.code()), [Part::Practitioner, from], vec![signal])
            .await;
    }

    /// All three have lost touch, none of them today.
    async fn all_lose_touch(&mut self) -> [String; 3] {
        let of_care = not_reached(&mut self.care, self.person, "care_outreach", "2026-11-20").await;
        let of_police = not_reached(&mut self.police, self.person, "outreach", "2026-11-21").await;
        let own = not_reached(&mut self.lead, self.person, "outreach", "2026-11-22").await;
        [own, of_police, of_care]
    }

    async fn noticed(&self) -> u64 {
        notice(&self.town.app).await.expect("weighed")
    }

    /// Alerts that whoever leads has.
    async fn alerts(&mut self) -> Vec<Value> {
        let list = self.lead.get(&format!("/api/v1/people/{}/casework", self.person)).await.json();
        let items = list["items"].as_array().expect("a list").clone();
        items.into_iter().filter(|one| one["kind"]["code"] == "silence").collect()
    }
}

#[tokio::test]
async fn three_services_that_lose_touch_raise_one_alert_that_says_of_none_which() {
    let mut scene = Scene::new().await;
    let [own, ..] = scene.all_lose_touch().await;
    assert_eq!(scene.noticed().await, 0, "nothing lets probation hear of the other two");
    scene.hears(Part::Officer, Section::Plan).await;
    assert_eq!(scene.noticed().await, 0, "of two services it would be plain which");
    scene.hears(Part::Worker, Section::Substance).await;
    assert_eq!((scene.noticed().await, scene.noticed().await), (1, 0), "one alert");
    let alerts = scene.alerts().await;
    assert_eq!((alerts.len(), &alerts[0]["due"][0]["by"]), (1, &"2026-11-26".into()), "within 48 hours");
    assert_eq!(alerts[0]["due"][0]["kind"]["code"], "make_contact");
    let said = alerts[0].to_string().to_lowercase();
    for source in ["alcohol", "police", "substance", "treatment"] {
        assert!(!said.contains(source), "{source}: {said}");
    }
    // On the desk, on the page, in the timeline and on the sharing page it says no more.
    let mut page = scene.town.signed_in(Part::Practitioner).await;
    let work = page.get("/my-work").await.page().main_text();
    assert!(work.contains("Several services have lost touch: go to them"), "{work}");
    for tab in ["", "/casework", "/timeline", "/sharing"] {
        let text = page.get(&format!("/people/{}{tab}", scene.person)).await.page().main_text();
        assert!(!text.contains("Alcohol Service") && !text.contains("Wanda"), "{tab}: {text}");
    }
    // It ends when they were reached, and says what was tried on the way.
    let alert = format!("/api/v1/casework/{}", alerts[0]["id"].as_str().expect("an id"));
    let again = json!({ "tried": "2026-11-24", "what": "Rang his sister.", "again": "2026-11-25" });
    let (_, open) =
        told(&mut scene.lead, &alert, &json!({ "step": "silence_tried", "answers": again })).await;
    assert_eq!(open["due"][0]["by"], "2026-11-25", "{open}");
    let heard = json!({ "heard": "2026-11-24", "words": "He was in hospital." });
    let (_, over) =
        told(&mut scene.lead, &alert, &json!({ "step": "silence_heard", "answers": heard })).await;
    assert_eq!((&over["stage"]["code"], &over["due"]), (&"heard".into(), &json!([])), "{over}");
    assert_eq!(scene.noticed().await, 0, "none again while the window lasts");
    tried(&mut scene.lead, &own, "outreach", "2026-11-24", "reached").await;
}

#[tokio::test]
async fn what_was_recorded_of_today_waits_and_whoever_was_reached_since_does_not_count() {
    let mut scene = Scene::new().await;
    scene.hears(Part::Officer, Section::Plan).await;
    scene.hears(Part::Worker, Section::Substance).await;
    let of_care = not_reached(&mut scene.care, scene.person, "care_outreach", "2026-11-20").await;
    let of_police = not_reached(&mut scene.police, scene.person, "outreach", "2026-11-21").await;
    not_reached(&mut scene.lead, scene.person, "outreach", "2026-11-24").await;
    assert_eq!(scene.noticed().await, 0, "an alert on the heels of what led to it would tell which");
    tried(&mut scene.police, &of_police, "outreach", "2026-11-24", "reached").await;
    scene.town.clock.on(SignedDuration::from_hours(24));
    assert_eq!(scene.noticed().await, 0, "the police reached them");
    tried(&mut scene.police, &of_police, "outreach", "2026-11-25", "not_in").await;
    assert_eq!(scene.noticed().await, 0);
    scene.town.clock.on(SignedDuration::from_hours(24));
    assert_eq!(scene.noticed().await, 1);
    assert_eq!(scene.alerts().await.len(), 1);
    let ended = json!({ "step": "care_outreach_end", "answers": { "ends": "not_wanted" } });
    assert_eq!(told(&mut scene.care, &of_care, &ended).await.0, StatusCode::OK);
}

#[tokio::test]
async fn what_an_alert_took_is_told_to_whom_it_was_taken_from_and_to_nobody_else() {
    let mut scene = Scene::new().await;
    scene.hears(Part::Officer, Section::Plan).await;
    scene.hears(Part::Worker, Section::Substance).await;
    scene.all_lose_touch().await;
    assert_eq!(scene.noticed().await, 1);
    let mut seen = Vec::new();
    for part in [Part::TreatmentLead, Part::Lead] {
        let list = program(&scene.town, part).await.get("/api/v1/access-reviews").await.json();
        seen.push(list["signals"].as_array().map_or(usize::MAX, Vec::len));
        if part == Part::TreatmentLead {
            let one = &list["signals"][0];
            assert_eq!(
                (&one["section"]["code"], &one["to"]),
                (&"substance".into(), &"Northmoor Probation".into())
            );
            assert_eq!(one["clause"], 1);
        }
    }
    assert_eq!(seen, [1, 0], "probation’s own sign was taken from nobody");
    let text =
        scene.town.signed_in(Part::TreatmentLead).await.get("/access-reviews").await.page().main_text();
    assert!(text.contains("Signals substance, version 1, clause 1"), "{text}");
}

#[tokio::test]
async fn nobody_begins_an_alert_by_hand_or_goes_out_without_a_next_day() {
    let mut scene = Scene::new().await;
    let path = format!("/api/v1/people/{}/casework", scene.person);
    let by_hand = json!({ "kind": "silence", "answers": { "noticed": "2026-11-24" } });
    let (status, problem) = post(&mut scene.lead, &path, &[], &by_hand).await;
    assert_eq!(
        (status, &problem["fields"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"by-itself".into())
    );
    let mut page = scene.town.signed_in(Part::Practitioner).await;
    let text = page.get(&format!("/people/{}/casework/new", scene.person)).await.page().main_text();
    assert!(
        text.contains("Begin outreach") && !text.contains("Several services have lost touch\n"),
        "{text}"
    );
    let begun = json!({ "kind": "outreach", "answers": { "why": "w", "safe": "s", "two": "yes", "next": "2026-11-25" } });
    let (_, made) = post(&mut scene.lead, &path, &[], &begun).await;
    let piece = format!("/api/v1/casework/{}", made["id"].as_str().expect("an id"));
    for (answers, wrong) in [
        (json!({ "day": "2026-11-24", "how": "call", "came": "no_answer" }), "next"),
        (json!({ "day": "2026-11-24", "how": "visit", "came": "reached" }), "who"),
        (json!({ "day": "2026-11-25", "how": "call", "came": "reached" }), "day"),
    ] {
        let (status, problem) =
            told(&mut scene.lead, &piece, &json!({ "step": "outreach_try", "answers": answers })).await;
        assert_eq!(
            (status, &problem["fields"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &wrong.into()),
            "{problem}"
        );
    }
    let two = json!({ "day": "2026-11-24", "how": "visit", "came": "reached", "who": "Ana and Bo" });
    let (status, after) =
        told(&mut scene.lead, &piece, &json!({ "step": "outreach_try", "answers": two })).await;
    assert_eq!((status, &after["due"]), (StatusCode::OK, &json!([])), "{after}");
}
