//! Receipts: the page, the letter and the easy-read sheet tell the same, and nothing that could endanger somebody.

use super::{looked, seen_by_two};
use crate::{
    api::program,
    town::{Part, Town},
};
use domain::section::Section;
use http::StatusCode;
use jiff::SignedDuration;

/// What every receipt says, whether anything was left out or not.
const ALWAYS: &str = "Everybody’s letter says this.";

#[tokio::test]
async fn who_has_looked_why_and_until_when_is_told_on_the_page_in_the_letter_and_on_the_sheet() {
    let (town, person) = seen_by_two().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let base = format!("/people/{person}/receipts");
    let page = seat.get(&base).await.page().main_text();
    for said in [
        "Northmoor Alcohol Service",
        "To get you to a service that can help",
        "Interim 1, version 1: looked at again by Tue 1 Jan 2030",
        "On 24 November 2026 Northmoor Probation referred you to Northmoor Alcohol Service.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let letter = seat.get(&format!("{base}/letter")).await.page().main_text();
    for said in [
        "Dear Ada Crane,",
        "They looked on 24 November 2026, to get you to a service that can help.",
        "your name, date of birth and numbers",
        "Whether that stays so is decided again by 1 January 2030.",
        "It covers 24 November 2025 to 24 November 2026.",
        ALWAYS,
    ] {
        assert!(letter.contains(said), "{said}: {letter}");
    }
    let asked = "from=2026-11-24&until=2026-11-24";
    for (end, title, said) in [
        (
            "letter",
            "Who has seen your record",
            "They looked on 24 November 2026, to get you to a service that can help.",
        ),
        ("easy-read", "Who looked at your record", "your name, date of birth and numbers"),
    ] {
        let link = format!("main a[href='{base}/{end}.pdf?{asked}']");
        let page = seat.get(&format!("{base}/{end}?{asked}")).await.page();
        assert!(page.attribute(&link, "href").is_some(), "the PDF is of the same days: {}", page.main_text());
        for base in [base.clone(), format!("/api/v1{base}")] {
            let mut seat = program(&town, Part::Practitioner).await;
            if !base.starts_with("/api") {
                seat = town.signed_in(Part::Practitioner).await;
            }
            let file = seat.get(&format!("{base}/{end}.pdf?{asked}")).await;
            let pdf = file.pdf();
            for said in [title, said, "Northmoor Alcohol Service", "24 November 2026"] {
                assert!(pdf.says(said), "{said}: {}", pdf.words());
            }
            assert!(!pdf.says("Wanda") && !pdf.says("Interim"), "{}", pdf.words());
            let name = file.header("content-disposition");
            assert!(name.starts_with("attachment; filename=\"who-") && name.ends_with(".pdf\""), "{name}");
            assert!(!name.contains("Ada") && !name.contains("Crane"), "a file names nobody: {name}");
        }
    }
    let sheet = seat.get(&format!("{base}/easy-read")).await.page();
    let lines = sheet.texts(".tc-easy p, .tc-easy li");
    let longest = lines.iter().map(|line| line.split(' ').count()).max().expect("lines");
    assert!(longest <= 16, "one idea a line: {lines:?}");
    assert!(lines.contains(&"your name, date of birth and numbers".to_owned()), "{lines:?}");
    assert!(sheet.main_text().contains("Northmoor Alcohol Service"));
    let api = program(&town, Part::Practitioner).await.get(&format!("/api/v1{base}")).await.json();
    let agencies: Vec<&str> =
        api["items"].as_array().unwrap().iter().filter_map(|one| one["agency_name"].as_str()).collect();
    assert!(agencies.contains(&"Northmoor Alcohol Service"), "{api}");
}

#[tokio::test]
async fn neither_letter_nor_sheet_names_staff_or_agreements() {
    let (town, person) = seen_by_two().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    for end in ["letter", "easy-read"] {
        let seen = seat.get(&format!("/people/{person}/receipts/{end}")).await;
        let text = seen.page().main_text();
        for inside in ["Wanda", "Priya", "Olu", "Interim", "clause"] {
            assert!(!text.contains(inside), "{inside}: {text}");
        }
    }
}

/// An attacker compares the receipt of one about whom a victim's words were read with that of one about whom none were.
#[tokio::test]
async fn a_look_at_a_victims_words_leaves_no_trace_in_any_receipt() {
    let (town, person) = seen_by_two().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    town.clock.on(SignedDuration::from_hours(24));
    let receipts = ["", "/letter", "/easy-read"].map(|end| format!("/people/{person}/receipts{end}"));
    let mut before = Vec::new();
    for path in &receipts {
        before.push(seat.get(path).await.page().main_text());
    }
    for section in [Section::ThirdParty, Section::Safeguarding, Section::Privilege] {
        looked(&town, person, Part::Officer, section).await;
    }
    for (path, before) in receipts.iter().zip(before) {
        let after = seat.get(path).await.page().main_text();
        let of_police = |text: &str| text.matches("Northmoor Police").count();
        assert_eq!(of_police(&before), of_police(&after), "{path}: {after}");
        assert!(!after.contains("Third party") && !after.contains("Safeguarding"), "{after}");
    }
    looked(&town, person, Part::Officer, Section::Contact).await;
    let after = seat.get(&receipts[0]).await.page().main_text();
    assert!(after.contains("Northmoor Police"), "an ordinary look is told: {after}");
}

/// Once access to a record is limited, who was let in is told to nobody by a receipt.
#[tokio::test]
async fn looks_since_access_was_limited_are_not_told() {
    let (town, person) = seen_by_two().await;
    town.clock.on(SignedDuration::from_hours(24));
    let limited = app::fill::LimitedAccess {
        person,
        named: vec![Part::Practitioner.account(), Part::Officer.account()],
        from: town.app.today(),
    };
    let batch = app::fill::Batch { limited: vec![limited], ..app::fill::Batch::default() };
    town.app.store.fill(batch).await.expect("limited");
    looked(&town, person, Part::Officer, Section::Contact).await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let path = format!("/people/{person}/receipts");
    let seen = seat.get(&path).await;
    assert_eq!(seen.status, StatusCode::OK);
    let text = seen.page().main_text();
    assert!(text.contains("Tue 24 Nov 2026") && !text.contains("Wed 25 Nov 2026"), "{text}");
    let mut other = town.signed_in(Part::Worker).await;
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "who is not named finds nothing");
}

