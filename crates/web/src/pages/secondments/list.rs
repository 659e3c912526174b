//! The secondments to and from one's own agency.

use super::{days, stands};
use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Button, Html, InsetText, Table},
    pages::screening::shown::ShownPage,
    paths,
};
use app::secondments;

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let found = secondments::secondments(cx.app(), cx.viewer()).await?;
    let note = "Somebody who works for two agencies acts for one of them at a time, and sees what that one sees. Both \
                agencies agree before anything opens.";
    let rows = found.iter().map(|one| {
        vec![
            Html::link(&paths::secondment(one.secondment.proposal.id), &one.who).into(),
            one.home.clone().into(),
            one.host.clone().into(),
            days(one).into(),
            Html::of(&stands(one)).into(),
        ]
    });
    let table =
        Table::new("Secondments", ["Who", "From", "To", "Days", "State"], rows).caption_hidden().dense();
    let listed = if found.is_empty() {
        Html::literal("<p class=\"govuk-body\">There are none yet.</p>")
    } else {
        Html::of(&table)
    };
    let propose = Html::of(&Button::link("Propose a secondment", paths::SECONDMENT_NEW));
    let body = Html::join([Html::of(&InsetText::new(note)), propose, listed], "\n");
    let frame = cx.frame("Secondments");
    cx.show(&ShownPage { bar: None, parts: None, heading: "Secondments".into(), body, frame })
}
