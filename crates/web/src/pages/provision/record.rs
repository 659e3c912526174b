//! The forms that begin a body or the description of a service, and that record its next step.

use super::{SELECT_KIND, SELECT_STEP};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText},
    pages::{
        fields::{Sent, ToPick, filled, focus, read, shown},
        plain_form::{Again, PlainForm, hidden_code, seen_field},
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    provision::{self, OpenedProvision},
};
use domain::{
    ids::{ProvisionId, ServiceId},
    provision::{ProvisionKind, ProvisionStep},
};

/// What is to be begun.
pub(crate) struct Kind(ProvisionKind);

impl Asked for Kind {
    const KNOWN: &'static [&'static str] = &["kind"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let kind = check.code("kind", typed.get("kind"), ProvisionKind::from_code, SELECT_KIND);
        Self(kind.unwrap_or(ProvisionKind::Body))
    }
}

/// Which step.
pub(crate) struct Step(Option<ProvisionStep>);

impl Asked for Step {
    const KNOWN: &'static [&'static str] = &["step"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.code("step", typed.get("step"), ProvisionStep::from_code, SELECT_STEP))
    }
}

fn page(cx: &WebCx, step: ProvisionStep, to_pick: ToPick<'_>, back: String, again: Again<'_>) -> PlainForm {
    let focus = focus(step);
    let focus: Vec<(&str, &str)> = focus.iter().map(|(name, to)| (*name, to.as_str())).collect();
    let mut frame = cx.form_frame(step.words(), again.errors, &focus);
    frame.back = Some(BackLink::to(back));
    PlainForm {
        bar: None,
        intro: Html::of(&InsetText::new(step.kind().note())),
        action: String::new(),
        hidden: cx.hidden(&frame, again.typed, again.errors),
        fields: shown(step, again, to_pick),
        send: Button::submit("Record"),
        frame,
    }
}

fn new_page(
    cx: &WebCx,
    kind: ProvisionKind,
    services: &[(ServiceId, String)],
    typed: &Typed,
    errors: &Errors,
) -> PlainForm {
    let to_pick = ToPick { services, ..ToPick::default() };
    let form = page(cx, kind.first(), to_pick, paths::PROVISION.to_owned(), Again { typed, errors });
    let hidden = Html::join([form.hidden, hidden_code("kind", kind.code())], "");
    let action = paths::with_query(paths::PROVISION_NEW, &[("kind", kind.code())]);
    PlainForm { action, hidden, ..form }
}

/// Shows the form of one kind.
pub(super) async fn get_new(cx: WebCx, Query(Kind(kind)): Query<Kind>) -> Answer {
    let services = provision::start(cx.app(), cx.viewer(), kind).await?;
    // What was typed for one kind is not shown for another.
    let typed = cx.draft().await?.filter(|typed| typed.get("kind") == kind.code()).unwrap_or_default();
    cx.show(&new_page(&cx, kind, &services, &typed, &Errors::none()))
}

/// Begins it.
pub(super) async fn post_new(cx: WebCx, typed: Typed) -> Answer {
    let mut check = Check::default();
    let kind = check.code("kind", typed.get("kind"), ProvisionKind::from_code, SELECT_KIND);
    let Some(kind) = kind else { return Err(Refusal::field("kind", "required", SELECT_KIND).into()) };
    let fact = read(&mut check, kind.first(), Sent::Form(&typed));
    let done = match check.done(|| Some(fact)) {
        Ok(fact) => provision::begin(cx.app(), cx.viewer(), fact, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::provision_one(id), Said::ProvisionBegun)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let services = provision::start(cx.app(), cx.viewer(), kind).await?;
            cx.show_as(errors.status(), &new_page(&cx, kind, &services, &typed, &errors))
        }
    }
}

fn step_page(
    cx: &WebCx,
    model: &OpenedProvision,
    step: ProvisionStep,
    typed: &Typed,
    errors: &Errors,
) -> PlainForm {
    let one = &model.line.one;
    let listed = ["seats", "training"].map(|of| (of, one.listed(of)));
    let to_pick = ToPick { agencies: &model.agencies, services: &[], listed: &listed };
    let form = page(cx, step, to_pick, paths::provision_one(one.id), Again { typed, errors });
    let hidden = [form.hidden, hidden_code("step", step.code()), seen_field(one.version())];
    let action = paths::with_query(&paths::provision_step(one.id), &[("step", step.code())]);
    PlainForm { action, hidden: Html::join(hidden, ""), ..form }
}

async fn opened(cx: &WebCx, id: ProvisionId, step: ProvisionStep) -> Result<OpenedProvision, Refusal> {
    let model = provision::one(cx.app(), cx.viewer(), id).await?;
    let one = &model.line.one;
    if model.may_step && one.moves().contains(&step) {
        Ok(model)
    } else {
        Err(Refusal::not_now("record", one.state().words()))
    }
}

/// Shows the form of a step.
pub(super) async fn get(cx: WebCx, Id(id): Id<ProvisionId>, Query(Step(step)): Query<Step>) -> Answer {
    let Some(step) = step else { return Err(Refusal::field("step", "required", SELECT_STEP).into()) };
    let model = opened(&cx, id, step).await?;
    let draft = cx.draft().await?.filter(|typed| typed.get("step") == step.code());
    let typed = draft.unwrap_or_else(|| filled(model.line.one.stands(), step, Typed::default()));
    cx.show(&step_page(&cx, &model, step, &typed, &Errors::none()))
}

/// Records it.
pub(super) async fn post(cx: WebCx, Id(id): Id<ProvisionId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let step = check.code("step", typed.get("step"), ProvisionStep::from_code, SELECT_STEP);
    let Some(step) = step else { return Err(Refusal::field("step", "required", SELECT_STEP).into()) };
    let fact = read(&mut check, step, Sent::Form(&typed));
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| Some(fact)) {
        Ok(fact) => provision::step(cx.app(), cx.viewer(), id, seen, fact).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::provision_one(id), Said::ProvisionStepped)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = opened(&cx, id, step).await?;
            cx.show_as(errors.status(), &step_page(&cx, &model, step, &typed, &errors))
        }
    }
}
