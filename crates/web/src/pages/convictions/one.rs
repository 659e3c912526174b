//! One conviction: what was recorded, how it stands today and what that rests on, and its history.

use super::{imposed, standing};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Cell, Html, SummaryRow, Table},
    pages::{
        person::bar,
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::convictions::{OpenedConviction, conviction};
use domain::{
    conviction::{ConvictionFact, ConvictionState, Ends},
    ids::ConvictionId,
    rehabilitation::{CountsFrom, Determination, Part, Rule},
};
use jiff::tz::TimeZone;

fn ends(ends: Ends) -> String {
    match ends {
        Ends::On(day) => words::day(day),
        Ends::Never => "It has no end".to_owned(),
        Ends::NotKnown => "Not known".to_owned(),
    }
}

/// The row that applies, in words.
fn rule(rule: Option<&Rule>) -> String {
    let Some(rule) = rule else { return "No rule of the table applies".to_owned() };
    let period = match rule.counts {
        CountsFrom::Never => "Never spent".to_owned(),
        counts if rule.months == 0 => format!("From {counts}"),
        counts => format!("{} after {counts}", words::count(u64::from(rule.months), "month", "months")),
    };
    let memory = if rule.from_memory { " This row is a default from memory: confirm it." } else { "" };
    format!("{period}. {}.{memory}", rule.source)
}

fn part((part, applied): &(Part, Option<Rule>)) -> Vec<Cell> {
    let said = match part.term {
        Some(term) => format!("{}, {term} in all", part.kind),
        None => part.kind.words().to_owned(),
    };
    let said = if part.schedule_18 { format!("{said} (Schedule 18)") } else { said };
    vec![said.into(), ends(part.ends).into(), rule(applied.as_ref()).into()]
}

fn rests_on(determination: &Determination) -> Card {
    let inputs = &determination.inputs;
    let joined = words::count(
        u64::try_from(inputs.joined.len()).unwrap_or(u64::MAX),
        "further conviction",
        "further convictions",
    );
    let rows = vec![
        SummaryRow::new("As of", words::day(determination.on)),
        SummaryRow::new("Convicted", words::day(inputs.convicted)),
        SummaryRow::new("Sentenced", words::day(inputs.sentenced)),
        SummaryRow::new("Age then", inputs.age.words()),
        SummaryRow::new("Joined with", joined),
    ];
    let parts = Table::new(
        "Sentences as they were counted",
        ["Sentence", "Ends", "Rule"],
        inputs.parts.iter().map(part),
    )
    .dense();
    Card::new("What that rests on", Html::join([facts(rows), Html::of(&parts)], "\n"))
}

fn history(model: &OpenedConviction, zone: &TimeZone) -> Card {
    let rows = model.this.conviction.facts().iter().map(|(stamp, fact)| {
        let said = match fact {
            ConvictionFact::Recorded(details) => {
                format!("Recorded: {}, {}", words::day(details.day), imposed(details))
            }
            ConvictionFact::Corrected(details, why) => {
                format!("Corrected to {}, {}. {why}", words::day(details.day), imposed(details))
            }
            ConvictionFact::Removed(why) => format!("Taken off the record. {why}"),
        };
        let by = format!("{}, {}", model.names.account(stamp.by), words::moment(stamp.at, zone));
        vec![said.into(), by.into()]
    });
    Card::new("History", Html::of(&Table::new("History", ["What", "By"], rows).caption_hidden().dense()))
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ConvictionId>, Query(()): Query<()>) -> Answer {
    let model = conviction(cx.app(), cx.viewer(), id).await?;
    let person = model.person.person;
    let mut frame = cx.frame(format!("Conviction: {}", model.person.called()));
    frame.back =
        Some(BackLink { text: "Convictions".into(), ..BackLink::to(paths::person_convictions(person)) });
    let details = model.this.conviction.details();
    let (tag, more) = standing(&model.this);
    let mut rows = vec![
        SummaryRow::html("Today", Html::join([Html::of(&tag), Html::text(&more)], " ")),
        SummaryRow::new("For", details.offence.to_string()),
        SummaryRow::new("Sentence", imposed(details)),
        SummaryRow::new("Recorded by", model.this.holder.clone()),
    ];
    rows.extend(details.court.as_ref().map(|court| SummaryRow::new("Court", court.to_string())));
    if details.summary_only {
        rows.push(SummaryRow::new("Tried by", "Magistrates only (a summary-only offence)"));
    }
    let mut pieces = Vec::new();
    if model.this.conviction.state() == ConvictionState::Kept {
        pieces.push(Html::of(&Button::link("Correct it", paths::conviction_correct(id))));
        pieces.push(Html::of(
            &Button::link("Take it off the record", paths::conviction_remove(id)).secondary(),
        ));
    }
    let mut shown = vec![Card::new("What was recorded", facts(rows))];
    shown.extend(model.this.determination.as_ref().map(rests_on));
    shown.push(history(&model, cx.app().london()));
    pieces.push(cards(shown));
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: format!("Conviction of {}", words::day(details.day)).into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
