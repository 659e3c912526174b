//! S0-16: carers and relatives; S1-18: police, emergency departments and anti-social behaviour; S3-08: the intensive alternative.

use super::{begin, begun, refused, scene, stage, taken, warns, wrong};
use crate::{
    plans::post,
    town::{AgencyOf, Seat},
};
use domain::ids::PersonId;
use http::StatusCode;
use serde_json::{Value, json};

async fn carer(all: Value, may_not_lack: &[&str]) {
    let (_, person, mut seat) = scene().await;
    for lacks in may_not_lack {
        let mut some = all.clone();
        some.as_object_mut().expect("answers").remove(*lacks);
        let (status, problem) = begin(&mut seat, person, "carer", &some).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{lacks}: {problem}");
        assert_eq!(wrong(&problem).0, *lacks);
    }
    let mut tomorrow = all.clone();
    tomorrow["permitted"] = "2026-11-25".into();
    assert_eq!(begin(&mut seat, person, "carer", &tomorrow).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let listed = seat.get(&format!("/api/v1/people/{person}/casework")).await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(0), "nothing was half-written");
    let piece = begun(&mut seat, person, "carer", &all).await;
    for at in ["planning", "delivery", "evaluation"] {
        let joined = json!({ "day": "2026-11-23", "stage": at, "what": "The review of the plan" });
        taken(&mut seat, &piece, "carer_joined", &joined).await;
    }
    // What the person takes back is over at once, and stays in the history.
    let over = taken(&mut seat, &piece, "carer_withdrawn", &json!({ "withdrawn": "2026-11-24" })).await;
    assert_eq!((&over["state"]["code"], over["next"].as_array().map(Vec::len)), (&"closed".into(), Some(0)));
    assert_eq!(over["facts"].as_array().map(Vec::len), Some(5));
}

#[tokio::test]
async fn s0_16_a_carer_is_added_only_with_a_recorded_permission_and_a_stated_protective_role() {
    let all = json!({
        "name": "Bo Crane", "relation": "partner", "part": "Stays with her when she wants to drink.", "permitted": "2026-11-20",
        "how": "written",
    });
    carer(all, &["permitted", "how", "part"]).await;
}

#[tokio::test]
async fn s0_16_again_with_a_sponsor() {
    let all = json!({
        "name": "Jo", "relation": "mentor", "part": "Rings each evening.", "permitted": "2026-01-02", "how": "spoken",
        "may_know": "When the next meeting is",
    });
    carer(all, &["part", "permitted"]).await;
}

async fn hospital(arrived: &str, left: &str, before: &str, risk: &str, outcome: &str) {
    let (_, person, mut seat) = scene().await;
    let there = json!({
        "hospital": "Northmoor General", "arrived": arrived, "risk": risk, "risk_words": "Was found on the bridge.",
        "agreed_with": "Nurse in charge",
    });
    for lacks in ["arrived", "risk", "agreed_with"] {
        let mut some = there.clone();
        some.as_object_mut().expect("answers").remove(lacks);
        let (status, problem) = begin(&mut seat, person, "hospital", &some).await;
        assert_eq!((status, wrong(&problem).0.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, lacks));
    }
    let piece = begun(&mut seat, person, "hospital", &there).await;
    let early = json!({ "left": before, "outcome": outcome });
    assert_eq!(refused(&mut seat, &piece, "hospital_left", &early).await.0, "left");
    let over = taken(&mut seat, &piece, "hospital_left", &json!({ "left": left, "outcome": outcome })).await;
    let says = |name: &str| over["answers"][name].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        [says("arrived"), says("left"), says("risk"), says("outcome")],
        [arrived, left, risk, outcome]
    );
}

#[tokio::test]
async fn s1_18_a_handover_to_an_emergency_department_has_times_in_and_out_and_the_agreed_risk() {
    hospital("2026-11-22T23:40", "2026-11-23T02:15", "2026-11-22T23:39", "high", "admitted").await;
}

#[tokio::test]
async fn s1_18_again_on_another_day() {
    hospital("2026-10-01T09:05", "2026-10-01T09:50", "2026-09-30T10:00", "low", "assessed_home").await;
}

async fn nuisance(days: [&str; 4], court: &str) {
    let (_, person, mut seat) = scene().await;
    let [seen, screened, advised, referred] = days;
    let piece =
        begun(&mut seat, person, "nuisance", &json!({ "began": seen, "what": "Noise at night, six times." }))
            .await;
    taken(&mut seat, &piece, "nuisance_screen", &json!({ "screened": screened, "screen_says": "AUDIT-C 9" }))
        .await;
    taken(
        &mut seat,
        &piece,
        "nuisance_advise",
        &json!({ "advised": advised, "advice": "What helps to drink less" }),
    )
    .await;
    taken(&mut seat, &piece, "nuisance_refer", &json!({ "referred": referred, "to": "The alcohol service" }))
        .await;
    let over =
        taken(&mut seat, &piece, "nuisance_close", &json!({ "court": court, "closed": "2026-11-24" })).await;
    let says = |name: &str| over["answers"][name].as_str().unwrap_or_default().to_owned();
    assert_eq!([says("began"), says("screened"), says("advised"), says("referred")], days);
    assert_eq!((says("court").as_str(), &over["state"]["code"]), (court, &"closed".into()));
}

