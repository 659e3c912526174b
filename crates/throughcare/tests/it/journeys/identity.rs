//! Two people correct one record.

use crate::town::{Part, Town};
use http::StatusCode;

#[tokio::test]
async fn who_comes_second_sees_both_versions_and_loses_nothing_typed() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let form = format!("/people/{person}/identity");
    let mut first = town.signed_in(Part::Practitioner).await;
    let mut second = town.signed_in(Part::Colleague).await;
    let theirs = second.filled(&form, &form, &[("known_as", "Adeline <3"), ("crn", "X320741")]).await;
    let seen = first.fill(&form, &[("known_as", "Addy")]).await;
    assert_eq!(seen.location(), format!("/people/{person}"), "{}", seen.page().main_text());

    let seen = second.post(&form, &theirs).await;
    assert_eq!(seen.status, StatusCode::PRECONDITION_FAILED);
    let page = seen.page();
    assert!(
        page.text("table").contains("Wishes to be called Adeline <3 Addy Differs"),
        "{}",
        page.text("table")
    );
    assert!(page.text("table").contains("Family name Crane Crane Same"));
    assert_eq!(page.attribute("#known_as", "value").as_deref(), Some("Adeline <3"), "typed text stays");

    let fields = page.form(&form).expect("the form again");
    assert_eq!(second.post(&form, &fields).await.location(), format!("/people/{person}"));
    let seen = first.get(&format!("/people/{person}")).await;
    let bar = seen.page().text(".tc-person");
    assert!(bar.contains("Adeline <3 (legal name Ada Crane)") && bar.contains("CRN X320741"), "{bar}");
    assert!(seen.body.contains("Adeline &lt;3"), "as text");
}

#[tokio::test]
async fn dates_that_do_not_exist_are_refused_with_everything_typed_still_there() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let form = format!("/people/{person}/identity");
    let mut seat = town.signed_in(Part::Practitioner).await;
    for (day, month, year, said) in [
        ("31", "2", "1991", "Date of birth must be a date that exists, like 14 2 1991"),
        ("29", "2", "2023", "Date of birth must be a date that exists, like 14 2 1991"),
        ("1", "", "1991", "Date of birth must include a month"),
        ("1", "1", "2199", "Date of birth must be in the past"),
        ("١", "1", "1991", "Date of birth must be a date that exists, like 14 2 1991"),
    ] {
        let typed = [("born-day", day), ("born-month", month), ("born-year", year), ("known_as", "Addy")];
        let seen = seat.fill(&form, &typed).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{day} {month} {year}");
        let page = seen.page();
        assert!(page.text(".govuk-error-summary").contains(said), "{}", page.text(".govuk-error-summary"));
        assert_eq!(page.attribute(".govuk-error-summary a", "href").as_deref(), Some("#born-day"));
        assert_eq!(page.attribute("#born-day", "value").as_deref(), Some(day));
        assert_eq!(page.attribute("#known_as", "value").as_deref(), Some("Addy"));
    }
    let overview = seat.get(&format!("/people/{person}")).await.page().text(".tc-person");
    assert!(overview.contains("14 Feb 1991"), "nothing was changed: {overview}");
}
