//! A new person: found first, then added, checked, and made once.

use crate::town::{Part, Seen, Town};
use http::StatusCode;

const TYPED: [(&str, &str); 9] = [
    ("family", "Suharto <i>"),
    ("known_as", "Harto"),
    ("born-day", "8"),
    ("born-month", "june"),
    ("born-year", "1971"),
    ("gender", "male"),
    ("crn", "X12 345"),
    ("postcode", "nq1 1aa"),
    ("telephone", "01632 960001"),
];

#[tokio::test]
async fn a_person_with_one_name_is_added_checked_made_once_and_found() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let nobody = seat.get("/people?q=suharto").await.page().main_text();
    assert!(nobody.contains("Nobody found") && nobody.contains("Add a person"), "{nobody}");
    let seen = seat.fill("/people/new", &TYPED).await;
    assert_eq!(seen.location(), "/people/new/check", "{}", seen.page().main_text());
    let check = seat.get("/people/new/check").await;
    let text = check.page().main_text();
    for said in [
        "Suharto <i>",
        "Harto",
        "8 June 1971",
        "Male",
        "X12 345 does not fit the form of a CRN",
        "01632 960001",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!check.body.contains("Suharto <i>"), "markup is text");
    let back = seat.get("/people/new").await.page();
    assert_eq!(back.attribute("#known_as", "value").as_deref(), Some("Harto"), "the answers stay");

    let fields = seat.filled("/people/new/check", "/people/new/check", &[]).await;
    let one = seat.post("/people/new/check", &fields).await;
    let two = seat.post("/people/new/check", &fields).await;
    assert!(one.location().starts_with("/people/"), "{}", one.page().main_text());
    assert_eq!(one.location(), two.location(), "sent twice, made once");
    let page = seat.get(one.location()).await.page();
    assert!(
        page.text(".tc-person").contains("Harto (legal name Suharto <i>)"),
        "{}",
        page.text(".tc-person")
    );
    assert!(page.main_text().contains("X12 345 (as typed: please check)"), "kept as typed");

    for words in ["Suharto", "harto", "HART", "X12 345"] {
        let found = seat.get(&format!("/people?q={}", words.replace(' ', "+"))).await.page();
        assert_eq!(found.texts("tbody tr").len(), 1, "{words}: {}", found.main_text());
    }
    let found = seat.get("/people?q=harto&dob=8/6/1971").await.page();
    assert!(found.text("tbody tr").starts_with("Harto Suharto <i> 8 Jun 1971"), "{}", found.text("tbody tr"));
    let slipped = seat.get("/people?q=harto&dob=9/6/1971").await.page().main_text();
    assert!(slipped.contains("Nobody is found as typed") && slipped.contains("8 Jun 1971"), "{slipped}");
    assert!(seat.get("/people?q=harto&dob=19/7/1985").await.page().main_text().contains("Nobody found"));
    let fresh = seat.get("/people/new").await.page();
    assert_eq!(fresh.attribute("#known_as", "value").as_deref(), Some(""), "ready for the next");
}

#[tokio::test]
async fn somebody_out_of_reach_is_neither_found_nor_opened_nor_counted() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut officer = town.signed_in(Part::Officer).await;
    let text = officer.get("/people?q=crane").await.page().main_text();
    assert!(text.contains("Nobody found"), "{text}");
    let pages = [
        "",
        "/order",
        "/referrals",
        "/timeline",
        "/sharing",
        "/notes",
        "/note",
        "/identity",
        "/refer",
        "/refer/details",
        "/refer/check",
    ];
    for page in pages {
        let seen = officer.get(&format!("/people/{person}{page}")).await;
        let absent = officer.get(&format!("/people/00000000-0000-7000-8000-000000000000{page}")).await;
        assert_eq!((seen.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{page}");
        let said =
            |seen: &Seen| seen.page().main_text().split("Number of this request").next().map(str::to_owned);
        assert_eq!(said(&seen), said(&absent), "{page}: hidden and absent read alike");
    }
}

#[tokio::test]
async fn a_search_says_what_is_wrong_with_it_and_takes_no_unknown_parameter() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    assert_eq!(seat.get("/people").await.status, StatusCode::OK);
    let seen = seat.get("/people?q=ada&dob=31+2+1990").await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seen.page().attribute(".govuk-error-summary a", "href").as_deref(), Some("#dob"));
    assert_eq!(seen.page().attribute("#q", "value").as_deref(), Some("ada"));
    for query in ["?query=ada", "?q=a&q=b", "?q=a&cursor=%3F"] {
        assert_eq!(
            seat.get(&format!("/people{query}")).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{query}"
        );
    }
}
