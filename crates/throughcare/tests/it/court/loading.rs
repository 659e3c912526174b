//! Loading: the catalogue's row, re-issued lists, several sources, faults, and loading twice.

use super::*;
use crate::town::AgencyOf;

const PNC: &str = "2003/0011985X";

/// S4-17: the weekly list gives candidates; a daily entry makes a paper assessment due the same day; the known-flag needs a
/// matched identity, and a possible match waits for a person.
#[tokio::test]
async fn s4_17_weekly_lists_give_candidates_and_daily_entries_a_paper_assessment_the_same_day() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let sure = person(&mut court, "Ada", "Crane", "1991-02-14", &[("pnc", PNC)]).await;
    person(&mut court, "Bo", "Heron", "1985-05-05", &[]).await;
    let rows = [
        row(1, "Ms Ada CRANE", "14/02/1991").with(&format!("<pnc_id>{}</pnc_id>", "20030011985X")),
        row(2, "Bo Heron", "05/05/1985"),
        row(3, "Cy Egret", "01/01/1990"),
    ];
    let weekly = load(&mut court, "weekly", &libra("24/11/2026", &rows)).await;
    assert_eq!((&weekly["rows"], &weekly["added"], &weekly["attached"]), (&3.into(), &3.into(), &1.into()));
    let listed = entries(&mut court, "2026-11-24").await;
    let states: Vec<(&str, &str, &Value)> = listed
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), one["match"]["state"].as_str().unwrap(), &one["known_to"]))
        .collect();
    let (known, nobody) = (json!([AgencyOf::Liaison.name()]), json!([]));
    let wanted =
        [("Ada CRANE", "attached", &known), ("Cy Egret", "new", &nobody), ("Bo Heron", "possible", &nobody)];
    assert_eq!(states, wanted);
    assert_eq!(listed[0]["match"]["person"]["id"], sure);
    assert!(listed.iter().all(|one| one["paper_assessment_due"].is_null()), "a weekly list sets off none");
    // The known-flag of the possible one comes with the decision.
    let bo = listed.iter().find(|one| one["name"] == "Bo Heron").unwrap();
    let whole = court.get(&format!("/api/v1/court-entries/{}", bo["id"].as_str().unwrap())).await.json();
    let candidate = whole["candidates"][0]["person"]["id"].as_str().unwrap().to_owned();
    let seen = decide(&mut court, bo["id"].as_str().unwrap(), 0, "attach", Some(&candidate)).await;
    assert_eq!(seen.json()["state"], "attached", "{}", seen.body);
    let daily = load(&mut court, "daily", &libra("24/11/2026", &rows)).await;
    assert_eq!(
        (&daily["added"], &daily["joined"]),
        (&0.into(), &3.into()),
        "the same hearings, told by another feed"
    );
    let listed = entries(&mut court, "2026-11-24").await;
    let today = town.app.today().to_string();
    assert!(listed.iter().all(|one| one["paper_assessment_due"] == today.as_str()));
    let known: Vec<usize> = listed.iter().map(|one| one["known_to"].as_array().unwrap().len()).collect();
    assert_eq!(known, [1, 0, 1]);
}

#[tokio::test]
async fn s4_17_again_with_other_numbers_and_the_daily_list_first() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    for number in 0..7 {
        let given = ["Al", "Bea", "Cat", "Dov", "Eve", "Flo", "Gus"][number];
        person(&mut court, given, "Heron", &format!("199{number}-03-0{}", number + 1), &[]).await;
    }
    let rows: Vec<Row> = (0..40)
        .map(|number| {
            let name = if number < 7 {
                format!("{} Heron", ["Al", "Bea", "Cat", "Dov", "Eve", "Flo", "Gus"][number])
            } else {
                format!("Stranger{number} Egret")
            };
            let born =
                if number < 7 { format!("0{}/03/199{number}", number + 1) } else { "01/01/1970".into() };
            row(u32::try_from(number).unwrap(), &name, &born)
        })
        .collect();
    let daily = load(&mut court, "daily", &libra("01/12/2026", &rows)).await;
    assert_eq!(
        (&daily["added"], &daily["attached"]),
        (&40.into(), &0.into()),
        "name and birthday wait for a person"
    );
    let listed = entries(&mut court, "2026-12-01").await;
    let possible = listed.iter().filter(|one| one["match"]["state"] == "possible").count();
    assert_eq!((listed.len(), possible), (40, 7));
    assert!(listed.iter().all(|one| one["known_to"].as_array().unwrap().is_empty()));
    assert!(listed.iter().all(|one| one["paper_assessment_due"] == town.app.today().to_string()));
}

