//! A one-off disclosure: to whom, which sections, what for, on which ground, up to which day.

use super::{boxes, form, ticked};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{CheckboxItem, Html, InsetText, RadioItem},
    pages::plain_form::{Again, PlainForm, options},
    paths,
    words::Said,
};
use app::{
    Refusal,
    openings::{self, Disclose, DiscloseForm},
};
use domain::{
    ids::PersonId,
    one_off::{Aim, ConsentSaid, Factors, Ground},
};

fn page(cx: &WebCx, model: &DiscloseForm, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("One-off disclosure", errors, &[("until", "until-day")]);
    let hidden = cx.hidden(&frame, typed, errors);
    let again = Again { typed, errors };
    let agencies = model.agencies.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let aims = Aim::ALL.iter().map(|one| CheckboxItem::new(one.code(), one.words()));
    let said = "For what no agreement covers. It opens parts of what your own agency recorded, up to a day, to the people of one other agency who work with people.";
    let fields = vec![
        again.select("agency", "To which agency?", "Choose an agency", agencies),
        again.boxes("sections", "Which parts of the record?", "Only what is needed.", boxes(&model.sections)),
        again.boxes("aims", "What is it for?", "", aims),
        again.radios("ground", "What does it rest on?", grounds(again)),
        again.date("until", "The last day", "It ends by itself after that day."),
    ];
    let person = model.person.person;
    let inset = Html::of(&InsetText::new(said));
    let action = (paths::person_disclose(person), "Decide");
    form(
        frame,
        (&model.person, &model.glance),
        paths::person_openings(person),
        action,
        (inset, hidden, fields),
    )
}

fn grounds(again: Again<'_>) -> Vec<RadioItem> {
    let wide = "govuk-!-width-full";
    let duty = Html::join(
        [
            again.line("duty", "Which duty?", "Such as an Act and its section.", wide),
            again.line("method", "In which way is it to be told?", "As the duty lays down.", wide),
        ],
        "",
    );
    let factors = Html::join(
        [
            again.line("power", "Which power do you rely on?", "", wide),
            again.prose(
                "proportionality",
                "Proportionality",
                "What benefit, why no less will do, the risk if it is shared and if it is not.",
            ),
            again.radios("consent", "Consent", options!(ConsentSaid)),
            again.line("consent_words", "If it was not given, why?", "", wide),
            again.prose(
                "transparency",
                "Transparency",
                "What the person was told and when, or why telling would defeat the purpose.",
            ),
            again.prose("vital", "Vital interest", "Whose life or health is at stake. If nobody’s, say so."),
        ],
        "",
    );
    vec![
        RadioItem::new("duty", "A statutory duty to tell this agency").reveals(duty),
        RadioItem::new("factors", "No duty: the four factors").reveals(factors),
    ]
}

/// The ground as it was typed.
fn ground(check: &mut Check, typed: &Typed) -> Option<Ground> {
    match typed.get("ground") {
        "duty" => {
            let duty = check.line("duty", typed.get("duty"), "the duty");
            let method = check.line("method", typed.get("method"), "in which way it is to be told");
            Some(Ground::Duty { duty: duty?, method: method? })
        }
        "factors" => {
            let power = check.line("power", typed.get("power"), "the power that you rely on");
            let proportionality =
                check.prose("proportionality", typed.get("proportionality"), "why it is proportionate");
            let said = typed.get("consent");
            let consent = check.code("consent", said, ConsentSaid::from_code, "Select what the person said");
            let consent_words =
                check.optional_line("consent_words", typed.get("consent_words"), "why consent was not given");
            let transparency =
                check.prose("transparency", typed.get("transparency"), "what the person was told");
            let vital = check.prose("vital", typed.get("vital"), "whose life or health is at stake");
            Some(Ground::Factors(Factors {
                power: power?,
                proportionality: proportionality?,
                consent: consent?,
                consent_words,
                transparency: transparency?,
                vital: vital?,
            }))
        }
        _ => check.wrong("ground", "required", "Select what it rests on"),
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = openings::disclose_form(cx.app(), cx.viewer(), person).await?;
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

/// Decides.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let to = check.id("agency", typed.get("agency"), "Select an agency");
    let sections = ticked(typed.all("sections"));
    let aims = typed.all("aims").filter_map(|code| Aim::from_code(code).ok()).collect();
    let ground = ground(&mut check, &typed);
    let until = check.date("until", &typed.date("until"), "The last day");
    let command =
        check.done(|| Some(Disclose { person, to: to?, sections, aims, ground: ground?, until: until? }));
    let done = match command {
        Ok(command) => {
            let once = cx.once(&typed);
            openings::disclose(cx.app(), cx.viewer(), command, once.as_ref()).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            let made = openings::disclosure(cx.app(), cx.viewer(), id).await?;
            let waits = made.disclosure.state() == domain::one_off::DisclosureState::NeedsSecond;
            let said = if waits { Said::DisclosureWaits } else { Said::DisclosureMade };
            cx.go_saying(paths::disclosure(id), said)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = openings::disclose_form(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