/// The officer may not know of the alcohol service, and so learns nothing of it by printing the person's letter.
#[tokio::test]
async fn a_receipt_tells_whoever_prints_it_of_no_agency_that_they_may_not_know_of() {
    let (town, person) = seen_by_two().await;
    let mut officer = town.signed_in(Part::Officer).await;
    for end in ["", "/letter", "/easy-read"] {
        let seen = officer.get(&format!("/people/{person}/receipts{end}")).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(!seen.body.contains("Alcohol") && !seen.body.contains("Wanda"), "{end}: {}", seen.body);
    }
    let mut api = program(&town, Part::Officer).await;
    for end in ["receipts", "receipts/letter"] {
        let seen = api.get(&format!("/api/v1/people/{person}/{end}")).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(!seen.body.contains("Alcohol"), "{}", seen.body);
    }
    for end in ["letter.pdf", "easy-read.pdf"] {
        let pdf = api.get(&format!("/api/v1/people/{person}/receipts/{end}")).await.pdf();
        assert!(!pdf.says("Alcohol") && pdf.says("Northmoor Police"), "{}", pdf.words());
    }
}

#[tokio::test]
async fn another_persons_letter_is_as_absent_as_one_of_nobody() {
    let (town, _) = seen_by_two().await;
    let other = town.person_of(Part::Worker, "Bo", "Quill").await;
    let nobody = "00000000-0000-7000-8000-00000000abcd";
    let mut seat = town.signed_in(Part::Practitioner).await;
    for end in ["", "/letter", "/easy-read", "/letter.pdf", "/easy-read.pdf"] {
        let hidden = seat.get(&format!("/people/{other}/receipts{end}")).await;
        let absent = seat.get(&format!("/people/{nobody}/receipts{end}")).await;
        assert_eq!((hidden.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        let said = |seen: &crate::town::Seen| {
            let text = seen.page().main_text();
            text.split("Number of this request").next().map(str::to_owned)
        };
        assert_eq!(said(&hidden), said(&absent), "{end}");
    }
    let mut analyst = town.signed_in(Part::Analyst).await;
    let seen = analyst.get(&format!("/people/{other}/receipts")).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN, "the role never may");
}

#[tokio::test]
async fn the_letter_tells_of_the_days_that_were_asked_for() {
    let (town, person) = seen_by_two().await;
    town.clock.on(SignedDuration::from_hours(24 * 10));
    let mut seat = town.signed_in(Part::Practitioner).await;
    let path = format!("/people/{person}/receipts/letter");
    let seen = seat.get(&format!("{path}?from=2026-11-30&until=2026-12-02")).await.page().main_text();
    assert!(seen.contains("It covers 30 November 2026 to 2 December 2026."), "{seen}");
    assert!(!seen.contains("Alcohol Service"), "{seen}");
    for wrong in ["?from=2026-12-02&until=2026-12-01", "?from=yesterday", "?days=3"] {
        assert_eq!(
            seat.get(&format!("{path}{wrong}")).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{wrong}"
        );
    }
}

/// A busy record is told in pages that join without gap or repeat, whatever is left out between.
#[tokio::test]
async fn pages_of_receipts_join_to_the_whole() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let mut days = Vec::new();
    for number in 0..60 {
        town.clock.on(SignedDuration::from_hours(24));
        days.push(town.app.today().to_string());
        looked(&town, person, Part::Officer, Section::Contact).await;
        let hidden = if number % 3 == 0 { Section::ThirdParty } else { Section::Court };
        looked(&town, person, Part::Officer, hidden).await;
    }
    let mut seat = program(&town, Part::Practitioner).await;
    let (mut seen, mut path) = (Vec::new(), format!("/api/v1/people/{person}/receipts"));
    loop {
        let page = seat.get(&path).await.json();
        for row in page["items"].as_array().expect("rows") {
            if row["agency_name"] == "Northmoor Police" {
                seen.push(row["day"].as_str().expect("a day").to_owned());
            }
        }
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/api/v1/people/{person}/receipts?cursor={cursor}");
    }
    days.reverse();
    assert_eq!(seen, days);
}
