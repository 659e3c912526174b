//! Who may see an entry: the team that loaded it, until it is on a record; and nobody learns of a person out of reach.

use super::*;
use crate::town::Seen;

async fn one_entry(town: &Town, extra: &str) -> (Seat, String) {
    let mut court = program(town, Part::Liaison).await;
    load(&mut court, "weekly", &libra("24/11/2026", &[row(1, "Ada Crane", "14/02/1991").with(extra)])).await;
    let entry = entries(&mut court, "2026-11-24").await[0]["id"].as_str().unwrap().to_owned();
    (court, entry)
}

fn without_number(seen: &Seen) -> (StatusCode, String) {
    let mut body = seen.json();
    body.as_object_mut().unwrap().remove("request_id");
    (seen.status, body.to_string())
}

#[tokio::test]
async fn another_agency_another_role_and_a_made_up_id_are_refused_alike() {
    let town = Town::new().await;
    let (mut court, entry) = one_entry(&town, "").await;
    let path = format!("/api/v1/court-entries/{entry}");
    for part in [Part::Practitioner, Part::Officer, Part::Worker] {
        let mut other = program(&town, part).await;
        for path in [&path, "/api/v1/court-entries?day=2026-11-24"] {
            assert_eq!(other.get(path).await.status, StatusCode::FORBIDDEN, "{part:?} {path}");
        }
        let seen = other.send(Method::POST, "/api/v1/court-lists?trigger=weekly", &[], "<job/>").await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{part:?}");
    }
    let nothing = court.get("/api/v1/court-entries/00000000-0000-7000-8000-000000000000").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    let mut colleague = program(&town, Part::LiaisonManager).await;
    assert_eq!(colleague.get(&path).await.status, StatusCode::OK, "the whole team works the list");
}

#[tokio::test]
async fn somebody_out_of_reach_is_neither_attached_offered_counted_nor_hinted_at() {
    let numbers = [("pnc", "2003/0011985X")];
    let extra = "<pnc_id>2003/0011985X</pnc_id>";
    // One town in which probation knows the defendant, one in which nobody does: the court team sees the same.
    let mut told = Vec::new();
    for known in [true, false] {
        let town = Town::new().await;
        let hidden = if known {
            let mut probation = program(&town, Part::Practitioner).await;
            Some(person(&mut probation, "Ada", "Crane", "1991-02-14", &numbers).await)
        } else {
            None
        };
        let (mut court, entry) = one_entry(&town, extra).await;
        let listed = entries(&mut court, "2026-11-24").await;
        assert_eq!(
            listed[0]["match"],
            json!({ "state": "new", "person": null, "possible": 0, "evidence": [] })
        );
        let whole = court.get(&format!("/api/v1/court-entries/{entry}")).await.json();
        assert_eq!(whole["candidates"], json!([]));
        let guess = hidden.unwrap_or_else(|| "00000000-0000-7000-8000-000000000001".into());
        let mut answers = Vec::new();
        for decision in ["attach", "not_same"] {
            answers.push(without_number(&decide(&mut court, &entry, 0, decision, Some(&guess)).await));
        }
        assert_eq!(answers[0].0, StatusCode::NOT_FOUND);
        told.push(answers);
    }
    assert_eq!(told[0], told[1]);
}

#[tokio::test]
async fn what_cannot_be_seen_is_kept_for_those_who_hold_the_record() {
    let town = Town::new().await;
    let mut probation = program(&town, Part::Practitioner).await;
    let hidden = person(&mut probation, "Ada", "Crane", "1991-02-14", &[("crn", "X320741")]).await;
    let (_, entry) = one_entry(&town, "<crn>X320741</crn>").await;
    let mut tx = town.app.store.read().await.unwrap();
    let kept = tx.candidates_for(&[entry.parse().unwrap()]).await.unwrap();
    tx.end().await.unwrap();
    let people: Vec<String> = kept.iter().map(|(_, one)| one.person.to_string()).collect();
    assert_eq!(people, [hidden]);
}

