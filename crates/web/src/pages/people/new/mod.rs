//! A new person's record: one page of questions, check your answers, and the record is made.

mod page;

use super::fields;
use crate::{
    answer::{Answer, WebCx},
    form::{Check, Errors, Query, Typed},
    pages::journey::Journey,
    paths,
    words::Said,
};
use app::{FieldError, Refusal, people::CreatePerson};
use domain::ids::PersonId;
use page::{CheckPage, NewPage};

/// The fields that are not part of the identity.
const CONTACT: [&str; 3] = ["address", "postcode", "telephone"];

fn read(typed: &Typed) -> Result<CreatePerson, Vec<FieldError>> {
    let mut check = Check::default();
    let read = fields::read(typed, &mut check);
    let address = check.optional_line("address", typed.get("address"), "the address");
    let postcode = check.optional_line("postcode", typed.get("postcode"), "the postcode");
    let telephone = check.optional_line("telephone", typed.get("telephone"), "the telephone number");
    check.done(|| {
        let fields::Read { legal, known_as, born, gender, identifiers } = read?;
        let postcode = postcode.map(|line| line.to_string());
        Some(CreatePerson { legal, known_as, born, gender, identifiers, address, postcode, telephone })
    })
}

/// What only the day can tell is wrong.
fn not_in_the_future(cx: &WebCx, command: CreatePerson) -> Result<CreatePerson, Vec<FieldError>> {
    if command.born.is_some_and(|born| born > cx.app().today()) {
        return Err(vec![FieldError::new("born", "future", "Date of birth must be in the past")]);
    }
    Ok(command)
}

fn show(cx: &WebCx, typed: &Typed, errors: &Errors) -> NewPage {
    NewPage::of(cx.form_frame("Add a person", errors, &fields::FOCUS), typed, errors)
}

/// Shows the questions, with what was answered before.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let typed = match draft {
        Some(typed) => typed,
        None => Journey::of(&cx, paths::NEW_PERSON).await?.answers(),
    };
    let mut page = show(&cx, &typed, &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Keeps the answers and goes on to check them.
pub(crate) async fn post(cx: WebCx, typed: Typed) -> Answer {
    if let Err(wrong) = read(&typed).and_then(|command| not_in_the_future(&cx, command)) {
        let errors = Errors::of(wrong);
        return cx.show_as(errors.status(), &show(&cx, &typed, &errors));
    }
    let mut journey = Journey::of(&cx, paths::NEW_PERSON).await?;
    journey.keep(&cx, &[&fields::NAMES[..], &CONTACT[..]].concat(), &typed).await?;
    cx.forget_draft().await;
    cx.go(paths::NEW_PERSON_CHECK)
}

/// Shows the answers before the record is made.
pub(crate) async fn check(cx: WebCx, Query(()): Query<()>) -> Answer {
    let journey = Journey::of(&cx, paths::NEW_PERSON).await?;
    match read(&journey.answers()) {
        Ok(command) => cx.show(&CheckPage::of(
            cx.frame("Check your answers"),
            &command,
            journey.number(),
            cx.app().today(),
        )),
        Err(_) => cx.go(paths::NEW_PERSON),
    }
}

/// Makes the record, once, however often the page is sent.
pub(crate) async fn create(cx: WebCx, typed: Typed) -> Answer {
    let mut journey = Journey::of(&cx, paths::NEW_PERSON).await?;
    if let Some(made) = journey.made(&typed) {
        return cx.go(paths::person(PersonId(made)));
    }
    if !journey.is_of(&typed) {
        return cx.go(paths::NEW_PERSON_CHECK);
    }
    let made = match read(&journey.answers()) {
        Ok(command) => app::people::create(cx.app(), cx.viewer(), command, Some(&journey.once()?)).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match made {
        Ok(person) => {
            journey.done(&cx, person.0).await;
            cx.forget_draft().await;
            cx.go_saying(paths::person(person), Said::PersonCreated)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &show(&cx, &journey.answers(), &errors))
        }
    }
}
