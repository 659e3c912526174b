//! One strand: how it began, its steps, what came of it, and its history.

use super::list::owed;
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
use app::plans::{OpenedStrand, strand};
use domain::{
    ids::StrandId,
    plan::{StepState, Strand, StrandFact},
};
use jiff::tz::TimeZone;

fn begun(model: &OpenedStrand, zone: &TimeZone) -> Card {
    let begun = &model.line.strand.begun;
    let mut rows = vec![
        SummaryRow::new("About", format!("{} ({})", begun.topic, begun.topic.pathway())),
        SummaryRow::new("Aim", begun.aim.to_string()),
    ];
    let said = [
        ("In their own words", &begun.quote),
        ("What stands in the way", &begun.need),
        ("What helps", &begun.strengths),
    ];
    rows.extend(said.into_iter().filter_map(|(what, words)| {
        words.as_ref().map(|words| SummaryRow::html(what, Html::paragraphs(words.as_str())))
    }));
    let line = &model.line;
    let moment = words::moment(begun.stamp.at, zone);
    rows.push(SummaryRow::new("Begun by", format!("{}, {}, {moment}", line.by, line.agency)));
    Card::new("How it began", facts(rows))
}

fn steps(model: &OpenedStrand) -> Card {
    let strand = &model.line.strand;
    let rows = strand.steps().iter().map(|step| {
        let owner =
            step.owner.account.map_or_else(|| model.line.agency.clone(), |one| model.names.account(one));
        let state = match step.state {
            StepState::Open => owed(step, &owner, model.glance.today),
            over => format!("{over}, {owner}"),
        };
        let record = if model.line.may_step && step.state == StepState::Open {
            let to = paths::with_query(&paths::strand_step(strand.begun.id), &[("of", &step.id.to_string())]);
            Html::link(&to, &format!("Record: {}", step.words))
        } else {
            Html::default()
        };
        vec![Cell::from(step.words.as_str().to_owned()), state.into(), Cell::html(record)]
    });
    let rows: Vec<_> = rows.collect();
    let mut pieces = Vec::new();
    if rows.is_empty() {
        pieces.push(Html::paragraphs("No step yet."));
    } else {
        let head = ["Step", "Who and when", "What to do"];
        pieces.push(Html::of(&Table::new("Steps", head, rows).caption_hidden().dense()));
    }
    if model.line.may_step {
        let to = paths::strand_agree(strand.begun.id);
        pieces.push(Html::of(&Button::link("Agree a step", to).secondary()));
    }
    Card::new("Steps", Html::join(pieces, "\n"))
}

fn came(strand: &Strand) -> Option<Card> {
    let came = strand.came()?;
    let mut rows = vec![
        SummaryRow::new("Outcome", came.outcome.words()),
        SummaryRow::html("What came of it", Html::paragraphs(came.words.as_str())),
    ];
    rows.extend(
        came.quote
            .as_ref()
            .map(|said| SummaryRow::html("In their own words", Html::paragraphs(said.as_str()))),
    );
    Some(Card::new("What came of it", facts(rows)))
}

/// What a fact says, in a sentence.
fn told(strand: &Strand, fact: &StrandFact) -> String {
    let step = |id| {
        let found = strand.steps().iter().find(|step| step.id == id);
        found.map_or_else(String::new, |step| step.words.as_str().to_owned())
    };
    match fact {
        StrandFact::Agreed(step) => format!("Step agreed: {}", step.words),
        StrandFact::Done(id, None) => format!("Done: {}", step(*id)),
        StrandFact::Done(id, Some(words)) => format!("Done: {}. {words}", step(*id)),
        StrandFact::Dropped(id, why) => format!("Dropped: {}. {why}", step(*id)),
        StrandFact::Moved(id, to) => format!("Another day: {}, {}", step(*id), words::day(*to)),
        StrandFact::Progress(said) => said.to_string(),
        StrandFact::Closed(came) => format!("Closed: {}", came.outcome),
    }
}

fn history(model: &OpenedStrand, zone: &TimeZone) -> Option<Card> {
    let strand = &model.line.strand;
    let rows = strand.facts().iter().rev().map(|(stamp, fact)| {
        vec![
            words::moment(stamp.at, zone).into(),
            Cell::html(Html::paragraphs(&told(strand, fact))),
            model.names.account(stamp.by).into(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let head = ["When", "What", "By"];
    let table = Table::new("What happened, newest first", head, rows).caption_hidden().dense();
    (!strand.facts().is_empty()).then(|| Card::new("What happened", Html::of(&table)))
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<StrandId>, Query(()): Query<()>) -> Answer {
    let model = strand(cx.app(), cx.viewer(), id).await?;
    let (person, zone) = (model.person.person, cx.app().london());
    let mut frame = cx.frame(format!("{}: {}", model.line.strand.begun.topic, model.person.called()));
    frame.back = Some(BackLink { text: "Plan".into(), ..BackLink::to(paths::person_plan(person)) });
    let shown =
        [Some(begun(&model, zone)), Some(steps(&model)), came(&model.line.strand), history(&model, zone)];
    let mut pieces = vec![cards(shown.into_iter().flatten())];
    if model.line.may_step {
        pieces.push(Html::of(&Button::link("Record progress", paths::strand_progress(id)).secondary()));
        pieces.push(Html::of(&Button::link("Close the strand", paths::strand_close(id)).secondary()));
    }
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: model.line.strand.begun.aim.as_str().to_owned().into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
