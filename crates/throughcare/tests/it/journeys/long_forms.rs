//! Long forms: nothing typed is lost, every character there is comes back, and twice is once.

use crate::town::{Part, Town};
use http::StatusCode;
use jiff::SignedDuration;

/// 12,000 characters of every kind: markup, statements, marks of other scripts, line ends, things that firewalls dislike.
fn every_kind_of_character() -> String {
    let kinds = "select * from people; -- <script>alert(1)</script> </textarea> ' \" & &amp; %00 %3c ../../etc/passwd \\ \
                 {{ 7*7 }} ${jndi} łŵŷ é e\u{301} עברית العربية 中文 👩🏽‍⚕️ \u{200b}\u{202e}x\u{202c} \u{feff}\n\n\ttab\n";
    let mut text: String = kinds.chars().cycle().take(11_999).collect();
    text.push('.');
    text
}

#[tokio::test]
async fn a_note_of_twelve_thousand_characters_of_every_kind_is_saved_and_shown_as_it_was() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let (form, note) = (format!("/people/{person}/note"), every_kind_of_character());
    let typed = note.replace('\n', "\r\n"); // As browsers send it.
    let seen = seat.fill(&form, &[("text", &typed)]).await;
    assert_eq!(seen.location(), format!("/people/{person}"), "{}", seen.page().main_text());
    let seen = seat.get(&format!("/people/{person}/notes")).await;
    assert!(!seen.body.contains("<script>alert"), "markup is text");
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(squeezed(&seen.page().texts(".tc-note .govuk-body").join(" ")), squeezed(&note));
    assert!(seen.body.len() <= 60_000, "{}", seen.body.len());
    let overview = seat.get(&format!("/people/{person}")).await.page();
    assert!(overview.text(".tc-note").contains("Read the whole note"));
    let whole = overview.attribute(".tc-note a", "href").expect("the way to the whole note");
    assert!(seat.get(&whole).await.page().text(".tc-note").contains("${jndi}"));

    let seen = seat.fill(&form, &[("text", &format!("{note}!"))]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = seen.page();
    assert!(page.main_text().contains("Note must be 12000 characters or fewer; you have entered 12001"));
    assert_eq!(squeezed(&page.text("#text")), squeezed(&format!("{note}!")), "it is all still there");
}

#[tokio::test]
async fn a_note_outlives_its_session() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let form = format!("/people/{person}/note");
    let fields = seat.filled(&form, &form, &[("text", "Came on time.\r\nTwo hours of work.")]).await;
    town.wall.on(SignedDuration::from_mins(45));
    assert_eq!(seat.post(&form, &fields).await.status, StatusCode::UNAUTHORIZED);
    town.sign_in_at(&mut seat, Part::Practitioner).await;
    let page = seat.get(&form).await.page();
    assert_eq!(page.text("#text"), "Came on time. Two hours of work.");
    assert_eq!(seat.fill(&form, &[]).await.location(), format!("/people/{person}"));
    assert_eq!(seat.get(&format!("/people/{person}")).await.page().texts(".tc-note").len(), 1);
    assert_eq!(seat.get(&form).await.page().text("#text"), "", "then the draft is gone");
}

#[tokio::test]
async fn a_referral_half_written_outlives_its_session() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let at = |step: &str| format!("/people/{person}/refer{step}");
    let service = crate::town::ALCOHOL_SERVICE.to_string();
    seat.fill(&at(""), &[("service", &service)]).await;
    let typed = [("asks", "Wants to stop."), ("risk", "None known"), ("needs_known", "none")];
    let fields = seat.filled(&at("/details"), &at("/details"), &typed).await;
    town.wall.on(SignedDuration::from_mins(45));
    assert_eq!(seat.post(&at("/details"), &fields).await.status, StatusCode::UNAUTHORIZED);
    town.sign_in_at(&mut seat, Part::Practitioner).await;
    let page = seat.get(&at("/details")).await.page();
    assert!(page.main_text().contains("Structured alcohol treatment"), "the choice of service too");
    assert_eq!((page.text("#asks"), page.text("#risk")), ("Wants to stop.".into(), "None known".into()));
    assert_eq!(seat.fill(&at("/details"), &[]).await.location(), at("/check"));
}

#[tokio::test]
async fn a_note_sent_twice_is_one_note_and_a_changed_one_asks_first() {
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let form = format!("/people/{person}/note");
    let mut fields = seat.filled(&form, &form, &[("text", "Came on time.")]).await;
    for _ in 0..2 {
        assert_eq!(seat.post(&form, &fields).await.location(), format!("/people/{person}"));
    }
    assert_eq!(seat.get(&format!("/people/{person}")).await.page().texts(".tc-note").len(), 1);
    fields.retain(|(name, _)| name != "text");
    fields.push(("text".into(), "Came late.".into()));
    let seen = seat.post(&form, &fields).await;
    assert!(seen.status.is_client_error(), "{}", seen.status);
    assert_eq!(seen.page().text("#text"), "Came late.", "nothing typed is lost");
    let again = seen.page().form(&form).expect("the form");
    assert_eq!(seat.post(&form, &again).await.location(), format!("/people/{person}"), "another note");
    assert_eq!(seat.get(&format!("/people/{person}")).await.page().texts(".tc-note").len(), 2);
}
