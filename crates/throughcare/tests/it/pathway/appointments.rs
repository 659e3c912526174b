//! Appointments: co-located, moved, recorded, missed; and the day on one sheet.

use super::*;

pub(super) fn slot(day: &str, time: &str) -> Value {
    json!({ "day": day, "time": time, "minutes": 30, "place": "Castle Street office" })
}

/// From an appointment with probation, a slot on the same day at the same place is booked in one step.
#[tokio::test]
async fn a_first_appointment_is_booked_beside_the_probation_appointment_in_one_step() {
    for (day, time, minutes, expected) in [
        ("2026-12-01", "10:00", 30, "2026-12-01T10:30:00Z"),
        ("2027-06-30", "14:15", 45, "2027-06-30T14:00:00Z"),
    ] {
        let (town, person, mut referrer, mut provider) = begun().await;
        let own = json!({ "slot": { "day": day, "time": time, "minutes": minutes, "place": "Castle Street office" } });
        let appointments = format!("/api/v1/people/{person}/appointments");
        let probation = made(&mut referrer, &appointments, &own).await;
        let referral = taken_on(&mut referrer, &mut provider, &asks(person)).await;
        let page = referral.strip_prefix("/api/v1").unwrap().to_owned();
        let mut worker = town.signed_in(Part::Worker).await;
        let form = worker.get(&format!("{page}/book")).await.page().main_text();
        assert!(
            form.contains("Castle Street office") && form.contains("the person need not come another day"),
            "{form}"
        );
        let seen = worker.press(&format!("{page}/book"), &format!("{page}/book")).await;
        assert_eq!(seen.location(), page, "{}", seen.page().main_text());
        assert_eq!(provider.get(&referral).await.json()["state"]["code"], "booked");
        let rows = referrer.get(&appointments).await.json()["items"].clone();
        let beside = rows
            .as_array()
            .unwrap()
            .iter()
            .find(|one| !one["beside"].is_null())
            .unwrap_or_else(|| panic!("{rows}"))
            .clone();
        assert_eq!(
            (&beside["day"], &beside["at"], &beside["place"], &beside["with"]),
            (&day.into(), &expected.into(), &"Castle Street office".into(), &"Wanda Worker".into())
        );
        assert!(probation.ends_with(beside["beside"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn a_moved_appointment_is_kept_points_to_the_new_one_and_says_who_asked() {
    let (_town, person, mut referrer, _) = begun().await;
    let all = format!("/api/v1/people/{person}/appointments");
    let old = made(&mut referrer, &all, &json!({ "slot": slot("2026-12-01", "10:00") })).await;
    let moving = json!({ "asked_by": "person", "why": "Starts a job.", "slot": slot("2026-12-03", "17:00") });
    let (status, answer) = step(&mut referrer, &old, "move", &moving).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let kept = referrer.get(&old).await.json()["appointment"].clone();
    assert_eq!((&kept["state"]["code"], &kept["day"]), (&"replaced".into(), &"2026-12-01".into()));
    assert_eq!(kept["replaced_by"], answer["id"]);
    let new = format!("/api/v1/appointments/{}", answer["id"].as_str().unwrap());
    let stands = referrer.get(&new).await.json()["appointment"].clone();
    assert!(old.ends_with(stands["replaces"].as_str().unwrap()));
    assert_eq!(desk(&mut referrer, "due").await, [("appointment".into(), "2026-12-03".into())]);
    let (status, problem) = step(&mut referrer, &old, "move", &moving).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &"move-refused".into()), "once");
}

/// An order with a treatment requirement, so that an absence is a failure to comply.
pub(super) async fn under_an_order(referrer: &mut Seat, person: PersonId) -> Value {
    let shown: Vec<Value> = ["dependent", "treatable", "arranged", "willing"]
        .map(|condition| json!({ "condition": condition, "evidence": "AUDIT 28", "assessor": "Court nurse", "day": "2026-11-24" }))
        .to_vec();
    let order = json!({
        "kind": "community", "court": "Harrowmere Magistrates’ Court", "offence": "Assault", "made": "2026-11-24",
        "ends": "2027-11-23", "allocate_to": Part::Practitioner.account().to_string(), "requirements": [{ "code": "ATR", "amount": 6, "conditions": shown }],
    });
    made(referrer, &format!("/api/v1/people/{person}/orders"), &order).await;
    let opened = referrer.get(&format!("/api/v1/people/{person}")).await.json();
    let requirement = opened["orders"][0]["requirements"][0]["id"].clone();
    assert!(requirement.is_string(), "{opened}");
    requirement
}

/// S0-15: a provider records an absence; the offender manager sees date, source and reason offered, and must decide.
async fn s0_15(day: &str, later: i64, reason: &str, whose: Option<&str>) {
    let (town, person, mut referrer, mut provider) = begun().await;
    let mut body = asks(person);
    body["requirement"] = under_an_order(&mut referrer, person).await;
    let referral = taken_on(&mut referrer, &mut provider, &body).await;
    takes(&mut provider, &referral, "book", &slot(day, "10:00")).await;
    let session =
        provider.get(&format!("/api/v1/people/{person}/appointments")).await.json()["items"][0]["id"].clone();
    let session = format!("/api/v1/appointments/{}", session.as_str().unwrap());
    days(&town, later);
    let mut absence = json!({ "attendance": "no", "reason_offered": reason });
    if let Some(whose) = whose {
        absence["not_held"] = whose.into();
    }
    let recorded = takes(&mut provider, &session, "attendance", &absence).await;
    assert_eq!(recorded["state"]["code"], "absent");
    assert!(new(&mut referrer).await.contains(&"absence".to_owned()), "at once, without any job");
    let work = referrer.get("/api/v1/my-work").await.json();
    let rows = work["due"].as_array().unwrap().iter().chain(work["overdue"].as_array().unwrap());
    let decide: Vec<Value> = rows.filter(|row| row["what"]["code"] == "decide_absence").cloned().collect();
    assert_eq!(decide.len(), 1, "{work}");
    let why = decide[0]["why"].as_str().unwrap();
    assert!(why.contains(reason), "the reason offered: {why}");
    let failure =
        referrer.get(&format!("/api/v1/failures/{}", decide[0]["subject"].as_str().unwrap())).await.json();
    let told = failure.to_string();
    assert!(
        told.contains(day) && told.contains("Northmoor Alcohol Service") && told.contains(reason),
        "{told}"
    );
    // The manager reads the appointment too: date, who recorded it, the reason.
    let seen = referrer.get(&session).await.json()["appointment"].clone();
    assert_eq!(
        (&seen["day"], &seen["with"], &seen["outcome"]["reason_offered"], &seen["outcome"]["asks_decision"]),
        (&day.into(), &"Wanda Worker".into(), &reason.into(), &true.into())
    );
}

#[tokio::test]
async fn s0_15_an_absence_reaches_the_offender_manager_who_must_decide() {
    s0_15("2026-12-01", 7, "The bus did not come.", None).await;
}

#[tokio::test]
async fn s0_15_even_where_the_provider_finds_the_reason_acceptable() {
    s0_15("2026-12-17", 24, "A funeral.", Some("person_acceptable")).await;
}

#[tokio::test]
async fn s0_15_a_session_that_the_service_called_off_asks_nobody_to_decide() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let mut body = asks(person);
    body["requirement"] = under_an_order(&mut referrer, person).await;
    let referral = taken_on(&mut referrer, &mut provider, &body).await;
    takes(&mut provider, &referral, "book", &slot("2026-12-01", "10:00")).await;
    let rows = provider.get(&format!("/api/v1/people/{person}/appointments")).await.json();
    let session = format!("/api/v1/appointments/{}", rows["items"][0]["id"].as_str().unwrap());
    let early = json!({ "attendance": "yes" });
    let (status, problem) = step(&mut provider, &session, "attendance", &early).await;
    assert_eq!(
        (status, &problem["fields"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"too-early".into())
    );
    days(&town, 7);
    takes(&mut provider, &session, "attendance", &json!({ "attendance": "no", "not_held": "logistics" }))
        .await;
    let due = desk(&mut referrer, "due").await;
    assert!(!due.iter().any(|(kind, _)| kind == "decide_absence"), "{due:?}");
    let (status, _) = step(&mut provider, &session, "attendance", &json!({ "attendance": "yes" })).await;
    assert_eq!(status, StatusCode::CONFLICT, "an outcome is recorded once");
}

#[tokio::test]
async fn attendance_is_recorded_in_two_clicks_and_behaviour_and_concern_are_told_apart() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let referral = taken_on(&mut referrer, &mut provider, &asks(person)).await;
    takes(&mut provider, &referral, "book", &slot("2026-12-01", "10:00")).await;
    let rows = provider.get(&format!("/api/v1/people/{person}/appointments")).await.json();
    let page = format!("/appointments/{}", rows["items"][0]["id"].as_str().unwrap());
    days(&town, 7);
    let mut worker = town.signed_in(Part::Worker).await;
    let form = format!("{page}/attendance");
    let typed = [("attendance", "late"), ("behaviour", "Shouted at reception."), ("concern", "Bruises.")];
    let seen = worker.fill(&form, &typed).await;
    assert_eq!(seen.location(), format!("{page}/feedback"), "feedback is next: {}", seen.page().main_text());
    let told = new(&mut referrer).await;
    assert!(told.contains(&"behaviour".into()) && told.contains(&"concern".into()), "{told:?}");
    let seen = referrer.get(&format!("/api/v1{page}")).await.json()["appointment"]["outcome"].clone();
    assert_eq!(
        (&seen["attendance"]["code"], &seen["behaviour"], &seen["concern"]),
        (&"late".into(), &"Shouted at reception.".into(), &"Bruises.".into())
    );
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    let tab = practitioner.get(&format!("/people/{person}/appointments")).await.page().main_text();
    assert!(tab.contains("Attended, late") && tab.contains("Wanda Worker"), "{tab}");
}

#[tokio::test]
async fn the_day_sheet_names_times_places_and_warnings_without_their_words() {
    let (town, person, mut referrer, mut provider) = begun().await;
    let other = town.person_of(Part::Practitioner, "Bo", "Heron").await;
    let referral = taken_on(&mut referrer, &mut provider, &asks(person)).await;
    takes(&mut provider, &referral, "book", &slot("2026-12-01", "10:00")).await;
    for (who, time) in [(person, "09:00"), (other, "11:30")] {
        let body = json!({ "slot": slot("2026-12-01", time) });
        made(&mut referrer, &format!("/api/v1/people/{who}/appointments"), &body).await;
    }
    let mut seat = town.signed_in(Part::Practitioner).await;
    let sheet = seat.get("/day?day=2026-12-01").await.page();
    let rows = sheet.texts("tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].starts_with("09:00 Ada Crane") && rows[0].contains("Read the warning first"), "{rows:?}");
    assert!(rows[1].starts_with("11:30 Bo Heron") && rows[1].contains("None known"), "{rows:?}");
    let text = sheet.main_text();
    assert!(!text.contains("See in pairs"), "paper is lost: {text}");
    let place = referrer.get("/api/v1/day?day=2026-12-01&place=Castle+Street+office").await.json();
    assert_eq!(place["items"].as_array().unwrap().len(), 2, "only the own agency's");
    let mine = provider.get("/api/v1/day?day=2026-12-01").await.json();
    assert_eq!((mine["items"].as_array().unwrap().len(), &mine["items"][0]["warning"]), (1, &true.into()));
    assert_eq!(seat.get("/day?day=2026-12-02").await.page().texts("tbody tr").len(), 0);
}

#[tokio::test]
async fn an_appointment_is_booked_for_a_colleague_of_the_same_agency_and_moving_it_leaves_it_theirs() {
    let (town, person, mut referrer, _) = begun().await;
    let all = format!("/api/v1/people/{person}/appointments");
    let for_them =
        |part: Part| json!({ "slot": slot("2026-12-01", "10:00"), "with": part.account().to_string() });
    let (status, answer) = post(&mut referrer, &all, &[], &for_them(Part::Worker)).await;
    assert_eq!((status, &answer["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"with".into()));
    let theirs = made(&mut referrer, &all, &for_them(Part::Manager)).await;
    let name = referrer.get(&theirs).await.json()["appointment"]["with"].clone();
    assert_ne!(name, "Priya Practitioner");
    let mut manager = program(&town, Part::Manager).await;
    assert!(desk(&mut manager, "due").await.iter().any(|(kind, _)| kind == "appointment"), "on their desk");
    assert!(!desk(&mut referrer, "due").await.iter().any(|(kind, _)| kind == "appointment"));
    let moving = json!({ "asked_by": "person", "why": "Starts a job.", "slot": slot("2026-12-03", "17:00") });
    let (status, answer) = step(&mut referrer, &theirs, "move", &moving).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let moved = format!("/api/v1/appointments/{}", answer["id"].as_str().unwrap());
    assert_eq!(referrer.get(&moved).await.json()["appointment"]["with"], name, "it stays theirs");
    let mut pages = town.signed_in(Part::Practitioner).await;
    let form = pages.get(&format!("/people/{person}/appointments/new")).await.page().main_text();
    assert!(form.contains("Who holds it?"), "{form}");
}
