//! Bodies with seats and what services do, by public addresses: S4-08, S4-09, S1-19 and S0-16 as far as they are about no person.
//!
//! What an attacker could try: a body of another agency continued, a service of another agency described, one described twice, a fact
//! on a version that is past, a seat that is not there. Today is 24 November 2026.

use crate::{
    api::program,
    plans::{post, told},
    town::{ALCOHOL_SERVICE, AgencyOf, Part, Seat, Town},
};
use http::StatusCode;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/provision";

async fn begun(seat: &mut Seat, kind: &str, answers: &Value) -> String {
    let (status, made) = post(seat, PATH, &[], &json!({ "kind": kind, "answers": answers })).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    format!("{PATH}/{}", made["id"].as_str().expect("an id"))
}

async fn body(seat: &mut Seat, name: &str, areas: &[&str]) -> String {
    let mut answers = json!({ "name": name, "purpose": "Commissions the pathway.", "began": "2026-09-30" });
    if !areas.is_empty() {
        answers["areas"] = areas.join("\n").into();
    }
    begun(seat, "body", &answers).await
}

async fn take(seat: &mut Seat, one: &str, step: &str, answers: Value) -> (StatusCode, Value) {
    told(seat, one, &json!({ "step": step, "answers": answers })).await
}

async fn taken(seat: &mut Seat, one: &str, step: &str, answers: Value) -> Value {
    let (status, answer) = take(seat, one, step, answers).await;
    assert_eq!(status, StatusCode::OK, "{step}: {answer}");
    answer
}

fn warnings(one: &Value) -> Vec<&str> {
    one["warnings"].as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

/// A body with a pair of co-commissioners in each area; what stands.
async fn paired(seat: &mut Seat, one: &str) -> Value {
    taken(seat, one, "body_seat", json!({ "seat": "health_commissioner", "each": "yes" })).await;
    taken(seat, one, "body_seat", json!({ "seat": "justice_commissioner", "each": "yes" })).await
}

#[tokio::test]
async fn s4_08_four_regions_have_eight_co_commissioners_and_training_within_three_months() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Manager).await;
    let one =
        body(&mut seat, "Offender personality disorder pathway", &["North", "Midlands", "London", "South"])
            .await;
    let paired = paired(&mut seat, &one).await;
    assert_eq!((&paired["body"]["commissioners"], &paired["body"]["empty"]), (&8.into(), &8.into()));
    let health = AgencyOf::Alcohol.id().to_string();
    let held =
        json!({ "number": "1", "agency": health, "who": "Head of health in justice", "since": "2026-10-01" });
    let filled = taken(&mut seat, &one, "body_fill", held).await;
    let first = &filled["body"]["seats"][0];
    assert_eq!((&first["area"], &first["seat"]["code"]), (&"North".into(), &"health_commissioner".into()));
    assert_eq!((&first["held"]["agency"], &filled["body"]["empty"]), (&health.into(), &7.into()));
    let row = json!({ "what": "Knowledge and understanding framework", "whom": "Offender managers" });
    let planned = taken(&mut seat, &one, "body_training", row).await;
    assert_eq!(
        planned["body"]["training"][0]["due"], "2026-12-30",
        "three months after the 30th of September"
    );
    let given = taken(&mut seat, &one, "body_trained", json!({ "number": "1", "given": "2026-11-20" })).await;
    assert_eq!(given["body"]["training"][0]["given"], "2026-11-20");
    // Whoever works for the partnership reads it, on the page too.
    let mut page = town.signed_in(Part::Worker).await;
    let text = page.get("/provision").await.page().main_text();
    assert!(text.contains("8 in 4 areas") && text.contains("8 seats, 7 empty"), "{text}");
    let id = one.rsplit('/').next().expect("an id");
    let text = page.get(&format!("/provision/{id}")).await.page().main_text();
    assert!(
        text.contains("North: Co-commissioner for health") && text.contains("Head of health in justice"),
        "{text}"
    );
    assert!(!text.contains("Record who holds a seat Add"), "{text}");
}

