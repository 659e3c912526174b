//! One departure, for the coordinator and for the agency itself.

use super::{facts, open_work, who};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Html},
    pages::screening::shown::ShownPage,
    paths,
};
use app::departures::{self, OneDeparture};
use domain::ids::DepartureId;

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<DepartureId>, Query(()): Query<()>) -> Answer {
    let OneDeparture { view, open } = departures::departure(cx.app(), cx.viewer(), id).await?;
    let title = format!("Last day of {}", who(&view));
    let mut frame = cx.frame(title.clone());
    frame.back = Some(BackLink::to(paths::DEPARTURES));
    let mut pieces = vec![facts(&view, cx.app().london())];
    if !open.is_empty() {
        pieces.push(open_work("Open now", &open));
    }
    if view.may_prepare {
        pieces.push(Html::of(&Button::link("Go through what is open", paths::departure_checklist(id))));
    }
    if view.may_call_off {
        pieces.push(Html::of(&Button::link("Call it off", paths::departure_call_off(id))));
    }
    let body = Html::join(pieces, "\n");
    cx.show(&ShownPage { bar: None, parts: None, heading: title.into(), body, frame })
}
