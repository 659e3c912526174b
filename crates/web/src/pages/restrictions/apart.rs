//! Keeping a record apart from another person's team, ending that, and telling that team whom to speak to.

use super::form;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Button, Html, InsetText, RadioItem},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    restrictions::{self, KeepApart, RestrictionsPart},
};
use domain::ids::PersonId;

const KEEP: &str = "keep";
const END: &str = "end";

fn page(cx: &WebCx, model: &RestrictionsPart, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("Keep apart", errors, &[]);
    let again = Again { typed, errors };
    let said = "Whoever is on that person’s team finds nothing, even where the list names them: no search, no list, no page. Nothing stands on that person’s record.";
    let named = model.limit.iter().flat_map(|limit| &limit.named);
    let named = named.map(|one| (one.to_string(), model.names.account(*one)));
    let steps = vec![
        RadioItem::new(KEEP, "Keep this record apart from that person’s team"),
        RadioItem::new(END, "It no longer has to be kept apart"),
    ];
    let fields = vec![
        again.radios("step", "What is to happen?", steps),
        again.line(
            "reference",
            "Reference of that person",
            "As it stands on their record.",
            "govuk-input--width-10",
        ),
        again.select(
            "contact",
            "Whom are they told to speak to when risk rises?",
            "Choose somebody whose name alone tells nothing",
            named,
        ),
    ];
    let action = paths::person_apart(model.person.person);
    form(frame, model, action, Html::of(&InsetText::new(said)), fields, Button::submit("Save"))
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
    let draft = cx.draft().await?.unwrap_or_else(|| Typed::default().with("step", KEEP));
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

/// Keeps it apart, or ends that.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    match save(&cx, person, &typed).await {
        Ok(said) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_restrictions(person), said)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}

async fn save(cx: &WebCx, person: PersonId, typed: &Typed) -> Result<Said, Refusal> {
    let mut check = Check::default();
    let reference = typed.get("reference").trim().to_owned();
    if typed.get("step") == END {
        restrictions::end_apart(cx.app(), cx.viewer(), person, &reference).await?;
        return Ok(Said::ApartEnded);
    }
    let contact = check.id("contact", typed.get("contact"), "Select whom they are told to speak to");
    let command = check.done(|| Some(KeepApart { person, reference, contact: contact? }));
    restrictions::keep_apart(cx.app(), cx.viewer(), command.map_err(Refusal::Invalid)?).await?;
    Ok(Said::KeptApart)
}

/// Shows what will be said, to whoever may open the record.
pub(crate) async fn get_warn(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = app::people::who(cx.app(), cx.viewer(), person, gate::Action::WarnTeam).await?;
    let mut frame = cx.form_frame("Risk has risen", &Errors::none(), &[]);
    frame.back = Some(crate::kit::BackLink::to(paths::person_openings(person)));
    let said = "Those who work with the person from whom this record is kept apart are told whom to speak to before their next appointment. They are told nothing else: not why, and not about whom.";
    let glance = &model.glance;
    cx.show(&PlainForm {
        bar: Some(crate::pages::person::bar::linked_bar(
            &model.person,
            glance.today,
            glance.order.as_ref(),
            &glance.risks,
        )),
        intro: Html::of(&InsetText::new(said)),
        action: paths::person_warn(person),
        hidden: frame.csrf_field(),
        fields: Vec::new(),
        send: Button::submit("Tell them"),
        frame,
    })
}

/// Tells them.
pub(crate) async fn post_warn(cx: WebCx, Id(person): Id<PersonId>, _: Typed) -> Answer {
    restrictions::warn_team(cx.app(), cx.viewer(), person).await?;
    cx.go_saying(paths::person(person), Said::TeamWarned)
}