#[tokio::test]
async fn a_list_loaded_twice_changes_nothing_and_a_re_issued_one_tells_what_changed() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let rows = [
        row(1, "Ada Crane", "14/02/1991"),
        row(2, "Bo Heron", "05/05/1985"),
        row(3, "Cy Egret", "01/01/1990"),
    ];
    let first = load(&mut court, "weekly", &libra("24/11/2026", &rows)).await;
    let before = entries(&mut court, "2026-11-24").await;
    let second = load(&mut court, "weekly", &libra("24/11/2026", &rows)).await;
    assert_eq!((&first["added"], &second["added"], &second["same"]), (&3.into(), &0.into(), &3.into()));
    assert_eq!(entries(&mut court, "2026-11-24").await, before);
    let again = [rows[0].clone().in_room("7"), rows[1].clone(), row(4, "Dee Finch", "02/02/1992")];
    let third = load(&mut court, "weekly", &libra("24/11/2026", &again)).await;
    let told = ["added", "changed", "same", "gone"].map(|what| third[what].as_u64().unwrap());
    assert_eq!(told, [1, 1, 1, 1]);
    let listed = entries(&mut court, "2026-11-24").await;
    let ids =
        |name: &str, all: &[Value]| all.iter().find(|one| one["name"] == name).map(|one| one["id"].clone());
    assert_eq!(ids("Ada Crane", &listed), ids("Ada Crane", &before), "the entry is the same");
    let gone: Vec<&Value> =
        listed.iter().filter(|one| !one["gone"].is_null()).map(|one| &one["name"]).collect();
    assert_eq!(gone, ["Cy Egret"]);
    let ada = ids("Ada Crane", &listed).unwrap();
    let whole = court.get(&format!("/api/v1/court-entries/{}", ada.as_str().unwrap())).await.json();
    assert_eq!(whole["changes"][0]["changes"], json!([{ "field": "room", "before": "1", "now": "7" }]));
    // Listed again, it is there again.
    let back = load(
        &mut court,
        "weekly",
        &libra("24/11/2026", &[rows.as_slice(), &[row(4, "Dee Finch", "02/02/1992")]].concat()),
    )
    .await;
    assert_eq!((&back["gone"], &back["added"]), (&0.into(), &0.into()));
    assert!(entries(&mut court, "2026-11-24").await.iter().all(|one| one["gone"].is_null()));
}

fn hearing(urn: &str, defendants: &[(&str, &str, &str, &str)]) -> Value {
    let defendants: Vec<Value> = defendants
        .iter()
        .map(|(id, given, family, born)| {
            json!({ "id": id, "personDefendant": { "personDetails": { "firstName": given, "lastName": family, "dateOfBirth": born, "gender": "FEMALE" } },
                "offences": [{ "offenceTitle": "Theft", "judicialResults": [{ "label": "Community order", "isConvictedResult": true }] }] })
        })
        .collect();
    json!({ "hearing": { "id": "h-1", "courtCentre": { "code": "B10JQ00", "roomName": "Room 1" },
        "hearingDays": [{ "sittingDay": "2026-11-24T10:00:00Z" }],
        "prosecutionCases": [{ "prosecutionCaseIdentifier": { "caseURN": urn }, "defendants": defendants }] } })
}

