//! Correcting a person's identity, when two people may do so at once.

mod page;

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    pages::people::fields,
    paths,
    words::Said,
};
use app::{
    FieldError, Refusal,
    people::{EditIdentity, Who},
};
use domain::ids::PersonId;
use gate::Action;
use http::StatusCode;
use page::{IdentityPage, StalePage};

fn read(person: PersonId, typed: &Typed) -> Result<EditIdentity, Vec<FieldError>> {
    let mut check = Check::default();
    let read = fields::read(typed, &mut check);
    let seen = typed.get("seen").parse().unwrap_or_default();
    check.done(|| {
        let fields::Read { legal, known_as, born, gender, identifiers } = read?;
        Some(EditIdentity { person, seen, legal, known_as, born, gender, identifiers })
    })
}

async fn who(cx: &WebCx, person: PersonId) -> Result<Who, Refusal> {
    app::people::who(cx.app(), cx.viewer(), person, Action::EditIdentity).await
}

fn page(cx: &WebCx, model: &Who, typed: &Typed, errors: &Errors) -> IdentityPage {
    let title = format!("Correct the identity of {}", model.person.called());
    let frame = cx.form_frame(title, errors, &fields::FOCUS);
    IdentityPage::of(frame, model, typed, errors)
}

/// Shows the form, with what was typed before a session ended.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = who(&cx, person).await?;
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let typed = draft.unwrap_or_else(|| fields::typed_of(&model.person));
    let mut page = page(&cx, &model, &typed, &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Saves the correction; shows both versions when somebody else was first.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let edited = match read(person, &typed) {
        Ok(command) => app::people::edit_identity(cx.app(), cx.viewer(), command).await.map(|_| ()),
        Err(fields) => Err(Refusal::Invalid(fields)),
    };
    match edited {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person(person), Said::IdentityCorrected)
        }
        Err(Refusal::Stale { .. }) => {
            let model = who(&cx, person).await?;
            let frame = cx.frame("Somebody else has changed this");
            cx.show_as(StatusCode::PRECONDITION_FAILED, &StalePage::of(frame, &model, &typed))
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = who(&cx, person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
