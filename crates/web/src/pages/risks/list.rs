//! A person's risk flags in force, newest first, as far as the gate opens them.

use super::known_from;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Html, SummaryRow},
    pages::{
        person::{bar, withheld},
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::risks::{RiskLine, risks};
use domain::ids::PersonId;
use jiff::{civil::Date, tz::TimeZone};

fn card(line: &RiskLine, today: Date, zone: &TimeZone) -> Card {
    let flag = &line.flag;
    let mut rows = Vec::new();
    rows.extend(
        flag.detail
            .as_ref()
            .map(|detail| SummaryRow::html("What to know before meeting", Html::paragraphs(detail.as_str()))),
    );
    rows.extend(known_from(flag).map(|source| SummaryRow::new("How it is known", source)));
    rows.push(SummaryRow::new(
        "Raised",
        format!("{}, {}, {}", line.by, line.agency, words::moment(flag.stamp.at, zone)),
    ));
    rows.extend(flag.upkeep.map(|upkeep| {
        let day = words::day(upkeep.review);
        let said = if upkeep.review < today { format!("{day}: overdue") } else { day };
        SummaryRow::new("To be looked at again by", said)
    }));
    let mut pieces = vec![facts(rows)];
    if line.may_review {
        let text = format!("Review: {}", flag.kind);
        pieces.push(Html::of(&Button::link(text, paths::risk_review(flag.id)).secondary()));
    }
    Card { classes: "tc-card--late".into(), ..Card::new(flag.kind.words(), Html::join(pieces, "\n")) }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = risks(cx.app(), cx.viewer(), person).await?;
    let mut frame = cx.frame(format!("Risk flags: {}", model.person.called()));
    frame.back = Some(BackLink::to(paths::person(person)));
    let glance = &model.glance;
    let mut pieces = Vec::new();
    if model.may_raise {
        pieces.push(Html::of(&Button::link("Raise a risk flag", paths::risk_new(person))));
    }
    if model.flags.is_empty() {
        pieces.push(Html::paragraphs("No risk flag that you can see."));
    } else {
        let zone = cx.app().london();
        pieces.push(cards(model.flags.iter().map(|line| card(line, glance.today, zone))));
    }
    if !model.withheld.is_empty() {
        pieces.push(cards([Card {
            classes: "tc-card--withheld".into(),
            ..Card::new("What you cannot see here", withheld::list(&model.withheld, &model.names))
        }]));
    }
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Risk flags".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
