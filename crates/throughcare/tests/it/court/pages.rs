//! The pages of the court's list, as the liaison team works them.

use super::*;
use crate::town::Seen;

/// Sends the upload form.
async fn upload(seat: &mut Seat, trigger: &str, file: &str) -> Seen {
    let fields = seat.filled("/court/load", "/court/load", &[("trigger", trigger)]).await;
    let (headers, body) = uploaded(&fields, file);
    seat.send(Method::POST, "/court/load", &headers, &body).await
}

fn today(town: &Town) -> String {
    town.app.today().strftime("%d/%m/%Y").to_string()
}

#[tokio::test]
async fn a_list_is_loaded_worked_decided_and_moved_through_the_pages() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let ada = person(&mut court, "Ada", "Crane", "1991-02-14", &[]).await;
    let other = person(&mut court, "Ida", "Crane", "1991-02-14", &[("crn", "X654321")]).await;
    let mut seat = town.signed_in(Part::Liaison).await;
    assert!(seat.get("/my-work").await.body.contains("href=\"/court\""), "the menu leads there");
    let empty = seat.get("/court").await.page();
    assert!(empty.main_text().contains("Nobody is listed"), "{}", empty.main_text());
    let list = libra(
        &today(&town),
        &[row(1, "Mrs Ada Crane", "14/02/1991"), row(2, "&lt;i&gt;Bo&lt;/i&gt; Heron", "05/05/1985")],
    );
    let seen = upload(&mut seat, "daily", &list).await;
    assert!(seen.location().starts_with("/court/lists/"), "{} {}", seen.status, seen.body);
    let loaded = seat.get(seen.location()).await.page();
    assert!(loaded.main_text().contains("Defendants read 2"), "{}", loaded.main_text());
    let day = seat.get("/court").await;
    let text = day.page().main_text();
    for said in
        ["Ada Crane", "2 possible matches", "same name and date of birth", "Paper assessment by", "New"]
    {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!day.body.contains("<i>Bo") && text.contains("<i>Bo</i> Heron"), "markup is text: {text}");
    let entry =
        entries(&mut court, &town.app.today().to_string()).await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/court/entries/{entry}");
    let shown = seat.get(&path).await.page().main_text();
    assert!(
        shown.contains("On the list") && shown.contains("Differs") && shown.contains("What speaks for it"),
        "{shown}"
    );
    let refused = seat.fill(&path, &[("decision", ""), ("reason", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.page().main_text().contains("Select whose this entry is"));
    let decision = format!("attach:{ada}");
    let seen =
        seat.fill(&path, &[("decision", &decision), ("reason", "Same address on the charge sheet")]).await;
    assert_eq!(seen.location(), path, "{}", seen.body);
    let shown = seat.get(&path).await.page().main_text();
    assert!(shown.contains("Same address on the charge sheet") && shown.contains("Known to"), "{shown}");
    let hearings = seat.get(&format!("/people/{ada}/hearings")).await;
    assert!(hearings.page().main_text().contains("North Court"), "{}", hearings.page().main_text());
    let seen = seat.fill(&format!("{path}/move"), &[("to", "X654321"), ("reason", "The sister")]).await;
    assert_eq!(seen.location(), path, "{}", seen.page().main_text());
    for record in [&ada, &other] {
        let timeline = seat.get(&format!("/people/{record}/timeline")).await.page().main_text();
        assert!(
            timeline.contains("Moved to the right person") && timeline.contains("The sister"),
            "{timeline}"
        );
    }
    let seen = seat.fill(&path, &[("decision", "undo"), ("reason", "It was Ada after all")]).await;
    assert_eq!(seen.location(), path);
    assert_eq!(
        court.get(&format!("/api/v1/court-entries/{entry}")).await.json()["match"]["person"]["id"],
        ada.as_str()
    );
}

#[tokio::test]
async fn somebody_known_who_was_no_candidate_is_attached_by_reference_and_nobody_out_of_reach_can_be() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    person(&mut court, "Wholly", "Different", "1970-01-01", &[("crn", "X777777")]).await;
    let mut probation = program(&town, Part::Practitioner).await;
    person(&mut probation, "Hidden", "Person", "1971-01-01", &[("crn", "X888888")]).await;
    load(&mut court, "weekly", &libra(&today(&town), &[row(1, "Ada Crane", "14/02/1991")])).await;
    let entry =
        entries(&mut court, &town.app.today().to_string()).await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/court/entries/{entry}");
    let mut seat = town.signed_in(Part::Liaison).await;
    let mut answers = Vec::new();
    for number in ["X888888", "X999999"] {
        let seen =
            seat.fill(&path, &[("decision", "other"), ("reference", number), ("reason", "Said so")]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        answers.push(seen.page().main_text().replace(number, "NUMBER"));
    }
    assert_eq!(answers[0], answers[1], "hidden and absent are answered alike");
    let seen =
        seat.fill(&path, &[("decision", "other"), ("reference", "X777777"), ("reason", "Said so")]).await;
    assert_eq!(seen.location(), path, "{}", seen.page().main_text());
}

#[tokio::test]
async fn the_upload_refuses_what_is_too_large_without_a_file_or_without_its_token() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Liaison).await;
    let seen = upload(&mut seat, "weekly", "").await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.page().main_text().contains("Select the court’s file"));
    let huge = "x".repeat(33 * 1024 * 1024);
    assert_eq!(upload(&mut seat, "weekly", &huge).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let body = "--B\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nwrong\r\n--B--\r\n";
    let headers = [("content-type", "multipart/form-data; boundary=B"), ("sec-fetch-site", "same-origin")];
    let seen = seat.send(Method::POST, "/court/load", &headers, body).await;
    assert_eq!(seen.location(), "/court/load", "back to the form");
    let broken = seat.send(Method::POST, "/court/load", &headers, "--X").await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    let nobody = town.seat().send(Method::POST, "/court/load", &headers, &huge).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "nothing is read of who is not signed in");
    let mut practitioner = town.signed_in(Part::Practitioner).await;
    assert_eq!(
        practitioner.send(Method::POST, "/court/load", &headers, &huge).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_restricted_name_is_marked_and_shown_on_no_page_outside_the_team() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let hearing = json!({ "hearing": { "id": "h", "courtCentre": { "code": "B10JQ00" },
        "hearingDays": [{ "sittingDay": town.app.today().to_string() }],
        "prosecutionCases": [{ "prosecutionCaseIdentifier": { "caseURN": "U1" }, "caseMarkers": [{ "markerTypeDescription": "Reporting restrictions apply" }],
            "defendants": [{ "id": "d", "personDefendant": { "personDetails": { "firstName": "Quentin", "lastName": "Unnamed" } } }] }] } });
    load(&mut court, "daily", &hearing.to_string()).await;
    let mut seat = town.signed_in(Part::Liaison).await;
    let text = seat.get("/court").await.page().main_text();
    assert!(text.contains("Quentin Unnamed") && text.contains("Reporting restricted"), "{text}");
    for part in [Part::Practitioner, Part::Officer, Part::Worker, Part::Manager] {
        let mut other = town.signed_in(part).await;
        for path in ["/my-work", "/people?q=unnamed", "/court", "/caseload"] {
            assert!(!other.get(path).await.body.contains("Quentin"), "{part:?} {path}");
        }
    }
}

