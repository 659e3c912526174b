//! How a hub is set, how full it is, who comes first on its list, and what it achieved.

use super::{
    address, names, of_practitioner, opened, people, post, proposal, proposed, step, stepped, team, terms,
    three_teams,
};
use crate::{
    api::program,
    orders::{community, recorded},
    screening::joins,
    sight::{agreed, clause},
    town::{AgencyOf, Part, Town},
};
use app::people::CreatePerson;
use domain::{
    agreement::{Also, Condition},
    ids::PersonId,
    involvement::InvolvementRole,
    person::{Gender, Name},
    role::Role,
    section::Section,
    text::Line,
};
use http::StatusCode;
use jiff::{SignedDuration, civil::Date};
use serde_json::json;

/// So many hubs of so many places; one more than its places warns, and a PPO stands first whenever they came.
async fn filled(hubs: u16, places: u16, beyond: u16) {
    let town = Town::new().await;
    let mut manager = program(&town, Part::Manager).await;
    let mut seat = program(&town, Part::Practitioner).await;
    let teams = json!([team(1, AgencyOf::Probation, "Probation", "any")]);
    let mut first = String::new();
    for number in 0..hubs {
        first = opened(&mut manager, &terms(&format!("Hub {number}"), places, 1, &teams)).await;
    }
    let all = seat.get("/api/v1/hubs").await.json();
    assert_eq!(
        (all["places"].as_u64(), all["most_places"].as_u64()),
        (Some(u64::from(hubs * places)), Some(1000))
    );
    let (status, problem) =
        post(&mut manager, "/api/v1/hubs", &[], &terms("One more", beyond, 1, &teams)).await;
    assert_eq!(
        (status, &problem["fields"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"places".into())
    );
    for number in 0..places {
        let person = of_practitioner(&town, "Person", &format!("Number{number}")).await;
        let made = proposed(&mut seat, person, &proposal(&first, "iom", "non_statutory", 1)).await;
        assert_eq!(made["warning"], json!(null), "{number}");
    }
    let person = of_practitioner(&town, "One", "Toomany").await;
    let made = proposed(&mut seat, person, &proposal(&first, "ppo", "non_statutory", 1)).await;
    let warning = made["warning"].as_str().expect("a warning");
    assert!(warning.contains(&format!("{places} people are on the list")), "{warning}");
    let list = people(&mut seat, &first).await;
    let on = u64::from(places) + 1;
    assert_eq!((list["people"].as_u64(), list["over"].as_u64()), (Some(on), Some(1)));
    assert_eq!(names(&list)[0], "One Toomany", "a PPO comes first");
    assert_eq!(list["next"].as_u64(), (on > 50).then_some(50));
    let mut page = town.signed_in(Part::Practitioner).await;
    let text = page.get(&format!("/hubs/{first}")).await.page().main_text();
    assert!(text.contains("The list has 1 person more than the hub has places for"), "{text}");
    assert!(text.contains(&format!("{on} people of {places} places")), "{text}");
}

#[tokio::test]
async fn s3_25_three_hubs_of_300_are_900_of_1000_the_301st_warns_and_a_ppo_comes_first() {
    filled(3, 300, 101).await;
}

#[tokio::test]
async fn s3_25_again_with_other_numbers() {
    filled(2, 7, 987).await;
}

async fn born(town: &Town, family: &str, born: Date) -> PersonId {
    let command = CreatePerson {
        legal: Name {
            given: Line::new("Young").ok(),
            middle: None,
            family: Line::new(family).expect("a name"),
        },
        known_as: None,
        born: Some(born),
        gender: Gender::Unknown,
        identifiers: Vec::new(),
        address: None,
        postcode: None,
        telephone: None,
    };
    app::people::create(&town.app, &Town::viewer(Part::Practitioner), command, None).await.expect("a person")
}

/// Whoever turns 18 with a team for those under it stands on its desk from that day on, until they are passed on.
#[tokio::test]
async fn s3_25_whoever_turns_18_passes_from_the_youth_team_to_the_adult_team() {
    for (day, turns) in [("2008-11-26", "2026-11-26"), ("2009-02-28", "2027-02-28")] {
        let town = Town::new().await;
        let mut manager = program(&town, Part::Manager).await;
        let mut seat = program(&town, Part::Practitioner).await;
        let teams = json!([
            team(1, AgencyOf::Probation, "Youth team", "youth"),
            team(2, AgencyOf::Probation, "Adult team", "adult"),
        ]);
        let hub = opened(&mut manager, &terms("York", 300, 1, &teams)).await;
        let person = born(&town, "Adams", day.parse().expect("a day")).await;
        let made = proposed(&mut seat, person, &proposal(&hub, "young_adults", "non_statutory", 1)).await;
        let list = people(&mut seat, &hub).await;
        assert_eq!((&list["items"][0]["team"], &list["items"][0]["turns_18"]), (&1.into(), &turns.into()));
        // What falls due later than in two weeks is not on the team's page yet.
        let soon = turns == "2026-11-26";
        let mut desk = town.signed_in(Part::Manager).await;
        let text = desk.get("/team").await.page().main_text();
        assert_eq!(text.contains("Turns 18"), soon, "{text}");
        step(&mut seat, &address(&made), &json!({ "step": "passed", "team": 2 })).await;
        let list = people(&mut seat, &hub).await;
        assert_eq!((&list["items"][0]["team"], &list["items"][0]["turns_18"]), (&2.into(), &json!(null)));
        let text = desk.get("/team").await.page().main_text();
        assert!(!text.contains("Turns 18"), "{text}");
    }
}

/// A unit of three teams lists people under an order and others, and the police may read more of the first than of the second.
#[tokio::test]
async fn s3_16_a_list_shows_statutory_and_other_people_with_different_rights_and_a_unit_has_three_teams() {
    let town = Town::new().await;
    let also = Also::Requirement(vec!["ATR".to_owned()]);
    let by_order = clause(1, Role::PoliceOfficer, Section::Compliance, Condition::AgencyInvolved, &[also]);
    let by_consent =
        clause(2, Role::PoliceOfficer, Section::Accommodation, Condition::AgencyInvolved, &[Also::Consent]);
    agreed(&town, "Doncaster unit", [Part::Practitioner, Part::Officer], vec![by_order, by_consent]).await;
    let mut manager = program(&town, Part::Manager).await;
    let mut seat = program(&town, Part::Practitioner).await;
    let mut officer = program(&town, Part::Officer).await;
    let hub = opened(&mut manager, &terms("Doncaster", 40, 1, &three_teams())).await;
    let unit = officer.get(&format!("/api/v1/hubs/{hub}")).await.json();
    assert_eq!(unit["teams"].as_array().map(Vec::len), Some(3));
    let mut listed = Vec::new();
    for (given, status) in [("Ordered", "statutory"), ("Willing", "non_statutory")] {
        let person = of_practitioner(&town, given, "Doe").await;
        joins(&town, person, Part::Officer, InvolvementRole::Policing, false).await;
        if status == "statutory" {
            recorded(&mut seat, person, &community("2026-11-20", "2027-11-20")).await;
        }
        let made = proposed(&mut seat, person, &proposal(&hub, "ppo", status, 2)).await;
        let now = step(&mut officer, &address(&made), &json!({ "step": "said", "stance": "for" })).await;
        assert_eq!(now["state"]["code"], "listed", "two of three decide: {now}");
        listed.push(person);
    }
    let list = people(&mut officer, &hub).await;
    assert_eq!((list["statutory"].as_u64(), list["non_statutory"].as_u64()), (Some(1), Some(1)));
    let of = |name: &str| {
        let one = list["items"].as_array().expect("items").iter().find(|one| one["name"] == name);
        let one = one.expect("on the list");
        let read = one["may_read"].as_array().expect("sections").iter();
        let read: Vec<String> =
            read.filter_map(|section| section["code"].as_str()).map(str::to_owned).collect();
        (one["status"]["code"].as_str().expect("a status").to_owned(), read)
    };
    assert_eq!(
        of("Ordered Doe"),
        ("statutory".to_owned(), vec!["identity".to_owned(), "compliance".to_owned()])
    );
    assert_eq!(of("Willing Doe"), ("non_statutory".to_owned(), vec!["identity".to_owned()]));
    // Whoever can read of the order cannot say that there is none.
    let other = of_practitioner(&town, "Under", "Order").await;
    recorded(&mut seat, other, &community("2026-11-20", "2027-11-20")).await;
    let path = format!("/api/v1/people/{other}/hubs");
    let (status, problem) = post(&mut seat, &path, &[], &proposal(&hub, "iom", "non_statutory", 1)).await;
    assert_eq!(
        (status, &problem["fields"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"status".into())
    );
}

/// Nothing is published before twelve months of operation; then the mean of the years, with no comparator where there is none.
async fn results(operating: &str, months: i64, years: &[(&str, u32, u32)], mean: f64, printed: &str) {
    let town = Town::new().await;
    let mut manager = program(&town, Part::Manager).await;
    let mut said = terms("Hub", 10, 1, &json!([team(1, AgencyOf::Probation, "Probation", "any")]));
    said["operating"] = operating.into();
    let hub = opened(&mut manager, &said).await;
    let path = format!("/api/v1/hubs/{hub}");
    for (from, before, after) in years {
        let body = json!({ "step": "counted", "from": from, "people": 50, "before": before, "after": after });
        step(&mut manager, &path, &body).await;
    }
    let now = manager.get(&path).await.json();
    assert_eq!((&now["result"]["state"], &now["years"]), (&"not_yet".into(), &json!([])), "{now}");
    let mut page = town.signed_in(Part::Manager).await;
    let text = page.get(&format!("/hubs/{hub}")).await.page().main_text();
    assert!(text.contains("Not yet measurable") && !text.contains('%'), "{text}");
    town.clock.on(SignedDuration::from_hours(24 * 31 * months));
    let mut manager = program(&town, Part::Manager).await;
    let now = manager.get(&path).await.json();
    assert!((now["result"]["reduction"].as_f64().expect("a figure") - mean).abs() < 1e-9, "{now}");
    assert_eq!((&now["result"]["comparator"], &now["result"]["target"]), (&json!(null), &30.into()));
    let mut page = town.signed_in(Part::Manager).await;
    let text = page.get(&format!("/hubs/{hub}")).await.page().main_text();
    assert!(text.contains(printed), "{text}");
}

#[tokio::test]
async fn s3_27_three_years_print_30_per_cent_after_twelve_months_and_not_yet_measurable_before() {
    let years = [("2022-04-01", 200, 150), ("2023-04-01", 100, 70), ("2024-04-01", 120, 78)];
    let printed = "30 % fewer convictions in the mean of the years (no comparator). Worked for: 30 % fewer, which is met";
    results("2026-01-05", 2, &years, 30.0, printed).await;
}

#[tokio::test]
async fn s3_27_again_with_other_numbers() {
    let years = [("2023-04-01", 80, 72), ("2024-04-01", 60, 45)];
    let printed = "18 % fewer convictions in the mean of the years (no comparator). Worked for: 30 % fewer, which is not met";
    results("2026-06-30", 8, &years, 17.5, printed).await;
}

#[tokio::test]
async fn figures_of_few_people_and_of_years_that_are_not_over_are_refused() {
    let town = Town::new().await;
    let mut manager = program(&town, Part::Manager).await;
    let hub =
        opened(&mut manager, &terms("Hub", 10, 1, &json!([team(1, AgencyOf::Probation, "P", "any")]))).await;
    let path = format!("/api/v1/hubs/{hub}");
    for (from, people, before, field) in
        [("2024-04-01", 9, 20, "people"), ("2024-04-01", 10, 0, "before"), ("2024-11-25", 10, 20, "from")]
    {
        let body = json!({ "step": "counted", "from": from, "people": people, "before": before, "after": 1 });
        let (status, problem) = super::stepped(&mut manager, &path, &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}: {problem}");
        assert_eq!(problem["fields"][0]["field"], field, "{problem}");
    }
}

/// People on a list are with a team by its number: which slot of a form it stands in makes no difference.
#[tokio::test]
async fn a_team_has_a_number_of_its_own_wherever_it_stands_in_the_form() {
    let town = Town::new().await;
    let mut manager = program(&town, Part::Manager).await;
    let hub = opened(&mut manager, &terms("Harbour hub", 9, 1, &three_teams())).await;
    let mut page = town.signed_in(Part::Manager).await;
    let council = AgencyOf::Council.id().to_string();
    let typed = [("agency5", &*council), ("name5", "Housing"), ("ages5", "any")];
    let seen = page.fill(&format!("/hubs/{hub}/set"), &typed).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.page().main_text());
    let set = manager.get(&format!("/api/v1/hubs/{hub}")).await.json();
    let teams: Vec<(u64, &str)> = set["teams"]
        .as_array()
        .expect("teams")
        .iter()
        .filter_map(|team| Some((team["number"].as_u64()?, team["name"].as_str()?)))
        .collect();
    assert_eq!(teams, [(1, "Probation"), (2, "Police"), (3, "Drug interventions"), (4, "Housing")]);
}

#[tokio::test]
async fn nobody_is_proposed_to_a_team_for_another_age_or_passed_to_the_one_they_are_with() {
    let town = Town::new().await;
    let mut manager = program(&town, Part::Manager).await;
    let teams = json!([
        team(1, AgencyOf::Probation, "Youth", "youth"),
        team(2, AgencyOf::Probation, "Adults", "adult"),
    ]);
    let hub = opened(&mut manager, &terms("Harbour hub", 9, 1, &teams)).await;
    let person = of_practitioner(&town, "Ada", "Crane").await;
    let mut seat = program(&town, Part::Practitioner).await;
    let path = format!("/api/v1/people/{person}/hubs");
    let (status, problem) = post(&mut seat, &path, &[], &proposal(&hub, "ppo", "non_statutory", 1)).await;
    assert_eq!((status, &problem["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"team".into()));
    let made = proposed(&mut seat, person, &proposal(&hub, "ppo", "non_statutory", 2)).await;
    let same = json!({ "step": "passed", "team": 2 });
    let (status, problem) = stepped(&mut seat, &address(&made), &same).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    let twice = json!({ "step": "acknowledged" });
    step(&mut seat, &address(&made), &twice).await;
    assert_eq!(stepped(&mut seat, &address(&made), &twice).await.0, StatusCode::CONFLICT);
}
