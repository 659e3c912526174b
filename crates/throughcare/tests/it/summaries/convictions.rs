//! Convictions through the API: determined, corrected, removed, and refused where they contradict the record.

use super::{begun, convicted, custody, made, post};
use http::StatusCode;
use serde_json::{Value, json};

async fn listed(seat: &mut crate::town::Seat, person: domain::ids::PersonId) -> Vec<Value> {
    let seen = seat.get(&format!("/api/v1/people/{person}/convictions")).await.json();
    seen["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn each_conviction_says_whether_it_is_spent_and_what_that_rests_on() {
    let (_, person, mut seat, _) = begun("employer").await;
    convicted(&mut seat, person, "theft", "2024-05-02", custody(10, "2025-03-01")).await;
    let order = json!({ "kind": "community_order", "ends": "2025-10-15" });
    convicted(&mut seat, person, "affray", "2012-10-16", order).await;
    let all = listed(&mut seat, person).await;
    assert_eq!(all[0]["determination"]["verdict"], "spent");
    assert_eq!(all[0]["determination"]["since"], "2026-03-01", "{}", all[0]);
    let counted = &all[0]["determination"]["counted"][0];
    assert_eq!((&counted["months"], &counted["ends"]), (&10.into(), &"2025-03-01".into()));
    assert_eq!(counted["rule"]["months"], 12);
    assert!(counted["rule"]["source"].as_str().unwrap().contains("section 5"));
    // The order of 2012 had not ended when the theft was sentenced: neither is spent before both are.
    assert_eq!(all[1]["determination"]["since"], "2026-03-01", "{}", all[1]);
    assert_eq!(all[1]["determination"]["joined"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_recall_moves_the_end_and_the_determination_with_it() {
    let (_, person, mut seat, _) = begun("employer").await;
    let id = convicted(&mut seat, person, "theft", "2024-05-02", custody(10, "2025-03-01")).await;
    let correct = format!("/api/v1/convictions/{id}/correct");
    let body = json!({ "conviction": { "offence": "theft", "day": "2024-05-02", "age": "adult",
        "sentences": [custody(10, "2026-04-01")] }, "why": "Recalled to prison" });
    let (status, answer) = post(&mut seat, &correct, &[("if-match", "\"1\"")], &body).await;
    assert_eq!(
        (status, &answer["determination"]["until"]),
        (StatusCode::OK, &"2027-04-01".into()),
        "{answer}"
    );
    let (status, _) = post(&mut seat, &correct, &[("if-match", "\"1\"")], &body).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED, "somebody was first");
    let remove = format!("/api/v1/convictions/{id}/remove");
    let why = json!({ "why": "Quashed on appeal" });
    assert_eq!(post(&mut seat, &remove, &[("if-match", "\"2\"")], &why).await.0, StatusCode::OK);
    assert_eq!(post(&mut seat, &remove, &[("if-match", "\"3\"")], &why).await.0, StatusCode::CONFLICT);
    let all = listed(&mut seat, person).await;
    assert_eq!((&all[0]["state"]["code"], &all[0]["determination"]), (&"removed".into(), &Value::Null));
}

#[tokio::test]
async fn what_contradicts_itself_or_the_date_of_birth_is_refused() {
    let (_, person, mut seat, _) = begun("employer").await;
    let path = format!("/api/v1/people/{person}/convictions");
    let sent = |day: &str, age: &str, sentence: Value| json!({ "offence": "theft", "day": day, "age": age, "sentences": [sentence] });
    let fine = json!({ "kind": "fine" });
    // Born on 14 February 1991.
    for (body, field) in [
        (sent("2009-02-13", "adult", fine.clone()), "age"),
        (sent("2009-02-14", "under_18", fine.clone()), "age"),
        (sent("1991-02-14", "under_18", fine.clone()), "day"),
        (sent("2026-11-25", "adult", fine.clone()), "day"),
        (sent("2024-05-02", "adult", json!({ "kind": "custody" })), "sentences"),
        (sent("2024-05-02", "adult", json!({ "kind": "fine", "months": 2 })), "sentences"),
        (sent("2024-05-02", "adult", custody(2, "2024-05-01")), "sentences"),
        (
            sent(
                "2024-05-02",
                "adult",
                json!({ "kind": "suspended_custody", "months": 6, "ends": "2026-01-01" }),
            ),
            "sentences",
        ),
        (
            sent("2024-05-02", "adult", json!({ "kind": "fine", "no_end": true, "ends": "2026-01-01" })),
            "sentences",
        ),
    ] {
        let (status, problem) = post(&mut seat, &path, &[], &body).await;
        assert_eq!(
            (status, &problem["fields"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &field.into()),
            "{body}: {problem}"
        );
    }
    made(&mut seat, &path, &sent("2009-02-13", "under_18", fine)).await;
}

#[tokio::test]
async fn an_end_that_nobody_knows_is_neither_told_nor_left_out() {
    let (_, person, mut seat, employer) = begun("employer").await;
    convicted(&mut seat, person, "theft", "2014-05-02", json!({ "kind": "custody", "months": 3 })).await;
    let all = listed(&mut seat, person).await;
    assert_eq!(all[0]["determination"]["verdict"], "unclear");
    let path = format!("/api/v1/people/{person}/summaries/preview");
    let (status, problem) = post(&mut seat, &path, &[], &super::words(&employer)).await;
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("end of the sentence is not known"), "{problem}");
}
