//! A summary through the pages: from the first conviction to the printed letter.

use crate::town::{Part, Town};
use http::StatusCode;

const BODY: [(&str, &str); 8] = [
    ("kind", "employer"),
    ("name", "Harbour Foods"),
    ("contact", "Robin Hand"),
    ("address", "1 Quay Street\nHarbour"),
    ("agreed_on-day", "1"),
    ("agreed_on-month", "11"),
    ("agreed_on-year", "2026"),
    ("agreed_by", "Robin Hand"),
];
const CONVICTION: [(&str, &str); 10] = [
    ("day-day", "2"),
    ("day-month", "6"),
    ("day-year", "2021"),
    ("offence", "burglary of a shed"),
    ("age", "adult"),
    ("kind", "custody"),
    ("months", "36"),
    ("end-day", "1"),
    ("end-month", "6"),
    ("end-year", "2024"),
];
const WORDS: [(&str, &str); 9] = [
    ("opportunity", "Warehouse operative, nights"),
    ("purpose", "To decide on the application"),
    ("used_for", "ordinary"),
    ("explanation", "It was one evening in a hard year."),
    ("risk", "No other limit."),
    ("support", "A mentor comes on the first day."),
    ("progress", "Passed a forklift course."),
    ("contact", "Priya Practitioner"),
    ("reach", "01632 960123"),
];

#[tokio::test]
async fn a_summary_goes_from_the_form_to_the_letter_and_the_manager_has_it_on_the_desk() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut author = town.signed_in(Part::Practitioner).await;
    assert_eq!(author.fill("/recipients/new", &BODY).await.location(), "/recipients");
    let convictions = format!("/people/{person}/convictions");
    let seen = author.fill(&format!("{convictions}/new"), &CONVICTION).await;
    assert_eq!(seen.location(), convictions, "{}", seen.page().main_text());
    let listed = author.get(&convictions).await.page();
    assert!(listed.main_text().contains("Not spent until Thu 1 Jun 2028"), "{}", listed.main_text());
    let one = listed.attribute("tbody a", "href").expect("a conviction");
    let rests = author.get(&one).await.page().main_text();
    assert!(rests.contains("48 months after the end of the sentence"), "{rests}");
    let corrected =
        author.fill(&format!("{one}/correct"), &[("why", "The court wrote."), ("court", "Harbour")]).await;
    assert_eq!(corrected.location(), one, "{}", corrected.page().main_text());
    let history = author.get(&one).await.page().main_text();
    assert!(history.contains("Prison or detention, 3 years. The court wrote."), "{history}");

    let new = format!("/people/{person}/summaries/new");
    let form = author.get(&new).await.page();
    let body = form.attribute("select[name=recipient] option:nth-child(2)", "value").expect("a body");
    let fields: Vec<(&str, &str)> = WORDS.iter().copied().chain([("recipient", body.as_str())]).collect();
    let mut wrong = fields.clone();
    wrong.retain(|(name, _)| *name != "risk");
    wrong.push(("risk", "He takes methadone."));
    let seen = author.fill(&new, &wrong).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.page().text(".govuk-error-summary").contains("methadone"), "{}", seen.page().main_text());
    let preview = format!("{new}/preview");
    assert_eq!(author.fill(&new, &fields).await.location(), preview);
    let looked = author.get(&preview).await.page().text("main .tc-summary");
    assert!(looked.contains("burglary of a shed") && looked.contains("until 1 June 2028"), "{looked}");
    let sent = author.filled(&preview, &preview, &[]).await;
    let kept = author.post(&preview, &sent).await;
    let summary = kept.location().to_owned();
    assert!(summary.starts_with("/summaries/"), "{}", kept.page().main_text());
    assert_eq!(author.post(&preview, &sent).await.location(), summary, "sent twice, kept once");
    assert_eq!(
        author.get(&summary).await.page().text("main .tc-summary"),
        looked,
        "kept as it was looked at"
    );

    let step = format!("{summary}/step");
    let manager = Part::Manager.account().to_string();
    for fields in [
        vec![("step", "show"), ("manner", "spoken"), ("language", "English")],
        vec![
            ("step", "consent"),
            ("manner", "spoken"),
            ("language", "English"),
            ("approver", manager.as_str()),
        ],
    ] {
        let path = format!("{step}?step={}", fields[0].1);
        let sent = author.filled(&path, &step, &fields).await;
        let seen = author.post(&step, &sent).await;
        assert_eq!(seen.location(), summary, "{}", seen.page().main_text());
    }
    let mut approver = town.signed_in(Part::Manager).await;
    let desk = approver.get("/my-work").await.page();
    assert!(desk.main_text().contains("Approve a summary"), "{}", desk.main_text());
    assert!(desk.attribute(&format!("main a[href^='{summary}']"), "href").is_some(), "one click to it");
    let path = format!("{step}?step=approve");
    let shown = approver.get(&path).await.page();
    assert_eq!(shown.text("main .tc-summary"), looked, "the manager approves the same words");
    let sent = approver.filled(&path, &step, &[]).await;
    assert_eq!(approver.post(&step, &sent).await.location(), summary);
    assert!(!approver.get("/my-work").await.page().main_text().contains("Approve a summary"));
    let path = format!("{step}?step=issue");
    let sent = author.filled(&path, &step, &[]).await;
    assert_eq!(author.post(&step, &sent).await.location(), summary);
    let letter = author.get(&format!("{summary}/letter")).await.page();
    assert_eq!(letter.text("main .tc-summary"), looked);
    assert!(letter.main_text().contains("Last day: 24 May 2027"), "{}", letter.main_text());
    assert!(!letter.main_text().contains("X320741") && !letter.main_text().contains("1991"));
    let file = author.get(&format!("{summary}/letter.pdf")).await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"summary-in-confidence.pdf\"");
    let pdf = file.pdf();
    assert!(pdf.says("Last day: 24 May 2027. Destroy it on or before that day."), "{}", pdf.words());
    for paragraph in letter.texts("main .tc-summary p").iter().chain(&letter.texts("main .tc-summary h2")) {
        assert!(pdf.says(paragraph), "{paragraph}: {}", pdf.words());
    }
    assert!(!pdf.says("X320741") && !pdf.says("1991"), "{}", pdf.words());
}

#[tokio::test]
async fn the_part_of_the_record_is_offered_to_those_who_may_use_it() {
    let town = Town::new().await;
    let person = town.shared_person().await;
    let link = format!("main a[href='/people/{person}/summaries']");
    for (part, offered) in [(Part::Practitioner, true), (Part::Manager, true), (Part::Officer, false)] {
        let page = town.signed_in(part).await.get(&format!("/people/{person}")).await.page();
        assert_eq!(page.attribute(&link, "href").is_some(), offered, "{part:?}");
    }
    let mut officer = town.signed_in(Part::Officer).await;
    let path = format!("/people/{person}/turned-down");
    let sent = [
        ("kind", "landlord"),
        ("body", "Harbour Homes"),
        ("opportunity", "A flat"),
        ("day-day", "20"),
        ("day-month", "11"),
        ("day-year", "2026"),
        ("why", "risk_overstated"),
    ];
    assert_eq!(officer.fill(&path, &sent).await.location(), path);
    assert!(officer.get(&path).await.page().main_text().contains("Harbour Homes (Landlord)"));
}