#[tokio::test]
async fn s4_08_again_with_three_regions_and_training_whose_time_has_passed() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Manager).await;
    let answers = json!({ "name": "Pathway", "purpose": "As before.", "began": "2026-08-10", "areas": "East\nWest\n\nWales" });
    let one = begun(&mut seat, "body", &answers).await;
    assert_eq!(paired(&mut seat, &one).await["body"]["commissioners"], 6);
    taken(&mut seat, &one, "body_training", json!({ "what": "Awareness", "whom": "Prison officers" })).await;
    let late =
        taken(&mut seat, &one, "body_training", json!({ "what": "Formulation", "whom": "Psychologists" }))
            .await;
    assert_eq!(late["body"]["training"][1]["due"], "2026-11-10");
    assert!(warnings(&late).contains(&"The time for training has passed: 2 of 2 not given."), "{late}");
}

#[tokio::test]
async fn s4_09_the_seat_of_the_service_user_representative_is_filled_or_flagged() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Coordinator).await;
    let one = body(&mut seat, "Resettle board", &[]).await;
    let none = seat.get(&one).await.json();
    assert_eq!(warnings(&none), ["There is no seat for a service user representative."]);
    let added = taken(&mut seat, &one, "body_seat", json!({ "seat": "service_user", "each": "no" })).await;
    let flagged = ["Nobody holds the seat of the service user representative.", "1 seat is empty."];
    assert_eq!(warnings(&added), flagged);
    let held = json!({ "number": "1", "who": "Elected by the forum", "since": "2026-11-02" });
    let filled = taken(&mut seat, &one, "body_fill", held).await;
    assert_eq!(warnings(&filled), Vec::<&str>::new());
    let left = taken(&mut seat, &one, "body_vacate", json!({ "number": "1", "from": "2026-11-20" })).await;
    assert_eq!(warnings(&left), flagged);
    let steps: Vec<&str> = left["facts"]
        .as_array()
        .expect("facts")
        .iter()
        .filter_map(|one| one["step"]["code"].as_str())
        .collect();
    assert_eq!(steps, ["body_begin", "body_seat", "body_fill", "body_vacate"], "nothing is overwritten");
}

#[tokio::test]
async fn s4_09_again_where_one_of_two_areas_has_nobody() {
    let town = Town::new().await;
    let mut seat = program(&town, Part::Coordinator).await;
    let one = body(&mut seat, "Recovery board", &["Harbour", "Northmoor"]).await;
    taken(&mut seat, &one, "body_seat", json!({ "seat": "service_user", "each": "yes" })).await;
    let held = json!({ "number": "2", "who": "Chosen at the meeting", "since": "2026-10-05" });
    let filled = taken(&mut seat, &one, "body_fill", held).await;
    assert_eq!(warnings(&filled), ["1 seat is empty."]);
    let seats: Vec<bool> =
        filled["body"]["seats"].as_array().expect("seats").iter().map(|one| one["held"].is_null()).collect();
    assert_eq!(seats, [true, false]);
}

async fn described(town: &Town) -> (Seat, String) {
    let mut seat = program(town, Part::TreatmentManager).await;
    let one = begun(&mut seat, "offer", &json!({ "service": ALCOHOL_SERVICE.0.to_string() })).await;
    (seat, one)
}

fn cell<'a>(matrix: &'a Value, intervention: &str, stage: &str) -> &'a Value {
    let by = |list: &'a Value, what: &str, code: &str| {
        list.as_array().expect("a list").iter().find(|one| one[what]["code"] == code).expect("there is one")
    };
    &by(&by(&matrix["rows"], "intervention", intervention)["cells"], "stage", stage)["services"]
}