#[tokio::test]
async fn the_same_case_from_several_sources_is_one_hearing_and_co_defendants_are_two() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let rows = [row(1, "Mrs Ada Crane", "14/02/1991"), row(2, "Bo Heron", "05/05/1985")];
    load(&mut court, "weekly", &libra("24/11/2026", &rows)).await;
    let urn = rows[0].urn.clone();
    let people = [("d1", "ADA", "Crane", "1991-02-14"), ("d2", "Kit", "Crane", "1991-02-14")];
    let common = load(&mut court, "weekly", &hearing(&urn, &people).to_string()).await;
    assert_eq!(
        (&common["joined"], &common["added"]),
        (&1.into(), &1.into()),
        "a twin of one surname is somebody else"
    );
    let hub = json!({ "document": { "data": { "job": { "sessions": [{ "doh": "24/11/2026", "court": "North Court", "room": "1", "sstart": "09:30",
        "blocks": [{ "bstart": "10:00", "cases": [{ "caseno": rows[0].case, "def_name": "Crane, Ada", "def_dob": "14/02/1991", "offences": [] }] }] }] } } } });
    let hub = load(&mut court, "weekly", &hub.to_string()).await;
    assert_eq!((&hub["joined"], &hub["added"]), (&1.into(), &0.into()));
    let listed = entries(&mut court, "2026-11-24").await;
    assert_eq!(listed.len(), 3);
    let ada = listed.iter().find(|one| one["name"] == "ADA Crane").unwrap();
    assert_eq!(ada["sources"].as_array().unwrap().len(), 3);
    assert_eq!(ada["offences"][0]["results"], json!(["Community order"]));
    assert_eq!(ada["case_number"], rows[0].case.as_str(), "what one source leaves out, another tells");
    for text in [urn.as_str(), "Crane"] {
        let kit = listed.iter().find(|one| one["name"] == "Kit Crane").unwrap();
        assert!(kit.to_string().contains(text));
        assert!(!kit.to_string().contains("ADA"), "nothing of a co-defendant");
    }
    for again in [&common, &hub] {
        assert_eq!(again["gone"], 0);
    }
    // Each of the three again: nothing new.
    for body in [libra("24/11/2026", &rows), hearing(&urn, &people).to_string()] {
        let again = load(&mut court, "weekly", &body).await;
        assert_eq!((&again["same"], &again["added"], &again["changed"]), (&2.into(), &0.into(), &0.into()));
    }
}

#[tokio::test]
async fn a_bad_row_is_told_with_its_place_and_nothing_is_taken_for_gone() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let rows = [row(1, "Ada Crane", "14/02/1991"), row(2, "Bo Heron", "05/05/1985")];
    load(&mut court, "weekly", &libra("24/11/2026", &rows)).await;
    let bad = libra("24/11/2026", &[rows[0].clone(), row(2, "", "05/05/1985")]);
    let loaded = load(&mut court, "weekly", &bad).await;
    assert_eq!((&loaded["same"], &loaded["faults"], &loaded["gone"]), (&1.into(), &1.into(), &0.into()));
    let fault = &loaded["first_faults"][0];
    assert_eq!((&fault["reason"]["code"], &fault["field"]), (&"no_name".into(), &"def_name".into()));
    assert_eq!(fault["place"], "session 2, block 1, case 1 (line 1)");
    // A file that ends in the middle takes nothing away either, and says so.
    let whole = libra("24/11/2026", &rows);
    let cut = load(&mut court, "weekly", &whole[..whole.len() - 40]).await;
    assert_eq!((&cut["complete"], &cut["gone"]), (&false.into(), &0.into()));
    assert!(entries(&mut court, "2026-11-24").await.iter().all(|one| one["gone"].is_null()));
}

#[tokio::test]
async fn the_same_key_loads_once_and_another_file_under_it_is_refused() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let body = libra("24/11/2026", &[row(1, "Ada Crane", "14/02/1991")]);
    let headers = [("content-type", "application/octet-stream"), ("idempotency-key", "night-1")];
    let path = "/api/v1/court-lists?trigger=daily&file=list.xml";
    let first = court.send(Method::POST, path, &headers, &body).await;
    let second = court.send(Method::POST, path, &headers, &body).await;
    assert_eq!((first.status, first.json()), (second.status, second.json()));
    assert_eq!(first.json()["file"], "list.xml");
    let again = court.get(first.location()).await;
    assert_eq!(again.json(), first.json());
    let other = court.send(Method::POST, path, &headers, "<job/>").await;
    assert_eq!(other.json()["code"], "key-reused");
}

#[tokio::test]
async fn what_is_no_list_is_answered_with_what_to_do() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    for (body, reason) in [
        ("", "empty"),
        ("surname,forename\n", "unknown_format"),
        ("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><job>&a;</job>", "doctype"),
        ("<?xml version=\"1.0\" encoding=\"UTF-16\"?><job/>", "not_utf_8"),
    ] {
        let loaded = load(&mut court, "weekly", body).await;
        assert_eq!((&loaded["complete"], &loaded["rows"]), (&false.into(), &0.into()), "{body}");
        assert_eq!(loaded["first_faults"][0]["reason"]["code"], reason, "{body}");
    }
    let deep = format!("<job><session><case>{}", "<a>".repeat(5_000));
    assert_eq!(load(&mut court, "weekly", &deep).await["first_faults"][0]["reason"]["code"], "too_deep");
    let huge = "x".repeat(33 * 1024 * 1024);
    let seen = court.send(Method::POST, "/api/v1/court-lists?trigger=weekly", &[], &huge).await;
    assert_eq!(seen.status, StatusCode::PAYLOAD_TOO_LARGE);
}
