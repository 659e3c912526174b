//! One pathway: limits and owners as agreed, figures since the last review, meetings, versions.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Cell, Frame, Html, SummaryList, SummaryRow, Table, Tag, Tone},
    paths, words,
};
use app::pathways::{Pathway, ReviewLine};
use askama::Template;
use domain::{
    ids::ServiceId,
    protocol::{Definition, Figures, Protocol},
    referral::Side,
};
use jiff::civil::Date;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/pathways/one.html")]
struct OnePage {
    frame: Frame,
    review: Option<Button>,
    agreed: Card,
    figures: Card,
    reviews: Card,
    versions: Card,
}

/// Who owes a step.
pub(super) const fn owner(side: Side) -> &'static str {
    match side {
        Side::Referrer => "The referrer",
        Side::Provider => "The service",
    }
}

fn agreed(definition: &Definition) -> Html {
    let rows: Vec<Vec<Cell>> = definition
        .limits()
        .map(|(stage, limit)| {
            let days = words::count(u64::from(limit.working_days), "working day", "working days");
            vec![stage.words().into(), owner(limit.owner).into(), days.into()]
        })
        .collect();
    let table = Table::new("Steps with their limits", ["Step", "Who owes it", "Within"], rows);
    let yes = |holds: bool| if holds { "Yes" } else { "No" };
    let states: Vec<&str> = definition.states().map(domain::referral::State::words).collect();
    let rules = SummaryList::new(vec![
        SummaryRow::new("Asking for more information stops the clock", yes(definition.asking_stops_clock)),
        SummaryRow::new("There is a waiting list", yes(definition.waiting_list)),
        SummaryRow::new("Offers of a first appointment are recorded", yes(definition.offers)),
        SummaryRow::new("States", states.join(", ")),
    ]);
    Html::join([Html::of(&table.caption_hidden().dense()), Html::of(&rules.compact())], "")
}

/// The figures as a list.
pub(super) fn figures(figures: &Figures) -> Html {
    let count = |number: u64| words::thousands(number);
    let mut rows = vec![SummaryRow::new("Referrals sent", count(figures.sent))];
    let by_state =
        figures.by_state.iter().map(|(state, number)| SummaryRow::new(state.words(), count(*number)));
    rows.extend(by_state);
    rows.extend(
        figures.late.iter().map(|(stage, number)| SummaryRow::new(format!("Late: {stage}"), count(*number))),
    );
    rows.extend(
        figures
            .declined
            .iter()
            .map(|(reason, number)| SummaryRow::new(format!("Declined: {reason}"), count(*number))),
    );
    let list = Html::of(&SummaryList::new(rows).compact());
    let without = "<p class=\"govuk-body-s\">Referrals of people whose records have limited access, or are kept apart from a team, are not counted.</p>";
    Html::join([list, Html::literal(without)], "\n")
}

fn meetings(model: &Pathway) -> Html {
    let line = |line: &ReviewLine| -> Vec<Cell> {
        let review = &line.review;
        let state = match &review.held {
            Some(held) => Html::text(&format!("Held on {}", words::day(held.on))),
            None if review.due < model.today => Html::of(&Tag::new("Overdue", Tone::Late)),
            None => Html::text("Lies ahead"),
        };
        let said = review.held.as_ref().map(|held| Html::paragraphs(held.words.as_str())).unwrap_or_default();
        let agreed = line.agreed.as_ref().map_or_else(String::new, |one| format!("Version {}", one.version));
        vec![Cell::unbroken(words::day(review.due)), state.into(), said.into(), agreed.into()]
    };
    if model.reviews.is_empty() {
        return Html::paragraphs("No meeting is laid down yet. Four a year are, each night.");
    }
    let rows: Vec<Vec<Cell>> = model.reviews.iter().map(line).collect();
    let head = ["Due", "State", "What was said", "Agreed there"];
    Html::of(&Table::new("Review meetings", head, rows).caption_hidden().dense())
}

fn versions(model: &Pathway) -> Html {
    let line = |one: &Protocol| -> Vec<Cell> {
        let at = one
            .agreed_at
            .map_or_else(|| "At the start".to_owned(), |day: Date| format!("Review of {}", words::day(day)));
        let why = one.why.as_ref().map(ToString::to_string).unwrap_or_default();
        vec![format!("Version {}", one.version).into(), words::day(one.from).into(), at.into(), why.into()]
    };
    let rows: Vec<Vec<Cell>> = model.versions.iter().rev().map(line).collect();
    let head = ["Version", "For referrals from", "Agreed", "Why"];
    Html::of(&Table::new("Versions", head, rows).caption_hidden().dense())
}

fn page(frame: Frame, model: &Pathway) -> OnePage {
    let id = model.service.id;
    let since = model.since.map_or_else(
        || "Figures so far".to_owned(),
        |day| format!("Figures since the review of {}", words::day(day)),
    );
    let agreed = model.in_force.as_ref().map(|one| agreed(&one.definition)).unwrap_or_default();
    let current = model.in_force.as_ref().map_or(0, |one| one.version);
    let waits = model.reviews.iter().any(|line| line.review.held.is_none());
    OnePage {
        review: (model.may_review && waits)
            .then(|| Button::link("Record a review", paths::pathway_review(id))),
        agreed: Card::new(format!("What is agreed: version {current}"), agreed),
        figures: Card::new(since, figures(&model.figures)),
        reviews: Card { classes: "tc-card--wide".into(), ..Card::new("Review meetings", meetings(model)) },
        versions: Card { classes: "tc-card--wide".into(), ..Card::new("Versions", versions(model)) },
        frame: Frame { back: Some(BackLink::to(paths::PATHWAYS)), ..frame },
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ServiceId>, Query(()): Query<()>) -> Answer {
    let model = app::pathways::pathway(cx.app(), cx.viewer(), id).await?;
    let frame = cx.frame(format!("Pathway: {}, {}", model.service.name, model.service.agency_name));
    cx.show(&page(frame, &model))
}
