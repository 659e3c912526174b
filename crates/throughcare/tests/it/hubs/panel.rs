//! The panel in writing: positions by a day, quorum, rule, every position kept; and what each partner acknowledges.

use super::{
    address, of_practitioner, opened, people, proposal, proposed, step, stepped, terms, three_teams,
};
use crate::{
    api::program,
    screening::joins,
    town::{Part, Seat, Town},
};
use domain::{ids::PersonId, involvement::InvolvementRole};
use http::StatusCode;
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A town with a hub of three teams, and somebody with whom all three work.
pub(super) struct Panel {
    pub(super) town: Town,
    pub(super) manager: Seat,
    pub(super) seat: Seat,
    pub(super) officer: Seat,
    pub(super) worker: Seat,
    pub(super) hub: String,
    pub(super) person: PersonId,
}

impl Panel {
    pub(super) async fn of(quorum: u16, rule: &str) -> Self {
        let town = Town::new().await;
        let mut manager = program(&town, Part::Manager).await;
        let mut said = terms("Warrington", 300, quorum, &three_teams());
        said["rule"] = rule.into();
        let hub = opened(&mut manager, &said).await;
        let person = of_practitioner(&town, "Ada", "Crane").await;
        joins(&town, person, Part::Officer, InvolvementRole::Policing, true).await;
        joins(&town, person, Part::Worker, InvolvementRole::Support, true).await;
        let seat = program(&town, Part::Practitioner).await;
        let officer = program(&town, Part::Officer).await;
        let worker = program(&town, Part::Worker).await;
        Self { town, manager, seat, officer, worker, hub, person }
    }

    async fn asked(&mut self) -> String {
        let body = proposal(&self.hub, "ppo", "non_statutory", 2);
        address(&proposed(&mut self.seat, self.person, &body).await)
    }
}

fn says(stance: &str, words: &str) -> Value {
    json!({ "step": "said", "stance": stance, "words": words })
}

/// Taken in writing with votes and their times, decided when the last word could change nothing; the day of the occasional meeting is kept.
#[tokio::test]
async fn s3_42_a_decision_is_taken_in_writing_with_votes_and_time_and_the_next_meeting_is_kept() {
    let mut panel = Panel::of(3, "majority").await;
    let path = panel.asked().await;
    let now = step(&mut panel.officer, &path, &says("against", "He has begun a job.")).await;
    assert_eq!((&now["state"]["code"], &now["panel"]["silent"]), (&"proposed".into(), &1.into()), "{now}");
    panel.town.clock.on(SignedDuration::from_hours(1));
    let now = step(&mut panel.officer, &path, &says("for", "")).await;
    assert_eq!(now["state"]["code"], "proposed", "a quorum of three: {now}");
    let now = step(&mut panel.worker, &path, &says("abstains", "We know him for a week.")).await;
    assert_eq!(now["state"]["code"], "listed", "{now}");
    let said: Vec<(&str, &str)> = now["panel"]["positions"]
        .as_array()
        .expect("positions")
        .iter()
        .map(|one| (one["stance"]["code"].as_str().unwrap(), one["said"]["by"].as_str().unwrap()))
        .collect();
    let expected = [
        ("for", "Priya Practitioner"),
        ("against", "Olu Officer"),
        ("for", "Olu Officer"),
        ("abstains", "Wanda Worker"),
    ];
    assert_eq!(said, expected, "every position is kept");
    let times: Vec<&str> = now["panel"]["positions"]
        .as_array()
        .expect("positions")
        .iter()
        .map(|one| one["said"]["at"].as_str().expect("a time"))
        .collect();
    assert!(times.is_sorted() && times[1] < times[2], "{times:?}");
    let hub = format!("/api/v1/hubs/{}", panel.hub);
    assert_eq!(panel.manager.get(&hub).await.json()["meets_by"], "2026-04-05", "three months after it began");
    let now = step(&mut panel.manager, &hub, &json!({ "step": "met", "day": "2026-11-20" })).await;
    assert_eq!(now["meets_by"], "2027-02-20");
    let mut page = panel.town.signed_in(Part::Manager).await;
    let text = page.get(&format!("/hubs/{}", panel.hub)).await.page().main_text();
    assert!(text.contains("20 February 2027") || text.contains("20 Feb 2027"), "{text}");
}