#[tokio::test]
async fn s1_19_the_matrix_of_stages_and_interventions_shows_its_empty_cells() {
    let town = Town::new().await;
    let before = program(&town, Part::Practitioner).await.get("/api/v1/coverage").await.json();
    assert_eq!(before["empty"], before["all"]);
    let (mut seat, one) = described(&town).await;
    let stages = json!({ "intervention": "brief", "stages": "neighbourhood,police_custody,court" });
    taken(&mut seat, &one, "offer_does", stages).await;
    taken(
        &mut seat,
        &one,
        "offer_does",
        json!({ "intervention": "structured", "stages": "community_order" }),
    )
    .await;
    let matrix = seat.get("/api/v1/coverage").await.json();
    assert_eq!(cell(&matrix, "brief", "court"), &json!([ALCOHOL_SERVICE.0.to_string()]));
    assert_eq!(cell(&matrix, "structured", "release"), &json!([]), "the cliff edge on release");
    assert_eq!(matrix["empty"].as_u64(), matrix["all"].as_u64().map(|all| all - 4));
    let bare: Vec<&str> =
        matrix["bare"].as_array().expect("a list").iter().filter_map(|one| one["code"].as_str()).collect();
    assert_eq!(bare, ["short_sentence", "long_sentence", "release", "after"]);
    let text = town.signed_in(Part::Practitioner).await.get("/provision/coverage").await.page().main_text();
    assert!(text.contains("84 of 88 fields are empty"), "{text}");
    assert!(text.contains("Nothing at all is done at: Prison, under 12 months"), "{text}");
}

#[tokio::test]
async fn s1_19_again_when_what_is_done_changes() {
    let town = Town::new().await;
    let (mut seat, one) = described(&town).await;
    for (intervention, stages) in
        [("reduction", "release,after"), ("reduction", "after"), ("aftercare", "after")]
    {
        let answers = json!({ "intervention": intervention, "stages": stages });
        taken(&mut seat, &one, "offer_does", answers).await;
    }
    taken(&mut seat, &one, "offer_no_more", json!({ "intervention": "aftercare" })).await;
    let matrix = seat.get("/api/v1/coverage").await.json();
    assert_eq!(matrix["empty"], 87);
    assert_eq!(cell(&matrix, "reduction", "after").as_array().map(Vec::len), Some(1));
    assert_eq!(cell(&matrix, "reduction", "release"), &json!([]), "what was recorded before is replaced");
    taken(&mut seat, &one, "offer_end", json!({ "why": "The contract ended." })).await;
    assert_eq!(seat.get("/api/v1/coverage").await.json()["empty"], 88);
}

