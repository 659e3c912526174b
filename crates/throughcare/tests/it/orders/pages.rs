//! Orders on pages: recorded step by step, decided upon, ended, as a practitioner does it.

use super::{begun, community, days, recorded};
use crate::{
    api::program,
    town::{AgencyOf, Part},
};
use http::StatusCode;

const BASICS: [(&str, &str); 8] = [
    ("kind", "community"),
    ("nation", "england"),
    ("made-day", "20"),
    ("made-month", "11"),
    ("made-year", "2026"),
    ("ends-day", "20"),
    ("ends-month", "11"),
    ("ends-year", "2027"),
];

/// The fields of the third page.
fn shown() -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for condition in ["dependent", "treatable", "arranged", "willing"] {
        fields.push((format!("evidence-ATR-{condition}"), "AUDIT 28".to_owned()));
        fields.push((format!("assessor-ATR-{condition}"), "Court nurse".to_owned()));
        for (part, value) in [("day", "19"), ("month", "11"), ("year", "2026")] {
            fields.push((format!("day-ATR-{condition}-{part}"), value.to_owned()));
        }
    }
    fields
}

#[tokio::test]
async fn an_order_is_recorded_page_by_page_and_limits_are_refused_in_plain_words() {
    let (town, person, _) = begun().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let at = |step: &str| format!("/people/{person}/order/new{step}");
    let tab = format!("/people/{person}/order");
    assert!(seat.get(&tab).await.page().main_text().contains("Record an order"));
    assert_eq!(seat.get(&at("/check")).await.location(), at(""), "nothing answered yet");

    let mut long = BASICS;
    long[7] = ("ends-year", "2030");
    let seen = seat.fill(&at(""), &long).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = seen.page().main_text();
    assert!(text.contains("it may last 36 months at most, until 20 November 2029"), "{text}");
    assert_eq!(seat.fill(&at(""), &BASICS).await.location(), at("/requirements"));

    let page = seat.get(&at("/requirements")).await.page();
    let text = page.main_text();
    assert!(text.contains("Alcohol treatment (ATR), months") && text.contains("1 to 36 months"), "{text}");
    assert!(!text.contains("Specified activity"), "not on these dates");
    let seen = seat.fill(&at("/requirements"), &[("amount-ATR", "37")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = seen.page().main_text();
    assert!(text.contains("Alcohol treatment must be 36 months or less"), "{text}");
    assert_eq!(
        seen.page().attribute("input[name=amount-ATR]", "value").as_deref(),
        Some("37"),
        "what was typed stays"
    );
    let both = [("amount-ATR", "6"), ("amount-AAMR", "90")];
    let text = seat.fill(&at("/requirements"), &both).await.page().main_text();
    assert!(text.contains("cannot stand in one order"), "{text}");

    let provider = AgencyOf::Alcohol.id().to_string();
    let picked = [
        ("amount-ATR", "6"),
        ("amount-RAR", "20"),
        ("provider-ATR", provider.as_str()),
        ("trigger-complex_needs", "yes"),
    ];
    assert_eq!(seat.fill(&at("/requirements"), &picked).await.location(), at("/conditions"));
    let seen = seat.fill(&at("/conditions"), &[]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.page().main_text().contains("Enter what shows each condition"));
    let fields = shown();
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(seat.fill(&at("/conditions"), &fields).await.location(), at("/check"));

    let text = seat.get(&at("/check")).await.page().main_text();
    for said in [
        "Alcohol treatment: 6 months",
        "Given by Northmoor Alcohol Service",
        "Complex needs",
        "The team allocates it",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let sent = seat.filled(&at("/check"), &at("/check"), &[]).await;
    assert_eq!(seat.post(&at("/check"), &sent).await.location(), tab);
    assert_eq!(seat.post(&at("/check"), &sent).await.location(), tab, "sent twice");
    let text = seat.get(&tab).await.page().main_text();
    for said in [
        "Community order, made Fri 20 Nov 2026",
        "Waits to be allocated",
        "Imposed, Northmoor Alcohol Service",
        "Treatment commissioning Northmoor Council",
        "Three-way meeting in the middle",
        "The parties meet at least every six weeks: Complex needs, from the start of the order.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(text.matches("Community order, made").count(), 1, "one order");
}

#[tokio::test]
async fn a_failure_is_recorded_found_unacceptable_and_warned_and_the_next_must_be_referred() {
    let (town, person, mut api) = begun().await;
    let order = recorded(&mut api, person, &community("2026-11-20", "2027-11-20")).await;
    let order = order.replace("/api/v1", "");
    let mut seat = town.signed_in(Part::Practitioner).await;
    let fields =
        [("day-day", "24"), ("day-month", "11"), ("day-year", "2026"), ("what", "Did not <b>attend</b>")];
    let seen = seat.fill(&format!("{order}/failure"), &fields).await;
    let failure = seen.location().to_owned();
    assert!(failure.starts_with("/failures/"), "{}", seen.page().main_text());
    let page = seat.get(&failure).await;
    let text = page.page().main_text();
    assert!(text.contains("No warning on this order counts on Tue 24 Nov 2026"), "{text}");
    assert!(text.contains("Evidence by Thu 3 Dec 2026"), "{text}");
    assert!(!page.body.contains("<b>attend"));
    let step = |step: &str| format!("{failure}/step?step={step}");
    let fields = seat.filled(&step("reject"), &format!("{failure}/step"), &[("words", "")]).await;
    let seen = seat.post(&format!("{failure}/step"), &fields).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked for");
    let fields = seat.filled(&step("reject"), &format!("{failure}/step"), &[("words", "No reason.")]).await;
    assert_eq!(seat.post(&format!("{failure}/step"), &fields).await.location(), failure);
    let fields = seat
        .filled(&step("warn"), &format!("{failure}/step"), &[("circumstances", "You did not come.")])
        .await;
    let usual = fields.iter().find(|(name, _)| name == "liability").map(|(_, value)| value.clone());
    assert!(usual.unwrap().contains("within the next twelve months"));
    assert_eq!(seat.post(&format!("{failure}/step"), &fields).await.location(), failure);
    let text = seat.get(&failure).await.page().main_text();
    assert!(text.contains("Warning given. You did not come."), "{text}");

    days(&town, 7);
    let fields = [("day-day", "1"), ("day-month", "12"), ("day-year", "2026"), ("what", "Did not attend")];
    let second = seat.fill(&format!("{order}/failure"), &fields).await.location().to_owned();
    let text = seat.get(&second).await.page().main_text();
    assert!(
        text.contains(
            "A warning was given on this order on Tue 24 Nov 2026. It counts until Tue 23 Nov 2027."
        ),
        "{text}"
    );
    let action = format!("{second}/step");
    let fields = seat.filled(&format!("{action}?step=reject"), &action, &[("words", "No reason.")]).await;
    seat.post(&action, &fields).await;
    let page = seat.get(&second).await.page();
    let text = page.main_text();
    assert!(text.contains("Refer to the enforcement officer") && !text.contains("Give a warning"), "{text}");
    assert_eq!(seat.get(&format!("{action}?step=warn")).await.location(), second, "not offered");
}

#[tokio::test]
async fn a_step_is_taken_from_the_order_page_and_a_stale_form_is_told_so() {
    let (town, person, mut api) = begun().await;
    let order =
        recorded(&mut api, person, &community("2026-11-20", "2027-11-20")).await.replace("/api/v1", "");
    let mut seat = town.signed_in(Part::Practitioner).await;
    let tab = format!("/people/{person}/order");
    let (show, send) = (format!("{order}/step?step=allocate"), format!("{order}/step"));
    let colleague = Part::Colleague.account().to_string();
    let stale = seat.filled(&format!("{order}/step?step=serve"), &send, &[("recipient", "person")]).await;
    let fields = seat.filled(&show, &send, &[("account", &colleague)]).await;
    assert_eq!(seat.post(&send, &fields).await.location(), tab);
    let text = seat.get(&tab).await.page().main_text();
    assert!(text.contains("Allocated to Colin Colleague"), "{text}");
    assert_eq!(seat.post(&send, &stale).await.status, StatusCode::PRECONDITION_FAILED);
    let requirement = format!("{order}/requirement");
    let seen = seat.fill(&requirement, &[("step", "refer")]).await;
    assert_eq!(seen.location(), tab, "{}", seen.page().main_text());
    assert!(seat.get(&tab).await.page().main_text().contains("Referred to its provider"));
    let seen = seat.fill(&requirement, &[("step", ""), ("done", "7")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "six months were ordered");
}

#[tokio::test]
async fn agencies_are_told_acknowledge_on_the_persons_page_and_the_person_keeps_a_page() {
    let (town, person, mut api) = begun().await;
    let order =
        recorded(&mut api, person, &community("2026-11-20", "2027-11-20")).await.replace("/api/v1", "");
    super::end::works(&town, person, AgencyOf::Alcohol, Some(Part::Worker), None).await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let tab = format!("/people/{person}/order");
    assert_eq!(seat.fill(&format!("{order}/tell"), &[("contact", "Duty desk")]).await.location(), tab);
    assert!(seat.get(&tab).await.page().main_text().contains("Northmoor Alcohol Service Tue 24 Nov 2026"));
    let mut worker = town.signed_in(Part::Worker).await;
    let text = worker.get(&tab).await.page().main_text();
    assert!(
        text.contains("Probation’s part ends on Sat 20 Nov 2027. Afterwards turn to: Duty desk."),
        "{text}"
    );
    let seen = worker.press(&tab, &format!("{order}/acknowledge")).await;
    assert_eq!(seen.location(), "/my-work");
    assert!(!worker.get(&tab).await.page().main_text().contains("We know that probation’s part ends"));

    let keep = format!("{order}/handover");
    assert_eq!(seat.get(&keep).await.location(), format!("{keep}/write"));
    let words = [
        ("going_well", "I sleep again."),
        ("goes_on", "Wednesday group."),
        ("if_hard", "Ring Wanda."),
        ("contact", "01632 960123"),
    ];
    assert_eq!(seat.fill(&format!("{keep}/write"), &words).await.location(), keep);
    let text = seat.get(&keep).await.page().main_text();
    assert!(text.contains("Your order ends on Sat 20 Nov 2027. This page is yours to keep."), "{text}");
    assert!(!text.to_lowercase().contains("offender") && text.contains("I sleep again."));
}

#[tokio::test]
async fn what_has_not_begun_is_a_page_for_the_manager() {
    let (town, person, mut api) = begun().await;
    recorded(&mut api, person, &community("2026-11-20", "2027-11-20")).await;
    days(&town, 125);
    let mut manager = town.signed_in(Part::Manager).await;
    let text = manager.get("/late-starts").await.page().main_text();
    assert!(text.contains("1 of 1 have not begun 4 months into supervision: 100.0 %."), "{text}");
    assert!(text.contains("In the study 40 % had not begun.") && text.contains("Ada Crane"), "{text}");
    let text = manager.get("/late-starts?day=2026-12-01").await.page().main_text();
    assert!(text.contains("Everything has begun, or is not yet late."), "{text}");
    let mut program = program(&town, Part::Manager).await;
    assert_eq!(program.get("/api/v1/late-starts").await.json()["of"], 1, "page and program count alike");
    let mut seat = town.signed_in(Part::Practitioner).await;
    assert_eq!(seat.get("/late-starts").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_scheme_is_asked_about_on_a_page_and_says_why_not() {
    let (town, person, mut api) = begun().await;
    let order =
        recorded(&mut api, person, &community("2026-11-20", "2027-11-20")).await.replace("/api/v1", "");
    let mut seat = town.signed_in(Part::Practitioner).await;
    let seen = seat.fill(&format!("{order}/scheme"), &[("resident", "no")]).await;
    let text = seen.page().main_text();
    assert!(text.contains("not eligible, or not yet known"), "{text}");
    assert!(text.contains("The person does not live in the scheme’s area"), "{text}");
    assert!(text.contains("Its funding has ended: nobody new may start"), "{text}");
}
