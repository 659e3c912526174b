//! Taking a conviction off the record: quashed, or another person's.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, seen_field},
    },
    paths,
    words::{self, Said},
};
use app::{
    Refusal,
    convictions::{ConvictionStep, OpenedConviction, conviction, step},
};
use domain::ids::ConvictionId;

fn page(cx: &WebCx, model: &OpenedConviction, typed: &Typed, errors: &Errors) -> PlainForm {
    let (id, details) = (model.this.conviction.id, model.this.conviction.details());
    let mut frame = cx.form_frame("Take a conviction off the record", errors, &[]);
    frame.back = Some(BackLink::to(paths::conviction(id)));
    let glance = &model.glance;
    let again = Again { typed, errors };
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::paragraphs(&format!("{}: {}.", words::day(details.day), details.offence)),
        action: paths::conviction_remove(id),
        hidden: Html::join([frame.csrf_field(), seen_field(model.this.conviction.version())], ""),
        fields: vec![again.prose(
            "why",
            "Why?",
            "It was quashed, say, or is another person’s. The history stays.",
        )],
        send: Button::submit("Take it off the record"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ConvictionId>, Query(()): Query<()>) -> Answer {
    let model = conviction(cx.app(), cx.viewer(), id).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Takes it off the record.
pub(crate) async fn post(cx: WebCx, Id(id): Id<ConvictionId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let why = check.prose("why", typed.get("why"), "why it is taken off the record");
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| why) {
        Ok(why) => step(cx.app(), cx.viewer(), id, seen, ConvictionStep::Remove(why)).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::conviction(id), Said::ConvictionRemoved)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = conviction(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