#[tokio::test]
async fn limited_access_hides_whose_an_entry_is_from_those_who_are_not_named() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let ada = person(&mut court, "Ada", "Crane", "1991-02-14", &[("crn", "X320741")]).await;
    limit(&town, &ada, Part::Liaison).await;
    let list = libra("24/11/2026", &[row(1, "Ada Crane", "14/02/1991").with("<crn>X320741</crn>")]);
    let loaded = load(&mut court, "weekly", &list).await;
    assert_eq!(loaded["attached"], 0, "a program attaches nothing to a limited record");
    let entry = entries(&mut court, "2026-11-24").await[0].clone();
    assert_eq!(entry["match"]["state"], "possible", "who is named is asked");
    let mut colleague = program(&town, Part::LiaisonManager).await;
    let seen = entries(&mut colleague, "2026-11-24").await;
    assert_eq!(seen[0]["match"]["state"], "new", "who is not named is not told that there is anybody");
    decide(&mut court, entry["id"].as_str().unwrap(), 0, "attach", Some(&ada)).await;
    assert_eq!(entries(&mut court, "2026-11-24").await[0]["match"]["state"], "attached");
    assert!(
        entries(&mut colleague, "2026-11-24").await.is_empty(),
        "it is part of a record out of reach now"
    );
    let path = format!("/api/v1/court-entries/{}", entry["id"].as_str().unwrap());
    assert_eq!(colleague.get(&path).await.status, StatusCode::NOT_FOUND);
}

/// Limits access to a record to one account.
async fn limit(town: &Town, person: &str, named: Part) {
    let limited = app::fill::LimitedAccess {
        person: person.parse().unwrap(),
        named: vec![named.account()],
        from: town.app.today(),
    };
    let batch = app::fill::Batch { limited: vec![limited], ..app::fill::Batch::default() };
    town.app.store.fill(batch).await.unwrap();
}

#[tokio::test]
async fn an_entry_that_is_nobody_s_goes_28_days_after_its_hearing_and_one_on_a_record_stays() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let ada = person(&mut court, "Ada", "Crane", "1991-02-14", &[("crn", "X320741")]).await;
    let rows =
        [row(1, "Ada Crane", "14/02/1991").with("<crn>X320741</crn>"), row(2, "Bo Heron", "05/05/1985")];
    let today = town.app.today();
    let day = today.strftime("%d/%m/%Y").to_string();
    load(&mut court, "weekly", &libra(&day, &rows)).await;
    let iso = today.to_string();
    town.clock.on(jiff::SignedDuration::from_hours(28 * 24));
    app::sweeping::sweep(&town.app).await.unwrap();
    let mut court = program(&town, Part::Liaison).await;
    assert_eq!(entries(&mut court, &iso).await.len(), 2, "not before");
    town.clock.on(jiff::SignedDuration::from_hours(24));
    app::sweeping::sweep(&town.app).await.unwrap();
    let left = entries(&mut court, &iso).await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["match"]["person"]["id"], ada.as_str());
    let again = load(&mut court, "weekly", &libra(&day, &rows)).await;
    assert_eq!((&again["added"], &again["same"]), (&1.into(), &1.into()), "nothing was left of it");
}

#[tokio::test]
async fn a_look_at_an_entry_is_in_the_ledger_under_its_own_id_and_under_the_person_s_once_it_is_theirs() {
    let town = Town::new().await;
    let (mut court, entry) = one_entry(&town, "").await;
    let looks = async |id: &str| {
        let mut tx = town.app.store.read().await.unwrap();
        let looks = tx.looks(id.parse().unwrap(), None, 50).await.unwrap();
        tx.end().await.unwrap();
        looks.len()
    };
    let before = looks(&entry).await;
    court.get(&format!("/api/v1/court-entries/{entry}")).await;
    assert_eq!(looks(&entry).await, before + 1);
}

#[tokio::test]
async fn markup_in_a_name_is_text_and_no_name_reaches_the_log_of_events_of_the_partnership() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let name = "&lt;script&gt;alert(1)&lt;/script&gt; Crane";
    load(&mut court, "weekly", &libra("24/11/2026", &[row(1, name, "14/02/1991")])).await;
    assert_eq!(entries(&mut court, "2026-11-24").await[0]["name"], "<script>alert(1)</script> Crane");
}