#[tokio::test]
async fn s0_16_each_service_shows_involvement_at_three_stages_or_a_reason() {
    let town = Town::new().await;
    let (mut seat, one) = described(&town).await;
    let stages = json!({ "intervention": "screening", "stages": "court" });
    let told = taken(&mut seat, &one, "offer_does", stages).await;
    assert_eq!(warnings(&told).len(), 3, "{told}");
    for (left, (point, part, how)) in [2, 1, 0].into_iter().zip([
        ("planning", "yes", "Two people chose the opening times."),
        ("delivery", "yes", "A peer mentor welcomes everybody."),
        ("evaluation", "no", "The first year is not over."),
    ]) {
        let answers = json!({ "point": point, "take_part": part, "how": how });
        let shown = taken(&mut seat, &one, "offer_involves", answers).await;
        assert_eq!(warnings(&shown).len(), left, "{shown}");
    }
    let shown = seat.get(&one).await.json();
    let parts: Vec<bool> = shown["offer"]["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .filter_map(|one| one["takes_part"].as_bool())
        .collect();
    assert_eq!(parts, [true, true, false]);
    let mut page = town.signed_in(Part::Practitioner).await;
    let text = page.get(&one.replace("/api/v1", "")).await.page().main_text();
    assert!(text.contains("They do not take part. The first year is not over."), "{text}");
    // Which services nobody has described is told as well.
    let list = seat.get(PATH).await.json();
    let bare = list["undescribed"].as_array().expect("a list");
    assert!(bare.iter().all(|one| one["service"] != ALCOHOL_SERVICE.0.to_string()), "{list}");
}

#[tokio::test]
async fn s0_16_again_where_one_point_is_missing() {
    let town = Town::new().await;
    let (mut seat, one) = described(&town).await;
    let answer = |point: &str| json!({ "point": point, "take_part": "yes", "how": "A forum each month." });
    taken(&mut seat, &one, "offer_involves", answer("delivery")).await;
    let shown = taken(&mut seat, &one, "offer_involves", answer("evaluation")).await;
    assert_eq!(
        warnings(&shown),
        [
            "Planning: nothing is recorded of how people who use it take part.",
            "Nothing is recorded of what it does at which stage.",
        ]
    );
}

#[tokio::test]
async fn only_the_agency_that_keeps_it_continues_it_and_only_on_the_version_that_was_read() {
    let town = Town::new().await;
    let mut manager = program(&town, Part::Manager).await;
    let one = body(&mut manager, "Board", &[]).await;
    let seat = json!({ "seat": "chair", "each": "no" });
    let mut other = program(&town, Part::TreatmentManager).await;
    assert_eq!(take(&mut other, &one, "body_seat", seat.clone()).await.0, StatusCode::NOT_FOUND);
    let mut worker = program(&town, Part::Worker).await;
    assert_eq!(take(&mut worker, &one, "body_seat", seat.clone()).await.0, StatusCode::FORBIDDEN);
    // A service of another agency is not described, and none twice.
    let of_other = json!({ "kind": "offer", "answers": { "service": ALCOHOL_SERVICE.0.to_string() } });
    let (status, problem) = post(&mut manager, PATH, &[], &of_other).await;
    assert_eq!(
        (status, &problem["fields"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"service".into())
    );
    let (mut treatment, _) = described(&town).await;
    let (status, problem) = post(&mut treatment, PATH, &[], &of_other).await;
    assert_eq!((status, &problem["fields"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &"twice".into()));
    // Two on the same version: one is kept.
    let tag = manager.get(&one).await.header("etag").to_owned();
    let facts = format!("{one}/facts");
    let add = json!({ "step": "body_seat", "answers": seat });
    assert_eq!(post(&mut manager, &facts, &[("if-match", &tag)], &add).await.0, StatusCode::OK);
    assert_eq!(
        post(&mut manager, &facts, &[("if-match", &tag)], &add).await.0,
        StatusCode::PRECONDITION_FAILED
    );
    // A seat that is not there, an agency that is not there, a day to come.
    for (answers, wrong) in [
        (json!({ "number": "2", "who": "A post", "since": "2026-11-01" }), "number"),
        (json!({ "number": "1", "who": "A post", "since": "2026-11-25" }), "since"),
        (
            json!({ "number": "1", "who": "A post", "since": "2026-11-01", "agency": "00000000-0000-0000-0000-00000000ffff" }),
            "agency",
        ),
    ] {
        let before = manager.get(&one).await.json();
        let (status, problem) = take(&mut manager, &one, "body_fill", answers).await;
        assert_eq!(
            (status, &problem["fields"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &wrong.into()),
            "{problem}"
        );
        assert_eq!(manager.get(&one).await.json(), before, "nothing is half-written");
    }
    // What was sent twice is there once.
    let once =
        json!({ "kind": "body", "answers": { "name": "Once", "purpose": "p", "began": "2026-11-01" } });
    let key = [("idempotency-key", "body-once-0001")];
    let first = post(&mut manager, PATH, &key, &once).await;
    assert_eq!(post(&mut manager, PATH, &key, &once).await, first);
    assert_eq!(manager.get(PATH).await.json()["items"].as_array().map(Vec::len), Some(3));
}
