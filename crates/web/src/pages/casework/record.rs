//! The forms that begin a piece, and that record its next step.

use super::{SELECT_KIND, SELECT_STEP, new_of};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText},
    pages::{
        fields::{Sent, ToPick, filled, focus, read, shown},
        person::bar,
        plain_form::{Again, PlainForm, hidden_code, seen_field},
        screening::shown::ShownPage,
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    casework::{self, OpenedPiece, StartPiece},
    people::Glance,
};
use domain::{
    casework::{PieceKind, PieceStep},
    ids::{AgencyId, PersonId, PieceId},
    person::Identity,
};

/// What is to be begun.
pub(crate) struct Kind(Option<PieceKind>);

impl Asked for Kind {
    const KNOWN: &'static [&'static str] = &["kind"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let asked = typed.get("kind");
        Self(if asked.is_empty() {
            None
        } else {
            check.code("kind", asked, PieceKind::from_code, SELECT_KIND)
        })
    }
}

/// Which step.
pub(crate) struct Step(Option<PieceStep>);

impl Asked for Step {
    const KNOWN: &'static [&'static str] = &["step"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.code("step", typed.get("step"), PieceStep::from_code, SELECT_STEP))
    }
}

/// About whom a form is.
struct About<'a> {
    person: &'a Identity,
    glance: &'a Glance,
    agencies: &'a [(AgencyId, String)],
    back: String,
}

fn page(cx: &WebCx, about: &About<'_>, step: PieceStep, typed: &Typed, errors: &Errors) -> PlainForm {
    let focus = focus(step);
    let focus: Vec<(&str, &str)> = focus.iter().map(|(name, to)| (*name, to.as_str())).collect();
    let mut frame = cx.form_frame(step.words(), errors, &focus);
    frame.back = Some(BackLink::to(about.back.clone()));
    let glance = about.glance;
    PlainForm {
        bar: Some(bar::linked_bar(about.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::of(&InsetText::new(step.kind().note())),
        action: String::new(),
        hidden: cx.hidden(&frame, typed, errors),
        fields: shown(
            step,
            Again { typed, errors },
            ToPick { agencies: about.agencies, ..ToPick::default() },
        ),
        send: Button::submit("Record"),
        frame,
    }
}

fn new_page(cx: &WebCx, model: &StartPiece, kind: PieceKind, typed: &Typed, errors: &Errors) -> PlainForm {
    let (person, agencies) = (&model.person, model.agencies.as_slice());
    let back = paths::piece_new(person.person);
    let form =
        page(cx, &About { person, glance: &model.glance, agencies, back }, kind.first(), typed, errors);
    let hidden = Html::join([form.hidden, hidden_code("kind", kind.code())], "");
    PlainForm { hidden, action: new_of(person.person, kind), send: Button::submit("Begin"), ..form }
}

/// What may be begun, each with what to know of it.
fn choose(cx: &WebCx, model: &StartPiece) -> Answer {
    let person = model.person.person;
    let mut frame = cx.frame("Begin something");
    frame.back = Some(BackLink { text: "Casework".into(), ..BackLink::to(paths::person_casework(person)) });
    let kinds = model.kinds.iter().map(|kind| {
        let link = Html::link(&new_of(person, *kind), kind.first().words());
        Html::join(
            [
                Html::literal("<h2 class=\"govuk-heading-s govuk-!-margin-bottom-1\">"),
                link,
                Html::literal("</h2>"),
                Html::paragraphs(kind.note()),
            ],
            "",
        )
    });
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Begin something".into(),
        body: Html::join(kinds.collect::<Vec<_>>(), "\n"),
        frame,
    })
}

/// Shows what may be begun, or the form of one kind.
pub(super) async fn get_new(cx: WebCx, Id(person): Id<PersonId>, Query(Kind(kind)): Query<Kind>) -> Answer {
    let model = casework::start(cx.app(), cx.viewer(), person).await?;
    let Some(kind) = kind.filter(|kind| model.kinds.contains(kind)) else { return choose(&cx, &model) };
    // What was typed for one kind is not shown for another.
    let typed = cx.draft().await?.filter(|typed| typed.get("kind") == kind.code()).unwrap_or_default();
    cx.show(&new_page(&cx, &model, kind, &typed, &Errors::none()))
}

/// Begins it.
pub(super) async fn post_new(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let kind = check.code("kind", typed.get("kind"), PieceKind::from_code, SELECT_KIND);
    let Some(kind) = kind else { return Err(Refusal::field("kind", "required", SELECT_KIND).into()) };
    let fact = read(&mut check, kind.first(), Sent::Form(&typed));
    let done = match check.done(|| Some(fact)) {
        Ok(fact) => casework::begin(cx.app(), cx.viewer(), person, fact, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::piece(id), Said::CaseworkBegun)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = casework::start(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &new_page(&cx, &model, kind, &typed, &errors))
        }
    }
}

fn step_page(cx: &WebCx, model: &OpenedPiece, step: PieceStep, typed: &Typed, errors: &Errors) -> PlainForm {
    let (person, piece, agencies) = (&model.person, &model.line.piece, model.agencies.as_slice());
    let about = About { person, glance: &model.glance, agencies, back: paths::piece(piece.id) };
    let form = page(cx, &about, step, typed, errors);
    let hidden = [form.hidden, hidden_code("step", step.code()), seen_field(piece.version())];
    let action = paths::with_query(&paths::piece_step(piece.id), &[("step", step.code())]);
    PlainForm { action, hidden: Html::join(hidden, ""), ..form }
}

async fn opened(cx: &WebCx, id: PieceId, step: PieceStep) -> Result<OpenedPiece, Refusal> {
    let model = casework::piece(cx.app(), cx.viewer(), id).await?;
    if model.line.may_step && model.line.piece.moves().contains(&step) {
        Ok(model)
    } else {
        Err(Refusal::not_now("piece of casework", model.line.piece.stage().words))
    }
}

/// Shows the form of a step.
pub(super) async fn get(cx: WebCx, Id(id): Id<PieceId>, Query(Step(step)): Query<Step>) -> Answer {
    let Some(step) = step else { return Err(Refusal::field("step", "required", SELECT_STEP).into()) };
    let model = opened(&cx, id, step).await?;
    let draft = cx.draft().await?.filter(|typed| typed.get("step") == step.code());
    let typed = draft.unwrap_or_else(|| filled(model.line.piece.stands(), step, Typed::default()));
    cx.show(&step_page(&cx, &model, step, &typed, &Errors::none()))
}

/// Records it.
pub(super) async fn post(cx: WebCx, Id(id): Id<PieceId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let step = check.code("step", typed.get("step"), PieceStep::from_code, SELECT_STEP);
    let Some(step) = step else { return Err(Refusal::field("step", "required", SELECT_STEP).into()) };
    let fact = read(&mut check, step, Sent::Form(&typed));
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| Some(fact)) {
        Ok(fact) => casework::step(cx.app(), cx.viewer(), id, seen, fact).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::piece(id), Said::CaseworkStepped)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = opened(&cx, id, step).await?;
            cx.show_as(errors.status(), &step_page(&cx, &model, step, &typed, &errors))
        }
    }
}
