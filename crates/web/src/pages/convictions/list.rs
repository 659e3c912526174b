//! A person's convictions, newest first, each with whether it is spent today.

use super::{imposed, standing};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Cell, Html, InsetText, Table},
    pages::{person::bar, screening::shown::ShownPage},
    paths, words,
};
use app::convictions::{ConvictionView, convictions};
use domain::ids::PersonId;

fn row(view: &ConvictionView) -> Vec<Cell> {
    let details = view.conviction.details();
    let (tag, more) = standing(view);
    let href = paths::conviction(view.conviction.id);
    vec![
        Cell::html(Html::link(&href, &words::day(details.day))).classed("tc-nowrap"),
        details.offence.to_string().into(),
        imposed(details).into(),
        Html::join([Html::of(&tag), Html::text(&more)], " ").into(),
        view.holder.clone().into(),
    ]
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = convictions(cx.app(), cx.viewer(), person).await?;
    let mut frame = cx.frame(format!("Convictions: {}", model.person.called()));
    frame.back = Some(BackLink { text: "Summaries".into(), ..BackLink::to(paths::person_summaries(person)) });
    let note = InsetText::new(
        "Whether a conviction is spent is worked out for today, from all that is recorded here and the law of the day. Roles that ask for a criminal record check, immigration and court proceedings have exceptions: check them.",
    );
    let table = Table::new(
        "Convictions and cautions",
        ["Convicted", "For", "Sentence", "Today", "Recorded by"],
        model.convictions.iter().map(row),
    )
    .caption_hidden()
    .dense();
    let list = if model.convictions.is_empty() {
        Html::paragraphs("No conviction is recorded.")
    } else {
        Html::of(&table)
    };
    let new = Html::of(&Button::link("Record a conviction", paths::conviction_new(person)));
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Convictions".into(),
        body: Html::join([Html::of(&note), new, list], "\n"),
        frame,
    })
}
