//! One handover, for either end: what was offered, where it stands, and what may be done.

use super::facts;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Html},
    pages::{person::bar, screening::shown::ShownPage},
    paths,
};
use app::handovers;
use domain::{case_handover::HandoverMove, ids::CaseHandoverId};

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<CaseHandoverId>, Query(()): Query<()>) -> Answer {
    let model = handovers::handover(cx.app(), cx.viewer(), id).await?;
    let person = model.person.person;
    let mut frame = cx.frame(format!("Handover: {}", model.person.called()));
    frame.back = Some(BackLink::to(paths::person(person)));
    let mut pieces = vec![facts(&cx, &model)];
    if model.moves.iter().any(|step| step.is_an_answer()) {
        pieces.push(Html::of(&Button::link("Take on or decline", paths::handover_answer(id))));
    }
    if model.moves.contains(&HandoverMove::Withdraw) {
        pieces.push(Html::of(&Button::link("Withdraw", paths::handover_withdraw(id)).secondary()));
    }
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Handover to probation".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