/// Where nobody else speaks, the day decides: by the rule where there is a quorum, and not at all where there is none.
#[tokio::test]
async fn s3_42_again_the_day_decides_where_not_everybody_speaks() {
    for (quorum, rule, speaks, state) in [
        (2, "two_thirds", Some("for"), "listed"),
        (2, "everybody", Some("against"), "not_agreed"),
        (3, "majority", Some("for"), "not_decided"),
        (2, "majority", None, "not_decided"),
    ] {
        let mut panel = Panel::of(quorum, rule).await;
        let path = panel.asked().await;
        if let Some(stance) = speaks {
            step(&mut panel.officer, &path, &says(stance, "As we see it.")).await;
        }
        assert_eq!(
            app::listings::decide_due(&panel.town.app).await.expect("decided"),
            0,
            "not before its day"
        );
        // Five working days after 24 November.
        panel.town.clock.on(SignedDuration::from_hours(24 * 8));
        // Two of three for it, or one against where nobody may be: nothing that was still to come could change that.
        let due = u64::from(state == "not_decided");
        assert_eq!(app::listings::decide_due(&panel.town.app).await.expect("decided"), due, "{rule}");
        let mut seat = program(&panel.town, Part::Practitioner).await;
        let now = seat.get(&path).await.json();
        assert_eq!(now["state"]["code"], state, "{now}");
        assert_eq!(app::listings::decide_due(&panel.town.app).await.expect("decided"), 0, "once");
    }
}

async fn due(town: &Town, part: Part) -> String {
    town.signed_in(part).await.get("/my-work/due").await.page().main_text()
}

/// The four principles are a checklist; a change of the list is on the desk of every partner, and it shows who has not acknowledged it.
#[tokio::test]
async fn s3_26_four_principles_and_a_change_that_every_partner_acknowledges() {
    let mut panel = Panel::of(2, "majority").await;
    let path = panel.asked().await;
    let asked = "Say what your agency thinks";
    let note = "Take note of a change";
    for (seat, waits) in [(Part::TreatmentManager, true), (Part::Manager, false)] {
        let team = panel.town.signed_in(seat).await.get("/team").await.page().main_text();
        assert_eq!(team.contains(asked), waits, "{seat:?}: {team}");
    }
    let now = step(&mut panel.worker, &path, &says("for", "")).await;
    assert_eq!(now["state"]["code"], "listed");
    for seat in [Part::TreatmentManager, Part::Manager] {
        let team = panel.town.signed_in(seat).await.get("/team").await.page().main_text();
        assert!(team.contains(note) && !team.contains(asked), "{seat:?}: {team}");
    }
    assert_eq!(now["not_acknowledged"].as_array().map(Vec::len), Some(3));
    let now = step(&mut panel.seat, &path, &json!({ "step": "acknowledged" })).await;
    assert_eq!(now["not_acknowledged"].as_array().map(Vec::len), Some(2));
    let team = panel.town.signed_in(Part::Manager).await.get("/team").await.page().main_text();
    assert!(!team.contains(note), "{team}");
    let list = people(&mut panel.officer, &panel.hub).await;
    assert_eq!(list["items"][0]["not_acknowledged"], now["not_acknowledged"]);
    assert_eq!(now["principles"].as_array().map(Vec::len), Some(4));
    for (principle, words) in [
        ("management", "Priya leads, risk looked at each month"),
        ("access", "Alcohol service each Tuesday"),
        ("supervision", "Police at home twice a week"),
        ("compliance", "Missed twice: before the panel"),
    ] {
        let body = json!({ "step": "in_place", "principle": principle, "words": words });
        step(&mut panel.officer, &path, &body).await;
    }
    let now = panel.seat.get(&path).await.json();
    assert!(now["principles"].as_array().expect("four").iter().all(|one| one["words"].is_string()), "{now}");
    // Off the list as it came on: by the panel, with a reason, and again told to each.
    let leave = json!({ "step": "leave", "why": "No offence for a year." });
    assert_eq!(step(&mut panel.seat, &path, &leave).await["state"]["code"], "leaving");
    let now = step(&mut panel.officer, &path, &says("for", "")).await;
    assert_eq!(
        (&now["state"]["code"], now["not_acknowledged"].as_array().map(Vec::len)),
        (&"left".into(), Some(3))
    );
    assert_eq!(people(&mut panel.seat, &panel.hub).await["people"], 0);
    let text = due(&panel.town, Part::Practitioner).await;
    assert!(!text.contains("Eight burglaries") && !text.contains("No offence"), "{text}");
}

