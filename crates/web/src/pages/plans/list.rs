//! A person's plan as far as the gate opens it: what they say of it, strands under way, and those that are closed.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{Button, Card, Html, SummaryRow, Table},
    pages::{
        person::{
            bar::{self, Part},
            withheld,
        },
        screening::shown::{ShownPage, cards, facts},
    },
    paths, words,
};
use app::plans::{PlanPart, StrandLine, ViewLine, plan};
use domain::{
    ids::PersonId,
    plan::{Step, StrandState},
};
use jiff::civil::Date;

/// "Ana Worker, due Tue 1 Dec 2026: overdue".
pub(super) fn owed(step: &Step, owner: &str, today: Date) -> String {
    let day = words::day(step.due);
    let late = if step.due < today { ": overdue" } else { "" };
    let who = if step.by_the_person { format!("the person, with {owner}") } else { owner.to_owned() };
    format!("{who}, due {day}{late}")
}

fn card(model: &PlanPart, line: &StrandLine) -> Card {
    let (strand, today) = (&line.strand, model.glance.today);
    let begun = &strand.begun;
    let mut rows = vec![SummaryRow::new("Aim", begun.aim.to_string())];
    rows.extend(begun.quote.as_ref().map(|said| SummaryRow::new("In their own words", said.to_string())));
    rows.extend(strand.open_steps().map(|step| {
        let owner = step.owner.account.map_or_else(|| line.agency.clone(), |one| model.names.account(one));
        SummaryRow::new(step.words.as_str().to_owned(), owed(step, &owner, today))
    }));
    if let Some(came) = strand.came() {
        rows.push(SummaryRow::new("What came of it", format!("{}: {}", came.outcome, came.words)));
        rows.extend(came.quote.as_ref().map(|said| SummaryRow::new("In their own words", said.to_string())));
    }
    rows.push(SummaryRow::new("Held by", line.agency.clone()));
    let open = Html::link(&paths::strand(begun.id), &format!("Open: {}", begun.aim));
    Card::new(format!("{} ({})", begun.topic, begun.topic.pathway()), Html::join([facts(rows), open], "\n"))
}

fn views(lines: &[ViewLine]) -> Html {
    let rows = lines.iter().map(|line| {
        let said = line.view.words.as_ref().map(ToString::to_string).unwrap_or_default();
        vec![
            words::day(line.view.day).into(),
            line.view.view.words().into(),
            said.into(),
            format!("{}, {}", line.by, line.agency).into(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Html::paragraphs("Nobody has recorded yet what the person says of the plan.");
    }
    let head = ["Day", "What they say", "Why, or in their own words", "Recorded by"];
    Html::of(
        &Table::new("What the person says of the plan, newest first", head, rows).caption_hidden().dense(),
    )
}

fn strands(model: &PlanPart, state: StrandState) -> Option<Html> {
    let of_state = model.strands.iter().filter(|line| line.strand.state() == state);
    let shown: Vec<Card> = of_state.map(|line| card(model, line)).collect();
    (!shown.is_empty()).then(|| Html::join([heading(state), cards(shown)], "\n"))
}

const fn heading(state: StrandState) -> Html {
    match state {
        StrandState::Open => Html::literal("<h2 class=\"govuk-heading-m\">Under way</h2>"),
        StrandState::Closed => Html::literal("<h2 class=\"govuk-heading-m\">Closed</h2>"),
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = plan(cx.app(), cx.viewer(), person).await?;
    let frame = cx.frame(format!("Plan: {}", model.person.called()));
    let glance = &model.glance;
    let mut pieces = Vec::new();
    if model.may_keep {
        pieces.push(Html::of(&Button::link("Begin a strand", paths::strand_new(person))));
        let says = Button::link("What the person says of it", paths::plan_view(person)).secondary();
        pieces.push(Html::of(&says));
    }
    pieces.push(Html::of(&Button::link("Lists of hubs", paths::person_listings(person)).secondary()));
    pieces.push(cards([Card::new("What the person says of the plan", views(&model.views))]));
    if model.strands.is_empty() {
        pieces.push(Html::paragraphs("No strand that you can see."));
    }
    pieces.extend(strands(&model, StrandState::Open));
    pieces.extend(strands(&model, StrandState::Closed));
    if !model.withheld.is_empty() {
        pieces.push(cards([Card {
            classes: "tc-card--withheld".into(),
            ..Card::new("What you cannot see here", withheld::list(&model.withheld, &model.names))
        }]));
    }
    cx.show(&ShownPage {
        bar: Some(bar::bar(&model.person, glance, Vec::new())),
        parts: Some(bar::parts(person, Part::Plan, glance)),
        heading: "Plan".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