#[tokio::test]
async fn a_page_of_the_list_runs_the_same_statements_for_one_entry_and_for_fifty() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let known = async |court: &mut Seat, number: u32| {
        let crn = format!("X{:06}", 100_000 + number);
        person(court, "Ada", &format!("Crane{number}"), "1991-02-14", &[("crn", &crn)]).await;
        row(number, &format!("Ada Crane{number}"), "14/02/1991").with(&format!("<crn>{crn}</crn>"))
    };
    let mut rows = vec![known(&mut court, 1).await, row(900, "Possible Crane1", "14/02/1991")];
    load(&mut court, "daily", &libra(&today(&town), &rows)).await;
    let mut seat = town.signed_in(Part::Liaison).await;
    let paths = ["/court".to_owned(), format!("/api/v1/court-entries?day={}", town.app.today())];
    let run = async |seat: &mut Seat, path: &str| {
        let (seen, statements) = store::counting(seat.get(path)).await;
        assert_eq!(seen.status, 200, "{path}");
        statements
    };
    let mut before = Vec::new();
    for path in &paths {
        before.push(run(&mut seat, path).await);
    }
    for number in 2..25 {
        rows.push(known(&mut court, number).await);
        rows.push(row(900 + number, &format!("Possible Crane{number}"), "14/02/1991"));
    }
    load(&mut court, "daily", &libra(&today(&town), &rows)).await;
    for (path, before) in paths.iter().zip(before) {
        let after = run(&mut seat, path).await;
        assert_eq!(after, before, "{path}");
        assert!(after <= 24, "{path} runs {after} statements");
    }
}
