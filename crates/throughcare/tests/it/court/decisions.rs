//! Whose an entry is: decided with a reason, undone, moved; and both records tell it.

use super::*;

async fn open(court: &mut Seat, entry: &str) -> Value {
    let seen = court.get(&format!("/api/v1/court-entries/{entry}")).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    seen.json()
}

/// A town with one open entry that may be either of two people.
async fn two_possible(town: &Town) -> (Seat, String, [String; 2]) {
    let mut court = program(town, Part::Liaison).await;
    let ada = person(&mut court, "Ada", "Crane", "1991-02-14", &[]).await;
    let other = person(&mut court, "Ada", "Crane", "1991-02-14", &[]).await;
    load(&mut court, "daily", &libra("24/11/2026", &[row(1, "Ada Crane", "14/02/1991")])).await;
    let entry = entries(&mut court, "2026-11-24").await[0]["id"].as_str().unwrap().to_owned();
    (court, entry, [ada, other])
}

/// What happened on a record, newest first.
async fn events(court: &mut Seat, person: &str) -> Vec<String> {
    let timeline = court.get(&format!("/api/v1/people/{person}/timeline")).await.json();
    timeline["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"]["code"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_decision_is_kept_with_its_reason_and_undone_by_another() {
    let town = Town::new().await;
    let (mut court, entry, [ada, other]) = two_possible(&town).await;
    assert_eq!(open(&mut court, &entry).await["match"]["possible"], 2);
    assert_eq!(decide(&mut court, &entry, 0, "not_same", Some(&other)).await.json()["state"], "open");
    assert_eq!(
        open(&mut court, &entry).await["match"]["possible"],
        1,
        "who was ruled out is offered no more"
    );
    assert_eq!(decide(&mut court, &entry, 1, "attach", Some(&ada)).await.json()["person"], ada.as_str());
    assert_eq!(events(&mut court, &ada).await[0], "court.attached");
    let seen = decide(&mut court, &entry, 2, "attach", Some(&ada)).await;
    assert_eq!((seen.status, &seen.json()["code"]), (StatusCode::CONFLICT, &"move-refused".into()));
    assert_eq!(decide(&mut court, &entry, 2, "undo", None).await.json()["state"], "open");
    assert_eq!(events(&mut court, &ada).await[..2], ["court.detached", "court.attached"]);
    assert_eq!(decide(&mut court, &entry, 3, "undo", None).await.json()["state"], "open");
    let whole = open(&mut court, &entry).await;
    assert_eq!(whole["match"]["possible"], 2);
    let kept: Vec<&str> = whole["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["decision"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(kept, ["not_same", "attached", "undone", "undone"]);
    assert!(
        whole["decisions"].as_array().unwrap().iter().all(|one| one["reason"] == "Compared with the file")
    );
    let seen = decide(&mut court, &entry, 4, "undo", None).await;
    assert_eq!(seen.status, StatusCode::CONFLICT, "there is nothing left to undo");
}

#[tokio::test]
async fn two_who_decide_at_once_do_not_write_over_each_other() {
    let town = Town::new().await;
    let (mut court, entry, [ada, _]) = two_possible(&town).await;
    assert_eq!(decide(&mut court, &entry, 0, "new", None).await.json()["state"], "new");
    let late = decide(&mut court, &entry, 0, "attach", Some(&ada)).await;
    assert_eq!((late.status, &late.json()["code"]), (StatusCode::PRECONDITION_FAILED, &"stale".into()));
    // Somebody decided that it is nobody known: a re-issued list does not attach it behind their back.
    load(&mut court, "weekly", &libra("24/11/2026", &[row(1, "Ada Crane", "14/02/1991").in_room("9")])).await;
    assert_eq!(open(&mut court, &entry).await["match"]["state"], "new");
}

#[tokio::test]
async fn an_attachment_that_was_undone_is_not_made_again_by_a_list() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let ada = person(&mut court, "Ada", "Crane", "1991-02-14", &[("crn", "X320741")]).await;
    let list = |room: &str| {
        libra("24/11/2026", &[row(1, "Ada Crane", "14/02/1991").with("<crn>X320741</crn>").in_room(room)])
    };
    load(&mut court, "weekly", &list("1")).await;
    let entry = entries(&mut court, "2026-11-24").await[0].clone();
    assert_eq!(entry["match"]["person"]["id"], ada.as_str());
    let id = entry["id"].as_str().unwrap();
    decide(&mut court, id, 1, "undo", None).await;
    let again = load(&mut court, "weekly", &list("2")).await;
    assert_eq!((&again["changed"], &again["attached"]), (&1.into(), &0.into()));
    assert_eq!(open(&mut court, id).await["match"]["state"], "possible");
}

#[tokio::test]
async fn an_entry_on_the_wrong_record_is_moved_and_both_records_tell_it() {
    let town = Town::new().await;
    let (mut court, entry, [ada, other]) = two_possible(&town).await;
    decide(&mut court, &entry, 0, "attach", Some(&ada)).await;
    let duties = |person: &str| {
        let person: uuid::Uuid = person.parse().unwrap();
        let app = std::sync::Arc::clone(&town.app);
        async move {
            let mut tx = app.store.read().await.unwrap();
            let duties = tx.duties_about(domain::ids::PersonId(person), 20).await.unwrap();
            tx.end().await.unwrap();
            duties.len()
        }
    };
    assert_eq!((duties(&ada).await, duties(&other).await), (1, 0), "a paper assessment is due on the record");
    let body = json!({ "to": other, "reason": "Two people of one name" }).to_string();
    let path = format!("/api/v1/court-entries/{entry}/move");
    let stale = court.json(Method::POST, &path, &[("if-match", "\"0\"")], &body).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let moved = court.json(Method::POST, &path, &[("if-match", "\"1\"")], &body).await;
    assert_eq!(
        (moved.status, &moved.json()["person"]),
        (StatusCode::OK, &other.as_str().into()),
        "{}",
        moved.body
    );
    assert_eq!(moved.json()["id"], entry.as_str(), "the entry keeps its id");
    assert_eq!(events(&mut court, &ada).await[..2], ["court.detached", "court.attached"]);
    assert_eq!(events(&mut court, &other).await[0], "court.attached");
    assert_eq!((duties(&ada).await, duties(&other).await), (0, 1), "and what is due goes along");
    let back = decide(&mut court, &entry, 2, "undo", None).await;
    assert_eq!(back.json()["person"], ada.as_str(), "a move can be undone as well");
    let open_again = decide(&mut court, &entry, 3, "undo", None).await;
    assert_eq!(open_again.json()["state"], "open");
    let seen = court.json(Method::POST, &path, &[("if-match", "\"4\"")], &body).await;
    assert_eq!(seen.status, StatusCode::CONFLICT, "what is on nobody's record cannot be moved");
}

#[tokio::test]
async fn a_record_tells_what_a_re_issued_list_changed() {
    let town = Town::new().await;
    let (mut court, entry, [ada, _]) = two_possible(&town).await;
    decide(&mut court, &entry, 0, "attach", Some(&ada)).await;
    load(&mut court, "daily", &libra("24/11/2026", &[row(1, "Ada Crane", "14/02/1991").in_room("5")])).await;
    let timeline = court.get(&format!("/api/v1/people/{ada}/timeline")).await.json();
    let newest = &timeline["items"][0];
    assert_eq!(newest["kind"]["code"], "court.changed");
    assert!(newest.to_string().contains("\"room\""), "{newest}");
}

#[tokio::test]
async fn a_number_without_the_name_or_two_with_one_number_wait_for_a_person() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    person(&mut court, "Ada", "Crane", "1991-02-14", &[("crn", "X320741")]).await;
    person(&mut court, "Dee", "Finch", "1970-01-01", &[("crn", "X111111")]).await;
    person(&mut court, "Dee", "Finch", "1970-01-01", &[("crn", "X111111")]).await;
    person(&mut court, "Eve", "Gull", "1980-01-01", &[("crn", "X222222")]).await;
    let rows = [
        row(1, "Bo Heron", "05/05/1985").with("<crn>X320741</crn>"),
        row(2, "Dee Finch", "01/01/1970").with("<crn>X111111</crn>"),
        row(3, "Eve Gull", "02/01/1980").with("<crn>X222222</crn>"),
        row(4, "Gull Eve", "01/01/1980"),
    ];
    let loaded = load(&mut court, "weekly", &libra("24/11/2026", &rows)).await;
    assert_eq!(loaded["attached"], 0);
    for entry in entries(&mut court, "2026-11-24").await {
        assert_eq!(entry["match"]["state"], "possible", "{}", entry["name"]);
        assert!(!entry["match"]["evidence"].as_array().unwrap().is_empty());
        assert_eq!(entry["known_to"], json!([]), "a possible match is no known one");
    }
}