#[tokio::test]
async fn s1_18_a_case_of_anti_social_behaviour_shows_screen_advice_referral_and_whether_it_came_to_court() {
    nuisance(["2026-11-02", "2026-11-04", "2026-11-04", "2026-11-09"], "no").await;
}

#[tokio::test]
async fn s1_18_again_when_it_came_to_court() {
    nuisance(["2026-08-17", "2026-09-01", "2026-09-08", "2026-10-20"], "yes").await;
}

async fn somebody(seat: &mut Seat, family: &str, born: &str, gender: &str) -> PersonId {
    let identity =
        json!({ "legal_name": { "given": "Sam", "family": family }, "born": born, "gender": gender });
    let (status, made) = post(seat, "/api/v1/people", &[], &json!({ "identity": identity })).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    PersonId(made["id"].as_str().expect("an id").parse().expect("an id"))
}

fn starting(day: &str) -> Value {
    json!({
        "start": day, "harm": AgencyOf::Police.id().to_string(), "work": AgencyOf::Council.id().to_string(),
        "outreach": AgencyOf::Probation.id().to_string(), "family": AgencyOf::Alcohol.id().to_string(),
    })
}

/// Who is taken, by sex and date of birth; each strand has a provider and attendance; starts are counted against those meant.
async fn intensive(
    start: &str,
    taken_in: &[(&str, &str)],
    refused_to: &[(&str, &str)],
    came: [(&str, &str); 4],
) {
    let (town, _, mut seat) = scene().await;
    for (born, gender) in refused_to {
        let person = somebody(&mut seat, "Stone", born, gender).await;
        let (status, problem) = begin(&mut seat, person, "intensive", &starting(start)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{born} {gender}");
        assert!(
            wrong(&problem).0 == "start" && wrong(&problem).1.contains("men who are 18 to 25"),
            "{problem}"
        );
    }
    let mut last = String::new();
    for (born, gender) in taken_in {
        let person = somebody(&mut seat, "Rowan", born, gender).await;
        for strand in ["harm", "work", "outreach", "family"] {
            let mut some = starting(start);
            some.as_object_mut().expect("answers").remove(strand);
            let (_, problem) = begin(&mut seat, person, "intensive", &some).await;
            assert_eq!(wrong(&problem).0, strand, "each strand has a provider");
        }
        last = begun(&mut seat, person, "intensive", &starting(start)).await;
    }
    assert!(warns(&seat.get(&last).await.json(), "A strand has no session yet"));
    let mut shown = Value::Null;
    for (strand, came) in came {
        let session = json!({ "strand": strand, "day": start, "came": came });
        shown = taken(&mut seat, &last, "intensive_attended", &session).await;
    }
    assert!(!warns(&shown, "A strand has no session yet"), "{shown}");
    let lines: Vec<&str> =
        shown["listed"].as_array().expect("lines").iter().filter_map(Value::as_str).collect();
    for ((_, came), line) in came.iter().zip(&lines) {
        let expected = if *came == "yes" { "came 1 of 1 times" } else { "came 0 of 1 times" };
        assert!(line.ends_with(expected), "{line}");
    }
    let starts = taken_in.len();
    let desk = seat.get("/api/v1/casework?kind=intensive").await.json();
    assert_eq!((&desk["meant"], &desk["years"][0]["all"]), (&200.into(), &starts.into()), "{desk}");
    let mut page = town.signed_in(crate::town::Part::Practitioner).await;
    let text = page.get("/casework?kind=intensive").await.page().main_text();
    assert!(text.contains(&format!("{starts} of 200 that are meant")), "{text}");
    assert_eq!(stage(&shown), "begun");
}

#[tokio::test]
async fn s3_08_men_of_18_to_25_with_a_provider_and_attendance_on_each_of_four_strands() {
    let taken_in = [("2008-11-20", "male"), ("2000-11-21", "male")];
    let refused_to =
        [("2008-11-21", "male"), ("2000-11-20", "male"), ("2004-05-05", "female"), ("2004-05-05", "unknown")];
    intensive(
        "2026-11-20",
        &taken_in,
        &refused_to,
        [("harm", "yes"), ("work", "yes"), ("outreach", "no"), ("family", "yes")],
    )
    .await;
}

#[tokio::test]
async fn s3_08_again_from_another_day() {
    let taken_in = [("2007-02-02", "male"), ("2004-02-29", "male"), ("2001-10-02", "male")];
    let refused_to = [("1999-12-31", "male"), ("2010-01-01", "male")];
    intensive(
        "2026-10-01",
        &taken_in,
        &refused_to,
        [("harm", "no"), ("work", "excused"), ("outreach", "yes"), ("family", "no")],
    )
    .await;
}
