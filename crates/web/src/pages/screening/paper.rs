//! The paper assessment of an entry of the court's list: offence, deposition, known or not.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText, RadioItem},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    FieldError, Refusal,
    screening::{self, OnPaper, Paper},
};
use domain::{ids::CourtEntryId, screening::KnownOnPaper};

fn read(entry: CourtEntryId, typed: &Typed) -> Result<Paper, Vec<FieldError>> {
    let mut check = Check::default();
    let offence = check.prose("offence", typed.get("offence"), "the offence");
    let deposition = check.prose("deposition", typed.get("deposition"), "what the papers depose");
    let missing = "Select whether the person is known to a mental health service";
    let known = check.code("known", typed.get("known"), KnownOnPaper::from_code, missing);
    let words = check.optional_prose("words", typed.get("words"), "what else matters");
    check.done(|| Some(Paper { entry, offence: offence?, deposition: deposition?, known: known?, words }))
}

fn page(cx: &WebCx, model: &OnPaper, typed: &Typed, errors: &Errors) -> PlainForm {
    let entry = &model.kept.entry;
    let mut frame = cx.form_frame(format!("Assess {} on paper", entry.name.short()), errors, &[]);
    frame.back = Some(BackLink::to(paths::court_entry(model.kept.id)));
    let again = Again { typed, errors };
    let known: Vec<RadioItem> = KnownOnPaper::ALL
        .iter()
        .filter(|one| model.matched || **one == KnownOnPaper::Unconfirmed)
        .map(|one| RadioItem::new(one.code(), one.words()))
        .collect();
    let intro = if model.matched {
        Html::default()
    } else {
        Html::of(&InsetText::new(
            "It has not been decided who this is, so nothing can be said of whether they are known.",
        ))
    };
    PlainForm {
        bar: None,
        intro,
        action: paths::court_entry_paper(model.kept.id),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.prose("offence", "Offence", "As the list tells it; change what is wrong"),
            again.prose("deposition", "What do the papers depose?", ""),
            again.radios("known", "Known to a mental health service?", known),
            again.prose("words", "What else matters? (optional)", ""),
        ],
        send: Button::submit("Keep the assessment"),
        frame,
    }
}

/// The assessment as its form shows it; a new one begins with what the list tells.
fn typed_of(model: &OnPaper) -> Typed {
    let unconfirmed = KnownOnPaper::Unconfirmed.code();
    if let Some(paper) = &model.paper {
        return Typed::default()
            .with("offence", paper.offence.to_string())
            .with("deposition", paper.deposition.to_string())
            .with("known", paper.known_to_mental_health.code())
            .with("words", paper.words.as_ref().map(ToString::to_string).unwrap_or_default());
    }
    let offences = model.kept.entry.offences.iter().filter_map(|one| one.title.as_ref());
    let offences: Vec<String> = offences.map(ToString::to_string).collect();
    let typed = Typed::default().with("offence", offences.join("\n"));
    if model.matched { typed } else { typed.with("known", unconfirmed) }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(entry): Id<CourtEntryId>, Query(()): Query<()>) -> Answer {
    let model = screening::on_paper(cx.app(), cx.viewer(), entry).await?;
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let typed = draft.unwrap_or_else(|| typed_of(&model));
    let mut page = page(&cx, &model, &typed, &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Keeps the assessment.
pub(crate) async fn post(cx: WebCx, Id(entry): Id<CourtEntryId>, typed: Typed) -> Answer {
    let done = match read(entry, &typed) {
        Ok(command) => screening::put_on_paper(cx.app(), cx.viewer(), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::court_entry(entry), Said::PaperKept)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = screening::on_paper(cx.app(), cx.viewer(), entry).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
