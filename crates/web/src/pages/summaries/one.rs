//! One summary: its text while it says no more than may be told, where it stands, and what may be done next.

use super::{TextShown, state_tag};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Cell, Html, SummaryRow, Table, WarningText},
    pages::{
        person::bar,
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::summaries::{OpenedSummary, summary};
use domain::{
    disclosure_summary::{NOT_ASKED, SummaryFact},
    ids::SummaryId,
    rehabilitation::Use,
};
use jiff::tz::TimeZone;

fn said(fact: &SummaryFact) -> String {
    match fact {
        SummaryFact::Shown(manner, language) => {
            format!("Shown to the person: {}, {language}", manner.words().to_lowercase())
        }
        SummaryFact::Consented(_) => "The person agreed to the exact text".to_owned(),
        SummaryFact::Declined => "The person said no".to_owned(),
        SummaryFact::Approved(None) => "Approved".to_owned(),
        SummaryFact::Approved(Some(found)) => format!("Approved. Exceptions: {found}"),
        SummaryFact::Returned(why) => format!("Sent back: {why}"),
        SummaryFact::Issued(last) => format!("Issued. Last day: {}", words::day(*last)),
        SummaryFact::Withdrawn => "Consent taken back".to_owned(),
        SummaryFact::Dropped(why) => format!("Not gone on with: {why}"),
        SummaryFact::Heard(answer) => format!("What came of it: {answer}"),
    }
}

fn history(model: &OpenedSummary, zone: &TimeZone) -> Card {
    let written = &model.summary.written;
    let row = |what: String, stamp: &domain::stamp::Stamp| -> Vec<Cell> {
        let by = format!("{}, {}", model.names.account(stamp.by), words::moment(stamp.at, zone));
        vec![what.into(), by.into()]
    };
    let mut rows = vec![row("Written".to_owned(), &written.stamp)];
    rows.extend(model.summary.facts().iter().map(|(stamp, fact)| row(said(fact), stamp)));
    Card::new("History", Html::of(&Table::new("History", ["What", "By"], rows).caption_hidden().dense()))
}

fn about(model: &OpenedSummary) -> Card {
    let (summary, written) = (&model.summary, &model.summary.written);
    let body = model.recipient.as_ref().map_or_else(
        || written.kind.words().to_owned(),
        |one| format!("{} ({}), {}", one.name, one.kind, one.contact),
    );
    let mut rows = vec![
        SummaryRow::html("State", Html::of(&state_tag(summary.state()))),
        SummaryRow::new("For whom", body),
        SummaryRow::new("For what", written.opportunity.to_string()),
        SummaryRow::new("Why they need to know", written.purpose.to_string()),
        SummaryRow::new("Exceptions", written.used_for.words()),
    ];
    if let Some((_, last)) = summary.issued() {
        rows.push(SummaryRow::new("Last day of the letter", words::day(last)));
        let heard = summary.came_of_it().map_or(NOT_ASKED, |answer| answer.words());
        rows.push(SummaryRow::new("What came of it", heard));
    }
    Card::new("About", facts(rows))
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<SummaryId>, Query(()): Query<()>) -> Answer {
    let model = summary(cx.app(), cx.viewer(), id).await?;
    let person = model.person.person;
    let mut frame = cx.frame(format!("Summary: {}", model.person.called()));
    frame.back = Some(BackLink { text: "Summaries".into(), ..BackLink::to(paths::person_summaries(person)) });
    let mut pieces = Vec::new();
    if model.summary.written.used_for != Use::Ordinary && model.summary.state().is_alive() {
        pieces.push(Html::of(&WarningText::new(
            "Check exceptions: spent convictions may have to be told for such a use, in another way than by this summary.",
        )));
    }
    if model.has_letter {
        pieces.push(Html::of(&Button::link("Print the letter", paths::summary_letter(id))));
    }
    let steps = model.moves.iter().enumerate().map(|(place, step)| {
        let href = paths::with_query(&paths::summary_step(id), &[("step", step.code())]);
        let button = Button::link(step.words(), href);
        Html::of(&if place == 0 && !model.has_letter { button } else { button.secondary() })
    });
    pieces.push(Html::join(
        [Html::literal("<div class=\"tc-steps\">"), Html::join(steps, "\n"), Html::literal("</div>")],
        "",
    ));
    let text = match &model.text {
        Ok(text) => Html::of(&TextShown::of(text)),
        Err(closed) => Html::paragraphs(&format!("The text is shown no longer. {closed}")),
    };
    let shown = vec![about(&model), Card::new("The exact text", text), history(&model, cx.app().london())];
    pieces.push(cards(shown));
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Summary".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