#[tokio::test]
async fn a_position_against_says_why_and_a_decision_is_not_taken_twice() {
    let mut panel = Panel::of(2, "majority").await;
    let path = panel.asked().await;
    let (status, problem) = stepped(&mut panel.officer, &path, &says("against", "")).await;
    assert_eq!((status, &problem["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"words".into()));
    step(&mut panel.officer, &path, &says("for", "")).await;
    for body in [says("for", ""), json!({ "step": "passed", "team": 9 })] {
        let (status, problem) = stepped(&mut panel.worker, &path, &body).await;
        let expected =
            if body["step"] == "said" { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(status, expected, "{body}: {problem}");
    }
    let again = proposal(&panel.hub, "iom", "non_statutory", 1);
    let seen =
        super::post(&mut panel.seat, &format!("/api/v1/people/{}/hubs", panel.person), &[], &again).await;
    assert_eq!((seen.0, &seen.1["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"hub".into()));
}

/// What criteria say is shown with its working, of what the viewer may read.
#[tokio::test]
async fn criteria_suggest_with_their_working_and_decide_nothing() {
    let mut panel = Panel::of(2, "majority").await;
    let path = format!("/api/v1/people/{}/hubs/suggestions", panel.person);
    let said = panel.seat.get(&path).await.json();
    let kinds = said["items"][0]["kinds"].as_array().expect("kinds").clone();
    let codes: Vec<&str> = kinds.iter().filter_map(|one| one["kind"]["code"].as_str()).collect();
    assert_eq!(codes, ["ppo", "iom", "persistent", "women", "young_adults"]);
    let young = kinds.last().expect("young adults");
    assert_eq!((&young["suggests"], &young["working"][0]["asks"]), (&false.into(), &"Aged 18 to 25".into()));
    assert_eq!(young["working"][0]["found"], "Aged 35", "born in 1991");
    let hub = format!("/api/v1/hubs/{}", panel.hub);
    let mut said = terms("Warrington", 300, 2, &three_teams());
    let row =
        json!({ "kind": "iom", "from": "2026-11-01", "tests": [{ "test": "age", "from": 30, "below": 40 }] });
    said["criteria"] = json!([row]);
    step(&mut panel.manager, &hub, &json!({ "step": "set", "terms": said })).await;
    let said = panel.seat.get(&path).await.json();
    let kinds = said["items"][0]["kinds"].as_array().expect("kinds");
    assert_eq!((kinds.len(), &kinds[0]["suggests"]), (1, &true.into()), "{said}");
    assert_eq!(people(&mut panel.seat, &panel.hub).await["people"], 0, "nobody is on the list by criteria");
    let mut page = panel.town.signed_in(Part::Practitioner).await;
    let text = page.get(&format!("/people/{}/hubs/new", panel.person)).await.page().main_text();
    assert!(text.contains("Aged 30 to 39") && text.contains("Aged 35") && text.contains("Met"), "{text}");
}
