//! The form that computes a score: which predictor, then what it takes. A correction begins with what was put in before.

use super::{fields, meaning};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{BackLink, Button, Escaped, Html, RadioItem},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm},
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    people::{Who, who},
    scores::{record, score},
};
use domain::{
    ids::{PersonId, ScoreId},
    reoffending_score::Predictor,
};
use gate::Action;

/// What the form begins with.
pub(super) struct Begun {
    predictor: Option<Predictor>,
    corrects: Option<ScoreId>,
}

impl Asked for Begun {
    const KNOWN: &'static [&'static str] = &["predictor", "corrects"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let code = typed.get("predictor");
        let predictor = (!code.is_empty())
            .then(|| check.code("predictor", code, Predictor::from_code, "Select a predictor"))
            .flatten();
        let corrects =
            check.optional_id("corrects", typed.get("corrects"), "Correct a score from its own page");
        Self { predictor, corrects }
    }
}

/// What a predictor counts, in a line.
const fn counts(predictor: Predictor) -> &'static str {
    match predictor {
        Predictor::Ogrs3 => "From history alone, for one year and for two.",
        Predictor::Arp => {
            "For two years. It counts time without an offence, and answers about the present where all are given."
        }
    }
}

fn page(cx: &WebCx, model: &Who, predictor: Predictor, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let (corrects, code) = (typed.get("corrects"), predictor.code());
    let title = if corrects.is_empty() { "Compute a score" } else { "Correct a score" };
    let mut frame = cx.form_frame(format!("{title}: {predictor}"), errors, &fields::FOCUS);
    frame.back = Some(BackLink::to(if corrects.is_empty() {
        paths::score_new(person)
    } else {
        paths::person_scores(person)
    }));
    let glance = &model.glance;
    let kept = Html::markup(format!(
        "<input type=\"hidden\" name=\"predictor\" value=\"{}\"><input type=\"hidden\" name=\"corrects\" value=\"{}\">",
        Escaped(code),
        Escaped(corrects),
    ));
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::join([Html::paragraphs(counts(predictor)), meaning()], "\n"),
        action: paths::score_new(person),
        hidden: Html::join([cx.hidden(&frame, typed, errors), kept], ""),
        fields: fields::fields(predictor, Again { typed, errors }),
        send: Button::submit("Compute and record"),
        frame,
    }
}

/// Which predictor?
fn choice(cx: &WebCx, model: &Who, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame("Which predictor?", errors, &[]);
    frame.back = Some(BackLink::to(paths::person_scores(person)));
    let offered = Predictor::ALL.iter();
    let offered = offered.map(|one| RadioItem::new(one.code(), one.words()).hinted(counts(*one))).collect();
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: meaning(),
        action: paths::score_new(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![Again { typed, errors }.radios("predictor", "Predictor", offered)],
        send: Button::submit("Continue"),
        frame,
    }
}

async fn whom(cx: &WebCx, person: PersonId) -> Result<Who, Refusal> {
    who(cx.app(), cx.viewer(), person, Action::RecordScore).await
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(begun): Query<Begun>) -> Answer {
    let model = whom(&cx, person).await?;
    let draft = cx.draft().await?.unwrap_or_default();
    let typed = match begun.corrects {
        Some(id) => {
            let former = score(cx.app(), cx.viewer(), id).await?;
            if former.person.person != person || !former.may_correct {
                return Err(Refusal::NotFound.into());
            }
            if draft.get("corrects") == id.to_string() { draft } else { fields::typed(&former.line.score) }
        }
        // What was typed for a correction comes back with the correction alone.
        None if draft.get("corrects").is_empty() => draft,
        None => Typed::default(),
    };
    match begun.predictor.or_else(|| Predictor::from_code(typed.get("predictor")).ok()) {
        Some(predictor) => cx.show(&page(&cx, &model, predictor, &typed, &Errors::none())),
        None => cx.show(&choice(&cx, &model, &typed, &Errors::none())),
    }
}

/// Goes on to the fields of the predictor that was chosen.
async fn chosen(cx: WebCx, person: PersonId, typed: &Typed) -> Answer {
    let mut check = Check::default();
    let code = typed.get("predictor");
    let predictor =
        check.code("predictor", code, Predictor::from_code, "Select which predictor computes the score");
    match check.done(|| predictor) {
        Ok(predictor) => {
            cx.go(paths::with_query(&paths::score_new(person), &[("predictor", predictor.code())]))
        }
        Err(wrong) => {
            let errors = Errors::of(wrong);
            let model = whom(&cx, person).await?;
            cx.show_as(errors.status(), &choice(&cx, &model, typed, &errors))
        }
    }
}

/// Computes it, and records it.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let predictor = Predictor::from_code(typed.get("predictor")).ok();
    // The page before asks for the predictor alone.
    let Some(predictor) = predictor.filter(|_| typed.has("sanctions")) else {
        return chosen(cx, person, &typed).await;
    };
    let mut check = Check::default();
    let command = fields::read(&mut check, person, predictor, &typed);
    let done = match check.done(|| command) {
        Ok(command) => record(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::score(id), Said::ScoreRecorded)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = whom(&cx, person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, predictor, &typed, &errors))
        }
    }
}
