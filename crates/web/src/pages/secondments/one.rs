//! One secondment, for the managers of the two agencies.

use super::facts;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Html},
    pages::screening::shown::ShownPage,
    paths,
};
use app::secondments;
use domain::{ids::SecondmentId, secondment::SecondmentMove};

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<SecondmentId>, Query(()): Query<()>) -> Answer {
    let view = secondments::secondment(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame(format!("Secondment of {}", view.who));
    frame.back = Some(BackLink::to(paths::SECONDMENTS));
    let mut pieces = vec![facts(&view, cx.app().london())];
    let offers = |step| view.moves.contains(&step);
    let words = if offers(SecondmentMove::Agree) {
        Some("Agree or decline")
    } else if offers(SecondmentMove::Withdraw) {
        Some("Withdraw")
    } else {
        offers(SecondmentMove::End).then_some("End it today")
    };
    pieces.extend(words.map(|words| Html::of(&Button::link(words, paths::secondment_answer(id)))));
    let heading = format!("Secondment of {}", view.who).into();
    cx.show(&ShownPage { bar: None, parts: None, heading, body: Html::join(pieces, "\n"), frame })
}
